//! A table of a manifest while it is read: strict about keys and values, and with a line for every problem.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, Problems};
use crate::suggest;
use crate::value::Value;
use crate::vars::Values;

/// Keys that stand beside the table of a fact, and are often put into it.
const BESIDE: [&str; 6] = ["absent", "after", "at_least", "at_most", "count", "ever"];

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
    known: Vec<String>,
    /// What stands for the exercise's variables.
    values: &'a Values,
}

impl<'a> Section<'a> {
    pub(crate) fn top(source: &'a Source<'a>, table: &'a DeTable<'a>, values: &'a Values) -> Section<'a> {
        Section { source, path: String::new(), start: None, table, known: Vec::new(), values }
    }

    /// Whether the key is there.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// Remembers what a key may hold, so that a test can hold the schema against it.
    fn asked(&self, key: &str, what: impl FnOnce() -> String) {
        #[cfg(test)]
        crate::tests::asked::note(&format!("{}{key}", self.path), what());
        #[cfg(not(test))]
        let _ = (key, what);
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The value of a key that may be missing.
    pub(crate) fn optional<T: Value>(&mut self, key: &'static str) -> Option<T> {
        self.asked(key, T::what);
        let value = self.entry(key)?;
        let read = T::read(value.get_ref(), self.values);
        if read.is_none() {
            self.wrong(key, value.get_ref(), &T::what());
        }
        read
    }

    /// The value of a key that may be missing, and must be unless something is so; says why then.
    pub(crate) fn optional_if<T: Value>(&mut self, key: &'static str, allowed: bool, why: &str) -> Option<T> {
        if self.has(key) && !allowed {
            self.problem(key, format!("{why}: take it out"));
            return None;
        }
        self.optional(key)
    }

    /// One of a few words, if the key is there.
    pub(crate) fn one_of(&mut self, key: &'static str, words: &[&str]) -> Option<String> {
        let what = format!("one of {}", quoted(words));
        self.asked(key, || what.clone());
        let value = self.entry(key)?.get_ref();
        let word = String::read(value, self.values).filter(|word| words.contains(&word.as_str()));
        if word.is_none() {
            self.wrong(key, value, &what);
        }
        word
    }

    /// Notes that a key holds something else than it may. What is wrong with a value of a variable only shows with that value.
    fn wrong(&self, key: &str, value: &DeValue<'_>, what: &str) {
        let variable =
            value.as_str().map(|text| (text, self.values.fill(text))).filter(|(text, it)| text != it);
        let message = match variable {
            Some((text, filled)) => format!(
                "wrong value: a learner may get `{filled}` from `{text}`; change `[vars]` so that it always is {what}"
            ),
            None => format!("wrong value: write {what}"),
        };
        self.problem(key, message);
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: Value>(&mut self, key: &'static str) -> Option<T> {
        if !self.has(key) {
            self.asked(key, T::what);
            self.problem(key, format!("missing: add `{key} = …`, {}", T::what()));
            return None;
        }
        self.optional(key)
    }

    /// One of a few words, for a key that must be there.
    pub(crate) fn required_one_of(&mut self, key: &'static str, words: &[&str]) -> Option<String> {
        if !self.has(key) {
            self.problem(key, format!("missing: add `{key} = …`, one of {}", quoted(words)));
        }
        self.one_of(key, words)
    }

    /// The table below a key.
    pub(crate) fn section(&mut self, key: &'static str) -> Option<Section<'a>> {
        self.asked(key, || "a table".into());
        let value = self.entry(key)?;
        let section = self.below(key, value);
        if section.is_none() {
            self.problem(key, format!("wrong value: write a table, `{key} = {{ … }}`"));
        }
        section
    }

    /// Every key that is there, for tables whose keys an author makes up.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.table.keys().map(|key| key.get_ref().to_string()).collect()
    }

    /// The table below a key that an author made up.
    pub(crate) fn any_section(&mut self, key: &str) -> Option<Section<'a>> {
        self.known.push(key.to_owned());
        self.asked(key, || "a table".into());
        let section = self.below(key, self.table.get(key)?);
        if section.is_none() {
            self.problem(key, format!("wrong value: write a table, `{key} = {{ … }}`"));
        }
        section
    }

    /// The tables below a key that may be missing, each written as `[[key]]`.
    pub(crate) fn optional_sections(&mut self, key: &'static str) -> Vec<Section<'a>> {
        if self.has(key) { self.sections(key) } else { Vec::new() }
    }

    /// The tables below a key, each written as `[[key]]`.
    pub(crate) fn sections(&mut self, key: &'static str) -> Vec<Section<'a>> {
        self.tables(key, &format!("each one as `[[{key}]]`, with two brackets"))
    }

    /// The tables below a key, written as a list on its line: `key = [{ … }, { … }]`.
    pub(crate) fn list(&mut self, key: &'static str) -> Vec<Section<'a>> {
        self.tables(key, &format!("a list of tables, `{key} = [{{ … }}, {{ … }}]`"))
    }

    fn tables(&mut self, key: &'static str, what: &str) -> Vec<Section<'a>> {
        self.asked(key, || "tables".into());
        let tables = self.entry(key).map(Spanned::get_ref).and_then(DeValue::as_array);
        let sections: Option<Vec<_>> = tables
            .map(|tables| tables.iter().map(|table| self.below(key, table)).collect())
            .unwrap_or_default();
        let problem = match sections {
            Some(sections) if !sections.is_empty() => return sections,
            _ if self.has(key) => format!("wrong value: write {what}"),
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
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        for key in self.table.keys().map(|key| key.get_ref().as_ref()) {
            if !known.contains(&key) {
                let here = self.path.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
                let remedy = match suggest::nearest(key, &known) {
                    _ if BESIDE.contains(&key) => format!("it stands beside `{here} = {{ … }}`, not in it"),
                    Some(meant) => format!("did you mean `{meant}`? Known here: {}", quoted(&known)),
                    None => format!("remove it or use one of {}", quoted(&known)),
                };
                self.problem(key, format!("unknown key: {remedy}"));
            }
        }
    }

    fn entry(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key.to_owned());
        self.table.get(key)
    }

    fn below(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Section<'a>> {
        Some(Section {
            source: self.source,
            path: format!("{}{key}.", self.path),
            start: Some(self.source.line(value.span())),
            table: value.get_ref().as_table()?,
            known: Vec::new(),
            values: self.values,
        })
    }
}

/// A list of words for a message: `` `a`, `b` ``.
pub(crate) fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
