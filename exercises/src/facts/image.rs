//! Images as they were seen.

use serde::{Deserialize, Serialize};

/// An image in the engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The engine's full id, `sha256:` included.
    pub id: String,
    /// Its names with tags: `nginx:latest`. Empty for a dangling image.
    pub references: Vec<String>,
    /// Size on disk in bytes, shared layers included.
    pub size: u64,
    /// How it says that it is run, where a goal asks for that.
    #[serde(default)]
    pub details: Option<ImageDetails>,
}

/// What is inside an image.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageDetails {
    /// Entry point and command.
    pub command: Vec<String>,
    /// Variables, each as `NAME=value`.
    pub env: Vec<String>,
    /// Labels, each as `name=value`.
    pub labels: Vec<String>,
    /// Ports that it says it listens on.
    pub exposes: Vec<u16>,
    /// Its user.
    pub user: String,
    /// Its working directory.
    pub workdir: String,
    /// Paths that become volumes.
    pub volumes: Vec<String>,
    /// Whether it checks its own health.
    pub healthcheck: bool,
    /// Digests of its layers, the lowest first.
    pub layers: Vec<String>,
}
