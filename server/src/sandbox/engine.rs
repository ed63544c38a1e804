//! The host's Docker Engine, in which sandboxes are containers.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    path::PathBuf,
    str::FromStr,
};

use bollard::{
    API_DEFAULT_VERSION, Docker,
    query_parameters::{ListContainersOptionsBuilder, RemoveContainerOptionsBuilder, StatsOptionsBuilder},
};

use futures_util::TryStreamExt;
use jiff::Timestamp;

use crate::timeouts;

/// Label of everything that a Quai made, with the id of the instance (its data folder) that made it.
pub const LABEL_INSTANCE: &str = "io.quai.instance";
/// Label of a sandbox's container, with the sandbox's id.
pub const LABEL_SANDBOX: &str = "io.quai.sandbox";
/// Label of a sandbox's container, with the Unix second after which it is nobody's.
pub const LABEL_LATEST_END: &str = "io.quai.latest-end";
/// Label of an image of ours, with its name.
pub const LABEL_IMAGE: &str = "io.quai.image";

/// Where an engine listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A socket on this machine.
    Unix(PathBuf),
    /// `address:port`, without TLS.
    Tcp(String),
}

impl Default for Host {
    fn default() -> Self {
        Self::Unix("/var/run/docker.sock".into())
    }
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once("://") {
            // An empty DOCKER_HOST means that none is set, as for the docker command.
            None if text.is_empty() => Ok(Self::default()),
            Some(("unix", path)) => Ok(Self::Unix(path.into())),
            Some(("tcp" | "http", address)) => Ok(Self::Tcp(address.trim_end_matches('/').to_owned())),
            _ => Err(format!("`{text}` is no engine address: unix:///path or tcp://host:port is expected")),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix://{}", path.display()),
            Self::Tcp(address) => write!(f, "tcp://{address}"),
        }
    }
}

/// What an engine says of itself and of its host.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Version of the engine, e.g. `26.1.5`.
    pub version: String,
    /// Kernel release of its host.
    pub kernel: String,
    /// Storage driver, e.g. `overlay2`.
    pub storage: String,
    /// `1` or `2`.
    pub cgroup_version: String,
    /// E.g. `seccomp`, `apparmor`.
    pub security: Vec<String>,
    /// Memory of its host, bytes.
    pub memory: u64,
    /// Processors of its host.
    pub cpus: u64,
}

/// A connection to the host's engine that answered when it was made. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(super) docker: Docker,
    pub(super) host: Host,
}

impl Engine {
    /// Connects and agrees on the API's version.
    ///
    /// # Errors
    /// When nothing answers at `host` within [`timeouts::ENGINE_PING`].
    pub async fn connect(host: &Host) -> anyhow::Result<Self> {
        let seconds = timeouts::OUTER_CALL_SECONDS;
        let docker = match host {
            Host::Unix(path) => {
                Docker::connect_with_unix(&path.to_string_lossy(), seconds, API_DEFAULT_VERSION)?
            }
            Host::Tcp(address) => {
                Docker::connect_with_http(&format!("tcp://{address}"), seconds, API_DEFAULT_VERSION)?
            }
        };
        let docker = tokio::time::timeout(timeouts::ENGINE_PING, docker.negotiate_version()).await??;
        let engine = Self { docker, host: host.clone() };
        engine.ping().await?;
        Ok(engine)
    }

    /// Asks whether the engine is still there.
    ///
    /// # Errors
    /// When it is not.
    pub async fn ping(&self) -> anyhow::Result<()> {
        tokio::time::timeout(timeouts::ENGINE_PING, self.docker.ping()).await??;
        Ok(())
    }

    /// Asks the engine about itself and its host.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn about(&self) -> anyhow::Result<About> {
        let info = self.docker.info().await?;
        Ok(About {
            version: info.server_version.unwrap_or_default(),
            kernel: info.kernel_version.unwrap_or_default(),
            storage: info.driver.unwrap_or_default(),
            cgroup_version: info.cgroup_version.map(|version| version.to_string()).unwrap_or_default(),
            security: info.security_options.unwrap_or_default(),
            memory: info.mem_total.unwrap_or_default().try_into().unwrap_or_default(),
            cpus: info.ncpu.unwrap_or_default().try_into().unwrap_or_default(),
        })
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

    async fn sandboxes(&self) -> anyhow::Result<Vec<Found>> {
        let filters = HashMap::from([("label", vec![LABEL_SANDBOX])]);
        let options = ListContainersOptionsBuilder::default().all(true).filters(&filters).build();
        let containers = self.docker.list_containers(Some(options)).await?;
        let found = containers.into_iter().filter_map(|container| {
            let labels = container.labels.unwrap_or_default();
            let label = |name| labels.get(name).cloned().unwrap_or_default();
            Some(Found {
                container: container.id?,
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
    pub async fn reap(&self, instance: &str, known: impl Fn() -> HashSet<String>) -> anyhow::Result<usize> {
        let found = self.sandboxes().await?;
        // Asked after the list was made: a session is known before its container is created.
        let (known, now) = (known(), Timestamp::now().as_second());
        let orphans = found.iter().filter(|found| found.is_orphan(instance, &known, now));
        let mut count = 0;
        for orphan in orphans {
            self.remove_container(&orphan.container).await?;
            count += 1;
        }
        Ok(count)
    }
}

/// A sandbox's container, as its labels tell.
#[derive(Debug)]
struct Found {
    container: String,
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

impl Engine {
    /// Memory that a container holds, without the file cache that the kernel would give back, bytes.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn memory_of(&self, container: &super::container::Container) -> anyhow::Result<u64> {
        let options = StatsOptionsBuilder::default().stream(false).one_shot(true).build();
        let mut stats = Box::pin(self.docker.stats(&container.id, Some(options)));
        let memory = stats.try_next().await?.and_then(|stats| stats.memory_stats).unwrap_or_default();
        let detail = memory.stats.unwrap_or_default();
        // Control groups of version 1 and 2 have other names for it.
        let cache = detail.get("total_inactive_file").or_else(|| detail.get("inactive_file")).copied();
        Ok(memory.usage.unwrap_or_default().saturating_sub(cache.unwrap_or_default()))
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

    #[test]
    fn hosts_are_read_and_written() {
        for text in ["unix:///run/docker.sock", "tcp://127.0.0.1:2375"] {
            assert_eq!(text.parse::<Host>().unwrap().to_string(), text);
        }
        assert!("ssh://somebody@host".parse::<Host>().unwrap_err().contains("unix://"));
    }
}
