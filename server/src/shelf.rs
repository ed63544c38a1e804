//! The course as it is served: exercises, quizzes and pages, replaced together while their authors work on them.

use std::{path::PathBuf, sync::Arc};

use axum::http::HeaderValue;
use book::{Question, Quizzes};
use exercises::{Catalogue, Exercise};
use tokio::sync::watch;

use crate::policy;

/// Exercises and quizzes, and the pages that show them.
#[derive(Debug)]
pub struct Edition {
    /// All exercises.
    pub catalogue: Catalogue,
    /// All quizzes.
    pub quizzes: Quizzes,
    /// Folder of the built books, one folder a language. Its name is a hash of all that is in the edition.
    pub books: PathBuf,
    /// What may run on its pages.
    pub policy: HeaderValue,
}

impl Edition {
    /// One of these.
    ///
    /// # Errors
    /// When its pages cannot be read.
    pub fn new(catalogue: Catalogue, quizzes: Quizzes, books: PathBuf) -> anyhow::Result<Self> {
        let policy = policy::of_pages(&books)?;
        Ok(Self { catalogue, quizzes, books, policy })
    }

    /// Its name: another one wherever anything differs.
    #[must_use]
    pub fn name(&self) -> String {
        self.books.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Where the present edition is.
#[derive(Debug)]
pub struct Shelf(watch::Sender<Arc<Edition>>);

impl Shelf {
    /// With its first edition.
    #[must_use]
    pub fn new(edition: Edition) -> Self {
        Self(watch::Sender::new(Arc::new(edition)))
    }

    /// The present edition.
    #[must_use]
    pub fn now(&self) -> Arc<Edition> {
        self.0.borrow().clone()
    }

    /// An exercise of the present edition. Whoever has it keeps it as it is.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Exercise> {
        self.0.borrow().catalogue.get(id).cloned()
    }

    /// A question of a quiz of the present edition.
    #[must_use]
    pub fn question(&self, quiz: &str, id: &str) -> Option<Question> {
        let edition = self.0.borrow();
        edition.quizzes.get(quiz)?.questions.iter().find(|question| question.id == id).cloned()
    }

    /// Puts another edition in the place of the present one.
    pub fn replace(&self, edition: Edition) {
        self.0.send_replace(Arc::new(edition));
    }

    /// The present edition, and each one that replaces it.
    #[must_use]
    pub fn editions(&self) -> watch::Receiver<Arc<Edition>> {
        self.0.subscribe()
    }
}
