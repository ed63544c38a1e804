//! All exercises of a folder.

use std::path::Path;

use crate::{Exercise, LoadError, load};

/// The exercises of a course, checked, in order: by chapter, then those that need fewer others first.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    exercises: Vec<Exercise>,
}

impl Catalogue {
    /// Reads every folder `<chapter>/<id>/` below `dir`.
    ///
    /// # Errors
    /// Nothing is loaded if anything is wrong; the error lists all that is, with remedies.
    pub fn load(dir: &Path) -> Result<Catalogue, LoadError> {
        load::exercises(dir).map(|exercises| Catalogue { exercises })
    }

    /// The exercise with this id.
    pub fn get(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// Every exercise, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Exercise> {
        self.exercises.iter()
    }
}

/// Exercises as they are, in the order given: for trials that need other ones than a folder holds.
impl FromIterator<Exercise> for Catalogue {
    fn from_iter<I: IntoIterator<Item = Exercise>>(exercises: I) -> Self {
        Self { exercises: exercises.into_iter().collect() }
    }
}

impl<'a> IntoIterator for &'a Catalogue {
    type Item = &'a Exercise;
    type IntoIter = std::slice::Iter<'a, Exercise>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
