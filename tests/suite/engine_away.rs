//! Engines that stop, inside a sandbox and below all of them: said at once, at nobody's cost, and healed by itself.

use std::time::Duration;

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::json;
use tests::{Detour, Site, machine};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn sandboxes_come_alive_when_an_engine_answers_and_end_with_a_word_when_it_goes() {
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

    way.cut();
    let ended = page.wait(&id, PATIENCE, |sandbox| sandbox["state"] == "ended").await.unwrap();
    assert_eq!(ended["ended"]["reason"], "host-engine-gone");
    assert!(ended["ended"]["ref"].is_string());
    let state = page.wait_state(PATIENCE, |state| state["engine"]["available"] == false).await.unwrap();
    assert_eq!(state["solved"], json!(["hello-world"]), "nothing is lost");

    way.restore();
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    assert!(site.containers().await.is_empty(), "what the cut left behind was removed");
    let id = page.open("hello-world").await.unwrap();
    page.wait_ready(&id).await.unwrap();
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
