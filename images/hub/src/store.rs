//! What learners push: files in a folder, which is the disk of their sandbox.
//!
//! `blobs/HEX` holds the bytes; `repositories/NAME/` says what belongs to a repository: `_blobs/HEX` and `_manifests/HEX`,
//! whose content is the media type, and `_tags/TAG`, whose content is a digest. `uploads/ID` grows until it is finished.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use ring::digest::{Context, SHA256};
use tokio::{
    fs,
    io::{AsyncReadExt, AsyncWriteExt},
};
use uuid::Uuid;

use crate::{
    error::Error,
    names::{Digest, Repository, Tag},
};

/// A piece of a file that is hashed, bytes.
const PIECE: usize = 256 * 1024;

/// The pushed things of one registry.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// Uploads that somebody writes to just now.
    busy: Arc<Mutex<HashSet<Uuid>>>,
}

/// An upload that nobody else writes to meanwhile. Dropped, it is free again.
#[derive(Debug)]
pub struct Upload {
    id: Uuid,
    path: PathBuf,
    busy: Arc<Mutex<HashSet<Uuid>>>,
}

impl Drop for Upload {
    fn drop(&mut self) {
        lock(&self.busy).remove(&self.id);
    }
}

fn lock(busy: &Mutex<HashSet<Uuid>>) -> MutexGuard<'_, HashSet<Uuid>> {
    // The set is whole between any two statements, so a panic elsewhere does not spoil it.
    busy.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Opens a folder, which is made if need be.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        for part in ["blobs", "uploads", "repositories"] {
            std::fs::create_dir_all(folder.join(part))?;
        }
        Ok(Self { folder: folder.to_owned(), busy: Arc::default() })
    }

    /// All repositories that something was pushed to.
    #[must_use]
    pub fn repositories(&self) -> Vec<Repository> {
        fn below(root: &Path, folder: &Path, found: &mut Vec<Repository>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.ends_with("_tags") {
                    let name = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().into_owned();
                    found.extend(name.parse::<Repository>());
                } else if !path.file_name().unwrap_or_default().to_string_lossy().starts_with('_') {
                    below(root, &path, found);
                }
            }
        }
        let (root, mut found) = (self.folder.join("repositories"), Vec::new());
        below(&root, &root, &mut found);
        found.sort();
        found
    }

    /// Whether anything is in a repository.
    #[must_use]
    pub fn has(&self, repository: &Repository) -> bool {
        self.repository(repository).is_dir()
    }

    /// Tags of a repository.
    #[must_use]
    pub fn tags(&self, repository: &Repository) -> Vec<Tag> {
        let entries = std::fs::read_dir(self.repository(repository).join("_tags"));
        let names = entries.into_iter().flatten().flatten().map(|entry| entry.file_name());
        names.filter_map(|name| name.to_str()?.parse().ok()).collect()
    }

    /// Where a tag points.
    pub async fn tag(&self, repository: &Repository, tag: &Tag) -> Option<Digest> {
        let path = self.repository(repository).join("_tags").join(tag.as_str());
        fs::read_to_string(path).await.ok()?.parse().ok()
    }

    /// A manifest's media type and file.
    pub async fn manifest(&self, repository: &Repository, digest: &Digest) -> Option<(String, PathBuf)> {
        let link = self.repository(repository).join("_manifests").join(digest.hex());
        Some((fs::read_to_string(link).await.ok()?, self.blob_path(digest)))
    }

    /// Whether a blob belongs to a repository.
    #[must_use]
    pub fn owns(&self, repository: &Repository, digest: &Digest) -> bool {
        self.repository(repository).join("_blobs").join(digest.hex()).is_file()
    }

    /// A blob's file, if it was pushed to any repository.
    #[must_use]
    pub fn blob(&self, digest: &Digest) -> Option<PathBuf> {
        Some(self.blob_path(digest)).filter(|path| path.is_file())
    }

    /// Makes a blob that is there, here or in the catalogue, a repository's own.
    ///
    /// # Errors
    /// When the disk is full.
    pub async fn link_blob(&self, repository: &Repository, digest: &Digest) -> Result<(), Error> {
        self.write(&self.repository(repository).join("_blobs").join(digest.hex()), b"").await
    }

    /// Keeps a manifest.
    ///
    /// # Errors
    /// When the disk is full.
    pub async fn put_manifest(
        &self,
        repository: &Repository,
        digest: &Digest,
        media_type: &str,
        manifest: &[u8],
        tag: Option<&Tag>,
    ) -> Result<(), Error> {
        let own = self.repository(repository);
        self.write(&self.blob_path(digest), manifest).await?;
        self.write(&own.join("_manifests").join(digest.hex()), media_type.as_bytes()).await?;
        if let Some(tag) = tag {
            self.write(&own.join("_tags").join(tag.as_str()), digest.as_str().as_bytes()).await?;
        }
        Ok(())
    }

    /// Begins an upload.
    ///
    /// # Errors
    /// When the disk is full.
    pub async fn begin(&self) -> Result<Uuid, Error> {
        let id = Uuid::new_v4();
        fs::File::create_new(self.upload_path(id)).await?;
        Ok(id)
    }

    /// How much of an upload has come, bytes.
    ///
    /// # Errors
    /// When there is no such upload.
    pub async fn length(&self, id: Uuid) -> Result<u64, Error> {
        Ok(fs::metadata(self.upload_path(id)).await.map_err(|_| Error::UploadUnknown)?.len())
    }

    /// Takes an upload in hand.
    ///
    /// # Errors
    /// When there is no such upload, or somebody else has it.
    pub async fn hold(&self, id: Uuid) -> Result<Upload, Error> {
        self.length(id).await?;
        if !lock(&self.busy).insert(id) {
            return Err(Error::UploadInvalid("somebody else writes to it"));
        }
        Ok(Upload { id, path: self.upload_path(id), busy: self.busy.clone() })
    }

    /// Gives an upload up.
    ///
    /// # Errors
    /// When there is no such upload.
    pub async fn cancel(&self, id: Uuid) -> Result<(), Error> {
        fs::remove_file(self.upload_path(id)).await.map_err(|_| Error::UploadUnknown)
    }

    /// Makes an upload a blob of a repository, if it is what it is said to be. It is gone either way.
    ///
    /// # Errors
    /// When it hashes to something else.
    pub async fn finish(
        &self,
        upload: Upload,
        repository: &Repository,
        digest: &Digest,
    ) -> Result<(), Error> {
        let hashed = hash(&upload.path).await;
        if hashed.as_ref().ok() != Some(digest) {
            fs::remove_file(&upload.path).await?;
            hashed?;
            return Err(Error::DigestInvalid);
        }
        fs::rename(&upload.path, self.blob_path(digest)).await?;
        self.link_blob(repository, digest).await
    }

    /// Writes a file so that it is there as a whole or not at all.
    async fn write(&self, path: &Path, content: &[u8]) -> Result<(), Error> {
        fs::create_dir_all(path.parent().unwrap_or(path)).await?;
        let whole = self.folder.join("uploads").join(Uuid::new_v4().to_string());
        let written = async {
            fs::write(&whole, content).await?;
            fs::rename(&whole, path).await
        };
        let written = written.await;
        if written.is_err() {
            let _ = fs::remove_file(&whole).await;
        }
        Ok(written?)
    }

    fn repository(&self, repository: &Repository) -> PathBuf {
        self.folder.join("repositories").join(repository.as_str())
    }

    fn blob_path(&self, digest: &Digest) -> PathBuf {
        self.folder.join("blobs").join(digest.hex())
    }

    fn upload_path(&self, id: Uuid) -> PathBuf {
        self.folder.join("uploads").join(id.to_string())
    }
}

impl Upload {
    /// Appends what comes, piece by piece. What cannot be written all is given up, so that it does not fill the disk for
    /// ever; the rest is still read, because clients hear no answer before they have said all.
    ///
    /// # Errors
    /// When the disk is full, or the client goes away.
    pub async fn append(
        &self,
        mut body: impl Stream<Item = Result<Bytes, axum::Error>> + Unpin,
    ) -> Result<u64, Error> {
        let mut file = fs::OpenOptions::new().append(true).open(&self.path).await?;
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|_| Error::UploadInvalid("it broke off"))?;
            let written = async {
                file.write_all(&piece).await?;
                file.flush().await
            };
            if let Err(error) = written.await {
                let _ = fs::remove_file(&self.path).await;
                while let Some(Ok(_)) = body.next().await {}
                return Err(error.into());
            }
        }
        Ok(file.metadata().await?.len())
    }
}

async fn hash(path: &Path) -> io::Result<Digest> {
    let mut file = fs::File::open(path).await?;
    let (mut context, mut piece) = (Context::new(&SHA256), vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece).await?;
        if read == 0 {
            return Ok(Digest::finish(context));
        }
        context.update(&piece[..read]);
    }
}
