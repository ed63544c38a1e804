//! How many sandboxes are kept ready, and when: a number, and a plan for the minutes in which a class begins.

use std::{fmt, str::FromStr, time::Duration};

use jiff::{Zoned, civil::Time};

/// Sandboxes for a class are made ready so long before it begins.
const AHEAD: Duration = Duration::from_secs(10 * 60);
/// And are kept so long after, for those who are late.
const BEHIND: Duration = Duration::from_secs(15 * 60);

/// A class that begins at a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rush {
    /// Sandboxes.
    pub count: usize,
    /// On the machine's own clock.
    pub at: Time,
}

impl FromStr for Rush {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no plan: one like \"30 at 09:00\" is expected");
        let (count, at) = text.split_once(" at ").ok_or_else(wrong)?;
        let at = Time::strptime("%H:%M", at.trim()).map_err(|_| wrong())?;
        Ok(Self { count: count.trim().parse().map_err(|_| wrong())?, at })
    }
}

impl fmt::Display for Rush {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.count, self.at.strftime("%H:%M"))
    }
}

/// How many sandboxes are kept ready.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// At any time.
    pub always: usize,
    /// Around the beginnings of classes, if that is more.
    pub rushes: Vec<Rush>,
}

impl Schedule {
    /// How many are wanted at `now`.
    #[must_use]
    pub fn wanted(&self, now: &Zoned) -> usize {
        let near = |rush: &&Rush| {
            // A class just after midnight is prepared on the evening before.
            [now.date(), now.date().saturating_add(jiff::Span::new().days(1))].into_iter().any(|day| {
                let Ok(begin) = day.to_datetime(rush.at).to_zoned(now.time_zone().clone()) else {
                    return false;
                };
                let until = now.timestamp().duration_until(begin.timestamp());
                until <= AHEAD.try_into().unwrap_or_default()
                    && -until < BEHIND.try_into().unwrap_or_default()
            })
        };
        self.rushes.iter().filter(near).map(|rush| rush.count).fold(self.always, usize::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_finds_its_sandboxes_ready_and_the_rest_of_the_day_few() {
        let schedule = Schedule {
            always: 2,
            rushes: vec!["30 at 09:00".parse().unwrap(), "5 at 00:05".parse().unwrap()],
        };
        let wanted = |time: &str| {
            let now = format!("2026-11-22T{time}[UTC]").parse().unwrap();
            schedule.wanted(&now)
        };
        assert_eq!(wanted("08:49:59"), 2);
        assert_eq!(wanted("08:50:00"), 30);
        assert_eq!(wanted("09:14:59"), 30);
        assert_eq!(wanted("09:15:00"), 2);
        assert_eq!(wanted("23:55:00"), 5);
    }

    #[test]
    fn plans_are_read_and_written() {
        assert_eq!("30 at 09:00".parse::<Rush>().unwrap().to_string(), "30 at 09:00");
        for nonsense in ["30", "many at 09:00", "30 at noon", "30 at 25:00"] {
            assert!(nonsense.parse::<Rush>().unwrap_err().contains("30 at 09:00"), "{nonsense}");
        }
    }
}
