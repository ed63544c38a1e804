//! The front end, embedded in the binary.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use super::WebError;
use crate::texts::RequestFault;

/// What the build script made of `ui/`.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/ui/dist"]
struct Bundle;

/// One file of it.
pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, WebError> {
    let file = Bundle::get(&path).ok_or(WebError::Request(RequestFault::NotFound))?;
    let hash = file.metadata.sha256_hash()[..8].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let tag = format!("\"{hash}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    let kind = file.metadata.mimetype().to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::ETAG, tag)], file.data).into_response())
}
