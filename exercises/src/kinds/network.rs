//! Networks: which one comes nearest to what is meant, and what differs.

use serde::Serialize;

use super::container::pair;
use super::quantity::{Noun, Quantity};
use super::thing::{self, Reason, judge};
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

/// Why the goal is not met; nothing if it is. Networks that every engine has count only if they are named.
pub(crate) fn why_not(
    matcher: &NetworkMatcher,
    quantity: Quantity,
    facts: &Facts,
) -> Option<Reason<Difference>> {
    let named = facts.networks.iter().filter(|network| match &matcher.name {
        Some(name) => *name == network.name,
        None => !network.is_predefined(),
    });
    let judged = named.map(|network| (network, matcher.differences(network, facts))).collect();
    judge(
        judged,
        quantity,
        |network: &Network| Some(network.name.clone()),
        || {
            let own = facts.networks.iter().filter(|network| !network.is_predefined());
            let names: Vec<&str> = own.map(|network| network.name.as_str()).collect();
            let near = matcher.name.as_ref().and_then(|name| suggest::nearest(name, &names));
            Reason::None { wanted: matcher.name.clone(), near: near.map(str::to_owned) }
        },
    )
}

impl thing::Difference for Difference {
    const NOUN: Noun = Noun { fr: ("réseau", "réseaux"), en: ("network", "networks") };

    fn which(name: Option<&str>, lang: Lang) -> String {
        match name {
            Some(name) => say!(lang, "le réseau `{name}`", "the network `{name}`"),
            None => say!(lang, "un réseau", "a network"),
        }
    }

    fn none(wanted: Option<&str>, near: Option<&str>, lang: Lang) -> String {
        match (wanted, near) {
            (Some(wanted), Some(near)) => say!(
                lang,
                "Il y a un réseau `{near}`, mais la consigne demande `{wanted}`.",
                "There is a network `{near}`, but the task asks for `{wanted}`."
            ),
            (Some(wanted), None) => say!(
                lang,
                "Aucun réseau ne s’appelle encore `{wanted}`.",
                "No network is called `{wanted}` yet."
            ),
            (None, _) => say!(
                lang,
                "Il n’y a encore que les réseaux que tout moteur a : aucun n’est comme le demande la consigne.",
                "There are only the networks that every engine has: none is like the one the task asks for yet."
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
            Difference::Subnet { wanted, seen: Some(seen) } => say!(
                lang,
                "Dans {which}, les adresses sont prises dans `{seen}` : la consigne demande `{wanted}`.",
                "In {which}, addresses are from `{seen}`: the task asks for `{wanted}`."
            ),
            Difference::Subnet { wanted, seen: None } => say!(
                lang,
                "{which} n’a pas d’adresses : la consigne demande `{wanted}`.",
                "{which} has no addresses: the task asks for `{wanted}`."
            ),
            Difference::Internal { wanted: true } => say!(
                lang,
                "{which} mène vers l’extérieur : la consigne demande qu’il soit interne.",
                "{which} leads to the outside: the task asks for it to be internal."
            ),
            Difference::Internal { wanted: false } => say!(
                lang,
                "{which} est interne : la consigne demande qu’il mène vers l’extérieur.",
                "{which} is internal: the task asks that it lead to the outside."
            ),
            Difference::Label { wanted } => say!(
                lang,
                "{which} ne porte pas l’étiquette `{wanted}`.",
                "{which} does not carry the label `{wanted}`."
            ),
            Difference::Member { wanted, exists: true } => {
                say!(lang, "`{wanted}` n’est pas sur {which}.", "`{wanted}` is not on {which}.")
            }
            Difference::Member { wanted, exists: false } => say!(
                lang,
                "{which} existe, mais aucun conteneur ne s’appelle `{wanted}`.",
                "{which} exists, but no container is called `{wanted}`."
            ),
        }
    }
}
