//! Sandboxes: throwaway containers that each hold a private Docker Engine. The only room that knows bollard.
//!
//! - [`backend`]: where sandboxes run, as the sessions know it.
//! - [`host`]: where an engine listens: a Unix socket, TCP with or without TLS, ssh.
//! - [`transport`], `stream`, `tls`, `tunnel`: the way there, and bollard's calls over it.
//! - [`remedy`]: what to do when an engine cannot be reached.
//! - [`engine`]: the host's engine, found and asked what it is.
//! - [`about`]: what an engine says of itself.
//! - [`hardening`]: every flag that keeps a learner inside, in one function.
//! - [`runtime`]: what the host's engine starts containers with.
//! - [`canary`]: a sandbox that shows what holds and what works on this host, before learners come.
//! - [`container`]: a sandbox from its creation to its removal, as a guard.
//! - [`death`]: why a sandbox's engine has stopped.
//! - [`exec`]: commands of ours inside a sandbox.
//! - [`tty`]: the learner's shell on a pseudo-terminal.
//! - [`inner`]: the learner's engine, as typed calls over an exec's byte stream.
//! - [`ports`]: what the learner's containers publish, asked by HTTP.
//! - [`facts`]: what that engine holds, and `seen`, its words in those of the `exercises` crate.
//! - [`map`]: all that it holds, for a picture of it.
//! - [`events`]: what happens in it.
//! - [`journal`]: containers that came and went, remembered from events.
//! - [`slots`]: which ids of the host each sandbox has to itself.
//! - [`usage`]: what a container uses of its host.
//! - [`naive`]: the same sandbox without our way of starting its engine, to compare with.
//! - [`registries`]: what happened in the sandbox's own registries.
//! - [`witness`]: who listens in a sandbox, and what is true there, told by a program of ours.
//! - [`image`]: our images, built and saved by the host's engine.

pub mod about;
pub mod backend;
pub mod canary;
pub mod container;
pub mod death;
pub mod engine;
pub mod events;
pub mod exec;
pub mod facts;
pub mod hardening;
pub mod host;
pub mod image;
pub mod inner;
pub mod journal;
pub mod map;
pub mod naive;
pub mod ports;
pub mod registries;
pub mod remedy;
pub mod runtime;
mod seen;
pub mod slots;
mod stream;
mod tls;
pub mod transport;
pub mod tty;
mod tunnel;
pub mod usage;
pub mod witness;

pub use backend::Backend;
pub use container::Sandbox;
pub use engine::Engine;
