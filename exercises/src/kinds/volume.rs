//! Volumes: which one comes nearest to what is meant, and what differs.

use serde::Serialize;

use super::container::pair;
use super::quantity::{Quantity, Tally};
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

/// Why a goal on volumes is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// There is none like that.
    None {
        /// Its name, if it is known by one.
        wanted: Option<String>,
        /// A volume whose name is nearly the same.
        near: Option<String>,
    },
    /// A volume comes near.
    Differs {
        /// Its name; none if the engine made it up.
        name: Option<String>,
        /// The most telling difference.
        difference: Difference,
    },
    /// A volume is there that should not be.
    Remains {
        /// Its name; none if the engine made it up.
        name: Option<String>,
    },
    /// There are some, but not as many as there should be.
    Count {
        /// How many there are.
        seen: usize,
        /// How many there should be.
        wanted: Quantity,
    },
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

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::None { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &VolumeMatcher, quantity: Quantity, facts: &Facts) -> Option<Reason> {
    let named = facts.volumes.iter().filter(|volume| {
        matcher.name.as_ref().is_none_or(|name| *name == volume.name)
            && matcher.anonymous.is_none_or(|wanted| wanted == volume.is_anonymous())
    });
    let judged: Vec<(&Volume, Vec<Difference>)> =
        named.map(|volume| (volume, matcher.differences(volume, facts))).collect();
    let matching: Vec<&Volume> = judged.iter().filter(|(_, it)| it.is_empty()).map(|(it, _)| *it).collect();
    match quantity.compare(matching.len()) {
        Tally::Right => None,
        Tally::Unwanted => Some(Reason::Remains { name: matching.first().and_then(|it| name(it)) }),
        Tally::Other => Some(Reason::Count { seen: matching.len(), wanted: quantity }),
        Tally::Missing => Some(match judged.into_iter().min_by_key(|(_, it)| it.len()) {
            Some((volume, mut differences)) => {
                Reason::Differs { name: name(volume), difference: differences.remove(0) }
            }
            None => {
                let names: Vec<&str> = facts.volumes.iter().map(|volume| volume.name.as_str()).collect();
                let near = matcher.name.as_ref().and_then(|name| suggest::nearest(name, &names));
                Reason::None { wanted: matcher.name.clone(), near: near.map(str::to_owned) }
            }
        }),
    }
}

fn name(volume: &Volume) -> Option<String> {
    (!volume.is_anonymous()).then(|| volume.name.clone())
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::None { wanted: Some(wanted), near: Some(near) } => say!(
                lang,
                "Il y a un volume `{near}`, mais la consigne demande `{wanted}`.",
                "There is a volume `{near}`, but the task asks for `{wanted}`."
            ),
            Reason::None { wanted: Some(wanted), near: None } => say!(
                lang,
                "Aucun volume ne s’appelle encore `{wanted}`.",
                "No volume is called `{wanted}` yet."
            ),
            Reason::None { wanted: None, .. } => say!(
                lang,
                "Aucun volume n’est encore comme le demande la consigne.",
                "No volume is like the one the task asks for yet."
            ),
            Reason::Differs { name, difference } => {
                let which = which(name.as_deref(), lang);
                difference.text(&which, lang)
            }
            Reason::Remains { name } => {
                let which = which(name.as_deref(), lang);
                say!(lang, "{which} existe encore.", "{which} still exists.")
            }
            Reason::Count { seen: 1, wanted } => {
                let wanted = wanted.text(lang);
                say!(
                    lang,
                    "1 volume correspond : la consigne en demande {wanted}.",
                    "1 volume matches: the task asks for {wanted}."
                )
            }
            Reason::Count { seen, wanted } => {
                let wanted = wanted.text(lang);
                say!(
                    lang,
                    "{seen} volumes correspondent : la consigne en demande {wanted}.",
                    "{seen} volumes match: the task asks for {wanted}."
                )
            }
        }
    }
}

fn which(name: Option<&str>, lang: Lang) -> String {
    match name {
        Some(name) => say!(lang, "Le volume `{name}`", "The volume `{name}`"),
        None => say!(lang, "Un volume anonyme", "An anonymous volume"),
    }
}

impl Difference {
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
