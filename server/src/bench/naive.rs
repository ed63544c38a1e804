//! The naive way, in the same run: the same image in the same container, but plain `dockerd` in it, which starts its own
//! containerd and tells nobody when it is ready.

use std::time::Instant;

use anyhow::Context;
use bytes::Bytes;
use tokio::{sync::oneshot, time::timeout};

use super::{
    PATIENCE, click, cold,
    figure::{Figure, Statistic, Unit},
    report::Report,
};
use crate::{
    config::BenchPlan,
    sandbox::{
        Sandbox,
        container::Container,
        exec::{Command, Who},
        naive,
    },
    workshop::Workshop,
};

const TO_PROMPT: &str = "naive way: create to prompt";

/// Starts it, asks until it answers, loads the exercise's images, opens a shell; again and again.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let step = workshop.progress.step("naive way");
    for round in 0..plan.rounds {
        step.reach(round as u64, plan.rounds as u64);
        let identity = cold::identity(workshop);
        let body = naive::sandbox(&workshop.image, &identity, &workshop.config.settings());
        let begun = Instant::now();
        let (hold, gone) = oneshot::channel::<()>();
        let hold = (hold, workshop.tasks.token());
        let sandbox = Sandbox::start(&workshop.engine, &identity.name(), body, hold).await?;
        timeout(PATIENCE, ask(&sandbox.container)).await.context("plain dockerd does not answer")??;
        report.time(Figure::duration("naive way: create to engine answers"), begun.elapsed());
        cold::furnish(workshop, &sandbox.container).await?;
        report.time(Figure::duration(TO_PROMPT), begun.elapsed());
        drop(sandbox);
        // The next one starts on a machine that is as quiet.
        let _ = gone.await;
    }
    if let (Some(ours), Some(naive)) = (report.median(click::COLD), report.median(TO_PROMPT)) {
        let figure = Figure::new("cold click to prompt ÷ naive way", Unit::Times);
        report.add(figure.at_most(Statistic::Median, 0.5), ours / naive);
    }
    step.done();
    Ok(())
}

/// Asks until the engine answers, as scripts do. The loop runs inside: asking from outside would start a command each time,
/// and be slower.
async fn ask(container: &Container) -> anyhow::Result<()> {
    let script = "until docker version; do sleep 0.1; done";
    let argv = ["/bin/bash", "-c", script];
    let env = ["PATH=/usr/bin", "DOCKER_HOST=unix:///run/docker.sock", "HOME=/nonexistent"];
    let output = container.run(Command { argv: &argv, who: Who::Learner, env: &env }, Bytes::new()).await?;
    anyhow::ensure!(output.code == 0, "{}", output.text.trim());
    Ok(())
}
