//! Answers to the questions of quizzes: all that were given; the last one to a question counts.

use std::collections::BTreeMap;

use rusqlite::{Row, params, types::Type};
use serde_json::Value;

use super::Store;

/// An answer to a question, as it is written down.
#[derive(Clone, Debug)]
pub struct QuizAnswer {
    /// Who answered.
    pub learner: String,
    /// Name of the quiz.
    pub quiz: String,
    /// Id of the question.
    pub question: String,
    /// What was answered, and whether it was right then.
    pub result: QuizResult,
    /// When, Unix milliseconds.
    pub at: i64,
}

/// What was answered, and whether it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizResult {
    /// Numbers of choices or steps, or what was typed.
    pub answer: Value,
    /// As it was judged.
    pub right: bool,
}

/// Results by quiz and question.
pub type QuizResults = BTreeMap<String, BTreeMap<String, QuizResult>>;

impl Store {
    /// Writes an answer down; it is on the disk when this returns.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub async fn quiz_answer(&self, answer: QuizAnswer) -> anyhow::Result<()> {
        let QuizAnswer { learner, quiz, question, result: QuizResult { answer, right }, at } = answer;
        self.call(move |connection| {
            connection.execute(
                "INSERT INTO quiz_answer (learner, quiz, question, answer, right, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![learner, quiz, question, answer.to_string(), right, at],
            )
        })
        .await?;
        Ok(())
    }

    /// The last answer of a learner to each question.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quiz_results(&self, learner: &str) -> anyhow::Result<QuizResults> {
        let learner = learner.to_owned();
        self.call(move |connection| {
            let mut query = connection.prepare_cached(
                "SELECT quiz, question, answer, right FROM quiz_answer
                 WHERE id IN (SELECT max(id) FROM quiz_answer WHERE learner = ?1 GROUP BY quiz, question)",
            )?;
            let mut results = QuizResults::new();
            let mut rows = query.query([learner])?;
            while let Some(row) = rows.next()? {
                results.entry(row.get(0)?).or_default().insert(row.get(1)?, result(row)?);
            }
            Ok(results)
        })
        .await
    }
}

fn result(row: &Row<'_>) -> rusqlite::Result<QuizResult> {
    let answer: String = row.get(2)?;
    let answer = serde_json::from_str(&answer)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(2, Type::Text, error.into()))?;
    Ok(QuizResult { answer, right: row.get(3)? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(learner: &str, question: &str, answer: Value, right: bool) -> QuizAnswer {
        let (learner, question) = (learner.to_owned(), question.to_owned());
        QuizAnswer { learner, quiz: "why".to_owned(), question, result: QuizResult { answer, right }, at: 5 }
    }

    #[tokio::test]
    async fn the_last_answer_to_each_question_counts_in_a_file_that_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quai.db");
        let store = Store::open(&path).unwrap();
        for given in [
            answer("ada", "one", json!([1]), false),
            answer("ada", "two", json!("docker ps"), true),
            answer("ada", "one", json!([0, 2]), true),
            answer("bob", "one", json!([1]), false),
        ] {
            store.quiz_answer(given).await.unwrap();
        }
        drop(store);

        let store = Store::open(&path).unwrap();
        let results = store.quiz_results("ada").await.unwrap();
        let expected = [("one", json!([0, 2])), ("two", json!("docker ps"))]
            .map(|(question, answer)| (question.to_owned(), QuizResult { answer, right: true }));
        assert_eq!(results, QuizResults::from([("why".to_owned(), BTreeMap::from(expected))]));
        assert!(!store.quiz_results("bob").await.unwrap()["why"]["one"].right);
        assert!(store.quiz_results("eve").await.unwrap().is_empty());
    }
}
