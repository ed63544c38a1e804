//! The front end with its packages, for checks that run on node and for what is injected into pages.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use tempfile::TempDir;

use crate::{files::copy_into, machine};

/// A copy of the front end's sources with its packages installed, by whichever test comes first.
#[must_use]
pub fn folder() -> PathBuf {
    static COPY: OnceLock<TempDir> = OnceLock::new();
    let copy = || {
        let work = tempfile::tempdir().expect("a temporary folder");
        copy_into(&machine::course().book.join("../server/ui"), work.path());
        npm(&work.path().join("ui"), &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        work
    };
    COPY.get_or_init(copy).path().join("ui")
}

/// Runs npm, and shows what it said if it failed.
pub fn npm(folder: &Path, arguments: &[&str]) {
    let output = Command::new("npm").args(arguments).current_dir(folder).output().expect("npm runs");
    assert!(
        output.status.success(),
        "npm {}:\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
