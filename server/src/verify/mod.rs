//! Proves exercises on the real engine, as a learner would meet them: untouched an exercise is unsolved, its solution
//! solves it in the time that it says, and each wrong answer earns exactly its message, in both languages.
//!
//! - `proof` proves one exercise; `script` plays what a learner types and answers; `playground` proves one that asks for nothing.
//! - `replay` proves a page: its console blocks print what the page shows.
//! - `summary` is the table at the end.

mod playground;
mod proof;
mod replay;
mod script;
mod summary;

pub use proof::{Proof, examine, prove};
pub use replay::{replay, stage};

use std::{future::ready, path::Path};

use anyhow::ensure;
use book::Transcript;
use exercises::{Exercise, Lang};
use futures_util::{StreamExt, stream};

use self::summary::Summary;
use crate::workshop::{Setup, Workshop};

/// Proves what is named, or all of the course, so many at the same time: exercises by id, the console blocks of pages by file
/// (`containers/logs.md`). Returns whether all are proven.
///
/// # Errors
/// When there is no such exercise or page, or the server does not start.
pub async fn course(workshop: &Workshop, names: &[String], jobs: usize) -> anyhow::Result<bool> {
    let (files, ids): (Vec<_>, Vec<_>) = names.iter().cloned().partition(|name| name.ends_with(".md"));
    let all = names.is_empty();
    let mut proven = true;
    if all || !ids.is_empty() {
        proven &= exercises(workshop, &ids, jobs).await?;
    }
    if all || !files.is_empty() {
        proven &= pages(workshop, &files, jobs).await?;
    }
    Ok(proven)
}

/// What is to be played to prove the pages: those of the first language, and of the others what differs from it.
///
/// # Errors
/// A page that cannot be read, or a block that cannot be understood; each names page, line and remedy.
pub fn transcripts(book: &Path) -> anyhow::Result<Vec<(Lang, Transcript)>> {
    let mut chosen: Vec<(Lang, Transcript)> = Vec::new();
    for lang in Lang::ALL {
        for transcript in book::transcripts(book, lang)? {
            if !chosen.iter().any(|(_, played)| played.plays_the_same(&transcript)) {
                chosen.push((lang, transcript));
            }
        }
    }
    Ok(chosen)
}

/// Plays the console blocks of these pages, or of all.
async fn pages(workshop: &Workshop, files: &[String], jobs: usize) -> anyhow::Result<bool> {
    let mut transcripts = transcripts(&workshop.course.book)?;
    let named = |page: &Path| files.is_empty() || files.iter().any(|file| Path::new(file) == page);
    for file in files {
        ensure!(
            transcripts.iter().any(|(_, transcript)| transcript.page == Path::new(file)),
            "no page `{file}` has console blocks"
        );
    }
    transcripts.retain(|(_, transcript)| named(&transcript.page));
    let catalogue = transcripts.iter().map(|(lang, transcript)| stage(transcript, *lang)).collect();
    let site = workshop.serve(Setup { catalogue, ..workshop.setup() }).await?;
    let tally = workshop.progress.tally(transcripts.len());
    let plays = stream::iter(&transcripts).map(|(lang, transcript)| {
        let (client, tally) = (&site.client, &tally);
        async move {
            let page = format!("{lang}/{}", transcript.page.display());
            let part = tally.begin(&page);
            let flaws =
                replay(client, transcript, *lang).await.unwrap_or_else(|error| vec![format!("{error:#}")]);
            flaws.iter().for_each(|flaw| tally.print(&format!("\n{page}: {flaw}\n")));
            part.end(flaws.is_empty());
            flaws.is_empty()
        }
    });
    let proven = plays.buffer_unordered(jobs.max(1)).filter(|proven| ready(*proven)).count().await;
    drop(tally);
    site.close().await?;
    println!("\n  {proven} of {} pages proven", transcripts.len());
    Ok(proven == transcripts.len())
}

/// Proves the exercises of these ids, or all of them, so many at the same time. Shows what is under way, then all that is
/// not as it must be, and a table.
async fn exercises(workshop: &Workshop, ids: &[String], jobs: usize) -> anyhow::Result<bool> {
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
