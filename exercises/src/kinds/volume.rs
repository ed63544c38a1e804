//! Volumes: which one comes nearest to what is meant, and what differs.

use serde::Serialize;

use super::container::pair;
use super::quantity::{Noun, Quantity};
use super::thing::{self, Reason, judge};
use crate::section::Section;
use crate::{Container, Facts, Lang, MountKind, Volume, suggest};

/// Describes volumes; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VolumeMatcher {
    /// The exact name.
    pub name: Option<String>,
    /// Whether the engine made its name up.
    pub anonymous: Option<bool>,
    /// Its driver.
    pub driver: Option<String>,
    /// Labels, each as `name=value`, or `name` for any value.
    pub labels: Vec<String>,
    /// A container, running or not, that it is mounted in.
    pub used_by: Option<String>,
    /// Whether any container has it.
    pub used: Option<bool>,
}

/// One way in which a volume is not the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Difference {
    /// Another driver.
    Driver {
        /// The one that is meant.
        wanted: String,
        /// The one it has.
        seen: String,
    },
    /// A label is missing or has another value.
    Label {
        /// `name=value`, or `name`.
        wanted: String,
    },
    /// It is not mounted in a container.
    UsedBy {
        /// The container.
        wanted: String,
        /// Whether there is such a container.
        exists: bool,
    },
    /// A container has it, or none has.
    Used {
        /// Whether one should have it.
        wanted: bool,
    },
}

impl VolumeMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> VolumeMatcher {
        let matcher = VolumeMatcher {
            name: section.optional("name"),
            anonymous: section.optional("anonymous"),
            driver: section.optional("driver"),
            labels: section.optional("labels").unwrap_or_default(),
            used_by: section.optional("used_by"),
            used: section.optional("used"),
        };
        section.finish();
        matcher
    }

    fn differences(&self, volume: &Volume, facts: &Facts) -> Vec<Difference> {
        let mut containers = facts.containers.iter().filter(|container| !container.removed);
        let driver = self.driver.as_ref().filter(|wanted| **wanted != volume.driver);
        let used_by = self.used_by.as_ref().and_then(|wanted| {
            let container = containers.clone().find(|container| container.name == *wanted);
            let uses = container.is_some_and(|container| mounts(container, volume));
            (!uses).then(|| Difference::UsedBy { wanted: wanted.clone(), exists: container.is_some() })
        });
        let is_used = containers.any(|container| mounts(container, volume));
        let used = self.used.filter(|&wanted| wanted != is_used);
        let labels = self.labels.iter().filter(|wanted| pair(wanted, &volume.labels).is_some());
        driver
            .map(|wanted| Difference::Driver { wanted: wanted.clone(), seen: volume.driver.clone() })
            .into_iter()
            .chain(used_by)
            .chain(used.map(|wanted| Difference::Used { wanted }))
            .chain(labels.map(|wanted| Difference::Label { wanted: wanted.clone() }))
            .collect()
    }
}

fn mounts(container: &Container, volume: &Volume) -> bool {
    container.mounts.iter().any(|mount| mount.kind == MountKind::Volume && mount.source == volume.name)
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(
    matcher: &VolumeMatcher,
    quantity: Quantity,
    facts: &Facts,
) -> Option<Reason<Difference>> {
    let named = facts.volumes.iter().filter(|volume| {
        matcher.name.as_ref().is_none_or(|name| *name == volume.name)
            && matcher.anonymous.is_none_or(|wanted| wanted == volume.is_anonymous())
    });
    let judged = named.map(|volume| (volume, matcher.differences(volume, facts))).collect();
    let name = |volume: &Volume| (!volume.is_anonymous()).then(|| volume.name.clone());
    judge(judged, quantity, name, || {
        let names: Vec<&str> = facts.volumes.iter().map(|volume| volume.name.as_str()).collect();
        let near = matcher.name.as_ref().and_then(|name| suggest::nearest(name, &names));
        Reason::None { wanted: matcher.name.clone(), near: near.map(str::to_owned) }
    })
}

impl thing::Difference for Difference {
    const NOUN: Noun = Noun { fr: ("volume", "volumes"), en: ("volume", "volumes") };

    fn which(name: Option<&str>, lang: Lang) -> String {
        match name {
            Some(name) => say!(lang, "le volume `{name}`", "the volume `{name}`"),
            None => say!(lang, "un volume anonyme", "an anonymous volume"),
        }
    }

    fn none(wanted: Option<&str>, near: Option<&str>, lang: Lang) -> String {
        match (wanted, near) {
            (Some(wanted), Some(near)) => say!(
                lang,
                "Il y a un volume `{near}`, mais la consigne demande `{wanted}`.",
                "There is a volume `{near}`, but the task asks for `{wanted}`."
            ),
            (Some(wanted), None) => say!(
                lang,
                "Aucun volume ne s’appelle encore `{wanted}`.",
                "No volume is called `{wanted}` yet."
            ),
            (None, _) => say!(
                lang,
                "Aucun volume n’est encore comme le demande la consigne.",
                "No volume is like the one the task asks for yet."
            ),
        }
    }

    fn text(&self, which: &str, lang: Lang) -> String {
        match self {
            Difference::Driver { wanted, seen } => say!(
                lang,
                "{which} a le pilote `{seen}` : la consigne demande `{wanted}`.",
                "{which} has the driver `{seen}`: the task asks for `{wanted}`."
            ),
            Difference::Label { wanted } => say!(
                lang,
                "{which} ne porte pas l’étiquette `{wanted}`.",
                "{which} does not carry the label `{wanted}`."
            ),
            Difference::UsedBy { wanted, exists: true } => say!(
                lang,
                "{which} existe, mais n’est pas monté dans `{wanted}`.",
                "{which} exists, but is not mounted in `{wanted}`."
            ),
            Difference::UsedBy { wanted, exists: false } => say!(
                lang,
                "{which} existe, mais aucun conteneur ne s’appelle `{wanted}`.",
                "{which} exists, but no container is called `{wanted}`."
            ),
            Difference::Used { wanted: true } => say!(
                lang,
                "{which} existe, mais aucun conteneur ne s’en sert.",
                "{which} exists, but no container uses it."
            ),
            Difference::Used { wanted: false } => {
                say!(lang, "{which} sert encore à un conteneur.", "{which} is still used by a container.")
            }
        }
    }
}
