//! A change in a learner's engine to the map of it, through HTTP as a page gets it.

use std::time::Instant;

use anyhow::Context;
use futures_util::TryStreamExt;
use serde_json::Value;
use tokio::time::timeout;

use super::{
    EXERCISE, PATIENCE,
    figure::{Figure, Statistic},
    report::Report,
};
use crate::{config::BenchPlan, workshop::Workshop};

/// Makes volume after volume, and waits for each to be drawn.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut setup = workshop.setup();
    setup.bounds.pool.always = 0;
    let site = workshop.serve(setup).await?;
    let id = site.client.open(EXERCISE).await?;
    let mut terminal = site.client.terminal(&id).await?;
    terminal.prompt(PATIENCE).await?;
    let mut maps = site.client.maps(&id).await?;
    timeout(PATIENCE, maps.try_next()).await??.context("there is no map")?;

    let step = workshop.progress.step("map");
    for round in 0..plan.rounds {
        step.reach(round as u64, plan.rounds as u64);
        let name = format!("bench-{round}");
        let from = terminal.transcript.len();
        terminal.type_in(&format!("docker volume create {name}\n")).await?;
        let drawn = async {
            while let Some(map) = maps.try_next().await? {
                if has_volume(&map, &name) {
                    return anyhow::Ok(Instant::now());
                }
            }
            anyhow::bail!("the server ended the stream")
        };
        // The command says the name when the engine has told it that the volume is there.
        let said = ["\n", "\r"].map(|before| format!("{before}{name}\r"));
        let told = async {
            terminal.read_until(from, PATIENCE, |seen| said.iter().any(|said| seen.contains(said))).await?;
            anyhow::Ok(Instant::now())
        };
        let (drawn, told) = timeout(PATIENCE, async { tokio::try_join!(drawn, told) }).await??;
        let figure = Figure::duration("the end of a command to the map of what it did");
        report.time(figure.at_most(Statistic::P95, 150.0), drawn.saturating_duration_since(told));
        terminal.prompt(PATIENCE).await?;
    }
    step.done();
    site.close().await
}

fn has_volume(map: &Value, name: &str) -> bool {
    map["volumes"].as_array().is_some_and(|volumes| volumes.iter().any(|volume| volume["name"] == name))
}
