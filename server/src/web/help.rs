//! Hints and the solution of an exercise, opened in the order that the class's settings say.

use axum::{Json, extract::Path};
use exercises::Exercise;
use jiff::Timestamp;

use super::{WebError, language::Reader, learner::Learner, sandboxes::tell, wire::Sandbox};
use crate::{
    app::AppState,
    sessions::{
        Session,
        help::{Help, Progress},
    },
    store::{Aid, View},
};

/// `POST /api/sandboxes/{id}/hints`: opens the next hint.
pub(super) async fn hint(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    let Help { hints_shown, next_hint, .. } = help(&app, &learner, &session.exercise).await?;
    let aid = Aid::Hint(hints_shown + 1);
    next_hint.ok_or(WebError::NoMoreHints)?.map_err(|wait| WebError::Locked(aid, wait))?;
    view(&app, &session, aid).await?;
    tell(&app, &session, lang).await
}

/// `POST /api/sandboxes/{id}/solution`: opens the solution.
pub(super) async fn solution(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
) -> Result<Json<Sandbox>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    if session.exercise.is_playground() {
        return Err(WebError::NoSolution);
    }
    let Help { solution, .. } = help(&app, &learner, &session.exercise).await?;
    solution.map_err(|wait| WebError::Locked(Aid::Solution, wait))?;
    view(&app, &session, Aid::Solution).await?;
    tell(&app, &session, lang).await
}

/// What is open to a learner of an exercise's help.
pub(super) async fn help(app: &AppState, learner: &str, exercise: &Exercise) -> anyhow::Result<Help> {
    let trail = app.store.trail(learner, &exercise.id).await?;
    Ok(app.help.help(&Progress::of(&trail, Timestamp::now()), exercise.hints.len()))
}

/// Nothing is shown that is not written down.
async fn view(app: &AppState, session: &Session, what: Aid) -> anyhow::Result<()> {
    let view = View {
        learner: session.learner.clone(),
        exercise: session.exercise.id.clone(),
        sandbox: session.id.clone(),
        what,
        at: Timestamp::now().as_millisecond(),
    };
    app.store.view(view).await?;
    session.touch();
    app.sessions.tell_change();
    Ok(())
}
