//! Sessions of an earlier server, taken up where they were left.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tracing::warn;

use super::Sessions;
use crate::sessions::{
    clock::Clock,
    desk::Desk,
    durations::Click,
    groundwork::Groundwork,
    life::Beginning,
    place::Will,
    preview,
    session::{Opening, Phase},
};
use crate::store::Kept;

impl Sessions {
    /// Takes up the sessions that an earlier server has left: their sandboxes are looked for as soon as their hosts answer.
    /// To be called before the hosts are watched, for what nobody knows is removed.
    pub fn take_up(&self, kept: Vec<Kept>) {
        for kept in kept {
            if let Err(why) = self.take_one_up(&kept) {
                warn!(sandbox = kept.sandbox, why, "a sandbox of an earlier server is given up");
            }
        }
    }

    fn take_one_up(&self, kept: &Kept) -> Result<(), &'static str> {
        let exercise = self.variants.of(&kept.learner, &kept.exercise).ok_or("its exercise is gone")?;
        let host = self.addresses.iter().position(|address| *address == kept.host);
        let host = host.ok_or("its host is no longer in the list")?;
        let moment = |millis| Timestamp::from_millisecond(millis).map_err(|_| "its times are none");
        let latest_end = Timestamp::from_second(kept.latest_end).map_err(|_| "its times are none")?;
        let hard_end = moment(kept.hard_end)?;
        let extended = Duration::from_millis(kept.extended.try_into().unwrap_or_default());
        let opening = Opening {
            id: kept.sandbox.clone(),
            learner: kept.learner.clone(),
            exercise: Arc::new(exercise),
            clock: Clock::resume(self.bounds.allowance, hard_end, extended, Timestamp::now()),
            phase: Phase::Ready,
            solved: kept.solved,
            answers: kept.answers.clone(),
            rescued: false,
            preview: preview::name(&self.secret, &kept.sandbox),
            desks: std::array::from_fn(|_| Desk { inherited: true, ..Desk::default() }),
            will: Will::default(),
            changes: self.changes.clone(),
        };
        let identity = self.identity(kept.sandbox.clone(), latest_end);
        let click = Click::now("kept", self.counters.clone());
        let beginning = Beginning::Kept(self.seats.occupy(host));
        let session = self.live(opening, identity, Groundwork::of(kept), click, beginning);
        self.all().push(session);
        Ok(())
    }
}
