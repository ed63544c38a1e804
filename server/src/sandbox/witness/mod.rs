//! What is true inside a sandbox, told by a program of ours in there (`images/witness`).
//!
//! - `door`: the way to whoever listens on a socket in the sandbox, and only to who should.
//! - `port`: the way to a port that the learner has published; whoever listens there.
//! - `relay`: what these ways are made of.
//! - [`Impostor`]: somebody else listens there. Nothing that they say is a fact.
//! - [`Witness`]: a process beside a session, which knocks at ports, reads files and runs scripts.

mod attend;
mod door;
mod impostor;
mod port;
mod relay;

pub use ::witness::{
    listener::Listener,
    words::{Exchange, Piece, Ran, Sight, Watching},
};
pub use attend::Witness;
pub(super) use door::Door;
pub use impostor::Impostor;
pub(super) use relay::Carried;

/// The program.
const WITNESS: &str = "/usr/lib/quai/witness";
