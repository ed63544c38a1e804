//! HTTP: the books' pages, the panels' API, terminals. All routes are in [`router`].
//!
//! Calls about a sandbox answer with the sandbox as it is then ([`wire::Sandbox`]), those that are refused with
//! `{ "error": { "code", "message", "remedy", "ref" } }`. `POST /api/sandboxes/{id}/answers` takes
//! `{ "goal", "answer" }`; `…/hints` opens the next hint and `…/solution` the solution, where the class's settings let them:
//! otherwise the code is `locked`, and the message says until when. `POST /api/quizzes/{quiz}/{question}` takes `{ "answer" }`,
//! numbers of choices or steps or what was typed, and answers `{ "right" }`.
//!
//! Names under `.localhost` are not the course's: they show what learners' containers publish (`preview`). A page builds such
//! an address of a port, of `preview` in the sandbox's state, and of its own port: `http://p8080-NAME.localhost:8080/`.

mod assets;
mod error;
mod guard;
mod headers;
mod help;
mod language;
mod learner;
mod live;
mod map;
mod metrics;
mod pages;
mod preview;
mod quizzes;
mod reload;
mod sandboxes;
mod terminal;
pub mod wire;

pub use error::WebError;

use axum::{
    Router, middleware,
    routing::{delete, get, post},
};
use tower_http::{compression::CompressionLayer, trace::TraceLayer};

use crate::app::AppState;

/// Every route of the server.
pub fn router(app: AppState) -> Router {
    let api = Router::new()
        .route("/state", get(live::state))
        .route("/live", get(live::stream))
        .route("/sandboxes", post(sandboxes::open))
        .route("/sandboxes/{id}", delete(sandboxes::end))
        .route("/sandboxes/{id}/reset", post(sandboxes::reset))
        .route("/sandboxes/{id}/check", post(sandboxes::check))
        .route("/sandboxes/{id}/extend", post(sandboxes::extend))
        .route("/sandboxes/{id}/keep", post(sandboxes::keep))
        .route("/sandboxes/{id}/answers", post(sandboxes::answer))
        .route("/sandboxes/{id}/hints", post(help::hint))
        .route("/sandboxes/{id}/solution", post(help::solution))
        .route("/sandboxes/{id}/map", get(map::stream))
        .route("/sandboxes/{id}/terminal", get(terminal::connect))
        .route("/quizzes/{quiz}/{question}", post(quizzes::answer))
        .fallback(pages::nothing_here)
        .method_not_allowed_fallback(pages::nothing_here);
    let pages = Router::new()
        .route("/", get(pages::front_door))
        .route("/assets/{*path}", get(assets::asset))
        .route("/metrics", get(metrics::metrics))
        .route("/healthz", get(metrics::healthz))
        .route("/readyz", get(metrics::readyz))
        .nest("/api", api)
        .fallback(pages::book);
    let course = reload::with(pages, &app)
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn(guard::same_site))
        // Outermost of those that answer: whatever fails inside is told in the reader's language.
        .layer(middleware::from_fn(error::tell))
        .with_state(app.clone());
    // Whatever is for a preview does not come to the course's routes, nor to anything that is laid around them.
    Router::new()
        .fallback_service(course)
        .layer(middleware::from_fn_with_state(app, preview::apart))
        .layer(TraceLayer::new_for_http())
}
