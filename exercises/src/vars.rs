//! Variables of an exercise: values that differ from learner to learner, so that an answer that was copied is wrong.
//!
//! A value is drawn from a key that only the server knows, the learner and the exercise: the same learner always gets the
//! same one, and nobody can work out another's.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::section::{Section, quoted};

/// How a value is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Var {
    /// A whole number between two, both included: `{ from = 8000, to = 8999 }`.
    Number {
        /// The least.
        from: u32,
        /// The greatest.
        to: u32,
    },
    /// One of these: `{ one_of = ["red", "blue"] }`.
    OneOf(Vec<String>),
    /// So many lower-case letters and digits, none of which looks like another: `{ letters = 8 }`.
    Letters(u32),
}

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8] = b"abcdefghkmnpqrstuvwxyz23456789";

/// The values of an exercise's variables, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

/// Words that Go templates of `docker … --format '{{…}}'` have for themselves.
const RESERVED: [&str; 6] = ["end", "else", "break", "continue", "range", "template"];

impl Var {
    fn draw(&self, random: &[u8; 32]) -> String {
        let number = |at: usize| {
            let bytes: [u8; 4] = random[at..at + 4].try_into().expect("four bytes are four bytes");
            u32::from_be_bytes(bytes)
        };
        match self {
            Var::Number { from, to } => {
                let span = u64::from(to.saturating_sub(*from)) + 1;
                (u64::from(*from) + u64::from(number(0)) % span).to_string()
            }
            Var::OneOf(words) => {
                words.get(number(0) as usize % words.len().max(1)).cloned().unwrap_or_default()
            }
            Var::Letters(count) => {
                let letter =
                    |index: usize| char::from(LETTERS[usize::from(random[index % 32]) % LETTERS.len()]);
                (0..*count as usize).map(letter).collect()
            }
        }
    }
}

impl Values {
    /// The values of a learner in an exercise.
    #[must_use]
    pub fn draw(vars: &BTreeMap<String, Var>, key: &[u8; 32], learner: &str, exercise: &str) -> Values {
        let draw = |(name, var): (&String, &Var)| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
            for part in [learner, exercise, name] {
                mac.update(part.as_bytes());
                // Nothing that comes from people holds this byte, so that no two draws run into each other.
                mac.update(&[0]);
            }
            (name.clone(), var.draw(&mac.finalize().into_bytes().into()))
        };
        Values(vars.iter().map(draw).collect())
    }

    /// Values that stand for those that nobody has drawn yet: the least of each, or the greatest.
    pub(crate) fn sample(vars: &BTreeMap<String, Var>, greatest: bool) -> Values {
        let value = |var: &Var| match var {
            Var::Number { from, to } => if greatest { to } else { from }.to_string(),
            Var::OneOf(words) => {
                let word = if greatest { words.last() } else { words.first() };
                word.cloned().unwrap_or_default()
            }
            Var::Letters(count) => if greatest { "z" } else { "a" }.repeat(*count as usize),
        };
        Values(vars.iter().map(|(name, var)| (name.clone(), value(var))).collect())
    }

    /// By name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The text with every `{{name}}` replaced. What is no variable stays as it is.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = placeholder(rest) {
            filled.push_str(before);
            match self.0.get(name) {
                Some(value) => filled.push_str(value),
                None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// Values that come from elsewhere: what the server has told of a learner.
impl FromIterator<(String, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(values: I) -> Self {
        Values(values.into_iter().collect())
    }
}

/// The names in `{{name}}` that are no variable, each with its line.
pub(crate) fn undefined<'a>(text: &'a str, vars: &BTreeMap<String, Var>) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (index, mut line) in text.lines().enumerate() {
        while let Some((_, name, after)) = placeholder(line) {
            if !vars.contains_key(name) {
                found.push((index + 1, name));
            }
            line = after;
        }
    }
    found
}

/// The first `{{name}}`: what is before it, the name, and what comes after. Templates of Go look otherwise: `{{.Names}}`.
pub(crate) fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("{{") {
        let open = from + at;
        let inside = &text[open + 2..];
        if let Some(end) = inside.find("}}") {
            let name = &inside[..end];
            if is_var(name) {
                return Some((&text[..open], name, &inside[end + 2..]));
            }
        }
        from = open + 1;
    }
    None
}

fn is_var(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && !RESERVED.contains(&name)
}

/// Reads `[vars]`.
pub(crate) fn read(mut section: Section<'_>) -> BTreeMap<String, Var> {
    let mut vars = BTreeMap::new();
    for name in section.keys() {
        let Some(mut var) = section.any_section(&name) else { continue };
        if !is_var(&name) {
            var.problem_here("no name for a variable: use lower-case letters, digits and `_`, as in `port`");
        }
        let (from, to): (Option<u32>, Option<u32>) = (var.optional("from"), var.optional("to"));
        let one_of: Option<Vec<String>> = var.optional("one_of");
        let letters: Option<u32> = var.optional("letters");
        let drawn = match (from, to, one_of, letters) {
            (Some(from), Some(to), None, None) if from <= to => Some(Var::Number { from, to }),
            (None, None, Some(words), None) if !words.is_empty() => Some(Var::OneOf(words)),
            (None, None, None, Some(letters @ 1..=32)) => Some(Var::Letters(letters)),
            _ => {
                var.problem_here(
                    "cannot be drawn: write `{ from = 8000, to = 8999 }`, `{ one_of = [\"…\"] }` or `{ letters = 8 }` \
                     (32 at most)",
                );
                None
            }
        };
        var.finish();
        vars.extend(drawn.map(|var| (name, var)));
    }
    vars
}

/// What to do about a name that is no variable.
pub(crate) fn remedy(name: &str, vars: &BTreeMap<String, Var>) -> String {
    let known: Vec<&str> = vars.keys().map(String::as_str).collect();
    match known.is_empty() {
        true => format!("there is no variable `{name}`: add `[vars]` with `{name} = {{ from = 1, to = 9 }}`"),
        false => {
            format!("there is no variable `{name}`: use one of {}, or add it to `[vars]`", quoted(&known))
        }
    }
}
