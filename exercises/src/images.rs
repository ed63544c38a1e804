//! Goals on images.

use crate::image_name::ImageName;
use crate::{Explanation, Facts, ImageMatcher, Presence};

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &ImageMatcher, presence: Presence, facts: &Facts) -> Option<Explanation> {
    let wanted = ImageName::parse(&matcher.name);
    let references = || facts.images.iter().flat_map(|image| &image.references);
    let there = references().any(|reference| ImageName::parse(reference).matches(&wanted));
    match presence {
        Presence::Absent => there.then(|| Explanation::ImageRemains { name: matcher.name.clone() }),
        Presence::Present if there => None,
        Presence::Present => {
            Some(match references().find(|seen| ImageName::parse(seen).same_repository(&wanted)) {
                Some(seen) => Explanation::OtherTag { wanted: wanted.to_string(), seen: seen.clone() },
                None => Explanation::NoImage { wanted: matcher.name.clone() },
            })
        }
    }
}
