//! What images, volumes and networks have in common: one is meant, and others may come near.

use serde::Serialize;

use super::quantity::{Noun, Quantity, Tally};
use crate::Lang;

/// Why a goal on things of one kind is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason<D> {
    /// There is none like that.
    None {
        /// Its name, if it is known by one.
        wanted: Option<String>,
        /// One whose name is nearly the same.
        near: Option<String>,
    },
    /// One comes near.
    Differs {
        /// Its name, if a person gave it one.
        name: Option<String>,
        /// The most telling difference.
        difference: D,
    },
    /// One is there that should not be.
    Remains {
        /// Its name, if a person gave it one.
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

/// The ways in which things of one kind differ, and the words for such things.
pub trait Difference {
    /// What they are called.
    const NOUN: Noun;

    /// One of them in the middle of a sentence: “the volume `notes`”, “an anonymous volume”.
    fn which(name: Option<&str>, lang: Lang) -> String;

    /// That there is none like the one that is meant.
    fn none(wanted: Option<&str>, near: Option<&str>, lang: Lang) -> String;

    /// What differs in `which`; a sentence that may begin with a small letter.
    fn text(&self, which: &str, lang: Lang) -> String;
}

/// Things that may be meant, each with what keeps it from being so; the ones to speak of first stand first.
pub(crate) type Judged<'a, T, D> = Vec<(&'a T, Vec<D>)>;

/// Why the goal is not met; nothing if it is. `name` is what a person called a thing, `none` what to say if none comes near.
pub(crate) fn judge<T, D>(
    judged: Judged<'_, T, D>,
    quantity: Quantity,
    name: impl Fn(&T) -> Option<String>,
    none: impl FnOnce() -> Reason<D>,
) -> Option<Reason<D>> {
    let mut matching =
        judged.iter().filter(|(_, differences)| differences.is_empty()).map(|(thing, _)| *thing);
    let seen = matching.clone().count();
    match quantity.compare(seen) {
        Tally::Right => None,
        Tally::Unwanted => Some(Reason::Remains { name: matching.next().and_then(name) }),
        Tally::Other => Some(Reason::Count { seen, wanted: quantity }),
        Tally::Missing => Some(match judged.into_iter().min_by_key(|(_, differences)| differences.len()) {
            Some((thing, mut differences)) => {
                Reason::Differs { name: name(thing), difference: differences.remove(0) }
            }
            None => none(),
        }),
    }
}

impl<D> Reason<D> {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::None { .. })
    }
}

impl<D: Difference> Reason<D> {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::None { wanted, near } => D::none(wanted.as_deref(), near.as_deref(), lang),
            Reason::Differs { name, difference } => {
                capitalised(&difference.text(&D::which(name.as_deref(), lang), lang))
            }
            Reason::Remains { name } => {
                let which = capitalised(&D::which(name.as_deref(), lang));
                say!(lang, "{which} est encore dans le moteur.", "{which} is still in the engine.")
            }
            Reason::Count { seen, wanted } => wanted.told(*seen, &D::NOUN, lang),
        }
    }
}

/// With a capital letter at its beginning.
fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
