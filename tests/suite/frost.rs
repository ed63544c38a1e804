//! Sandboxes that nobody uses are frozen; whoever comes back does not notice.

use std::time::Duration;

use exercises::Lang;
use hyper::Method;
use server::client::Client;
use tests::{Program, Site, machine};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_sandbox_goes_on_at_the_next_key_check_or_page() {
    let site = Site::plan().freeze(Duration::from_secs(2)).start().await;
    let page = site.page(Lang::En);
    let id = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("docker run -d --name web -p 8080:80 nginx", PATIENCE).await.unwrap();
    page.wait_frozen(1).await.unwrap();

    terminal.type_script("curl -s localhost:8080 | head -n 4", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("nginx"), "{}", terminal.transcript);
    assert_eq!(page.metric("quai_sandboxes_frozen").await.unwrap(), 0.0);

    page.wait_frozen(1).await.unwrap();
    let checked = page.check(&id).await.unwrap();
    assert!(checked["goals"].as_array().unwrap().iter().all(|goal| goal["state"] != "fault"), "{checked:#}");

    page.wait_frozen(1).await.unwrap();
    let mut second = page.terminal(&id).await.unwrap();
    second.type_script("docker stop web", PATIENCE).await.unwrap();

    page.wait_frozen(1).await.unwrap();
    let (_, fresh) = page.call(Method::POST, &format!("/api/sandboxes/{id}/reset"), None).await.unwrap();
    page.wait_ready(fresh["id"].as_str().unwrap()).await.unwrap();
    page.wait_frozen(1).await.unwrap();
    page.end(fresh["id"].as_str().unwrap()).await.unwrap();
    for _ in 0..200 {
        if site.sandboxes().await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a frozen sandbox is not removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_at_work_is_not_frozen() {
    let site = Site::plan().freeze(Duration::from_secs(2)).start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    terminal
        .type_in("for i in 1 2 3 4 5 6 7 8; do echo step $i; sleep 1; done; echo all-$((1+1))\n")
        .await
        .unwrap();
    for _ in 0..6 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(page.metric("quai_sandboxes_frozen").await.unwrap(), 0.0);
    }
    terminal.read_until(0, PATIENCE, |seen| seen.contains("all-2")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_sandbox_too_ends_though_its_server_was_killed() {
    let engine = machine::engine().await;
    let data = tempfile::tempdir().unwrap();
    let flags = ["--pool", "0", "--freeze", "0.02", "--time", "0.2", "--extension", "0"];
    let mut server = Program::serve_with(data.path(), &flags);
    let page = Client::new(server.address, Lang::En);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    page.wait_frozen(1).await.unwrap();
    server.kill();
    let instance =
        server::store::Store::open(&data.path().join("quai.db")).unwrap().instance().await.unwrap();
    for _ in 0..600 {
        if engine.alive_of(&instance).await.unwrap().is_empty() {
            // What is left of it, a name in a list, is gone with the next start.
            let next = Program::serve(data.path());
            let page = Client::new(next.address, Lang::En);
            page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
            assert!(engine.sandbox_ids_of(&instance).await.unwrap().is_empty());
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it is frozen for ever");
}
