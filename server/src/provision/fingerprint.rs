//! Names for what is built, made from what it is built of: equal inputs, equal name.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// A hash that inputs are fed to.
#[derive(Clone, Default)]
pub(super) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Feeds it bytes.
    pub(super) fn bytes(mut self, bytes: &[u8]) -> Self {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Feeds it a word.
    pub(super) fn word(self, word: &str) -> Self {
        self.bytes(word.as_bytes())
    }

    /// Feeds it a folder: every file's place in it, whether it can be executed, and its contents.
    pub(super) fn folder(mut self, folder: &Path) -> io::Result<Self> {
        for file in files(folder)? {
            let place = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
            let executable = fs::metadata(&file)?.permissions().mode() & 0o100 != 0;
            self = self.word(&place).word(if executable { "x" } else { "-" }).bytes(&fs::read(&file)?);
        }
        Ok(self)
    }

    /// Twelve hexadecimal digits: enough for names on one machine.
    pub(super) fn finish(self) -> String {
        self.0.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// All files below a folder, sorted.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_places_and_modes_count() {
        let folder = tempfile::tempdir().unwrap();
        let name = || Fingerprint::default().folder(folder.path()).unwrap().finish();
        fs::write(folder.path().join("a"), "1").unwrap();
        let first = name();
        assert_eq!(first, name());
        fs::write(folder.path().join("a"), "2").unwrap();
        let second = name();
        fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
        let third = name();
        fs::set_permissions(folder.path().join("b"), fs::Permissions::from_mode(0o755)).unwrap();
        let names = [first, second, third, name()];
        assert!((1..4).all(|end| !names[..end].contains(&names[end])), "{names:?}");
    }
}
