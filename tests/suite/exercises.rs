//! Every exercise is proven on the real engine: untouched it is unsolved, its solution solves it, wrong answers earn their
//! messages in both languages. So are exercises of the tests' own, which ask for every fact there is, in every combination.

use std::path::Path;

use ::exercises::{Catalogue, Lang};
use futures_util::{StreamExt, stream};
use server::verify;
use tests::{OwnCourse, Site, machine};

/// So many at once: each has a sandbox of its own.
const AT_ONCE: usize = 3;

/// Proves all exercises of a folder, and names all that are wrong.
async fn prove(folder: &Path) {
    let catalogue = Catalogue::load(folder).expect("the exercises are sound");
    let course = OwnCourse::showing(&[]);
    let plan = Site::plan().exercises(folder).book(course.book());
    let site = plan.per_learner(AT_ONCE).pool(AT_ONCE).start().await;
    let page = site.page(Lang::Fr);
    let proofs = stream::iter(&catalogue).map(|exercise| {
        let page = page.clone();
        async move { (&exercise.id, verify::prove(&page, exercise).await) }
    });
    let failed: Vec<String> = proofs
        .buffer_unordered(AT_ONCE)
        .filter_map(|(id, proof)| async move { proof.err().map(|error| format!("{id}: {error:#}")) })
        .collect()
        .await;
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_courses_are_proven() {
    prove(&machine::course().exercises).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fact_is_met_by_what_it_asks_for_and_explained_otherwise() {
    prove(&machine::trials()).await;
}
