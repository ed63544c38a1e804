//! Tar archives for the engine: build contexts, and saved images under another name.

use std::{
    fs::File,
    io::{Read, Write},
    path::Path,
};

use anyhow::Context;
use serde_json::Value;
use tar::{Archive, Builder, Header};

/// Writes a build context: a folder, and files that are laid beside its own.
pub(super) fn context(folder: &Path, extra: &[(String, &Path)], to: &Path) -> anyhow::Result<()> {
    let mut archive = Builder::new(File::create(to)?);
    archive.append_dir_all(".", folder).with_context(|| format!("packing {}", folder.display()))?;
    for (place, file) in extra {
        archive.append_path_with_name(file, place).with_context(|| format!("packing {}", file.display()))?;
    }
    Ok(archive.into_inner()?.flush()?)
}

/// Copies a saved image so that it loads as `<name>:latest`, whatever it was called when it was saved.
///
/// Nothing is renamed in an engine for this: it may hold images of the operator's own under that name.
pub(super) fn rename(saved: impl Read, name: &str, to: impl Write) -> anyhow::Result<()> {
    // Besides the manifest, these hold names in other forms; loading does without them.
    const OTHER_NAMES: [&str; 3] = ["repositories", "index.json", "oci-layout"];
    let mut renamed = Builder::new(to);
    for entry in Archive::new(saved).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        if path == Path::new("manifest.json") {
            let mut manifest: Value = serde_json::from_reader(&mut entry)?;
            let image = manifest.get_mut(0).context("a saved image without a manifest")?;
            image["RepoTags"] = Value::from(vec![format!("{name}:latest")]);
            let manifest = manifest.to_string();
            let mut header = Header::new_ustar();
            header.set_size(manifest.len() as u64);
            header.set_mode(0o644);
            renamed.append_data(&mut header, path, manifest.as_bytes())?;
        } else if !OTHER_NAMES.iter().any(|other| path == Path::new(other)) {
            let header = entry.header().clone();
            renamed.append(&header, entry)?;
        }
    }
    Ok(renamed.into_inner()?.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_image_gets_the_name_that_learners_type() {
        let mut saved = Builder::new(Vec::new());
        for (path, contents) in [
            ("manifest.json", r#"[{"Config":"c","RepoTags":["quai/x:1"],"Layers":[]}]"#),
            ("index.json", "{}"),
            ("c", "{}"),
        ] {
            let mut header = Header::new_ustar();
            header.set_size(contents.len() as u64);
            saved.append_data(&mut header, path, contents.as_bytes()).unwrap();
        }
        let mut renamed = Vec::new();
        rename(saved.into_inner().unwrap().as_slice(), "nginx", &mut renamed).unwrap();
        let mut archive = Archive::new(renamed.as_slice());
        let entries: Vec<(String, String)> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let mut entry = entry.unwrap();
                let mut contents = String::new();
                entry.read_to_string(&mut contents).unwrap();
                (entry.path().unwrap().display().to_string(), contents)
            })
            .collect();
        assert_eq!(entries.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["manifest.json", "c"]);
        assert!(entries[0].1.contains(r#""RepoTags":["nginx:latest"]"#), "{}", entries[0].1);
    }
}
