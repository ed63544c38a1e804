//! What is said of answers to quizzes.

use exercises::Lang;

use super::{Notice, notice};

/// Why an answer to a question was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuizFault {
    /// The course has no such question.
    NoQuestion,
    /// The question cannot be answered so.
    NoAnswer,
}

/// An answer to a question was not taken.
#[must_use]
pub fn quiz(fault: QuizFault, lang: Lang) -> Notice {
    match (fault, lang) {
        (QuizFault::NoQuestion, Lang::Fr) => notice(
            "Le cours n’a pas de question de ce nom.",
            "Rechargez la page : le quiz a peut-être changé.",
        ),
        (QuizFault::NoQuestion, Lang::En) => {
            notice("The course has no question of that name.", "Reload the page: the quiz may have changed.")
        }
        (QuizFault::NoAnswer, Lang::Fr) => notice(
            "On ne peut pas répondre ainsi à cette question.",
            "Rechargez la page, puis répondez-y de nouveau.",
        ),
        (QuizFault::NoAnswer, Lang::En) => {
            notice("This question cannot be answered like that.", "Reload the page, then answer it again.")
        }
    }
}
