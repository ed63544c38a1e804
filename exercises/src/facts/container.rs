//! Containers as they were seen.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A container, as it is, or as it was last seen before its removal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Container {
    /// The engine's full id.
    pub id: String,
    /// Its name, without the leading slash of the API.
    pub name: String,
    /// The image as the learner typed it: `nginx`, `nginx:latest`, sometimes an id.
    pub image: String,
    /// The engine's full id of that image.
    #[serde(default)]
    pub image_id: String,
    /// What it does now. A removed one counts as exited if it was last seen running.
    pub state: ContainerState,
    /// How its command ended; none while it has never ended.
    pub exit_code: Option<i64>,
    /// When its command was last started; none if it never was.
    pub started_at: Option<Timestamp>,
    /// When its command last ended; none if it never did.
    pub finished_at: Option<Timestamp>,
    /// Whether it was given a terminal.
    pub tty: bool,
    /// Whether its standard input was kept open.
    pub interactive: bool,
    /// Whether it was last started in the background, with no terminal held by it (`-d`, or a plain `docker start`).
    pub detached: bool,
    /// The command with its arguments, the image's entry point included.
    pub command: Vec<String>,
    /// The ports it publishes.
    pub ports: Vec<PortMapping>,
    /// Its variables, those of its image included, each as `NAME=value`.
    #[serde(default)]
    pub env: Vec<String>,
    /// Its labels, those of its image included, each as `name=value`.
    #[serde(default)]
    pub labels: Vec<String>,
    /// What is mounted in it.
    #[serde(default)]
    pub mounts: Vec<Mount>,
    /// The networks that it is on.
    #[serde(default)]
    pub networks: Vec<Attachment>,
    /// How it is limited and set up otherwise.
    #[serde(default)]
    pub setup: Setup,
    /// What its health check says, if it has one: `starting`, `healthy` or `unhealthy`.
    #[serde(default)]
    pub health: Option<String>,
    /// No longer in the engine: known from the journal. Only goals with `ever` see it.
    pub removed: bool,
}

/// Something that is mounted in a container.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mount {
    /// What kind of thing.
    pub kind: MountKind,
    /// Name of the volume, or path of the folder on the host; empty for memory.
    pub source: String,
    /// Path in the container.
    pub target: String,
    /// Whether the container can only read it.
    pub read_only: bool,
}

/// What can be mounted in a container.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MountKind {
    /// A volume.
    #[default]
    Volume,
    /// A folder or file of the host.
    Bind,
    /// Memory.
    Tmpfs,
}

/// A container's place on a network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Name of the network.
    pub network: String,
    /// Names under which others on it find the container, its own name apart.
    pub aliases: Vec<String>,
    /// Its address there; empty while it does not run.
    pub address: String,
}

/// How a container was set up; empty and 0 mean that nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// Its restart policy: `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:3`.
    pub restart: String,
    /// Its user.
    pub user: String,
    /// Its working directory.
    pub workdir: String,
    /// Its host name.
    pub hostname: String,
    /// Its memory limit, bytes.
    pub memory: u64,
    /// Its share of processors, in thousand-millionths of one.
    pub nano_cpus: u64,
    /// Whether its root file system is read-only.
    pub read_only: bool,
    /// Whether it has every privilege.
    pub privileged: bool,
}

/// A port of a container that is reachable from the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortMapping {
    /// The port inside the container.
    pub container: u16,
    /// The port on the host.
    pub host: u16,
    /// The address of the host it listens on: `0.0.0.0`, `::`, `127.0.0.1`.
    pub address: String,
    /// `tcp`, `udp` or `sctp`.
    pub protocol: String,
}

/// The states of a container, as the Engine API names them; what it calls `removing` lasts for a moment only, and is
/// here what it was before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContainerState {
    /// Made, never started.
    #[default]
    Created,
    /// Its command runs.
    Running,
    /// Frozen.
    Paused,
    /// Between two runs, by its restart policy.
    Restarting,
    /// Its command has ended.
    Exited,
    /// Could not be removed properly; cannot be started again.
    Dead,
}

impl ContainerState {
    /// Every state.
    pub const ALL: [ContainerState; 6] = [
        ContainerState::Created,
        ContainerState::Running,
        ContainerState::Paused,
        ContainerState::Restarting,
        ContainerState::Exited,
        ContainerState::Dead,
    ];

    /// The name in the Engine API and in manifests.
    pub fn as_str(self) -> &'static str {
        match self {
            ContainerState::Created => "created",
            ContainerState::Running => "running",
            ContainerState::Paused => "paused",
            ContainerState::Restarting => "restarting",
            ContainerState::Exited => "exited",
            ContainerState::Dead => "dead",
        }
    }
}

impl fmt::Display for ContainerState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ContainerState {
    type Err = UnknownState;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        ContainerState::ALL
            .into_iter()
            .find(|state| state.as_str() == name)
            .ok_or_else(|| UnknownState(name.to_owned()))
    }
}

/// A state that the Engine API does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no container state is called `{0}`")]
pub struct UnknownState(pub String);
