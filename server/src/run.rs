//! The server from its parts to its end. The caller passes the socket and the signal that ends it.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context;
use axum::serve::ListenerExt;
use book::Quizzes;
use exercises::Catalogue;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::{
    app::{App, AppState},
    authoring::Authoring,
    config::Config,
    sandbox::engine::Host,
    sessions::{
        Sessions,
        clock::Allowance,
        help::Policy,
        host::{Absence, HostStatus, Prepare, Watch},
        registry::Bounds,
        schedule::Schedule,
        variants::Variants,
    },
    shelf::{Edition, Shelf},
    store::Store,
    timeouts, web,
};

/// What a server is made of.
#[derive(Debug)]
pub struct Parts<P> {
    /// Exercises.
    pub catalogue: Catalogue,
    /// Quizzes.
    pub quizzes: Quizzes,
    /// Folder of the built books.
    pub books: PathBuf,
    /// Progress.
    pub store: Store,
    /// Where sandboxes live.
    pub engines: Vec<Host>,
    /// How an engine is made ready.
    pub prepare: P,
    /// How many sessions there may be, and how long.
    pub bounds: Bounds,
    /// When hints and solutions open.
    pub help: Policy,
    /// Set where somebody writes the course meanwhile.
    pub authoring: Option<Authoring>,
}

impl Bounds {
    /// As the flags say.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self {
            sessions: config.max_sandboxes,
            per_learner: config.max_per_learner,
            allowance: Allowance { idle: config.idle, time: config.time, extension: config.extension },
            freeze: config.freeze,
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

/// How a server is stopped.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    /// Whoever cancels it wants an end: every sandbox is removed.
    pub end: CancellationToken,
    /// Whoever cancels it starts the server anew: sandboxes go on until then.
    pub restart: CancellationToken,
}

impl Stop {
    /// Cancelled when either is.
    #[must_use]
    pub fn any(self) -> CancellationToken {
        let any = CancellationToken::new();
        tokio::spawn({
            let any = any.clone();
            async move {
                tokio::select! { () = self.end.cancelled() => {}, () = self.restart.cancelled() => {} }
                any.cancel();
            }
        });
        any
    }
}

/// Serves until it is stopped.
///
/// # Errors
/// When the database or the socket fails.
pub async fn run<P: Prepare + Clone>(
    listener: TcpListener,
    parts: Parts<P>,
    stop: Stop,
) -> anyhow::Result<()> {
    let Parts { catalogue, quizzes, books, store, engines, prepare, bounds, help, authoring } = parts;
    let instance = store.instance().await?;
    let away = |host: &Host| HostStatus::Unavailable(Absence::NoEngine(host.clone()));
    let (statuses, hosts) = watch::channel(engines.iter().map(away).collect::<Vec<_>>());
    let shelf = Arc::new(Shelf::new(Edition::new(catalogue, quizzes, books)?));
    let secret = store.secret().await?;
    let variants = Variants::new(shelf.clone(), secret.clone());
    let addresses = engines.iter().map(Host::to_string).collect();
    let sessions =
        Sessions::new(variants, secret, bounds, instance.clone(), store.clone(), addresses, hosts.clone());
    sessions.take_up(store.kept().await?);
    let mut watching = JoinSet::new();
    for (number, host) in engines.into_iter().enumerate() {
        let known = {
            let sessions = sessions.clone();
            move || sessions.known()
        };
        let reaped = {
            let sessions = sessions.clone();
            move |count| sessions.count_reaped(count)
        };
        let (instance, prepare, statuses) = (instance.clone(), prepare.clone(), statuses.clone());
        watching.spawn(Watch { number, host, instance, known, reaped, prepare, statuses }.run());
    }
    let stopping = CancellationToken::new();
    let watched = authoring.is_some();
    if let Some(authoring) = authoring {
        watching.spawn(authoring.keep(shelf.clone()));
    }
    let app = App { shelf, watched, store, help, sessions: sessions.clone(), stopping: stopping.clone() };
    let router = web::router(AppState(Arc::new(app)));

    let mut served = tokio::spawn({
        let stopping = stopping.clone();
        // Keys and their echoes are small, and wait for no others to share a packet with.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                debug!(%error, "a connection will be slow");
            }
        });
        async move { axum::serve(listener, router).with_graceful_shutdown(stopping.cancelled_owned()).await }
    });
    tokio::select! {
        () = stop.end.cancelled() => {
            info!("stopping");
            stopping.cancel();
            sessions.shut_down().await;
        }
        () = stop.restart.cancelled() => {
            stopping.cancel();
            let left = sessions.hand_over().await;
            info!(left, "stopping; these sandboxes go on, for the server that starts next");
        }
        reason = all_unfit(hosts) => {
            stopping.cancel();
            sessions.shut_down().await;
            anyhow::bail!("no sandbox is started on a machine that is not fit for them\n{reason}");
        }
        // It serves until it is stopped: that it has ended is a failure.
        ended = &mut served => {
            stopping.cancel();
            sessions.shut_down().await;
            return Ok(ended??);
        }
    }
    watching.shutdown().await;
    match tokio::time::timeout(timeouts::SHUTDOWN, served).await {
        Ok(served) => Ok(served??),
        Err(_) => {
            warn!("some requests did not finish in time");
            Ok(())
        }
    }
}

/// Waits until there is no host left that may hold sandboxes, and says why.
async fn all_unfit(mut hosts: watch::Receiver<Vec<HostStatus>>) -> String {
    loop {
        if let Some(reason) = HostStatus::all_unfit(&hosts.borrow_and_update()) {
            return reason;
        }
        // The sender lives as long as the server does: waiting cannot fail.
        let _ = hosts.changed().await;
    }
}
