//! Networks: which one comes nearest to what is meant, and what differs.

use serde::Serialize;

use super::container::pair;
use super::quantity::{Quantity, Tally};
use crate::section::Section;
use crate::{Facts, Lang, Network, suggest};

/// Describes networks; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NetworkMatcher {
    /// The exact name.
    pub name: Option<String>,
    /// Its driver.
    pub driver: Option<String>,
    /// One of its subnets: `172.20.0.0/16`.
    pub subnet: Option<String>,
    /// Whether nothing leads out of it.
    pub internal: Option<bool>,
    /// Labels, each as `name=value`, or `name` for any value.
    pub labels: Vec<String>,
    /// Containers that are on it.
    pub containers: Vec<String>,
}

/// Why a goal on networks is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// There is none like that.
    None {
        /// Its name, if it is known by one.
        wanted: Option<String>,
        /// A network whose name is nearly the same.
        near: Option<String>,
    },
    /// A network comes near.
    Differs {
        /// Its name.
        name: String,
        /// The most telling difference.
        difference: Difference,
    },
    /// A network is there that should not be.
    Remains {
        /// Its name.
        name: String,
    },
    /// There are some, but not as many as there should be.
    Count {
        /// How many there are.
        seen: usize,
        /// How many there should be.
        wanted: Quantity,
    },
}

/// One way in which a network is not the one that is meant.
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
    /// Another subnet.
    Subnet {
        /// The one that is meant.
        wanted: String,
        /// The one it has, if any.
        seen: Option<String>,
    },
    /// It leads out, or does not.
    Internal {
        /// Whether nothing should lead out.
        wanted: bool,
    },
    /// A label is missing or has another value.
    Label {
        /// `name=value`, or `name`.
        wanted: String,
    },
    /// A container is not on it.
    Member {
        /// The container.
        wanted: String,
        /// Whether there is such a container.
        exists: bool,
    },
}

impl NetworkMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> NetworkMatcher {
        let matcher = NetworkMatcher {
            name: section.optional("name"),
            driver: section.optional("driver"),
            subnet: section.optional("subnet"),
            internal: section.optional("internal"),
            labels: section.optional("labels").unwrap_or_default(),
            containers: section.optional("containers").unwrap_or_default(),
        };
        section.finish();
        matcher
    }

    fn differences(&self, network: &Network, facts: &Facts) -> Vec<Difference> {
        let driver = self.driver.as_ref().filter(|wanted| **wanted != network.driver);
        let subnet = self.subnet.as_ref().filter(|wanted| !network.subnets.contains(wanted));
        let internal = self.internal.filter(|&wanted| wanted != network.internal);
        let labels = self.labels.iter().filter(|wanted| pair(wanted, &network.labels).is_some());
        let members = self.containers.iter().filter_map(|wanted| {
            let mut containers = facts.containers.iter().filter(|container| !container.removed);
            let container = containers.find(|container| container.name == *wanted);
            let on = container.is_some_and(|container| {
                container.networks.iter().any(|attachment| attachment.network == network.name)
            });
            (!on).then(|| Difference::Member { wanted: wanted.clone(), exists: container.is_some() })
        });
        let one = [
            driver.map(|wanted| Difference::Driver { wanted: wanted.clone(), seen: network.driver.clone() }),
            subnet.map(|wanted| Difference::Subnet {
                wanted: wanted.clone(),
                seen: network.subnets.first().cloned(),
            }),
            internal.map(|wanted| Difference::Internal { wanted }),
        ];
        let labels = labels.map(|wanted| Difference::Label { wanted: wanted.clone() });
        one.into_iter().flatten().chain(labels).chain(members).collect()
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::None { .. })
    }
}

/// Why the goal is not met; nothing if it is. Networks that every engine has count only if they are named.
pub(crate) fn why_not(matcher: &NetworkMatcher, quantity: Quantity, facts: &Facts) -> Option<Reason> {
    let named = facts.networks.iter().filter(|network| match &matcher.name {
        Some(name) => *name == network.name,
        None => !network.is_predefined(),
    });
    let judged: Vec<(&Network, Vec<Difference>)> =
        named.map(|network| (network, matcher.differences(network, facts))).collect();
    let matching: Vec<&Network> = judged.iter().filter(|(_, it)| it.is_empty()).map(|(it, _)| *it).collect();
    match (quantity.compare(matching.len()), matching.first()) {
        (Tally::Right, _) => None,
        (Tally::Unwanted, Some(network)) => Some(Reason::Remains { name: network.name.clone() }),
        (Tally::Unwanted | Tally::Other, _) => Some(Reason::Count { seen: matching.len(), wanted: quantity }),
        (Tally::Missing, _) => Some(match judged.into_iter().min_by_key(|(_, it)| it.len()) {
            Some((network, mut differences)) => {
                Reason::Differs { name: network.name.clone(), difference: differences.remove(0) }
            }
            None => {
                let own = facts.networks.iter().filter(|network| !network.is_predefined());
                let names: Vec<&str> = own.map(|network| network.name.as_str()).collect();
                let near = matcher.name.as_ref().and_then(|name| suggest::nearest(name, &names));
                Reason::None { wanted: matcher.name.clone(), near: near.map(str::to_owned) }
            }
        }),
    }
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::None { wanted: Some(wanted), near: Some(near) } => say!(
                lang,
                "Il y a un réseau `{near}`, mais la consigne demande `{wanted}`.",
                "There is a network `{near}`, but the task asks for `{wanted}`."
            ),
            Reason::None { wanted: Some(wanted), near: None } => say!(
                lang,
                "Aucun réseau ne s’appelle encore `{wanted}`.",
                "No network is called `{wanted}` yet."
            ),
            Reason::None { wanted: None, .. } => say!(
                lang,
                "Il n’y a encore que les réseaux que tout moteur a : aucun n’est comme le demande la consigne.",
                "There are only the networks that every engine has: none is like the one the task asks for yet."
            ),
            Reason::Differs { name, difference } => difference.text(name, lang),
            Reason::Remains { name } => {
                say!(lang, "Le réseau `{name}` existe encore.", "The network `{name}` still exists.")
            }
            Reason::Count { seen: 1, wanted } => {
                let wanted = wanted.text(lang);
                say!(
                    lang,
                    "1 réseau correspond : la consigne en demande {wanted}.",
                    "1 network matches: the task asks for {wanted}."
                )
            }
            Reason::Count { seen, wanted } => {
                let wanted = wanted.text(lang);
                say!(
                    lang,
                    "{seen} réseaux correspondent : la consigne en demande {wanted}.",
                    "{seen} networks match: the task asks for {wanted}."
                )
            }
        }
    }
}

impl Difference {
    fn text(&self, name: &str, lang: Lang) -> String {
        match self {
            Difference::Driver { wanted, seen } => say!(
                lang,
                "Le réseau `{name}` a le pilote `{seen}` : la consigne demande `{wanted}`.",
                "The network `{name}` has the driver `{seen}`: the task asks for `{wanted}`."
            ),
            Difference::Subnet { wanted, seen: Some(seen) } => say!(
                lang,
                "Les adresses du réseau `{name}` sont prises dans `{seen}` : la consigne demande `{wanted}`.",
                "The addresses of the network `{name}` are from `{seen}`: the task asks for `{wanted}`."
            ),
            Difference::Subnet { wanted, seen: None } => say!(
                lang,
                "Le réseau `{name}` n’a pas d’adresses : la consigne demande `{wanted}`.",
                "The network `{name}` has no addresses: the task asks for `{wanted}`."
            ),
            Difference::Internal { wanted: true } => say!(
                lang,
                "Le réseau `{name}` mène vers l’extérieur : la consigne demande qu’il soit interne.",
                "The network `{name}` leads to the outside: the task asks for it to be internal."
            ),
            Difference::Internal { wanted: false } => say!(
                lang,
                "Le réseau `{name}` est interne : la consigne demande qu’il mène vers l’extérieur.",
                "The network `{name}` is internal: the task asks that it lead to the outside."
            ),
            Difference::Label { wanted } => say!(
                lang,
                "Le réseau `{name}` ne porte pas l’étiquette `{wanted}`.",
                "The network `{name}` does not carry the label `{wanted}`."
            ),
            Difference::Member { wanted, exists: true } => say!(
                lang,
                "`{wanted}` n’est pas sur le réseau `{name}`.",
                "`{wanted}` is not on the network `{name}`."
            ),
            Difference::Member { wanted, exists: false } => say!(
                lang,
                "Le réseau `{name}` existe, mais aucun conteneur ne s’appelle `{wanted}`.",
                "The network `{name}` exists, but no container is called `{wanted}`."
            ),
        }
    }
}
