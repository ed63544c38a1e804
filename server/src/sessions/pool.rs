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
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{debug, warn};
use uuid::Uuid;

use super::{
    clock::{Allowance, Clock},
    host::{HostStatus, Ready},
    place::{Arrival, Will},
    schedule::Schedule,
};
use crate::{
    sandbox::{
        Sandbox,
        hardening::{self, Identity, Limits},
    },
    timeouts,
};

/// Sandboxes that are started at the same time for the pool; learners who find it empty start theirs besides.
const AT_ONCE: usize = 2;

/// A sandbox that waits for its learner.
pub(super) struct Warm {
    pub(super) identity: Identity,
    pub(super) will: Will,
    pub(super) sandbox: Sandbox,
    ready: Arc<Ready>,
    made: Timestamp,
}

impl Warm {
    fn is_good(&self, ready: &Arc<Ready>) -> bool {
        let age = Timestamp::now().duration_since(self.made).unsigned_abs();
        Arc::ptr_eq(&self.ready, ready) && age < timeouts::POOL_AGE && !self.sandbox.has_stopped()
    }
}

/// All that a warm sandbox is made with.
pub(super) struct Supplies {
    pub(super) instance: String,
    pub(super) allowance: Allowance,
    pub(super) limits: Limits,
    pub(super) capacity: Arc<Semaphore>,
    pub(super) tasks: TaskTracker,
    pub(super) host: watch::Receiver<HostStatus>,
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
    /// Takes the oldest sandbox that is good for `ready`, if there is one.
    pub(super) fn claim(&self, ready: &Arc<Ready>) -> Option<Warm> {
        let mut shelf = self.shelf();
        let good = shelf.warm.iter().position(|warm| warm.is_good(ready))?;
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
        let mut host = supplies.host.clone();
        while !stop.is_cancelled() {
            let ready = match &*host.borrow_and_update() {
                HostStatus::Available(ready) => Some(ready.clone()),
                HostStatus::Unavailable(_) => None,
            };
            // The pool gives way to learners who wait for a place.
            let wanted = if self.hungry() { 0 } else { schedule.wanted(&Zoned::now()) };
            self.discard(ready.as_ref(), wanted);
            if let Some(ready) = ready {
                while starts.len() < AT_ONCE && self.len() + starts.len() < wanted {
                    let Ok(permit) = supplies.capacity.clone().try_acquire_owned() else { break };
                    let identity = self.announce(&supplies);
                    starts.spawn(start(
                        self.clone(),
                        ready.clone(),
                        identity,
                        permit,
                        supplies.limits,
                        supplies.tasks.clone(),
                    ));
                }
            }
            tokio::select! {
                Some(started) = starts.join_next() => if !matches!(started, Ok(true)) {
                    // Whatever the cause is, it will hardly have gone a moment later.
                    sleep(timeouts::ENGINE_RETRY).await;
                },
                () = self.claimed.notified() => {}
                changed = host.changed() => if changed.is_err() { break },
                () = sleep(timeouts::POOL_LOOK) => {}
                () = stop.cancelled() => {}
            }
        }
        // Those that are being started go first, so that none comes onto a shelf that was just cleared.
        starts.shutdown().await;
        *self.shelf() = Shelf::default();
    }

    /// Removes what is too old, what has stopped, and what is more than wanted.
    fn discard(&self, ready: Option<&Arc<Ready>>, wanted: usize) {
        let mut shelf = self.shelf();
        shelf.warm.retain(|warm| ready.is_some_and(|ready| warm.is_good(ready)));
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
    ready: Arc<Ready>,
    identity: Identity,
    permit: OwnedSemaphorePermit,
    limits: Limits,
    tasks: TaskTracker,
) -> bool {
    let will = Will::default();
    let made = async {
        let place = Arrival::Now(permit).take(&will).await.context("a permit is a place")?;
        let body = hardening::sandbox(&ready.image, &identity, &limits);
        let sandbox = Sandbox::start(&ready.engine, &identity.name(), body, (place, tasks.token())).await?;
        // Dialled now, so that the learner need not wait for it.
        timeout(timeouts::INNER_DIAL, sandbox.inner()).await.context("dialling the sandbox's engine")??;
        anyhow::Ok(sandbox)
    };
    let made = made.await;
    let mut shelf = pool.shelf();
    shelf.starting.remove(&identity.sandbox);
    match made {
        Ok(sandbox) => {
            debug!(id = identity.sandbox, times = ?sandbox.times, "a sandbox waits for its learner");
            shelf.warm.push(Warm { identity, will: will.clone(), sandbox, ready, made: Timestamp::now() });
            true
        }
        Err(error) => {
            warn!(error = format!("{error:#}"), "no sandbox could be made ready ahead of time");
            false
        }
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("known", &self.known()).finish()
    }
}
