//! Which hints and solutions are open to a learner, and what the others wait for: pure functions of the settings and of what
//! the learner has done.

use std::{fmt, str::FromStr, time::Duration};

use jiff::Timestamp;

use crate::store::Trail;

/// When something opens. Of hints, the first does as it says, and each further one after as much again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// At once.
    Free,
    /// After so many checks.
    AfterTries(u32),
    /// So long after the learner had a first sandbox for the exercise.
    AfterMinutes(Duration),
    /// When the exercise is solved.
    Solved,
    /// When an instructor opens it.
    Instructor,
}

/// What the settings of the class say. Whatever they say, both are open to whoever has solved the exercise, and to those
/// for whom an instructor has opened them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// When hints open, one after the other.
    pub hints: Opening,
    /// When the solution opens.
    pub solution: Opening,
}

impl Default for Policy {
    fn default() -> Self {
        Self { hints: Opening::Free, solution: Opening::AfterTries(3) }
    }
}

/// What something that is locked waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// So many checks more.
    Checks(u32),
    /// So many minutes more, the one that has begun among them.
    Minutes(u64),
    /// The exercise's being solved.
    Solved,
    /// An instructor.
    Instructor,
}

/// Whether something may be shown.
pub type Door = Result<(), Wait>;

/// How a learner stands with an exercise, all sandboxes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Checks that were asked for.
    pub checks: u32,
    /// Since the first sandbox.
    pub elapsed: Duration,
    /// Whether it is solved.
    pub solved: bool,
    /// Whether an instructor has opened the hints.
    pub hints_released: bool,
    /// Whether an instructor has opened the solution.
    pub solution_released: bool,
    /// Hints that were seen.
    pub hints_seen: usize,
    /// Whether the solution was seen.
    pub solution_seen: bool,
}

/// What is open of an exercise's help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    /// So many hints are shown, from the first one on.
    pub hints_shown: usize,
    /// Whether the next hint opens; `None` when there is none.
    pub next_hint: Option<Door>,
    /// Whether the solution is shown.
    pub solution_shown: bool,
    /// Whether the solution opens.
    pub solution: Door,
}

impl Progress {
    /// What the store knows, at this moment.
    #[must_use]
    pub fn of(trail: &Trail, now: Timestamp) -> Self {
        let Trail { checks, started, solved, hints_released, solution_released, hints_seen, solution_seen } =
            *trail;
        let elapsed = started.map_or(0, |started| now.as_millisecond() - started).max(0);
        Self {
            checks,
            elapsed: Duration::from_millis(elapsed.unsigned_abs()),
            solved,
            hints_released,
            solution_released,
            hints_seen,
            solution_seen,
        }
    }
}

impl Policy {
    /// What is open of an exercise that has `total` hints.
    #[must_use]
    pub fn help(&self, progress: &Progress, total: usize) -> Help {
        // A course that was changed may have fewer hints than were seen.
        let shown = progress.hints_seen.min(total);
        let next = u32::try_from(shown + 1).unwrap_or(u32::MAX);
        let next_hint = || self.hints.door(progress, progress.hints_released, next);
        Help {
            hints_shown: shown,
            next_hint: (shown < total).then(next_hint),
            solution_shown: progress.solution_seen,
            // What was seen is not taken back.
            solution: match progress.solution_seen {
                true => Ok(()),
                false => self.solution.door(progress, progress.solution_released, 1),
            },
        }
    }

    /// Whether something opens by itself as time passes.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        [self.hints, self.solution].iter().any(|opening| matches!(opening, Opening::AfterMinutes(_)))
    }
}

impl Opening {
    /// The door of what comes as the `nth` of its kind.
    fn door(self, progress: &Progress, released: bool, nth: u32) -> Door {
        if progress.solved || released {
            return Ok(());
        }
        match self {
            Self::Free => Ok(()),
            Self::AfterTries(tries) => match tries.saturating_mul(nth).saturating_sub(progress.checks) {
                0 => Ok(()),
                more => Err(Wait::Checks(more)),
            },
            Self::AfterMinutes(minutes) => {
                let due = minutes.saturating_mul(nth);
                match due.saturating_sub(progress.elapsed) {
                    Duration::ZERO => Ok(()),
                    left => {
                        Err(Wait::Minutes(left.as_millis().div_ceil(60_000).try_into().unwrap_or(u64::MAX)))
                    }
                }
            }
            Self::Solved => Err(Wait::Solved),
            Self::Instructor => Err(Wait::Instructor),
        }
    }
}

impl FromStr for Opening {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let tries = |count: &str| count.parse().ok().filter(|tries| *tries > 0).map(Self::AfterTries);
        // Fractions are allowed, so that trials need not wait; a year is as good as never.
        let minutes = |count: &str| {
            let minutes = count.parse().ok().filter(|minutes: &f64| (0.01..525_600.0).contains(minutes));
            minutes.map(|minutes| Self::AfterMinutes(Duration::from_secs_f64(minutes * 60.0)))
        };
        let opening = match text.split_once(':') {
            None if text == "free" => Some(Self::Free),
            None if text == "solved" => Some(Self::Solved),
            None if text == "instructor" => Some(Self::Instructor),
            Some(("tries", count)) => tries(count),
            Some(("minutes", count)) => minutes(count),
            _ => None,
        };
        opening.ok_or_else(|| {
            format!(
                "`{text}` is none of free, tries:2, minutes:5, solved, instructor, or these with other numbers"
            )
        })
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Free => f.write_str("free"),
            Self::AfterTries(tries) => write!(f, "tries:{tries}"),
            Self::AfterMinutes(time) => write!(f, "minutes:{}", time.as_secs_f64() / 60.0),
            Self::Solved => f.write_str("solved"),
            Self::Instructor => f.write_str("instructor"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(hints: &str, solution: &str, progress: Progress) -> Help {
        let policy = Policy { hints: hints.parse().unwrap(), solution: solution.parse().unwrap() };
        policy.help(&progress, 3)
    }

    fn after(minutes: u64) -> Progress {
        Progress { elapsed: Duration::from_secs(minutes * 60), ..Progress::default() }
    }

    #[test]
    fn settings_are_read_as_they_are_written() {
        for text in ["free", "tries:2", "minutes:5", "minutes:0.5", "solved", "instructor"] {
            assert_eq!(text.parse::<Opening>().unwrap().to_string(), text);
        }
        for nonsense in [
            "",
            "Free",
            "tries",
            "tries:",
            "tries:0",
            "tries:-1",
            "tries:1.5",
            "free:1",
            "hours:1",
            "minutes:0",
            "minutes:NaN",
        ] {
            let error = nonsense.parse::<Opening>().unwrap_err();
            assert!(error.contains("tries:2"), "{nonsense}: {error}");
        }
    }

    #[test]
    fn hints_come_one_after_the_other() {
        let at = |seen| help("free", "free", Progress { hints_seen: seen, ..Progress::default() });
        assert_eq!((at(0).hints_shown, at(0).next_hint), (0, Some(Ok(()))));
        assert_eq!((at(2).hints_shown, at(2).next_hint), (2, Some(Ok(()))));
        assert_eq!((at(3).hints_shown, at(3).next_hint), (3, None));
        // The course has fewer than it had.
        assert_eq!((at(9).hints_shown, at(9).next_hint), (3, None));
        assert_eq!(Policy::default().help(&Progress::default(), 0).next_hint, None);
    }

    #[test]
    fn each_hint_asks_for_as_many_checks_again() {
        let at = |checks, hints_seen| {
            let progress = Progress { checks, hints_seen, ..Progress::default() };
            help("tries:2", "tries:3", progress)
        };
        assert_eq!(at(0, 0).next_hint, Some(Err(Wait::Checks(2))));
        assert_eq!(at(1, 0).next_hint, Some(Err(Wait::Checks(1))));
        assert_eq!(at(2, 0).next_hint, Some(Ok(())));
        assert_eq!(at(3, 1).next_hint, Some(Err(Wait::Checks(1))));
        assert_eq!(at(4, 1).next_hint, Some(Ok(())));
        assert_eq!(at(2, 0).solution, Err(Wait::Checks(1)));
        assert_eq!(at(3, 0).solution, Ok(()));
    }

    #[test]
    fn a_minute_that_has_begun_is_waited_for() {
        let seconds = |seconds| Progress { elapsed: Duration::from_secs(seconds), ..Progress::default() };
        let at = |progress| help("minutes:5", "minutes:10", progress).next_hint;
        assert_eq!(at(after(0)), Some(Err(Wait::Minutes(5))));
        assert_eq!(at(seconds(1)), Some(Err(Wait::Minutes(5))));
        assert_eq!(at(seconds(299)), Some(Err(Wait::Minutes(1))));
        assert_eq!(at(after(5)), Some(Ok(())));
        assert_eq!(at(Progress { hints_seen: 1, ..after(5) }), Some(Err(Wait::Minutes(5))));
        assert_eq!(help("free", "minutes:10", after(7)).solution, Err(Wait::Minutes(3)));
    }

    #[test]
    fn what_is_solved_or_released_or_was_seen_is_open_whatever_the_settings_say() {
        for setting in ["tries:9", "minutes:9", "solved", "instructor"] {
            let at = |progress| help(setting, setting, progress);
            let locked = at(Progress::default());
            assert!(locked.next_hint.unwrap().is_err() && locked.solution.is_err(), "{setting}");
            let solved = at(Progress { solved: true, ..Progress::default() });
            assert_eq!((solved.next_hint, solved.solution), (Some(Ok(())), Ok(())), "{setting}");
            let hints = at(Progress { hints_released: true, ..Progress::default() });
            assert!(hints.next_hint == Some(Ok(())) && hints.solution.is_err(), "{setting}");
            let solution = at(Progress { solution_released: true, ..Progress::default() });
            assert!(solution.next_hint.unwrap().is_err() && solution.solution.is_ok(), "{setting}");
            let seen = at(Progress { solution_seen: true, ..Progress::default() });
            assert!(seen.solution_shown && seen.solution.is_ok(), "{setting}");
        }
        assert_eq!(help("solved", "instructor", Progress::default()).next_hint, Some(Err(Wait::Solved)));
        assert_eq!(help("solved", "instructor", Progress::default()).solution, Err(Wait::Instructor));
    }

    #[test]
    fn time_is_counted_from_the_first_sandbox_on() {
        let now = Timestamp::from_second(100).unwrap();
        let elapsed = |started| Progress::of(&Trail { started, ..Trail::default() }, now).elapsed;
        assert_eq!(elapsed(Some(40_000)), Duration::from_secs(60));
        assert_eq!(elapsed(None), Duration::ZERO);
        // A clock that was set back takes nothing away.
        assert_eq!(elapsed(Some(900_000)), Duration::ZERO);
    }
}
