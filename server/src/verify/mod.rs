//! Proves exercises on the real engine, as a learner would meet them: untouched an exercise is unsolved, its solution
//! solves it in the time that it says, and each wrong answer earns exactly its message, in both languages.
//!
//! - `proof` proves one exercise; `script` plays what a learner types and answers.
//! - `summary` is the table at the end.

mod proof;
mod script;
mod summary;

pub use proof::{Proof, examine, prove};

use anyhow::ensure;
use exercises::Exercise;
use futures_util::{StreamExt, stream};

use self::summary::Summary;
use crate::workshop::Workshop;

/// Proves the exercises of these ids, or all of them, so many at the same time. Shows what is under way, then all that is
/// not as it must be, and a table. Returns whether all are proven.
///
/// # Errors
/// When there is no such exercise, or the server does not start.
pub async fn exercises(workshop: &Workshop, ids: &[String], jobs: usize) -> anyhow::Result<bool> {
    for id in ids {
        ensure!(
            workshop.catalogue.get(id).is_some(),
            "no exercise is called `{id}`: there are {}",
            workshop.catalogue.iter().map(|exercise| exercise.id.as_str()).collect::<Vec<_>>().join(", ")
        );
    }
    let chosen: Vec<&Exercise> =
        workshop.catalogue.iter().filter(|exercise| ids.is_empty() || ids.contains(&exercise.id)).collect();
    let site = workshop.serve(workshop.setup()).await?;
    let tally = workshop.progress.tally(chosen.len());
    let proofs = stream::iter(chosen.into_iter().enumerate().map(|(place, exercise)| {
        let (client, tally) = (&site.client, &tally);
        async move {
            let part = tally.begin(&exercise.id);
            let proof = examine(client, exercise, |at| part.say(at)).await;
            proof.flaws.iter().for_each(|flaw| tally.print(&format!("\n{}: {flaw}\n", exercise.id)));
            part.end(proof.flaws.is_empty());
            (place, exercise, proof)
        }
    }));
    let mut proofs: Vec<_> = proofs.buffer_unordered(jobs.max(1)).collect().await;
    proofs.sort_by_key(|(place, ..)| *place);
    drop(tally);
    site.close().await?;
    let summary = Summary(proofs.into_iter().map(|(_, exercise, proof)| (exercise, proof)).collect());
    print!("\n{summary}");
    Ok(summary.is_proven())
}
