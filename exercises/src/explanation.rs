//! Why a goal is not met: what comes nearest, and what differs. Data first; the words are in `text`.

use serde::Serialize;

use crate::{ContainerMatcher, ContainerState, Lang, PushDifference, text};

/// Why a goal is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Explanation {
    /// There is no container at all.
    NoContainer,
    /// There are containers, but none resembles the one that is meant.
    NoSuchContainer {
        /// What is meant.
        wanted: ContainerMatcher,
    },
    /// A container comes near.
    ContainerDiffers {
        /// The nearest one.
        container: Seen,
        /// What differs, the most telling first; never empty.
        differences: Vec<Difference>,
    },
    /// A container is there that should not be.
    ContainerRemains {
        /// The first of them.
        container: Seen,
    },
    /// The image is not in the engine.
    NoImage {
        /// Its name as the author wrote it.
        wanted: String,
    },
    /// The image is in the engine, but under another tag.
    OtherTag {
        /// Its name as the author wrote it.
        wanted: String,
        /// The reference that is there.
        seen: String,
    },
    /// An image is there that should not be.
    ImageRemains {
        /// Its name as the author wrote it.
        name: String,
    },
    /// Docker Hub was not searched for that.
    NotSearched {
        /// What is to be looked for.
        wanted: String,
        /// What was looked for last, if anything was.
        seen: Option<String>,
    },
    /// The image was not pulled.
    NotPulled {
        /// Its name.
        wanted: String,
        /// What was pulled and comes nearest.
        seen: Option<String>,
    },
    /// The image was not pushed.
    NotPushed {
        /// Its name.
        wanted: String,
        /// What was pushed and comes nearest.
        seen: Option<String>,
    },
    /// What was pushed under that name is not what is meant.
    PushedDiffers {
        /// Its name.
        name: String,
        /// The most telling difference.
        difference: PushDifference,
    },
}

/// The container an explanation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// Its name.
    pub name: String,
    /// Its image, as the learner typed it.
    pub image: String,
    /// What it does.
    pub state: ContainerState,
    /// How its command ended.
    pub exit_code: Option<i64>,
    /// Seconds since its command ended.
    pub ended_ago: Option<i64>,
    /// Whether its program is a shell.
    pub shell: bool,
    /// Whether it is gone, so that its logs can no longer be read.
    pub removed: bool,
}

/// One way in which the nearest container is not the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Difference {
    /// It would do, but was removed.
    Removed,
    /// Another image.
    Image {
        /// The image that is meant.
        wanted: String,
    },
    /// Another name.
    Name {
        /// The name that is meant.
        wanted: String,
    },
    /// Another program.
    Command {
        /// The program that is meant.
        wanted: String,
        /// The program it has, if any.
        seen: Option<String>,
    },
    /// With a terminal, or without.
    Terminal {
        /// Whether one is meant to be there.
        wanted: bool,
    },
    /// With an open standard input, or without.
    Input {
        /// Whether it is meant to be open.
        wanted: bool,
    },
    /// Another state.
    State {
        /// The state that is meant.
        wanted: ContainerState,
    },
    /// Its command ended otherwise, or not yet.
    ExitCode {
        /// The code that is meant.
        wanted: i64,
    },
    /// In the background, or holding a terminal.
    Detached {
        /// Whether it is meant to be in the background.
        wanted: bool,
    },
}

impl Explanation {
    /// One or two sentences for readers of `lang`, with `code` in backticks. They say what is and what is
    /// asked for, never the command that leads from one to the other.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => text::fr::explanation(self),
            Lang::En => text::en::explanation(self),
        }
    }
}
