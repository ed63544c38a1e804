//! The picture of a learner's engine, now and after every change.

use std::convert::Infallible;

use axum::{
    extract::Path,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, stream};

use super::{WebError, learner::Learner};
use crate::{app::AppState, timeouts};

/// `GET /api/sandboxes/{id}/map`: events of the name `map`, the first as soon as it is drawn, until the sandbox ends.
pub(super) async fn stream(
    app: AppState,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    let stopping = app.stopping.clone();
    let map = session.map();
    let maps = stream::unfold((session, map), move |(session, mut map)| {
        let stopping = stopping.clone();
        async move {
            let drawn = async {
                loop {
                    map.changed().await.ok()?;
                    if let Some(map) = map.borrow_and_update().clone() {
                        return Some(map);
                    }
                }
            };
            let drawn = stopping.run_until_cancelled(session.until_over(drawn)).await???;
            let event = Event::default().event("map").json_data(&*drawn).ok()?;
            Some((Ok(event), (session, map)))
        }
    });
    Ok(Sse::new(maps).keep_alive(KeepAlive::new().interval(timeouts::LIVE_KEEP_ALIVE)))
}
