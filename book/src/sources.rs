//! The files that a built book depends on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders of the course that a book is made from.
const FOLDERS: [&str; 4] = ["diagrams", "en", "fr", "theme"];

/// What a course has if it asks questions, or explains words.
const OPTIONAL: [&str; 2] = ["glossary.toml", "quizzes"];

/// Every file of the `course` that the result of [`build`](fn@crate::build) depends on, sorted: whoever hashes
/// them knows whether to build again. The exercises are the catalogue's, and not among them.
///
/// # Errors
///
/// A folder of the course that is missing or cannot be read.
pub fn sources(course: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&course.join(folder), &mut files)?;
    }
    for path in OPTIONAL.map(|name| course.join(name)) {
        if path.is_dir() {
            collect(&path, &mut files)?;
        } else if path.exists() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Adds the files below `folder` to `files`.
pub(crate) fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
