//! Opening, checking, answering, prolonging and ending sandboxes.

use std::time::Instant;

use axum::{
    Json,
    extract::{Path, rejection::JsonRejection},
    http::StatusCode,
};
use exercises::Lang;

use super::{
    WebError, help,
    language::Reader,
    learner::Learner,
    wire::{AnswerTo, Open, Sandbox},
};
use crate::{
    app::AppState,
    sessions::{Session, durations::Timed, session::EndReason},
};

/// A sandbox, as calls about it answer.
pub(super) async fn tell(app: &AppState, session: &Session, lang: Lang) -> Result<Json<Sandbox>, WebError> {
    let help = help::help(app, &session.learner, &session.exercise).await?;
    Ok(Json(Sandbox::tell(&app.sessions, session, &help, lang)))
}

/// `POST /api/sandboxes`: a sandbox for an exercise; the one that is there already, if there is one.
pub(super) async fn open(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    body: Result<Json<Open>, JsonRejection>,
) -> Result<(StatusCode, Json<Sandbox>), WebError> {
    let Json(Open { exercise }) = body?;
    let (session, new) = app.sessions.open(&learner, &exercise)?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, tell(&app, &session, lang).await?))
}

/// `POST /api/sandboxes/{id}/reset`: a fresh sandbox in the place of this one.
pub(super) async fn reset(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.reset(&learner, &id)?;
    tell(&app, &session, lang).await
}

/// `POST /api/sandboxes/{id}/check`: asks the engine now, and counts as an attempt.
pub(super) async fn check(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    let begun = Instant::now();
    session.check().await;
    let outcome = if session.live().solved { "solved" } else { "open" };
    app.sessions.time(Timed::Check, outcome, begun.elapsed());
    // It may have opened a hint, which the learner's other pages show as well.
    app.sessions.tell_change();
    tell(&app, &session, lang).await
}

/// `POST /api/sandboxes/{id}/answers`: answers a goal in words, and asks the engine now. All answers are kept, the last
/// one to each goal counts.
pub(super) async fn answer(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
    body: Result<Json<AnswerTo>, JsonRejection>,
) -> Result<Json<Sandbox>, WebError> {
    let Json(AnswerTo { goal, answer }) = body?;
    let session = app.sessions.get(&learner, &id)?;
    app.sessions.answer(&session, &goal, &answer).await?.map_err(WebError::NoAnswer)?;
    tell(&app, &session, lang).await
}

/// `POST /api/sandboxes/{id}/extend`: more time, within bounds.
pub(super) async fn extend(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    app.sessions.extend(&session).await?;
    tell(&app, &session, lang).await
}

/// `POST /api/sandboxes/{id}/keep`: the learner is still there.
pub(super) async fn keep(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    session.keep();
    tell(&app, &session, lang).await
}

/// `DELETE /api/sandboxes/{id}`.
pub(super) async fn end(
    app: AppState,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Result<StatusCode, WebError> {
    app.sessions.get(&learner, &id)?.end(EndReason::ByLearner.into());
    Ok(StatusCode::NO_CONTENT)
}
