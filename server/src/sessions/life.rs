//! The life of one session, as one task: start, lay out, watch, end.
//!
//! Whatever it waits for, it may be dropped there: when the session is over, when its time is. The sandbox is a guard, so
//! that every way out removes the container, and only then gives the session's place free. Two ways leave it running: a
//! server that stops hands it over to the next one, and a host that is away may come back with it.

mod beginning;
mod chores;

use std::{sync::Arc, time::Duration};

use anyhow::{Context, anyhow};
use tokio::{
    sync::{Semaphore, mpsc, watch},
    time::{Instant, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::task_tracker::TaskTrackerToken};
use tracing::{Instrument, debug, error, error_span, info, warn};

pub(super) use self::beginning::Beginning;
use self::{
    beginning::{LeftOver, Origin},
    chores::{doze, tell_the_end, time_over, turn},
};
use super::{
    Session,
    clock::TimeOver,
    durations::Click,
    figures::Counters,
    groundwork::Groundwork,
    host::HostStatus,
    map,
    place::Place,
    pool::Warm,
    probes::Probes,
    session::{Check, EndReason, Ended, Phase},
    strain,
    watcher::Watcher,
};
use crate::{
    reference,
    sandbox::{Sandbox, death::Death, hardening::Identity},
    store::Store,
    timeouts,
};

/// All that a session needs to live.
pub(super) struct Life {
    pub(super) session: Arc<Session>,
    pub(super) checks: mpsc::Receiver<Check>,
    pub(super) identity: Identity,
    pub(super) hosts: watch::Receiver<Vec<HostStatus>>,
    /// Where each of them listens.
    pub(super) addresses: Arc<[String]>,
    /// What was so before the learner could type.
    pub(super) groundwork: Groundwork,
    /// Whoever looks inside the sandbox, from before the learner could type.
    pub(super) probes: Option<Probes>,
    pub(super) store: Store,
    pub(super) counters: Arc<Counters>,
    pub(super) click: Click,
    /// Told of the session if it is lost with its host.
    pub(super) lost: mpsc::UnboundedSender<Arc<Session>>,
    /// A sandbox that is not used for so long is frozen.
    pub(super) freeze: Duration,
    /// Cancelled when the sandbox is to be left to the next server.
    pub(super) handover: CancellationToken,
    /// What learners need not wait for is done by a few at once, so that a rush sees its prompts first.
    pub(super) turns: Arc<Semaphore>,
    /// Dropped with the container: the server waits for that when it stops.
    pub(super) tracked: TaskTrackerToken,
}

/// What stays until the container is gone.
pub(super) type Tenure = Arc<(Place, TaskTrackerToken)>;

/// A sandbox, and where it is.
struct Lodged {
    sandbox: Sandbox,
    host: usize,
    tenure: Tenure,
}

/// How a sandbox was parted with.
enum Parting {
    /// The session is over.
    Ended(Ended),
    /// Nobody can tell whether it runs: its host is away.
    Away,
    /// It is left to the next server.
    HandedOver,
}

impl Life {
    /// Leads the session from its beginning to its end.
    pub(super) async fn lead(self, beginning: Beginning) {
        let (session, store, counters) = (self.session.clone(), self.store.clone(), self.counters.clone());
        let lost = self.lost.clone();
        let left_over = match &beginning {
            Beginning::Kept(seat) => Some(LeftOver {
                hosts: self.hosts.clone(),
                host: seat.host(),
                identity: self.identity.clone(),
                tracked: self.tracked.clone(),
            }),
            _ => None,
        };
        let span = error_span!("session", sandbox = session.id, exercise = session.exercise.id);
        // Should this task panic, the session is over all the same, and nobody waits for it.
        let mut fallback = Fallback(Some(session.clone()));
        async {
            // Waited for even if the session is over meanwhile: a successor of its own may wait for the place.
            let Some(origin) = beginning.settle(&session).await else {
                session.end(EndReason::StartFailed.into());
                return;
            };
            let parting = tokio::select! {
                biased;
                () = session.over.cancelled() => Parting::Away,
                over = time_over(&session) => Parting::Ended(Ended::from(match over {
                    TimeOver::Idle => EndReason::Idle,
                    TimeOver::Hard => EndReason::Time,
                })),
                parting = self.go_through(origin) => parting,
            };
            match parting {
                Parting::Ended(ended) => session.end(ended),
                Parting::Away => {}
                Parting::HandedOver => return fallback.disarm(),
            }
            let Phase::Ended(ended) = session.live().phase else { return };
            if let Some(left_over) = &left_over {
                left_over.remove().await;
            }
            info!(reason = ended.reason.name(), reference = ended.reference, "over");
            counters.count(|counted| *counted.ended.entry(ended.reason).or_default() += 1);
            // Of a sandbox that was gone already when this server started, the learner may be gone as well.
            let may_be_there = left_over.is_none() || session.was_open();
            if ended.reason == EndReason::HostEngineGone && may_be_there {
                // Nobody listens when the server stops.
                let _ = lost.send(session.clone());
            }
            if let Err(error) = store.forget(&session.id).await {
                warn!(error = format!("{error:#}"), "the end of a sandbox could not be written down");
            }
        }
        .instrument(span)
        .await;
        drop(fallback);
    }

    /// Through all that comes, until it ends or is handed over.
    async fn go_through(mut self, origin: Origin) -> Parting {
        let mut laid_out = matches!(origin, Origin::Kept(..));
        let begun = match origin {
            Origin::Kept(place, host) => {
                let tenure = Arc::new((place, self.tracked.clone()));
                self.find_again(host, tenure).await
            }
            origin => self.begin(origin).await,
        };
        let mut lodged = match begun {
            Ok(lodged) => lodged,
            Err(parting) => return parting,
        };
        loop {
            let parting = match laid_out {
                true => self.attend(&lodged.sandbox).await,
                false => match self.lay_out(&lodged).await {
                    Ok(()) => {
                        laid_out = true;
                        continue;
                    }
                    Err(parting) => parting,
                },
            };
            match parting {
                Parting::Ended(ended) => return Parting::Ended(ended),
                Parting::HandedOver => {
                    lodged.sandbox.leave();
                    return Parting::HandedOver;
                }
                Parting::Away => {}
            }
            warn!("the sandbox is out of reach");
            self.session.part().await;
            lodged.sandbox.leave();
            lodged = match self.find_again(lodged.host, lodged.tenure).await {
                Ok(lodged) => lodged,
                Err(parting) => return parting,
            };
        }
    }

    /// Starts the sandbox, unless it waited in the pool.
    async fn begin(&mut self, origin: Origin) -> Result<Lodged, Parting> {
        let lodged = match origin {
            Origin::Pool(warm) => {
                let Warm { sandbox, ready, tenure, shell, .. } = *warm;
                self.session.bring_shell(shell).await;
                Lodged { sandbox, host: ready.number, tenure }
            }
            Origin::Place(place, ready) => {
                let tenure = Arc::new((place, self.tracked.clone()));
                let started = ready.backend.start(&self.identity, Box::new(tenure.clone())).await;
                match started.context("starting the sandbox") {
                    Ok(sandbox) => {
                        self.counters.time_start(sandbox.times);
                        Lodged { sandbox, host: ready.number, tenure }
                    }
                    Err(cause) => return Err(failed(EndReason::StartFailed, &cause)),
                }
            }
            Origin::Kept(..) => unreachable!("a sandbox that was kept is found again, not begun"),
        };
        info!(times = ?lodged.sandbox.times, "the sandbox's engine answers");
        Ok(lodged)
    }

    /// Lays the exercise out in it, and writes it down.
    async fn lay_out(&mut self, lodged: &Lodged) -> Result<(), Parting> {
        let (session, container) = (&self.session, &lodged.sandbox.container);
        if session.exercise.setup.is_none() {
            // Images are loaded while the shell opens; a script may take its time, and may be seen half done.
            session.admit(container.clone());
            self.click.answered();
        }
        let prepared = tokio::select! {
            prepared = async {
                let _turn = turn(&self.turns).await;
                Groundwork::lay(&lodged.sandbox, session, &mut self.probes).await
            } => prepared,
            parting = parted(&lodged.sandbox) => match parting {
                // What a script has done by half is not done again.
                Parting::Away if session.exercise.setup.is_some() => {
                    return Err(failed(EndReason::HostEngineGone, &anyhow!("in the middle of setup.sh")));
                }
                parting => return Err(parting),
            },
        };
        match prepared {
            Ok(groundwork) => self.groundwork = groundwork,
            // Calls break off before it is known that the host is away.
            Err(cause) => {
                return Err(match container.runs().await {
                    Err(_) if session.exercise.setup.is_none() => Parting::Away,
                    _ => failed(EndReason::StartFailed, &cause),
                });
            }
        }
        let address = &self.addresses[lodged.host];
        let kept = session.record(address, &self.groundwork, self.identity.latest_end);
        if let Err(cause) = self.store.keep(kept).await.context("writing the sandbox down") {
            return Err(failed(EndReason::StartFailed, &cause));
        }
        session.let_type();
        Ok(())
    }

    /// Looks for a sandbox that runs already, as long as there is hope.
    async fn find_again(&mut self, host: usize, tenure: Tenure) -> Result<Lodged, Parting> {
        let begun = Instant::now();
        loop {
            let statuses = self.hosts.borrow_and_update().clone();
            if let Some(ready) = statuses[host].ready() {
                match ready.backend.adopt(&self.identity, Box::new(tenure.clone())).await {
                    Ok(Some(sandbox)) => {
                        info!("the sandbox is found again");
                        if let Some(listener) = self.groundwork.listener {
                            sandbox.know(listener);
                        }
                        return Ok(Lodged { sandbox, host, tenure });
                    }
                    Ok(None) => {
                        let cause = anyhow!("the host is back, the sandbox is not");
                        return Err(failed(EndReason::HostEngineGone, &cause));
                    }
                    Err(error) => debug!(error = format!("{error:#}"), "the sandbox cannot be looked for"),
                }
            }
            let elsewhere = statuses.iter().any(|status| status.ready().is_some_and(|it| it.number != host));
            if elsewhere && begun.elapsed() > timeouts::HOST_GRACE {
                let cause = anyhow!("its host is away, and others are there");
                return Err(failed(EndReason::HostEngineGone, &cause));
            }
            tokio::select! {
                // The sender lives as long as the server does.
                _ = self.hosts.changed() => {}
                () = sleep(timeouts::ENGINE_RETRY) => {}
                // Left where it is, for the next server to look for.
                () = self.handover.cancelled() => return Err(Parting::HandedOver),
            }
        }
    }

    /// Lets the learner work in it.
    async fn attend(&mut self, sandbox: &Sandbox) -> Parting {
        let dialled = tokio::select! {
            dialled = timeout(timeouts::INNER_DIAL, sandbox.inner()) => dialled,
            parting = parted(sandbox) => return parting,
            () = self.handover.cancelled() => return Parting::HandedOver,
        };
        let inner = match dialled.context("dialling the sandbox's engine") {
            Ok(Ok(inner)) => inner,
            // Calls break off before it is known that the host is away.
            Ok(Err(_)) | Err(_) if sandbox.container.runs().await.is_err() => return Parting::Away,
            Ok(Err(cause)) | Err(cause) => return failed(EndReason::EngineStopped, &cause),
        };
        let (session, container) = (&self.session, &sandbox.container);
        session.admit(container.clone());
        self.click.answered();
        session.let_type();
        let probes = self.probes.take().unwrap_or_else(|| Probes::new(container.clone()));
        let groundwork = self.groundwork.clone();
        let watcher = Watcher::new(session, &inner, &self.store, &self.counters, groundwork, probes);
        tokio::select! {
            biased;
            () = self.handover.cancelled() => Parting::HandedOver,
            parting = parted(sandbox) => parting,
            () = watcher.watch(&mut self.checks) => Parting::Ended(EndReason::ServerStopping.into()),
            () = doze(session, container, self.freeze) => unreachable!("it dozes and wakes for ever"),
            () = tell_the_end(session, container, &self.store, &self.turns) => unreachable!("it tells for ever"),
            never = strain::watch(session, container) => match never {},
            never = map::draw(session, &inner) => match never {},
        }
    }
}

/// Waits until the sandbox's engine has stopped, or its host is out of reach.
async fn parted(sandbox: &Sandbox) -> Parting {
    let death = sandbox.stopped().await;
    match (death, sandbox.container.runs().await) {
        (Death::OutOfMemory, Ok(false)) => Parting::Ended(EndReason::OutOfMemory.into()),
        (death, Ok(false)) => {
            failed(EndReason::EngineStopped, &anyhow!("the sandbox's engine stopped: {death}"))
        }
        (_, Ok(true) | Err(_)) => Parting::Away,
    }
}

/// Logs a cause under an id that the learner sees.
fn failed(reason: EndReason, cause: &anyhow::Error) -> Parting {
    let reference = reference();
    error!(reference, ?reason, cause = format!("{cause:#}"), "the session failed");
    Parting::Ended(Ended { reason, reference: Some(reference) })
}

/// Ends a session whose task is gone.
struct Fallback(Option<Arc<Session>>);

impl Fallback {
    fn disarm(&mut self) {
        self.0 = None;
    }
}

impl Drop for Fallback {
    fn drop(&mut self) {
        if let Some(session) = &self.0 {
            session.end(EndReason::EngineStopped.into());
        }
    }
}
