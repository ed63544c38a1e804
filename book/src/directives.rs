//! Finds `{{#exercise id}}`, `{{#diagram name}}` and the like in the Markdown of a page.
//!
//! A directive is a paragraph of its own. Asking the Markdown parser for paragraphs, not looking for lines,
//! leaves code blocks alone: there a page may well show a directive instead of using one.

use std::ops::Range;

use anyhow::{Result, bail, ensure};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a directive asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The panel of an exercise.
    Exercise,
    /// A picture.
    Diagram,
    /// All terms, with what they mean.
    Glossary,
    /// All pages with their minutes, or those of a path.
    Contents,
    /// Questions.
    Quiz,
}

/// A directive, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Directive<'a> {
    /// What it asks for.
    pub(crate) kind: Kind,
    /// Which one.
    pub(crate) name: &'a str,
    /// Its bytes in the page.
    pub(crate) range: Range<usize>,
}

/// The directives of `page`, in order. Errors name the line and the remedy.
pub(crate) fn directives(page: &str) -> Result<Vec<Directive<'_>>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut in_code = false;
    let mut taken = 0..0;
    for (event, range) in parser(page).into_offset_iter() {
        let at = || format!("line {}", line_of(page, range.start));
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 && is_directive(&page[range.clone()]) => {
                let text = page[range.clone()].trim();
                let (kind, name) = parse(text).map_err(|problem| problem.context(at()))?;
                found.push(Directive { kind, name, range: range.clone() });
                taken = range;
                depth += 1;
            }
            Event::Start(tag) => {
                in_code |= matches!(tag, Tag::CodeBlock(_));
                depth += 1;
            }
            Event::End(tag) => {
                in_code &= tag != TagEnd::CodeBlock;
                depth -= 1;
            }
            Event::Text(text) if !in_code && !taken.contains(&range.start) => ensure!(
                !text.contains("{{#"),
                "{}: `{{{{#` inside a text, a list or a quotation: put the directive alone on a line at the margin, \
                 with an empty line before and after",
                at()
            ),
            _ => {}
        }
    }
    Ok(found)
}

/// A parser that sees the structure that mdBook will see.
pub(crate) fn parser(markdown: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    Parser::new_ext(markdown, options)
}

fn is_directive(paragraph: &str) -> bool {
    let text = paragraph.trim();
    text.starts_with("{{#") && !text.contains('\n')
}

fn parse(text: &str) -> Result<(Kind, &str)> {
    let words = text.strip_prefix("{{#").and_then(|rest| rest.strip_suffix("}}"));
    let Some(words) = words.map(|words| words.split_whitespace().collect::<Vec<_>>()) else {
        bail!("`{text}` is not closed: end it with `}}}}` and nothing after");
    };
    match words[..] {
        ["exercise", id] => Ok((Kind::Exercise, id)),
        ["diagram", name] => Ok((Kind::Diagram, name)),
        ["quiz", name] => Ok((Kind::Quiz, name)),
        ["glossary"] => Ok((Kind::Glossary, "")),
        ["contents", path @ ("full" | "concepts")] => Ok((Kind::Contents, path)),
        _ => bail!(
            "`{text}` is no directive: write `{{{{#exercise ID}}}}`, `{{{{#diagram NAME}}}}`, `{{{{#quiz NAME}}}}`, \
             `{{{{#glossary}}}}`, `{{{{#contents full}}}}` or `{{{{#contents concepts}}}}`"
        ),
    }
}

/// The line, counted from 1, of a byte of the page.
pub(crate) fn line_of(page: &str, offset: usize) -> usize {
    page[..offset].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(page: &str) -> String {
        format!("{:#}", directives(page).unwrap_err())
    }

    #[test]
    fn a_directive_is_a_paragraph_of_its_own() {
        let page = "# Title\n\n{{#exercise run-nginx}}\n\ntext\n\n{{#diagram  vm }}\n";
        let found = directives(page).unwrap();
        let short: Vec<_> = found.iter().map(|d| (d.kind, d.name, page[d.range.clone()].trim())).collect();
        assert_eq!(
            short,
            [
                (Kind::Exercise, "run-nginx", "{{#exercise run-nginx}}"),
                (Kind::Diagram, "vm", "{{#diagram  vm }}")
            ]
        );
    }

    #[test]
    fn code_may_show_a_directive() {
        let page = "```text\n\n{{#exercise a}}\n\n```\n\nUse `{{#exercise a}}`, and `docker ps --format '{{.Names}}'`.\n";
        assert_eq!(directives(page).unwrap(), []);
    }

    #[test]
    fn an_error_names_line_and_remedy() {
        let inside = problem("one\n\n- {{#exercise a}}\n");
        assert!(inside.starts_with("line 3: ") && inside.contains("alone on a line"), "{inside}");
        let inside = problem("one {{#exercise a}} two");
        assert!(inside.starts_with("line 1: ") && inside.contains("alone on a line"), "{inside}");
        let unknown = problem("\n\n{{#include x.md}}");
        assert!(
            unknown.contains("line 3: `{{#include x.md}}` is no directive: write `{{#exercise ID}}`"),
            "{unknown}"
        );
        assert!(problem("{{#exercise}}").contains("is no directive"));
        assert!(problem("{{#exercise a").contains("not closed"));
    }
}
