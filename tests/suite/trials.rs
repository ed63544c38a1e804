//! Every fact that an exercise can ask for, and every way to combine them, on the real engine: exercises of the tests' own,
//! proven as those of the course are.

use exercises::{Catalogue, Lang};
use futures_util::{StreamExt, stream};
use server::verify;
use tests::{OwnCourse, Site, machine};

/// So many at once: each has a sandbox of its own.
const AT_ONCE: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn every_fact_is_met_by_what_it_asks_for_and_explained_otherwise() {
    let catalogue = Catalogue::load(&machine::trials()).expect("the trials are sound");
    let course = OwnCourse::showing(&[]);
    let site = Site::plan()
        .exercises(machine::trials())
        .book(course.book())
        .per_learner(AT_ONCE)
        .pool(AT_ONCE)
        .start()
        .await;
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
