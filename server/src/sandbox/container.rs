//! A sandbox from its creation to its removal, as a guard.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use bollard::{
    container::{AttachContainerResults, LogOutput},
    errors::Error,
    models::{ContainerCreateBody, ContainerStateStatusEnum},
    query_parameters::{
        AttachContainerOptionsBuilder, CreateContainerOptionsBuilder, InspectContainerOptions,
        StartContainerOptions,
    },
};
use bytes::Bytes;
use futures_util::StreamExt;
use jiff::Timestamp;
use tokio::{
    sync::{OnceCell, watch},
    time::{sleep, timeout},
};
use tracing::{Instrument, Span, trace, warn};

use super::{
    Engine,
    death::Death,
    exec::{Command, Who},
    inner::InnerEngine,
    slots::Slot,
    witness::{Door, Listener},
};
use crate::timeouts;

/// What is kept until a container is gone, whichever way.
type Hold = Arc<dyn Send + Sync>;

/// Lines that the sandbox's init writes to its standard output, after this word.
const SIGNAL: &str = "quai: ";

/// Where a sandbox's own engine stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    Booting,
    Ready,
    Over(String),
}

/// How long the parts of a start took.
#[derive(Clone, Copy, Debug, Default)]
pub struct StartTimes {
    /// The host's engine created the container.
    pub create: Duration,
    /// The host's engine started it.
    pub start: Duration,
    /// From there until the sandbox's engine said that it answers.
    pub ready: Duration,
}

/// A container of the host's engine, by its id. Owns nothing: [`Sandbox`] is the guard.
#[derive(Clone, Debug)]
pub struct Container {
    pub(super) engine: Engine,
    pub(super) id: String,
}

/// Whether a container runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Running,
    Frozen,
    Over,
}

impl Container {
    async fn remove(&self) -> anyhow::Result<()> {
        self.engine.remove_container(&self.id).await
    }

    async fn state(&self) -> anyhow::Result<State> {
        let inspected = self.engine.docker.inspect_container(&self.id, None::<InspectContainerOptions>);
        let status = match timeout(timeouts::OUTER_LOOK, inspected).await? {
            Ok(inspected) => inspected.state.and_then(|state| state.status),
            Err(Error::DockerResponseServerError { status_code: 404, .. }) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(match status {
            Some(ContainerStateStatusEnum::RUNNING) => State::Running,
            Some(ContainerStateStatusEnum::PAUSED) => State::Frozen,
            _ => State::Over,
        })
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// When the host's engine does not answer: nobody knows then.
    pub async fn runs(&self) -> anyhow::Result<bool> {
        Ok(self.state().await? != State::Over)
    }

    /// Stops everything in it where it stands; nothing in there can notice.
    ///
    /// # Errors
    /// When the host's engine refuses or does not answer.
    pub async fn freeze(&self) -> anyhow::Result<()> {
        Ok(timeout(timeouts::FREEZE, self.engine.docker.pause_container(&self.id)).await??)
    }

    /// Lets it go on; one that was not frozen is no error.
    ///
    /// # Errors
    /// When the host's engine does not answer.
    pub async fn thaw(&self) -> anyhow::Result<()> {
        match timeout(timeouts::FREEZE, self.engine.docker.unpause_container(&self.id)).await? {
            Err(error) if self.state().await? == State::Frozen => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Tells the sandbox when to end by itself, should nobody end it before.
    ///
    /// # Errors
    /// When the sandbox or the host's engine is gone.
    pub async fn end_at(&self, moment: Timestamp) -> anyhow::Result<()> {
        /// A file of process 1 that has no name, so that nobody in there can lay another one in its place.
        const TELL: &str = "echo $0 > /proc/1/fd/23; kill -USR1 1";
        let moment = moment.as_second().to_string();
        let argv = ["/bin/sh", "-c", TELL, &moment];
        let output = self.run(Command { argv: &argv, who: Who::Engine, env: &[] }, Bytes::new()).await?;
        anyhow::ensure!(output.code == 0, "its end was not written down: {}", output.text.trim());
        Ok(())
    }
}

/// Removes a container when it is dropped, and lets go of what it holds when that is done.
struct Guard {
    container: Container,
    /// `None` when the container is left to others.
    hold: Option<Hold>,
    /// What is said of its end is said under its own name, whoever drops it.
    span: Span,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let (container, Some(hold)) = (self.container.clone(), self.hold.take()) else { return };
        // Without a runtime the process is ending: the next start reaps.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let removing = async move {
                if let Err(error) = container.remove().await {
                    warn!(container.id, %error, "a sandbox could not be removed; the next reaping will");
                }
                drop(hold);
            };
            runtime.spawn(removing.instrument(self.span.clone()));
        }
    }
}

/// A running sandbox. Dropping it removes it.
pub struct Sandbox {
    /// The container that it is, for commands in it.
    pub container: Container,
    /// How long its start took.
    pub times: StartTimes,
    progress: watch::Receiver<Progress>,
    listener: OnceCell<Listener>,
    inner: OnceCell<Arc<InnerEngine>>,
    guard: Guard,
}

impl Sandbox {
    /// Creates a container, and waits until the engine in it signals that it answers. `hold` is dropped when the
    /// container is gone, whichever way.
    ///
    /// # Errors
    /// When the host's engine refuses, or the sandbox's engine is not ready after [`timeouts::SANDBOX_READY`]. Nothing is
    /// left behind then, nor when the call is dropped.
    pub async fn start(
        engine: &Engine,
        name: &str,
        body: ContainerCreateBody,
        hold: impl Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let guard = create(engine, name, body, Arc::new(hold)).await?;
        let create = begun.elapsed();

        let container = guard.container.clone();
        let mut progress = listen(&container, Progress::Booting).await?;

        let begun = Instant::now();
        engine.docker.start_container(&container.id, None::<StartContainerOptions>).await?;
        let start = begun.elapsed();

        let begun = Instant::now();
        let reached = progress.wait_for(|progress| *progress != Progress::Booting);
        let reached =
            timeout(timeouts::SANDBOX_READY, reached).await.context("no sign of its engine")??.clone();
        if let Progress::Over(reason) = reached {
            anyhow::bail!("the sandbox's engine did not start: {reason}");
        }
        let times = StartTimes { create, start, ready: begun.elapsed() };
        Ok(Self::guarded(guard, times, progress))
    }

    /// Takes over a container that runs already, as its guard from now on; `None` if it does not run any more.
    ///
    /// # Errors
    /// When the host's engine does not answer. The container is left as it is then.
    pub async fn adopt(
        engine: &Engine,
        name: &str,
        hold: impl Send + Sync + 'static,
    ) -> anyhow::Result<Option<Self>> {
        let container = Container { engine: engine.clone(), id: name.to_owned() };
        match container.state().await? {
            State::Running => {}
            State::Frozen => container.thaw().await?,
            State::Over => return Ok(None),
        }
        let progress = listen(&container, Progress::Ready).await?;
        let guard = Guard { container: container.clone(), hold: Some(Arc::new(hold)), span: Span::current() };
        Ok(Some(Self::guarded(guard, StartTimes::default(), progress)))
    }

    fn guarded(guard: Guard, times: StartTimes, progress: watch::Receiver<Progress>) -> Self {
        let container = guard.container.clone();
        Self { container, times, progress, listener: OnceCell::new(), inner: OnceCell::new(), guard }
    }

    /// Leaves the container running, for whoever adopts it.
    pub fn leave(mut self) {
        self.guard.hold = None;
    }

    /// Whether its engine has stopped.
    #[must_use]
    pub fn has_stopped(&self) -> bool {
        matches!(*self.progress.borrow(), Progress::Over(_))
    }

    /// Waits until the sandbox's engine has stopped, by itself or with the host's engine, and says what is known of why.
    pub async fn stopped(&self) -> Death {
        let mut progress = self.progress.clone();
        let over = |progress: &Progress| matches!(progress, Progress::Over(_));
        let words = match progress.wait_for(over).await.as_deref() {
            Ok(Progress::Over(words)) => words.clone(),
            _ => "the host's engine is gone".to_owned(),
        };
        self.container.autopsy(words).await
    }

    /// The process that is the learner's engine: asked once, which is to be before anybody can put another in its place, then
    /// known.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn listener(&self) -> anyhow::Result<Listener> {
        let identify = || async { Door::engine(&self.container, None).identify().await };
        self.listener.get_or_try_init(identify).await.copied()
    }

    /// Says which process that is, if it was asked before this server was there.
    pub fn know(&self, listener: Listener) {
        // Once it is known, it is known.
        let _ = self.listener.set(listener);
    }

    /// The learner's engine; dialled once, then kept. One that [somebody else](InnerEngine::is_foreign) has taken the place of is
    /// no error.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn inner(&self) -> anyhow::Result<Arc<InnerEngine>> {
        let dial = || async {
            let door = Door::engine(&self.container, Some(self.listener().await?));
            InnerEngine::connect(door).await.map(Arc::new)
        };
        self.inner.get_or_try_init(dial).await.cloned()
    }
}

/// Creates a container. The call is made to its end even if this is dropped meanwhile: the engine would make the
/// container all the same, and nobody would know of it.
async fn create(
    engine: &Engine,
    name: &str,
    mut body: ContainerCreateBody,
    hold: Hold,
) -> anyhow::Result<Guard> {
    let (engine, name) = (engine.clone(), name.to_owned());
    let creating = async move {
        // Given back when the container is gone, like the rest of what it holds.
        let slot = Slot::take(&engine, &mut body).await?;
        let hold = Arc::new((hold, slot));
        // Known by its name until its id is: if the answer is lost, the container is removed by that.
        let by_name = Container { engine: engine.clone(), id: name.clone() };
        let mut guard = Guard { container: by_name, hold: Some(hold), span: Span::current() };
        let options = CreateContainerOptionsBuilder::default().name(&name).build();
        let created = engine.docker.create_container(Some(options), body).await?;
        guard.container.id = created.id;
        anyhow::Ok(guard)
    };
    tokio::spawn(creating.in_current_span()).await?
}

/// Attaches to what a sandbox's init says from now on.
async fn listen(container: &Container, progress: Progress) -> anyhow::Result<watch::Receiver<Progress>> {
    let (report, heard) = watch::channel(progress);
    let attach = AttachContainerOptionsBuilder::default().stream(true).stdout(true).stderr(true).build();
    let output = container.engine.docker.attach_container(&container.id, Some(attach)).await?;
    tokio::spawn(follow(output, report).in_current_span());
    Ok(heard)
}

/// Reads what the sandbox's init says until it ends, which is when the container ends. Root of the sandbox may say
/// things in its stead, endlessly: what is read slowly here is held back where it is written, before it costs the host's
/// engine a processor.
async fn follow(mut attached: AttachContainerResults, report: watch::Sender<Progress>) {
    /// More than an engine ever has to say at once, bytes.
    const MUCH: usize = 64 * 1024;
    let (mut signals, mut log) = (Lines::default(), Lines::default());
    let mut reason = None;
    let mut last_words = String::new();
    let mut taken = 0;
    while let Some(Ok(output)) = attached.output.next().await {
        taken += output.as_ref().len();
        if taken >= MUCH {
            taken = 0;
            sleep(timeouts::OUTPUT_PAUSE).await;
        }
        if let LogOutput::StdOut { message } = output {
            for line in signals.take(&message) {
                match line.strip_prefix(SIGNAL) {
                    Some("engine ready") => drop(report.send_replace(Progress::Ready)),
                    Some(words) => reason = words.strip_prefix("engine stopped: ").map(str::to_owned),
                    None => {}
                }
            }
        } else {
            for line in log.take(&output.into_bytes()) {
                trace!(line, "sandbox");
                last_words = line;
            }
        }
    }
    report.send_replace(Progress::Over(reason.unwrap_or(last_words)));
}

/// Cuts a stream into lines.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn take(&mut self, bytes: &[u8]) -> Vec<String> {
        /// Our lines are short: what is longer is not one, and must not pile up, bytes.
        const LONGEST: usize = 4096;
        self.0.push_str(&String::from_utf8_lossy(bytes));
        let whole = self.0.rfind('\n').map_or(0, |end| end + 1);
        let lines = self.0.drain(..whole).collect::<String>();
        if self.0.len() > LONGEST {
            self.0.clear();
        }
        lines.lines().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_however_they_are_cut_and_endless_ones_do_not_pile_up() {
        let mut lines = Lines::default();
        assert_eq!(lines.take(b"quai: eng"), [""; 0]);
        assert_eq!(lines.take(b"ine ready\nquai: "), ["quai: engine ready"]);
        for _ in 0..1000 {
            lines.take(&[b'x'; 1000]);
        }
        assert!(lines.0.len() <= 5096);
    }
}
