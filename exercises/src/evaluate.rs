//! Goals and facts in, verdicts out.

use std::collections::HashSet;

use serde::Serialize;

use crate::{Explanation, Facts, Goal};

/// What can be said of one goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", content = "why", rename_all = "lowercase")]
pub enum Verdict {
    /// It holds.
    Met,
    /// It cannot be judged before other goals are met.
    Waiting {
        /// Those of its `after` that are not met.
        on: Vec<String>,
    },
    /// It does not hold.
    Unmet(Explanation),
}

/// The verdict of each goal, in the order of `goals`.
///
/// Pure: the same goals and facts always give the same verdicts.
pub fn evaluate(goals: &[Goal], facts: &Facts) -> Vec<Verdict> {
    let reasons: Vec<Option<Explanation>> = goals.iter().map(|goal| why_not(goal, facts)).collect();
    let met = met(goals, &reasons);
    std::iter::zip(goals, reasons)
        .map(|(goal, reason)| {
            let on: Vec<String> =
                goal.after.iter().filter(|id| !met.contains(id.as_str())).cloned().collect();
            match reason {
                _ if !on.is_empty() => Verdict::Waiting { on },
                Some(explanation) => Verdict::Unmet(explanation),
                None => Verdict::Met,
            }
        })
        .collect()
}

/// The goals that hold, and after which all they come after hold as well. Grown until nothing is added, as
/// a goal may come after one that stands below it.
fn met<'a>(goals: &'a [Goal], reasons: &[Option<Explanation>]) -> HashSet<&'a str> {
    let mut met = HashSet::new();
    loop {
        let before = met.len();
        for (goal, reason) in std::iter::zip(goals, reasons) {
            if reason.is_none() && goal.after.iter().all(|id| met.contains(id.as_str())) {
                met.insert(goal.id.as_str());
            }
        }
        if met.len() == before {
            return met;
        }
    }
}

/// Why the goal is not met; nothing if it is. What the author says about a known misconception comes first.
fn why_not(goal: &Goal, facts: &Facts) -> Option<Explanation> {
    let reason = goal.fact.why_not(facts)?;
    let message = goal.messages.iter().find(|message| message.when.why_not(facts).is_none());
    Some(message.map_or(reason, |message| Explanation::Authored(message.text.clone())))
}
