//! `--watch`: the course is read anew whenever its files change. What is wrong with them is printed, and what was served
//! goes on being served.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use exercises::Catalogue;
use tokio::{task::spawn_blocking, time::sleep};

use crate::{
    config::Course,
    provision::{books, progress::Progress},
    shelf::{Edition, Shelf},
    timeouts,
};

/// A course that somebody writes.
#[derive(Clone, Debug)]
pub struct Authoring {
    /// Its folders.
    pub course: Course,
    /// Where its books are built.
    pub built: PathBuf,
    /// Where that is shown.
    pub progress: Progress,
}

/// Every file, with what tells that it was written.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

impl Authoring {
    /// Reads exercises, quizzes and pages as they are now.
    ///
    /// # Errors
    /// When anything is wrong with them: with file, line and remedy.
    pub fn read(&self) -> anyhow::Result<Edition> {
        let catalogue = Catalogue::load(&self.course.exercises)?;
        let books = books::ensure(&self.course, &catalogue, &self.built, &self.progress)?;
        let quizzes = book::quizzes(&self.course.book)?;
        Edition::new(catalogue, quizzes, books)
    }

    /// Looks at the files for ever, and puts each new edition on the shelf.
    pub async fn keep(self, shelf: Arc<Shelf>) {
        let mut served = self.clone().look().await;
        loop {
            sleep(timeouts::WATCH).await;
            let mut seen = self.clone().look().await;
            if seen == served {
                continue;
            }
            // Editors and version control write several files: what has not settled is not read yet.
            loop {
                sleep(timeouts::WATCH).await;
                let again = self.clone().look().await;
                if again == seen {
                    break;
                }
                seen = again;
            }
            served = seen;
            self.clone().renew(&shelf).await;
        }
    }

    async fn renew(self, shelf: &Shelf) {
        match spawn_blocking(move || self.read()).await {
            Ok(Ok(edition)) => {
                eprintln!(
                    "  ✓ the course is served as it is now ({} exercises)",
                    edition.catalogue.iter().len()
                );
                shelf.replace(edition);
            }
            Ok(Err(error)) => {
                eprintln!("\n{error:#}\n\nUntil that is mended, the course is served as it was.")
            }
            Err(panic) => tracing::error!(%panic, "the course could not be read"),
        }
    }

    async fn look(self) -> Look {
        let look = spawn_blocking(move || {
            let mut files = book::sources(&self.course.book).unwrap_or_default();
            exercises(&self.course.exercises, &mut files);
            files.into_iter().map(|file| (file.clone(), written(&file))).collect()
        });
        look.await.unwrap_or_default()
    }
}

/// The files of exercises, two folders down and below; what lies beside the chapters is not theirs.
fn exercises(folder: &Path, files: &mut Vec<PathBuf>) {
    for chapter in below(folder).filter(|path| path.is_dir() && !path.ends_with("src")) {
        collect(&chapter, files);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in below(folder) {
        if path.is_dir() {
            collect(&path, files);
        }
        // A folder that comes or goes is a change, too.
        files.push(path);
    }
}

/// What lies in a folder; nothing if it has just gone. Editors keep hidden files beside those that they write.
fn below(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).map(|entry| entry.path())
}

fn written(file: &Path) -> (Option<SystemTime>, u64) {
    fs::metadata(file).map_or((None, 0), |about| (about.modified().ok(), about.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exercises_are_looked_at_and_what_lies_beside_them_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let write = |place: &str| {
            let path = folder.path().join(place);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        ["src/lib.rs", "README.md", "a/one/fr.md", "a/one/.fr.md.swp", "a/one/wrong/x.sh"]
            .into_iter()
            .for_each(write);
        let mut files = Vec::new();
        exercises(folder.path(), &mut files);
        files.sort();
        let seen: Vec<_> = files.iter().map(|file| file.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(seen, ["a/one", "a/one/fr.md", "a/one/wrong", "a/one/wrong/x.sh"].map(Path::new));
    }
}
