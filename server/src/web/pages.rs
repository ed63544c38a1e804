//! The pages of the books, as files.

use axum::{
    extract::Request,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::{WebError, language::Reader};
use crate::{app::AppState, texts::RequestFault};

/// `/`: the book in the reader's language.
pub(super) async fn front_door(Reader(lang): Reader) -> Redirect {
    Redirect::to(&format!("/{lang}/"))
}

/// A page of a book or something on it.
pub(super) async fn book(app: AppState, request: Request) -> Result<Response, WebError> {
    let edition = app.shelf.now();
    let served = ServeDir::new(&edition.books).oneshot(request).await;
    let response = served.map_err(|error| anyhow::anyhow!(error))?;
    if response.status().is_client_error() {
        return Err(WebError::Request(RequestFault::NotFound));
    }
    let mut response = response.into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, edition.policy.clone());
    Ok(response)
}

/// No call has this address or method.
pub(super) async fn nothing_here() -> WebError {
    WebError::Request(RequestFault::NotFound)
}
