//! The canary: a sandbox that goes in before any learner does. It shows whether this host keeps learners inside, and what of
//! the course works here.
//!
//! - [`isolation`]: what must hold, judged by what is seen from within: under a second, at each start of the server.
//! - [`features`]: what the course is about, each thing tried: for `quai doctor` alone.

pub mod features;
pub mod isolation;

use std::time::Duration;

use anyhow::Context;
use bollard::models::ContainerCreateBody;
use bytes::Bytes;
use jiff::Timestamp;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;
use tracing::warn;
use uuid::Uuid;

use self::{
    features::Trial,
    isolation::{Expected, Probe, Unsafe},
};
use super::{
    Engine, Sandbox,
    exec::{Command, Output, Who},
    hardening::{self, Identity, LEARNER_HOME, PROFILE, Settings},
    runtime,
};
use crate::timeouts;

/// What AppArmor does for the sandboxes of an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// Nothing: the engine's host does not have it.
    Absent,
    /// Nothing: it is switched off by the settings.
    Off,
    /// They are under [our profile](PROFILE).
    Profile,
    /// Nothing: this happened to a sandbox that was under our profile.
    Unusable(String),
}

/// What a canary has found out.
#[derive(Clone, Debug)]
pub struct Report {
    /// What AppArmor does.
    pub confinement: Confinement,
    /// What must hold.
    pub isolation: Vec<Probe>,
    /// What the course is about.
    pub features: Vec<Trial>,
}

/// Sends a canary into a sandbox of this image, and lets it look at everything.
///
/// `tasks` is done when every sandbox that was started is removed, here as in [`admit`].
///
/// # Errors
/// When there is no such runtime, or no sandbox can be started.
pub async fn examine(
    engine: &Engine,
    image: &str,
    settings: &Settings,
    tasks: &TaskTracker,
) -> anyhow::Result<Report> {
    let (canary, isolation, confinement) = release(engine, image, settings, tasks).await?;
    let features = canary.features().await?;
    Ok(Report { confinement, isolation, features })
}

/// Lets learners in, if the isolation holds on the engine's host. From then on the engine knows which AppArmor profile its
/// sandboxes are under.
///
/// # Errors
/// [`Unsafe`] when it does not hold, [`runtime::Unknown`] when there is no such runtime; others when no sandbox can be started.
pub async fn admit(
    engine: &Engine,
    image: &str,
    settings: &Settings,
    tasks: &TaskTracker,
) -> anyhow::Result<()> {
    let (_, probes, confinement) = release(engine, image, settings, tasks).await?;
    Unsafe::unless_held(probes)?;
    match confinement {
        Confinement::Profile => engine.confine(PROFILE),
        Confinement::Unusable(why) => {
            warn!(why, "sandboxes run unconfined by AppArmor: `quai doctor` says what to do");
        }
        Confinement::Absent | Confinement::Off => {}
    }
    Ok(())
}

/// A canary under our AppArmor profile where that works, else without.
async fn release(
    engine: &Engine,
    image: &str,
    settings: &Settings,
    tasks: &TaskTracker,
) -> anyhow::Result<(Canary, Vec<Probe>, Confinement)> {
    let about = engine.about().await?;
    if let Some(wanted) = &settings.runtime {
        runtime::find(wanted, &about.runtimes)?;
    }
    let confinement = match (about.has("apparmor"), settings.apparmor) {
        (false, _) => Confinement::Absent,
        (true, false) => Confinement::Off,
        // Whether the profile is loaded there and lets a sandbox work: no question answers that as well as a trial.
        (true, true) => match under_profile(engine, image, settings, tasks).await {
            Ok((canary, probes)) => return Ok((canary, probes, Confinement::Profile)),
            Err(error) => Confinement::Unusable(format!("{error:#}")),
        },
    };
    let canary = Canary::start(engine, body(image, settings, None), settings, None, tasks).await?;
    let probes = canary.isolation().await?;
    Ok((canary, probes, confinement))
}

/// A canary under our AppArmor profile, in which a container was seen to run.
async fn under_profile(
    engine: &Engine,
    image: &str,
    settings: &Settings,
    tasks: &TaskTracker,
) -> anyhow::Result<(Canary, Vec<Probe>)> {
    let profile = Some(PROFILE);
    let body = body(image, settings, profile);
    let canary = Canary::start(engine, body, settings, profile, tasks).await?;
    let probes = canary.isolation().await?;
    Unsafe::unless_held(probes.clone())?;
    canary.runs_a_container().await?;
    Ok((canary, probes))
}

/// The container of a canary: as learners have it.
#[must_use]
pub fn body(image: &str, settings: &Settings, profile: Option<&str>) -> ContainerCreateBody {
    let identity = Identity {
        // Of no instance: it is nobody's orphan while it is at work.
        instance: "canary".to_owned(),
        sandbox: Uuid::new_v4().simple().to_string(),
        latest_end: Timestamp::now() + timeouts::CANARY,
    };
    hardening::sandbox(image, &identity, settings, profile)
}

/// A sandbox that no learner is in. Dropping it removes it.
pub struct Canary {
    sandbox: Sandbox,
    expected: Expected,
}

impl Canary {
    /// Starts one. `tasks` is done when it is removed.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(
        engine: &Engine,
        body: ContainerCreateBody,
        settings: &Settings,
        profile: Option<&'static str>,
        tasks: &TaskTracker,
    ) -> anyhow::Result<Self> {
        let name = format!("quai-canary-{}", Uuid::new_v4().simple());
        let sandbox = Sandbox::start(engine, &name, body, tasks.token()).await;
        let sandbox = sandbox.context("a sandbox that was to try this host did not start")?;
        Ok(Self { sandbox, expected: Expected { limits: settings.limits, profile } })
    }

    /// Looks whether what must hold does.
    ///
    /// # Errors
    /// When the look could not be finished.
    pub async fn isolation(&self) -> anyhow::Result<Vec<Probe>> {
        let look = self.run(Who::Engine, isolation::LOOK, timeouts::CANARY_LOOK).await?;
        let Output { text, .. } = look.context("a sandbox took too long to be looked at")?;
        isolation::judge(&text, &self.expected)
    }

    /// Tries what the course is about.
    ///
    /// # Errors
    /// When the sandbox's engine does not even take an image.
    pub async fn features(&self) -> anyhow::Result<Vec<Trial>> {
        self.load().await?;
        let mut trials = Vec::new();
        for feature in features::FEATURES {
            let tried = self.run(Who::Learner, &feature.script(), timeouts::CANARY_FEATURE).await?;
            trials.push(feature.trial(tried));
        }
        Ok(trials)
    }

    async fn runs_a_container(&self) -> anyhow::Result<()> {
        self.load().await?;
        let ran = self.run(Who::Learner, "docker run --rm busybox true", timeouts::CANARY_FEATURE).await?;
        let Output { code, text } = ran.context("a container did not end")?;
        anyhow::ensure!(code == 0, "a container did not run: {}", text.trim());
        Ok(())
    }

    async fn load(&self) -> anyhow::Result<()> {
        let images = features::IMAGES.map(str::to_owned);
        timeout(timeouts::IMAGE_LOAD, self.sandbox.container.pull_images(&images)).await?
    }

    /// Runs a script; `None` if it did not end by itself in time. It is ended then, so that it does not hold up the next one.
    async fn run(&self, who: Who, script: &str, patience: Duration) -> anyhow::Result<Option<Output>> {
        /// Exit codes of `timeout`: it has ended the script, or had to kill it.
        const ENDED: [i64; 2] = [124, 137];
        let (home, seconds) = (format!("HOME={LEARNER_HOME}"), patience.as_secs().to_string());
        let env = [&home, "LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"];
        let argv = ["/usr/bin/timeout", "--kill-after=1", &seconds, "/bin/bash", "-c", script];
        let run = self.sandbox.container.run(Command { argv: &argv, who, env: &env }, Bytes::new());
        let output =
            timeout(patience + timeouts::CANARY_GRACE, run).await.context("the canary is stuck")??;
        Ok((!ENDED.contains(&output.code)).then_some(output))
    }
}

impl std::fmt::Debug for Canary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canary").field("expected", &self.expected).finish_non_exhaustive()
    }
}
