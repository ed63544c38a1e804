//! A course of a test's own: a page or two, and exercises that ask about what the course's do not.

use std::{
    fs,
    path::{Path, PathBuf},
};

use exercises::Lang;
use tempfile::TempDir;

use crate::{files::copy_into, machine};

/// Its folders, removed when it is dropped.
#[derive(Debug)]
pub struct OwnCourse(TempDir);

impl OwnCourse {
    /// A course whose only page, `page.html` in both languages, shows these exercises.
    #[must_use]
    pub fn showing(exercises: &[&str]) -> Self {
        let course = Self(TempDir::new().expect("a temporary folder"));
        let shown: String = exercises.iter().map(|id| format!("\n{{{{#exercise {id}}}}}\n")).collect();
        for lang in Lang::ALL {
            course.write(&format!("book/{lang}/SUMMARY.md"), "# Summary\n\n- [Page](page.md)\n");
            course.write(&format!("book/{lang}/page.md"), &format!("# Page\n{shown}"));
        }
        for look in ["theme", "diagrams"] {
            copy_into(&machine::course().book.join(look), &course.book());
        }
        course
    }

    /// Writes a file of it.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.0.path().join(file);
        let folder = path.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)).expect("a folder of the test's own");
    }

    /// Its pages.
    #[must_use]
    pub fn book(&self) -> PathBuf {
        self.0.path().join("book")
    }

    /// Its exercises, a folder each in that of a chapter.
    #[must_use]
    pub fn exercises(&self) -> PathBuf {
        self.0.path().join("exercises")
    }
}
