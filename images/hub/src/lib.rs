//! Docker Hub in a room without internet: the registry inside each sandbox, in a few MiB.
//!
//! Inside a sandbox, Docker Hub's names lead here. Engine and command find a [`docker_hub`], which is a [`registry`] with a
//! token server and a search; a second registry is at `localhost:5000`, plain and open.
//!
//! - [`catalogue`]: the images that come with the course, read-only, the same files for all sandboxes; [`manifest`]: how
//!   images are described.
//! - `push`: how images come in; [`store`]: what the learner has pushed, on the sandbox's own disk.
//! - [`access`]: any name is an account and any password is right, but official images are nobody's.
//! - [`search`]: what `docker search` finds.
//! - [`journal`]: what has happened, for goals that ask.
//! - [`names`], `route`, [`error`]: the words of the OCI distribution specification.
//! - [`serve`]: connections, within bounds.
//!
//! It is code of ours because no crate served: `container-registry` 0.3 knows neither indexes (`--platform`), nor names of
//! one or three parts, nor chunks that come with the last request, nor the specification's errors.

pub mod access;
pub mod catalogue;
pub mod docker_hub;
pub mod error;
pub mod journal;
pub mod manifest;
pub mod names;
mod push;
pub mod registry;
mod route;
pub mod search;
pub mod serve;
pub mod store;

use axum::{Router, body::Body, extract::State, response::IntoResponse, routing::get};
use futures_util::StreamExt;

use journal::Journal;

/// The journal as JSON, a line for each happening: those that were, then those that come.
pub fn journal_router(journal: Journal) -> Router {
    async fn lines(State(journal): State<Journal>) -> impl IntoResponse {
        let lines = journal.follow().map(|happening| {
            let mut line = serde_json::to_vec(&happening)?;
            line.push(b'\n');
            Ok::<_, serde_json::Error>(line)
        });
        Body::from_stream(lines)
    }
    Router::new().route("/journal", get(lines)).with_state(journal)
}
