//! Hints and solution over the wire: what is open, as HTML in the reader's language, and what the rest waits for.

use exercises::{Exercise, Lang, Localized};
use serde::Serialize;

use crate::{
    sessions::help::{Door, Help},
    texts,
};

/// The help of an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    hints: Hints,
    solution: Solution,
}

/// Its hints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Hints {
    total: usize,
    /// Those that were opened, as HTML.
    shown: Vec<String>,
    /// The one after them, if there is one.
    next: Option<Next>,
}

/// Whether something opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Next {
    open: bool,
    /// What it waits for.
    why: Option<String>,
}

/// Its solution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Solution {
    shown: Option<Shown>,
    open: bool,
    /// What it waits for.
    why: Option<String>,
}

/// A solution that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Shown {
    script: String,
    /// Why it is as it is, as HTML.
    explanation: Option<String>,
}

impl Told {
    /// Tells the help of a learner's exercise in a language.
    pub(super) fn tell(exercise: &Exercise, help: &Help, lang: Lang) -> Self {
        let Help { hints_shown, next_hint, solution_shown, solution } = help;
        let html = |text: &Localized| book::fragment(text.get(lang));
        let shown = solution_shown.then(|| Shown {
            script: exercise.solution.trim_end().to_owned(),
            explanation: exercise.explanation.as_ref().map(html),
        });
        Self {
            hints: Hints {
                total: exercise.hints.len(),
                shown: exercise.hints.iter().take(*hints_shown).map(html).collect(),
                next: next_hint.map(|door| Next { open: door.is_ok(), why: why(door, lang) }),
            },
            solution: Solution { shown, open: solution.is_ok(), why: why(*solution, lang) },
        }
    }
}

fn why(door: Door, lang: Lang) -> Option<String> {
    door.err().map(|wait| texts::wait(wait, lang))
}
