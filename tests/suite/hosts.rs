//! More than one host: learners come where most room is, and a host that dies takes nobody with it.

use std::{collections::HashMap, time::Duration};

use exercises::Lang;
use serde_json::Value;
use server::sandbox::Engine;
use tests::{Dockerd, Site};

const PATIENCE: Duration = Duration::from_secs(120);
const EXERCISES: [&str; 4] = ["hello-world", "run-nginx", "stop-and-remove", "open-a-shell"];

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_dies_in_the_middle_of_a_class_is_drained() {
    let (mut first, mut second, mut third) =
        tokio::join!(Dockerd::start(), Dockerd::start(), Dockerd::start());
    for host in [&mut first, &mut second, &mut third] {
        host.with_sandbox_image().await;
    }
    let hosts = [first.host(), second.host(), third.host()];
    let site = Site::plan().engines(hosts.clone()).sandboxes(2).per_learner(4).start().await;
    let page = site.page(Lang::En);
    page.wait_places(6).await.unwrap();

    let mut ids = Vec::new();
    for exercise in EXERCISES {
        let id = page.open(exercise).await.unwrap();
        page.wait_ready(&id).await.unwrap();
        ids.push(id);
    }
    let mut holders = HashMap::new();
    for (number, host) in hosts.iter().enumerate() {
        let engine = Engine::connect(host).await.unwrap();
        for id in engine.sandbox_ids_of(&site.instance().await).await.unwrap() {
            holders.insert(id, number);
        }
    }
    let mut counts = [0; 3];
    ids.iter().for_each(|id| counts[holders[id]] += 1);
    counts.sort_unstable();
    assert_eq!(counts, [1, 1, 2], "learners come where most room is");

    // The one that holds the first learner's dies; a solved exercise stays solved.
    let mut terminal = page.terminal(&ids[0]).await.unwrap();
    terminal.type_script("docker run hello-world", PATIENCE).await.unwrap();
    page.wait(&ids[0], PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    let doomed = holders[&ids[0]];
    [&mut first, &mut second, &mut third][doomed].kill();

    let moved = |state: &Value| {
        let sandboxes = state["sandboxes"].as_array().unwrap();
        sandboxes.len() == EXERCISES.len()
            && sandboxes.iter().all(|it| it["state"] == "ready")
            && sandboxes.iter().all(|it| holders.get(it["id"].as_str().unwrap()) != Some(&doomed))
    };
    let state = page.wait_state(PATIENCE, moved).await.unwrap();
    assert_eq!(state["solved"][0], "hello-world");
    for sandbox in state["sandboxes"].as_array().unwrap() {
        let id = sandbox["id"].as_str().unwrap();
        let stayed = holders.get(id).is_some_and(|host| *host != doomed);
        assert_eq!(
            stayed,
            sandbox["notice"].is_null(),
            "who was moved is told so, and nobody else: {sandbox:#}"
        );
        let mut terminal = page.terminal(id).await.unwrap();
        terminal.type_script("docker version", PATIENCE).await.unwrap();
    }
    assert_eq!(page.metric("quai_places_free").await.unwrap(), 0.0, "two hosts of two places, four learners");

    // It comes back, empty, and takes learners again.
    [&mut first, &mut second, &mut third][doomed].start_again().await;
    page.wait_places(2).await.unwrap();
    let engine = Engine::connect(&hosts[doomed]).await.unwrap();
    assert!(engine.sandbox_ids_of(&site.instance().await).await.unwrap().is_empty());
}
