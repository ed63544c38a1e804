//! The server from its parts to its end. The caller passes the socket and the signal that ends it.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context;
use exercises::Catalogue;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::{
    app::{App, AppState},
    config::Config,
    sandbox::{engine::Host, hardening::Limits},
    sessions::{
        Sessions,
        clock::Allowance,
        host::{self, Absence, HostStatus, Prepare},
        registry::Bounds,
        schedule::Schedule,
    },
    store::Store,
    timeouts, web,
};

/// What a server is made of.
#[derive(Debug)]
pub struct Parts<P> {
    /// Exercises.
    pub catalogue: Catalogue,
    /// Folder of the built books.
    pub books: PathBuf,
    /// Progress.
    pub store: Store,
    /// Where sandboxes live.
    pub engine: Host,
    /// How that engine is made ready.
    pub prepare: P,
    /// How many sessions there may be, and how long.
    pub bounds: Bounds,
}

impl Bounds {
    /// As the flags say.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self {
            sessions: config.max_sandboxes,
            per_learner: config.max_per_learner,
            allowance: Allowance { idle: config.idle, time: config.time, extension: config.extension },
            limits: Limits::default(),
            pool: Schedule { always: config.pool, rushes: config.pool_plan.clone() },
        }
    }
}

/// Takes the port. Done before any long work, so that a port that is taken is told at once.
///
/// # Errors
/// When another program has it.
pub async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        let other = SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024));
        format!(
            "{address} is taken by another program, perhaps another Quai: stop it, or choose --listen {other}"
        )
    })
}

/// Serves until `stop` is cancelled, then removes every sandbox.
///
/// # Errors
/// When the database or the socket fails.
pub async fn run<P: Prepare>(
    listener: TcpListener,
    parts: Parts<P>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Parts { catalogue, books, store, engine, prepare, bounds } = parts;
    let instance = store.instance().await?;
    let (status, host) = watch::channel(HostStatus::Unavailable(Absence::NoEngine(engine.clone())));
    let catalogue = Arc::new(catalogue);
    let sessions = Sessions::new(catalogue.clone(), bounds, instance.clone(), store.clone(), host);
    let known = {
        let sessions = sessions.clone();
        move || sessions.known()
    };
    let watching = tokio::spawn(host::watch(engine, instance, known, prepare, status));
    let app = App { catalogue, books, store, sessions: sessions.clone(), stopping: stop.clone() };
    let router = web::router(AppState(Arc::new(app)));

    let mut served = tokio::spawn({
        let stop = stop.clone();
        async move { axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).await }
    });
    tokio::select! {
        () = stop.cancelled() => info!("stopping"),
        // It serves until it is stopped: that it has ended is a failure.
        ended = &mut served => {
            stop.cancel();
            sessions.shut_down().await;
            return Ok(ended??);
        }
    }
    sessions.shut_down().await;
    watching.abort();
    match tokio::time::timeout(timeouts::SHUTDOWN, served).await {
        Ok(served) => Ok(served??),
        Err(_) => {
            warn!("some requests did not finish in time");
            Ok(())
        }
    }
}
