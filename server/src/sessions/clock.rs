//! When a session ends by itself: pure arithmetic.

use std::time::Duration;

use jiff::Timestamp;

/// How long sessions may last.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Without a key or a request.
    pub idle: Duration,
    /// In any case.
    pub time: Duration,
    /// What a learner may add to that, in all.
    pub extension: Duration,
}

/// One press of the button that extends a session.
pub const EXTENSION_STEP: Duration = Duration::from_secs(30 * 60);

/// Why a session's time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOver {
    /// Nobody used it.
    Idle,
    /// Its time has passed.
    Hard,
}

/// The deadlines of one session.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    allowance: Allowance,
    last_used: Timestamp,
    hard_end: Timestamp,
    extended: Duration,
}

impl Clock {
    /// A session that begins now.
    #[must_use]
    pub fn start(allowance: Allowance, now: Timestamp) -> Self {
        Self { allowance, last_used: now, hard_end: now + allowance.time, extended: Duration::ZERO }
    }

    /// Goes on with a session that began under another server, as if it was used just now.
    #[must_use]
    pub fn resume(allowance: Allowance, hard_end: Timestamp, extended: Duration, now: Timestamp) -> Self {
        Self { allowance, last_used: now, hard_end, extended }
    }

    /// What was added to the time, in all.
    #[must_use]
    pub fn extended(&self) -> Duration {
        self.extended
    }

    /// Begins anew at `now`: what was waited for does not count.
    pub fn restart(&mut self, now: Timestamp) {
        *self = Self::start(self.allowance, now);
    }

    /// When it ends if nobody uses it any more.
    #[must_use]
    pub fn idle_end(&self) -> Timestamp {
        self.last_used + self.allowance.idle
    }

    /// When it ends in any case.
    #[must_use]
    pub fn hard_end(&self) -> Timestamp {
        self.hard_end
    }

    /// When it has ended at the latest, with every extension, and some time for removing what is left of it.
    #[must_use]
    pub fn latest_end(&self) -> Timestamp {
        const CLEAN_UP: Duration = Duration::from_secs(10 * 60);
        self.hard_end + self.allowance.extension.saturating_sub(self.extended) + CLEAN_UP
    }

    /// The learner did something at `at`.
    pub fn used(&mut self, at: Timestamp) {
        self.last_used = self.last_used.max(at);
    }

    /// Adds [`EXTENSION_STEP`], or what is left of the allowance. Returns what was added; zero when nothing is left.
    pub fn extend(&mut self) -> Duration {
        let added = EXTENSION_STEP.min(self.allowance.extension.saturating_sub(self.extended));
        self.extended += added;
        self.hard_end += added;
        added
    }

    /// Whether [`Clock::extend`] would add anything.
    #[must_use]
    pub fn extendable(&self) -> bool {
        self.extended < self.allowance.extension
    }

    /// Whether its time is over at `now`.
    #[must_use]
    pub fn over(&self, now: Timestamp) -> Option<TimeOver> {
        if now >= self.hard_end {
            Some(TimeOver::Hard)
        } else if now >= self.idle_end() {
            Some(TimeOver::Idle)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn clock() -> Clock {
        let allowance = Allowance { idle: 30 * MINUTE, time: 90 * MINUTE, extension: 45 * MINUTE };
        Clock::start(allowance, Timestamp::UNIX_EPOCH)
    }

    fn after(minutes: u32) -> Timestamp {
        Timestamp::UNIX_EPOCH + minutes * MINUTE
    }

    #[test]
    fn an_unused_session_ends_and_a_used_one_goes_on() {
        let mut clock = clock();
        assert_eq!(clock.over(after(29)), None);
        assert_eq!(clock.over(after(30)), Some(TimeOver::Idle));
        clock.used(after(20));
        assert_eq!(clock.over(after(49)), None);
    }

    #[test]
    fn use_does_not_stretch_the_hard_end_but_extensions_do_within_bounds() {
        let mut clock = clock();
        clock.used(after(89));
        assert_eq!(clock.over(after(90)), Some(TimeOver::Hard));
        assert!(clock.extendable());
        assert_eq!(
            [clock.extend(), clock.extend(), clock.extend()],
            [30 * MINUTE, 15 * MINUTE, Duration::ZERO]
        );
        assert_eq!(clock.hard_end(), after(135));
        assert!(!clock.extendable());
    }

    #[test]
    fn time_that_runs_backwards_takes_nothing_away() {
        let mut clock = clock();
        clock.used(after(10));
        clock.used(after(5));
        assert_eq!(clock.idle_end(), after(40));
    }
}
