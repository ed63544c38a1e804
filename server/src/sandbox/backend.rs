//! Where sandboxes run, as the sessions know it: this trait and nothing else.

use std::{collections::HashSet, fmt};

use futures_util::future::BoxFuture;

use super::{
    Engine, Sandbox,
    hardening::{self, Identity, Settings},
};

/// What is kept until a sandbox's container is gone, whichever way.
pub type Hold = Box<dyn Send + Sync>;

/// Somewhere that sandboxes run: a Docker Engine, or one day a cluster.
pub trait Backend: fmt::Debug + Send + Sync {
    /// Fails when it does not answer.
    fn ping(&self) -> BoxFuture<'_, anyhow::Result<()>>;

    /// Starts a sandbox and waits until the engine in it answers; `hold` is dropped when its container is gone.
    fn start<'a>(&'a self, identity: &'a Identity, hold: Hold) -> BoxFuture<'a, anyhow::Result<Sandbox>>;

    /// Takes over a sandbox that runs already; `None` if it does not any more. Fails when nobody can tell.
    fn adopt<'a>(
        &'a self,
        identity: &'a Identity,
        hold: Hold,
    ) -> BoxFuture<'a, anyhow::Result<Option<Sandbox>>>;

    /// Removes the sandboxes of `instance` that are not `known`, and anybody's that are past their latest end. Returns
    /// how many that were.
    fn reap<'a>(
        &'a self,
        instance: &'a str,
        known: &'a (dyn Fn() -> HashSet<String> + Send + Sync),
    ) -> BoxFuture<'a, anyhow::Result<u64>>;
}

/// A Docker Engine whose images are there.
#[derive(Debug)]
pub struct DockerHost {
    /// The engine.
    pub engine: Engine,
    /// Name of the sandbox image in it.
    pub image: String,
    /// How sandboxes are made.
    pub settings: Settings,
}

impl Backend for DockerHost {
    fn ping(&self) -> BoxFuture<'_, anyhow::Result<()>> {
        Box::pin(self.engine.ping())
    }

    fn start<'a>(&'a self, identity: &'a Identity, hold: Hold) -> BoxFuture<'a, anyhow::Result<Sandbox>> {
        let body = hardening::sandbox(&self.image, identity, &self.settings, self.engine.profile());
        Box::pin(async move { Sandbox::start(&self.engine, &identity.name(), body, hold).await })
    }

    fn adopt<'a>(
        &'a self,
        identity: &'a Identity,
        hold: Hold,
    ) -> BoxFuture<'a, anyhow::Result<Option<Sandbox>>> {
        Box::pin(async move { Sandbox::adopt(&self.engine, &identity.name(), hold).await })
    }

    fn reap<'a>(
        &'a self,
        instance: &'a str,
        known: &'a (dyn Fn() -> HashSet<String> + Send + Sync),
    ) -> BoxFuture<'a, anyhow::Result<u64>> {
        Box::pin(self.engine.reap(instance, known))
    }
}
