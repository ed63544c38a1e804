//! A sandbox from nothing to a prompt, step by step: through the engine alone, without a server.

use std::time::{Duration, Instant};

use anyhow::Context;
use exercises::Lang;
use jiff::Timestamp;
use tokio::{io::AsyncReadExt, sync::oneshot, time::timeout};
use uuid::Uuid;

use super::{
    PATIENCE, exercise,
    figure::{Figure, Statistic},
    report::Report,
};
use crate::{
    client::{at_prompt, plain},
    config::BenchPlan,
    sandbox::{
        Sandbox,
        container::Container,
        hardening::{self, Identity},
        tty::Size,
    },
    workshop::Workshop,
};

/// Starts, looks at the parts, removes; again and again.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let step = workshop.progress.step("cold start");
    for round in 0..plan.rounds {
        step.reach(round as u64, plan.rounds as u64);
        let identity = identity(workshop);
        let body = hardening::sandbox(
            &workshop.image,
            &identity,
            &workshop.config.settings(),
            workshop.engine.profile(),
        );
        let (hold, gone) = oneshot::channel::<()>();
        let begun = Instant::now();
        let hold = (hold, workshop.tasks.token());
        let sandbox = Sandbox::start(&workshop.engine, &identity.name(), body, hold).await?;
        let times = sandbox.times;
        report.time(Figure::duration("create the container"), times.create);
        report.time(Figure::duration("start it"), times.start);
        report.time(Figure::duration("its engine is ready"), times.ready);
        report.time(Figure::duration("cold start: create to engine ready"), begun.elapsed());
        let Furnished { loaded, prompted } = furnish(workshop, &sandbox.container).await?;
        report.time(Figure::duration("pull the exercise's image"), loaded);
        report.time(Figure::duration("open a shell"), prompted);
        report.time(Figure::duration("cold start: create to prompt"), begun.elapsed());

        let begun = Instant::now();
        drop(sandbox);
        // What the sandbox holds is dropped when it is gone: that is the whole message.
        let _ = gone.await;
        report.time(Figure::duration("removal").at_most(Statistic::Max, 1000.0), begun.elapsed());
    }
    step.done();
    Ok(())
}

/// A name for a sandbox that is not a session's.
pub(super) fn identity(workshop: &Workshop) -> Identity {
    Identity {
        instance: workshop.instance.clone(),
        sandbox: Uuid::new_v4().simple().to_string(),
        latest_end: Timestamp::now() + 10 * PATIENCE,
    }
}

/// How long it took to make an engine that answers a place to work.
pub(super) struct Furnished {
    loaded: Duration,
    prompted: Duration,
}

/// Pulls the exercise's images and opens a shell.
pub(super) async fn furnish(workshop: &Workshop, container: &Container) -> anyhow::Result<Furnished> {
    let images = &exercise(workshop)?.images;
    let begun = Instant::now();
    container.pull_images(images).await?;
    let loaded = begun.elapsed();
    let begun = Instant::now();
    let mut stream = container.open_shell(1, Some(Lang::Fr), Size::clamped(100, 30)).await?.stream;
    let mut seen = Vec::new();
    let prompt = async {
        while !at_prompt(&plain(&String::from_utf8_lossy(&seen))) {
            anyhow::ensure!(stream.read_buf(&mut seen).await? > 0, "the shell ended before its prompt");
        }
        anyhow::Ok(())
    };
    timeout(PATIENCE, prompt).await.context("no prompt")??;
    Ok(Furnished { loaded, prompted: begun.elapsed() })
}
