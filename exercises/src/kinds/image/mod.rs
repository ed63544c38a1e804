//! Images: which one comes nearest to what is meant, and what differs.

mod details;

use std::cmp::Reverse;

use serde::Serialize;

pub use details::{DetailDifference, DetailsMatcher};

use super::quantity::{Noun, Quantity};
use super::thing::{self, Judged, Reason, judge};
use crate::image_name::ImageName;
use crate::section::Section;
use crate::{Facts, Image, ImageDetails, Lang, Size};

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
    /// How it says that it is run.
    pub details: DetailsMatcher,
}

/// One way in which an image is not the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Difference {
    /// It does not begin with the layers of another one.
    Base {
        /// The image it should be based on.
        based_on: String,
    },
    /// It is too large.
    Size {
        /// What it may have.
        max_size: Size,
        /// What it has.
        size: Size,
    },
    /// It is run otherwise.
    Details(DetailDifference),
}

impl ImageMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> ImageMatcher {
        let matcher = ImageMatcher {
            name: section.optional("name"),
            dangling: section.optional("dangling"),
            based_on: section.optional("based_on"),
            max_size: section.optional("max_size"),
            details: DetailsMatcher::read(&mut section),
        };
        if section.is_empty() {
            section.problem_here("matches any image: say which one is meant, with `name` for example");
        }
        section.finish();
        matcher
    }

    /// Whether images have to be looked into to tell.
    pub(crate) fn asks_details(&self) -> bool {
        self.based_on.is_some() || self.details.said() > 0
    }

    /// How many things are said of it, apart from its name.
    fn said(&self) -> usize {
        usize::from(self.based_on.is_some()) + usize::from(self.max_size.is_some()) + self.details.said()
    }

    fn named(&self, image: &Image) -> bool {
        let dangling = self.dangling.is_none_or(|wanted| wanted == image.references.is_empty());
        let named = self.name.as_ref().is_none_or(|wanted| {
            let wanted = ImageName::parse(wanted);
            image.references.iter().any(|reference| ImageName::parse(reference).matches(&wanted))
        });
        dangling && named
    }

    fn differences(&self, image: &Image, facts: &Facts) -> Vec<Difference> {
        let nothing = ImageDetails::default();
        let details = image.details.as_ref().unwrap_or(&nothing);
        let base = self.based_on.as_ref().filter(|wanted| !is_based_on(details, wanted, facts));
        let size = self.max_size.filter(|most| image.size > most.bytes);
        let base = base.map(|wanted| Difference::Base { based_on: wanted.clone() });
        let size = size.map(|max_size| Difference::Size { max_size, size: Size::from(image.size) });
        let inside = self.details.differences(details).into_iter().map(Difference::Details);
        base.into_iter().chain(inside).chain(size).collect()
    }
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

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(
    matcher: &ImageMatcher,
    quantity: Quantity,
    facts: &Facts,
) -> Option<Reason<Difference>> {
    let named = facts.images.iter().filter(|image| matcher.named(image));
    let mut judged: Judged<'_, Image, Difference> =
        named.map(|image| (image, matcher.differences(image, facts))).collect();
    // Without a name, an image is only worth speaking of if something about it is right.
    judged.retain(|(_, differences)| {
        differences.is_empty() || matcher.name.is_some() || differences.len() < matcher.said()
    });
    judged.sort_by_key(|(image, _)| Reverse(image.references.len()));
    let name = |image: &Image| matcher.name.clone().or_else(|| image.references.first().cloned());
    judge(judged, quantity, name, || {
        let Some(name) = &matcher.name else { return Reason::None { wanted: None, near: None } };
        let wanted = ImageName::parse(name);
        let mut references = facts.images.iter().flat_map(|image| &image.references);
        match references.find(|seen| ImageName::parse(seen).same_repository(&wanted)) {
            // Where only the tag differs, it has to be said even if the author left it out.
            Some(seen) => Reason::None { wanted: Some(wanted.to_string()), near: Some(seen.clone()) },
            None => Reason::None { wanted: Some(name.clone()), near: None },
        }
    })
}

impl thing::Difference for Difference {
    const NOUN: Noun = Noun { fr: ("image", "images"), en: ("image", "images") };

    fn which(name: Option<&str>, lang: Lang) -> String {
        match name {
            Some(name) => say!(lang, "l’image `{name}`", "the image `{name}`"),
            None => say!(lang, "une image sans nom (`<none>`)", "an image without a name (`<none>`)"),
        }
    }

    fn none(wanted: Option<&str>, near: Option<&str>, lang: Lang) -> String {
        match (wanted, near) {
            (Some(wanted), Some(near)) => say!(
                lang,
                "Le moteur a `{near}`, mais la consigne demande `{wanted}`.",
                "The engine has `{near}`, but the task asks for `{wanted}`."
            ),
            (Some(wanted), None) => say!(
                lang,
                "L’image `{wanted}` n’est pas dans le moteur.",
                "The image `{wanted}` is not in the engine."
            ),
            (None, _) => say!(
                lang,
                "Aucune image du moteur n’est comme le demande la consigne.",
                "No image in the engine is like the one the task asks for."
            ),
        }
    }

    fn text(&self, which: &str, lang: Lang) -> String {
        match self {
            Difference::Base { based_on } => say!(
                lang,
                "{which} ne repose pas sur `{based_on}` : ses premières couches ne sont pas les siennes.",
                "{which} is not built on `{based_on}`: its first layers are not those of it."
            ),
            Difference::Size { max_size, size } => say!(
                lang,
                "{which} pèse `{size}` : la consigne permet `{max_size}`.",
                "{which} weighs `{size}`: the task allows `{max_size}`."
            ),
            Difference::Details(difference) => difference.text(which, lang),
        }
    }
}
