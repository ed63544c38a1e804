//! Answers in words: what may be one, where it is kept, and that the goals are looked at again for it.

use jiff::Timestamp;

use super::{Session, Sessions};
use crate::store::Answer;

/// The longest answer, characters: a sentence or a line of a terminal, and no more than the evidence can bear.
pub const LONGEST: usize = 500;

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The exercise has no such goal.
    NoGoal,
    /// The goal is reached in the sandbox, not in words.
    NotInWords,
    /// It is longer than [`LONGEST`].
    TooLong,
    /// The sandbox has ended.
    Ended,
}

/// Whether an answer may be given to a goal of the session's exercise.
fn accept(session: &Session, goal: &str, answer: &str) -> Result<(), NoAnswer> {
    let exercise = &session.exercise;
    if !exercise.goals.iter().any(|known| known.id == goal) {
        Err(NoAnswer::NoGoal)
    } else if !exercise.answered().any(|answered| answered == goal) {
        Err(NoAnswer::NotInWords)
    } else if answer.chars().count() > LONGEST {
        Err(NoAnswer::TooLong)
    } else if session.ended() {
        Err(NoAnswer::Ended)
    } else {
        Ok(())
    }
}

impl Sessions {
    /// Takes an answer: writes it down, then looks at the goals and waits for that.
    ///
    /// # Errors
    /// The inner error when it is no answer to this goal, the outer one when it cannot be written down.
    pub async fn answer(
        &self,
        session: &Session,
        goal: &str,
        answer: &str,
    ) -> anyhow::Result<Result<(), NoAnswer>> {
        if let Err(refused) = accept(session, goal, answer) {
            return Ok(Err(refused));
        }
        let written = Answer {
            learner: session.learner.clone(),
            exercise: session.exercise.id.clone(),
            sandbox: session.id.clone(),
            goal: goal.to_owned(),
            answer: answer.to_owned(),
            at: Timestamp::now().as_millisecond(),
        };
        self.store.answer(written).await?;
        session.answered(goal, answer).await;
        Ok(Ok(()))
    }
}
