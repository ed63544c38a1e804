//! The glossary: `glossary.toml` says what each word of Docker means, in both languages.
//!
//! A page links a word where it first uses it, `[container](term:container)`: the meaning shows there, and the link
//! leads to the page that has them all, which asks for them by `{{#glossary}}`.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use exercises::Lang;
use pulldown_cmark::{Event, Tag};
use serde::Deserialize;

use crate::directives::{line_of, parser};
use crate::edits::Edit;
use crate::fragment::inline;

/// The page that has them all, from the root of the book.
pub(crate) const PAGE: &str = "appendix/glossary.html";

/// What a link to a term begins with.
const SCHEME: &str = "term:";

/// The terms by id.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Glossary(BTreeMap<String, Term>);

/// A term in both languages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    fr: Entry,
    en: Entry,
}

/// A term in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The word, as it stands in a dictionary.
    word: String,
    /// One or two sentences, inline Markdown.
    means: String,
}

impl Term {
    fn entry(&self, lang: Lang) -> &Entry {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

impl Glossary {
    /// The glossary in the folder of the course; a course may have none.
    pub(crate) fn read(course: &Path) -> Result<Self> {
        let file = course.join("glossary.toml");
        if !file.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        toml::from_str(&text)
            .map_err(|error| anyhow::anyhow!("{}", error.to_string().trim_end()))
            .context("glossary.toml (each term needs `fr` and `en` with `word` and `means`)")
    }

    /// Words and meanings.
    pub(crate) fn texts(&self, lang: Lang) -> Vec<&str> {
        let entries = self.0.values().map(|term| term.entry(lang));
        entries.flat_map(|Entry { word, means }| [word.as_str(), means.as_str()]).collect()
    }

    /// All terms, as a list in the order of the alphabet.
    pub(crate) fn list(&self, lang: Lang) -> String {
        let mut terms: Vec<_> = self.0.iter().map(|(id, term)| (id, term.entry(lang))).collect();
        terms.sort_by_key(|(_, entry)| sorted_as(&entry.word));
        let mut list = String::from("<dl class=\"glossary\">\n");
        for (id, Entry { word, means }) in terms {
            writeln!(list, "<dt id=\"{id}\">{}</dt>\n<dd>{}</dd>", inline(word), inline(means))
                .expect("a text takes any text");
        }
        list + "</dl>\n"
    }

    /// The links to terms in `markdown`, a page at `address`, replaced by the word with its meaning.
    pub(crate) fn edits(&self, markdown: &str, address: &str, lang: Lang) -> Result<Vec<Edit>> {
        let up = "../".repeat(address.matches('/').count());
        let (mut edits, mut explained) = (Vec::new(), HashSet::new());
        for (event, range) in parser(markdown).into_offset_iter() {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            let Some(id) = dest_url.strip_prefix(SCHEME) else { continue };
            let source = &markdown[range.clone()];
            let at = || format!("line {}", line_of(markdown, range.start));
            let term = self.0.get(id).with_context(|| {
                let known: Vec<_> = self.0.keys().map(String::as_str).collect();
                format!(
                    "{}: no term `{id}`: correct it, or add it to glossary.toml ({})",
                    at(),
                    known.join(", ")
                )
            })?;
            let shown = source
                .strip_prefix('[')
                .and_then(|rest| rest.rsplit_once("]("))
                .map(|(shown, _)| shown)
                .with_context(|| format!("{}: write `[{id}](term:{id})`", at()))?;
            let href = format!("{up}{PAGE}#{id}");
            edits.push((
                range,
                if explained.insert(id.to_owned()) {
                    let means = inline(&term.entry(lang).means);
                    // One element in one line: whatever else stands between tags would be a space in the sentence.
                    format!(
                        "<span class=\"term\"><a href=\"{href}\" aria-describedby=\"term-{id}\">{shown}</a>\
                     <span class=\"term-means\" role=\"tooltip\" id=\"term-{id}\">{means}</span></span>"
                    )
                } else {
                    format!("<a href=\"{href}\">{shown}</a>")
                },
            ));
        }
        Ok(edits)
    }
}

/// A word as dictionaries sort it: without accents and capitals.
fn sorted_as(word: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'û' | 'ù' => 'u',
        'ç' => 'c',
        other => other,
    };
    word.to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary() -> Glossary {
        toml::from_str(
            "[image]\nfr = { word = \"image\", means = \"Un `modèle`.\" }\nen = { word = \"image\", means = \"A model.\" }\n\
             [state]\nfr = { word = \"état\", means = \"Oui.\" }\nen = { word = \"state\", means = \"Yes.\" }",
        )
        .unwrap()
    }

    #[test]
    fn a_term_is_explained_where_it_first_appears() {
        let page = "Une [image *neuve*](term:image), une [image](term:image).";
        let edited = crate::edits::apply(page, glossary().edits(page, "a/b.html", Lang::Fr).unwrap());
        assert_eq!(
            edited,
            "Une <span class=\"term\"><a href=\"../appendix/glossary.html#image\" aria-describedby=\"term-image\">image *neuve*</a>\
             <span class=\"term-means\" role=\"tooltip\" id=\"term-image\">Un <code>modèle</code>.</span></span>, \
             une <a href=\"../appendix/glossary.html#image\">image</a>."
        );
    }

    #[test]
    fn an_unknown_term_is_told_with_its_line() {
        let told = glossary().edits("a\n\n[b](term:b)", "a.html", Lang::En).unwrap_err().to_string();
        assert_eq!(told, "line 3: no term `b`: correct it, or add it to glossary.toml (image, state)");
    }

    #[test]
    fn the_list_is_sorted_as_a_dictionary_is() {
        let list = glossary().list(Lang::Fr);
        assert!(list.find("état").unwrap() < list.find(">image").unwrap(), "{list}");
    }
}
