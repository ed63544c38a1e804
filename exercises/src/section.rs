//! A table of a manifest while it is read: strict about keys and values, and with a line for every problem.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, Problems};
use crate::{ContainerState, suggest};

/// The file a table stands in.
pub(crate) struct Source<'a> {
    pub(crate) file: &'a Path,
    pub(crate) text: &'a str,
    pub(crate) problems: &'a Problems,
}

impl Source<'_> {
    /// The line on which something starts, counted from 1.
    pub(crate) fn line(&self, span: Range<usize>) -> usize {
        1 + self.text.bytes().take(span.start).filter(|&byte| byte == b'\n').count()
    }

    /// Notes a problem, at a line if it has one.
    pub(crate) fn problem(&self, line: Option<usize>, key: Option<&str>, message: impl Into<String>) {
        let key = key.map(str::to_owned);
        self.problems.add(Problem { file: self.file.to_owned(), line, key, message: message.into() });
    }
}

/// A table being read. Every key is asked for by name; what was not asked for by the end is unknown.
pub(crate) struct Section<'a> {
    pub(crate) source: &'a Source<'a>,
    /// The keys that lead here, with a dot at the end: `goal.container.`, or nothing at the top.
    path: String,
    /// The line where the table starts; nothing at the top.
    start: Option<usize>,
    table: &'a DeTable<'a>,
    known: Vec<&'static str>,
}

impl<'a> Section<'a> {
    pub(crate) fn top(source: &'a Source<'a>, table: &'a DeTable<'a>) -> Section<'a> {
        Section { source, path: String::new(), start: None, table, known: Vec::new() }
    }

    /// Whether the key is there.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The value of a key that may be missing.
    pub(crate) fn optional<T: Value>(&mut self, key: &'static str) -> Option<T> {
        let value = self.entry(key)?;
        let read = T::read(value.get_ref());
        if read.is_none() {
            self.problem(key, format!("wrong value: write {}", T::WHAT));
        }
        read
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: Value>(&mut self, key: &'static str) -> Option<T> {
        if !self.has(key) {
            self.problem(key, format!("missing: add {}", T::WHAT));
            return None;
        }
        self.optional(key)
    }

    /// The table below a key.
    pub(crate) fn section(&mut self, key: &'static str) -> Option<Section<'a>> {
        let value = self.entry(key)?;
        let section = self.below(key, value);
        if section.is_none() {
            self.problem(key, format!("wrong value: write a table, `{key} = {{ … }}`"));
        }
        section
    }

    /// The tables below a key, each written as `[[key]]`.
    pub(crate) fn sections(&mut self, key: &'static str) -> Vec<Section<'a>> {
        let tables = self.entry(key).map(Spanned::get_ref).and_then(DeValue::as_array);
        let sections: Option<Vec<_>> = tables
            .map(|tables| tables.iter().map(|table| self.below(key, table)).collect())
            .unwrap_or_default();
        let problem = match sections {
            Some(sections) if !sections.is_empty() => return sections,
            _ if self.has(key) => format!("wrong value: write each one as `[[{key}]]`, with two brackets"),
            _ => format!("missing: add at least one `[[{key}]]`"),
        };
        self.problem(key, problem);
        Vec::new()
    }

    /// The line of a key.
    pub(crate) fn line(&self, key: &str) -> Option<usize> {
        self.table.get_key_value(key).map(|(key, _)| self.source.line(key.span()))
    }

    /// Notes a problem with a key of this table, at its line or, if it is missing, at the table's.
    pub(crate) fn problem(&self, key: &str, message: impl Into<String>) {
        let line = self.line(key).or(self.start);
        self.source.problem(line, Some(&format!("{}{key}", self.path)), message);
    }

    /// Notes a problem with this table as a whole.
    pub(crate) fn problem_here(&self, message: impl Into<String>) {
        self.source.problem(self.start, Some(self.path.trim_end_matches('.')), message);
    }

    /// Notes every key that was not asked for.
    pub(crate) fn finish(mut self) {
        self.known.sort_unstable();
        self.known.dedup();
        for key in self.table.keys().map(|key| key.get_ref().as_ref()) {
            if !self.known.contains(&key) {
                let known = quoted(&self.known);
                let remedy = match suggest::nearest(key, &self.known) {
                    Some(meant) => format!("did you mean `{meant}`? Known here: {known}"),
                    None => format!("remove it or use one of {known}"),
                };
                self.problem(key, format!("unknown key: {remedy}"));
            }
        }
    }

    fn entry(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.get(key)
    }

    fn below(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Section<'a>> {
        Some(Section {
            source: self.source,
            path: format!("{}{key}.", self.path),
            start: Some(self.source.line(value.span())),
            table: value.get_ref().as_table()?,
            known: Vec::new(),
        })
    }
}

/// A list of words for a message: `` `a`, `b` ``.
pub(crate) fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// What a key may hold.
pub(crate) trait Value: Sized {
    /// What to write, for the author.
    const WHAT: &'static str;

    fn read(value: &DeValue<'_>) -> Option<Self>;
}

impl Value for String {
    const WHAT: &'static str = "a text in quotes that is not empty";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    }
}

impl Value for Vec<String> {
    const WHAT: &'static str = "a list of texts, none of them empty: `[\"…\"]`";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        value.as_array()?.iter().map(|item| String::read(item.get_ref())).collect()
    }
}

impl Value for bool {
    const WHAT: &'static str = "`true` or `false`";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        value.as_bool()
    }
}

impl Value for i64 {
    const WHAT: &'static str = "a whole number";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        let number = value.as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }
}

impl Value for u32 {
    const WHAT: &'static str = "a whole number from 1 up";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        i64::read(value).and_then(|number| u32::try_from(number).ok()).filter(|&number| number > 0)
    }
}

impl Value for u16 {
    const WHAT: &'static str = "a port, from 1 to 65535";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        i64::read(value).and_then(|number| u16::try_from(number).ok()).filter(|&number| number > 0)
    }
}

impl Value for ContainerState {
    const WHAT: &'static str =
        "one of \"created\", \"running\", \"paused\", \"restarting\", \"exited\", \"dead\", \"removing\"";

    fn read(value: &DeValue<'_>) -> Option<Self> {
        value.as_str()?.parse().ok()
    }
}
