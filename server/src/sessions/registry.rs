//! Who has which session. Those of an earlier server come in through `take_up`.

mod start;
mod take_up;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    sync::{Semaphore, mpsc, watch},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};

use super::{
    Session,
    clock::Allowance,
    durations::Timed,
    figures::{Counters, Figures},
    host::HostStatus,
    place::Arrival,
    pool::{Pool, Supplies},
    refusal::Refusal,
    schedule::Schedule,
    seats::{NoSeat, Seats},
    session::{EndReason, Phase},
    variants::Variants,
};
use crate::{
    sandbox::hardening::Identity,
    store::{Secret, Store},
    timeouts,
};

/// How many sessions there may be, and how long.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// On each host.
    pub sessions: usize,
    /// Of one learner.
    pub per_learner: usize,
    /// How long each may last.
    pub allowance: Allowance,
    /// A sandbox that is not used for so long is frozen.
    pub freeze: Duration,
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
    /// The exercises, as each learner has them.
    pub variants: Variants,
    /// From which names of previews are made.
    secret: Secret,
    bounds: Bounds,
    instance: String,
    pub(super) store: Store,
    hosts: watch::Receiver<Vec<HostStatus>>,
    /// Where each of them listens.
    addresses: Arc<[String]>,
    seats: Arc<Seats>,
    pool: Arc<Pool>,
    turns: Arc<Semaphore>,
    counters: Arc<Counters>,
    stopping: CancellationToken,
    /// Cancelled when the sandboxes are left to the next server.
    handover: CancellationToken,
    /// Told of sessions that were lost with their host.
    lost: mpsc::UnboundedSender<Arc<Session>>,
    list: Mutex<Vec<Arc<Session>>>,
    tasks: TaskTracker,
    changes: watch::Sender<u64>,
}

impl Sessions {
    /// No session yet, on the hosts at these addresses, whose statuses come in the same order.
    #[must_use]
    pub fn new(
        variants: Variants,
        secret: Secret,
        bounds: Bounds,
        instance: String,
        store: Store,
        addresses: Arc<[String]>,
        hosts: watch::Receiver<Vec<HostStatus>>,
    ) -> Arc<Self> {
        let (lost, found_lost) = mpsc::unbounded_channel();
        let sessions = Arc::new(Self {
            variants,
            secret,
            instance,
            store,
            seats: Seats::new(addresses.len(), bounds.sessions),
            pool: Arc::default(),
            turns: Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from))),
            counters: Arc::default(),
            list: Mutex::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            handover: CancellationToken::new(),
            lost,
            changes: watch::Sender::new(0),
            hosts: hosts.clone(),
            addresses,
            bounds,
        });
        let supplies = Supplies {
            instance: sessions.instance.clone(),
            allowance: sessions.bounds.allowance,
            seats: sessions.seats.clone(),
            tasks: sessions.tasks.clone(),
            hosts: hosts.clone(),
            counters: sessions.counters.clone(),
        };
        let keeping =
            sessions.pool.clone().keep(sessions.bounds.pool.clone(), supplies, sessions.stopping.clone());
        // Counted, so that the server waits for what the pool removes.
        sessions.tasks.spawn(keeping);
        tokio::spawn(sessions.seats.clone().follow(hosts.clone()));
        tokio::spawn(tell_of_hosts(hosts, sessions.changes.clone()));
        tokio::spawn(tell_pool(sessions.clone()));
        tokio::spawn(rescue(sessions.clone(), found_lost));
        sessions
    }

    /// What some learner sees has changed though no session has: pages are told.
    pub fn tell_change(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Counts whatever changes what some learner sees.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Where the hosts stand, all together.
    #[must_use]
    pub fn host(&self) -> HostStatus {
        HostStatus::overall(&self.hosts.borrow())
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

    /// Whoever's session the preview of this name shows; it may have ended.
    #[must_use]
    pub fn previewed(&self, name: &str) -> Option<Arc<Session>> {
        self.all().iter().find(|session| session.preview() == name).cloned()
    }

    /// Opens a session, or returns the one that the learner already has for the exercise. The second value tells
    /// whether it is new.
    ///
    /// # Errors
    /// When there is no capacity, no engine, or no such exercise.
    pub fn open(&self, learner: &str, exercise: &str) -> Result<(Arc<Session>, bool), Refusal> {
        let opened = self.open_uncounted(learner, exercise, false);
        if let Err(refusal) = &opened {
            self.counters.count(|counted| *counted.refused.entry(refusal.name()).or_default() += 1);
        }
        opened
    }

    fn open_uncounted(
        &self,
        learner: &str,
        exercise: &str,
        rescued: bool,
    ) -> Result<(Arc<Session>, bool), Refusal> {
        let mut list = self.all();
        let mine = || list.iter().filter(|session| session.learner == learner && !session.ended());
        if let Some(session) = mine().find(|session| session.exercise.id == exercise) {
            return Ok((session.clone(), false));
        }
        if mine().count() >= self.bounds.per_learner {
            return Err(Refusal::LearnerFull(self.bounds.per_learner));
        }
        let queued = list.iter().filter(|session| session.queued()).count();
        let session = self.start(learner, exercise, rescued, || match self.seats.try_take() {
            Ok(seat) => Ok(Arrival::Now(seat)),
            Err(NoSeat::Closed) => Err(Refusal::Stopping),
            Err(NoSeat::Full) if queued < QUEUE => Ok(Arrival::Queue(self.seats.queue())),
            Err(NoSeat::Full) => Err(Refusal::Full(self.bounds.sessions * self.addresses.len())),
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
        let fresh = self.start(learner, exercise, false, || Ok(old.will.bequeath()))?;
        list.retain(|session| session.id != old.id);
        list.push(fresh.clone());
        drop(list);
        old.end(EndReason::Replaced.into());
        Ok(fresh)
    }

    /// Moves the hard end of a session by a step, within bounds. A learner who is told so has it, whatever happens to this
    /// server.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub async fn extend(&self, session: &Session) -> anyhow::Result<()> {
        session.extend();
        let hard_end = session.live().hard_end.as_millisecond();
        self.store.prolong(&session.id, hard_end, session.extended()).await
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
            free: self.seats.free(),
            engine: self.host().ready().is_some(),
            counted: self.counters.read(),
            ..Figures::default()
        };
        for session in self.all().iter() {
            figures.frozen += usize::from(session.is_frozen());
            match session.live().phase {
                Phase::Queued => figures.queued += 1,
                Phase::Starting => figures.starting += 1,
                Phase::Ready => figures.ready += 1,
                Phase::Ended(_) => {}
            }
        }
        figures
    }

    /// Counts how long something took.
    pub fn time(&self, what: Timed, label: &'static str, took: Duration) {
        self.counters.time(what, label, took);
    }

    /// Counts sandboxes that were removed because nobody owned them.
    pub fn count_reaped(&self, count: u64) {
        self.counters.count(|counted| counted.reaped += count);
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
        let all = self.close();
        all.iter().for_each(|session| session.end(EndReason::ServerStopping.into()));
        self.wait_for_the_last().await;
    }

    /// Leaves the sessions to the server that starts next: their sandboxes go on, and end by themselves if none comes.
    /// Returns how many that are. Those that wait for learners are removed.
    pub async fn hand_over(&self) -> usize {
        let all = self.close();
        self.handover.cancel();
        self.wait_for_the_last().await;
        all.iter().filter(|session| !session.ended()).count()
    }

    fn close(&self) -> Vec<Arc<Session>> {
        self.seats.close();
        self.stopping.cancel();
        // Under the lock, so that no session is on its way into the list.
        let list = self.all();
        self.tasks.close();
        list.clone()
    }

    async fn wait_for_the_last(&self) {
        if timeout(timeouts::SESSIONS_END, self.tasks.wait()).await.is_err() {
            warn!("some sandboxes were not removed in time; the next start will");
        }
    }

    fn identity(&self, sandbox: String, latest_end: Timestamp) -> Identity {
        Identity { instance: self.instance.clone(), sandbox, latest_end }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Arc<Session>>> {
        // The list is whole between any two statements, so a panic elsewhere does not spoil it.
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn tell_of_hosts(mut hosts: watch::Receiver<Vec<HostStatus>>, changes: watch::Sender<u64>) {
    while hosts.changed().await.is_ok() {
        changes.send_modify(|count| *count += 1);
    }
}

/// Gives learners whose host was lost a fresh sandbox, on another one or on the same that is back.
async fn rescue(sessions: Arc<Sessions>, mut lost: mpsc::UnboundedReceiver<Arc<Session>>) {
    while let Some(Some(session)) = sessions.stopping.run_until_cancelled(lost.recv()).await {
        // Where that is refused, the page shows how the old one ended, and how to open another.
        if let Err(refusal) = sessions.open_uncounted(&session.learner, &session.exercise.id, true) {
            info!(sandbox = session.id, ?refusal, "a learner whose host was lost gets no other sandbox");
        }
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
