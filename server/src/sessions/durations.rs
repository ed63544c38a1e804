//! How long things take, in numbers that can be added up: one histogram for each kind of thing and each label.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use super::figures::Counters;
use crate::sandbox::container::StartTimes;

/// Upper bounds of the buckets, seconds: from a look at an engine to a start in the middle of a rush.
pub const BOUNDS: [f64; 13] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];

/// What is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timed {
    /// A sandbox's start, by its part.
    SandboxStart,
    /// From a learner's click until the sandbox may be entered, by where the sandbox came from.
    SessionReady,
    /// From a page's call for a terminal until its first output, by whether the shell is new or was kept.
    TerminalOutput,
    /// A check that a learner has asked for, with its confirmation, by whether the exercise is solved after it.
    Check,
    /// One look at all that goals ask about, by whether the engine answered.
    Evaluation,
}

/// How long things took since the server started.
pub type Durations = BTreeMap<Timed, BTreeMap<&'static str, Histogram>>;

/// Durations, counted by buckets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// For each of the [`BOUNDS`], how many took no longer.
    pub within: [u64; BOUNDS.len()],
    /// How many there were.
    pub count: u64,
    /// How long all of them took together.
    pub sum: Duration,
}

impl Histogram {
    /// Counts one in.
    pub fn observe(&mut self, took: Duration) {
        for (within, bound) in self.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(took.as_secs_f64() <= bound);
        }
        self.count += 1;
        self.sum += took;
    }
}

impl Counters {
    pub(super) fn time(&self, what: Timed, label: &'static str, took: Duration) {
        self.count(|counted| {
            counted.durations.entry(what).or_default().entry(label).or_default().observe(took);
        });
    }

    pub(super) fn time_start(&self, times: StartTimes) {
        let StartTimes { create, start, ready } = times;
        for (part, took) in [("create", create), ("start", start), ("ready", ready)] {
            self.time(Timed::SandboxStart, part, took);
        }
    }
}

/// A learner's click, until the sandbox may be entered.
#[derive(Debug)]
pub(super) struct Click {
    made: Option<Instant>,
    origin: &'static str,
    counters: Arc<Counters>,
}

impl Click {
    /// It is made now; the sandbox comes from `origin`.
    pub(super) fn now(origin: &'static str, counters: Arc<Counters>) -> Self {
        Self { made: Some(Instant::now()), origin, counters }
    }

    /// The sandbox may be entered. Only the first time counts.
    pub(super) fn answered(&mut self) {
        if let Some(made) = self.made.take() {
            self.counters.time(Timed::SessionReady, self.origin, made.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_within_every_bound_that_it_does_not_exceed() {
        let mut histogram = Histogram::default();
        for millis in [5, 600, 90_000] {
            histogram.observe(Duration::from_millis(millis));
        }
        assert_eq!(histogram.within, [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
        assert_eq!((histogram.count, histogram.sum), (3, Duration::from_millis(90_605)));
    }

    #[test]
    fn a_click_is_answered_once() {
        let counters = Arc::new(Counters::default());
        let mut click = Click::now("pool", counters.clone());
        click.answered();
        click.answered();
        assert_eq!(counters.read().durations[&Timed::SessionReady]["pool"].count, 1);
    }
}
