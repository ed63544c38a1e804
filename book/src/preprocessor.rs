//! Puts panels, pictures and quizzes into the pages, and remembers which page shows which exercise and quiz.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::directives::{Kind, directives, parser};
use crate::panel::WORKSPACE;

/// What each page shows, in order: address of the page, relative to the book, to ids or names.
type Pages = BTreeMap<String, Vec<String>>;

/// What may be shown once only, as what a learner does with it is kept under its name.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) exercises: Pages,
    pub(crate) quizzes: Pages,
}

/// Replaces the directives of every page.
pub(crate) struct Directives {
    /// Panels by the id of their exercise.
    pub(crate) panels: BTreeMap<String, String>,
    /// Pictures by name.
    pub(crate) diagrams: BTreeMap<String, String>,
    /// Quizzes by name.
    pub(crate) quizzes: BTreeMap<String, String>,
    /// Filled while the pages go by; mdBook takes the preprocessor away, so the caller keeps a second hold.
    pub(crate) shown: Rc<RefCell<Shown>>,
}

impl Preprocessor for Directives {
    fn name(&self) -> &str {
        "quai"
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let mut result = Ok(());
        book.for_each_chapter_mut(|page| {
            let Some(path) = page.path.as_ref().filter(|_| result.is_ok()) else { return };
            result = self
                .page(&path.with_extension("html").to_string_lossy(), &page.content)
                .with_context(|| format!("page {}", path.display()))
                .map(|content| page.content = content);
        });
        result.map(|()| book)
    }
}

impl Directives {
    /// `content` with its directives replaced.
    fn page(&self, address: &str, content: &str) -> Result<String> {
        let mut expanded = String::with_capacity(content.len());
        let mut panels = 0;
        let mut end = 0;
        for directive in directives(content)? {
            let name = directive.name;
            let block = match directive.kind {
                Kind::Diagram => self.diagrams.get(name).with_context(|| {
                    format!(
                        "there is no picture `{name}`: {}",
                        known("pictures", "diagrams/", &self.diagrams)
                    )
                })?,
                Kind::Exercise => {
                    let panel = self.panels.get(name).with_context(|| {
                        format!(
                            "there is no exercise `{name}`: {}",
                            known("exercises", "exercises/", &self.panels)
                        )
                    })?;
                    show(&mut self.shown.borrow_mut().exercises, "exercise", address, name)?;
                    panels += 1;
                    panel
                }
                Kind::Quiz => {
                    let quiz = self.quizzes.get(name).with_context(|| {
                        format!("there is no quiz `{name}`: {}", known("quizzes", "quizzes/", &self.quizzes))
                    })?;
                    show(&mut self.shown.borrow_mut().quizzes, "quiz", address, name)?;
                    quiz
                }
            };
            expanded.push_str(&content[end..directive.range.start]);
            expanded.push_str(block);
            expanded.push('\n');
            end = directive.range.end;
        }
        expanded.push_str(&content[end..]);
        ensure!(
            workspaces(&expanded) == panels,
            "a task leaves something open that swallows the rest of its panel: close its code blocks and HTML tags"
        );
        Ok(expanded)
    }
}

/// Notes that the page at `address` shows `name`, which no page may have shown before.
fn show(shown: &mut Pages, what: &str, address: &str, name: &str) -> Result<()> {
    if let Some((page, _)) = shown.iter().find(|(_, names)| names.iter().any(|known| known == name)) {
        anyhow::bail!("{what} `{name}` is already shown by {page}: keep one of the two, and link to it");
    }
    shown.entry(address.to_owned()).or_default().push(name.to_owned());
    Ok(())
}

/// How many workspaces the parser sees as HTML.
fn workspaces(markdown: &str) -> usize {
    parser(markdown)
        .filter(|event| matches!(event, pulldown_cmark::Event::Html(html) if html.contains(WORKSPACE)))
        .count()
}

fn known(what: &str, folder: &str, blocks: &BTreeMap<String, String>) -> String {
    let names: Vec<_> = blocks.keys().map(String::as_str).collect();
    format!("correct the name, or add it to {folder} ({what} found: {})", names.join(", "))
}
