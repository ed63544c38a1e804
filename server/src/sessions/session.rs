//! One learner's session: what others may see of it and ask of it. Its life is a task, in `life.rs`.

use std::sync::{
    Arc, Mutex, OnceLock, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use exercises::{Exercise, Lang};
use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::{clock::Clock, goals::Board, terminal::Terminal};
use crate::sandbox::{container::Container, tty::Size};

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// What a session can be asked.
#[derive(Debug)]
pub(super) enum Request {
    /// Evaluate now, and write the attempt down.
    Check(oneshot::Sender<()>),
    /// Move the hard end.
    Extend(oneshot::Sender<()>),
    /// End.
    End(EndReason),
}

/// A session.
#[derive(Debug)]
pub struct Session {
    /// Nobody can guess it.
    pub id: String,
    /// Whose it is.
    pub learner: String,
    /// What is practised in it.
    pub exercise: Arc<Exercise>,
    pub(super) live: watch::Sender<Live>,
    pub(super) requests: mpsc::Sender<Request>,
    /// Unix milliseconds of the last key or request.
    pub(super) used: AtomicI64,
    /// Set when the learner may enter.
    pub(super) container: OnceLock<Container>,
    /// The session's place in the machine's capacity; a session that replaces this one takes it over.
    pub(super) permit: Mutex<Option<OwnedSemaphorePermit>>,
    terminal: tokio::sync::Mutex<Option<Terminal>>,
}

impl Session {
    pub(super) fn new(
        id: String,
        learner: String,
        exercise: Arc<Exercise>,
        clock: &Clock,
        permit: OwnedSemaphorePermit,
    ) -> (Arc<Self>, mpsc::Receiver<Request>) {
        let (requests, inbox) = mpsc::channel(8);
        let live = watch::Sender::new(Live {
            phase: Phase::Starting,
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
            requests,
            used: AtomicI64::new(Timestamp::now().as_millisecond()),
            container: OnceLock::new(),
            permit: Mutex::new(Some(permit)),
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

    /// Whether it is over.
    #[must_use]
    pub fn ended(&self) -> bool {
        matches!(self.live.borrow().phase, Phase::Ended(_))
    }

    /// The learner did something: the idle time begins anew.
    pub fn touch(&self) {
        self.used.store(Timestamp::now().as_millisecond(), Ordering::Relaxed);
    }

    /// Evaluates the goals now, writes the attempt down, and waits for both. Nothing happens once it has ended.
    pub async fn check(&self) {
        self.touch();
        self.ask(Request::Check).await;
    }

    /// Moves the hard end by a step, within bounds.
    pub async fn extend(&self) {
        self.touch();
        self.ask(Request::Extend).await;
    }

    /// Ends it. When this returns it has ended for everybody who looks; its container is removed after that.
    pub async fn end(&self, reason: EndReason) {
        // A session whose task is over has ended already; the sender of `live` lives in `self`.
        let _ = self.requests.send(Request::End(reason)).await;
        let _ = self.watch().wait_for(|live| matches!(live.phase, Phase::Ended(_))).await;
    }

    /// The learner's terminal; opened if there is none or its shell has ended. Waits until the learner may enter, and
    /// returns `None` if the session ends before that.
    ///
    /// # Errors
    /// When the shell cannot be opened.
    pub async fn terminal(&self, lang: Lang, size: Size) -> anyhow::Result<Option<Terminal>> {
        let mut live = self.watch();
        // The sender lives in `self`: waiting cannot fail.
        let _ = live.wait_for(|live| live.phase != Phase::Starting).await;
        let (false, Some(container)) = (self.ended(), self.container.get()) else { return Ok(None) };
        let mut slot = self.terminal.lock().await;
        match &*slot {
            Some(terminal) if !terminal.ended() => {
                // The size of whoever came last is the size.
                terminal.resize(size).await?;
                Ok(Some(terminal.clone()))
            }
            _ => Ok(Some(slot.insert(Terminal::open(container, lang, size).await?).clone())),
        }
    }

    pub(super) fn take_permit(&self) -> Option<OwnedSemaphorePermit> {
        self.permit.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    async fn ask(&self, request: impl FnOnce(oneshot::Sender<()>) -> Request) {
        let (reply, answer) = oneshot::channel();
        if self.requests.send(request(reply)).await.is_ok() {
            // The task drops what it has not answered when it ends: that is an answer as well.
            let _ = answer.await;
        }
    }
}
