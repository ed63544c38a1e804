//! What is seen of a session: where it stands, and how it ended.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{goals::Board, strain::Strain};

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndReason {
    /// The learner ended it.
    ByLearner,
    /// The learner asked for a fresh one.
    Replaced,
    /// Nobody used it.
    Idle,
    /// Its time was over.
    Time,
    /// What the learner ran needed more memory than there is.
    OutOfMemory,
    /// The engine inside stopped.
    EngineStopped,
    /// The host's engine is gone, and the sandbox with it.
    HostEngineGone,
    /// It did not start.
    StartFailed,
    /// The server is stopping.
    ServerStopping,
}

impl EndReason {
    /// The name by which programs know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ByLearner => "by-learner",
            Self::Replaced => "replaced",
            Self::Idle => "idle",
            Self::Time => "time",
            Self::OutOfMemory => "out-of-memory",
            Self::EngineStopped => "engine-stopped",
            Self::HostEngineGone => "host-engine-gone",
            Self::StartFailed => "start-failed",
            Self::ServerStopping => "server-stopping",
        }
    }
}

/// How a session ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Why.
    pub reason: EndReason,
    /// Under which the log has the cause, where there is one.
    pub reference: Option<String>,
}

impl From<EndReason> for Ended {
    fn from(reason: EndReason) -> Self {
        Self { reason, reference: None }
    }
}

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The machine is full: it waits for its turn.
    Queued,
    /// Its sandbox starts, its exercise is being laid out.
    Starting,
    /// The learner can work.
    Ready,
    /// It is over.
    Ended(Ended),
}

/// What is seen of a session, anew after every change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Where it stands.
    pub phase: Phase,
    /// Where its goals stand.
    pub board: Board,
    /// Whether its exercise was solved in it.
    pub solved: bool,
    /// The last answer to each goal that was answered in words.
    pub answers: BTreeMap<String, String>,
    /// When it ends if nobody uses it any more.
    pub idle_end: Timestamp,
    /// When it ends in any case.
    pub hard_end: Timestamp,
    /// Whether that can be put off.
    pub extendable: bool,
    /// What its sandbox runs short of.
    pub strain: Option<Strain>,
}
