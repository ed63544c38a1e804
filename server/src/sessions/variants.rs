//! The exercises as each learner has them: with values of one's own, drawn from the secret of the data folder.

use std::{collections::BTreeMap, sync::Arc};

use exercises::Exercise;

use crate::{shelf::Shelf, store::Secret};

/// All exercises, in as many variants as there are learners.
#[derive(Debug)]
pub struct Variants {
    shelf: Arc<Shelf>,
    secret: Secret,
}

impl Variants {
    /// Of these exercises, drawn from this secret.
    #[must_use]
    pub fn new(shelf: Arc<Shelf>, secret: Secret) -> Self {
        Self { shelf, secret }
    }

    /// An exercise as a learner has it; `None` if there is none of this id.
    #[must_use]
    pub fn of(&self, learner: &str, exercise: &str) -> Option<Exercise> {
        let exercise = self.shelf.get(exercise)?;
        Some(exercise.for_values(&exercise.draw(self.secret.key(), learner)))
    }

    /// A learner's values, by exercise and name; exercises without variables are left out.
    #[must_use]
    pub fn values(&self, learner: &str) -> BTreeMap<String, BTreeMap<String, String>> {
        let edition = self.shelf.now();
        let varied = edition.catalogue.iter().filter(|exercise| !exercise.vars.is_empty());
        let values = |exercise: &Exercise| {
            let drawn = exercise.draw(self.secret.key(), learner);
            drawn.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        };
        varied.map(|exercise| (exercise.id.clone(), values(exercise))).collect()
    }
}
