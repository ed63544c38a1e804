//! Sandboxes: throwaway containers that each hold a private Docker Engine. The only room that knows bollard.
//!
//! - [`engine`]: the host's engine, found and asked what it is.
//! - [`hardening`]: every flag that keeps a learner inside, in one function.
//! - [`container`]: a sandbox from its creation to its removal, as a guard.
//! - [`exec`]: commands of ours inside a sandbox.
//! - [`tty`]: the learner's shell on a pseudo-terminal.
//! - [`inner`]: the learner's engine, as typed calls over an exec's byte stream.
//! - [`facts`]: what that engine says, in the words of the `exercises` crate.
//! - [`journal`]: containers that came and went, remembered from events.
//! - [`slots`]: which ids of the host each sandbox has to itself.
//! - [`image`]: our images, built and saved by the host's engine.

pub mod container;
pub mod engine;
pub mod exec;
pub mod facts;
pub mod hardening;
pub mod image;
pub mod inner;
pub mod journal;
pub mod slots;
pub mod tty;

pub use container::Sandbox;
pub use engine::Engine;
