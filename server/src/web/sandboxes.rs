//! Opening, checking, prolonging and ending sandboxes.

use std::time::Instant;

use axum::{
    Json,
    extract::{Path, rejection::JsonRejection},
    http::StatusCode,
};

use super::{
    WebError,
    language::Reader,
    learner::Learner,
    wire::{Open, Sandbox},
};
use crate::{
    app::AppState,
    sessions::{durations::Timed, session::EndReason},
};

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
    Ok((status, Json(Sandbox::tell(&app.sessions, &session, lang))))
}

/// `POST /api/sandboxes/{id}/reset`: a fresh sandbox in the place of this one.
pub(super) async fn reset(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.reset(&learner, &id)?;
    Ok(Json(Sandbox::tell(&app.sessions, &session, lang)))
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
    Ok(Json(Sandbox::tell(&app.sessions, &session, lang)))
}

/// `POST /api/sandboxes/{id}/extend`: more time, within bounds.
pub(super) async fn extend(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    session.extend();
    Ok(Json(Sandbox::tell(&app.sessions, &session, lang)))
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
    Ok(Json(Sandbox::tell(&app.sessions, &session, lang)))
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
