//! A server that starts anew, however it ended: learners go on where they were.

use std::time::Duration;

use exercises::Lang;
use hyper::Method;
use server::{client::Client, sandbox::Engine, store::Store};
use tests::{Program, Site, machine};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_sandboxes_their_owners_their_progress_and_their_shells() {
    let mut site = Site::plan().pool(1).start().await;
    let page = site.page(Lang::Fr);
    page.wait_pool(1).await.unwrap();
    let id = page.open("stop-and-remove").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("quay=Marseille; docker run --rm hello-world", PATIENCE).await.unwrap();
    let solved = page.open("hello-world").await.unwrap();
    let mut other = page.terminal(&solved).await.unwrap();
    // Of this container, nothing but the engine's memory of what happened is left.
    other.type_script("docker run --rm hello-world", PATIENCE).await.unwrap();
    page.wait(&solved, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    let (_, longer) = page.call(Method::POST, &format!("/api/sandboxes/{id}/extend"), None).await.unwrap();

    site.restart().await;
    let state = page.state().await.unwrap();
    let mut ids: Vec<&str> = state["sandboxes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sandbox| sandbox["id"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    let mut before = [id.as_str(), solved.as_str()];
    before.sort_unstable();
    assert_eq!(ids, before);
    let kept = page.wait(&id, PATIENCE, |sandbox| sandbox["state"] == "ready").await.unwrap();
    assert_eq!(kept["hard_ends_at"], longer["hard_ends_at"]);

    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("echo still in $quay; docker images", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("still in Marseille"), "{}", terminal.transcript);
    drop(terminal);
    let mut reloaded = page.terminal(&id).await.unwrap();
    reloaded.read_until(0, PATIENCE, |seen| seen.contains("still in Marseille")).await.unwrap();
    let all_met = |sandbox: &serde_json::Value| {
        sandbox["goals"].as_array().unwrap().iter().all(|goal| goal["state"] == "met")
    };
    let again = page.wait(&solved, PATIENCE, all_met).await.unwrap();
    assert_eq!(again["solved"], true);

    // A fresh one comes in the place of one that was kept.
    let (_, fresh) = page.call(Method::POST, &format!("/api/sandboxes/{id}/reset"), None).await.unwrap();
    page.wait_ready(fresh["id"].as_str().unwrap()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_killed_leaves_learners_to_the_next_one_and_nothing_else() {
    let engine = machine::engine().await;
    let data = tempfile::tempdir().unwrap();
    let mut server = Program::serve(data.path());
    let page = Client::new(server.address, Lang::En);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("quay=Marseille", PATIENCE).await.unwrap();
    // Killed while it starts one that nobody has written down yet.
    let _starting = page.open("run-nginx").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.kill();

    let server = Program::serve(data.path());
    let page = Client::new(server.address, Lang::En);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("echo still in $quay; docker run hello-world", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("still in Marseille"), "{}", terminal.transcript);
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    assert_eq!(sandboxes(&engine, data.path()).await, std::slice::from_ref(&id));
    page.end(&id).await.unwrap();
    wait_for(|| async { sandboxes(&engine, data.path()).await.is_empty() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_ends_at_its_deadline_though_no_server_ever_returns() {
    let engine = machine::engine().await;
    let data = tempfile::tempdir().unwrap();
    let mut server = Program::serve_with(data.path(), &["--pool", "0", "--time", "0.1", "--extension", "0"]);
    let page = Client::new(server.address, Lang::En);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    // The first thing that is done in a new sandbox tells it when to end; a key shows that it is done.
    terminal.type_script("echo here", PATIENCE).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.kill();
    assert_eq!(running(&engine, data.path()).await, [id]);
    wait_for(|| async { running(&engine, data.path()).await.is_empty() }).await;
    // What is left of it, a name in a list, is gone with the next start.
    let _next = Program::serve(data.path());
    wait_for(|| async { sandboxes(&engine, data.path()).await.is_empty() }).await;
}

async fn sandboxes(engine: &Engine, data: &std::path::Path) -> Vec<String> {
    engine.sandbox_ids_of(&instance(data).await).await.unwrap()
}

async fn running(engine: &Engine, data: &std::path::Path) -> Vec<String> {
    engine.alive_of(&instance(data).await).await.unwrap()
}

async fn instance(data: &std::path::Path) -> String {
    Store::open(&data.join("quai.db")).unwrap().instance().await.unwrap()
}

async fn wait_for<F: Future<Output = bool>>(mut true_at_last: impl FnMut() -> F) {
    for _ in 0..600 {
        if true_at_last().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it does not become true");
}
