//! One registry: the catalogue below, what was pushed above, and the [OCI distribution specification] between them and
//! clients. Deleting and referrers, which the specification leaves open, are not offered.
//!
//! [OCI distribution specification]: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md

use std::{
    collections::{BTreeSet, HashSet},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{
            AUTHORIZATION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, LINK, LOCATION, RANGE, USER_AGENT,
        },
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::fs;
use tower_http::services::ServeFile;
use uuid::Uuid;

use crate::{
    access::{Action, Tokens},
    catalogue::Catalogue,
    error::Error,
    journal::{Journal, Place, What},
    manifest::{self, Manifest},
    names::{Digest, Reference, Repository, Tag},
    route::{Route, Target},
    store::Store,
};

const DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");
const UPLOAD: HeaderName = HeaderName::from_static("docker-upload-uuid");
const VERSION: HeaderName = HeaderName::from_static("docker-distribution-api-version");

/// Everything that a registry works with.
#[derive(Debug)]
pub struct Registry {
    /// Which one it is.
    pub place: Place,
    /// Images that come with it.
    pub catalogue: Arc<Catalogue>,
    /// Images that were pushed.
    pub store: Store,
    /// Who may do what; everybody everything if there are no tokens.
    pub tokens: Option<Tokens>,
    /// Told what happens.
    pub journal: Journal,
    /// What engines have just found tags to point to.
    resolved: Mutex<HashSet<(Repository, Digest)>>,
}

/// The parameters that the specification knows, of all calls together.
#[derive(Debug, Default, Deserialize)]
struct Parameters {
    digest: Option<String>,
    mount: Option<String>,
    from: Option<String>,
    n: Option<usize>,
    last: Option<String>,
}

impl Registry {
    /// Puts one together.
    #[must_use]
    pub fn new(
        place: Place,
        catalogue: Arc<Catalogue>,
        store: Store,
        tokens: Option<Tokens>,
        journal: Journal,
    ) -> Arc<Self> {
        Arc::new(Self { place, catalogue, store, tokens, journal, resolved: Mutex::default() })
    }

    /// Everything below `/v2/`.
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }

    /// Whether there is such a repository.
    #[must_use]
    pub fn has(&self, repository: &Repository) -> bool {
        self.catalogue.entry(repository).is_some() || self.store.has(repository)
    }

    fn allow(&self, headers: &HeaderMap, wish: Option<(&Repository, Action)>) -> Result<(), Error> {
        let Some(tokens) = &self.tokens else { return Ok(()) };
        tokens.check(headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok()), wish)
    }

    async fn resolve(&self, repository: &Repository, reference: &Reference) -> Option<Digest> {
        match reference {
            Reference::Digest(digest) => Some(digest.clone()),
            // What was pushed stands before what came with the catalogue.
            Reference::Tag(tag) => match self.store.tag(repository, tag).await {
                Some(digest) => Some(digest),
                None => self.catalogue.tag(repository, tag).cloned(),
            },
        }
    }

    /// A manifest of a repository, with its media type.
    async fn manifest(&self, repository: &Repository, digest: &Digest) -> Option<(String, Vec<u8>)> {
        let (media_type, path) = match self.store.manifest(repository, digest).await {
            Some(found) => found,
            None => {
                let (media_type, path) = self.catalogue.manifest(repository, digest)?;
                (media_type.to_owned(), path)
            }
        };
        Some((media_type, fs::read(path).await.ok()?))
    }

    /// Whether this question of an engine is how a pull begins. Engines ask what a tag points to (HEAD), then for that by
    /// its digest, then, if it is an index, for one of its manifests: all that is one pull.
    async fn begins_pull(
        &self,
        method: &Method,
        repository: &Repository,
        reference: &Reference,
        digest: &Digest,
    ) -> bool {
        /// Who asks and never comes back is forgotten with all others.
        const REMEMBERED: usize = 100;
        let asked = (repository.clone(), digest.clone());
        // The set is whole between any two statements, so a panic elsewhere does not spoil it.
        let resolved = || self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        match (reference, *method == Method::HEAD) {
            (Reference::Tag(_), true) => {
                let mut resolved = resolved();
                if resolved.len() >= REMEMBERED {
                    resolved.clear();
                }
                resolved.insert(asked);
                true
            }
            (Reference::Tag(_), false) => !resolved().remove(&asked),
            (Reference::Digest(_), true) => false,
            (Reference::Digest(_), false) => {
                let begun = resolved().remove(&asked);
                !begun && self.is_tagged(repository, digest).await
            }
        }
    }

    /// Whether a tag points there.
    async fn is_tagged(&self, repository: &Repository, digest: &Digest) -> bool {
        if self
            .catalogue
            .entry(repository)
            .is_some_and(|entry| entry.tags.values().any(|tagged| tagged == digest))
        {
            return true;
        }
        for tag in self.store.tags(repository) {
            if self.store.tag(repository, &tag).await.as_ref() == Some(digest) {
                return true;
            }
        }
        false
    }

    /// A blob's file. One that was taken over from the catalogue is still there alone.
    fn blob(&self, repository: &Repository, digest: &Digest) -> Option<PathBuf> {
        let owned = self.store.owns(repository, digest) || self.catalogue.owns(repository, digest);
        let found = || self.store.blob(digest).or_else(|| self.catalogue.blob(digest));
        owned.then(found).flatten()
    }

    fn known(&self, repository: &Repository) -> Result<(), Error> {
        if self.has(repository) { Ok(()) } else { Err(Error::NameUnknown(repository.clone())) }
    }
}

async fn answer(State(registry): State<Arc<Registry>>, request: Request) -> Response {
    let mut response = match dispatch(&registry, request).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    };
    response.headers_mut().insert(VERSION, HeaderValue::from_static("registry/2.0"));
    response
}

async fn dispatch(registry: &Registry, request: Request) -> Result<Response, Error> {
    let route = Route::read(request.uri().path())?;
    let (parts, body) = request.into_parts();
    let (method, headers) = (&parts.method, &parts.headers);
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let Route::In(repository, target) = route else {
        registry.allow(headers, None)?;
        return if reads { Ok(Json(json!({})).into_response()) } else { Err(Error::Unsupported) };
    };
    let writes = !reads || matches!(target, Target::Upload(_));
    let action = if writes { Action::Push } else { Action::Pull };
    registry.allow(headers, Some((&repository, action)))?;
    let query = axum::extract::Query::<Parameters>::try_from_uri(&parts.uri);
    let query = query.map(|query| query.0).unwrap_or_default();
    match (target, method) {
        (Target::Tags, _) if reads => tags(registry, &repository, &query),
        (Target::Manifest(reference), _) if reads => {
            let (digest, media_type, manifest) = find(registry, &repository, &reference).await?;
            if is_engine(headers) && registry.begins_pull(method, &repository, &reference, &digest).await {
                let (name, reference) = (repository.familiar().to_owned(), reference.to_string());
                let what = What::Pull { name, reference, digest: digest.to_string() };
                registry.journal.note(registry.place, what);
            }
            Ok(([(CONTENT_TYPE, media_type), (DIGEST, digest.to_string())], manifest).into_response())
        }
        (Target::Manifest(reference), &Method::PUT) => {
            put_manifest(registry, &repository, &reference, headers, body).await
        }
        (Target::Blob(digest), _) if reads => {
            registry.known(&repository)?;
            let path = registry.blob(&repository, &digest).ok_or(Error::BlobUnknown)?;
            blob(path, &digest, Request::from_parts(parts, Body::empty())).await
        }
        (Target::Uploads, &Method::POST) => begin(registry, &repository, &query, body).await,
        (Target::Upload(id), _) if reads => {
            let length = registry.store.length(id).await?;
            Ok(upload_status(StatusCode::NO_CONTENT, &repository, id, length))
        }
        (Target::Upload(id), &Method::PATCH) => {
            let upload = registry.store.hold(id).await?;
            in_order(headers, registry.store.length(id).await?)?;
            let length = upload.append(body.into_data_stream()).await?;
            Ok(upload_status(StatusCode::ACCEPTED, &repository, id, length))
        }
        (Target::Upload(id), &Method::PUT) => {
            let digest = query.digest.as_deref().ok_or(Error::UploadInvalid("no digest is named"))?;
            let digest = digest.parse().map_err(Error::ReferenceInvalid)?;
            in_order(headers, registry.store.length(id).await?)?;
            finish(registry, &repository, id, &digest, body).await
        }
        (Target::Upload(id), &Method::DELETE) => {
            registry.store.cancel(id).await?;
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        _ => Err(Error::Unsupported),
    }
}

/// Engines pull; clients such as `docker manifest inspect` only look.
fn is_engine(headers: &HeaderMap) -> bool {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    ["docker/", "containerd/", "buildkit/"].iter().any(|engine| agent.starts_with(engine))
}

async fn find(
    registry: &Registry,
    repository: &Repository,
    reference: &Reference,
) -> Result<(Digest, String, Vec<u8>), Error> {
    registry.known(repository)?;
    let unknown = || Error::ManifestUnknown(reference.clone());
    let digest = registry.resolve(repository, reference).await.ok_or_else(unknown)?;
    let (media_type, manifest) = registry.manifest(repository, &digest).await.ok_or_else(unknown)?;
    Ok((digest, media_type, manifest))
}

/// Tags in their order, a page of them if that is asked for.
fn tags(registry: &Registry, repository: &Repository, query: &Parameters) -> Result<Response, Error> {
    registry.known(repository)?;
    let mut tags: BTreeSet<Tag> = registry.store.tags(repository).into_iter().collect();
    tags.extend(
        registry.catalogue.entry(repository).into_iter().flat_map(|entry| entry.tags.keys().cloned()),
    );
    let last = query.last.as_deref().unwrap_or_default();
    let mut names: Vec<&str> = tags.iter().map(Tag::as_str).filter(|tag| *tag > last).collect();
    let more = query.n.is_some_and(|most| names.len() > most);
    names.truncate(query.n.unwrap_or(usize::MAX));
    let mut response = Json(json!({ "name": repository, "tags": names })).into_response();
    if let (true, Some(most), Some(last)) = (more, query.n, names.last()) {
        let link = format!("</v2/{repository}/tags/list?n={most}&last={last}>; rel=\"next\"");
        response.headers_mut().insert(LINK, HeaderValue::try_from(link).expect("tags are plain ASCII"));
    }
    Ok(response)
}

async fn blob(path: PathBuf, digest: &Digest, request: Request) -> Result<Response, Error> {
    let bytes = HeaderValue::from_static("application/octet-stream");
    let mut response = ServeFile::new(path).try_call(request).await?.map(Body::new);
    response.headers_mut().insert(CONTENT_TYPE, bytes);
    response
        .headers_mut()
        .insert(DIGEST, HeaderValue::try_from(digest.as_str()).expect("digests are plain ASCII"));
    Ok(response)
}

async fn put_manifest(
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
async fn begin(
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

async fn finish(
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

fn upload_status(status: StatusCode, repository: &Repository, id: Uuid, length: u64) -> Response {
    let place = format!("/v2/{repository}/blobs/uploads/{id}");
    // The last byte that is there; an empty upload says the same as one of one byte, as the specification has it.
    let range = format!("0-{}", length.saturating_sub(1));
    (status, [(LOCATION, place), (RANGE, range), (UPLOAD, id.to_string())]).into_response()
}

/// A chunk with a `Content-Range` begins where the upload ends, and is as long as it says.
fn in_order(headers: &HeaderMap, length: u64) -> Result<(), Error> {
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
