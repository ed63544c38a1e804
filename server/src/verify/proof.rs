//! The proof of one exercise.

use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use exercises::{Exercise, Lang, WrongAnswer};
use serde_json::Value;

use super::{playground, script::play};
use crate::client::{Client, Terminal, plain};

/// What was typed and answered has its effect within this while.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many lines of a terminal say what went on there last.
const LINES: usize = 24;

/// What came of examining an exercise.
#[derive(Debug, Default)]
pub struct Proof {
    /// What is not as it must be, each with the script it is about; proven if there is nothing.
    pub flaws: Vec<String>,
    /// How long the solution took to type and to be seen, if it solves the exercise.
    pub solved_in: Option<Duration>,
    /// How long all of it took.
    pub took: Duration,
}

/// Proves one exercise.
///
/// # Errors
/// With all that is not as it must be.
pub async fn prove(client: &Client, exercise: &Exercise) -> anyhow::Result<Proof> {
    let proof = examine(client, exercise, |_| {}).await;
    ensure!(proof.flaws.is_empty(), "{}", proof.flaws.join("\n"));
    Ok(proof)
}

/// Examines one exercise to its end, whatever it finds on the way; `say` is told what it is at.
pub async fn examine(client: &Client, exercise: &Exercise, say: impl Fn(&str)) -> Proof {
    let (begun, mut proof) = (Instant::now(), Proof::default());
    match own(client, exercise).await {
        Ok(exercise) if exercise.is_playground() => {
            say("opening it");
            proof
                .flaws
                .extend(playground::open(client, &exercise).await.err().map(|error| format!("{error:#}")));
        }
        Ok(exercise) => {
            say("solution.sh");
            match solution(client, &exercise).await {
                Ok(took) => proof.solved_in = Some(took),
                Err(error) => proof.flaws.push(format!("solution.sh: {error:#}")),
            }
            for wrong in &exercise.wrong {
                let name = format!("wrong/{}.sh", wrong.name);
                say(&name);
                if let Err(error) = wrong_answer(client, &exercise, wrong).await {
                    proof.flaws.push(format!("{name}: {error:#}"));
                }
            }
        }
        Err(error) => proof.flaws.push(format!("the learner's values: {error:#}")),
    }
    proof.took = begun.elapsed();
    proof
}

/// The exercise with the values of whoever the client is.
async fn own(client: &Client, exercise: &Exercise) -> anyhow::Result<Exercise> {
    Ok(exercise.for_values(&client.values(&exercise.id).await?))
}

/// Untouched it is unsolved; then the solution, typed into the same sandbox, solves it. Returns how long that took.
async fn solution(client: &Client, exercise: &Exercise) -> anyhow::Result<Duration> {
    let id = client.open(&exercise.id).await?;
    let solved = async {
        client.wait_ready(&id).await?;
        let untouched = client.check(&id).await?;
        let met = goals(&untouched).all(|goal| goal["state"] == "met");
        ensure!(
            !met && untouched["solved"] == false,
            "it is solved before anything was done: a goal has to ask for what only the learner can bring about\n{}",
            told(&untouched)
        );
        let mut terminal = client.terminal(&id).await?;
        let (begun, time) = (Instant::now(), Duration::from_secs(60 * u64::from(exercise.minutes)));
        let typed = play(client, &id, &mut terminal, &exercise.solution).await;
        typed.with_context(|| transcript(&terminal))?;
        // Nobody clicks: the goals tick off by themselves.
        let solved = client.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await;
        if solved.is_err() {
            bail!("expected: solved\n{}", seen(client, &id, &terminal).await);
        }
        let took = begun.elapsed();
        ensure!(
            took <= time,
            "the solution alone takes {took:.0?}, and the exercise {} min",
            exercise.minutes
        );
        Ok(took)
    };
    ended(client, &id, solved.await).await
}

async fn wrong_answer(client: &Client, exercise: &Exercise, wrong: &WrongAnswer) -> anyhow::Result<()> {
    let id = client.open(&exercise.id).await?;
    let earned = async {
        client.wait_ready(&id).await?;
        let mut terminal = client.terminal(&id).await?;
        let typed = play(client, &id, &mut terminal, &wrong.script).await;
        typed.with_context(|| transcript(&terminal))?;
        for lang in Lang::ALL {
            let expected = wrong.message.get(lang).as_str();
            let reader = client.reading(lang);
            let earned = |sandbox: &Value| {
                goals(sandbox).any(|goal| goal["id"] == *wrong.goal && goal["why"] == expected)
            };
            if reader.wait(&id, PATIENCE, earned).await.is_err() {
                bail!("expected of {}: {expected}\n{}", wrong.goal, seen(&reader, &id, &terminal).await);
            }
        }
        let sandbox = client.check(&id).await?;
        ensure!(sandbox["solved"] == false, "a wrong answer solves it\n{}", transcript(&terminal));
        Ok(())
    };
    ended(client, &id, earned.await).await
}

/// Ends a sandbox, whatever came of it.
pub(super) async fn ended<T>(client: &Client, id: &str, result: anyhow::Result<T>) -> anyhow::Result<T> {
    let ended = client.end(id).await;
    let result = result?;
    ended.map(|()| result)
}

/// What a learner sees now, for whoever has to find out why.
async fn seen(client: &Client, id: &str, terminal: &Terminal) -> String {
    let sandbox = client.state().await.ok().and_then(|mut state| {
        let mut sandboxes = state["sandboxes"].as_array_mut()?.drain(..);
        sandboxes.find(|sandbox| sandbox["id"] == id)
    });
    let told = sandbox.as_ref().map_or_else(|| "  the sandbox is gone".to_owned(), told);
    format!("told:\n{told}\n{}", transcript(terminal))
}

/// Each goal, with what is said of it.
fn told(sandbox: &Value) -> String {
    let line = |goal: &Value| {
        let text = |key: &str| goal[key].as_str().unwrap_or_default().to_owned();
        let (id, state, why) = (text("id"), text("state"), text("why"));
        if why.is_empty() { format!("  {id}: {state}") } else { format!("  {id}: {state}, {why}") }
    };
    goals(sandbox).map(line).collect::<Vec<_>>().join("\n")
}

/// The end of what went on in a terminal.
pub(super) fn transcript(terminal: &Terminal) -> String {
    let text = plain(&terminal.transcript).replace('\r', "");
    let lines: Vec<&str> = text.lines().collect();
    let last = &lines[lines.len().saturating_sub(LINES)..];
    let last: String = last.iter().map(|line| format!("  │ {line}\n")).collect();
    format!("in the terminal, last:\n{}", last.trim_end())
}

fn goals(sandbox: &Value) -> impl Iterator<Item = &Value> {
    sandbox["goals"].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_told_is_a_line_for_each_goal() {
        let sandbox = json!({ "goals": [
            { "id": "runs", "state": "met", "why": null },
            { "id": "left", "state": "open", "why": "The shell in `box` is still open." },
        ] });
        assert_eq!(told(&sandbox), "  runs: met\n  left: open, The shell in `box` is still open.");
        assert_eq!(told(&Value::Null), "");
    }
}
