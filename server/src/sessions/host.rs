//! The host's engine, watched: learners read the course while it is away, and sandboxes come alive when it answers.

use std::{collections::HashSet, sync::Arc};

use tokio::{
    sync::watch,
    time::{Instant, interval_at, sleep},
};
use tracing::{debug, info, warn};

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

/// Pings that may go unanswered one after another: on a machine that is busy, one that is late proves nothing.
const PATIENCE: u32 = 3;

/// Watches the engine at `host` for ever, and tells what it sees. Containers of this instance that are not `known` are
/// removed, now and every minute.
pub async fn watch(
    host: Host,
    instance: String,
    known: impl Fn() -> HashSet<String>,
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
                debug!(%host, error = format!("{error:#}"), "no engine answers");
                tell(HostStatus::Unavailable(Absence::NoEngine(host.clone())));
                sleep(timeouts::ENGINE_RETRY).await;
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
                sleep(timeouts::PREPARE_RETRY).await;
                continue;
            }
        };
        reap(&engine, &instance, &known).await;
        info!(%host, image, "sandboxes can be started");
        tell(HostStatus::Available(Arc::new(Ready { engine: engine.clone(), image })));
        keep_in_touch(&engine, &instance, &known).await;
        warn!(%host, "the engine is away");
        tell(HostStatus::Unavailable(Absence::NoEngine(host.clone())));
    }
}

/// Returns when the engine does not answer any more.
async fn keep_in_touch(engine: &Engine, instance: &str, known: &impl Fn() -> HashSet<String>) {
    let mut reaping = interval_at(Instant::now() + timeouts::REAP, timeouts::REAP);
    let mut unanswered = 0;
    while unanswered < PATIENCE {
        match engine.ping().await {
            Ok(()) => unanswered = 0,
            Err(_) => unanswered += 1,
        }
        let pause = if unanswered == 0 { timeouts::ENGINE_HEARTBEAT } else { timeouts::ENGINE_RETRY };
        tokio::select! {
            () = sleep(pause) => {}
            _ = reaping.tick() => reap(engine, instance, known).await,
        }
    }
}

async fn reap(engine: &Engine, instance: &str, known: &impl Fn() -> HashSet<String>) {
    match engine.reap(instance, known).await {
        Ok(0) => {}
        Ok(count) => info!(count, "removed sandboxes that nobody owns"),
        Err(error) => warn!(error = format!("{error:#}"), "sandboxes that nobody owns could not be removed"),
    }
}
