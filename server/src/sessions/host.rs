//! The hosts, each watched: learners read the course while all are away, and sandboxes come alive when one answers.

use std::{collections::HashSet, sync::Arc};

use futures_util::future::BoxFuture;
use tokio::{
    sync::watch,
    time::{Instant, interval_at, sleep},
};
use tracing::{debug, info, warn};

use crate::{
    sandbox::{Backend, Engine, canary::isolation::Unsafe, engine::Host, runtime},
    timeouts,
};

/// A host on which sandboxes can be started.
#[derive(Debug)]
pub struct Ready {
    /// Its number in the list of hosts.
    pub number: usize,
    /// What runs the sandboxes there.
    pub backend: Box<dyn Backend>,
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
    /// Learners would not be kept apart there, or the runtime is missing that was asked for: why, for the operator.
    Unfit(String),
}

/// Where a host stands.
#[derive(Clone, Debug)]
pub enum HostStatus {
    /// Sandboxes can be started.
    Available(Arc<Ready>),
    /// They cannot.
    Unavailable(Absence),
}

impl HostStatus {
    /// The host, if sandboxes can be started there.
    #[must_use]
    pub fn ready(&self) -> Option<&Arc<Ready>> {
        match self {
            Self::Available(ready) => Some(ready),
            Self::Unavailable(_) => None,
        }
    }

    /// What learners are told of all hosts together: one that is available suffices.
    #[must_use]
    pub fn overall(hosts: &[Self]) -> Self {
        let available = hosts.iter().find(|status| status.ready().is_some());
        available.or(hosts.first()).cloned().unwrap_or(Self::Unavailable(Absence::Preparing))
    }

    /// Why no host will do, if that is so: nothing but an operator can change it.
    #[must_use]
    pub fn all_unfit(hosts: &[Self]) -> Option<String> {
        let reasons = hosts.iter().map(|status| match status {
            Self::Unavailable(Absence::Unfit(reason)) => Some(reason.as_str()),
            _ => None,
        });
        reasons.collect::<Option<Vec<_>>>().map(|reasons| reasons.join("\n"))
    }

    /// Both say the same to a learner.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Available(a), Self::Available(b)) => Arc::ptr_eq(a, b),
            (Self::Unavailable(a), Self::Unavailable(b)) => a == b,
            _ => false,
        }
    }
}

/// How an engine is made ready: images are built if need be.
pub trait Prepare: Send + Sync + 'static {
    /// Returns what starts sandboxes there. Fails when the sandbox image is not there and cannot be built.
    fn prepare<'a>(&'a self, engine: &'a Engine) -> BoxFuture<'a, anyhow::Result<Box<dyn Backend>>>;
}

/// Pings that may go unanswered one after another: on a machine that is busy, one that is late proves nothing.
const PATIENCE: u32 = 3;

/// One host, watched for ever.
pub struct Watch<P, K, R> {
    /// Its number in the list of hosts.
    pub number: usize,
    /// Where its engine listens.
    pub host: Host,
    /// Containers of this instance that are not known are removed, now and every minute.
    pub instance: String,
    /// Ids of the sandboxes that somebody owns.
    pub known: K,
    /// Told how many were removed.
    pub reaped: R,
    /// How it is made ready.
    pub prepare: P,
    /// Told what is seen: its own place in the list.
    pub statuses: watch::Sender<Vec<HostStatus>>,
}

impl<P, K, R> Watch<P, K, R>
where
    P: Prepare,
    K: Fn() -> HashSet<String> + Send + Sync + 'static,
    R: Fn(u64) + Send + Sync + 'static,
{
    /// Watches.
    pub async fn run(self) {
        let host = &self.host;
        loop {
            let engine = match Engine::connect(host).await {
                Ok(engine) => engine,
                Err(error) => {
                    debug!(%host, error = format!("{error:#}"), "no engine answers");
                    self.tell(HostStatus::Unavailable(Absence::NoEngine(host.clone())));
                    sleep(host.retry()).await;
                    continue;
                }
            };
            let unseen =
                |status: &HostStatus| matches!(status, HostStatus::Unavailable(Absence::NoEngine(_)));
            if unseen(&self.statuses.borrow()[self.number]) {
                self.tell(HostStatus::Unavailable(Absence::Preparing));
            }
            let backend = match self.prepare.prepare(&engine).await {
                Ok(backend) => backend,
                Err(error) => {
                    warn!(%host, error = format!("{error:#}"), "sandboxes cannot be started");
                    let unfit = error.is::<Unsafe>() || error.is::<runtime::Unknown>();
                    let absence =
                        if unfit { Absence::Unfit(format!("{host}: {error}")) } else { Absence::NoImages };
                    self.tell(HostStatus::Unavailable(absence));
                    sleep(timeouts::PREPARE_RETRY).await;
                    continue;
                }
            };
            let ready = Arc::new(Ready { number: self.number, backend });
            self.reap(&ready).await;
            info!(%host, "sandboxes can be started");
            self.tell(HostStatus::Available(ready.clone()));
            self.keep_in_touch(&ready).await;
            warn!(%host, "the engine is away");
            self.tell(HostStatus::Unavailable(Absence::NoEngine(host.clone())));
        }
    }

    fn tell(&self, new: HostStatus) {
        self.statuses.send_if_modified(|statuses| {
            let old = &mut statuses[self.number];
            let changed = !old.same(&new);
            if changed {
                *old = new;
            }
            changed
        });
    }

    /// Returns when the host does not answer any more.
    async fn keep_in_touch(&self, ready: &Ready) {
        let mut reaping = interval_at(Instant::now() + timeouts::REAP, timeouts::REAP);
        let mut unanswered = 0;
        while unanswered < PATIENCE {
            match ready.backend.ping().await {
                Ok(()) => unanswered = 0,
                Err(_) => unanswered += 1,
            }
            let pause = if unanswered == 0 { timeouts::ENGINE_HEARTBEAT } else { timeouts::ENGINE_RETRY };
            tokio::select! {
                () = sleep(pause) => {}
                _ = reaping.tick() => self.reap(ready).await,
            }
        }
    }

    async fn reap(&self, ready: &Ready) {
        match ready.backend.reap(&self.instance, &self.known).await {
            Ok(count) => (self.reaped)(count),
            Err(error) => {
                warn!(error = format!("{error:#}"), "sandboxes that nobody owns could not be removed")
            }
        }
    }
}

impl<P, K, R> std::fmt::Debug for Watch<P, K, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("host", &self.host).finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::sandbox::{Sandbox, backend::Hold, hardening::Identity};

    /// A host that is only ever looked at.
    #[derive(Debug)]
    struct Nothing;

    impl Backend for Nothing {
        fn ping(&self) -> BoxFuture<'_, anyhow::Result<()>> {
            unreachable!()
        }

        fn start<'a>(&'a self, _: &'a Identity, _: Hold) -> BoxFuture<'a, anyhow::Result<Sandbox>> {
            unreachable!()
        }

        fn adopt<'a>(&'a self, _: &'a Identity, _: Hold) -> BoxFuture<'a, anyhow::Result<Option<Sandbox>>> {
            unreachable!()
        }

        fn reap<'a>(
            &'a self,
            _: &'a str,
            _: &'a (dyn Fn() -> HashSet<String> + Send + Sync),
        ) -> BoxFuture<'a, anyhow::Result<u64>> {
            unreachable!()
        }
    }

    pub(in super::super) fn ready(number: usize) -> Arc<Ready> {
        Arc::new(Ready { number, backend: Box::new(Nothing) })
    }

    #[test]
    fn one_host_that_is_available_suffices() {
        let away = || HostStatus::Unavailable(Absence::NoEngine(Host::default()));
        assert!(HostStatus::overall(&[away(), HostStatus::Available(ready(1))]).ready().is_some());
        let all_away = HostStatus::overall(&[away(), HostStatus::Unavailable(Absence::NoImages)]);
        assert!(matches!(all_away, HostStatus::Unavailable(Absence::NoEngine(_))));
    }
}
