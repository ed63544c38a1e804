//! The attacks. Each prints `WON` (by `won`) if it has succeeded, and only then; none harms the machine where it does
//! succeed: what would be overwritten is opened and not written, what would be loaded is nothing.

mod host;
mod outside;

use super::rig::Lacking;

/// Who attacks, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// The learner's shell.
    Learner,
    /// Root of a container with the usual flags.
    Container,
    /// Root of a container with every dangerous flag, in the sandbox's file system.
    Root,
    /// What the server starts in the sandbox, replaced by the learner: outside the sandbox's user namespace at first.
    Server,
}

impl Position {
    /// The server's commands come last: what root has prepared is there by then.
    pub(super) const ALL: [Self; 4] = [Self::Learner, Self::Container, Self::Root, Self::Server];
}

/// An attack.
#[derive(Debug)]
pub(super) struct Attack {
    pub(super) name: &'static str,
    pub(super) from: Position,
    /// Where the attack succeeds: what holds it off is missing there, and nothing else holds it off.
    pub(super) works: Lacking,
    pub(super) script: &'static str,
}

const fn attack(name: &'static str, from: Position, works: Lacking, script: &'static str) -> Attack {
    Attack { name, from, works, script }
}

/// All attacks.
pub(super) fn attacks() -> Vec<&'static Attack> {
    [host::ATTACKS, outside::ATTACKS].into_iter().flatten().collect()
}
