//! Verdicts over time: what was met and no longer is, is shown as broken again.

use std::collections::BTreeSet;

use exercises::{Explanation, Goal, Verdict};
use serde::Serialize;

/// Where a goal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "state")]
pub enum Standing {
    /// Not met yet. Without an explanation before the first evaluation.
    Open {
        /// Why not.
        why: Option<Explanation>,
    },
    /// Cannot be told before these goals are met.
    Waiting {
        /// Their ids.
        on: Vec<String>,
    },
    /// It holds.
    Met,
    /// It held, and no longer does.
    Broken {
        /// Why not.
        why: Explanation,
    },
    /// The platform could not tell.
    Fault,
    /// Nothing is told any more: somebody has replaced the engine.
    Foreign,
}

/// Where all goals of an exercise stand, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// One for each goal.
    pub standings: Vec<Standing>,
    ever_met: BTreeSet<usize>,
}

impl Board {
    /// The board before anything was evaluated.
    #[must_use]
    pub fn blank(goals: &[Goal]) -> Self {
        Self { standings: vec![Standing::Open { why: None }; goals.len()], ever_met: BTreeSet::new() }
    }

    /// The board of an exercise that was solved before: whatever does not hold now is broken.
    #[must_use]
    pub fn of_solved(goals: &[Goal]) -> Self {
        Self { ever_met: (0..goals.len()).collect(), ..Self::blank(goals) }
    }

    /// Takes new verdicts in. Returns whether all goals hold: where there is none, nothing is ever reached.
    pub fn update(&mut self, verdicts: Vec<Verdict>) -> bool {
        let ever_met = &mut self.ever_met;
        let stand = |(index, verdict)| match verdict {
            Verdict::Met => {
                ever_met.insert(index);
                Standing::Met
            }
            Verdict::Waiting { on } => Standing::Waiting { on },
            Verdict::Unmet(why) if ever_met.contains(&index) => Standing::Broken { why },
            Verdict::Unmet(why) => Standing::Open { why: Some(why) },
        };
        self.standings = verdicts.into_iter().enumerate().map(stand).collect();
        !self.standings.is_empty() && self.standings.iter().all(|standing| *standing == Standing::Met)
    }

    /// The platform could not tell: what was met stays met, the rest is our fault for now.
    pub fn fault(&mut self) {
        self.stand_still(&Standing::Fault);
    }

    /// Somebody has replaced the engine: what was met stays met, and nothing else is told any more.
    pub fn foreign(&mut self) {
        self.stand_still(&Standing::Foreign);
    }

    fn stand_still(&mut self, otherwise: &Standing) {
        for standing in &mut self.standings {
            if *standing != Standing::Met {
                *standing = otherwise.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board() -> Board {
        Board { standings: vec![Standing::Open { why: None }; 2], ever_met: BTreeSet::new() }
    }

    #[test]
    fn all_goals_must_hold_together() {
        let waiting = Verdict::Waiting { on: vec!["first".to_owned()] };
        assert!(!board().update(vec![Verdict::Met, waiting]));
        assert!(board().update(vec![Verdict::Met, Verdict::Met]));
    }

    #[test]
    fn where_there_is_nothing_to_reach_nothing_is_reached() {
        assert!(!Board::default().update(Vec::new()));
    }

    #[test]
    fn a_fault_takes_no_tick_away() {
        let mut board = board();
        board.update(vec![Verdict::Met, Verdict::Waiting { on: Vec::new() }]);
        board.fault();
        assert_eq!(board.standings, [Standing::Met, Standing::Fault]);
        board.foreign();
        assert_eq!(board.standings, [Standing::Met, Standing::Foreign]);
    }
}
