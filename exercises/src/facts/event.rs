//! What has happened in the engine.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that the engine told of as it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineEvent {
    /// When.
    pub at: Timestamp,
    /// To what kind of thing.
    pub object: Object,
    /// What, as the Engine API names it: `restart`, `exec_start`, `tag`.
    pub action: String,
    /// To which: the name of a container, network or volume, the reference of an image.
    pub name: String,
    /// The command of an `exec`, the container that was connected to a network, the name before a `rename`.
    pub detail: String,
}

/// A kind of thing that an engine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Object {
    /// A container.
    Container,
    /// An image.
    Image,
    /// A network.
    Network,
    /// A volume.
    Volume,
}

impl Object {
    /// Every kind.
    pub const ALL: [Object; 4] = [Object::Container, Object::Image, Object::Network, Object::Volume];

    /// The name in the Engine API and in manifests.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Object::Container => "container",
            Object::Image => "image",
            Object::Network => "network",
            Object::Volume => "volume",
        }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
