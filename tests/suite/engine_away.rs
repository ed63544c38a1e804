//! Engines that stop, inside a sandbox and below all of them: said at once, at nobody's cost, and healed by itself.

use std::time::Duration;

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::json;
use tests::{Detour, Site, machine};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn sandboxes_come_alive_when_an_engine_answers_and_outlive_its_absence() {
    let mut way = Detour::cut_off();
    let site = Site::plan().engine(way.host()).start_without_engine(machine::engine().await);
    let page = site.page(Lang::En);

    let state = page.state().await.unwrap();
    assert_eq!(state["engine"]["available"], false);
    assert!(state["engine"]["message"].as_str().unwrap().contains("no Docker Engine answers"), "{state:#}");
    assert!(state["engine"]["remedy"].as_str().unwrap().contains("quai doctor"), "{state:#}");
    let body = json!({ "exercise": "hello-world" });
    let (status, answer) = page.call(Method::POST, "/api/sandboxes", Some(&body)).await.unwrap();
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("no-sandboxes")));
    let (status, _) = page.call(Method::GET, "/en/discover/what-is-docker.html", None).await.unwrap();
    assert_eq!(status, StatusCode::OK, "the course can be read all the same");

    way.restore();
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("docker run hello-world", PATIENCE).await.unwrap();
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();

    terminal.type_script("quay=Marseille", PATIENCE).await.unwrap();
    way.cut();
    let state = page.wait_state(PATIENCE, |state| state["engine"]["available"] == false).await.unwrap();
    assert_eq!(state["solved"], json!(["hello-world"]), "nothing is lost");
    assert_eq!(state["sandboxes"][0]["state"], "ready", "it may still be there");
    while terminal.next().await.unwrap().is_none_or(|code| code != 1001) {}

    way.restore();
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("echo still in $quay", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("Hello from Docker!"), "what was shown before is shown again");
    assert!(terminal.transcript.contains("still in Marseille"), "{}", terminal.transcript);
    let checked = page.check(&id).await.unwrap();
    assert!(checked["goals"].as_array().unwrap().iter().all(|goal| goal["state"] == "met"), "{checked:#}");
    assert_eq!(site.sandboxes().await, [id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_a_sandbox_while_its_engine_is_away_gets_a_fresh_one_with_a_word() {
    let mut way = Detour::cut_off();
    way.restore();
    let site = Site::plan().engine(way.host()).start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    way.cut();
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == false).await.unwrap();
    site.engine.remove_container(&site.containers().await[0]).await.unwrap();
    way.restore();

    let fresh = |state: &serde_json::Value| {
        state["sandboxes"].as_array().unwrap().iter().any(|it| it["id"] != *id && it["state"] == "ready")
    };
    let state = page.wait_state(PATIENCE, fresh).await.unwrap();
    let sandboxes = state["sandboxes"].as_array().unwrap();
    assert_eq!(sandboxes.len(), 1, "{state:#}");
    assert!(sandboxes[0]["notice"]["message"].as_str().unwrap().contains("Here is a fresh one"), "{state:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_whose_engine_stops_says_so_and_its_neighbour_does_not_notice() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let doomed = page.open("hello-world").await.unwrap();
    page.wait_ready(&doomed).await.unwrap();
    let container = site.containers().await.pop().unwrap();
    let neighbour = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&neighbour).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();

    site.engine.remove_container(&container).await.unwrap();
    let ended = page.wait(&doomed, PATIENCE, |sandbox| sandbox["state"] == "ended").await.unwrap();
    assert_eq!(ended["ended"]["reason"], "engine-stopped");
    assert!(ended["ended"]["message"].as_str().unwrap().contains("does not count against you"));
    terminal.type_script("docker ps", PATIENCE).await.unwrap();

    let (status, _) = page.call(Method::POST, &format!("/api/sandboxes/{doomed}/reset"), None).await.unwrap();
    assert_eq!(status, StatusCode::OK, "one click gives a fresh one");
}
