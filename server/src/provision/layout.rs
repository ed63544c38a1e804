//! Saved images, laid out as the sandbox's registry reads them: every layer, configuration and manifest once, named by
//! what it hashes to.
//!
//! Equal inputs give equal digests, whenever and wherever they are built: no time later than the release that everything is
//! built on stays in them, nor anything else of the build itself.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use hub::{
    catalogue::{BLOBS, Entry, LIST, List},
    manifest::{CONFIG, Descriptor, INDEX, LAYER, MANIFEST, Manifest, Platform},
    names::{Digest, Repository, Tag},
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tar::{Archive, Builder, EntryType, Header};

use super::{
    card::Card,
    configuration::{configuration, created, sorted},
};

/// Debian 13 came out on that day. Files of its packages are older and keep their times.
pub(super) const NEWEST: u64 = 1_754_697_600;

/// What an image is laid out as.
pub(super) enum Origin<'a> {
    /// One of the course: without anything of its build.
    Course(&'a Card),
    /// One of a registry: as it is, so that it is the same image there and here.
    Registry(String),
}

impl Origin<'_> {
    fn is_kept(&self) -> bool {
        matches!(self, Self::Registry(_))
    }

    fn description(&self, lang: &str) -> String {
        match (self, lang) {
            (Self::Course(card), "fr") => card.description.fr.clone(),
            (Self::Course(card), _) => card.description.en.clone(),
            (Self::Registry(source), "fr") => format!("Depuis {source}, tel quel"),
            (Self::Registry(source), _) => format!("From {source}, as it is there"),
        }
    }

    fn stars(&self) -> u32 {
        match self {
            Self::Course(card) => card.stars,
            Self::Registry(_) => 0,
        }
    }
}

/// A catalogue that is being laid out in a folder.
pub(super) struct Layout {
    folder: PathBuf,
    list: List,
    /// Layers that are there already, by what they hashed to before.
    layers: HashMap<String, Descriptor>,
}

impl Layout {
    /// Begins one in an empty folder.
    pub(super) fn new(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder.join(BLOBS))?;
        Ok(Self { folder: folder.to_owned(), list: List::default(), layers: HashMap::new() })
    }

    /// Takes in an image, an archive as `docker save` writes it, under these tags.
    pub(super) fn add(
        &mut self,
        saved: &Path,
        origin: Origin<'_>,
        repository: Repository,
        tags: &[Tag],
    ) -> anyhow::Result<()> {
        let unpacked = tempfile::tempdir_in(&self.folder)?;
        Archive::new(BufReader::new(File::open(saved)?)).unpack(unpacked.path())?;
        let json = |path: &str| -> anyhow::Result<Value> {
            Ok(serde_json::from_reader(BufReader::new(File::open(unpacked.path().join(path))?))?)
        };
        let parts = json("manifest.json")?[0].take();
        let text =
            |value: &Value| value.as_str().map(str::to_owned).context("a saved image without its parts");
        let image = json(&text(&parts["Config"])?)?;
        let paths = parts["Layers"].as_array().context("a saved image without layers")?;
        let diff_ids = image["rootfs"]["diff_ids"].as_array().context("an image without layers")?;
        let mut layers = Vec::new();
        for (path, diff_id) in paths.iter().zip(diff_ids) {
            layers.push(self.layer(&unpacked.path().join(text(path)?), &text(diff_id)?, origin.is_kept())?);
        }
        let config = if origin.is_kept() {
            // Byte by byte: its hash is the image's id.
            self.blob(&fs::read(unpacked.path().join(text(&parts["Config"])?))?, CONFIG)?
        } else {
            let title = format!("{repository}:{}", tags.first().map_or("", Tag::as_str));
            self.json_blob(&configuration(&image, &layers, &created(&title)), CONFIG)?
        };
        let platform = Platform { architecture: text(&image["architecture"])?, os: text(&image["os"])? };
        let manifest = Manifest {
            schema_version: 2,
            media_type: Some(MANIFEST.to_owned()),
            config: Some(config),
            layers,
            ..Manifest::default()
        };
        let manifest = self.json_blob(&serde_json::to_value(manifest)?, MANIFEST)?;
        let index = Manifest {
            schema_version: 2,
            media_type: Some(INDEX.to_owned()),
            manifests: vec![Descriptor { platform: Some(platform), ..manifest }],
            ..Manifest::default()
        };
        let index = self.json_blob(&serde_json::to_value(index)?, INDEX)?;
        let tags = tags.iter().map(|tag| (tag.clone(), index.digest.clone()));
        match self.list.repositories.iter_mut().find(|entry| entry.name == repository) {
            Some(entry) => entry.tags.extend(tags),
            None => self.list.repositories.push(Entry {
                official: repository.owner() == "library",
                name: repository,
                description: ["en", "fr"].map(|lang| (lang.to_owned(), origin.description(lang))).into(),
                stars: origin.stars(),
                tags: tags.collect(),
            }),
        }
        Ok(())
    }

    /// Writes the list, and returns every file with its place.
    pub(super) fn finish(mut self) -> anyhow::Result<Vec<(String, PathBuf)>> {
        self.list.repositories.sort_by(|one, other| one.name.cmp(&other.name));
        fs::write(self.folder.join(LIST), serde_json::to_vec(&self.list)?)?;
        let mut files = vec![(LIST.to_owned(), self.folder.join(LIST))];
        for entry in fs::read_dir(self.folder.join(BLOBS))? {
            let entry = entry?;
            files.push((format!("{BLOBS}/{}", entry.file_name().to_string_lossy()), entry.path()));
        }
        files.sort();
        Ok(files)
    }

    fn layer(&mut self, tar: &Path, diff_id: &str, kept: bool) -> anyhow::Result<Descriptor> {
        if let Some(layer) = self.layers.get(diff_id) {
            return Ok(layer.clone());
        }
        let file = tempfile::NamedTempFile::new_in(&self.folder)?;
        let hashing = Hashing { to: BufWriter::new(file), hash: Sha256::new(), length: 0 };
        let mut from = BufReader::new(File::open(tar)?);
        let hashed = if kept {
            let mut hashing = hashing;
            io::copy(&mut from, &mut hashing)?;
            hashing
        } else {
            timeless(from, hashing)?
        };
        let digest: Digest = digest(hashed.hash)?;
        let file = hashed.to.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(self.folder.join(BLOBS).join(digest.hex()))?;
        let layer = Descriptor {
            media_type: LAYER.to_owned(),
            digest,
            size: hashed.length,
            platform: None,
            urls: Vec::new(),
        };
        self.layers.insert(diff_id.to_owned(), layer.clone());
        Ok(layer)
    }

    fn json_blob(&self, value: &Value, media_type: &str) -> anyhow::Result<Descriptor> {
        self.blob(&serde_json::to_vec(&sorted(value))?, media_type)
    }

    fn blob(&self, bytes: &[u8], media_type: &str) -> anyhow::Result<Descriptor> {
        let digest = Digest::of(bytes);
        fs::write(self.folder.join(BLOBS).join(digest.hex()), bytes)?;
        let size = bytes.len() as u64;
        Ok(Descriptor { media_type: media_type.to_owned(), digest, size, platform: None, urls: Vec::new() })
    }
}

fn digest(hash: Sha256) -> anyhow::Result<Digest> {
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("sha256:{hex}").parse()?)
}

/// Copies a layer with no time that is later than [`NEWEST`], and with nothing but names, modes, owners and contents.
fn timeless<W: Write>(layer: impl Read, to: W) -> anyhow::Result<W> {
    let mut copy = Builder::new(to);
    for entry in Archive::new(layer).entries()? {
        let mut entry = entry?;
        let kind = entry.header().entry_type();
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(entry.header().mode()? & 0o7777);
        header.set_uid(entry.header().uid()?);
        header.set_gid(entry.header().gid()?);
        header.set_mtime(entry.header().mtime()?.min(NEWEST));
        header.set_size(entry.size());
        if matches!(kind, EntryType::Char | EntryType::Block) {
            header.set_device_major(entry.header().device_major()?.unwrap_or(0))?;
            header.set_device_minor(entry.header().device_minor()?.unwrap_or(0))?;
        }
        let path = entry.path()?.into_owned();
        match entry.link_name()?.map(std::borrow::Cow::into_owned) {
            Some(link) => copy.append_link(&mut header, &path, &link)?,
            None => copy.append_data(&mut header, &path, &mut entry)?,
        }
    }
    Ok(copy.into_inner()?)
}

/// Counts and hashes what goes through.
struct Hashing<W> {
    to: W,
    hash: Sha256,
    length: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hub::catalogue::Catalogue;
    use serde_json::json;

    /// An image with one layer, as `docker save` writes it, built at some moment.
    fn save(to: &Path, moment: u64, content: &str) {
        let mut layer = Builder::new(Vec::new());
        let mut header = Header::new_gnu();
        header.set_mtime(moment);
        header.set_uid(0);
        header.set_gid(101);
        header.set_mode(0o4755);
        header.set_size(content.len() as u64);
        layer.append_data(&mut header, "hello", content.as_bytes()).unwrap();
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Symlink);
        header.set_mtime(moment);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mode(0o777);
        header.set_size(0);
        layer.append_link(&mut header, "link", "hello").unwrap();
        let layer = layer.into_inner().unwrap();
        let image = json!({
            "architecture": "amd64", "os": "linux", "created": format!("{moment}"), "docker_version": "x",
            "config": { "Cmd": ["/hello"], "Image": format!("{moment}"), "Labels": { "io.quai.image": "x", "a": "b" } },
            "history": [
                { "created": format!("{moment}"), "created_by": format!("/bin/sh -c #(nop) COPY dir:{moment:x} in / ") },
                { "created": format!("{moment}"), "created_by": "LABEL io.quai.image=x", "empty_layer": true },
            ],
            "rootfs": { "type": "layers", "diff_ids": [Digest::of(&layer)] },
        })
        .to_string();
        let manifest = r#"[{"Config":"c.json","RepoTags":["x:1"],"Layers":["l/layer.tar"]}]"#;
        let mut saved = Builder::new(File::create(to).unwrap());
        for (path, bytes) in [
            ("l/layer.tar", layer.as_slice()),
            ("c.json", image.as_bytes()),
            ("manifest.json", manifest.as_bytes()),
        ] {
            let mut header = Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            saved.append_data(&mut header, path, bytes).unwrap();
        }
        saved.into_inner().unwrap();
    }

    fn lay_out(folder: &Path, moment: u64, content: &str) -> Vec<String> {
        let saved = folder.join("saved.tar");
        save(&saved, moment, content);
        let laid = folder.join(format!("{moment}-{content}"));
        let mut layout = Layout::new(&laid).unwrap();
        let card = "name = \"hello\"\nstars = 3\n[description]\nen = \"Hello\"\nfr = \"Bonjour\"\n[[variant]]\ntags = [\"1\", \"latest\"]";
        let card: Card = toml::from_str(card).unwrap();
        let tags = &card.variants[0].tags;
        layout.add(&saved, Origin::Course(&card), card.repository().unwrap(), tags).unwrap();
        let files = layout.finish().unwrap();
        // What is laid out is a catalogue.
        let catalogue = Catalogue::load(&laid).unwrap();
        assert_eq!(catalogue.entries().count(), 1);
        files.into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn equal_inputs_give_equal_digests_whenever_they_are_built() {
        let folder = tempfile::tempdir().unwrap();
        let first = lay_out(folder.path(), NEWEST + 1, "hello");
        assert_eq!(first, lay_out(folder.path(), NEWEST + 90_000, "hello"));
        assert_ne!(first, lay_out(folder.path(), NEWEST + 1, "bye"));
        assert_eq!(first.len(), 5, "a list, an index, a manifest, a configuration and a layer");
    }
}
