//! The images that come with the course: read-only, the same files for all sandboxes.
//!
//! A folder with `catalogue.json` and `blobs/sha256/…`, where every manifest, configuration and layer is a file named by
//! its hash.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::Manifest,
    names::{Digest, Repository, Tag},
};

/// Name of the file that lists what is there.
pub const LIST: &str = "catalogue.json";
/// Where blobs are.
pub const BLOBS: &str = "blobs/sha256";

/// What a repository is, as `docker search` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: Repository,
    /// What it is for, by language.
    pub description: BTreeMap<String, String>,
    /// How many like it: for `docker search`.
    pub stars: u32,
    /// Whether Docker answers for its namesake.
    pub official: bool,
    /// The manifest, or index of manifests, that each tag points to.
    pub tags: BTreeMap<Tag, Digest>,
}

/// The list itself, as it is in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// All repositories.
    pub repositories: Vec<Entry>,
}

/// A catalogue, with an overview of its blobs.
#[derive(Debug, Default)]
pub struct Catalogue {
    folder: PathBuf,
    shelves: BTreeMap<Repository, Shelf>,
}

/// What one repository holds.
#[derive(Debug)]
struct Shelf {
    entry: Entry,
    /// Media type of each manifest.
    manifests: HashMap<Digest, String>,
    blobs: HashSet<Digest>,
}

impl Catalogue {
    /// Reads a folder.
    ///
    /// # Errors
    /// When it is no catalogue, or something that it names is missing.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        let list = folder.join(LIST);
        let bytes = fs::read(&list).with_context(|| format!("reading {}", list.display()))?;
        let list: List = serde_json::from_slice(&bytes).context("reading the list of the catalogue")?;
        let mut catalogue = Self { folder: folder.to_owned(), shelves: BTreeMap::new() };
        for entry in list.repositories {
            let mut shelf = Shelf { manifests: HashMap::new(), blobs: HashSet::new(), entry };
            for digest in shelf.entry.tags.values().cloned().collect::<Vec<_>>() {
                catalogue
                    .take_stock(&digest, &mut shelf)
                    .with_context(|| format!("{}, {digest}", shelf.entry.name))?;
            }
            catalogue.shelves.insert(shelf.entry.name.clone(), shelf);
        }
        Ok(catalogue)
    }

    fn take_stock(&self, digest: &Digest, shelf: &mut Shelf) -> anyhow::Result<()> {
        let manifest = Manifest::parse(&fs::read(self.path(digest))?)?;
        shelf.manifests.insert(digest.clone(), manifest.media_type().to_owned());
        for blob in manifest.blobs() {
            let length =
                fs::metadata(self.path(&blob.digest)).with_context(|| format!("blob {}", blob.digest))?.len();
            anyhow::ensure!(length == blob.size, "blob {} is {length} bytes, not {}", blob.digest, blob.size);
            shelf.blobs.insert(blob.digest.clone());
        }
        manifest.manifests.iter().try_for_each(|child| self.take_stock(&child.digest, shelf))
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        self.folder.join(BLOBS).join(digest.hex())
    }

    /// All repositories.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.shelves.values().map(|shelf| &shelf.entry)
    }

    /// Where a tag points.
    #[must_use]
    pub fn tag(&self, repository: &Repository, tag: &Tag) -> Option<&Digest> {
        self.shelves.get(repository)?.entry.tags.get(tag)
    }

    /// A manifest's media type and file.
    #[must_use]
    pub fn manifest(&self, repository: &Repository, digest: &Digest) -> Option<(&str, PathBuf)> {
        let media_type = self.shelves.get(repository)?.manifests.get(digest)?;
        Some((media_type, self.path(digest)))
    }

    /// Whether a blob belongs to a repository.
    #[must_use]
    pub fn owns(&self, repository: &Repository, digest: &Digest) -> bool {
        self.shelves.get(repository).is_some_and(|shelf| shelf.blobs.contains(digest))
    }

    /// A blob's file, if it belongs to any repository.
    #[must_use]
    pub fn blob(&self, digest: &Digest) -> Option<PathBuf> {
        self.shelves.values().any(|shelf| shelf.blobs.contains(digest)).then(|| self.path(digest))
    }

    /// A repository.
    #[must_use]
    pub fn entry(&self, repository: &Repository) -> Option<&Entry> {
        Some(&self.shelves.get(repository)?.entry)
    }
}
