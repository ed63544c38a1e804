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
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::warn;
use uuid::Uuid;

use super::{
    Session,
    clock::{Allowance, Clock},
    figures::{Counters, Figures},
    host::{Absence, HostStatus},
    life::{Beginning, Life},
    place::{Arrival, Will},
    pool::{Pool, Supplies, Warm},
    schedule::Schedule,
    session::{EndReason, Phase},
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

impl Refusal {
    /// The name by which programs know it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Absent(_) => "no-sandboxes",
            Self::NoExercise(_) => "no-such-exercise",
            Self::NoSession => "no-such-sandbox",
            Self::LearnerFull(_) => "too-many-sandboxes",
            Self::Full(_) => "machine-full",
            Self::Stopping => "server-stopping",
        }
    }
}

/// How many sessions there may be, and how long.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// In all.
    pub sessions: usize,
    /// Of one learner.
    pub per_learner: usize,
    /// How long each may last.
    pub allowance: Allowance,
    /// What each may use of the machine.
    pub limits: Limits,
    /// How many sandboxes wait for learners.
    pub pool: Schedule,
}

/// Learners who may wait for a place.
const QUEUE: usize = 500;

/// Where a session stands in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Sessions before it.
    pub ahead: usize,
    /// When a place is free at the latest, if all stay as long as they may without doing anything.
    pub latest: Option<Timestamp>,
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
    pool: Arc<Pool>,
    counters: Arc<Counters>,
    stopping: CancellationToken,
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
            instance,
            store,
            capacity: Arc::new(Semaphore::new(bounds.sessions)),
            pool: Arc::default(),
            counters: Arc::default(),
            list: Mutex::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            changes: watch::Sender::new(0),
            host: host.clone(),
            bounds,
        });
        let supplies = Supplies {
            instance: sessions.instance.clone(),
            allowance: sessions.bounds.allowance,
            limits: sessions.bounds.limits,
            capacity: sessions.capacity.clone(),
            tasks: sessions.tasks.clone(),
            host: host.clone(),
        };
        let keeping =
            sessions.pool.clone().keep(sessions.bounds.pool.clone(), supplies, sessions.stopping.clone());
        tokio::spawn(keeping);
        tokio::spawn(tell_of_host(host, sessions.changes.clone()));
        tokio::spawn(tell_pool(sessions.clone()));
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
        let opened = self.open_uncounted(learner, exercise);
        if let Err(refusal) = &opened {
            self.counters.count(|counted| *counted.refused.entry(refusal.name()).or_default() += 1);
        }
        opened
    }

    fn open_uncounted(&self, learner: &str, exercise: &str) -> Result<(Arc<Session>, bool), Refusal> {
        let mut list = self.all();
        let mine = || list.iter().filter(|session| session.learner == learner && !session.ended());
        if let Some(session) = mine().find(|session| session.exercise.id == exercise) {
            return Ok((session.clone(), false));
        }
        if mine().count() >= self.bounds.per_learner {
            return Err(Refusal::LearnerFull(self.bounds.per_learner));
        }
        let queued = list.iter().filter(|session| session.queued()).count();
        let session = self.start(learner, exercise, || match self.capacity.clone().try_acquire_owned() {
            Ok(permit) => Ok(Arrival::Now(permit)),
            Err(TryAcquireError::Closed) => Err(Refusal::Stopping),
            Err(TryAcquireError::NoPermits) if queued < QUEUE => Ok(Arrival::Queue(self.capacity.clone())),
            Err(TryAcquireError::NoPermits) => Err(Refusal::Full(self.bounds.sessions)),
        })?;
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
        if old.queued() {
            return Ok(old);
        }
        if old.ended() {
            return self.open(learner, exercise).map(|(session, _)| session);
        }
        let mut list = self.all();
        let fresh = self.start(learner, exercise, || Ok(old.will.bequeath()))?;
        list.retain(|session| session.id != old.id);
        list.push(fresh.clone());
        drop(list);
        old.end(EndReason::Replaced.into());
        Ok(fresh)
    }

    /// A session's turn in the queue; `None` if it does not wait.
    #[must_use]
    pub fn turn(&self, session: &Session) -> Option<Turn> {
        let list = self.all();
        let mut queue = list.iter().filter(|other| other.queued());
        let ahead = queue.position(|other| other.id == session.id)?;
        // Whatever learners do, their places are free at these moments.
        let busy = list.iter().filter(|other| !other.queued() && !other.ended());
        let mut ends: Vec<_> =
            busy.map(|other| other.live()).map(|live| live.idle_end.min(live.hard_end)).collect();
        ends.sort_unstable();
        Some(Turn { ahead, latest: ends.get(ahead).copied() })
    }

    /// How things stand.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut figures = Figures {
            pool: self.pool.len(),
            free: self.capacity.available_permits(),
            engine: matches!(*self.host.borrow(), HostStatus::Available(_)),
            counted: self.counters.read(),
            ..Figures::default()
        };
        for session in self.all().iter() {
            match session.live().phase {
                Phase::Queued => figures.queued += 1,
                Phase::Starting => figures.starting += 1,
                Phase::Ready => figures.ready += 1,
                Phase::Ended(_) => {}
            }
        }
        figures
    }

    /// The pool does not keep places from learners who wait.
    fn tell_pool(&self) {
        let waiting = self.all().iter().filter(|session| session.queued()).count();
        self.pool.give_way(waiting);
    }

    /// Ids of the sandboxes whose sessions are under way.
    #[must_use]
    pub fn known(&self) -> HashSet<String> {
        // A sandbox that is claimed goes from the pool to the list under the list's lock: it is in one of them.
        let list = self.all();
        let sessions = list.iter().filter(|session| !session.ended()).map(|session| session.id.clone());
        sessions.chain(self.pool.known()).collect()
    }

    /// Ends all sessions and waits until their sandboxes are removed. No session is opened any more.
    pub async fn shut_down(&self) {
        self.capacity.close();
        self.stopping.cancel();
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

    /// Starts a session in a sandbox of the pool, or else in one that is yet to come; the list is locked by the caller,
    /// who puts the session there.
    fn start(
        &self,
        learner: &str,
        exercise: &str,
        arrival: impl FnOnce() -> Result<Arrival, Refusal>,
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
        let (identity, will, beginning) = match self.pool.claim(&ready) {
            Some(Warm { identity, will, sandbox, .. }) => {
                (identity, will, Beginning::Pool(Box::new(sandbox)))
            }
            None => {
                let arrival = arrival()?;
                let identity = Identity {
                    instance: self.instance.clone(),
                    sandbox: Uuid::new_v4().simple().to_string(),
                    latest_end: clock.latest_end(),
                };
                (identity, Will::default(), Beginning::Arrival(arrival))
            }
        };
        let origin = match &beginning {
            Beginning::Pool(_) => "pool",
            Beginning::Arrival(Arrival::Now(_)) => "start",
            Beginning::Arrival(Arrival::After(_)) => "reset",
            Beginning::Arrival(Arrival::Queue(_)) => "queue",
        };
        self.counters.count(|counted| *counted.opened.entry(origin).or_default() += 1);
        let queued = matches!(beginning, Beginning::Arrival(Arrival::Queue(_)));
        let phase = if queued { Phase::Queued } else { Phase::Starting };
        let (session, checks) = Session::new(
            identity.sandbox.clone(),
            learner.to_owned(),
            Arc::new(exercise),
            clock,
            phase,
            will,
            self.changes.clone(),
        );
        let life = Life {
            session: session.clone(),
            checks,
            ready,
            identity,
            limits: self.bounds.limits,
            store: self.store.clone(),
            counters: self.counters.clone(),
            tracked: self.tasks.token(),
        };
        self.tasks.spawn(life.lead(beginning));
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

async fn tell_pool(sessions: Arc<Sessions>) {
    let mut changes = sessions.changes();
    while sessions
        .stopping
        .run_until_cancelled(changes.changed())
        .await
        .is_some_and(|changed| changed.is_ok())
    {
        sessions.tell_pool();
    }
}
