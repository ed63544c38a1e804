//! Capacity and deadlines.

use std::time::Duration;

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::json;
use tests::Site;

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_has_two_sandboxes_at_most() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    for exercise in ["hello-world", "run-nginx"] {
        page.open(exercise).await.unwrap();
    }
    let body = json!({ "exercise": "open-a-shell" });
    let (status, answer) = page.call(Method::POST, "/api/sandboxes", Some(&body)).await.unwrap();
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::CONFLICT, &json!("too-many-sandboxes")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_the_machine_full_waits_in_a_queue_and_gets_the_next_place_without_reloading() {
    let site = Site::plan().sandboxes(1).start().await;
    let page = site.page(Lang::En);
    let first = page.open("hello-world").await.unwrap();
    page.wait_ready(&first).await.unwrap();

    let second = page.open("run-nginx").await.unwrap();
    let waits = |sandbox: &serde_json::Value| {
        sandbox["queue"].as_str().is_some_and(|queue| queue.contains("number 1"))
    };
    let queued = page.wait(&second, PATIENCE, waits).await.unwrap();
    assert_eq!(queued["state"], "starting");
    assert!(queued["queue"].as_str().unwrap().contains("60 min at the latest"), "{queued:#}");
    let (_, same) = page.call(Method::POST, &format!("/api/sandboxes/{second}/reset"), None).await.unwrap();
    assert_eq!(same["id"], second, "a reset does not lose one's turn");
    assert_eq!(site.containers().await.len(), 1);

    // Who has a place keeps it over a reset, whoever waits.
    let (_, fresh) = page.call(Method::POST, &format!("/api/sandboxes/{first}/reset"), None).await.unwrap();
    let fresh = fresh["id"].as_str().unwrap();
    page.wait_ready(fresh).await.unwrap();
    assert_eq!(page.wait(&second, PATIENCE, |_| true).await.unwrap()["state"], "starting");

    page.end(fresh).await.unwrap();
    page.wait_ready(&second).await.unwrap();
    let mut terminal = page.terminal(&second).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_the_queue_holds_up_nobody() {
    let site = Site::plan().sandboxes(1).start().await;
    let page = site.page(Lang::Fr);
    let first = page.open("hello-world").await.unwrap();
    let second = page.open("run-nginx").await.unwrap();
    page.end(&second).await.unwrap();
    let third = page.open("stop-and-remove").await.unwrap();
    page.end(&first).await.unwrap();
    page.wait_ready(&third).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_nobody_uses_ends_and_keys_keep_it() {
    let idle = Duration::from_secs(4);
    let site = Site::plan().idle(idle).start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    for _ in 0..8 {
        terminal.type_in("\n").await.unwrap();
        tokio::time::sleep(idle / 4).await;
    }
    assert_eq!(page.state().await.unwrap()["sandboxes"][0]["state"], "ready");
    let ended = page.wait(&id, PATIENCE, |sandbox| sandbox["state"] == "ended").await.unwrap();
    assert_eq!(ended["ended"]["reason"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn time_runs_out_and_can_be_extended_before_it_does() {
    let site = Site::plan().time(Duration::from_secs(6)).start().await;
    let page = site.page(Lang::En);
    let extended = page.open("hello-world").await.unwrap();
    let left = page.open("run-nginx").await.unwrap();
    page.wait_ready(&extended).await.unwrap();
    let (status, more) =
        page.call(Method::POST, &format!("/api/sandboxes/{extended}/extend"), None).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    let minutes = (more["hard_ends_at"].as_i64().unwrap()
        - page.state().await.unwrap()["now"].as_i64().unwrap())
        / 60_000;
    assert_eq!((minutes, &more["extendable"]), (30, &json!(true)));
    let ended = page.wait(&left, PATIENCE, |sandbox| sandbox["state"] == "ended").await.unwrap();
    assert_eq!(ended["ended"]["reason"], "time");
    assert_eq!(page.check(&extended).await.unwrap()["state"], "ready");

    // An hour in all, in two steps: more is not to be had.
    let mut end = more["hard_ends_at"].as_i64().unwrap();
    for (added, extendable) in [(30, false), (0, false)] {
        let path = format!("/api/sandboxes/{extended}/extend");
        let (_, more) = page.call(Method::POST, &path, None).await.unwrap();
        end += added * 60_000;
        assert_eq!((&more["hard_ends_at"], &more["extendable"]), (&json!(end), &json!(extendable)));
    }
}
