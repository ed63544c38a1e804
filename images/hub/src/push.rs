//! Writing: uploads of blobs, and manifests of what was uploaded.

use axum::{
    body::{Body, to_bytes},
    http::{
        HeaderMap, HeaderName, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, LOCATION, RANGE},
    },
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::fs;
use uuid::Uuid;

use crate::{
    error::Error,
    journal::What,
    manifest::{self, Manifest},
    names::{Digest, Reference, Repository},
    registry::{DIGEST, Parameters, Registry},
};

const UPLOAD: HeaderName = HeaderName::from_static("docker-upload-uuid");

/// Keeps a manifest, if all that it names is there.
pub(crate) async fn put_manifest(
    registry: &Registry,
    repository: &Repository,
    reference: &Reference,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let bytes = to_bytes(body, manifest::LARGEST).await.map_err(|_| Error::ManifestTooLarge)?;
    let digest = Digest::of(&bytes);
    if matches!(reference, Reference::Digest(named) if *named != digest) {
        return Err(Error::DigestInvalid);
    }
    let manifest = Manifest::parse(&bytes)?;
    let said = headers.get(CONTENT_TYPE).and_then(|said| said.to_str().ok());
    if let (Some(said), Some(own)) = (said, &manifest.media_type)
        && said != own
    {
        return Err(Error::ManifestInvalid(format!("it is sent as {said} and says that it is {own}")));
    }
    for blob in manifest.blobs() {
        if registry.blob(repository, &blob.digest).is_none() {
            return Err(Error::ManifestBlobUnknown(blob.digest.clone()));
        }
    }
    for child in &manifest.manifests {
        if registry.manifest(repository, &child.digest).await.is_none() {
            return Err(Error::ManifestBlobUnknown(child.digest.clone()));
        }
    }
    let tag = match reference {
        Reference::Tag(tag) => Some(tag),
        Reference::Digest(_) => None,
    };
    let media_type = manifest.media_type.as_deref().or(said).unwrap_or(manifest.media_type());
    registry.store.put_manifest(repository, &digest, media_type, &bytes, tag).await?;
    let what = What::Push {
        name: repository.familiar().to_owned(),
        reference: reference.to_string(),
        digest: digest.to_string(),
        config: config_of(registry, repository, &manifest).await,
    };
    registry.journal.note(registry.place, what);
    let place = format!("/v2/{repository}/manifests/{digest}");
    Ok((StatusCode::CREATED, [(LOCATION, place), (DIGEST, digest.to_string())]).into_response())
}

/// A larger configuration is not looked at, bytes.
const LARGEST_CONFIG: u64 = 16 * 1024;

/// The configuration of a pushed image.
async fn config_of(registry: &Registry, repository: &Repository, manifest: &Manifest) -> Value {
    let Some(config) = &manifest.config else { return Value::Null };
    let path = registry.blob(repository, &config.digest).filter(|_| config.size <= LARGEST_CONFIG);
    let Some(path) = path else { return Value::Null };
    let bytes = fs::read(path).await.unwrap_or_default();
    let mut image: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    image.get_mut("config").map(Value::take).unwrap_or_default()
}

/// Begins an upload, ends one that came all at once, or takes a blob over from another repository.
pub(crate) async fn begin(
    registry: &Registry,
    repository: &Repository,
    query: &Parameters,
    body: Body,
) -> Result<Response, Error> {
    if let Some(digest) = query.mount.as_deref().and_then(|digest| digest.parse().ok()) {
        let from = query.from.as_deref().and_then(|from| from.parse().ok());
        if from.is_some_and(|from| registry.blob(&from, &digest).is_some()) {
            registry.store.link_blob(repository, &digest).await?;
            return Ok(created(repository, &digest));
        }
    }
    if let Some(digest) = &query.digest {
        let digest = digest.parse().map_err(Error::ReferenceInvalid)?;
        let id = registry.store.begin().await?;
        return finish(registry, repository, id, &digest, body).await;
    }
    let id = registry.store.begin().await?;
    Ok(upload_status(StatusCode::ACCEPTED, repository, id, 0))
}

pub(crate) async fn finish(
    registry: &Registry,
    repository: &Repository,
    id: Uuid,
    digest: &Digest,
    body: Body,
) -> Result<Response, Error> {
    let upload = registry.store.hold(id).await?;
    upload.append(body.into_data_stream()).await?;
    registry.store.finish(upload, repository, digest).await?;
    Ok(created(repository, digest))
}

fn created(repository: &Repository, digest: &Digest) -> Response {
    let place = format!("/v2/{repository}/blobs/{digest}");
    (StatusCode::CREATED, [(LOCATION, place), (DIGEST, digest.to_string())]).into_response()
}

pub(crate) fn upload_status(status: StatusCode, repository: &Repository, id: Uuid, length: u64) -> Response {
    let place = format!("/v2/{repository}/blobs/uploads/{id}");
    // The last byte that is there; an empty upload says the same as one of one byte, as the specification has it.
    let range = format!("0-{}", length.saturating_sub(1));
    (status, [(LOCATION, place), (RANGE, range), (UPLOAD, id.to_string())]).into_response()
}

/// A chunk with a `Content-Range` begins where the upload ends, and is as long as it says.
pub(crate) fn in_order(headers: &HeaderMap, length: u64) -> Result<(), Error> {
    let Some(range) = headers.get(CONTENT_RANGE) else { return Ok(()) };
    let number = |text: &str| text.parse::<u64>().map_err(|_| Error::UploadInvalid("it has a strange range"));
    let range = range.to_str().unwrap_or_default();
    let (first, last) = range.split_once('-').ok_or(Error::UploadInvalid("it has a strange range"))?;
    let (first, last) = (number(first.trim_start_matches("bytes "))?, number(last)?);
    if first != length || last < first {
        return Err(Error::OutOfOrder);
    }
    let said = headers.get(CONTENT_LENGTH).and_then(|said| said.to_str().ok()?.parse::<u64>().ok());
    match said {
        Some(said) if said != last - first + 1 => {
            Err(Error::UploadInvalid("its length is not that of its range"))
        }
        _ => Ok(()),
    }
}
