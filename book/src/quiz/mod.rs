//! Quizzes: `quizzes/<name>.toml` holds questions, `{{#quiz name}}` puts them into a page.
//!
//! - `read` reads a file strictly, and says everything that is wrong with it at once.
//! - `html` is how a quiz stands in a page before any script has run.
//! - `judge` tells right answers from wrong ones, for whoever does not trust the page.
//! - `shuffle` mixes the steps of a question, for every reader alike.

mod html;
mod judge;
mod read;
mod shuffle;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use exercises::Localized;

pub(crate) use html::html;
pub use judge::Answer;
#[cfg(test)]
pub(crate) use read::read;

/// Quizzes by name.
pub type Quizzes = BTreeMap<String, Quiz>;

/// Questions that stand in a page together, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name, unique within the quiz.
    pub id: String,
    /// What is asked, inline Markdown.
    pub ask: Localized,
    /// Why the right answer is right, inline Markdown.
    pub because: Localized,
    /// How it is answered.
    pub kind: Kind,
}

/// How a question is answered, and which answers are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// By one of the choices, of which one is right.
    One(Vec<Choice>),
    /// By all choices that are right, at least one.
    Several(Vec<Choice>),
    /// By putting steps, which stand here in the right order, into it.
    Order(Vec<Localized>),
    /// By typing.
    Text {
        /// What is right, the usual one first.
        accept: Vec<String>,
        /// Likely wrong answers.
        slips: Vec<Slip>,
    },
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says, inline Markdown.
    pub text: Localized,
    /// Why it is wrong, inline Markdown; nothing where it is right.
    pub why: Option<Localized>,
}

/// A likely wrong answer to a question that is answered by typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is typed.
    pub text: String,
    /// Why it is wrong, inline Markdown.
    pub why: Localized,
}

impl Question {
    /// Everything that is read of it.
    pub(crate) fn texts(&self) -> Vec<&Localized> {
        let mut texts = vec![&self.ask, &self.because];
        match &self.kind {
            Kind::One(choices) | Kind::Several(choices) => {
                texts.extend(
                    choices.iter().flat_map(|choice| [Some(&choice.text), choice.why.as_ref()]).flatten(),
                );
            }
            Kind::Order(steps) => texts.extend(steps),
            Kind::Text { slips, .. } => texts.extend(slips.iter().map(|slip| &slip.why)),
        }
        texts
    }
}

/// Every quiz of the `course`. Quizzes that no page shows are read too.
///
/// # Errors
///
/// All that is wrong with all of them, a line each, with file, question and remedy.
pub fn quizzes(course: &Path) -> Result<Quizzes> {
    let folder = course.join("quizzes");
    let mut quizzes = Quizzes::new();
    let mut problems = Vec::new();
    // git keeps no empty folder, and a course may ask nothing.
    if !folder.exists() {
        return Ok(quizzes);
    }
    for entry in fs::read_dir(&folder).with_context(|| format!("reading folder {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let file = path.strip_prefix(course).unwrap_or(&path).display();
        match read::read(&text) {
            _ if path.extension().is_none_or(|kind| kind != "toml") || !is_name(&name) => {
                problems.push(format!("{file}: no name of a quiz: {NAME_RULE}, and end it with `.toml`"));
            }
            Ok(quiz) => {
                quizzes.insert(name, quiz);
            }
            Err(wrong) => problems.extend(wrong.into_iter().map(|problem| format!("{file}: {problem}"))),
        }
    }
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(quizzes)
}

/// What names of quizzes and of questions look like: they stand in addresses and in HTML.
const NAME_RULE: &str = "use lower-case letters, digits and hyphens only, as in `second-run`";

/// Whether a name keeps to [`NAME_RULE`].
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// What is compared of a typed answer: capitals, and runs and ends of spaces, do not matter.
fn plain(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
