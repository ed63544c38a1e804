//! A class that begins: many learners click in the same moment, and somebody else reads a page meanwhile.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use exercises::Exercise;
use hyper::Method;
use tokio::{sync::Barrier, task::JoinSet};
use tokio_util::sync::CancellationToken;

use super::{
    EXERCISE, PATIENCE, exercise,
    figure::{Figure, Statistic},
    report::Report,
};
use crate::{
    client::{Client, Terminal},
    config::BenchPlan,
    workshop::Workshop,
};

/// Rushes at most, one after another: each needs its pool filled anew.
const RUSHES: usize = 3;
/// Places beside those of the pool, so that it is refilled while the learners come, as in life.
const SPARE: usize = 10;

/// A rush on a pool that has a sandbox for everybody.
pub(super) async fn measure(
    workshop: &Workshop,
    plan: &BenchPlan,
    report: &mut Report,
) -> anyhow::Result<()> {
    let learners = plan.rush;
    let timed = exercise(workshop)?;
    let mut setup = workshop.setup();
    // There is one learner, who has one sandbox an exercise: as many exercises stand for as many learners.
    setup.catalogue = (0..learners).map(|number| Exercise { id: id(number), ..timed.clone() }).collect();
    setup.books = workshop.books()?;
    setup.bounds.sessions = learners + SPARE;
    setup.bounds.pool.always = learners;
    let site = workshop.serve(setup).await?;
    let step = workshop.progress.step(format!("rush of {learners}"));
    let rushes = plan.rounds.min(RUSHES);
    for rush in 0..rushes {
        step.reach(rush as u64, rushes as u64);
        step.say("filling the pool");
        site.client.wait_pool(learners).await?;
        step.say("rushing");
        let over = CancellationToken::new();
        let reading = tokio::spawn(read(site.client.elsewhere(), over.clone()));
        let rushed = rush_in(&site.client, learners).await;
        over.cancel();
        let pages = reading.await??;
        // Nobody leaves before all have come.
        for visit in rushed? {
            let figure = Figure::duration(format!("click to prompt, {learners} at once"));
            report.time(figure.at_most(Statistic::P95, 500.0), visit.waited);
            site.client.end(&visit.sandbox).await?;
        }
        for page in pages {
            let figure = Figure::duration("a page for somebody else meanwhile");
            report.time(figure.at_most(Statistic::P99, 100.0), page);
        }
    }
    step.done();
    site.close().await
}

fn id(number: usize) -> String {
    format!("{EXERCISE}-{number}")
}

/// A learner who has a prompt.
struct Visit {
    sandbox: String,
    waited: Duration,
    _terminal: Terminal,
}

async fn rush_in(client: &Client, learners: usize) -> anyhow::Result<Vec<Visit>> {
    let moment = Arc::new(Barrier::new(learners));
    let mut visits = JoinSet::new();
    for number in 0..learners {
        let (client, moment) = (client.elsewhere(), moment.clone());
        visits.spawn(async move {
            moment.wait().await;
            let begun = Instant::now();
            let sandbox = client.open(&id(number)).await?;
            let mut terminal = client.terminal(&sandbox).await?;
            terminal.prompt(PATIENCE).await?;
            anyhow::Ok(Visit { sandbox, waited: begun.elapsed(), _terminal: terminal })
        });
    }
    let mut arrived = Vec::new();
    while let Some(visit) = visits.join_next().await {
        arrived.push(visit??);
    }
    Ok(arrived)
}

/// Reads a page again and again until it is over; how long each took.
async fn read(client: Client, over: CancellationToken) -> anyhow::Result<Vec<Duration>> {
    let mut pages = Vec::new();
    while !over.is_cancelled() {
        let begun = Instant::now();
        let (status, _) = client.call(Method::GET, "/en/", None).await?;
        anyhow::ensure!(status.is_success(), "a page answered {status}");
        pages.push(begun.elapsed());
    }
    Ok(pages)
}
