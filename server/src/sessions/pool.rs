//! Ready engines that wait for learners: claimed in a moment, used once, and replaced a few at a time, so that refilling
//! never starves those who work.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::Context;
use jiff::{Timestamp, Zoned};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{Instrument, debug, error_span, warn};
use uuid::Uuid;

use super::{
    clock::{Allowance, Clock},
    figures::Counters,
    host::{HostStatus, Ready},
    life::Tenure,
    place::{Arrival, Will},
    schedule::Schedule,
    seats::{Seat, Seats},
};
use crate::{
    sandbox::{
        Sandbox,
        hardening::Identity,
        tty::{Size, Tty},
    },
    timeouts,
};

/// Sandboxes that are started at the same time on each host; learners who find the pool empty start theirs besides.
const AT_ONCE: usize = 2;

/// A sandbox that waits for its learner.
pub(super) struct Warm {
    pub(super) identity: Identity,
    pub(super) will: Will,
    pub(super) sandbox: Sandbox,
    pub(super) ready: Arc<Ready>,
    pub(super) tenure: Tenure,
    /// Waits to be told the learner's language.
    pub(super) shell: Tty,
    made: Timestamp,
}

impl Warm {
    fn is_good(&self, hosts: &[HostStatus]) -> bool {
        let age = Timestamp::now().duration_since(self.made).unsigned_abs();
        let host = hosts[self.ready.number].ready();
        host.is_some_and(|ready| Arc::ptr_eq(&self.ready, ready))
            && age < timeouts::POOL_AGE
            && !self.sandbox.has_stopped()
    }
}

/// All that a warm sandbox is made with.
pub(super) struct Supplies {
    pub(super) instance: String,
    pub(super) allowance: Allowance,
    pub(super) seats: Arc<Seats>,
    pub(super) tasks: TaskTracker,
    pub(super) hosts: watch::Receiver<Vec<HostStatus>>,
    pub(super) counters: Arc<Counters>,
}

#[derive(Default)]
struct Shelf {
    warm: Vec<Warm>,
    /// Ids of those that are being started.
    starting: HashSet<String>,
}

/// The pool.
#[derive(Default)]
pub(super) struct Pool {
    shelf: Mutex<Shelf>,
    claimed: Notify,
    /// Learners who found the machine full and wait.
    waiting: AtomicUsize,
}

impl Pool {
    /// Takes the oldest sandbox whose host is as it was, if there is one.
    pub(super) fn claim(&self, hosts: &[HostStatus]) -> Option<Warm> {
        let mut shelf = self.shelf();
        let good = shelf.warm.iter().position(|warm| warm.is_good(hosts))?;
        let warm = shelf.warm.remove(good);
        self.claimed.notify_one();
        Some(warm)
    }

    /// Ids of the sandboxes in it, those that are being started among them.
    pub(super) fn known(&self) -> Vec<String> {
        let shelf = self.shelf();
        let warm = shelf.warm.iter().map(|warm| &warm.identity.sandbox);
        warm.chain(&shelf.starting).cloned().collect()
    }

    /// Tells the pool how many learners wait for a place.
    pub(super) fn give_way(&self, waiting: usize) {
        if self.waiting.swap(waiting, Ordering::Relaxed) != waiting {
            self.claimed.notify_one();
        }
    }

    fn hungry(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.shelf().warm.len()
    }

    /// Keeps as many as the schedule wants, until it is stopped; what it holds then is removed.
    pub(super) async fn keep(
        self: Arc<Self>,
        schedule: Schedule,
        supplies: Supplies,
        stop: CancellationToken,
    ) {
        let mut starts = JoinSet::new();
        let mut hosts = supplies.hosts.clone();
        while !stop.is_cancelled() {
            let statuses = hosts.borrow_and_update().clone();
            // The pool gives way to learners who wait for a place.
            let wanted = if self.hungry() { 0 } else { schedule.wanted(&Zoned::now()) };
            self.discard(&statuses, wanted);
            let at_once = AT_ONCE * statuses.iter().filter(|status| status.ready().is_some()).count();
            while starts.len() < at_once && self.len() + starts.len() < wanted {
                let Ok(seat) = supplies.seats.try_take() else { break };
                let identity = self.announce(&supplies);
                let (tasks, counters) = (supplies.tasks.clone(), supplies.counters.clone());
                starts.spawn(start(self.clone(), seat, identity, tasks, counters));
            }
            tokio::select! {
                Some(started) = starts.join_next() => if !matches!(started, Ok(true)) {
                    // Whatever the cause is, it will hardly have gone a moment later.
                    sleep(timeouts::ENGINE_RETRY).await;
                },
                () = self.claimed.notified() => {}
                changed = hosts.changed() => if changed.is_err() { break },
                () = sleep(timeouts::POOL_LOOK) => {}
                () = stop.cancelled() => {}
            }
        }
        // Those that are being started go first, so that none comes onto a shelf that was just cleared.
        starts.shutdown().await;
        *self.shelf() = Shelf::default();
    }

    /// Removes what is too old, what has stopped, and what is more than wanted.
    fn discard(&self, hosts: &[HostStatus], wanted: usize) {
        let mut shelf = self.shelf();
        shelf.warm.retain(|warm| warm.is_good(hosts));
        shelf.warm.truncate(wanted);
    }

    /// Names a sandbox before its container exists, so that it is nobody's orphan.
    fn announce(&self, supplies: &Supplies) -> Identity {
        let sandbox = Uuid::new_v4().simple().to_string();
        self.shelf().starting.insert(sandbox.clone());
        // The learner may come when it is as old as it may get.
        let latest_end = Clock::start(supplies.allowance, Timestamp::now() + timeouts::POOL_AGE).latest_end();
        Identity { instance: supplies.instance.clone(), sandbox, latest_end }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        // The shelf is whole between any two statements, so a panic elsewhere does not spoil it.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts one for the pool. Returns whether that went well.
async fn start(
    pool: Arc<Pool>,
    seat: Seat,
    identity: Identity,
    tasks: TaskTracker,
    counters: Arc<Counters>,
) -> bool {
    let will = Will::default();
    let made = async {
        let (place, ready) = Arrival::Now(seat).take(&will).await.context("a seat is a place")?;
        let tenure: Tenure = Arc::new((place, tasks.token()));
        let sandbox = ready.backend.start(&identity, Box::new(tenure.clone())).await?;
        // Dialled and opened now, so that the learner need not wait for it.
        timeout(timeouts::INNER_DIAL, sandbox.inner()).await.context("dialling the sandbox's engine")??;
        let shell = async {
            let mut shell = sandbox.container.open_shell(1, None, Size::default()).await?;
            shell.wait().await.map(|()| shell)
        };
        let shell = timeout(timeouts::SHELL, shell).await.context("opening a shell")??;
        let (identity, made) = (identity.clone(), Timestamp::now());
        anyhow::Ok(Warm { identity, will: will.clone(), sandbox, ready, tenure, shell, made })
    };
    let span = error_span!("pool", sandbox = identity.sandbox);
    let made = made.instrument(span.clone()).await;
    let _entered = span.entered();
    let mut shelf = pool.shelf();
    shelf.starting.remove(&identity.sandbox);
    match made {
        Ok(warm) => {
            counters.time_start(warm.sandbox.times);
            debug!(times = ?warm.sandbox.times, "a sandbox waits for its learner");
            shelf.warm.push(warm);
            true
        }
        Err(error) => {
            warn!(
                id = identity.sandbox,
                error = format!("{error:#}"),
                "no sandbox could be made ready ahead of time"
            );
            false
        }
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("known", &self.known()).finish()
    }
}
