//! Why a session was not opened, or not found.

use super::host::Absence;

/// Why it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no sandboxes now.
    Absent(Absence),
    /// No exercise is called so.
    NoExercise(String),
    /// No session of this learner has this id.
    NoSession,
    /// The learner has this many already.
    LearnerFull(usize),
    /// The machine has this many already.
    Full(usize),
    /// The server is stopping.
    Stopping,
}

impl Refusal {
    /// The name by which programs know it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Absent(_) => "no-sandboxes",
            Self::NoExercise(_) => "no-such-exercise",
            Self::NoSession => "no-such-sandbox",
            Self::LearnerFull(_) => "too-many-sandboxes",
            Self::Full(_) => "machine-full",
            Self::Stopping => "server-stopping",
        }
    }
}
