//! Attempts: what a learner tried, what it came to, and the evidence.

use std::collections::BTreeSet;

use rusqlite::{ToSql, params, types::ToSqlOutput};
use serde_json::Value;

use super::Store;

/// Why goals were evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The learner asked.
    Check,
    /// The engine reached the goals by itself.
    Live,
}

/// What an evaluation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All goals hold.
    Solved,
    /// Some do not yet.
    Open,
    /// We could not tell: our fault, at no cost to the learner.
    Fault,
}

impl ToSql for Trigger {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Check => "check".into(),
            Self::Live => "live".into(),
        })
    }
}

impl ToSql for Outcome {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Solved => "solved".into(),
            Self::Open => "open".into(),
            Self::Fault => "fault".into(),
        })
    }
}

/// One attempt, as it is written down.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Who tried.
    pub learner: String,
    /// Id of the exercise.
    pub exercise: String,
    /// Id of the sandbox.
    pub sandbox: String,
    /// When, Unix milliseconds.
    pub at: i64,
    /// Why it was evaluated.
    pub trigger: Trigger,
    /// What it came to.
    pub outcome: Outcome,
    /// Each goal and its verdict.
    pub verdicts: Value,
    /// What the engine was seen to hold.
    pub facts: Value,
}

impl Store {
    /// Writes an attempt down; it is on the disk when this returns.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn record(&self, attempt: Attempt) -> anyhow::Result<()> {
        self.call(move |connection| {
            connection.execute(
                "INSERT INTO attempt (learner, exercise, sandbox, at, trigger, outcome, verdicts, facts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    attempt.learner,
                    attempt.exercise,
                    attempt.sandbox,
                    attempt.at,
                    attempt.trigger,
                    attempt.outcome,
                    attempt.verdicts.to_string(),
                    attempt.facts.to_string(),
                ],
            )
        })
        .await?;
        Ok(())
    }

    /// Ids of the exercises that a learner has solved: once solved, always solved.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn solved(&self, learner: &str) -> anyhow::Result<BTreeSet<String>> {
        let learner = learner.to_owned();
        self.call(move |connection| {
            let mut query = connection.prepare_cached(
                "SELECT DISTINCT exercise FROM attempt WHERE learner = ?1 AND outcome = 'solved'",
            )?;
            query.query_map([learner], |row| row.get(0))?.collect()
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(exercise: &str, outcome: Outcome) -> Attempt {
        Attempt {
            learner: "ada".to_owned(),
            exercise: exercise.to_owned(),
            sandbox: "s1".to_owned(),
            at: 0,
            trigger: Trigger::Check,
            outcome,
            verdicts: Value::Null,
            facts: Value::Null,
        }
    }

    #[tokio::test]
    async fn what_was_solved_stays_solved_in_a_file_that_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quai.db");
        let store = Store::open(&path).unwrap();
        let instance = store.instance().await.unwrap();
        for (exercise, outcome) in [
            ("one", Outcome::Solved),
            ("one", Outcome::Open),
            ("two", Outcome::Open),
            ("two", Outcome::Fault),
        ] {
            store.record(attempt(exercise, outcome)).await.unwrap();
        }
        drop(store);

        let store = Store::open(&path).unwrap();
        assert_eq!(store.instance().await.unwrap(), instance);
        assert_eq!(store.solved("ada").await.unwrap(), BTreeSet::from(["one".to_owned()]));
        assert!(store.solved("bob").await.unwrap().is_empty());
    }

    #[test]
    fn a_file_that_is_no_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quai.db");
        std::fs::write(&path, "this is no database, and long enough to be read as a header").unwrap();
        let error = format!("{:#}", Store::open(&path).unwrap_err());
        assert!(error.contains("quai.db"), "{error}");
    }
}
