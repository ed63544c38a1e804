//! What Docker Hub is besides a registry: a token server, and a search.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, header::AUTHORIZATION},
    routing::get,
};
use serde_json::{Value, json};
use tokio::{fs, io::AsyncReadExt};

use crate::{
    access::{LIFETIME, account_named, basic_account},
    journal::What,
    registry::Registry,
    search::{MOST, USUAL, search},
};

/// Docker Hub, as all of its names answer it.
#[derive(Clone, Debug)]
pub struct DockerHub {
    /// Its images.
    pub registry: Arc<Registry>,
    /// A file that holds the learner's language.
    pub language: Option<PathBuf>,
}

/// Parameters, in their order; some come more than once.
type Parameters = Form<Vec<(String, String)>>;

impl DockerHub {
    /// All that it answers.
    pub fn router(self) -> Router {
        let registry = self.registry.router();
        Router::new()
            .route("/token", get(token).post(token))
            .route("/v1/search", get(find))
            .with_state(self)
            .fallback_service(registry)
    }

    fn token(&self, headers: &HeaderMap, parameters: &[(String, String)]) -> Json<Value> {
        let all = |name: &'static str| {
            parameters.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
        };
        let basic = headers.get(AUTHORIZATION).and_then(|header| basic_account(header.to_str().ok()?));
        let account = basic.or_else(|| all("username").next().and_then(account_named));
        let scopes: Vec<&str> = all("scope").flat_map(str::split_whitespace).collect();
        if let (Some(account), true) = (&account, scopes.is_empty()) {
            self.registry.journal.note(self.registry.place, What::Login { account: account.clone() });
        }
        let tokens = self.registry.tokens.as_ref();
        let token =
            tokens.map(|tokens| tokens.give(account, scopes, |repository| self.registry.has(repository)));
        Json(json!({ "token": token, "access_token": token, "expires_in": LIFETIME }))
    }
}

async fn token(State(hub): State<DockerHub>, headers: HeaderMap, Form(said): Parameters) -> Json<Value> {
    hub.token(&headers, &said)
}

async fn find(State(hub): State<DockerHub>, Form(said): Parameters) -> Json<Value> {
    let value = |name: &str| said.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let query = value("q").unwrap_or_default();
    let most = value("n").and_then(|most| most.parse().ok()).unwrap_or(USUAL).clamp(1, MOST);
    let lang = match &hub.language {
        Some(file) => language(file).await.unwrap_or_default(),
        None => String::new(),
    };
    let registry = &hub.registry;
    let found =
        search(registry.catalogue.entries(), &registry.store.repositories(), query, most, lang.trim());
    let what = What::Search {
        query: query.chars().take(100).collect(),
        found: found["num_results"].as_u64().unwrap_or_default(),
    };
    registry.journal.note(registry.place, what);
    Json(found)
}

/// The learner's language. The file is the learner's, too, and may hold, or be, anything: a word of it is enough.
async fn language(file: &Path) -> io::Result<String> {
    const LONGEST: u64 = 8;
    let mut lang = String::new();
    fs::File::open(file).await?.take(LONGEST).read_to_string(&mut lang).await?;
    Ok(lang)
}
