//! Learners' sessions: a sandbox with an exercise, its goals, its terminal and its deadlines.
//!
//! - [`host`]: the host's engine, watched: away, being prepared, ready.
//! - [`registry`]: who has which session; capacity is a permit that is held.
//! - [`session`]: one session, from its start to its end, as one task.
//! - [`goals`]: verdicts over time: open, met, broken again.
//! - [`clock`]: when a session ends by itself.
//! - [`terminal`]: the learner's shell, kept while pages come and go.

pub mod clock;
pub mod goals;
pub mod host;
mod life;
pub mod registry;
pub mod session;
pub mod terminal;

pub use registry::{Refusal, Sessions};
pub use session::Session;
