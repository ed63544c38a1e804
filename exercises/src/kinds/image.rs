//! Images: which one comes nearest to what is meant, and what differs.

use std::cmp::Reverse;

use serde::Serialize;

use super::container::pair;
use super::quantity::{Quantity, Tally};
use crate::image_name::ImageName;
use crate::section::{Section, Size};
use crate::{Facts, Image, ImageDetails, Lang};

/// Describes images; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImageMatcher {
    /// The name; without a tag, `:latest` is meant.
    pub name: Option<String>,
    /// Whether it has no name any more.
    pub dangling: Option<bool>,
    /// The image whose layers it begins with.
    pub based_on: Option<String>,
    /// How large it may be.
    pub max_size: Option<Size>,
    /// Its program; only the base name counts.
    pub command: Option<String>,
    /// Variables, each as `NAME=value`, or `NAME` for any value.
    pub env: Vec<String>,
    /// Labels, each as `name=value`, or `name` for any value.
    pub labels: Vec<String>,
    /// Ports that it says it listens on.
    pub exposes: Vec<u16>,
    /// Its user.
    pub user: Option<String>,
    /// Its working directory.
    pub workdir: Option<String>,
    /// Paths that become volumes.
    pub volumes: Vec<String>,
    /// Whether it checks its own health.
    pub healthcheck: Option<bool>,
}

/// Why a goal on images is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The image is not in the engine.
    None {
        /// Its name as the author wrote it, if there is one.
        wanted: Option<String>,
    },
    /// The image is in the engine, but under another tag.
    OtherTag {
        /// Its name as the author wrote it.
        wanted: String,
        /// The reference that is there.
        seen: String,
    },
    /// An image comes near.
    Differs {
        /// Its name.
        name: String,
        /// The most telling difference.
        difference: Difference,
    },
    /// An image is there that should not be.
    Remains {
        /// Its name; none without one.
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

/// One way in which an image is not the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Difference {
    /// Another program.
    Command {
        /// The program that is meant.
        wanted: String,
        /// The program it has, if any.
        seen: Option<String>,
    },
    /// A variable is missing or has another value.
    Env {
        /// `NAME=value`, or `NAME`.
        wanted: String,
    },
    /// A label is missing or has another value.
    Label {
        /// `name=value`, or `name`.
        wanted: String,
    },
    /// It does not say that it listens on this port.
    Port {
        /// The port that is meant.
        wanted: u16,
    },
    /// Another user.
    User {
        /// The user that is meant.
        wanted: String,
        /// The user it has; empty for `root`.
        seen: String,
    },
    /// Another working directory.
    Workdir {
        /// The one that is meant.
        wanted: String,
        /// The one it has; empty for `/`.
        seen: String,
    },
    /// A path does not become a volume.
    Volume {
        /// The path.
        wanted: String,
    },
    /// It checks its own health and should not, or the reverse.
    Healthcheck {
        /// Whether it should.
        wanted: bool,
    },
    /// It does not begin with the layers of another one.
    Base {
        /// The image it should be based on.
        wanted: String,
    },
    /// It is too large.
    Size {
        /// What it may have.
        wanted: Size,
        /// What it has.
        seen: Size,
    },
}

impl ImageMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> Option<ImageMatcher> {
        let matcher = ImageMatcher {
            name: section.optional("name"),
            dangling: section.optional("dangling"),
            based_on: section.optional("based_on"),
            max_size: section.optional("max_size"),
            command: section.optional("command"),
            env: section.optional("env").unwrap_or_default(),
            labels: section.optional("labels").unwrap_or_default(),
            exposes: section.optional("exposes").unwrap_or_default(),
            user: section.optional("user"),
            workdir: section.optional("workdir"),
            volumes: section.optional("volumes").unwrap_or_default(),
            healthcheck: section.optional("healthcheck"),
        };
        if section.is_empty() {
            section.problem_here("matches any image: say which one is meant, with `name` for example");
        }
        section.finish();
        Some(matcher)
    }

    /// Whether images have to be looked into to tell.
    pub(crate) fn asks_details(&self) -> bool {
        let plain = ImageMatcher {
            name: self.name.clone(),
            dangling: self.dangling,
            max_size: self.max_size,
            ..ImageMatcher::default()
        };
        *self != plain
    }

    fn named(&self, image: &Image) -> bool {
        let dangling = self.dangling.is_none_or(|wanted| wanted == image.references.is_empty());
        let named = self.name.as_ref().is_none_or(|wanted| {
            let wanted = ImageName::parse(wanted);
            image.references.iter().any(|reference| ImageName::parse(reference).matches(&wanted))
        });
        dangling && named
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::None { .. } | Reason::OtherTag { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &ImageMatcher, quantity: Quantity, facts: &Facts) -> Option<Reason> {
    let named = facts.images.iter().filter(|image| matcher.named(image));
    let judged: Vec<(&Image, Vec<Difference>)> =
        named.map(|image| (image, differences(matcher, image, facts))).collect();
    let matching: Vec<&Image> =
        judged.iter().filter(|(_, differences)| differences.is_empty()).map(|(image, _)| *image).collect();
    match quantity.compare(matching.len()) {
        Tally::Right => None,
        Tally::Unwanted => {
            let name = matcher.name.clone().or_else(|| matching.first()?.references.first().cloned());
            Some(Reason::Remains { name })
        }
        Tally::Other => Some(Reason::Count { seen: matching.len(), wanted: quantity }),
        Tally::Missing => Some(nearest(matcher, judged, facts)),
    }
}

fn nearest(matcher: &ImageMatcher, judged: Vec<(&Image, Vec<Difference>)>, facts: &Facts) -> Reason {
    // Without a name, an image is only worth speaking of if something about it is right.
    let asked = [
        matcher.command.is_some(),
        matcher.user.is_some(),
        matcher.workdir.is_some(),
        matcher.healthcheck.is_some(),
        matcher.based_on.is_some(),
        matcher.max_size.is_some(),
    ];
    let asked = asked.into_iter().filter(|&asked| asked).count()
        + matcher.env.len()
        + matcher.labels.len()
        + matcher.exposes.len()
        + matcher.volumes.len();
    let near = judged
        .into_iter()
        .filter(|(_, differences)| matcher.name.is_some() || differences.len() < asked)
        .min_by_key(|(image, differences)| (differences.len(), Reverse(image.references.len())));
    if let Some((image, mut differences)) = near {
        let name = matcher.name.clone().or_else(|| image.references.first().cloned());
        let name = name.unwrap_or_else(|| short_id(&image.id));
        return Reason::Differs { name, difference: differences.remove(0) };
    }
    let Some(name) = &matcher.name else { return Reason::None { wanted: None } };
    let wanted = ImageName::parse(name);
    let mut references = facts.images.iter().flat_map(|image| &image.references);
    match references.find(|seen| ImageName::parse(seen).same_repository(&wanted)) {
        Some(seen) => Reason::OtherTag { wanted: wanted.to_string(), seen: seen.clone() },
        None => Reason::None { wanted: Some(name.clone()) },
    }
}

fn differences(matcher: &ImageMatcher, image: &Image, facts: &Facts) -> Vec<Difference> {
    let nothing = ImageDetails::default();
    let details = image.details.as_ref().unwrap_or(&nothing);
    let base = |program: &str| program.rsplit('/').next().unwrap_or_default().to_owned();
    let program = details.command.first().map(|program| base(program));
    let command = matcher.command.as_ref().filter(|wanted| program.as_ref() != Some(&base(wanted)));
    let command = command.map(|wanted| Difference::Command { wanted: wanted.clone(), seen: program.clone() });
    let based = matcher.based_on.as_ref().filter(|wanted| !is_based_on(details, wanted, facts));
    let user = matcher.user.as_ref().filter(|wanted| **wanted != details.user);
    let workdir = matcher.workdir.as_ref().filter(|wanted| **wanted != details.workdir);
    let healthcheck = matcher.healthcheck.filter(|&wanted| wanted != details.healthcheck);
    let size = matcher.max_size.filter(|most| image.size > most.bytes);
    let one = [
        based.map(|wanted| Difference::Base { wanted: wanted.clone() }),
        command,
        user.map(|wanted| Difference::User { wanted: wanted.clone(), seen: details.user.clone() }),
        workdir.map(|wanted| Difference::Workdir { wanted: wanted.clone(), seen: details.workdir.clone() }),
        healthcheck.map(|wanted| Difference::Healthcheck { wanted }),
        size.map(|wanted| Difference::Size { wanted, seen: Size::from(image.size) }),
    ];
    let env = matcher.env.iter().filter(|wanted| pair(wanted, &details.env).is_some());
    let labels = matcher.labels.iter().filter(|wanted| pair(wanted, &details.labels).is_some());
    let ports = matcher.exposes.iter().filter(|port| !details.exposes.contains(port));
    let volumes = matcher.volumes.iter().filter(|path| !details.volumes.contains(path));
    let lists = env
        .map(|wanted| Difference::Env { wanted: wanted.clone() })
        .chain(labels.map(|wanted| Difference::Label { wanted: wanted.clone() }))
        .chain(ports.map(|&wanted| Difference::Port { wanted }))
        .chain(volumes.map(|wanted| Difference::Volume { wanted: wanted.clone() }));
    one.into_iter().flatten().chain(lists).collect()
}

/// Whether the lowest layers are those of another image that is in the engine.
fn is_based_on(details: &ImageDetails, base: &str, facts: &Facts) -> bool {
    let base = ImageName::parse(base);
    let bases = facts
        .images
        .iter()
        .filter(|image| image.references.iter().any(|reference| ImageName::parse(reference).matches(&base)));
    bases
        .filter_map(|image| image.details.as_ref())
        .any(|base| !base.layers.is_empty() && details.layers.starts_with(&base.layers))
}

fn short_id(id: &str) -> String {
    id.strip_prefix("sha256:").unwrap_or(id).chars().take(12).collect()
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::None { wanted: Some(wanted) } => say!(
                lang,
                "L’image `{wanted}` n’est pas dans le moteur.",
                "The image `{wanted}` is not in the engine."
            ),
            Reason::None { wanted: None } => say!(
                lang,
                "Aucune image du moteur n’est comme le demande la consigne.",
                "No image in the engine is like the one the task asks for."
            ),
            Reason::OtherTag { wanted, seen } => say!(
                lang,
                "Le moteur a `{seen}`, mais la consigne demande `{wanted}`.",
                "The engine has `{seen}`, but the task asks for `{wanted}`."
            ),
            Reason::Differs { name, difference } => difference.text(name, lang),
            Reason::Remains { name: Some(name) } => say!(
                lang,
                "L’image `{name}` est encore dans le moteur.",
                "The image `{name}` is still in the engine."
            ),
            Reason::Remains { name: None } => say!(
                lang,
                "Une image sans nom (`<none>`) est encore dans le moteur.",
                "An image without a name (`<none>`) is still in the engine."
            ),
            Reason::Count { seen: 1, wanted } => {
                let wanted = wanted.text(lang);
                say!(
                    lang,
                    "1 image correspond : la consigne en demande {wanted}.",
                    "1 image matches: the task asks for {wanted}."
                )
            }
            Reason::Count { seen, wanted } => {
                let wanted = wanted.text(lang);
                say!(
                    lang,
                    "{seen} images correspondent : la consigne en demande {wanted}.",
                    "{seen} images match: the task asks for {wanted}."
                )
            }
        }
    }
}

impl Difference {
    fn text(&self, name: &str, lang: Lang) -> String {
        match self {
            Difference::Command { wanted, seen: Some(seen) } => say!(
                lang,
                "Le programme de l’image `{name}` est `{seen}` : la consigne demande `{wanted}`.",
                "The program of the image `{name}` is `{seen}`: the task asks for `{wanted}`."
            ),
            Difference::Command { wanted, seen: None } => say!(
                lang,
                "L’image `{name}` ne dit pas quel programme lancer : la consigne demande `{wanted}`.",
                "The image `{name}` does not say which program to start: the task asks for `{wanted}`."
            ),
            Difference::Env { wanted } => say!(
                lang,
                "L’environnement de l’image `{name}` ne contient pas `{wanted}`.",
                "The environment of the image `{name}` does not hold `{wanted}`."
            ),
            Difference::Label { wanted } => say!(
                lang,
                "L’image `{name}` ne porte pas l’étiquette `{wanted}`.",
                "The image `{name}` does not carry the label `{wanted}`."
            ),
            Difference::Port { wanted } => say!(
                lang,
                "L’image `{name}` n’annonce pas le port {wanted}.",
                "The image `{name}` does not expose port {wanted}."
            ),
            Difference::User { wanted, seen } if seen.is_empty() => say!(
                lang,
                "L’image `{name}` tourne en tant que `root` : la consigne demande l’utilisateur `{wanted}`.",
                "The image `{name}` runs as `root`: the task asks for the user `{wanted}`."
            ),
            Difference::User { wanted, seen } => say!(
                lang,
                "L’utilisateur de l’image `{name}` est `{seen}` : la consigne demande `{wanted}`.",
                "The user of the image `{name}` is `{seen}`: the task asks for `{wanted}`."
            ),
            Difference::Workdir { wanted, seen } => {
                let seen = if seen.is_empty() { "/" } else { seen };
                say!(
                    lang,
                    "Le dossier de travail de l’image `{name}` est `{seen}` : la consigne demande `{wanted}`.",
                    "The working directory of the image `{name}` is `{seen}`: the task asks for `{wanted}`."
                )
            }
            Difference::Volume { wanted } => say!(
                lang,
                "L’image `{name}` ne fait pas de `{wanted}` un volume.",
                "The image `{name}` does not make `{wanted}` a volume."
            ),
            Difference::Healthcheck { wanted: true } => say!(
                lang,
                "L’image `{name}` ne surveille pas sa propre santé.",
                "The image `{name}` does not check its own health."
            ),
            Difference::Healthcheck { wanted: false } => say!(
                lang,
                "L’image `{name}` surveille sa santé : la consigne ne le demande pas.",
                "The image `{name}` checks its own health: the task does not ask for that."
            ),
            Difference::Base { wanted } => say!(
                lang,
                "L’image `{name}` ne repose pas sur `{wanted}` : ses premières couches ne sont pas les siennes.",
                "The image `{name}` is not built on `{wanted}`: its first layers are not those of it."
            ),
            Difference::Size { wanted, seen } => say!(
                lang,
                "L’image `{name}` pèse `{seen}` : la consigne permet `{wanted}`.",
                "The image `{name}` weighs `{seen}`: the task allows `{wanted}`."
            ),
        }
    }
}
