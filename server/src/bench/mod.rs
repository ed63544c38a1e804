//! Measures what learners wait for, on this machine, and prints medians and 95th percentiles.

mod table;

use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::Timestamp;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::{
    client::Client,
    commands::Workshop,
    sandbox::{
        Sandbox,
        hardening::{self, Identity},
    },
    sessions::registry::Bounds,
    verify,
};

pub use table::Table;

/// The exercise whose goal is timed: it needs no more than a container that has run.
const EXERCISE: &str = "hello-world";
const PATIENCE: Duration = Duration::from_secs(60);

/// Does each thing `rounds` times.
///
/// # Errors
/// When one of them fails.
pub async fn measure(workshop: &Workshop, rounds: usize) -> anyhow::Result<Table> {
    let mut table = Table::default();
    let step = workshop.progress.step("cold start");
    for round in 0..rounds {
        step.reach(round as u64, rounds as u64);
        cold_start(workshop, &mut table).await.context("cold start")?;
    }
    step.done();

    for (name, label, pool) in [
        ("click to prompt, cold", "learner, cold start", 0),
        ("click to prompt, warm", "learner, warm pool", 1),
    ] {
        let (client, stop, served) = verify::serve(workshop, pool).await?;
        let step = workshop.progress.step(label);
        for round in 0..rounds {
            step.reach(round as u64, rounds as u64);
            client.wait_pool(pool).await?;
            learner(&client, name, &mut table).await.context("a learner's waits")?;
        }
        step.done();
        stop.cancel();
        served.await??;
    }
    Ok(table)
}

/// A sandbox from nothing to an engine that answers, split into its parts.
async fn cold_start(workshop: &Workshop, table: &mut Table) -> anyhow::Result<()> {
    let limits = Bounds::of(&workshop.config).limits;
    let id = Uuid::new_v4().simple().to_string();
    let latest_end = Timestamp::now() + 10 * PATIENCE;
    let identity = Identity { instance: "bench".to_owned(), sandbox: id, latest_end };
    let body = hardening::sandbox(&workshop.image, &identity, &limits);
    let (hold, gone) = oneshot::channel::<()>();
    let sandbox = Sandbox::start(&workshop.engine, &identity.name(), body, hold).await?;
    let times = sandbox.times;
    table.add("cold start: create the container", times.create);
    table.add("cold start: start it", times.start);
    table.add("cold start: engine ready", times.ready);
    table.add("cold start", times.create + times.start + times.ready);
    table.add_mib("idle sandbox, MiB", workshop.engine.memory_of(&sandbox.container).await?);
    let begun = Instant::now();
    drop(sandbox);
    // What the sandbox holds is dropped when it is gone: that is the whole message.
    let _ = gone.await;
    table.add("removal", begun.elapsed());
    Ok(())
}

/// What one learner waits for, through HTTP.
async fn learner(client: &Client, click: &'static str, table: &mut Table) -> anyhow::Result<()> {
    let begun = Instant::now();
    let id = client.open(EXERCISE).await?;
    let mut terminal = client.terminal(&id).await?;
    terminal.prompt(PATIENCE).await?;
    table.add(click, begun.elapsed());

    for _ in 0..3 {
        let begun = Instant::now();
        client.check(&id).await?;
        table.add("check", begun.elapsed());
    }

    // Created first, so that what is timed is the event and its way, not the container's start.
    terminal.type_script("docker create --name timed hello-world", PATIENCE).await?;
    let page = client.clone();
    let waited = {
        let id = id.clone();
        tokio::spawn(async move {
            let met = |sandbox: &serde_json::Value| sandbox["goals"][0]["state"] == "met";
            page.wait(&id, PATIENCE, met).await.map(|_| std::time::SystemTime::now())
        })
    };
    // The engine's own clock says when the container ended; it is this machine's.
    terminal.type_script("docker start --attach timed", PATIENCE).await?;
    let ticked = waited.await??;
    let from = terminal.transcript.len();
    terminal.type_in("date --date=$(docker inspect -f '{{.State.FinishedAt}}' timed) +at:%s.%N:\n").await?;
    terminal.read_until(from, PATIENCE, |seen| finished_at(seen).is_some()).await?;
    let finished =
        finished_at(&crate::client::plain(&terminal.transcript[from..])).context("it was just seen")?;
    let ticked = ticked.duration_since(std::time::UNIX_EPOCH)?.as_secs_f64();
    table.add("event to tick", Duration::from_secs_f64((ticked - finished).max(0.0)));
    client.end(&id).await
}

/// Reads `at:1700000000.123456789:`.
fn finished_at(seen: &str) -> Option<f64> {
    seen.rsplit("at:").find_map(|rest| rest.split_once(':')?.0.parse().ok())
}
