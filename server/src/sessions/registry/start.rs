//! How sessions begin.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use uuid::Uuid;

use super::Sessions;
use crate::{
    sandbox::hardening::Identity,
    sessions::{
        Refusal, Session,
        clock::Clock,
        durations::Click,
        groundwork::Groundwork,
        host::HostStatus,
        life::{Beginning, Life},
        place::{Arrival, Will},
        preview,
        session::{Opening, Phase},
    },
};

impl Sessions {
    /// Starts a session in a sandbox of the pool, or else in one that is yet to come; the list is locked by the caller,
    /// who puts the session there.
    pub(super) fn start(
        &self,
        learner: &str,
        exercise: &str,
        rescued: bool,
        arrival: impl FnOnce() -> Result<Arrival, Refusal>,
    ) -> Result<Arc<Session>, Refusal> {
        let exercise =
            self.variants.of(learner, exercise).ok_or_else(|| Refusal::NoExercise(exercise.to_owned()))?;
        let hosts = self.hosts.borrow().clone();
        if let HostStatus::Unavailable(absence) = HostStatus::overall(&hosts) {
            return Err(Refusal::Absent(absence));
        }
        if self.tasks.is_closed() {
            return Err(Refusal::Stopping);
        }
        let clock = Clock::start(self.bounds.allowance, Timestamp::now());
        let (identity, will, beginning) = match self.pool.claim(&hosts) {
            Some(warm) => (warm.identity.clone(), warm.will.clone(), Beginning::Pool(Box::new(warm))),
            None => {
                let beginning = Beginning::Arrival(arrival()?);
                let id = Uuid::new_v4().simple().to_string();
                (self.identity(id, clock.latest_end()), Will::default(), beginning)
            }
        };
        let origin = beginning.name();
        self.counters.count(|counted| *counted.opened.entry(origin).or_default() += 1);
        let click = Click::now(origin, self.counters.clone());
        let opening = Opening {
            id: identity.sandbox.clone(),
            learner: learner.to_owned(),
            exercise: Arc::new(exercise),
            clock,
            phase: if origin == "queue" { Phase::Queued } else { Phase::Starting },
            solved: false,
            answers: BTreeMap::new(),
            rescued,
            preview: preview::name(&self.secret, &identity.sandbox),
            desks: Default::default(),
            will,
            changes: self.changes.clone(),
        };
        Ok(self.live(opening, identity, Groundwork::none(), click, beginning))
    }

    /// Gives a session its life.
    pub(super) fn live(
        &self,
        opening: Opening,
        identity: Identity,
        groundwork: Groundwork,
        click: Click,
        beginning: Beginning,
    ) -> Arc<Session> {
        let (session, checks) = Session::new(opening);
        let life = Life {
            session: session.clone(),
            checks,
            identity,
            hosts: self.hosts.clone(),
            addresses: self.addresses.clone(),
            groundwork,
            probes: None,
            store: self.store.clone(),
            counters: self.counters.clone(),
            click,
            lost: self.lost.clone(),
            freeze: self.bounds.freeze,
            handover: self.handover.clone(),
            turns: self.turns.clone(),
            tracked: self.tasks.token(),
        };
        self.tasks.spawn(life.lead(beginning));
        self.changes.send_modify(|count| *count += 1);
        session
    }
}
