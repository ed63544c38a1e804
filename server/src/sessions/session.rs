//! One learner's session: what others may see of it and ask of it. Its life is a task, in `life.rs`.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use exercises::{Exercise, Inquiry, Lang};
use jiff::Timestamp;
use serde_json::json;
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use tracing::warn;

pub use super::seen::{EndReason, Ended, Live, Phase};
use super::{
    clock::{Clock, TimeOver},
    desk::{Desk, SHELLS},
    frost::Frost,
    goals::Board,
    groundwork::Groundwork,
    map::Wall,
    place::Will,
    preview::Preview,
    terminal::Terminal,
};
use crate::{
    sandbox::{
        container::Container,
        map::EngineMap,
        tty::{Size, Tty},
    },
    store::{Kept, Trigger},
    timeouts,
};

/// A learner waits for the goals to be evaluated: told of it by being dropped.
#[derive(Debug)]
pub(super) struct Check {
    /// A check is an attempt, whatever comes out; an answer in words is one if it solves the exercise.
    pub(super) trigger: Trigger,
    _done: oneshot::Sender<()>,
}

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
    /// What its goals ask for.
    pub(super) inquiry: Inquiry,
    /// Whether it took the place of one that was lost with its host.
    pub rescued: bool,
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
    /// Set while the learner may enter.
    container: watch::Sender<Option<Container>>,
    /// Whether keys may reach the shell: not before the exercise's images and files are there.
    may_type: watch::Sender<bool>,
    desks: [tokio::sync::Mutex<Desk>; SHELLS],
    pub(super) frost: Frost,
    pub(super) wall: Wall,
    pub(super) preview: Preview,
}

/// What a session begins with.
pub(super) struct Opening {
    pub(super) id: String,
    pub(super) learner: String,
    pub(super) exercise: Arc<Exercise>,
    pub(super) clock: Clock,
    pub(super) phase: Phase,
    pub(super) solved: bool,
    pub(super) answers: BTreeMap<String, String>,
    pub(super) rescued: bool,
    /// The name of its preview.
    pub(super) preview: String,
    pub(super) desks: [Desk; SHELLS],
    pub(super) will: Will,
    pub(super) changes: watch::Sender<u64>,
}

impl Session {
    pub(super) fn new(opening: Opening) -> (Arc<Self>, mpsc::Receiver<Check>) {
        let Opening { id, learner, exercise, clock, phase, solved, answers, .. } = opening;
        let Opening { rescued, preview, desks, will, changes, .. } = opening;
        let container = watch::Sender::new(None);
        let (checks, inbox) = mpsc::channel(CHECKS);
        let live = watch::Sender::new(Live {
            phase,
            board: if solved { Board::of_solved(&exercise.goals) } else { Board::blank(&exercise.goals) },
            solved,
            answers,
            idle_end: clock.idle_end(),
            hard_end: clock.hard_end(),
            extendable: clock.extendable(),
            strain: None,
        });
        let session = Self {
            id,
            learner,
            inquiry: exercise.inquiry(),
            exercise,
            rescued,
            live,
            changes,
            checks,
            clock: Mutex::new(clock),
            used: AtomicI64::new(Timestamp::now().as_millisecond()),
            over: CancellationToken::new(),
            will,
            may_type: watch::Sender::new(false),
            preview: Preview::new(preview, container.subscribe()),
            container,
            desks: desks.map(tokio::sync::Mutex::new),
            frost: Frost::default(),
            wall: Wall::default(),
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

    /// The picture of what its engine holds: as soon as it is drawn, and again after every change.
    #[must_use]
    pub fn map(&self) -> watch::Receiver<Option<Arc<EngineMap>>> {
        self.wall.look()
    }

    /// Waits for something, unless the session ends before that.
    pub async fn until_over<T>(&self, awaited: impl Future<Output = T>) -> Option<T> {
        self.over.run_until_cancelled(awaited).await
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

    /// The learner is about to do something in the sandbox: it is thawed if it is frozen.
    pub async fn wake(&self) {
        self.touch();
        let Some(container) = self.container.borrow().clone() else { return };
        if let Err(error) = self.frost.awake(&container).await.map(drop) {
            warn!(error = format!("{error:#}"), "a sandbox could not be thawed");
        }
    }

    /// Whether it is frozen now.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frost.is_frozen()
    }

    /// Whether there was no key, no request and no word of the terminal for so long.
    pub(super) fn quiet_for(&self, time: Duration) -> bool {
        let used = Timestamp::from_millisecond(self.used.load(Ordering::Relaxed)).unwrap_or_default();
        let unused = Timestamp::now().duration_since(used).unsigned_abs() >= time;
        // Somebody is at the desk just now: that is use.
        let quiet = |desk: &tokio::sync::Mutex<Desk>| desk.try_lock().is_ok_and(|desk| desk.quiet_for(time));
        unused && self.desks.iter().all(quiet)
    }

    /// Evaluates the goals now, writes the attempt down, and waits for both; nothing happens once it has ended.
    pub async fn check(&self) {
        self.evaluate(Trigger::Check).await;
    }

    /// Takes an answer in words in, evaluates the goals, and waits for that.
    pub(super) async fn answered(&self, goal: &str, answer: &str) {
        self.publish(|live| {
            live.answers.insert(goal.to_owned(), answer.to_owned());
        });
        self.evaluate(Trigger::Live).await;
    }

    async fn evaluate(&self, trigger: Trigger) {
        self.wake().await;
        let (done, answer) = oneshot::channel();
        if self.checks.try_send(Check { trigger, _done: done }).is_ok() {
            // The task drops what it has done, and all else when it ends: either is the answer.
            let _ = self.over.run_until_cancelled(timeout(timeouts::CHECK, answer)).await;
        }
    }

    /// Moves the hard end by a step, within bounds; it is not written down yet.
    pub(super) fn extend(&self) {
        self.clock().extend();
        self.keep();
    }

    /// The learner says that they are there: the idle time begins anew, and is seen to.
    pub fn keep(&self) {
        self.touch();
        self.clock().used(Timestamp::now());
        self.show_clock(Duration::ZERO);
    }

    /// Ends it, for everybody who looks and at once; its container is removed after that. The first reason stays.
    pub fn end(&self, ended: Ended) {
        self.publish(|live| live.phase = Phase::Ended(ended));
        self.over.cancel();
    }

    /// A terminal of the learner's, by its number from 1 to [`SHELLS`]; opened if there is none or its shell has ended. Waits
    /// until the learner may enter, and returns `None` if the session ends before that.
    ///
    /// # Errors
    /// When the shell cannot be opened within [`timeouts::SHELL`].
    pub async fn terminal(&self, number: usize, lang: Lang, size: Size) -> anyhow::Result<Option<Terminal>> {
        let mut container = self.container.subscribe();
        let entered = async {
            // The sender lives in `self`: waiting cannot fail.
            container.wait_for(Option::is_some).await.ok()?.clone()
        };
        let Some(Some(container)) = self.over.run_until_cancelled(entered).await else { return Ok(None) };
        self.wake().await;
        let desk = self.desks.get(number.wrapping_sub(1)).context("there is no such terminal")?;
        let mut desk = desk.lock().await;
        timeout(timeouts::SHELL, desk.sit_down(&container, number, lang, size)).await?.map(Some)
    }

    /// Puts a shell on the desk that waits for the learner's language.
    pub(super) async fn bring_shell(&self, shell: Tty) {
        self.desks[0].lock().await.waiting = Some(shell);
    }

    /// How much the learner's shells have printed, bytes; begins anew with other shells.
    pub(super) fn written(&self) -> u64 {
        self.desks.iter().filter_map(|desk| desk.try_lock().ok()).map(|desk| desk.written()).sum()
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

    /// Whether anybody could work in it yet.
    pub(super) fn was_open(&self) -> bool {
        *self.may_type.borrow()
    }

    /// The exercise is all laid out.
    pub(super) fn let_type(&self) {
        self.may_type.send_replace(true);
    }

    /// The learner may enter. Done once or again.
    pub(super) fn admit(&self, container: Container) {
        self.container.send_replace(Some(container));
        self.publish(|live| live.phase = Phase::Ready);
    }

    /// Nobody may enter for now: its host is away.
    pub(super) async fn part(&self) {
        self.container.send_replace(None);
        self.frost.forget().await;
    }

    /// How it is written down: on this host, laid out so.
    pub(super) fn record(&self, host: &str, groundwork: &Groundwork, latest_end: Timestamp) -> Kept {
        let clock = self.clock();
        Kept {
            sandbox: self.id.clone(),
            learner: self.learner.clone(),
            exercise: self.exercise.id.clone(),
            host: host.to_owned(),
            latest_end: latest_end.as_second(),
            laid_out: groundwork.laid_out.as_millisecond(),
            hard_end: clock.hard_end().as_millisecond(),
            extended: millis(clock.extended()),
            listener: groundwork.listener.map(|listener| listener.to_string()),
            given: json!(groundwork.given).to_string(),
            solved: false,
            answers: BTreeMap::new(),
        }
    }

    /// What the learner has added to its time, milliseconds.
    pub(super) fn extended(&self) -> i64 {
        millis(self.clock().extended())
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
        let (idle_end, hard_end, extendable) = {
            let clock = self.clock();
            (clock.idle_end(), clock.hard_end(), clock.extendable())
        };
        self.publish(|live| {
            if idle_end >= live.idle_end + step || hard_end != live.hard_end {
                (live.idle_end, live.hard_end, live.extendable) = (idle_end, hard_end, extendable);
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

fn millis(duration: Duration) -> i64 {
    duration.as_millis().try_into().unwrap_or(i64::MAX)
}
