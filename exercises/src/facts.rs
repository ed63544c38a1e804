//! What an engine was seen to hold at one moment: plain data, so that it can be kept as evidence.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything goals can ask about, as seen at one moment from outside the learner's shell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// When the engine was asked. Ages in explanations are counted from here, never from a clock.
    pub taken_at: Timestamp,
    /// The containers that exist, and those that the journal remembers ([`Container::removed`]).
    pub containers: Vec<Container>,
    /// The images in the engine.
    pub images: Vec<Image>,
    /// What has happened in the sandbox's registries, the oldest first.
    #[serde(default)]
    pub registry: Vec<RegistryEvent>,
}

/// A container, as it is, or as it was last seen before its removal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Container {
    /// The engine's full id.
    pub id: String,
    /// Its name, without the leading slash of the API.
    pub name: String,
    /// The image as the learner typed it: `nginx`, `nginx:latest`, sometimes an id.
    pub image: String,
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
    /// No longer in the engine: known from the journal. Only goals with `ever` see it.
    pub removed: bool,
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

/// An image in the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The engine's full id, `sha256:` included.
    pub id: String,
    /// Its names with tags: `nginx:latest`. Empty for a dangling image.
    pub references: Vec<String>,
    /// Size on disk in bytes, shared layers included.
    pub size: u64,
}

/// Something that has happened in a registry of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub action: RegistryAction,
}

/// What can happen in a registry. Images are named as learners name them: `nginx:1.22`, `localhost:5000/web:latest`,
/// `nginx@sha256:…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RegistryAction {
    /// Docker Hub was searched.
    Searched {
        /// For this.
        query: String,
    },
    /// An engine pulled an image.
    Pulled {
        /// Its name.
        name: String,
        /// Its digest.
        digest: String,
    },
    /// An image was pushed.
    Pushed(PushedImage),
    /// Somebody logged in to Docker Hub.
    LoggedIn {
        /// As this account.
        account: String,
    },
}

/// An image that was pushed, and how it says that it is run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushedImage {
    /// Its name.
    pub name: String,
    /// Its digest.
    pub digest: String,
    /// Entry point and command.
    pub command: Vec<String>,
    /// Variables, each as `NAME=value`.
    pub env: Vec<String>,
    /// Labels, each as `name=value`.
    pub labels: Vec<String>,
    /// Ports that it says it listens on.
    pub exposes: Vec<u16>,
}

impl RegistryAction {
    /// What was looked for, if that was a search.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        match self {
            RegistryAction::Searched { query } => Some(query),
            _ => None,
        }
    }

    /// What was pulled, if something was.
    #[must_use]
    pub fn pulled(&self) -> Option<&str> {
        match self {
            RegistryAction::Pulled { name, .. } => Some(name),
            _ => None,
        }
    }

    /// What was pushed, if something was.
    #[must_use]
    pub fn pushed(&self) -> Option<&PushedImage> {
        match self {
            RegistryAction::Pushed(image) => Some(image),
            _ => None,
        }
    }
}

/// The states of a container, as the Engine API names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContainerState {
    /// Made, never started.
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
    /// On its way out.
    Removing,
}

impl ContainerState {
    /// Every state.
    pub const ALL: [ContainerState; 7] = [
        ContainerState::Created,
        ContainerState::Running,
        ContainerState::Paused,
        ContainerState::Restarting,
        ContainerState::Exited,
        ContainerState::Dead,
        ContainerState::Removing,
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
            ContainerState::Removing => "removing",
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
