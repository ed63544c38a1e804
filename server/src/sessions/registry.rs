//! Who has which session. Capacity is a permit that is held: no permit, no container.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use exercises::Catalogue;
use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use super::{
    Session,
    clock::{Allowance, Clock},
    host::{Absence, HostStatus},
    life::Life,
    session::EndReason,
};
use crate::{sandbox::hardening::Limits, store::Store};

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
        let permit = self.capacity.clone().try_acquire_owned();
        let permit = permit.map_err(|_| Refusal::Full(self.bounds.sessions))?;
        let session = self.start(learner, exercise, permit)?;
        // What has ended was kept for its last words, until now.
        list.retain(|old| !(old.learner == learner && old.exercise.id == exercise && old.ended()));
        list.push(session.clone());
        Ok((session, true))
    }

    /// Replaces a session by a fresh one, which takes over its place in the machine's capacity.
    ///
    /// # Errors
    /// When there is no engine, or no such session.
    pub async fn reset(&self, learner: &str, id: &str) -> Result<Arc<Session>, Refusal> {
        let old = self.get(learner, id)?;
        let exercise = old.exercise.id.clone();
        let Some(permit) = old.take_permit() else {
            return self.open(learner, &exercise).map(|(session, _)| session);
        };
        let fresh = self.start(learner, &exercise, permit)?;
        {
            let mut list = self.all();
            list.retain(|session| session.id != old.id);
            list.push(fresh.clone());
        }
        old.end(EndReason::Replaced).await;
        self.changes.send_modify(|count| *count += 1);
        Ok(fresh)
    }

    /// Ends all sessions and waits until their sandboxes are removed. No session is opened any more.
    pub async fn shut_down(&self) {
        self.capacity.close();
        self.tasks.close();
        let all = self.all().clone();
        for session in all {
            session.end(EndReason::ServerStopping).await;
        }
        self.tasks.wait().await;
    }

    fn start(
        &self,
        learner: &str,
        exercise: &str,
        permit: OwnedSemaphorePermit,
    ) -> Result<Arc<Session>, Refusal> {
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
        let id = Uuid::new_v4().simple().to_string();
        let (session, inbox) = Session::new(id, learner.to_owned(), Arc::new(exercise), &clock, permit);
        let life = Life {
            session: session.clone(),
            inbox,
            clock,
            ready,
            instance: self.instance.clone(),
            limits: self.bounds.limits,
            store: self.store.clone(),
            changes: self.changes.clone(),
        };
        self.tasks.spawn(life.lead());
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
