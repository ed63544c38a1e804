//! While a course is written, its open pages reload themselves. Learners' pages know nothing of it.

use std::convert::Infallible;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use futures_util::{Stream, StreamExt};
use tokio_stream::wrappers::WatchStream;

use super::WebError;
use crate::{app::AppState, timeouts};

/// Knows of which edition its page is, and asks for the page again when there is another. The server closes the stream
/// when it stops, and is asked again until the next one answers.
const SCRIPT: &str = "const { edition } = document.currentScript.dataset;
new EventSource(\"/watch/editions\").addEventListener(\"message\", ({ data }) => data === edition || location.reload());
";

/// Adds what pages need for that, if the server watches the course.
pub(super) fn with(router: Router<AppState>, app: &AppState) -> Router<AppState> {
    if !app.watched {
        return router;
    }
    router
        .route("/watch/editions", get(editions))
        .route("/watch/reload.js", get(script))
        .layer(middleware::from_fn_with_state(app.clone(), mark))
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT)
}

/// The name of the present edition at once, and of each that follows.
async fn editions(app: AppState) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let editions = WatchStream::new(app.shelf.editions());
    let names = editions.map(|edition| Ok(Event::default().data(edition.name())));
    let names = names.take_until(app.stopping.clone().cancelled_owned());
    Sse::new(names).keep_alive(KeepAlive::new().interval(timeouts::LIVE_KEEP_ALIVE))
}

/// Ends each page with the script, and with the edition that it is of.
async fn mark(State(app): State<AppState>, mut request: Request, next: Next) -> Result<Response, WebError> {
    let edition = app.shelf.now().name();
    // Two editions may be of the same second, which is all that these tell apart.
    request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    request.headers_mut().remove(header::RANGE);
    let response = next.run(request).await;
    let html = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(html) {
        return Ok(response);
    }
    let (mut parts, body) = response.into_parts();
    let mut page = to_bytes(body, usize::MAX).await.map_err(anyhow::Error::from)?.to_vec();
    let tag = format!("<script src=\"/watch/reload.js\" data-edition=\"{edition}\"></script>\n");
    page.extend_from_slice(tag.as_bytes());
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(Response::from_parts(parts, Body::from(page)))
}
