//! The life of one session, as one task: start, lay out, watch, end.
//!
//! Whatever it waits for, it may be dropped there: when the session is over, when its time is, when the server stops.
//! The sandbox is a guard, so that every way out removes the container, and only then gives the session's place free.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use bytes::Bytes;
use tokio::{
    sync::mpsc,
    time::{interval, timeout},
};
use tokio_util::task::task_tracker::TaskTrackerToken;
use tracing::{Instrument, error, info, info_span};

use super::{
    Session,
    clock::TimeOver,
    figures::Counters,
    host::Ready,
    place::{Arrival, Place},
    session::{Check, EndReason, Ended, Phase},
    watcher::Watcher,
};
use crate::{
    reference,
    sandbox::{
        Sandbox,
        hardening::{self, Identity, Limits},
        inner::InnerEngine,
    },
    store::Store,
    timeouts,
};

/// All that a session needs to live.
pub(super) struct Life {
    pub(super) session: Arc<Session>,
    pub(super) checks: mpsc::Receiver<Check>,
    pub(super) ready: Arc<Ready>,
    pub(super) identity: Identity,
    pub(super) limits: Limits,
    pub(super) store: Store,
    pub(super) counters: Arc<Counters>,
    /// Dropped with the container: the server waits for that when it stops.
    pub(super) tracked: TaskTrackerToken,
}

/// Where a session's sandbox comes from.
pub(super) enum Beginning {
    /// It waited in the pool.
    Pool(Box<Sandbox>),
    /// It is to be started, once there is a place for it.
    Arrival(Arrival),
}

/// A beginning that is there.
enum Origin {
    Pool(Box<Sandbox>),
    Place(Place),
}

impl Beginning {
    async fn settle(self, session: &Session) -> Option<Origin> {
        let place = match self {
            Self::Pool(sandbox) => return Some(Origin::Pool(sandbox)),
            Self::Arrival(arrival @ Arrival::Queue(_)) => {
                // Who leaves the queue does not hold up those behind.
                let place = session.over.run_until_cancelled(arrival.take(&session.will)).await??;
                session.leave_queue();
                place
            }
            Self::Arrival(arrival) => arrival.take(&session.will).await?,
        };
        Some(Origin::Place(place))
    }
}

/// What stays until the container is gone.
type Hold = (Place, TaskTrackerToken);

impl Life {
    /// Leads the session from its beginning to its end.
    pub(super) async fn lead(self, beginning: Beginning) {
        let (session, counters) = (self.session.clone(), self.counters.clone());
        let span = info_span!("session", id = session.id, exercise = session.exercise.id);
        // Should this task panic, the session is over all the same, and nobody waits for it.
        let fallback = Fallback(session.clone());
        async {
            // Waited for even if the session is over meanwhile: a successor of its own may wait for the place.
            let Some(origin) = beginning.settle(&session).await else {
                session.end(EndReason::StartFailed.into());
                return;
            };
            let ended = tokio::select! {
                biased;
                () = session.over.cancelled() => None,
                over = time_over(&session) => Some(Ended::from(match over {
                    TimeOver::Idle => EndReason::Idle,
                    TimeOver::Hard => EndReason::Time,
                })),
                ended = self.go_through(origin) => Some(ended),
            };
            if let Some(ended) = ended {
                session.end(ended);
            }
            let Phase::Ended(ended) = session.live().phase else { return };
            info!(reason = ended.reason.name(), reference = ended.reference, "over");
            counters.count(|counted| *counted.ended.entry(ended.reason).or_default() += 1);
        }
        .instrument(span)
        .await;
        drop(fallback);
    }

    async fn go_through(mut self, origin: Origin) -> Ended {
        let sandbox = match origin {
            Origin::Pool(sandbox) => *sandbox,
            Origin::Place(place) => {
                let hold: Hold = (place, self.tracked);
                let body = hardening::sandbox(&self.ready.image, &self.identity, &self.limits);
                let started = Sandbox::start(&self.ready.engine, &self.identity.name(), body, hold).await;
                match started.context("starting the sandbox") {
                    Ok(sandbox) => sandbox,
                    Err(cause) => return failed(EndReason::StartFailed, &cause),
                }
            }
        };
        info!(times = ?sandbox.times, "the sandbox's engine answers");
        if self.session.exercise.setup.is_none() {
            // Images are loaded while the shell opens; a script may take its time, and may be seen half done.
            self.session.admit(sandbox.container.clone());
        }
        let prepared = tokio::select! {
            prepared = prepare(&sandbox, &self.session) => prepared,
            ended = stopped(&sandbox, &self.ready) => return ended,
        };
        let inner = match prepared {
            Ok(inner) => inner,
            Err(cause) => return failed(EndReason::StartFailed, &cause),
        };
        self.session.admit(sandbox.container.clone());
        self.session.let_type();
        let watcher = Watcher::new(&self.session, &inner, &self.store);
        tokio::select! {
            () = watcher.watch(&mut self.checks) => EndReason::ServerStopping.into(),
            ended = stopped(&sandbox, &self.ready) => ended,
        }
    }
}

/// Brings the sandbox to the exercise's starting state, and connects to its engine.
async fn prepare(sandbox: &Sandbox, session: &Session) -> anyhow::Result<Arc<InnerEngine>> {
    let (exercise, container) = (&session.exercise, &sandbox.container);
    timeout(timeouts::IMAGE_LOAD, container.load_images(&exercise.images))
        .await
        .context("loading images")??;
    if let Some(files) = &exercise.files {
        let lay = container.lay_files(archive(files)?);
        timeout(timeouts::SETUP, lay).await.context("laying files")??;
    }
    if let Some(script) = &exercise.setup {
        timeout(timeouts::SETUP, container.run_script(script))
            .await
            .context("setup.sh")?
            .context("setup.sh")?;
    }
    timeout(timeouts::INNER_DIAL, sandbox.inner()).await.context("dialling the sandbox's engine")?
}

fn archive(folder: &Path) -> anyhow::Result<Bytes> {
    let mut archive = tar::Builder::new(Vec::new());
    archive.append_dir_all(".", folder).with_context(|| format!("packing {}", folder.display()))?;
    Ok(archive.into_inner()?.into())
}

/// Waits until the sandbox's engine has stopped.
async fn stopped(sandbox: &Sandbox, ready: &Ready) -> Ended {
    let cause = anyhow::anyhow!("the sandbox's engine stopped: {}", sandbox.stopped().await);
    let reason = match ready.engine.ping().await {
        Ok(()) => EndReason::EngineStopped,
        Err(_) => EndReason::HostEngineGone,
    };
    failed(reason, &cause)
}

async fn time_over(session: &Session) -> TimeOver {
    let mut tick = interval(timeouts::SESSION_TICK);
    loop {
        tick.tick().await;
        if let Some(over) = session.time_over() {
            return over;
        }
    }
}

/// Logs a cause under an id that the learner sees.
fn failed(reason: EndReason, cause: &anyhow::Error) -> Ended {
    let reference = reference();
    error!(reference, ?reason, cause = format!("{cause:#}"), "the session failed");
    Ended { reason, reference: Some(reference) }
}

/// Ends a session whose task is gone.
struct Fallback(Arc<Session>);

impl Drop for Fallback {
    fn drop(&mut self) {
        self.0.end(EndReason::EngineStopped.into());
    }
}
