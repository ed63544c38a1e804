//! Who has which session. Capacity is a permit that is held: no permit, no container.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use exercises::Catalogue;
use jiff::Timestamp;
use tokio::{
    sync::{Semaphore, TryAcquireError, watch},
    time::timeout,
};
use tokio_util::task::TaskTracker;
use tracing::warn;
use uuid::Uuid;

use super::{
    Session,
    clock::{Allowance, Clock},
    host::{Absence, HostStatus},
    life::Life,
    place::Arrival,
    session::EndReason,
};
use crate::{
    sandbox::hardening::{Identity, Limits},
    store::Store,
    timeouts,
};

/// Why a session was not opened, or not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no sandboxes now.
    Absent(Absence),
    /// No exercise is called so.
    NoExercise(String),
    /// No session of this learner has this id.
    NoSession,
    /// The learner has this many already.
    LearnerFull(usize),
    /// The machine has this many already.
    Full(usize),
    /// The server is stopping.
    Stopping,
}

/// How many sessions there may be, and how long.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// In all.
    pub sessions: usize,
    /// Of one learner.
    pub per_learner: usize,
    /// How long each may last.
    pub allowance: Allowance,
    /// What each may use of the machine.
    pub limits: Limits,
}

/// All sessions of this server.
#[derive(Debug)]
pub struct Sessions {
    catalogue: Arc<Catalogue>,
    bounds: Bounds,
    instance: String,
    store: Store,
    host: watch::Receiver<HostStatus>,
    capacity: Arc<Semaphore>,
    list: Mutex<Vec<Arc<Session>>>,
    tasks: TaskTracker,
    changes: watch::Sender<u64>,
}

impl Sessions {
    /// No session yet.
    #[must_use]
    pub fn new(
        catalogue: Arc<Catalogue>,
        bounds: Bounds,
        instance: String,
        store: Store,
        host: watch::Receiver<HostStatus>,
    ) -> Arc<Self> {
        let sessions = Arc::new(Self {
            catalogue,
            bounds,
            instance,
            store,
            capacity: Arc::new(Semaphore::new(bounds.sessions)),
            list: Mutex::default(),
            tasks: TaskTracker::new(),
            changes: watch::Sender::new(0),
            host: host.clone(),
        });
        tokio::spawn(tell_of_host(host, sessions.changes.clone()));
        sessions
    }

    /// Counts whatever changes what some learner sees.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Where the host's engine stands.
    #[must_use]
    pub fn host(&self) -> HostStatus {
        self.host.borrow().clone()
    }

    /// The sessions of a learner, those that ended and were not replaced among them, oldest first.
    #[must_use]
    pub fn of(&self, learner: &str) -> Vec<Arc<Session>> {
        self.all().iter().filter(|session| session.learner == learner).cloned().collect()
    }

    /// A learner's session by its id.
    ///
    /// # Errors
    /// When there is none, or it is somebody else's: both look the same.
    pub fn get(&self, learner: &str, id: &str) -> Result<Arc<Session>, Refusal> {
        self.of(learner).into_iter().find(|session| session.id == id).ok_or(Refusal::NoSession)
    }

    /// Opens a session, or returns the one that the learner already has for the exercise. The second value tells
    /// whether it is new.
    ///
    /// # Errors
    /// When there is no capacity, no engine, or no such exercise.
    pub fn open(&self, learner: &str, exercise: &str) -> Result<(Arc<Session>, bool), Refusal> {
        let mut list = self.all();
        let mine = || list.iter().filter(|session| session.learner == learner && !session.ended());
        if let Some(session) = mine().find(|session| session.exercise.id == exercise) {
            return Ok((session.clone(), false));
        }
        if mine().count() >= self.bounds.per_learner {
            return Err(Refusal::LearnerFull(self.bounds.per_learner));
        }
        let permit = match self.capacity.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(TryAcquireError::Closed) => return Err(Refusal::Stopping),
            Err(TryAcquireError::NoPermits) => return Err(Refusal::Full(self.bounds.sessions)),
        };
        let session = self.start(learner, exercise, Arrival::Now(permit))?;
        // What has ended was kept for its last words, until now.
        list.retain(|old| !(old.learner == learner && old.exercise.id == exercise && old.ended()));
        list.push(session.clone());
        Ok((session, true))
    }

    /// Replaces a session by a fresh one, which takes over its place in the machine's capacity as soon as its container
    /// is gone. One that has ended already has no place to hand over: the fresh one needs its own.
    ///
    /// # Errors
    /// When there is no engine, no capacity, or no such session.
    pub fn reset(&self, learner: &str, id: &str) -> Result<Arc<Session>, Refusal> {
        let old = self.get(learner, id)?;
        let exercise = &old.exercise.id;
        if old.ended() {
            return self.open(learner, exercise).map(|(session, _)| session);
        }
        let mut list = self.all();
        let fresh = self.start(learner, exercise, old.will.bequeath())?;
        list.retain(|session| session.id != old.id);
        list.push(fresh.clone());
        drop(list);
        old.end(EndReason::Replaced.into());
        Ok(fresh)
    }

    /// Ids of the sandboxes whose sessions are under way.
    #[must_use]
    pub fn known(&self) -> HashSet<String> {
        self.all().iter().filter(|session| !session.ended()).map(|session| session.id.clone()).collect()
    }

    /// Ends all sessions and waits until their sandboxes are removed. No session is opened any more.
    pub async fn shut_down(&self) {
        self.capacity.close();
        let all = {
            // Under the lock, so that no session is on its way into the list.
            let list = self.all();
            self.tasks.close();
            list.clone()
        };
        all.iter().for_each(|session| session.end(EndReason::ServerStopping.into()));
        if timeout(timeouts::SESSIONS_END, self.tasks.wait()).await.is_err() {
            warn!("some sandboxes were not removed in time; the next start will");
        }
    }

    /// Starts a session; the list is locked by the caller, who puts it there.
    fn start(&self, learner: &str, exercise: &str, arrival: Arrival) -> Result<Arc<Session>, Refusal> {
        let exercise =
            self.catalogue.get(exercise).ok_or_else(|| Refusal::NoExercise(exercise.to_owned()))?.clone();
        let ready = match self.host() {
            HostStatus::Available(ready) => ready,
            HostStatus::Unavailable(absence) => return Err(Refusal::Absent(absence)),
        };
        if self.tasks.is_closed() {
            return Err(Refusal::Stopping);
        }
        let clock = Clock::start(self.bounds.allowance, Timestamp::now());
        let identity = Identity {
            instance: self.instance.clone(),
            sandbox: Uuid::new_v4().simple().to_string(),
            latest_end: clock.latest_end(),
        };
        let (session, checks) = Session::new(
            identity.sandbox.clone(),
            learner.to_owned(),
            Arc::new(exercise),
            clock,
            self.changes.clone(),
        );
        let life = Life {
            session: session.clone(),
            checks,
            ready,
            identity,
            limits: self.bounds.limits,
            store: self.store.clone(),
            tracked: self.tasks.token(),
        };
        self.tasks.spawn(life.lead(arrival));
        self.changes.send_modify(|count| *count += 1);
        Ok(session)
    }

    fn all(&self) -> MutexGuard<'_, Vec<Arc<Session>>> {
        // The list is whole between any two statements, so a panic elsewhere does not spoil it.
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn tell_of_host(mut host: watch::Receiver<HostStatus>, changes: watch::Sender<u64>) {
    while host.changed().await.is_ok() {
        changes.send_modify(|count| *count += 1);
    }
}
