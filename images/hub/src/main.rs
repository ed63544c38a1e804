//! The hub of one sandbox, at its places there: `images/sandbox` starts it.

use std::{fs, path::Path, sync::Arc};

use anyhow::Context;
use hub::{
    access::Tokens,
    catalogue::Catalogue,
    docker_hub::DockerHub,
    journal::{Journal, Place},
    journal_router,
    registry::Registry,
    serve,
    store::Store,
};
use tokio::net::{TcpListener, UnixListener};

/// Part of the sandbox image: the catalogue, and what Docker Hub shows for itself in here.
const SHARED: &str = "/usr/share/quai/hub";
/// On the disk of the sandbox.
const PUSHED: &str = "/engine/hub";
/// Docker Hub's addresses lead to this port: `images/sandbox/engine` sees to that.
const DOCKER_HUB: &str = "127.0.0.1:61443";
/// The second registry. On loopback, engines do without TLS.
const LOCAL: &str = "127.0.0.1:5000";
/// The journal, for the server; and a sign that everything listens.
const SOCKET: &str = "/run/quai/hub.sock";
/// The learner's language, as the learner's shell has written it.
const LANGUAGE: &str = "/run/learner/language";

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let shared = Path::new(SHARED);
    let read = |name: &str| fs::read(shared.join(name)).with_context(|| format!("reading {name}"));
    let identity = serve::identity(&read("hub.pem")?, &read("hub.key")?)?;
    let journal = Journal::default();
    let registry = |place, catalogue, folder, tokens| {
        let store = Store::open(&Path::new(PUSHED).join(folder)).context("opening the store")?;
        anyhow::Ok(Registry::new(place, catalogue, store, tokens, journal.clone()))
    };
    let catalogue = Arc::new(Catalogue::load(shared)?);
    let docker_hub = registry(Place::Hub, catalogue, "docker.io", Some(Tokens::default()))?;
    let local = registry(Place::Local, Arc::default(), "local", None)?;

    let docker_hub = DockerHub { registry: docker_hub, language: Some(LANGUAGE.into()) };
    let hub_listener = TcpListener::bind(DOCKER_HUB).await.context(DOCKER_HUB)?;
    let local_listener = TcpListener::bind(LOCAL).await.context(LOCAL)?;
    // One that was killed leaves its socket behind.
    let _ = fs::remove_file(SOCKET);
    let socket = UnixListener::bind(SOCKET).context(SOCKET)?;
    tokio::join!(
        serve::over_tcp(hub_listener, Some(identity), docker_hub.router()),
        serve::over_tcp(local_listener, None, local.router()),
        serve::over_unix(socket, journal_router(journal)),
    );
    Ok(())
}
