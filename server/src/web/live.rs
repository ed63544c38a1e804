//! What a learner's pages show, now and after every change.

use std::convert::Infallible;

use axum::{
    Json,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
};
use exercises::Lang;
use futures_util::{Stream, StreamExt, stream};
use tokio::{sync::watch, time::timeout};

use super::{
    WebError, help,
    language::Reader,
    learner::Learner,
    wire::{self, EngineState, Sandbox, State},
};
use crate::{app::AppState, timeouts};

/// `GET /api/state`.
pub(super) async fn state(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
) -> Result<Json<State>, WebError> {
    Ok(Json(gather(&app, &learner, lang).await?))
}

/// `GET /api/live`: the state at once, and again whenever it has changed.
pub(super) async fn stream(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stopping = app.stopping.clone();
    let mut changes = app.sessions.changes();
    changes.mark_changed();
    let states = stream::unfold((app, changes, None::<State>), move |(app, mut changes, last)| {
        let learner = learner.clone();
        async move {
            loop {
                change(&app, &mut changes).await?;
                let state = match gather(&app, &learner, lang).await {
                    Ok(state) => state,
                    // The stream ends; the page comes back and is told what it can be told.
                    Err(error) => {
                        tracing::error!(error = format!("{error:#}"), "the state could not be gathered");
                        return None;
                    }
                };
                // The clock alone is no change, nor is what happens to other learners.
                if last.as_ref().is_some_and(|last| *last == State { now: last.now, ..state.clone() }) {
                    continue;
                }
                let event = Event::default().event("state").json_data(&state).ok()?;
                return Some((Ok(event), (app, changes, Some(state))));
            }
        }
    });
    let states = states.take_until(stopping.cancelled_owned());
    Sse::new(states).keep_alive(KeepAlive::new().interval(timeouts::LIVE_KEEP_ALIVE))
}

/// Waits until what somebody sees may have changed: also by itself, where help opens as time passes. `None` at the end.
async fn change(app: &AppState, changes: &mut watch::Receiver<u64>) -> Option<()> {
    if !app.help.is_timed() {
        return changes.changed().await.ok();
    }
    timeout(timeouts::LIVE_LOOK, changes.changed()).await.map_or(Some(()), Result::ok)
}

async fn gather(app: &AppState, learner: &str, lang: Lang) -> anyhow::Result<State> {
    let mut sandboxes = Vec::new();
    for session in app.sessions.of(learner) {
        let help = help::help(app, learner, &session.exercise).await?;
        sandboxes.push(Sandbox::tell(&app.sessions, &session, &help, lang));
    }
    Ok(State {
        now: wire::now(),
        engine: EngineState::tell(&app.sessions.host(), lang),
        solved: app.store.solved(learner).await?,
        values: app.sessions.variants.values(learner),
        quizzes: wire::quiz::tell(app.store.quiz_results(learner).await?),
        sandboxes,
    })
}
