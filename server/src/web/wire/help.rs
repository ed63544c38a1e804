//! Hints and solution over the wire: what is open, as HTML in the reader's language, and what the rest waits for.

use exercises::{Exercise, Lang, Localized, Step, steps};
use serde::Serialize;

use crate::{
    sessions::help::{Door, Help},
    texts,
};

/// The help of an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    hints: Hints,
    solution: Solution,
}

/// Its hints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Hints {
    total: usize,
    /// Those that were opened, as HTML.
    shown: Vec<String>,
    /// The one after them, if there is one.
    next: Option<Next>,
}

/// Whether something opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Next {
    open: bool,
    /// What it waits for.
    why: Option<String>,
}

/// Its solution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Solution {
    shown: Option<Shown>,
    open: bool,
    /// What it waits for.
    why: Option<String>,
}

/// A solution that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Shown {
    script: String,
    /// Why it is as it is, as HTML.
    explanation: Option<String>,
}

impl Told {
    /// Tells the help of a learner's exercise in a language.
    pub(super) fn tell(exercise: &Exercise, help: &Help, lang: Lang) -> Self {
        let Help { hints_shown, next_hint, solution_shown, solution } = help;
        let html = |text: &Localized| book::fragment(text.get(lang));
        // A playground has no solution, whenever others open.
        let solution = Some(*solution).filter(|_| !exercise.is_playground());
        let shown = solution_shown.then(|| Shown {
            script: script(&exercise.solution, lang),
            explanation: exercise.explanation.as_ref().map(html),
        });
        Self {
            hints: Hints {
                total: exercise.hints.len(),
                shown: exercise.hints.iter().take(*hints_shown).map(html).collect(),
                next: next_hint.map(|door| Next { open: door.is_ok(), why: why(door, lang) }),
            },
            solution: Solution {
                shown,
                open: solution.is_some_and(|door| door.is_ok()),
                why: solution.and_then(|door| why(door, lang)),
            },
        }
    }
}

/// A solution as a learner reads it: what is answered in words is no command.
fn script(solution: &str, lang: Lang) -> String {
    let told = steps(solution).into_iter().map(|step| match step {
        Step::Type(lines) => lines,
        Step::Answer { text, .. } => texts::answer(&text, lang),
    });
    told.map(|part| part.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn why(door: Door, lang: Lang) -> Option<String> {
    door.err().map(|wait| texts::wait(wait, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_words_is_told_as_one() {
        let solution = "docker logs teller\n#? word: quay\ndocker rm teller\n";
        assert_eq!(script(solution, Lang::En), "docker logs teller\n# Answer: quay\ndocker rm teller");
        assert_eq!(script(solution, Lang::Fr), "docker logs teller\n# Réponse\u{a0}: quay\ndocker rm teller");
    }
}
