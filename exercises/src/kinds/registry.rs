//! What has happened in the sandbox's registries.

use serde::Serialize;

use crate::image_name::ImageName;
use crate::section::Section;
use crate::{Facts, Lang, PushedImage, RegistryAction};

/// Something that a learner does with a registry; what is not said does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum RegistryMatcher {
    /// `searched = { query = "nginx" }`
    Searched {
        /// What is looked for.
        query: String,
    },
    /// `pulled = { name = "nginx:1.22" }`
    Pulled {
        /// The image; without a tag, `:latest` is meant.
        name: String,
    },
    /// `pushed = { name = "learner/app:1.0" }`
    Pushed(PushMatcher),
}

/// Describes pushed images.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PushMatcher {
    /// The image; without a tag, `:latest` is meant. `localhost:5000/…` is the sandbox's second registry.
    pub name: String,
    /// Its program; only the base name counts.
    pub command: Option<String>,
    /// Variables of its environment, each as `NAME=value`.
    pub env: Vec<String>,
    /// Labels, each as `name=value`.
    pub labels: Vec<String>,
    /// A port that it says it listens on.
    pub exposes: Option<u16>,
}

/// One way in which what was pushed is not what is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PushDifference {
    /// Another program.
    Command {
        /// The program that is meant.
        wanted: String,
        /// The program it has, if any.
        seen: Option<String>,
    },
    /// A variable is missing or has another value.
    Env {
        /// `NAME=value`.
        wanted: String,
    },
    /// A label is missing or has another value.
    Label {
        /// `name=value`.
        wanted: String,
    },
    /// It does not say that it listens on this port.
    Port {
        /// The port that is meant.
        wanted: u16,
    },
}

/// Why a goal on the registries is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
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

impl RegistryMatcher {
    /// Reads what a manifest asks under `searched`, `pulled` or `pushed`.
    pub(crate) fn read(kind: &str, mut section: Section<'_>) -> Option<RegistryMatcher> {
        let matcher = match kind {
            "searched" => section.required("query").map(|query| RegistryMatcher::Searched { query }),
            "pulled" => section.required("name").map(|name| RegistryMatcher::Pulled { name }),
            _ => {
                let name = section.required("name");
                let command = section.optional("command");
                let env = section.optional("env").unwrap_or_default();
                let labels = section.optional("labels").unwrap_or_default();
                let exposes = section.optional("exposes");
                name.map(|name| RegistryMatcher::Pushed(PushMatcher { name, command, env, labels, exposes }))
            }
        };
        section.finish();
        matcher
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(
            self,
            Reason::NotSearched { seen: None, .. }
                | Reason::NotPulled { seen: None, .. }
                | Reason::NotPushed { seen: None, .. }
        )
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &RegistryMatcher, facts: &Facts) -> Option<Reason> {
    let actions = || facts.registry.iter().map(|event| &event.action);
    match matcher {
        RegistryMatcher::Searched { query } => {
            let queries = || actions().filter_map(RegistryAction::query);
            let same = |seen: &str| seen.trim().to_lowercase() == query.trim().to_lowercase();
            let seen = queries().next_back().map(str::to_owned);
            (!queries().any(same)).then(|| Reason::NotSearched { wanted: query.clone(), seen })
        }
        RegistryMatcher::Pulled { name } => {
            let pulled: Vec<&str> = actions().filter_map(RegistryAction::pulled).collect();
            nearest(name, &pulled).err().map(|seen| Reason::NotPulled { wanted: shown(name), seen })
        }
        RegistryMatcher::Pushed(matcher) => {
            let pushed: Vec<&PushedImage> = actions().filter_map(RegistryAction::pushed).collect();
            let names: Vec<&str> = pushed.iter().map(|image| image.name.as_str()).collect();
            match nearest(&matcher.name, &names) {
                // What was pushed last under a name is what is there.
                Ok(last) => difference(matcher, pushed[last])
                    .map(|difference| Reason::PushedDiffers { name: shown(&matcher.name), difference }),
                Err(seen) => Some(Reason::NotPushed { wanted: shown(&matcher.name), seen }),
            }
        }
    }
}

/// Where the last of these names stands for the wanted one; else what comes nearest, if anything does.
fn nearest(text: &str, names: &[&str]) -> Result<usize, Option<String>> {
    let wanted = ImageName::parse(text);
    let parsed: Vec<ImageName> = names.iter().map(|name| ImageName::parse(name)).collect();
    let digest = |name: &str| name.split_once('@').map(|(_, digest)| digest.to_owned());
    // What was named by its digest was named by no tag.
    let same = |index: usize| parsed[index].matches(&wanted) && digest(names[index]) == digest(text);
    if let Some(found) = (0..names.len()).rev().find(|&index| same(index)) {
        return Ok(found);
    }
    let near = parsed.iter().rposition(|name| name.same_repository(&wanted));
    Err(near.or(names.len().checked_sub(1)).map(|index| parsed[index].to_string()))
}

fn shown(name: &str) -> String {
    ImageName::parse(name).to_string()
}

fn difference(matcher: &PushMatcher, image: &PushedImage) -> Option<PushDifference> {
    let base = |program: &str| program.rsplit('/').next().unwrap_or_default().to_owned();
    if let Some(wanted) = &matcher.command {
        let seen = image.command.first().map(|program| base(program));
        if seen.as_deref() != Some(base(wanted).as_str()) {
            return Some(PushDifference::Command { wanted: wanted.clone(), seen });
        }
    }
    let missing = |wanted: &[String], seen: &[String]| wanted.iter().find(|it| !seen.contains(it)).cloned();
    if let Some(wanted) = missing(&matcher.env, &image.env) {
        return Some(PushDifference::Env { wanted });
    }
    if let Some(wanted) = missing(&matcher.labels, &image.labels) {
        return Some(PushDifference::Label { wanted });
    }
    let wanted = matcher.exposes.filter(|port| !image.exposes.contains(port))?;
    Some(PushDifference::Port { wanted })
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::NotSearched { wanted, seen: None } => say!(
                lang,
                "Vous n’avez encore rien cherché sur Docker Hub : la consigne demande `{wanted}`.",
                "You have not searched Docker Hub for anything yet: the task asks for `{wanted}`."
            ),
            Reason::NotSearched { wanted, seen: Some(seen) } => say!(
                lang,
                "Vous avez cherché `{seen}` : la consigne demande `{wanted}`.",
                "You searched for `{seen}`: the task asks for `{wanted}`."
            ),
            Reason::NotPulled { wanted, seen: None } => say!(
                lang,
                "Aucune image n’a encore été téléchargée : la consigne demande `{wanted}`.",
                "No image has been pulled yet: the task asks for `{wanted}`."
            ),
            Reason::NotPulled { wanted, seen: Some(seen) } => say!(
                lang,
                "Vous avez téléchargé `{seen}` : la consigne demande `{wanted}`.",
                "You pulled `{seen}`: the task asks for `{wanted}`."
            ),
            Reason::NotPushed { wanted, seen: None } => say!(
                lang,
                "Aucune image n’a encore été publiée : la consigne demande `{wanted}`.",
                "No image has been pushed yet: the task asks for `{wanted}`."
            ),
            Reason::NotPushed { wanted, seen: Some(seen) } => say!(
                lang,
                "Vous avez publié `{seen}` : la consigne demande `{wanted}`.",
                "You pushed `{seen}`: the task asks for `{wanted}`."
            ),
            Reason::PushedDiffers { name, difference } => difference.text(name, lang),
        }
    }
}

impl PushDifference {
    fn text(&self, name: &str, lang: Lang) -> String {
        let pushed = say!(lang, "`{name}` est publiée, mais", "`{name}` is pushed, but");
        match self {
            PushDifference::Command { wanted, seen: Some(seen) } => say!(
                lang,
                "{pushed} son programme est `{seen}` : la consigne demande `{wanted}`.",
                "{pushed} its program is `{seen}`: the task asks for `{wanted}`."
            ),
            PushDifference::Command { wanted, seen: None } => say!(
                lang,
                "{pushed} elle n’a pas de programme : la consigne demande `{wanted}`.",
                "{pushed} it has no program: the task asks for `{wanted}`."
            ),
            PushDifference::Env { wanted } => say!(
                lang,
                "{pushed} son environnement ne contient pas `{wanted}`.",
                "{pushed} its environment does not hold `{wanted}`."
            ),
            PushDifference::Label { wanted } => say!(
                lang,
                "{pushed} elle ne porte pas l’étiquette `{wanted}`.",
                "{pushed} it does not carry the label `{wanted}`."
            ),
            PushDifference::Port { wanted } => say!(
                lang,
                "{pushed} elle n’annonce pas le port {wanted}.",
                "{pushed} it does not expose port {wanted}."
            ),
        }
    }
}
