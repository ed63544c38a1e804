//! One learner's session: what others may see of it and ask of it. Its life is a task, in `life.rs`.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use exercises::{Exercise, Lang};
use jiff::Timestamp;
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use super::{
    clock::{Clock, TimeOver},
    goals::Board,
    place::Will,
    terminal::Terminal,
};
use crate::{
    sandbox::{container::Container, tty::Size},
    timeouts,
};

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndReason {
    /// The learner ended it.
    ByLearner,
    /// The learner asked for a fresh one.
    Replaced,
    /// Nobody used it.
    Idle,
    /// Its time was over.
    Time,
    /// The engine inside stopped.
    EngineStopped,
    /// The host's engine is gone, and the sandbox with it.
    HostEngineGone,
    /// It did not start.
    StartFailed,
    /// The server is stopping.
    ServerStopping,
}

impl EndReason {
    /// The name by which programs know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ByLearner => "by-learner",
            Self::Replaced => "replaced",
            Self::Idle => "idle",
            Self::Time => "time",
            Self::EngineStopped => "engine-stopped",
            Self::HostEngineGone => "host-engine-gone",
            Self::StartFailed => "start-failed",
            Self::ServerStopping => "server-stopping",
        }
    }
}

/// How a session ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Why.
    pub reason: EndReason,
    /// Under which the log has the cause, where there is one.
    pub reference: Option<String>,
}

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The machine is full: it waits for its turn.
    Queued,
    /// Its sandbox starts, its exercise is being laid out.
    Starting,
    /// The learner can work.
    Ready,
    /// It is over.
    Ended(Ended),
}

/// What is seen of a session, anew after every change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Where it stands.
    pub phase: Phase,
    /// Where its goals stand.
    pub board: Board,
    /// Whether its exercise was solved in it.
    pub solved: bool,
    /// When it ends if nobody uses it any more.
    pub idle_end: Timestamp,
    /// When it ends in any case.
    pub hard_end: Timestamp,
}

/// The answer to a check that a learner has asked for, given by being dropped.
pub(super) type Check = oneshot::Sender<()>;

/// Checks that wait while one is under way; more are answered with what is known.
const CHECKS: usize = 4;

/// A session.
#[derive(Debug)]
pub struct Session {
    /// Nobody can guess it.
    pub id: String,
    /// Whose it is.
    pub learner: String,
    /// What is practised in it.
    pub exercise: Arc<Exercise>,
    live: watch::Sender<Live>,
    /// Counts changes of whatever learners see; shared by all sessions.
    changes: watch::Sender<u64>,
    checks: mpsc::Sender<Check>,
    clock: Mutex<Clock>,
    /// Unix milliseconds of the last key or request.
    used: AtomicI64,
    /// Cancelled when it has ended: whatever its task is at is dropped then.
    pub(super) over: CancellationToken,
    /// Who gets its place in the machine's capacity.
    pub(super) will: Will,
    /// Set when the learner may enter.
    container: OnceLock<Container>,
    /// Whether keys may reach the shell: not before the exercise's images and files are there.
    may_type: watch::Sender<bool>,
    terminal: tokio::sync::Mutex<Option<Terminal>>,
}

impl Session {
    pub(super) fn new(
        id: String,
        learner: String,
        exercise: Arc<Exercise>,
        clock: Clock,
        phase: Phase,
        will: Will,
        changes: watch::Sender<u64>,
    ) -> (Arc<Self>, mpsc::Receiver<Check>) {
        let (checks, inbox) = mpsc::channel(CHECKS);
        let live = watch::Sender::new(Live {
            phase,
            board: Board::blank(&exercise.goals),
            solved: false,
            idle_end: clock.idle_end(),
            hard_end: clock.hard_end(),
        });
        let session = Self {
            id,
            learner,
            exercise,
            live,
            changes,
            checks,
            clock: Mutex::new(clock),
            used: AtomicI64::new(Timestamp::now().as_millisecond()),
            over: CancellationToken::new(),
            will,
            may_type: watch::Sender::new(false),
            container: OnceLock::new(),
            terminal: tokio::sync::Mutex::default(),
        };
        (Arc::new(session), inbox)
    }

    /// What is seen of it now.
    #[must_use]
    pub fn live(&self) -> Live {
        self.live.borrow().clone()
    }

    /// To wait for what will be seen of it.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Live> {
        self.live.subscribe()
    }

    /// Whether it waits for its turn.
    #[must_use]
    pub fn queued(&self) -> bool {
        self.live.borrow().phase == Phase::Queued
    }

    /// Whether it is over.
    #[must_use]
    pub fn ended(&self) -> bool {
        matches!(self.live.borrow().phase, Phase::Ended(_))
    }

    /// The learner did something: the idle time begins anew.
    pub fn touch(&self) {
        self.used.store(Timestamp::now().as_millisecond(), Ordering::Relaxed);
    }

    /// Evaluates the goals now, writes the attempt down, and waits for both; nothing happens once it has ended.
    pub async fn check(&self) {
        self.touch();
        let (reply, answer) = oneshot::channel();
        if self.checks.try_send(reply).is_ok() {
            // The task drops what it has done, and all else when it ends: either is the answer.
            let _ = self.over.run_until_cancelled(timeout(timeouts::CHECK, answer)).await;
        }
    }

    /// Moves the hard end by a step, within bounds.
    pub fn extend(&self) {
        self.touch();
        self.clock().extend();
        self.show_clock(Duration::ZERO);
    }

    /// Ends it, for everybody who looks and at once; its container is removed after that. The first reason stays.
    pub fn end(&self, ended: Ended) {
        self.publish(|live| live.phase = Phase::Ended(ended));
        self.over.cancel();
    }

    /// The learner's terminal; opened if there is none or its shell has ended. Waits until the learner may enter, and
    /// returns `None` if the session ends before that.
    ///
    /// # Errors
    /// When the shell cannot be opened within [`timeouts::SHELL`].
    pub async fn terminal(&self, lang: Lang, size: Size) -> anyhow::Result<Option<Terminal>> {
        let mut live = self.watch();
        // The sender lives in `self`: waiting cannot fail.
        let _ = live.wait_for(|live| !matches!(live.phase, Phase::Queued | Phase::Starting)).await;
        let (false, Some(container)) = (self.ended(), self.container.get()) else { return Ok(None) };
        let mut slot = self.terminal.lock().await;
        match &*slot {
            Some(terminal) if !terminal.ended() => {
                // The size of whoever came last is the size; a shell that has just ended has none.
                if let Err(error) = terminal.resize(size).await {
                    debug!(%error, "a shell could not be resized");
                }
                Ok(Some(terminal.clone()))
            }
            _ => {
                let terminal = timeout(timeouts::SHELL, Terminal::open(container, lang, size)).await??;
                Ok(Some(slot.insert(terminal).clone()))
            }
        }
    }

    /// Its turn has come: its time begins now.
    pub(super) fn leave_queue(&self) {
        let now = Timestamp::now();
        self.clock().restart(now);
        self.touch();
        self.show_clock(Duration::ZERO);
        self.publish(|live| {
            if live.phase == Phase::Queued {
                live.phase = Phase::Starting;
            }
        });
    }

    /// Waits until keys may reach the shell. For a while after [`Phase::Ready`] a learner sees a prompt, and what is typed
    /// waits unseen for the last image to be there.
    pub async fn may_type(&self) {
        // The sender lives in `self`: waiting cannot fail.
        let _ = self.may_type.subscribe().wait_for(|may| *may).await;
    }

    /// The exercise is all laid out.
    pub(super) fn let_type(&self) {
        self.may_type.send_replace(true);
    }

    /// The learner may enter. Done once or again.
    pub(super) fn admit(&self, container: Container) {
        // Set before the phase is: whoever waits for the phase finds it.
        let _ = self.container.set(container);
        self.publish(|live| live.phase = Phase::Ready);
    }

    /// Whether its time is over; shows the deadlines as they are now.
    pub(super) fn time_over(&self) -> Option<TimeOver> {
        /// Keys move the idle end all the time, which is told in steps.
        const STEP: Duration = Duration::from_secs(10);
        let used = Timestamp::from_millisecond(self.used.load(Ordering::Relaxed)).unwrap_or_default();
        self.clock().used(used);
        self.show_clock(STEP);
        self.clock().over(Timestamp::now())
    }

    fn show_clock(&self, step: Duration) {
        let (idle_end, hard_end) = {
            let clock = self.clock();
            (clock.idle_end(), clock.hard_end())
        };
        self.publish(|live| {
            if idle_end >= live.idle_end + step || hard_end != live.hard_end {
                (live.idle_end, live.hard_end) = (idle_end, hard_end);
            }
        });
    }

    /// Changes what is seen, and tells whoever looks if that is a change. What has ended does not change any more.
    pub(super) fn publish(&self, change: impl FnOnce(&mut Live)) {
        let changed = self.live.send_if_modified(|live| {
            if matches!(live.phase, Phase::Ended(_)) {
                return false;
            }
            let before = live.clone();
            change(live);
            *live != before
        });
        if changed {
            self.changes.send_modify(|count| *count += 1);
        }
    }

    fn clock(&self) -> MutexGuard<'_, Clock> {
        // The clock is whole after each of its methods, so a panic elsewhere does not spoil it.
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<EndReason> for Ended {
    fn from(reason: EndReason) -> Self {
        Self { reason, reference: None }
    }
}
