//! What the learner answers: for commands that only look, and change nothing.

use serde::Serialize;

use crate::section::Section;
use crate::{Facts, Lang};

/// The right answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AnswerMatcher {
    /// The goal that is answered.
    pub goal: String,
    /// Any of these is right.
    pub is: Vec<String>,
    /// A command whose output is right, when what is asked about is made up by the engine.
    pub run: Option<String>,
}

/// Why an answer does not do. The right one is never told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// There is none yet.
    None,
    /// A number is asked for.
    NoNumber {
        /// What was answered.
        given: String,
    },
    /// It is another one.
    Wrong {
        /// What was answered.
        given: String,
    },
    /// What is asked about is not there any more.
    Gone,
}

impl AnswerMatcher {
    pub(crate) fn read(mut section: Section<'_>, goal: &str) -> Option<AnswerMatcher> {
        let is: Vec<String> = section.optional("is").unwrap_or_default();
        let run = section.optional("run");
        if is.is_empty() && run.is_none() {
            section.problem_here(
                "no answer is right: add `is = \"…\"`, or `run = \"…\"` with a command that prints it",
            );
        }
        section.finish();
        Some(AnswerMatcher { goal: goal.to_owned(), is, run })
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::None)
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &AnswerMatcher, facts: &Facts) -> Option<Reason> {
    let given = facts.answers.get(&matcher.goal).map(String::as_str).filter(|given| !given.trim().is_empty());
    let Some(given) = given else { return Some(Reason::None) };
    let found = matcher.run.as_ref().map(|run| {
        let seen = facts.commands.iter().find(|seen| seen.run == *run && seen.exit_code == Some(0));
        seen.map(|seen| plain(&seen.output)).filter(|output| !output.is_empty())
    });
    let right: Vec<String> =
        matcher.is.iter().map(|answer| plain(answer)).chain(found.clone().flatten()).collect();
    let answer = plain(given);
    if right.contains(&answer) {
        return None;
    }
    let given = given.trim().chars().take(120).collect();
    let is_number = |text: &String| text.parse::<f64>().is_ok();
    Some(match found {
        Some(None) if right.is_empty() => Reason::Gone,
        _ if right.iter().all(is_number) && !is_number(&answer) => Reason::NoNumber { given },
        _ => Reason::Wrong { given },
    })
}

/// Capitals, spaces and quotes around an answer do not matter.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words.trim_matches(['`', '"', '\'', '«', '»', '“', '”', ' ', '\u{a0}']).to_owned()
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::None => say!(lang, "Vous n’avez pas encore répondu.", "You have not answered yet."),
            Reason::NoNumber { given } => say!(
                lang,
                "Vous avez répondu « {given} » : c’est un nombre qui est attendu.",
                "You answered “{given}”: a number is expected."
            ),
            Reason::Wrong { given } => {
                say!(lang, "« {given} » n’est pas la bonne réponse.", "“{given}” is not the right answer.")
            }
            Reason::Gone => say!(
                lang,
                "Ce sur quoi porte la question n’existe plus dans votre moteur : un bac à sable neuf le remettra en place.",
                "What the question is about is not in your engine any more: a fresh sandbox puts it back."
            ),
        }
    }
}
