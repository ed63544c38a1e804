//! A keystroke to its echo: alone, and beside a neighbour who does the machine no good.

use std::time::{Duration, Instant};

use anyhow::Context;
use exercises::Exercise;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use super::{
    EXERCISE, PATIENCE,
    bombs::{BOMBS, Neighbour},
    exercise,
    figure::{Figure, Statistic, Unit},
    report::Report,
};
use crate::{
    client::Terminal,
    config::BenchPlan,
    sandbox::hardening::container_name,
    workshop::{Site, Workshop},
};

/// The neighbour's exercise.
const NEIGHBOUR: &str = "neighbour";
/// The longest pause between two keys, milliseconds.
const PAUSE: u128 = 60;

/// Types alone, then beside each bomb.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let timed = exercise(workshop)?;
    let images = vec!["busybox".to_owned()];
    let neighbour = Exercise { id: NEIGHBOUR.to_owned(), images, ..timed.clone() };
    let mut setup = workshop.setup();
    setup.catalogue = [timed.clone(), neighbour].into_iter().collect();
    let site = workshop.serve(setup).await?;
    let id = site.client.open(EXERCISE).await?;
    let mut terminal = site.client.terminal(&id).await?;
    terminal.prompt(PATIENCE).await?;

    let step = workshop.progress.step("echo, alone");
    for echo in type_keys(&mut terminal, plan.keystrokes).await? {
        report.time(Figure::duration("key to echo, alone").at_most(Statistic::P99, 30.0), echo);
    }
    step.done();
    for bomb in &BOMBS {
        let step = workshop.progress.step(format!("echo beside a {}", bomb.name));
        let neighbour = Neighbour::light(&site.client, NEIGHBOUR, bomb).await?;
        let container = container_name(&neighbour.sandbox);
        let (before, begun) = (workshop.engine.usage_of(&container).await?, Instant::now());
        let echoes = type_keys(&mut terminal, plan.keystrokes).await;
        let (after, took) = (workshop.engine.usage_of(&container).await?, begun.elapsed());
        for echo in echoes.with_context(|| format!("beside a {}", bomb.name))? {
            let figure = Figure::duration(format!("key to echo, beside a {}", bomb.name));
            report.time(figure.at_most(Statistic::P99, 100.0), echo);
        }
        // A bomb that does nothing proves nothing.
        let figure = Figure::new(format!("the {}'s own CPU", bomb.name), Unit::CorePercent);
        let used = after.cpu.saturating_sub(before.cpu);
        report.add(figure, 100.0 * used.as_secs_f64() / took.as_secs_f64());
        let removed = clear_away(workshop, &site, neighbour).await;
        let removed = removed.with_context(|| format!("after the {}", bomb.name))?;
        let figure = Figure::duration(format!("removal in the middle of the {}", bomb.name));
        report.time(figure.at_most(Statistic::Max, 1000.0), removed);
        step.done();
    }
    site.close().await
}

/// Ends the neighbour, and waits until the learner is alone again: how long that took.
async fn clear_away(workshop: &Workshop, site: &Site, neighbour: Neighbour) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    site.client.end(&neighbour.sandbox).await?;
    let alone = async {
        while workshop.engine.sandboxes_of(&workshop.instance).await?.len() > 1 {
            sleep(Duration::from_millis(10)).await;
        }
        anyhow::Ok(begun.elapsed())
    };
    timeout(PATIENCE, alone).await.context("the neighbour stays")?
}

/// Types a letter at the prompt, waits until it is seen, and takes it back; again and again, with pauses that no clock of
/// the machine's keeps time with.
async fn type_keys(terminal: &mut Terminal, count: usize) -> anyhow::Result<Vec<Duration>> {
    let mut echoes = Vec::with_capacity(count);
    for _ in 0..count {
        let (from, begun) = (terminal.transcript.len(), Instant::now());
        terminal.type_in("x").await?;
        terminal.read_until(from, PATIENCE, |seen| seen.contains('x')).await?;
        echoes.push(begun.elapsed());
        let from = terminal.transcript.len();
        terminal.type_in("\u{7f}").await?;
        terminal.read_until(from, PATIENCE, |seen| seen.contains('\u{8}')).await?;
        let pause = u64::try_from(Uuid::new_v4().as_u128() % PAUSE)?;
        sleep(Duration::from_millis(pause)).await;
    }
    Ok(echoes)
}
