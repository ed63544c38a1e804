//! Proves exercises on the real engine, as a learner would meet them: untouched an exercise is unsolved, its solution
//! solves it, and each wrong answer earns exactly its message, in both languages.

use std::time::Duration;

use anyhow::{Context, ensure};
use exercises::{Exercise, Lang, WrongAnswer};
use futures_util::{StreamExt, stream};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::{
    client::Client,
    commands::Workshop,
    provision::{images::Keeper, progress::Progress},
    run::{Parts, bind, run},
    sessions::{registry::Bounds, schedule::Schedule},
    store::Store,
};

/// An answer that was typed has its effect within this while.
const PATIENCE: Duration = Duration::from_secs(30);
/// Exercises that are proven at the same time.
const AT_ONCE: usize = 2;

/// Proves the exercises of these ids, or all of them, and shows each. Returns whether all are proven.
///
/// # Errors
/// When there is no such exercise, or the server does not start.
pub async fn exercises(workshop: &Workshop, ids: &[String], progress: &Progress) -> anyhow::Result<bool> {
    for id in ids {
        ensure!(workshop.catalogue.get(id).is_some(), "no exercise is called `{id}`");
    }
    let chosen = workshop.catalogue.iter().filter(|exercise| ids.is_empty() || ids.contains(&exercise.id));
    let (client, stop, served) = serve(workshop, 0).await?;
    let proofs = stream::iter(chosen.map(|exercise| {
        let client = client.clone();
        async move {
            let step = progress.step(exercise.id.clone());
            match prove(&client, exercise).await {
                Ok(()) => {
                    step.done();
                    true
                }
                Err(error) => {
                    drop(step);
                    eprintln!("{}: {error:#}", exercise.id);
                    false
                }
            }
        }
    }));
    let proven: Vec<bool> = proofs.buffer_unordered(AT_ONCE).collect().await;
    stop.cancel();
    served.await??;
    Ok(proven.into_iter().all(|proven| proven))
}

/// A server of the workshop's own, on a free port, with no progress in it and so many sandboxes in its pool.
///
/// # Errors
/// When it cannot be started.
pub(crate) async fn serve(
    workshop: &Workshop,
    pool: usize,
) -> anyhow::Result<(Client, CancellationToken, tokio::task::JoinHandle<anyhow::Result<()>>)> {
    let listener = bind(([127, 0, 0, 1], 0).into()).await?;
    let client = Client::new(listener.local_addr()?, Lang::Fr);
    let pool = Schedule { always: pool, rushes: Vec::new() };
    let bounds = Bounds { per_learner: usize::MAX, pool, ..Bounds::of(&workshop.config) };
    let parts = Parts {
        catalogue: workshop.catalogue.clone(),
        books: workshop.data.path().to_owned(),
        store: Store::open(&workshop.data.path().join("quai.db"))?,
        engine: workshop.config.engine(),
        prepare: Keeper {
            images: workshop.course.images.clone(),
            build: false,
            progress: workshop.progress.clone(),
        },
        bounds,
    };
    let stop = CancellationToken::new();
    let served = tokio::spawn(run(listener, parts, stop.clone()));
    client.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await?;
    Ok((client, stop, served))
}

/// Proves one exercise.
///
/// # Errors
/// With what is not as it must be, and the terminal's transcript where one helps.
pub async fn prove(client: &Client, exercise: &Exercise) -> anyhow::Result<()> {
    untouched(client, exercise).await.context("untouched")?;
    solution(client, exercise).await.context("solution.sh")?;
    for wrong in &exercise.wrong {
        wrong_answer(client, exercise, wrong).await.with_context(|| format!("wrong/{}.sh", wrong.name))?;
    }
    Ok(())
}

async fn untouched(client: &Client, exercise: &Exercise) -> anyhow::Result<()> {
    let id = client.open(&exercise.id).await?;
    client.wait_ready(&id).await?;
    let sandbox = client.check(&id).await?;
    client.end(&id).await?;
    let met = goals(&sandbox).all(|goal| goal["state"] == "met");
    ensure!(!met && sandbox["solved"] == false, "it is solved before anything was done: {sandbox:#}");
    Ok(())
}

async fn solution(client: &Client, exercise: &Exercise) -> anyhow::Result<()> {
    let id = client.open(&exercise.id).await?;
    let mut terminal = client.terminal(&id).await?;
    terminal.type_script(&exercise.solution, PATIENCE).await?;
    // Nobody clicks: the goals tick off by themselves.
    let solved = client.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await;
    client.end(&id).await?;
    solved.map(drop)
}

async fn wrong_answer(client: &Client, exercise: &Exercise, wrong: &WrongAnswer) -> anyhow::Result<()> {
    let id = client.open(&exercise.id).await?;
    let mut terminal = client.terminal(&id).await?;
    terminal.type_script(&wrong.script, PATIENCE).await?;
    for lang in Lang::ALL {
        let expected = wrong.message.get(lang).as_str();
        let told =
            |sandbox: &Value| goals(sandbox).any(|goal| goal["id"] == *wrong.goal && goal["why"] == expected);
        let reader = client.reading(lang);
        let waited = reader.wait(&id, PATIENCE, told).await;
        waited.with_context(|| format!("the goal `{}` was to say: {expected}", wrong.goal))?;
    }
    let sandbox = client.check(&id).await?;
    client.end(&id).await?;
    ensure!(sandbox["solved"] == false, "a wrong answer solves it: {sandbox:#}");
    Ok(())
}

fn goals(sandbox: &Value) -> impl Iterator<Item = &Value> {
    sandbox["goals"].as_array().into_iter().flatten()
}
