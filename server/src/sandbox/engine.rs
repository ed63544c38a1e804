//! The host's Docker Engine, in which sandboxes are containers.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use anyhow::Context;
use bollard::{
    Docker,
    models::ContainerSummaryStateEnum,
    query_parameters::{ListContainersOptionsBuilder, RemoveContainerOptionsBuilder},
};

use jiff::Timestamp;
use tracing::{error_span, info};

use super::container::Container;
pub use super::host::Host;
use super::transport::Transport;
use crate::timeouts;

/// Label of everything that a Quai made, with the id of the instance (its data folder) that made it.
pub const LABEL_INSTANCE: &str = "io.quai.instance";
/// Label of a sandbox's container, with the sandbox's id.
pub const LABEL_SANDBOX: &str = "io.quai.sandbox";
/// Label of a sandbox's container, with the Unix second after which it is nobody's.
pub const LABEL_LATEST_END: &str = "io.quai.latest-end";
/// Label of an image of ours, with its name.
pub const LABEL_IMAGE: &str = "io.quai.image";

/// A connection to the host's engine that answered when it was made. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(super) docker: Docker,
    pub(super) transport: Transport,
    profile: Arc<OnceLock<&'static str>>,
}

impl Engine {
    /// Connects and agrees on the API's version.
    ///
    /// # Errors
    /// When nothing answers at `host` within [`timeouts::ENGINE_PING`]; what to do then is known to
    /// [`remedy`](super::remedy::remedy).
    pub async fn connect(host: &Host) -> anyhow::Result<Self> {
        let transport = Transport::open(host).await?;
        match Self::agree(transport.client()?).await {
            Ok(docker) => Ok(Self { docker, transport, profile: Arc::default() }),
            Err(error) => Err(match transport.complaint().await {
                Some(complaint) if complaint != error.to_string() => error.context(complaint),
                _ => error,
            }),
        }
    }

    async fn agree(docker: Docker) -> anyhow::Result<Docker> {
        let agreed = async {
            let docker = docker.negotiate_version().await?;
            docker.ping().await?;
            anyhow::Ok(docker)
        };
        let agreed = tokio::time::timeout(timeouts::ENGINE_PING, agreed).await;
        agreed.with_context(|| format!("no answer within {} s", timeouts::ENGINE_PING.as_secs()))?
    }

    /// Asks whether the engine is still there.
    ///
    /// # Errors
    /// When it is not.
    pub async fn ping(&self) -> anyhow::Result<()> {
        tokio::time::timeout(timeouts::ENGINE_PING, self.docker.ping()).await??;
        Ok(())
    }

    /// The AppArmor profile that its sandboxes are under; none until a [canary](super::canary) has lived under one.
    #[must_use]
    pub fn profile(&self) -> Option<&'static str> {
        self.profile.get().copied()
    }

    /// From now on its sandboxes are under this AppArmor profile.
    pub(super) fn confine(&self, profile: &'static str) {
        // A second canary under the same profile changes nothing.
        let _ = self.profile.set(profile);
    }

    /// Containers of this instance, whatever their state.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn sandboxes_of(&self, instance: &str) -> anyhow::Result<Vec<String>> {
        let mine = self.sandboxes().await?.into_iter().filter(|found| found.instance == instance);
        Ok(mine.map(|found| found.container).collect())
    }

    /// Ids of the sandboxes of this instance.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn sandbox_ids_of(&self, instance: &str) -> anyhow::Result<Vec<String>> {
        let mine = self.sandboxes().await?.into_iter().filter(|found| found.instance == instance);
        Ok(mine.map(|found| found.sandbox).collect())
    }

    /// Ids of the sandboxes of this instance that run, the frozen among them.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn alive_of(&self, instance: &str) -> anyhow::Result<Vec<String>> {
        let mine = self.sandboxes().await?.into_iter().filter(|found| found.instance == instance);
        Ok(mine.filter(|found| found.runs || found.frozen).map(|found| found.sandbox).collect())
    }

    /// Lets all frozen sandboxes of this instance go on.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn thaw_all(&self, instance: &str) -> anyhow::Result<()> {
        let mine = self.sandboxes().await?.into_iter().filter(|found| found.instance == instance);
        for found in mine.filter(|found| found.frozen) {
            Container { engine: self.clone(), id: found.container }.thaw().await?;
        }
        Ok(())
    }

    async fn sandboxes(&self) -> anyhow::Result<Vec<Found>> {
        let filters = HashMap::from([("label", vec![LABEL_SANDBOX])]);
        let options = ListContainersOptionsBuilder::default().all(true).filters(&filters).build();
        let containers = self.docker.list_containers(Some(options)).await?;
        let found = containers.into_iter().filter_map(|container| {
            let labels = container.labels.unwrap_or_default();
            let label = |name| labels.get(name).cloned().unwrap_or_default();
            Some(Found {
                container: container.id?,
                runs: container.state == Some(ContainerSummaryStateEnum::RUNNING),
                frozen: container.state == Some(ContainerSummaryStateEnum::PAUSED),
                instance: label(LABEL_INSTANCE),
                sandbox: label(LABEL_SANDBOX),
                latest_end: label(LABEL_LATEST_END).parse().unwrap_or(i64::MAX),
            })
        });
        Ok(found.collect())
    }

    /// Removes a container and its anonymous volumes, running or not; one that is gone already is no error.
    ///
    /// # Errors
    /// When the engine refuses or does not answer.
    pub async fn remove_container(&self, id: &str) -> anyhow::Result<()> {
        let options = RemoveContainerOptionsBuilder::default().force(true).v(true).build();
        match tokio::time::timeout(timeouts::REMOVE, self.docker.remove_container(id, Some(options))).await? {
            Err(bollard::errors::Error::DockerResponseServerError { status_code: 404 | 409, .. }) => Ok(()),
            other => Ok(other?),
        }
    }

    /// Removes sandboxes that nobody owns: those of this instance that are not `known`, and anybody's that are past
    /// their latest end. Returns how many that were.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn reap(&self, instance: &str, known: impl Fn() -> HashSet<String>) -> anyhow::Result<u64> {
        let found = self.sandboxes().await?;
        // Asked after the list was made: a session is known before its container is created.
        let (known, now) = (known(), Timestamp::now().as_second());
        let orphans = found.iter().filter(|found| found.is_orphan(instance, &known, now));
        let mut count = 0;
        for orphan in orphans {
            self.remove_container(&orphan.container).await?;
            error_span!("reap", sandbox = orphan.sandbox).in_scope(|| info!("nobody owned it: removed"));
            count += 1;
        }
        Ok(count)
    }
}

/// A sandbox's container, as its labels tell.
#[derive(Debug)]
struct Found {
    container: String,
    runs: bool,
    frozen: bool,
    instance: String,
    sandbox: String,
    /// Unix seconds.
    latest_end: i64,
}

impl Found {
    fn is_orphan(&self, instance: &str, known: &HashSet<String>, now: i64) -> bool {
        (self.instance == instance && !known.contains(&self.sandbox)) || self.latest_end < now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_kept_and_what_is_over_goes_whoever_made_it() {
        let known = HashSet::from(["mine".to_owned()]);
        let orphan = |instance: &str, sandbox: &str, latest_end| {
            let found = Found {
                container: "c".to_owned(),
                runs: true,
                frozen: false,
                instance: instance.to_owned(),
                sandbox: sandbox.to_owned(),
                latest_end,
            };
            found.is_orphan("us", &known, 100)
        };
        assert!(!orphan("us", "mine", 200), "a learner's");
        assert!(orphan("us", "stray", 200), "left behind by an earlier run");
        assert!(!orphan("them", "theirs", 200), "another Quai's");
        assert!(orphan("them", "theirs", 50), "left behind by whoever does not come back");
    }
}
