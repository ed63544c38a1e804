//! Goals on what happened in the sandbox's registries.

use serde::Serialize;

use crate::image_name::ImageName;
use crate::{Explanation, Facts, PushedImage, RegistryAction};

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

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &RegistryMatcher, facts: &Facts) -> Option<Explanation> {
    let actions = || facts.registry.iter().map(|event| &event.action);
    match matcher {
        RegistryMatcher::Searched { query } => {
            let queries = || actions().filter_map(RegistryAction::query);
            let same = |seen: &str| seen.trim().to_lowercase() == query.trim().to_lowercase();
            let seen = queries().next_back().map(str::to_owned);
            (!queries().any(same)).then(|| Explanation::NotSearched { wanted: query.clone(), seen })
        }
        RegistryMatcher::Pulled { name } => {
            let pulled: Vec<&str> = actions().filter_map(RegistryAction::pulled).collect();
            nearest(name, &pulled).err().map(|seen| Explanation::NotPulled { wanted: shown(name), seen })
        }
        RegistryMatcher::Pushed(matcher) => {
            let pushed: Vec<&PushedImage> = actions().filter_map(RegistryAction::pushed).collect();
            let names: Vec<&str> = pushed.iter().map(|image| image.name.as_str()).collect();
            match nearest(&matcher.name, &names) {
                // What was pushed last under a name is what is there.
                Ok(last) => difference(matcher, pushed[last])
                    .map(|difference| Explanation::PushedDiffers { name: shown(&matcher.name), difference }),
                Err(seen) => Some(Explanation::NotPushed { wanted: shown(&matcher.name), seen }),
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
