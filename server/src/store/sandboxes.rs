//! Sandboxes that run, so that a server which starts anew knows whose they are. A row lives as long as its sandbox.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::{Store, answers::last_answers};

/// A sandbox with its session, as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Id of both.
    pub sandbox: String,
    /// Whose it is.
    pub learner: String,
    /// Id of the exercise.
    pub exercise: String,
    /// Address of the engine that holds it.
    pub host: String,
    /// After this Unix second whoever finds it may remove it.
    pub latest_end: i64,
    /// When its exercise was laid out, Unix milliseconds: what happened before was not the learner.
    pub laid_out: i64,
    /// When it ends in any case, Unix milliseconds.
    pub hard_end: i64,
    /// What the learner has added to its time, milliseconds.
    pub extended: i64,
    /// The process that is its engine, `PID STARTED`; unknown of what an older Quai has started.
    pub listener: Option<String>,
    /// The names of the images that were there before the learner came, each with its id, as JSON.
    pub given: String,
    /// Whether its exercise was solved in it; not written, for the attempts tell.
    pub solved: bool,
    /// The last answer to each goal that was answered in it; not written, for the answers are.
    pub answers: BTreeMap<String, String>,
}

impl Store {
    /// Writes a sandbox down, and that its learner has started the exercise.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn keep(&self, kept: Kept) -> anyhow::Result<()> {
        self.call(move |connection| {
            let step = connection.transaction()?;
            step.execute(
                "INSERT INTO start (learner, exercise, sandbox, at) VALUES (?1, ?2, ?3, ?4)",
                params![kept.learner, kept.exercise, kept.sandbox, kept.laid_out],
            )?;
            step.execute(
                "INSERT INTO sandbox (id, learner, exercise, host, latest_end, laid_out, hard_end, extended, listener, given)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    kept.sandbox,
                    kept.learner,
                    kept.exercise,
                    kept.host,
                    kept.latest_end,
                    kept.laid_out,
                    kept.hard_end,
                    kept.extended,
                    kept.listener,
                    kept.given,
                ],
            )?;
            step.commit()
        })
        .await
    }

    /// Writes down that a sandbox ends later than was written.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn prolong(&self, sandbox: &str, hard_end: i64, extended: i64) -> anyhow::Result<()> {
        let sandbox = sandbox.to_owned();
        self.call(move |connection| {
            connection.execute(
                "UPDATE sandbox SET hard_end = ?2, extended = ?3 WHERE id = ?1",
                params![sandbox, hard_end, extended],
            )
        })
        .await?;
        Ok(())
    }

    /// Forgets a sandbox that has ended.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn forget(&self, sandbox: &str) -> anyhow::Result<()> {
        let sandbox = sandbox.to_owned();
        self.call(move |connection| connection.execute("DELETE FROM sandbox WHERE id = ?1", [sandbox]))
            .await?;
        Ok(())
    }

    /// The sandboxes that were written down and not forgotten, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept(&self) -> anyhow::Result<Vec<Kept>> {
        let read = |row: &Row<'_>| {
            Ok(Kept {
                sandbox: row.get(0)?,
                learner: row.get(1)?,
                exercise: row.get(2)?,
                host: row.get(3)?,
                latest_end: row.get(4)?,
                laid_out: row.get(5)?,
                hard_end: row.get(6)?,
                extended: row.get(7)?,
                listener: row.get(8)?,
                given: row.get(9)?,
                solved: row.get(10)?,
                answers: BTreeMap::new(),
            })
        };
        self.call(move |connection| {
            let mut query = connection.prepare_cached(
                "SELECT id, learner, exercise, host, latest_end, laid_out, hard_end, extended, listener, given,
                        EXISTS (SELECT 1 FROM attempt WHERE sandbox = sandbox.id AND outcome = 'solved')
                 FROM sandbox ORDER BY laid_out",
            )?;
            let mut kept: Vec<Kept> = query.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
            for kept in &mut kept {
                kept.answers = last_answers(connection, &kept.sandbox)?;
            }
            Ok(kept)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Answer;

    #[tokio::test]
    async fn what_is_kept_is_known_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("quai.db")).unwrap();
        let kept = |sandbox: &str, laid_out| Kept {
            sandbox: sandbox.to_owned(),
            learner: "ada".to_owned(),
            exercise: "hello-world".to_owned(),
            host: "unix:///var/run/docker.sock".to_owned(),
            latest_end: 9,
            laid_out,
            hard_end: 5000,
            extended: 0,
            listener: (sandbox == "first").then(|| "35 1283089".to_owned()),
            given: "{}".to_owned(),
            solved: false,
            answers: BTreeMap::new(),
        };
        store.keep(kept("second", 2)).await.unwrap();
        store.keep(kept("first", 1)).await.unwrap();
        store.prolong("first", 6000, 1000).await.unwrap();
        let longer = Kept { hard_end: 6000, extended: 1000, ..kept("first", 1) };
        assert_eq!(store.kept().await.unwrap(), [longer, kept("second", 2)]);
        store.forget("first").await.unwrap();
        assert_eq!(store.kept().await.unwrap(), [kept("second", 2)]);
        assert_eq!(store.trail("ada", "hello-world").await.unwrap().started, Some(1));

        for (goal, answer) in [("which", "41"), ("where", "here"), ("which", "42")] {
            let answer = Answer {
                learner: "ada".to_owned(),
                exercise: "hello-world".to_owned(),
                sandbox: "second".to_owned(),
                goal: goal.to_owned(),
                answer: answer.to_owned(),
                at: 7,
            };
            store.answer(answer).await.unwrap();
        }
        let answers = [("where", "here"), ("which", "42")];
        let answers = answers.map(|(goal, answer)| (goal.to_owned(), answer.to_owned())).into();
        assert_eq!(store.kept().await.unwrap(), [Kept { answers, ..kept("second", 2) }]);
    }
}
