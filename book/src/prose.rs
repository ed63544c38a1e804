//! What readers read, without code and markup: for a spell checker.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use exercises::{Catalogue, Lang};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::directives::parser;
use crate::sources::collect;
use crate::{diagram, front, glossary::Glossary, quiz};

/// The sentences of one language, each with the file that has them: pages, quizzes, pictures, glossary and exercises.
///
/// # Errors
/// A file of the course that cannot be read.
pub fn prose(course: &Path, catalogue: &Catalogue, lang: Lang) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let root = course.join(lang.code());
    let mut pages = Vec::new();
    collect(&root, &mut pages)?;
    for page in pages {
        let name = page.strip_prefix(course).expect("collected below it").display().to_string();
        let text = fs::read_to_string(&page).with_context(|| format!("reading {name}"))?;
        found.push((name, sentences(front::split(&text)?.1)));
    }
    for (name, quiz) in quiz::quizzes(course)? {
        let texts = quiz.questions.iter().flat_map(quiz::Question::texts);
        found.extend(texts.map(|text| (format!("quizzes/{name}.toml"), sentences(text.get(lang)))));
    }
    for (name, texts) in diagram::texts(&course.join("diagrams"))? {
        found.extend(texts.iter().map(|text| (format!("diagrams/{name}.toml"), sentences(text.get(lang)))));
    }
    let glossary = Glossary::read(course)?;
    let terms = glossary.texts(lang);
    found.extend(terms.iter().map(|text| ("glossary.toml".to_owned(), sentences(text))));
    for exercise in catalogue {
        let goals = exercise.goals.iter().map(|goal| &goal.title);
        let texts = [&exercise.title, &exercise.task].into_iter().chain(goals);
        let texts = texts.chain(&exercise.hints).chain(&exercise.explanation);
        found.extend(texts.map(|text| (format!("exercise {}", exercise.id), sentences(text.get(lang)))));
    }
    Ok(found)
}

/// The words of Markdown: no code, no HTML, no addresses.
fn sentences(markdown: &str) -> String {
    let mut words = String::new();
    let mut in_code = false;
    for event in parser(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && !text.contains("{{") => words.push_str(&text),
            // What is next to code belongs to another word.
            Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_directives_are_not_read() {
        let read = sentences("Un *mot*, `docker ps`.\n\n```console\n$ ls\n```\n\n{{#quiz a}}\n");
        assert_eq!(read.split_whitespace().collect::<Vec<_>>(), ["Un", "mot", ",", "."]);
    }
}
