//! The crate as others see it: folders in, verdicts and explanations out.

mod content;
mod explaining;
mod loading;
mod properties;
mod registries;
mod situations;
mod verdicts;
mod world;
