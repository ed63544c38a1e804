//! How many things may be as a goal says.

use serde::Serialize;
use toml::de::DeValue;

use crate::Lang;
use crate::section::Section;
use crate::value::Value;
use crate::vars::Values;

/// How many there must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quantity {
    /// No fewer.
    pub at_least: u32,
    /// No more, if that is bounded.
    pub at_most: Option<u32>,
}

/// A number of things, as a manifest gives it.
struct Number(u32);

impl Value for Number {
    fn what() -> String {
        format!("{}; for none, `absent = true`", u32::what())
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        u32::read(value, values).map(Number)
    }
}

/// How a number compares with what is asked for.
pub(crate) enum Tally {
    /// As asked for.
    Right,
    /// There is none, and there should be.
    Missing,
    /// There are some, and there should be none.
    Unwanted,
    /// There are some, but too few or too many.
    Other,
}

/// What things are called, one of them and several.
#[derive(Debug)]
pub struct Noun {
    /// In French.
    pub fr: (&'static str, &'static str),
    /// In English.
    pub en: (&'static str, &'static str),
}

impl Quantity {
    /// One or more: what is meant when nothing is said.
    pub const PRESENT: Quantity = Quantity { at_least: 1, at_most: None };
    /// None: `absent = true`.
    pub const ABSENT: Quantity = Quantity { at_least: 0, at_most: Some(0) };

    pub(crate) fn compare(self, number: usize) -> Tally {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        if number >= self.at_least && self.at_most.is_none_or(|most| number <= most) {
            Tally::Right
        } else if number == 0 {
            Tally::Missing
        } else if self.at_most == Some(0) {
            Tally::Unwanted
        } else {
            Tally::Other
        }
    }

    /// Reads `absent`, `count`, `at_least` and `at_most`, which stand beside a fact.
    pub(crate) fn read(section: &mut Section<'_>) -> Option<Quantity> {
        let given: Vec<&str> =
            ["absent", "count", "at_least", "at_most"].into_iter().filter(|key| section.has(key)).collect();
        match given[..] {
            [] => Some(Quantity::PRESENT),
            ["absent"] => Some(match section.optional::<bool>("absent")? {
                true => Quantity::ABSENT,
                false => Quantity::PRESENT,
            }),
            ["count"] => {
                let Number(count) = section.optional("count")?;
                Some(Quantity { at_least: count, at_most: Some(count) })
            }
            ["at_least"] => {
                let Number(at_least) = section.optional("at_least")?;
                Some(Quantity { at_least, at_most: None })
            }
            ["at_most"] => {
                let Number(at_most) = section.optional("at_most")?;
                Some(Quantity { at_least: 0, at_most: Some(at_most) })
            }
            ["at_least", "at_most"] => {
                let (at_least, at_most) = (section.optional("at_least"), section.optional("at_most"));
                let (Number(at_least), Number(at_most)) = (at_least?, at_most?);
                if at_least > at_most {
                    section.problem("at_most", "is less than `at_least`: nothing can be both; correct one");
                }
                Some(Quantity { at_least, at_most: Some(at_most) })
            }
            [.., last] => {
                section.problem(
                    last,
                    "says how many once more: keep `absent`, `count`, or `at_least` with `at_most`",
                );
                None
            }
        }
    }

    /// That so many were found, and another number is asked for.
    pub(crate) fn told(self, seen: usize, noun: &Noun, lang: Lang) -> String {
        let wanted = self.text(lang);
        match seen {
            1 => {
                let (fr, en) = (noun.fr.0, noun.en.0);
                say!(
                    lang,
                    "1 {fr} correspond : la consigne en demande {wanted}.",
                    "1 {en} matches: the task asks for {wanted}."
                )
            }
            _ => {
                let (fr, en) = (noun.fr.1, noun.en.1);
                say!(
                    lang,
                    "{seen} {fr} correspondent : la consigne en demande {wanted}.",
                    "{seen} {en} match: the task asks for {wanted}."
                )
            }
        }
    }

    /// “exactly 3”, “at least 2”, in words that follow “the task asks for”.
    fn text(self, lang: Lang) -> String {
        match self {
            Quantity { at_least, at_most: None } => say!(lang, "au moins {at_least}", "at least {at_least}"),
            Quantity { at_least, at_most: Some(most) } if at_least == most => say!(lang, "{most}", "{most}"),
            Quantity { at_least: 0, at_most: Some(most) } => say!(lang, "au plus {most}", "at most {most}"),
            Quantity { at_least, at_most: Some(most) } => {
                say!(lang, "de {at_least} à {most}", "{at_least} to {most}")
            }
        }
    }
}
