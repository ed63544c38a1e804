//! `solution.sh` and `wrong/*.sh`: what a learner types, and what a learner answers in words.

use std::path::Path;

use crate::problem::Problems;
use crate::section::quoted;

/// One thing that a learner does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Types these lines, each with its end, into the terminal.
    Type(String),
    /// Answers a goal in words: `#? goal: answer`.
    Answer {
        /// Id of the goal.
        goal: String,
        /// What is answered.
        text: String,
    },
}

/// What a script does, one after the other. Lines that belong together are typed in one step.
#[must_use]
pub fn steps(script: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for line in script.lines() {
        match (answer(line), steps.last_mut()) {
            (Some((goal, text)), _) => {
                steps.push(Step::Answer { goal: goal.to_owned(), text: text.to_owned() });
            }
            (None, Some(Step::Type(typed))) => *typed += &format!("{line}\n"),
            (None, _) if line.trim().is_empty() => {}
            (None, _) => steps.push(Step::Type(format!("{line}\n"))),
        }
    }
    steps
}

/// Whether a line is not typed but answers a goal.
pub(crate) fn is_answer(line: &str) -> bool {
    line.starts_with("#?")
}

/// The goal and the answer of a line `#? goal: answer`.
fn answer(line: &str) -> Option<(&str, &str)> {
    let (goal, text) = line.strip_prefix("#?")?.split_once(':')?;
    Some((goal.trim(), text.trim()))
}

/// Notes answers to no goal that can be answered. `answered` are those goals, `goals` all of them.
pub(crate) fn refuse_wrong_answers(
    file: &Path,
    text: &str,
    goals: &[&str],
    answered: &[&str],
    problems: &Problems,
) {
    for (index, line) in text.lines().enumerate().filter(|(_, line)| is_answer(line)) {
        let message = match answer(line).filter(|(goal, text)| !goal.is_empty() && !text.is_empty()) {
            None => "answers nothing: write the goal and the answer, `#? goal: answer`".into(),
            Some((goal, _)) if answered.contains(&goal) => continue,
            Some((goal, _)) if goals.contains(&goal) => {
                format!(
                    "the goal `{goal}` is not answered in words: take the line out, or give the goal `answer = {{ … }}`"
                )
            }
            Some((goal, _)) if answered.is_empty() => {
                format!("there is no goal `{goal}`, nor any that is answered in words: take the line out")
            }
            Some((goal, _)) => format!("there is no goal `{goal}`: use one of {}", quoted(answered)),
        };
        problems.key(file, Some(index + 1), "#?", message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_where_they_stand_and_the_rest_is_typed() {
        let script = "docker images\n\n#? size: 42 MB: about\ndocker ps\n# a comment\ndocker ps -a\n#?id:{{letters}}\n";
        let typed = |text: &str| Step::Type(text.to_owned());
        let answer = |goal: &str, text: &str| Step::Answer { goal: goal.to_owned(), text: text.to_owned() };
        assert_eq!(
            steps(script),
            [
                typed("docker images\n\n"),
                answer("size", "42 MB: about"),
                typed("docker ps\n# a comment\ndocker ps -a\n"),
                answer("id", "{{letters}}"),
            ]
        );
        assert_eq!(steps("#? size: 1\n\n"), [answer("size", "1")]);
        assert_eq!(steps(""), []);
    }
}
