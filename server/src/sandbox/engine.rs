//! The host's Docker Engine, in which sandboxes are containers.

use std::{collections::HashMap, fmt, path::PathBuf, str::FromStr};

use bollard::{
    API_DEFAULT_VERSION, Docker,
    query_parameters::{ListContainersOptionsBuilder, RemoveContainerOptionsBuilder, StatsOptionsBuilder},
};

use futures_util::TryStreamExt;

use crate::timeouts;

/// Label of everything that a Quai made, with the id of the instance (its data folder) that made it.
pub const LABEL_INSTANCE: &str = "io.quai.instance";
/// Label of a sandbox's container, with the sandbox's id.
pub const LABEL_SANDBOX: &str = "io.quai.sandbox";
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
        let filters = HashMap::from([("label", vec![format!("{LABEL_INSTANCE}={instance}")])]);
        let options = ListContainersOptionsBuilder::default().all(true).filters(&filters).build();
        let containers = self.docker.list_containers(Some(options)).await?;
        Ok(containers.into_iter().filter_map(|container| container.id).collect())
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

    /// Removes whatever an earlier run of this instance left behind. Returns how many containers that was.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn reap(&self, instance: &str) -> anyhow::Result<usize> {
        let leftovers = self.sandboxes_of(instance).await?;
        for id in &leftovers {
            self.remove_container(id).await?;
        }
        Ok(leftovers.len())
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
    fn hosts_are_read_and_written() {
        for text in ["unix:///run/docker.sock", "tcp://127.0.0.1:2375"] {
            assert_eq!(text.parse::<Host>().unwrap().to_string(), text);
        }
        assert!("ssh://somebody@host".parse::<Host>().unwrap_err().contains("unix://"));
    }
}
