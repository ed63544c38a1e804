//! Quizzes on the wire: answers in, results out.

use std::collections::BTreeMap;

use book::Answer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::store::{QuizResult, QuizResults};

/// Body of the call that answers a question of a quiz.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizGiven {
    /// Numbers of choices or steps, or what was typed.
    pub answer: Answer,
}

/// What that call answers.
#[derive(Debug, Serialize)]
pub struct Judged {
    /// Whether the answer is right.
    pub right: bool,
}

/// What was answered last to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answered {
    answer: Value,
    right: bool,
}

/// What was answered last, by quiz and question.
pub(crate) type Quizzes = BTreeMap<String, BTreeMap<String, Answered>>;

/// Tells results.
pub(crate) fn tell(results: QuizResults) -> Quizzes {
    let told = |QuizResult { answer, right }| Answered { answer, right };
    let quiz =
        |of: BTreeMap<_, _>| of.into_iter().map(|(question, result)| (question, told(result))).collect();
    results.into_iter().map(|(name, of)| (name, quiz(of))).collect()
}
