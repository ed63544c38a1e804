//! What a sandbox was seen to hold at one moment: plain data, so that it can be kept as evidence.

mod container;
mod event;
mod image;
mod probe;
mod registry;
mod volume;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use container::{
    Attachment, Container, ContainerState, Mount, MountKind, PortMapping, Setup, UnknownState,
};
pub use event::{EngineEvent, Object};
pub use image::{Image, ImageDetails};
pub use probe::{CommandSeen, Entry, FileSeen, HttpOutcome, HttpRequest, HttpSeen, LogsSeen};
pub use registry::{PushedImage, RegistryAction, RegistryEvent};
pub use volume::{Network, Volume};

/// Everything goals can ask about, as seen at one moment from outside the learner's shell. What no goal of the exercise
/// asks for ([`crate::Inquiry`]) need not be there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// When the engine was asked. Ages in explanations are counted from here, never from a clock.
    pub taken_at: Timestamp,
    /// The containers that exist, and those that the journal remembers ([`Container::removed`]).
    pub containers: Vec<Container>,
    /// The images in the engine.
    pub images: Vec<Image>,
    /// The images that were in the engine before the learner entered: their names, and the id of each.
    pub given: BTreeMap<String, String>,
    /// The volumes in the engine.
    pub volumes: Vec<Volume>,
    /// The networks in the engine.
    pub networks: Vec<Network>,
    /// What has happened in the sandbox's registries, the oldest first.
    pub registry: Vec<RegistryEvent>,
    /// What has happened in the engine, the oldest first.
    pub events: Vec<EngineEvent>,
    /// What is in the learner's home.
    pub files: Vec<FileSeen>,
    /// What answered over HTTP.
    pub http: Vec<HttpSeen>,
    /// What commands left.
    pub commands: Vec<CommandSeen>,
    /// What containers have written.
    pub logs: Vec<LogsSeen>,
    /// What the learner has answered last, by goal.
    pub answers: BTreeMap<String, String>,
}
