//! Why a goal is not met: what comes nearest, and what differs. Data first; each kind of fact has words for its own.

use serde::Serialize;

use crate::kinds::thing::Reason;
use crate::kinds::{
    answer, command, container, dockerfile, event, file, http, image, logs, network, registry, volume,
};
use crate::{Lang, Localized};

/// Why a goal is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "about", content = "why", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Explanation {
    /// The containers.
    Container(container::Reason),
    /// The images.
    Image(Reason<image::Difference>),
    /// The volumes.
    Volume(Reason<volume::Difference>),
    /// The networks.
    Network(Reason<network::Difference>),
    /// What has happened in the registries.
    Registry(registry::Reason),
    /// What has happened in the engine.
    Happened(event::Reason),
    /// A file.
    File(file::Reason),
    /// A Dockerfile.
    Dockerfile(dockerfile::Reason),
    /// What answers over HTTP.
    Http(http::Reason),
    /// What a command leaves.
    Command(command::Reason),
    /// What a container has written.
    Logs(logs::Reason),
    /// The learner's answer.
    Answer(answer::Reason),
    /// A misconception that the author knows, in the author's words.
    Authored(Localized),
}

impl Explanation {
    /// One or two sentences for readers of `lang`, with `code` in backticks. They say what is and what is
    /// asked for, never the command that leads from one to the other.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Explanation::Container(reason) => reason.text(lang),
            Explanation::Image(reason) => reason.text(lang),
            Explanation::Volume(reason) => reason.text(lang),
            Explanation::Network(reason) => reason.text(lang),
            Explanation::Registry(reason) => reason.text(lang),
            Explanation::Happened(reason) => reason.text(lang),
            Explanation::File(reason) => reason.text(lang),
            Explanation::Dockerfile(reason) => reason.text(lang),
            Explanation::Http(reason) => reason.text(lang),
            Explanation::Command(reason) => reason.text(lang),
            Explanation::Logs(reason) => reason.text(lang),
            Explanation::Answer(reason) => reason.text(lang),
            Explanation::Authored(text) => text.get(lang).clone(),
        }
    }

    /// Whether nothing comes near what is asked for, so that the learner has not begun.
    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            Explanation::Container(reason) => reason.is_nothing(),
            Explanation::Image(reason) => reason.is_nothing(),
            Explanation::Volume(reason) => reason.is_nothing(),
            Explanation::Network(reason) => reason.is_nothing(),
            Explanation::Registry(reason) => reason.is_nothing(),
            Explanation::Happened(reason) => reason.is_nothing(),
            Explanation::File(reason) => reason.is_nothing(),
            Explanation::Dockerfile(reason) => reason.is_nothing(),
            Explanation::Http(reason) => reason.is_nothing(),
            Explanation::Command(_) | Explanation::Authored(_) => false,
            Explanation::Logs(reason) => reason.is_nothing(),
            Explanation::Answer(reason) => reason.is_nothing(),
        }
    }
}
