//! The host's engine, watched: learners read the course while it is away, and sandboxes come alive when it answers.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;
use tracing::{info, warn};

use crate::{
    sandbox::{Engine, engine::Host},
    timeouts,
};

/// An engine on which sandboxes can be started.
#[derive(Debug)]
pub struct Ready {
    /// The engine.
    pub engine: Engine,
    /// Name of the sandbox image in it.
    pub image: String,
}

/// Why there are no sandboxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing answers there.
    NoEngine(Host),
    /// The engine answers, our images are being built.
    Preparing,
    /// The engine answers, our images are not there and could not be built.
    NoImages,
}

/// Where the host's engine stands.
#[derive(Clone, Debug)]
pub enum HostStatus {
    /// Sandboxes can be started.
    Available(Arc<Ready>),
    /// They cannot.
    Unavailable(Absence),
}

impl HostStatus {
    /// Both say the same to a learner.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Available(a), Self::Available(b)) => Arc::ptr_eq(a, b),
            (Self::Unavailable(a), Self::Unavailable(b)) => a == b,
            _ => false,
        }
    }
}

/// How an engine is made ready: returns the name of the sandbox image, built if need be.
pub trait Prepare: Send + 'static {
    /// # Errors
    /// When the image is not there and cannot be built.
    fn prepare(&mut self, engine: &Engine) -> impl Future<Output = anyhow::Result<String>> + Send;
}

/// Between two tries to prepare an engine that answers: a build that failed will hardly succeed a second later.
const PREPARE_RETRY: Duration = Duration::from_secs(15);

/// Watches the engine at `host` for ever, and tells what it sees.
pub async fn watch(
    host: Host,
    instance: String,
    mut prepare: impl Prepare,
    status: watch::Sender<HostStatus>,
) {
    let tell = |new: HostStatus| {
        status.send_if_modified(|old| {
            let changed = !old.same(&new);
            if changed {
                *old = new;
            }
            changed
        });
    };
    loop {
        let engine = match Engine::connect(&host).await {
            Ok(engine) => engine,
            Err(error) => {
                tracing::debug!(%host, error = format!("{error:#}"), "no engine answers");
                tell(HostStatus::Unavailable(Absence::NoEngine(host.clone())));
                tokio::time::sleep(timeouts::ENGINE_RETRY).await;
                continue;
            }
        };
        if matches!(*status.borrow(), HostStatus::Unavailable(Absence::NoEngine(_))) {
            tell(HostStatus::Unavailable(Absence::Preparing));
        }
        let image = match prepare.prepare(&engine).await {
            Ok(image) => image,
            Err(error) => {
                warn!(%host, error = format!("{error:#}"), "the sandbox image is missing");
                tell(HostStatus::Unavailable(Absence::NoImages));
                tokio::time::sleep(PREPARE_RETRY).await;
                continue;
            }
        };
        match engine.reap(&instance).await {
            Ok(0) => {}
            Ok(count) => info!(count, "removed the sandboxes that an earlier run left behind"),
            Err(error) => warn!(%error, "leftovers could not be removed"),
        }
        info!(%host, image, "sandboxes can be started");
        tell(HostStatus::Available(Arc::new(Ready { engine: engine.clone(), image })));
        while engine.ping().await.is_ok() {
            tokio::time::sleep(timeouts::ENGINE_HEARTBEAT).await;
        }
        warn!(%host, "the engine is away");
    }
}
