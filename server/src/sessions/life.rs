//! The life of one session, as one task: start, lay out, evaluate on every event, end, clean up.

use std::{
    future::pending,
    sync::{Arc, atomic::Ordering},
};

use anyhow::Context;
use bytes::Bytes;
use exercises::{Facts, evaluate};
use futures_util::{Stream, StreamExt};
use jiff::Timestamp;
use serde_json::json;
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, interval, sleep, sleep_until, timeout},
};
use tracing::{Instrument, error, info, info_span, warn};

use super::{
    Session,
    clock::{Clock, TimeOver},
    goals::Standing,
    host::Ready,
    session::{EndReason, Ended, Live, Phase, Request},
};
use crate::{
    reference,
    sandbox::{
        Sandbox,
        hardening::{self, Limits},
        inner::InnerEngine,
        journal::{Action, ContainerEvent, Journal},
    },
    store::{Attempt, Outcome, Store, Trigger},
    timeouts,
};

/// All that a session needs to live.
pub(super) struct Life {
    pub(super) session: Arc<Session>,
    pub(super) inbox: mpsc::Receiver<Request>,
    pub(super) clock: Clock,
    pub(super) ready: Arc<Ready>,
    pub(super) instance: String,
    pub(super) limits: Limits,
    pub(super) store: Store,
    pub(super) changes: watch::Sender<u64>,
}

impl Life {
    /// Leads the session from its start to its end. When this returns, its container is gone.
    pub(super) async fn lead(mut self) {
        let span = info_span!("session", id = self.session.id, exercise = self.session.exercise.id);
        async {
            let ended = match self.start().await {
                Ok(Ok(sandbox)) => self.use_up(sandbox).await,
                Ok(Err(reason)) => Ended { reason, reference: None },
                Err(cause) => failed(EndReason::StartFailed, &format!("{cause:#}")),
            };
            info!(reason = ?ended.reason, "ended");
            self.publish(|live| live.phase = Phase::Ended(ended));
            drop(self.session.take_permit());
        }
        .instrument(span)
        .await;
    }

    /// Starts the sandbox; the inner error is a reason to end before it has started.
    async fn start(&mut self) -> anyhow::Result<Result<Sandbox, EndReason>> {
        let name = format!("quai-{}", self.session.id);
        let body = hardening::sandbox(&self.ready.image, &self.instance, &self.session.id, &self.limits);
        let engine = self.ready.engine.clone();
        // A task of its own: if this session ends meanwhile, the container that comes to be is still removed.
        let mut start = tokio::spawn(async move { Sandbox::start(&engine, &name, body).await });
        tokio::select! {
            started = &mut start => Ok(Ok(started??)),
            reason = end_asked(&mut self.inbox) => {
                self.publish(|live| live.phase = Phase::Ended(Ended { reason, reference: None }));
                if let Ok(Ok(sandbox)) = start.await {
                    self.remove(sandbox).await;
                }
                Ok(Err(reason))
            }
        }
    }

    /// Everything between the engine's first answer and the container's removal.
    async fn use_up(&mut self, sandbox: Sandbox) -> Ended {
        info!(times = ?sandbox.times, "the sandbox's engine answers");
        let prepared = tokio::select! {
            prepared = lay_out(&sandbox, &self.session) => prepared.map(|()| None),
            reason = end_asked(&mut self.inbox) => Ok(Some(reason)),
        };
        let ended = match prepared {
            Ok(Some(reason)) => Ended { reason, reference: None },
            Ok(None) => self.work(&sandbox).await,
            Err(cause) => failed(EndReason::StartFailed, &format!("{cause:#}")),
        };
        // The learner reads why at once; removing takes its time.
        self.publish(|live| live.phase = Phase::Ended(ended.clone()));
        self.remove(sandbox).await;
        ended
    }

    async fn remove(&self, sandbox: Sandbox) {
        if let Err(error) = sandbox.remove().await {
            warn!(%error, "the container could not be removed; the next look at the engine will");
        }
    }

    /// The learner works: goals are evaluated on every event, requests are answered, deadlines are kept.
    async fn work(&mut self, sandbox: &Sandbox) -> Ended {
        let inner = match sandbox.inner().await {
            Ok(inner) => inner,
            Err(cause) => return failed(EndReason::StartFailed, &format!("{cause:#}")),
        };
        // A session becomes ready with this: whoever waits for the terminal finds the container set.
        let _ = self.session.container.set(sandbox.container.clone());
        self.publish(|live| live.phase = Phase::Ready);

        let mut journal = Journal::default();
        let mut events = Box::pin(lasting_events(&inner));
        let mut evaluation = Some(Instant::now());
        let mut confirmation: Option<(Instant, Trigger)> = None;
        let mut tick = interval(timeouts::SESSION_TICK);
        loop {
            let met = tokio::select! {
                request = self.inbox.recv() => match request {
                    // The session holds a sender, so that the channel never closes before the task ends.
                    None => return Ended { reason: EndReason::ServerStopping, reference: None },
                    Some(Request::End(reason)) => return Ended { reason, reference: None },
                    Some(Request::Extend(_reply)) => {
                        self.clock.extend();
                        self.show_clock();
                        continue;
                    }
                    Some(Request::Check(_reply)) => self.check(&inner, &mut journal).await.then_some(Trigger::Check),
                },
                event = events.next() => {
                    self.note(&inner, &mut journal, event.flatten()).await;
                    evaluation.get_or_insert(Instant::now() + timeouts::EVENT_DEBOUNCE);
                    continue;
                }
                () = at(evaluation) => {
                    evaluation = None;
                    let met = self.look(&inner, &mut journal).await.is_some_and(|seen| seen.met);
                    (met && !self.solved()).then_some(Trigger::Live)
                }
                () = at(confirmation.map(|(moment, _)| moment)) => {
                    let trigger = confirmation.take().map_or(Trigger::Live, |(_, trigger)| trigger);
                    if let Some(seen) = self.look(&inner, &mut journal).await.filter(|seen| seen.met) {
                        self.record(trigger, Outcome::Solved, Some(seen.facts)).await;
                    }
                    continue;
                }
                _ = tick.tick() => match self.time_over() {
                    Some(TimeOver::Idle) => return Ended { reason: EndReason::Idle, reference: None },
                    Some(TimeOver::Hard) => return Ended { reason: EndReason::Time, reference: None },
                    None => continue,
                },
                cause = sandbox.stopped() => {
                    let reason = match self.ready.engine.ping().await {
                        Ok(()) => EndReason::EngineStopped,
                        Err(_) => EndReason::HostEngineGone,
                    };
                    return failed(reason, &cause);
                }
            };
            // All goals must hold together for a while; events in between do not begin the while anew.
            match met {
                Some(trigger) => {
                    confirmation.get_or_insert((Instant::now() + timeouts::STABILITY, trigger));
                }
                None => confirmation = None,
            }
        }
    }

    fn solved(&self) -> bool {
        self.session.live.borrow().solved
    }

    /// Writes an event down. A container that is created is looked at before it can be gone.
    async fn note(&self, inner: &InnerEngine, journal: &mut Journal, event: Option<ContainerEvent>) {
        let Some(event) = event else { return };
        if event.action == Action::Create
            && let Ok(Some(container)) = inner.container(&event.id).await
        {
            journal.see(container);
        }
        journal.note(&event);
    }

    /// Asks for the facts and shows where the goals stand.
    async fn look(&self, inner: &InnerEngine, journal: &mut Journal) -> Option<Seen> {
        let asked = timeout(timeouts::FACTS, inner.facts(journal)).await;
        match asked.map_err(anyhow::Error::from).flatten() {
            Ok(facts) => {
                let verdicts = evaluate(&self.session.exercise.goals, &facts);
                let mut met = false;
                self.publish(|live| met = live.board.update(verdicts));
                Some(Seen { facts, met })
            }
            Err(cause) => {
                warn!(cause = format!("{cause:#}"), "facts could not be asked");
                self.publish(|live| live.board.fault());
                None
            }
        }
    }

    /// Looks because the learner asked, and writes the attempt down. A first solution is written down when it has
    /// proved stable instead: returns whether that is to be seen.
    async fn check(&self, inner: &InnerEngine, journal: &mut Journal) -> bool {
        match self.look(inner, journal).await {
            Some(seen) if seen.met && !self.solved() => return true,
            Some(seen) if seen.met => self.record(Trigger::Check, Outcome::Solved, Some(seen.facts)).await,
            Some(seen) => self.record(Trigger::Check, Outcome::Open, Some(seen.facts)).await,
            None => self.record(Trigger::Check, Outcome::Fault, None).await,
        }
        false
    }

    async fn record(&self, trigger: Trigger, outcome: Outcome, facts: Option<Facts>) {
        let goals = self.session.exercise.goals.iter().map(|goal| &goal.id);
        let live = self.session.live();
        let verdicts: Vec<(&String, &Standing)> = goals.zip(&live.board.standings).collect();
        let attempt = Attempt {
            learner: self.session.learner.clone(),
            exercise: self.session.exercise.id.clone(),
            sandbox: self.session.id.clone(),
            at: Timestamp::now().as_millisecond(),
            trigger,
            outcome,
            verdicts: json!(verdicts),
            facts: json!(facts),
        };
        match self.store.record(attempt).await {
            Ok(()) if outcome == Outcome::Solved => self.publish(|live| live.solved = true),
            Ok(()) => {}
            // Nothing that is not on the disk is called solved.
            Err(cause) => {
                error!(cause = format!("{cause:#}"), "an attempt could not be written down");
                self.publish(|live| live.board.fault());
            }
        }
    }

    fn time_over(&mut self) -> Option<TimeOver> {
        let used = Timestamp::from_millisecond(self.session.used.load(Ordering::Relaxed));
        self.clock.used(used.unwrap_or_default());
        self.show_clock();
        self.clock.over(Timestamp::now())
    }

    /// Shows the deadlines; keys move the idle one all the time, which is told in steps.
    fn show_clock(&self) {
        const STEP_SECONDS: i64 = 10;
        let (idle_end, hard_end) = (self.clock.idle_end(), self.clock.hard_end());
        let live = self.session.live.borrow();
        let moved = idle_end.as_second() - live.idle_end.as_second() >= STEP_SECONDS;
        let changed = moved || hard_end != live.hard_end;
        drop(live);
        if changed {
            self.publish(|live| (live.idle_end, live.hard_end) = (idle_end, hard_end));
        }
    }

    fn publish(&self, change: impl FnOnce(&mut Live)) {
        let changed = self.session.live.send_if_modified(|live| {
            let before = live.clone();
            change(live);
            *live != before
        });
        if changed {
            self.changes.send_modify(|count| *count += 1);
        }
    }
}

/// Logs a cause under an id that the learner sees.
fn failed(reason: EndReason, cause: &str) -> Ended {
    let reference = reference();
    error!(reference, ?reason, cause, "the session failed");
    Ended { reason, reference: Some(reference) }
}

/// What one look at the engine showed.
struct Seen {
    facts: Facts,
    met: bool,
}

/// Waits for a request to end; any other has to wait for a sandbox, and is answered by being dropped.
async fn end_asked(inbox: &mut mpsc::Receiver<Request>) -> EndReason {
    loop {
        match inbox.recv().await {
            Some(Request::End(reason)) => return reason,
            Some(_) => {}
            None => pending().await,
        }
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}

/// Brings the sandbox to the exercise's starting state.
async fn lay_out(sandbox: &Sandbox, session: &Session) -> anyhow::Result<()> {
    let (exercise, container) = (&session.exercise, &sandbox.container);
    timeout(timeouts::IMAGE_LOAD, container.load_images(&exercise.images))
        .await
        .context("loading images")??;
    if let Some(files) = &exercise.files {
        container.lay_files(archive(files)?).await?;
    }
    if let Some(script) = &exercise.setup {
        timeout(timeouts::SETUP, container.run_script(script))
            .await
            .context("setup.sh")?
            .context("setup.sh")?;
    }
    Ok(())
}

fn archive(folder: &std::path::Path) -> anyhow::Result<Bytes> {
    let mut archive = tar::Builder::new(Vec::new());
    archive.append_dir_all(".", folder).with_context(|| format!("packing {}", folder.display()))?;
    Ok(archive.into_inner()?.into())
}

/// The engine's events, taken up again where they break off.
fn lasting_events(inner: &InnerEngine) -> impl Stream<Item = Option<ContainerEvent>> {
    let again = move |()| {
        let events = inner.events();
        let pause = futures_util::stream::once(async {
            sleep(timeouts::ENGINE_RETRY).await;
            None
        });
        events
            .take_while(|event| std::future::ready(event.is_ok()))
            .map(|event| event.ok().flatten())
            .chain(pause)
    };
    futures_util::stream::repeat(()).flat_map(again)
}
