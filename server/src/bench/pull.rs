//! Images from the sandbox's own Docker Hub, compared with archives of the same images that lie in the sandbox already.

use std::time::Instant;

use anyhow::Context;
use bytes::Bytes;
use tokio::sync::oneshot;

use super::{
    cold::identity,
    figure::{Figure, Statistic},
    report::Report,
};
use crate::{
    config::BenchPlan,
    sandbox::{
        Sandbox,
        container::Container,
        exec::{Command, Who},
        hardening,
    },
    workshop::Workshop,
};

/// Images, and what the project wants a pull of each to take at most, ms.
const IMAGES: [(&str, f64); 2] = [("hello-world", 400.0), ("nginx", 1500.0)];

/// Pulls, removes, loads and removes each image, again and again, in one sandbox.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let identity = identity(workshop);
    let settings = workshop.config.settings();
    let body = hardening::sandbox(&workshop.image, &identity, &settings, workshop.engine.profile());
    let (hold, gone) = oneshot::channel::<()>();
    let hold = (hold, workshop.tasks.token());
    let sandbox = Sandbox::start(&workshop.engine, &identity.name(), body, hold).await?;
    let step = workshop.progress.step("pull");
    for (image, at_most) in IMAGES {
        let pulled = Figure::duration(format!("pull {image}")).at_most(Statistic::P95, at_most);
        let loaded = Figure::duration(format!("load {image} from an archive"));
        let docker = async |words: &str| docker(&sandbox.container, words).await;
        docker(&format!("pull {image} && docker save -o /tmp/{image}.tar {image} && docker rmi {image}"))
            .await?;
        for round in 0..plan.rounds {
            step.reach(round as u64, plan.rounds as u64);
            for (figure, words) in
                [(&pulled, format!("pull -q {image}")), (&loaded, format!("load -qi /tmp/{image}.tar"))]
            {
                let begun = Instant::now();
                docker(&words).await?;
                report.time(figure.clone(), begun.elapsed());
                docker(&format!("rmi {image}")).await?;
            }
        }
    }
    step.done();
    drop(sandbox);
    let _ = gone.await;
    Ok(())
}

async fn docker(container: &Container, words: &str) -> anyhow::Result<()> {
    let script = format!("docker {words}");
    let env = ["PATH=/usr/bin", "DOCKER_HOST=unix:///run/docker.sock", "HOME=/nonexistent"];
    let command = Command { argv: &["/bin/bash", "-c", &script], who: Who::Learner, env: &env };
    let output = container.run(command, Bytes::new()).await.with_context(|| script.clone())?;
    anyhow::ensure!(output.code == 0, "`{script}`: {}", output.text.trim());
    Ok(())
}
