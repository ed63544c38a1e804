//! Learners' sessions: a sandbox with an exercise, its goals, its terminal and its deadlines.
//!
//! - [`host`]: the host's engine, watched: away, being prepared, ready.
//! - [`registry`]: who has which session; capacity is a permit that is held.
//! - [`session`]: what is seen of one session and asked of it; `life` leads it from its start to its end, and `watcher`
//!   keeps its goals up to date meanwhile.
//! - `pool`: sandboxes that are ready before their learners come; [`schedule`]: how many, and when.
//! - `place`: a session's place in the capacity, handed over or freed when its container is gone.
//! - [`figures`]: how things stand, in numbers.
//! - [`goals`]: verdicts over time: open, met, broken again.
//! - [`clock`]: when a session ends by itself.
//! - [`terminal`]: the learner's shell, kept while pages come and go.

pub mod clock;
pub mod figures;
pub mod goals;
pub mod host;
mod life;
mod place;
mod pool;
pub mod registry;
pub mod schedule;
pub mod session;
pub mod terminal;
mod watcher;

pub use registry::{Refusal, Sessions};
pub use session::Session;
