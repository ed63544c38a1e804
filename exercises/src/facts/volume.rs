//! Volumes and networks as they were seen.

use serde::{Deserialize, Serialize};

/// A volume in the engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Its name.
    pub name: String,
    /// Its driver: `local`.
    pub driver: String,
    /// Labels, each as `name=value`.
    pub labels: Vec<String>,
}

impl Volume {
    /// Whether nobody gave it a name: the engine made one up.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.name.len() == 64 && self.name.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}

/// A network in the engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Its name.
    pub name: String,
    /// Its driver: `bridge`, `host`, `null`, …
    pub driver: String,
    /// Its subnets: `172.18.0.0/16`.
    pub subnets: Vec<String>,
    /// Whether nothing leads out of it.
    pub internal: bool,
    /// Labels, each as `name=value`.
    pub labels: Vec<String>,
}

impl Network {
    /// Whether every engine has it.
    #[must_use]
    pub fn is_predefined(&self) -> bool {
        ["bridge", "host", "none"].contains(&self.name.as_str())
    }
}
