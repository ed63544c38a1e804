//! Hints and solutions: who has seen what, what instructors have opened, and what the settings count.

use std::fmt;

use rusqlite::{Row, params};

use super::Store;

/// What a learner may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aid {
    /// The hint of this number, from 1 on.
    Hint(usize),
    /// The solution.
    Solution,
}

impl fmt::Display for Aid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hint(number) => write!(f, "hint {number}"),
            Self::Solution => f.write_str("solution"),
        }
    }
}

/// Somebody has opened a hint or the solution.
#[derive(Clone, Debug)]
pub struct View {
    /// Who.
    pub learner: String,
    /// Id of the exercise.
    pub exercise: String,
    /// Id of the sandbox.
    pub sandbox: String,
    /// What was opened.
    pub what: Aid,
    /// When, Unix milliseconds.
    pub at: i64,
}

/// What an instructor opens for a learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// All hints, one after the other.
    Hints,
    /// The solution.
    Solution,
}

impl Release {
    fn name(self) -> &'static str {
        match self {
            Self::Hints => "hints",
            Self::Solution => "solution",
        }
    }
}

/// What a learner has done with an exercise, in all sandboxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// Checks that were asked for.
    pub checks: u32,
    /// When the first sandbox was there, Unix milliseconds.
    pub started: Option<i64>,
    /// Whether the exercise is solved.
    pub solved: bool,
    /// Whether an instructor has opened the hints.
    pub hints_released: bool,
    /// Whether an instructor has opened the solution.
    pub solution_released: bool,
    /// Hints that were seen, from the first one on.
    pub hints_seen: usize,
    /// Whether the solution was seen.
    pub solution_seen: bool,
}

impl Store {
    /// Writes down that somebody has opened a hint or the solution; it is on the disk when this returns.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn view(&self, view: View) -> anyhow::Result<()> {
        let View { learner, exercise, sandbox, what, at } = view;
        self.call(move |connection| {
            connection.execute(
                "INSERT INTO help (learner, exercise, sandbox, what, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![learner, exercise, sandbox, what.to_string(), at],
            )
        })
        .await?;
        Ok(())
    }

    /// Opens hints or the solution for a learner, whatever the settings say.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn release(&self, learner: &str, exercise: &str, what: Release, at: i64) -> anyhow::Result<()> {
        let (learner, exercise) = (learner.to_owned(), exercise.to_owned());
        self.call(move |connection| {
            connection.execute(
                "INSERT INTO release (learner, exercise, what, at) VALUES (?1, ?2, ?3, ?4)",
                params![learner, exercise, what.name(), at],
            )
        })
        .await?;
        Ok(())
    }

    /// What a learner has done with an exercise.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trail(&self, learner: &str, exercise: &str) -> anyhow::Result<Trail> {
        let (learner, exercise) = (learner.to_owned(), exercise.to_owned());
        let read = |row: &Row<'_>| {
            Ok(Trail {
                checks: row.get(0)?,
                started: row.get(1)?,
                solved: row.get(2)?,
                hints_released: row.get(3)?,
                solution_released: row.get(4)?,
                hints_seen: row.get::<_, u32>(5)? as usize,
                solution_seen: row.get(6)?,
            })
        };
        self.call(move |connection| {
            let mut query = connection.prepare_cached(
                "WITH of_attempts AS (SELECT * FROM attempt WHERE learner = ?1 AND exercise = ?2),
                      of_releases AS (SELECT what FROM release WHERE learner = ?1 AND exercise = ?2),
                      of_help AS (SELECT DISTINCT what FROM help WHERE learner = ?1 AND exercise = ?2)
                 SELECT (SELECT count(*) FROM of_attempts WHERE trigger = 'check'),
                        (SELECT min(at) FROM start WHERE learner = ?1 AND exercise = ?2),
                        EXISTS (SELECT 1 FROM of_attempts WHERE outcome = 'solved'),
                        EXISTS (SELECT 1 FROM of_releases WHERE what = 'hints'),
                        EXISTS (SELECT 1 FROM of_releases WHERE what = 'solution'),
                        (SELECT count(*) FROM of_help WHERE what <> 'solution'),
                        EXISTS (SELECT 1 FROM of_help WHERE what = 'solution')",
            )?;
            query.query_row([learner, exercise], read)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::store::{Attempt, Outcome, Trigger};

    fn view(sandbox: &str, what: Aid) -> View {
        let exercise = "one".to_owned();
        View { learner: "ada".to_owned(), exercise, sandbox: sandbox.to_owned(), what, at: 5 }
    }

    fn attempt(trigger: Trigger, outcome: Outcome) -> Attempt {
        Attempt {
            learner: "ada".to_owned(),
            exercise: "one".to_owned(),
            sandbox: "s1".to_owned(),
            at: 0,
            trigger,
            outcome,
            verdicts: Value::Null,
            facts: Value::Null,
        }
    }

    #[tokio::test]
    async fn what_was_seen_stays_seen_in_a_later_sandbox_and_only_by_who_saw_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("quai.db")).unwrap();
        for (sandbox, what) in [("s1", Aid::Hint(1)), ("s1", Aid::Hint(1)), ("s2", Aid::Hint(2))] {
            store.view(view(sandbox, what)).await.unwrap();
        }
        let trail = store.trail("ada", "one").await.unwrap();
        assert_eq!((trail.hints_seen, trail.solution_seen), (2, false));
        store.view(view("s2", Aid::Solution)).await.unwrap();
        assert!(store.trail("ada", "one").await.unwrap().solution_seen);
        for (learner, exercise) in [("bob", "one"), ("ada", "two")] {
            assert_eq!(store.trail(learner, exercise).await.unwrap(), Trail::default());
        }
    }

    #[tokio::test]
    async fn a_try_is_a_check_that_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("quai.db")).unwrap();
        store.record(attempt(Trigger::Check, Outcome::Open)).await.unwrap();
        store.record(attempt(Trigger::Check, Outcome::Open)).await.unwrap();
        let trail = store.trail("ada", "one").await.unwrap();
        assert_eq!((trail.checks, trail.solved), (2, false));
        store.record(attempt(Trigger::Live, Outcome::Solved)).await.unwrap();
        let trail = store.trail("ada", "one").await.unwrap();
        assert_eq!((trail.checks, trail.solved), (2, true));
    }

    #[tokio::test]
    async fn what_an_instructor_opens_is_open_for_that_learner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("quai.db")).unwrap();
        store.release("ada", "one", Release::Solution, 5).await.unwrap();
        let opened = Trail { solution_released: true, ..Trail::default() };
        assert_eq!(store.trail("ada", "one").await.unwrap(), opened);
        store.release("ada", "one", Release::Hints, 6).await.unwrap();
        let opened = Trail { hints_released: true, ..opened };
        assert_eq!(store.trail("ada", "one").await.unwrap(), opened);
        assert_eq!(store.trail("bob", "one").await.unwrap(), Trail::default());
    }
}
