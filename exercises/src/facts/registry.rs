//! What has happened in the sandbox's registries.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ImageDetails;

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
    /// How it says that it is run; its layers are not told.
    #[serde(flatten)]
    pub details: ImageDetails,
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
