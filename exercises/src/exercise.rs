//! What an author wrote, once it has been read and checked.

use std::path::PathBuf;

use serde::Serialize;

use crate::{ContainerState, Localized, RegistryMatcher};

/// An exercise: a task, goals that tell whether it is done, and the scripts that prove both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The folder's name; no other exercise has it.
    pub id: String,
    /// The folder above.
    pub chapter: String,
    /// How long a learner is expected to take.
    pub minutes: u32,
    /// What solving it is worth.
    pub points: u32,
    /// Ids of the exercises that should be solved before.
    pub needs: Vec<String>,
    /// Images that are in the engine before the learner enters.
    pub images: Vec<String>,
    /// One line, inline Markdown.
    pub title: Localized,
    /// What to do, in Markdown: `fr.md` and `en.md`.
    pub task: Localized,
    /// What must hold, all together, for it to be solved; in the order shown.
    pub goals: Vec<Goal>,
    /// `setup.sh`, run before the learner enters.
    pub setup: Option<String>,
    /// `solution.sh`, as the learner would type it.
    pub solution: String,
    /// `wrong/*.sh`, by name.
    pub wrong: Vec<WrongAnswer>,
    /// The folder `files/`, whose contents are laid in the learner's home.
    pub files: Option<PathBuf>,
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
}

/// What a goal asks of the engine. A new kind of fact is a new variant here and a module beside
/// `containers` and `images`, which finds what comes nearest and says what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// About containers.
    Container {
        /// Which ones are meant.
        matcher: ContainerMatcher,
        /// Whether one must be there or none may be.
        presence: Presence,
        /// Whether containers that were removed count as well.
        ever: bool,
    },
    /// About images.
    Image {
        /// Which ones are meant.
        matcher: ImageMatcher,
        /// Whether one must be there or none may be.
        presence: Presence,
    },
    /// About what has happened in the sandbox's registries.
    Registry(RegistryMatcher),
}

impl Exercise {
    /// Whether a goal asks about registries: what happens there need not be watched otherwise.
    #[must_use]
    pub fn asks_registries(&self) -> bool {
        self.goals.iter().any(|goal| matches!(goal.fact, Fact::Registry(_)))
    }
}

/// How many things may match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// At least one.
    #[default]
    Present,
    /// None: `absent = true`.
    Absent,
}

/// Describes containers; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ContainerMatcher {
    /// The exact name.
    pub name: Option<String>,
    /// The image; without a tag, `:latest` is meant.
    pub image: Option<String>,
    /// What it does now.
    pub state: Option<ContainerState>,
    /// Whether it has a terminal.
    pub tty: Option<bool>,
    /// Whether its standard input is open.
    pub interactive: Option<bool>,
    /// Whether it was last started in the background.
    pub detached: Option<bool>,
    /// How its command ended.
    pub exit_code: Option<i64>,
    /// Its program; only the base name counts, so `/bin/bash` is `bash`.
    pub command: Option<String>,
}

/// Describes images.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImageMatcher {
    /// The name; without a tag, `:latest` is meant.
    pub name: String,
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
