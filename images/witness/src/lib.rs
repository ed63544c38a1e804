//! What the server cannot see from outside of a sandbox, seen from within by a small program of its own, and the words in
//! which the two talk.
//!
//! - [`listener`]: who listens on a Unix socket: the engine that the sandbox was started with, or somebody in its stead.
//! - [`relay`]: bytes there and back, once that is known.
//! - [`port`]: bytes to a port that the sandbox has published, and back.
//! - [`attend`]: a process beside a session, which knocks at ports, reads files and runs scripts when it is asked to.
//! - [`words`]: what is asked of it, and what it answers.
//!
//! Learners are root in their engine. So nothing here trusts a name that a learner could lay something under, nothing
//! waits for ever, and nothing that is read has no end.

pub mod attend;
pub mod listener;
pub mod port;
pub mod relay;
pub mod words;

/// The exit code of a relay whose listener is another one than it should be. Others are faults.
pub const FOREIGN: u8 = 77;

/// The exit code of a relay to a port on which nobody listens.
pub const NOBODY: u8 = 78;

/// The first line of a relay: whoever should listen does, or anybody on a port, and all that follows are that listener's words.
pub const RELAYING: &[u8] = b"quai-witness: relaying\n";
