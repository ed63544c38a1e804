//! Manifests and indexes, of OCI and of Docker: what they name.

use serde::{Deserialize, Serialize};

use crate::{error::Error, names::Digest};

/// A larger one has no reason to be; bytes, as the specification advises.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Points to a blob or a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// What it is.
    pub media_type: String,
    /// Its hash.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// What it runs on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// Layers that lie elsewhere name where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
}

/// What an image runs on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// `amd64`, `arm64`, …
    pub architecture: String,
    /// `linux`.
    pub os: String,
}

/// A manifest of one image, or an index of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// 2.
    pub schema_version: u32,
    /// What it is; OCI lets it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// How the image is run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<Descriptor>,
    /// Its file system, from the bottom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<Descriptor>,
    /// The manifests of an index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manifests: Vec<Descriptor>,
}

/// Media type of an OCI manifest.
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// Media type of an OCI index.
pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// Media type of the configuration of an image.
pub const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
/// Media type of a layer that is not compressed.
pub const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";

impl Manifest {
    /// Reads one.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| Error::ManifestInvalid(error.to_string()))?;
        let wrong = |why: &str| Err(Error::ManifestInvalid(why.to_owned()));
        if manifest.schema_version != 2 {
            return wrong("its schemaVersion is not 2");
        }
        if manifest.config.is_none() != manifest.is_index() {
            return wrong("it has either a config, as a manifest, or manifests, as an index");
        }
        Ok(manifest)
    }

    /// Whether it is an index of manifests.
    #[must_use]
    pub fn is_index(&self) -> bool {
        match self.media_type.as_deref() {
            Some(media_type) => media_type.contains("index") || media_type.contains("manifest.list"),
            None => self.config.is_none(),
        }
    }

    /// What it says that it is.
    #[must_use]
    pub fn media_type(&self) -> &str {
        let usual = if self.is_index() { INDEX } else { MANIFEST };
        self.media_type.as_deref().unwrap_or(usual)
    }

    /// The blobs that it names and that a registry holds.
    pub fn blobs(&self) -> impl Iterator<Item = &Descriptor> {
        self.config.iter().chain(&self.layers).filter(|blob| blob.urls.is_empty())
    }
}
