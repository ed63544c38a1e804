//! Goals and facts in, verdicts out.

use std::collections::HashSet;

use serde::Serialize;

use crate::{Explanation, Fact, Facts, Goal, containers, images, registry};

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
    let reasons: Vec<Option<Explanation>> = goals.iter().map(|goal| why_not(&goal.fact, facts)).collect();
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

/// Why the fact is not so; nothing if it is.
fn why_not(fact: &Fact, facts: &Facts) -> Option<Explanation> {
    match fact {
        Fact::Container { matcher, presence, ever } => containers::why_not(matcher, *presence, *ever, facts),
        Fact::Image { matcher, presence } => images::why_not(matcher, *presence, facts),
        Fact::Registry(matcher) => registry::why_not(matcher, facts),
    }
}
