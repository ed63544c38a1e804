//! Answers in words: all that were given; the last one to a goal counts.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::Store;

/// An answer, as it is written down.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who answered.
    pub learner: String,
    /// Id of the exercise.
    pub exercise: String,
    /// Id of the sandbox.
    pub sandbox: String,
    /// Id of the goal.
    pub goal: String,
    /// What was answered.
    pub answer: String,
    /// When, Unix milliseconds.
    pub at: i64,
}

impl Store {
    /// Writes an answer down; it is on the disk when this returns.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn answer(&self, answer: Answer) -> anyhow::Result<()> {
        let Answer { learner, exercise, sandbox, goal, answer, at } = answer;
        self.call(move |connection| {
            connection.execute(
                "INSERT INTO answer (learner, exercise, sandbox, goal, answer, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![learner, exercise, sandbox, goal, answer, at],
            )
        })
        .await?;
        Ok(())
    }
}

/// The last answer to each goal that was answered in a sandbox.
pub(super) fn last_answers(
    connection: &Connection,
    sandbox: &str,
) -> rusqlite::Result<BTreeMap<String, String>> {
    // Later ones take the place of earlier ones.
    let mut query =
        connection.prepare_cached("SELECT goal, answer FROM answer WHERE sandbox = ?1 ORDER BY id")?;
    query.query_map([sandbox], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
