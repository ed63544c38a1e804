//! Folders of files.

use std::{path::Path, process::Command};

/// Copies a file or a folder, with all that is in it, into a folder.
pub fn copy_into(from: &Path, folder: &Path) {
    let copied = Command::new("cp").arg("-r").args([from, folder]).status();
    assert!(copied.expect("cp runs").success(), "{} cannot be copied", from.display());
}
