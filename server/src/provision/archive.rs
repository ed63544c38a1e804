//! Build contexts for the engine, as tar archives.

use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use tar::{Builder, Header, HeaderMode};

/// Writes a build context: a folder, and files that are laid beside its own. Those can be read by everybody, whatever the
/// habits of whoever made them.
pub(super) fn context(folder: &Path, extra: &[(String, PathBuf)], to: &Path) -> anyhow::Result<()> {
    let mut archive = Builder::new(File::create(to)?);
    // Neither times nor the habits of who has checked it out: equal sources, equal context.
    archive.mode(HeaderMode::Deterministic);
    archive.append_dir_all(".", folder).with_context(|| format!("packing {}", folder.display()))?;
    for (place, path) in extra {
        let packing = || format!("packing {}", path.display());
        let about = fs::metadata(path).with_context(packing)?;
        let mut header = Header::new_gnu();
        header.set_size(about.len());
        header.set_mode(if about.permissions().mode() & 0o100 == 0 { 0o644 } else { 0o755 });
        archive.append_data(&mut header, place, File::open(path)?).with_context(packing)?;
    }
    Ok(archive.into_inner()?.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tar::Archive;

    #[test]
    fn what_is_laid_beside_can_be_read_by_everybody() {
        let folder = tempfile::tempdir().unwrap();
        let context_folder = folder.path().join("context");
        fs::create_dir(&context_folder).unwrap();
        fs::write(context_folder.join("Dockerfile"), "FROM x").unwrap();
        let mut extra = Vec::new();
        for (name, mode) in [("secretive", 0o600), ("program", 0o700)] {
            let path = folder.path().join(name);
            fs::write(&path, name).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            extra.push((format!("beside/{name}"), path));
        }
        let packed = folder.path().join("context.tar");
        context(&context_folder, &extra, &packed).unwrap();
        let mut archive = Archive::new(File::open(packed).unwrap());
        let modes: Vec<_> = archive
            .entries()
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.path().unwrap().starts_with("beside"))
            .map(|entry| entry.header().mode().unwrap())
            .collect();
        assert_eq!(modes, [0o644, 0o755]);
    }
}
