//! Puts panels, pictures, quizzes, times and meanings into the pages, and remembers which page shows which exercise and quiz.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use exercises::Lang;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use pulldown_cmark::{Event, HeadingLevel, TagEnd};

use crate::directives::{Kind, directives, parser};
use crate::edits::{Edit, apply};
use crate::front;
use crate::glossary::Glossary;
use crate::outline::{Outline, Page};
use crate::panel::WORKSPACE;
use crate::transcript;

/// What each page shows, in order: address of the page, relative to the book, to ids or names.
type Pages = BTreeMap<String, Vec<String>>;

/// What may be shown once only, as what a learner does with it is kept under its name.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) exercises: Pages,
    pub(crate) quizzes: Pages,
}

/// What a page shows of an exercise.
#[derive(Debug)]
pub(crate) struct Panel {
    /// Its block of Markdown.
    pub(crate) block: String,
    /// Minutes that it takes; a playground takes none.
    pub(crate) minutes: Option<u32>,
}

/// Replaces the directives of every page.
pub(crate) struct Directives {
    /// The language of the book.
    pub(crate) lang: Lang,
    /// Panels by the id of their exercise.
    pub(crate) panels: BTreeMap<String, Panel>,
    /// Pictures by name.
    pub(crate) diagrams: BTreeMap<String, String>,
    /// What words mean.
    pub(crate) glossary: Glossary,
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
        let mut outline = Outline::default();
        each_page(&mut book, |item| match item {
            BookItem::PartTitle(title) => {
                outline.part(title);
                Ok(())
            }
            BookItem::Chapter(page) => {
                outline.page(self.page(page)?);
                Ok(())
            }
            BookItem::Separator => Ok(()),
        })?;
        each_page(&mut book, |item| {
            if let BookItem::Chapter(page) = item {
                page.content = self.expanded(&address(page), &page.content, &outline)?;
            }
            Ok(())
        })?;
        Ok(book)
    }
}

impl Directives {
    /// What the outline shows of a page, whose front matter is taken off.
    fn page(&self, page: &mut Chapter) -> Result<Page> {
        let (front, markdown) = front::split(&page.content)?;
        let markdown = markdown.to_owned();
        let minutes = |id: &str| self.panels.get(id)?.minutes;
        let exercises = directives(&markdown)?
            .iter()
            .filter(|directive| directive.kind == Kind::Exercise)
            .filter_map(|directive| minutes(directive.name))
            .collect();
        // By this the style sheet knows that all of it has to fit on one page of paper.
        let sheet = if front.sheet { "\n<div class=\"sheet\"></div>\n" } else { "" };
        page.content = markdown + sheet;
        Ok(Page { title: page.name.clone(), address: address(page), front, exercises })
    }

    /// The page at `address` with everything that the build puts into it.
    fn expanded(&self, address: &str, content: &str, outline: &Outline) -> Result<String> {
        let mut edits = self.glossary.edits(content, address, self.lang)?;
        edits.extend(transcript::elsewhere(content, self.lang)?);
        edits.extend(outline.time(address, self.lang).and_then(|time| below_title(content, &time)));
        let mut panels = 0;
        for directive in directives(content)? {
            let name = directive.name;
            let block = match directive.kind {
                Kind::Glossary => self.glossary.list(self.lang),
                Kind::Contents => outline.table(name == "concepts", self.lang),
                Kind::Diagram => self
                    .diagrams
                    .get(name)
                    .with_context(|| {
                        format!(
                            "there is no picture `{name}`: {}",
                            known("pictures", "diagrams/", &self.diagrams)
                        )
                    })?
                    .clone(),
                Kind::Exercise => {
                    let panel = self.panels.get(name).with_context(|| {
                        format!(
                            "there is no exercise `{name}`: {}",
                            known("exercises", "exercises/", &self.panels)
                        )
                    })?;
                    show(&mut self.shown.borrow_mut().exercises, "exercise", address, name)?;
                    panels += 1;
                    panel.block.clone()
                }
                Kind::Quiz => {
                    let quiz = self.quizzes.get(name).with_context(|| {
                        format!("there is no quiz `{name}`: {}", known("quizzes", "quizzes/", &self.quizzes))
                    })?;
                    show(&mut self.shown.borrow_mut().quizzes, "quiz", address, name)?;
                    quiz.clone()
                }
            };
            edits.push((directive.range, block + "\n"));
        }
        let expanded = apply(content, edits);
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

/// Does something with each item of the book, and names the page where that is not possible.
fn each_page(book: &mut Book, mut work: impl FnMut(&mut BookItem) -> Result<()>) -> Result<()> {
    let mut result = Ok(());
    book.for_each_mut(|item| {
        let page = match item {
            BookItem::Chapter(page) if page.path.is_none() => return,
            BookItem::Chapter(page) => page.path.clone(),
            _ => None,
        };
        if result.is_ok() {
            result = work(item).with_context(|| {
                page.map_or_else(|| "the summary".to_owned(), |page| format!("page {}", page.display()))
            });
        }
    });
    result
}

/// Where the page will be, from the root of the book.
fn address(page: &Chapter) -> String {
    page.path
        .as_ref()
        .map_or_else(String::new, |path| path.with_extension("html").to_string_lossy().into_owned())
}

/// `block` below the title of the page.
fn below_title(content: &str, block: &str) -> Option<Edit> {
    let title = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Heading(HeadingLevel::H1)));
    let mut events = parser(content).into_offset_iter();
    let (_, range) = events.find(|(event, _)| title(event))?;
    Some((range.end..range.end, format!("\n{block}\n\n")))
}

/// How many workspaces the parser sees as HTML.
fn workspaces(markdown: &str) -> usize {
    parser(markdown)
        .filter(|event| matches!(event, pulldown_cmark::Event::Html(html) if html.contains(WORKSPACE)))
        .count()
}

fn known<T>(what: &str, folder: &str, blocks: &BTreeMap<String, T>) -> String {
    let names: Vec<_> = blocks.keys().map(String::as_str).collect();
    format!("correct the name, or add it to {folder} ({what} found: {})", names.join(", "))
}
