//! What has happened in the sandbox's registries.

use serde::Serialize;

use super::image::{DetailDifference, DetailsMatcher};
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
    /// How it says that it is run.
    pub details: DetailsMatcher,
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
        difference: DetailDifference,
    },
}

impl RegistryMatcher {
    /// Reads what a manifest asks under `searched`, `pulled` or `pushed`.
    pub(crate) fn read(kind: &str, mut section: Section<'_>) -> Option<RegistryMatcher> {
        let matcher = match kind {
            "searched" => section.required("query").map(|query| RegistryMatcher::Searched { query }),
            "pulled" => section.required("name").map(|name| RegistryMatcher::Pulled { name }),
            _ => {
                let (name, details) = (section.required("name"), DetailsMatcher::read(&mut section));
                name.map(|name| RegistryMatcher::Pushed(PushMatcher { name, details }))
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
                Ok(last) => {
                    let mut differences = matcher.details.differences(&pushed[last].details).into_iter();
                    let name = shown(&matcher.name);
                    differences.next().map(|difference| Reason::PushedDiffers { name, difference })
                }
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
            Reason::PushedDiffers { name, difference } => {
                let which = say!(lang, "l’image `{name}`", "the image `{name}`");
                let text = difference.text(&which, lang);
                say!(lang, "Dans le registre, {text}", "In the registry, {text}")
            }
        }
    }
}
