//! Answers to the questions of quizzes: judged by the quiz itself, whatever the page thinks, and written down.

use axum::{
    Json,
    extract::{Path, rejection::JsonRejection},
};
use jiff::Timestamp;

use super::{
    WebError,
    learner::Learner,
    wire::{Judged, QuizGiven},
};
use crate::{
    app::AppState,
    store::{QuizAnswer, QuizResult},
    texts::QuizFault,
};

/// `POST /api/quizzes/{quiz}/{question}`: all answers are kept, the last one counts.
pub(super) async fn answer(
    app: AppState,
    Learner(learner): Learner,
    Path((quiz, id)): Path<(String, String)>,
    body: Result<Json<QuizGiven>, JsonRejection>,
) -> Result<Json<Judged>, WebError> {
    let Json(QuizGiven { answer }) = body?;
    let question = app.shelf.question(&quiz, &id).ok_or(WebError::Quiz(QuizFault::NoQuestion))?;
    let right = question.judge(&answer).ok_or(WebError::Quiz(QuizFault::NoAnswer))?;
    let answer = serde_json::to_value(answer).map_err(anyhow::Error::from)?;
    let result = QuizResult { answer, right };
    let at = Timestamp::now().as_millisecond();
    app.store.quiz_answer(QuizAnswer { learner, quiz, question: id, result, at }).await?;
    // The learner's other pages show it as well.
    app.sessions.tell_change();
    Ok(Json(Judged { right }))
}
