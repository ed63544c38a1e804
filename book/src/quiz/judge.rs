//! Whether an answer is right. The page judges by itself, so that a reader need not wait; whoever counts asks here.

use exercises::Localized;
use serde::{Deserialize, Serialize};

use super::read::LONGEST_ANSWER;
use super::{Choice, Kind, Question, plain};

/// What is answered to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Choices, in ascending order, or all steps: numbers count from 0, as the author wrote them.
    Numbers(Vec<usize>),
    /// What was typed.
    Text(String),
}

impl Question {
    /// Whether `answer` is right; nothing where this question cannot be answered so.
    #[must_use]
    pub fn judge(&self, answer: &Answer) -> Option<bool> {
        match (&self.kind, answer) {
            (Kind::One(choices), Answer::Numbers(chosen)) if chosen.len() == 1 => {
                judge_choices(choices, chosen)
            }
            (Kind::Several(choices), Answer::Numbers(chosen)) => judge_choices(choices, chosen),
            (Kind::Order(steps), Answer::Numbers(order)) => judge_order(steps, order),
            (Kind::Text { accept, .. }, Answer::Text(typed)) => judge_text(accept, typed),
            _ => None,
        }
    }
}

fn judge_choices(choices: &[Choice], chosen: &[usize]) -> Option<bool> {
    let last = *chosen.last()?;
    let ascending = chosen.is_sorted_by(|one, next| one < next);
    let right = choices.iter().enumerate().filter(|(_, choice)| choice.why.is_none());
    (ascending && last < choices.len()).then(|| right.map(|(number, _)| number).eq(chosen.iter().copied()))
}

fn judge_order(steps: &[Localized], order: &[usize]) -> Option<bool> {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().eq(0..steps.len()).then(|| order.is_sorted())
}

fn judge_text(accept: &[String], typed: &str) -> Option<bool> {
    let fits = !typed.trim().is_empty() && typed.chars().count() <= LONGEST_ANSWER;
    fits.then(|| accept.iter().any(|right| plain(right) == plain(typed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(kind: Kind, answers: &[&str]) -> Vec<Option<bool>> {
        let question =
            Question { id: "it".into(), ask: Localized::default(), because: Localized::default(), kind };
        answers.iter().map(|answer| question.judge(&serde_json::from_str(answer).unwrap())).collect()
    }

    fn choices() -> Vec<Choice> {
        let wrong = [None, Some(Localized::default()), None];
        wrong.map(|why| Choice { text: Localized::default(), why }).into()
    }

    #[test]
    fn one_choice_is_right_and_more_are_no_answer() {
        let one = judged(Kind::One(choices()[..2].to_vec()), &["[0]", "[1]", "[2]", "[]", "[0,1]", "\"0\""]);
        assert_eq!(one, [Some(true), Some(false), None, None, None, None]);
    }

    #[test]
    fn several_choices_are_right_together_and_each_is_made_once() {
        let answers = ["[0,2]", "[0]", "[0,1,2]", "[2,0]", "[0,0]", "[0,3]", "[]"];
        let several = judged(Kind::Several(choices()), &answers);
        assert_eq!(several, [Some(true), Some(false), Some(false), None, None, None, None]);
    }

    #[test]
    fn an_order_has_every_step_once() {
        let steps = vec![Localized::default(); 3];
        let order = judged(Kind::Order(steps), &["[0,1,2]", "[1,0,2]", "[0,1]", "[0,1,1]", "[0,1,2,3]"]);
        assert_eq!(order, [Some(true), Some(false), None, None, None]);
    }

    #[test]
    fn capitals_and_spaces_do_not_matter_in_a_text_and_its_length_does() {
        let text = Kind::Text { accept: vec!["docker ps -a".into()], slips: Vec::new() };
        let long = format!("\"{}\"", "é".repeat(201));
        let typed = judged(text, &["\" Docker  PS -a\\n\"", "\"docker ps-a\"", "\" \"", &long, "[0]"]);
        assert_eq!(typed, [Some(true), Some(false), None, None, None]);
    }
}
