//! Images that the operator has added to the catalogue from a registry, by their digests: a list in the data folder.

use std::{fs, io::ErrorKind, path::Path};

use anyhow::Context;
use hub::names::{Repository, Tag};
use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// As learners type it, with its tag: `nginx:1.29`.
    pub name: String,
    /// Where it is from, without tag or digest: `nginx`, `ghcr.io/somebody/app`.
    pub source: String,
    /// What it is: the registry's own digest.
    pub digest: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default, rename = "image")]
    images: Vec<Added>,
}

impl Added {
    /// Its name in the host's engine.
    pub(super) fn built(&self) -> String {
        format!("quai/added:{}", Fingerprint::default().word(&self.source).word(&self.digest).finish())
    }

    /// As it is pulled: this very image, whatever its tag has come to mean.
    #[must_use]
    pub fn pinned(&self) -> String {
        format!("{}@{}", self.source, self.digest)
    }

    /// Its place in the catalogue.
    pub(super) fn place(&self) -> anyhow::Result<(Repository, Tag)> {
        let (name, tag) = self.name.rsplit_once(':').context("an added image has a tag")?;
        Ok((Repository::from_familiar(name)?, tag.parse()?))
    }
}

/// A reference taken apart: where it is from, the tag that it is known by, the digest if it names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it is from.
    pub source: String,
    /// As learners will type it: without its registry.
    pub name: String,
    /// As it is pulled.
    pub pulled: String,
}

/// Reads `nginx:1.29`, `ghcr.io/somebody/app`, `nginx:1.29@sha256:…`.
///
/// # Errors
/// When it is no name of an image.
pub fn reference(text: &str) -> anyhow::Result<Reference> {
    let (tagged, digest) = match text.split_once('@') {
        Some((tagged, digest)) => (tagged, Some(digest)),
        None => (text, None),
    };
    // A colon before the last slash belongs to the port of a registry.
    let tag_at = tagged.rfind(':').filter(|&at| !tagged[at..].contains('/'));
    let (source, tag) = match tag_at {
        Some(at) => (&tagged[..at], &tagged[at + 1..]),
        None => (tagged, "latest"),
    };
    let is_host = |part: &str| part.contains(['.', ':']) || part == "localhost";
    let name = match source.split_once('/') {
        Some((host, name)) if is_host(host) => name,
        _ => source,
    };
    let repository = Repository::from_familiar(name).with_context(|| format!("`{text}` names no image"))?;
    let tag: Tag = tag.parse().with_context(|| format!("`{text}` names no image"))?;
    let pulled = match digest {
        Some(digest) => {
            let digest: hub::names::Digest =
                digest.parse().with_context(|| format!("`{text}` names no image"))?;
            format!("{source}@{digest}")
        }
        None => format!("{source}:{tag}"),
    };
    Ok(Reference { source: source.to_owned(), name: format!("{}:{tag}", repository.familiar()), pulled })
}

/// All of them; none if there is no list.
///
/// # Errors
/// When the list cannot be read, or is none.
pub fn read(list: &Path) -> anyhow::Result<Vec<Added>> {
    match fs::read_to_string(list) {
        Ok(text) => {
            let list: List = toml::from_str(&text).with_context(|| list.display().to_string())?;
            Ok(list.images)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| list.display().to_string()),
    }
}

/// Writes the list, as a whole or not at all.
///
/// # Errors
/// When its folder cannot be written.
pub fn write(list: &Path, images: Vec<Added>) -> anyhow::Result<()> {
    let text = toml::to_string(&List { images })?;
    let folder = list.parent().context("the list is in a folder")?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.persist(list).with_context(|| list.display().to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_apart_as_docker_does() {
        let digest = format!("sha256:{}", "0".repeat(64));
        for (text, source, name, pulled) in [
            ("nginx", "nginx", "nginx:latest", "nginx:latest"),
            ("nginx:1.29", "nginx", "nginx:1.29", "nginx:1.29"),
            ("library/nginx:1.29", "library/nginx", "nginx:1.29", "library/nginx:1.29"),
            (
                "localhost:5000/team/app",
                "localhost:5000/team/app",
                "team/app:latest",
                "localhost:5000/team/app:latest",
            ),
            ("ghcr.io/a/b:2", "ghcr.io/a/b", "a/b:2", "ghcr.io/a/b:2"),
        ] {
            let read = reference(text).unwrap();
            assert_eq!(
                (read.source.as_str(), read.name.as_str(), read.pulled.as_str()),
                (source, name, pulled)
            );
        }
        let pinned = reference(&format!("nginx:1.29@{digest}")).unwrap();
        assert_eq!((pinned.name.as_str(), pinned.pulled), ("nginx:1.29", format!("nginx@{digest}")));
        for bad in ["", "Nginx", "nginx:", "nginx:a b", "nginx@sha256:1", "-x"] {
            assert!(reference(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_list_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("images.toml");
        assert_eq!(read(&list).unwrap(), []);
        let image =
            Added { name: "nginx:1.29".to_owned(), source: "nginx".to_owned(), digest: "d".to_owned() };
        write(&list, vec![image.clone()]).unwrap();
        assert_eq!(read(&list).unwrap(), [image]);
        fs::write(&list, "[[image]]\nname = 1").unwrap();
        assert!(format!("{:#}", read(&list).unwrap_err()).contains("images.toml"));
    }
}
