//! Figures of the sessions, for whoever watches over the machine.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use super::{durations::Durations, session::EndReason};

/// What is counted since the server started.
#[derive(Debug, Default)]
pub(super) struct Counters(Mutex<Counted>);

/// The counts.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Sessions opened, by where their sandbox came from.
    pub opened: BTreeMap<&'static str, u64>,
    /// Requests to open one that were refused, by why.
    pub refused: BTreeMap<&'static str, u64>,
    /// Sessions ended, by why.
    pub ended: BTreeMap<EndReason, u64>,
    /// Sandboxes removed because nobody owned them.
    pub reaped: u64,
    /// How long things took.
    pub durations: Durations,
}

impl Counters {
    pub(super) fn count(&self, change: impl FnOnce(&mut Counted)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn read(&self) -> Counted {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How things stand now.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Sessions that wait for a place.
    pub queued: usize,
    /// Sessions whose sandbox starts.
    pub starting: usize,
    /// Sessions in which learners work.
    pub ready: usize,
    /// Sandboxes that are frozen, because nobody uses them.
    pub frozen: usize,
    /// Sandboxes in the pool.
    pub pool: usize,
    /// Places that are free.
    pub free: usize,
    /// Whether the host's engine can start sandboxes.
    pub engine: bool,
    /// Since the server started.
    pub counted: Counted,
}
