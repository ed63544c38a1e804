//! What every handler shares.

use std::{ops::Deref, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};
use tokio_util::sync::CancellationToken;

use crate::{
    sessions::{Sessions, help::Policy},
    shelf::Shelf,
    store::Store,
};

/// The application. Every field is cheap to share.
#[derive(Debug)]
pub struct App {
    /// Exercises and pages.
    pub shelf: Arc<Shelf>,
    /// Whether they may be replaced, because somebody writes them.
    pub watched: bool,
    /// Progress.
    pub store: Store,
    /// When hints and solutions open.
    pub help: Policy,
    /// Learners' sandboxes.
    pub sessions: Arc<Sessions>,
    /// Cancelled when the server stops: streams that would go on for ever end then.
    pub stopping: CancellationToken,
}

/// The application as the handlers hold it; an extractor of itself.
#[derive(Clone, Debug)]
pub struct AppState(pub Arc<App>);

impl Deref for AppState {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

impl FromRequestParts<AppState> for AppState {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(state.clone())
    }
}
