//! What a container has written.

use serde::Serialize;

use crate::section::Section;
use crate::{Facts, Lang};

/// Describes what a container has written, on either stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogsMatcher {
    /// Name of the container.
    pub container: String,
    /// What its logs hold.
    pub contains: String,
    /// Whether they must not.
    pub absent: bool,
}

/// Why a goal on logs is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// There is no such container.
    NoContainer {
        /// Its name.
        name: String,
    },
    /// It has written nothing yet.
    Empty {
        /// Its name.
        name: String,
    },
    /// It has written other things.
    Lacks {
        /// Its name.
        name: String,
        /// What is looked for.
        wanted: String,
    },
    /// It has written what it should not.
    Holds {
        /// Its name.
        name: String,
        /// What should not be there.
        unwanted: String,
    },
}

impl LogsMatcher {
    pub(crate) fn read(mut section: Section<'_>, absent: bool) -> Option<LogsMatcher> {
        let (container, contains) = (section.required("container"), section.required("contains"));
        section.finish();
        Some(LogsMatcher { container: container?, contains: contains?, absent })
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::NoContainer { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &LogsMatcher, facts: &Facts) -> Option<Reason> {
    let name = matcher.container.clone();
    if !facts.containers.iter().any(|container| container.name == name && !container.removed) {
        return Some(Reason::NoContainer { name });
    }
    let text = facts.logs.iter().find(|logs| logs.container == name).map_or("", |logs| &logs.text);
    let wanted = matcher.contains.clone();
    match (text.contains(&matcher.contains), matcher.absent) {
        (true, false) | (false, true) => None,
        (true, true) => Some(Reason::Holds { name, unwanted: wanted }),
        (false, false) if text.trim().is_empty() => Some(Reason::Empty { name }),
        (false, false) => Some(Reason::Lacks { name, wanted }),
    }
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::NoContainer { name } => {
                say!(
                    lang,
                    "Aucun conteneur ne s’appelle encore `{name}`.",
                    "No container is called `{name}` yet."
                )
            }
            Reason::Empty { name } => {
                say!(lang, "`{name}` n’a encore rien écrit.", "`{name}` has not written anything yet.")
            }
            Reason::Lacks { name, wanted } => say!(
                lang,
                "`{wanted}` ne figure pas dans ce que `{name}` a écrit : regardez `docker logs {name}`.",
                "`{wanted}` is not in what `{name}` has written: look at `docker logs {name}`."
            ),
            Reason::Holds { name, unwanted } => say!(
                lang,
                "`{name}` a écrit `{unwanted}` : regardez `docker logs {name}`.",
                "`{name}` has written `{unwanted}`: look at `docker logs {name}`."
            ),
        }
    }
}
