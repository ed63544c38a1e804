//! What one learner waits for, through HTTP as a page goes.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use serde_json::Value;
use tokio::time::sleep;

use super::{
    EXERCISE, PATIENCE,
    figure::{Figure, Statistic},
    report::Report,
};
use crate::{
    client::{Client, plain},
    config::BenchPlan,
    workshop::Workshop,
};

/// Name of what is compared with the naive way.
pub(super) const COLD: &str = "click to prompt, cold";

/// A sandbox is at rest so long after its first check.
const SETTLED: Duration = Duration::from_millis(500);

/// Learner after learner, without a pool and with one.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let cold = Figure::duration(COLD).at_most(Statistic::Median, 800.0);
    let warm = Figure::duration("click to prompt, warm").at_most(Statistic::P95, 100.0);
    for (label, click, pool) in [("learner, cold start", cold, 0), ("learner, warm pool", warm, 1)] {
        let mut setup = workshop.setup();
        setup.bounds.pool.always = pool;
        let site = workshop.serve(setup).await?;
        let step = workshop.progress.step(label);
        for round in 0..plan.rounds {
            step.reach(round as u64, plan.rounds as u64);
            site.client.wait_pool(pool).await?;
            learner(&site.client, click.clone(), pool, report).await.context("a learner's waits")?;
        }
        step.done();
        site.close().await?;
    }
    Ok(())
}

async fn learner(client: &Client, click: Figure, pool: usize, report: &mut Report) -> anyhow::Result<()> {
    let begun = Instant::now();
    let id = client.open(EXERCISE).await?;
    let mut terminal = client.terminal(&id).await?;
    terminal.prompt(PATIENCE).await?;
    report.time(click, begun.elapsed());

    // The first one waits for the exercise's images.
    let begun = Instant::now();
    client.check(&id).await?;
    report.time(Figure::duration("check at the first prompt"), begun.elapsed());
    // Others are timed when nothing else is at work: the pool is full again, and the new sandbox has come to rest.
    client.wait_pool(pool).await?;
    sleep(SETTLED).await;
    for _ in 0..5 {
        let begun = Instant::now();
        client.check(&id).await?;
        report.time(Figure::duration("check").at_most(Statistic::P95, 50.0), begun.elapsed());
    }

    // Created first, so that what is timed is the event and its way, not the container's start.
    terminal.type_script("docker create --name timed hello-world", PATIENCE).await?;
    let page = client.clone();
    let waited = {
        let id = id.clone();
        tokio::spawn(async move {
            let met = |sandbox: &Value| sandbox["goals"][0]["state"] == "met";
            page.wait(&id, PATIENCE, met).await.map(|_| SystemTime::now())
        })
    };
    // The engine's own clock says when it told that the container had ended; it is this machine's.
    terminal.type_script("docker start --attach timed", PATIENCE).await?;
    let ticked = waited.await??;
    let from = terminal.transcript.len();
    terminal.type_in(EVENT).await?;
    terminal.read_until(from, PATIENCE, |seen| told_at(seen).is_some()).await?;
    let told = told_at(&plain(&terminal.transcript[from..])).context("it was just seen")?;
    let ticked = ticked.duration_since(UNIX_EPOCH)?.as_secs_f64();
    let tick = Figure::duration("event to tick").at_most(Statistic::P95, 50.0);
    report.time(tick, Duration::from_secs_f64((ticked - told).max(0.0)));
    client.end(&id).await
}

/// Prints when the engine told that the container had ended; on a busy machine it may be a moment until it tells.
const EVENT: &str = "until docker events --since 10m --until 0s --filter container=timed --filter event=die --format 'at:{{.TimeNano}}:' | grep at; do :; done\n";

/// Reads `at:1700000000123456789:`, seconds.
fn told_at(seen: &str) -> Option<f64> {
    let nanoseconds: f64 = seen.rsplit("at:").find_map(|rest| rest.split_once(':')?.0.parse().ok())?;
    Some(nanoseconds / 1e9)
}
