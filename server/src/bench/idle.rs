//! What sandboxes cost that nobody uses: memory and processor time.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use tokio::time::sleep;

use super::{
    figure::{Figure, Statistic, Unit},
    machine::{Load, own_cpu},
    report::Report,
};
use crate::{config::BenchPlan, sandbox::usage::Usage, workshop::Workshop};

const MIB: f64 = 1024.0 * 1024.0;
/// So many together may use so much of a core, in percent.
const MANY: usize = 100;
const MANY_AT_MOST: f64 = 15.0;

/// So many in a pool, left alone.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    for &count in &plan.idle_counts {
        idle(workshop, count, Duration::from_secs(plan.idle_seconds), report).await?;
    }
    Ok(())
}

async fn idle(workshop: &Workshop, count: usize, quiet: Duration, report: &mut Report) -> anyhow::Result<()> {
    let step = workshop.progress.step(format!("{count} idle"));
    step.say("starting");
    let empty = Load::now();
    let mut setup = workshop.setup();
    setup.bounds.sessions = count;
    setup.bounds.pool.always = count;
    let site = workshop.serve(setup).await?;
    site.client.wait_pool(count).await?;
    step.say("settling");
    sleep(quiet).await;
    step.say("watching");
    let containers = workshop.engine.sandboxes_of(&workshop.instance).await?;
    anyhow::ensure!(containers.len() == count, "there are {} instead of {count}", containers.len());

    let first = look(workshop, &containers).await?;
    let (load, own, begun) = (Load::now(), own_cpu(), Instant::now());
    sleep(quiet).await;
    let (server, load_after, watched) = (own_cpu() - own, Load::now(), begun.elapsed());
    let second = look(workshop, &containers).await?;

    let mib = |name: String| Figure::new(name, Unit::Mebibytes);
    let core = |name: String| Figure::new(name, Unit::CorePercent);
    for (_, usage) in &second {
        let figure = mib(format!("{count} idle: memory of each")).at_most(Statistic::Median, 45.0);
        report.add(figure, usage.memory as f64 / MIB);
    }
    let used = first.iter().zip(&second).map(|((then, before), (now, after))| {
        let used = after.cpu.saturating_sub(before.cpu);
        100.0 * used.as_secs_f64() / now.duration_since(*then).as_secs_f64()
    });
    let cpu = core(format!("{count} idle: CPU of all"));
    let goal = count == MANY;
    report.add(if goal { cpu.at_most(Statistic::Median, MANY_AT_MOST) } else { cpu }, used.sum());
    let server = 100.0 * server.as_secs_f64() / watched.as_secs_f64();
    report.add(core(format!("{count} idle: CPU of the server")), server);
    if let (Some(empty), Some(load), Some(after)) = (empty, load, load_after) {
        let processors = report.machine.as_ref().map_or(1, |machine| machine.processors);
        let memory = (load.memory - empty.memory) / MIB / count as f64;
        report.add(mib(format!("{count} idle: memory of the machine, for each")), memory);
        let busy = 100.0 * after.cores_since(&load, processors);
        report.add(core(format!("{count} idle: CPU of the machine")), busy);
    }
    step.done();
    site.close().await
}

/// What each uses now.
async fn look(workshop: &Workshop, containers: &[String]) -> anyhow::Result<Vec<(Instant, Usage)>> {
    let looks = containers.iter().map(|container| async move {
        let usage = workshop.engine.usage_of(container).await?;
        anyhow::Ok((Instant::now(), usage))
    });
    try_join_all(looks).await
}
