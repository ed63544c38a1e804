//! Proves exercises on the real engine, as a learner would meet them: untouched an exercise is unsolved, its solution
//! solves it, and each wrong answer earns exactly its message, in both languages.

use std::time::Duration;

use anyhow::{Context, ensure};
use exercises::{Exercise, Fact, Lang, Values, WrongAnswer};
use futures_util::{StreamExt, stream};
use serde_json::Value;

use crate::{client::Client, workshop::Workshop};

/// An answer that was typed has its effect within this while.
const PATIENCE: Duration = Duration::from_secs(30);
/// Exercises that are proven at the same time.
const AT_ONCE: usize = 2;

/// Proves the exercises of these ids, or all of them, and shows each. Returns whether all are proven.
///
/// # Errors
/// When there is no such exercise, or the server does not start.
pub async fn exercises(workshop: &Workshop, ids: &[String]) -> anyhow::Result<bool> {
    for id in ids {
        ensure!(workshop.catalogue.get(id).is_some(), "no exercise is called `{id}`");
    }
    let chosen = workshop.catalogue.iter().filter(|exercise| ids.is_empty() || ids.contains(&exercise.id));
    let site = workshop.serve(workshop.setup()).await?;
    let proofs = stream::iter(chosen.map(|exercise| {
        let client = site.client.clone();
        async move {
            let step = workshop.progress.step(exercise.id.clone());
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
    site.close().await?;
    Ok(proven.into_iter().all(|proven| proven))
}

/// Proves one exercise.
///
/// # Errors
/// With what is not as it must be, and the terminal's transcript where one helps.
pub async fn prove(client: &Client, exercise: &Exercise) -> anyhow::Result<()> {
    let exercise = &own(client, exercise).await.context("the learner's values")?;
    untouched(client, exercise).await.context("untouched")?;
    solution(client, exercise).await.context("solution.sh")?;
    for wrong in &exercise.wrong {
        wrong_answer(client, exercise, wrong).await.with_context(|| format!("wrong/{}.sh", wrong.name))?;
    }
    Ok(())
}

/// The exercise with the values of whoever the client is.
async fn own(client: &Client, exercise: &Exercise) -> anyhow::Result<Exercise> {
    let state = client.state().await?;
    let values = state["values"][&exercise.id].as_object().into_iter().flatten();
    let values = values.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
    Ok(exercise.for_values(&values.collect::<Values>()))
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
    for goal in &exercise.goals {
        // An answer that only the engine knows is not in the manifest.
        if let Fact::Answer(matcher) = &goal.fact
            && let Some(right) = matcher.is.first()
        {
            client.answer(&id, &goal.id, right).await?;
        }
    }
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
