//! Keeps the goals of a session up to date: on every event of its engine, and when the learner asks.

use std::{future::pending, time::Duration};

use exercises::{Facts, Inquiry, evaluate};
use futures_util::StreamExt;
use jiff::Timestamp;
use serde_json::json;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
};
use tokio_util::task::AbortOnDropHandle;
use tracing::{error, trace, warn};

use super::{
    Session,
    durations::Timed,
    figures::Counters,
    goals::Standing,
    groundwork::Groundwork,
    log_followers::LogFollowers,
    news::{self, News},
    probes::{Patience, Probes},
    session::Check,
};
use crate::{
    sandbox::{facts::KnownImages, inner::InnerEngine, journal::Journal},
    store::{Attempt, Outcome, Store, Trigger},
    timeouts,
};

/// News that wait while goals are looked at; more of it waits in the engine.
const BACKLOG: usize = 256;

/// Whoever looks at a session's engine.
pub(super) struct Watcher<'a> {
    session: &'a Session,
    inner: &'a InnerEngine,
    store: &'a Store,
    counters: &'a Counters,
    groundwork: Groundwork,
    inquiry: &'a Inquiry,
    journal: Journal,
    known_images: KnownImages,
    logs: LogFollowers,
    probes: Probes,
    /// What was seen last, if the last look saw anything.
    last: Option<Seen>,
}

/// All goals hold: whether they still do in a moment is to be seen.
struct Confirmation {
    at: Instant,
    trigger: Trigger,
    /// Checks that wait for it.
    checks: Vec<Check>,
}

/// What one look at the engine showed.
#[derive(Clone)]
struct Seen {
    facts: Facts,
    met: bool,
}

impl<'a> Watcher<'a> {
    /// Knows of nothing that happened before the exercise was laid out.
    pub(super) fn new(
        session: &'a Session,
        inner: &'a InnerEngine,
        store: &'a Store,
        counters: &'a Counters,
        mut groundwork: Groundwork,
        probes: Probes,
    ) -> Self {
        let mut journal = Journal::default();
        groundwork.containers.drain(..).for_each(|container| journal.meet(container));
        Self {
            session,
            inner,
            store,
            counters,
            groundwork,
            inquiry: &session.inquiry,
            journal,
            known_images: KnownImages::default(),
            logs: LogFollowers::default(),
            probes,
            last: None,
        }
    }

    /// Evaluates on every event and every check, until it is dropped or nobody can check any more.
    pub(super) async fn watch(self, checks: &mut mpsc::Receiver<Check>) {
        // What happened before is told again, as far as the engine remembers: a server that was not there catches up.
        let (teller, events) = mpsc::channel(BACKLOG);
        let telling = news::tell(self.inner, self.groundwork.laid_out, &self.session.wall.stirred, teller);
        tokio::select! {
            () = telling => {}
            () = self.judge(checks, events) => {}
        }
    }

    async fn judge(mut self, checks: &mut mpsc::Receiver<Check>, mut events: mpsc::Receiver<News>) {
        let mut registries = Box::pin(news::of_registries(self.inner, self.inquiry.registries));
        let mut evaluation = Some(Instant::now());
        let mut rested = Instant::now();
        let mut confirmation: Option<Confirmation> = None;
        let mut patience = Patience::with(self.inquiry);
        let mut probe = self.inquiry.must_be_repeated().then(|| Instant::now() + patience.next());
        let mut asking = None;
        loop {
            tokio::select! {
                check = checks.recv() => {
                    let Some(check) = check else { return };
                    match (self.look().await, &mut confirmation) {
                        (Some(Seen { met: true, .. }), Some(confirmation)) => confirmation.join(check),
                        (Some(Seen { met: true, .. }), none) if !self.solved() => {
                            *none = Some(Confirmation::new(check.trigger, vec![check]));
                        }
                        (seen, pending) => {
                            let waiting = pending.take().map(|confirmation| confirmation.trigger);
                            if [Some(check.trigger), waiting].contains(&Some(Trigger::Check)) {
                                self.record(Trigger::Check, seen).await;
                            }
                        }
                    }
                }
                Some(news) = events.recv() => {
                    trace!(?news, "news");
                    if self.note(news) {
                        // What was asked for in vain may answer soon.
                        patience = Patience::with(self.inquiry);
                        probe = self.inquiry.must_be_repeated().then(|| Instant::now() + patience.next());
                        evaluation.get_or_insert(rested.max(Instant::now() + timeouts::EVENT_DEBOUNCE));
                    }
                }
                () = at(probe) => {
                    probe = self.inquiry.must_be_repeated().then(|| Instant::now() + patience.next());
                    if asking.is_none() {
                        asking = self.ask_again();
                    }
                }
                otherwise = answer(&mut asking) => {
                    asking = None;
                    if otherwise {
                        evaluation.get_or_insert(rested.max(Instant::now()));
                    }
                }
                () = self.probes.home_changed() => {
                    evaluation.get_or_insert(rested.max(Instant::now() + timeouts::EVENT_DEBOUNCE));
                }
                () = self.logs.written() => {
                    evaluation.get_or_insert(rested.max(Instant::now() + timeouts::EVENT_DEBOUNCE));
                }
                Some(event) = registries.next() => {
                    if event.at >= self.groundwork.laid_out {
                        self.journal.hear(event);
                        evaluation.get_or_insert(rested.max(Instant::now() + timeouts::EVENT_DEBOUNCE));
                    }
                }
                () = at(evaluation) => {
                    let begun = Instant::now();
                    let seen = self.look().await;
                    // An engine with so much in it that a look takes long is looked at less often; one that did not
                    // answer is asked again, for no event may come any more.
                    let took = begun.elapsed();
                    rested = Instant::now() + if took > timeouts::SLOW_LOOK { took } else { Duration::ZERO };
                    // An impostor does not turn into the engine again.
                    let again = seen.is_none() && !self.inner.is_foreign();
                    evaluation = again.then(|| Instant::now() + timeouts::ENGINE_RETRY);
                    match seen {
                        Some(Seen { met: true, .. }) if self.solved() => {}
                        Some(Seen { met: true, .. }) => {
                            confirmation.get_or_insert_with(|| Confirmation::new(Trigger::Live, Vec::new()));
                        }
                        // Checks that wait for a confirmation get it as it is.
                        _ => if let Some(Confirmation { at, .. }) = &mut confirmation { *at = Instant::now() },
                    }
                }
                () = at(confirmation.as_ref().map(|confirmation| confirmation.at)) => {
                    let Some(Confirmation { trigger, checks, .. }) = confirmation.take() else { continue };
                    let seen = self.look().await;
                    // A solution that did not last is an attempt only if the learner asked.
                    if trigger == Trigger::Check || seen.as_ref().is_some_and(|seen| seen.met) {
                        self.record(trigger, seen).await;
                    }
                    drop(checks);
                }
            }
        }
    }

    fn solved(&self) -> bool {
        self.session.live().solved
    }

    /// Writes down what the engine told, and says whether goals may stand otherwise after it.
    fn note(&mut self, news: News) -> bool {
        let News::Told { told, created } = news else { return true };
        if let Some(container) = created {
            self.journal.meet(*container);
        }
        if let Some(event) = told.container {
            self.journal.note(&event);
        }
        let Some(event) = told.event else { return true };
        // Health checks run commands all the time.
        let aside = event.action.starts_with("exec_");
        self.journal.witness(event);
        !aside || self.inquiry.events
    }

    /// Asks whether what no event tells of is otherwise than at the last look; nobody asks what is frozen or solved.
    fn ask_again(&self) -> Option<AbortOnDropHandle<bool>> {
        match &self.last {
            Some(Seen { met: true, .. }) if self.solved() => None,
            Some(Seen { facts, .. }) if !self.session.is_frozen() => {
                self.probes.ask_again(self.inquiry, facts)
            }
            _ => None,
        }
    }

    /// Asks for the facts and shows where the goals stand.
    async fn look(&mut self) -> Option<Seen> {
        self.last = self.look_anew().await;
        self.last.clone()
    }

    async fn look_anew(&mut self) -> Option<Seen> {
        // A sandbox that is frozen has nothing new to show; who asks for a check has thawed it.
        let _awake = self.session.frost.still_awake().await;
        let begun = Instant::now();
        let asked = async {
            let mut facts = self.inner.facts(self.inquiry, &mut self.journal, &mut self.known_images).await?;
            facts.given.clone_from(&self.groundwork.given);
            facts.answers = self.session.live().answers;
            self.probes.look(self.inquiry, &mut facts).await?;
            Ok(facts)
        };
        let mut asked = timeout(timeouts::FACTS, asked).await.map_err(anyhow::Error::from).flatten();
        if self.inner.is_foreign() {
            // Facts that came by an older connection are those of an engine that the learner no longer works with.
            asked = Err(anyhow::anyhow!("somebody has taken the engine's place"));
        }
        trace!(took = ?begun.elapsed(), ok = asked.is_ok(), "a look");
        let outcome = if asked.is_ok() { "seen" } else { "fault" };
        self.counters.time(Timed::Evaluation, outcome, begun.elapsed());
        match asked {
            Ok(facts) => {
                self.logs.follow(self.inner, self.inquiry, &facts.containers);
                let verdicts = evaluate(&self.session.exercise.goals, &facts);
                let mut met = false;
                self.session.publish(|live| met = live.board.update(verdicts));
                Some(Seen { facts, met })
            }
            Err(cause) => {
                warn!(cause = format!("{cause:#}"), "facts could not be asked");
                self.session.publish(|live| match self.inner.is_foreign() {
                    true => live.board.foreign(),
                    false => live.board.fault(),
                });
                None
            }
        }
    }

    /// Writes an attempt down. In a playground there is nothing to attempt.
    async fn record(&self, trigger: Trigger, seen: Option<Seen>) {
        if self.session.exercise.is_playground() {
            return;
        }
        let outcome = match &seen {
            Some(Seen { met: true, .. }) => Outcome::Solved,
            Some(_) => Outcome::Open,
            None => Outcome::Fault,
        };
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
            facts: json!(seen.map(|seen| seen.facts)),
        };
        match self.store.record(attempt).await {
            Ok(()) if outcome == Outcome::Solved => self.session.publish(|live| live.solved = true),
            Ok(()) => {}
            // Nothing that is not on the disk is called solved.
            Err(cause) => {
                error!(cause = format!("{cause:#}"), "an attempt could not be written down");
                self.session.publish(|live| live.board.fault());
            }
        }
    }
}

impl Confirmation {
    fn new(trigger: Trigger, checks: Vec<Check>) -> Self {
        Self { at: Instant::now() + timeouts::STABILITY, trigger, checks }
    }

    /// One more waits for it; what a check waits for is an attempt.
    fn join(&mut self, check: Check) {
        if check.trigger == Trigger::Check {
            self.trigger = Trigger::Check;
        }
        self.checks.push(check);
    }
}

/// Waits for an answer, if one is under way.
async fn answer(asking: &mut Option<AbortOnDropHandle<bool>>) -> bool {
    match asking {
        Some(asked) => asked.await.unwrap_or(false),
        None => pending().await,
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}
