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
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE, LINK, USER_AGENT},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use tokio::fs;
use tower_http::services::ServeFile;

use crate::{
    access::{Action, Tokens},
    catalogue::Catalogue,
    error::Error,
    journal::{Journal, Place, What},
    names::{Digest, Reference, Repository, Tag},
    push,
    route::{Route, Target},
    store::Store,
};

pub(crate) const DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");
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
pub(crate) struct Parameters {
    pub(crate) digest: Option<String>,
    pub(crate) mount: Option<String>,
    pub(crate) from: Option<String>,
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
    pub(crate) async fn manifest(
        &self,
        repository: &Repository,
        digest: &Digest,
    ) -> Option<(String, Vec<u8>)> {
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
    pub(crate) fn blob(&self, repository: &Repository, digest: &Digest) -> Option<PathBuf> {
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
            push::put_manifest(registry, &repository, &reference, headers, body).await
        }
        (Target::Blob(digest), _) if reads => {
            registry.known(&repository)?;
            let path = registry.blob(&repository, &digest).ok_or(Error::BlobUnknown)?;
            blob(path, &digest, Request::from_parts(parts, Body::empty())).await
        }
        (Target::Uploads, &Method::POST) => push::begin(registry, &repository, &query, body).await,
        (Target::Upload(id), _) if reads => {
            let length = registry.store.length(id).await?;
            Ok(push::upload_status(StatusCode::NO_CONTENT, &repository, id, length))
        }
        (Target::Upload(id), &Method::PATCH) => {
            let upload = registry.store.hold(id).await?;
            push::in_order(headers, registry.store.length(id).await?)?;
            let length = upload.append(body.into_data_stream()).await?;
            Ok(push::upload_status(StatusCode::ACCEPTED, &repository, id, length))
        }
        (Target::Upload(id), &Method::PUT) => {
            let digest = query.digest.as_deref().ok_or(Error::UploadInvalid("no digest is named"))?;
            let digest = digest.parse().map_err(Error::ReferenceInvalid)?;
            push::in_order(headers, registry.store.length(id).await?)?;
            push::finish(registry, &repository, id, &digest, body).await
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
