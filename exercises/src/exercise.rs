//! What an author wrote, once it has been read and checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::problem::Problems;
use crate::section::Source;
use crate::vars::{Values, Var};
use crate::{Fact, Inquiry, Localized, manifest};

/// An exercise: a task, goals that tell whether it is done, and the scripts that prove both. One without goals is a
/// playground: it has no solution either, takes no time of its own and is worth nothing.
///
/// As loaded, its texts and scripts hold `{{name}}` where a variable stands, and its goals are those of sample values;
/// [`Exercise::for_values`] makes it a learner's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The folder's name; no other exercise has it.
    pub id: String,
    /// The folder above.
    pub chapter: String,
    /// How long a learner is expected to take; 0 in a playground.
    pub minutes: u32,
    /// What solving it is worth; 0 in a playground.
    pub points: u32,
    /// Ids of the exercises that should be solved before.
    pub needs: Vec<String>,
    /// Images that are in the engine before the learner enters.
    pub images: Vec<String>,
    /// Values that differ from learner to learner, by name.
    pub vars: BTreeMap<String, Var>,
    /// One line, inline Markdown.
    pub title: Localized,
    /// What to do, in Markdown: `fr.md` and `en.md`.
    pub task: Localized,
    /// What must hold, all together, for it to be solved; in the order shown.
    pub goals: Vec<Goal>,
    /// What helps, a little more each, in Markdown.
    pub hints: Vec<Localized>,
    /// Why the solution is as it is, in Markdown.
    pub explanation: Option<Localized>,
    /// `setup.sh`, run before the learner enters.
    pub setup: Option<String>,
    /// `solution.sh`, as the learner would type it; empty in a playground.
    pub solution: String,
    /// `wrong/*.sh`, by name.
    pub wrong: Vec<WrongAnswer>,
    /// The folder `files/`, whose contents are laid in the learner's home.
    pub files: Option<PathBuf>,
    /// The manifest as it was written, to read it again for other values.
    pub manifest: String,
}

/// One line that ticks off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its name in its exercise.
    pub id: String,
    /// What the learner reads, inline Markdown.
    pub title: Localized,
    /// Goals that must be met first; until then this one waits instead of failing.
    pub after: Vec<String>,
    /// What must be true.
    pub fact: Fact,
    /// What to say to those who have taken a wrong turn that the author knows, the first that fits.
    pub messages: Vec<Message>,
}

/// What to say about a misconception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What shows the misconception.
    pub when: Fact,
    /// What to say then, in the place of the explanation that would be worked out.
    pub text: Localized,
}

impl Exercise {
    /// Whether there is nothing to reach: a sandbox to try things in, which is never solved and never left open.
    #[must_use]
    pub fn is_playground(&self) -> bool {
        self.goals.is_empty()
    }

    /// What has to be found out to judge it.
    #[must_use]
    pub fn inquiry(&self) -> Inquiry {
        Inquiry::of(&self.goals)
    }

    /// The values of a learner, drawn from a key that only the server knows.
    #[must_use]
    pub fn draw(&self, key: &[u8; 32], learner: &str) -> Values {
        Values::draw(&self.vars, key, learner, &self.id)
    }

    /// The exercise with these values in its texts, scripts and goals.
    #[must_use]
    pub fn for_values(&self, values: &Values) -> Exercise {
        if self.vars.is_empty() {
            return self.clone();
        }
        let problems = Problems::default();
        let source = Source { file: Path::new("exercise.toml"), text: &self.manifest, problems: &problems };
        let read = manifest::read(&source, |_| values.clone());
        let text = |text: &Localized| Localized { fr: values.fill(&text.fr), en: values.fill(&text.en) };
        // It was read with the least and the greatest values when it was loaded.
        let goals = read.map(|manifest| manifest.goals).unwrap_or_else(|| self.goals.clone());
        Exercise {
            images: self.images.iter().map(|image| values.fill(image)).collect(),
            title: text(&self.title),
            task: text(&self.task),
            goals: goals
                .into_iter()
                .map(|goal| Goal {
                    title: text(&goal.title),
                    messages: goal
                        .messages
                        .into_iter()
                        .map(|message| Message { text: text(&message.text), ..message })
                        .collect(),
                    ..goal
                })
                .collect(),
            hints: self.hints.iter().map(text).collect(),
            explanation: self.explanation.as_ref().map(text),
            setup: self.setup.as_ref().map(|script| values.fill(script)),
            solution: values.fill(&self.solution),
            wrong: self
                .wrong
                .iter()
                .map(|wrong| WrongAnswer {
                    script: values.fill(&wrong.script),
                    message: text(&wrong.message),
                    ..wrong.clone()
                })
                .collect(),
            ..self.clone()
        }
    }

    /// Ids of the goals that a learner answers in words.
    pub fn answered(&self) -> impl Iterator<Item = &str> {
        self.goals.iter().filter(|goal| goal.fact.is_answered()).map(|goal| goal.id.as_str())
    }
}

/// A common mistake, with what the learner who makes it must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongAnswer {
    /// The file's name without `.sh`.
    pub name: String,
    /// What the learner types; the header is left out.
    pub script: String,
    /// The goal that is not met after it.
    pub goal: String,
    /// The explanation of that goal, word for word.
    pub message: Localized,
}
