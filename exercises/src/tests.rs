//! The crate as others see it: folders in, verdicts and explanations out.

pub(crate) mod asked;
mod content;
mod explaining;
mod loading;
mod mistakes;
mod playground;
mod properties;
mod readme;
mod registries;
mod schema;
mod situations;
mod verdicts;
mod world;
