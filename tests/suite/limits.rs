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
async fn a_full_machine_says_so_still_resets_and_has_room_again_when_one_ends() {
    let site = Site::plan().sandboxes(1).start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let body = json!({ "exercise": "run-nginx" });
    let open = || page.call(Method::POST, "/api/sandboxes", Some(&body));
    let (status, answer) = open().await.unwrap();
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("machine-full")));

    let (status, fresh) = page.call(Method::POST, &format!("/api/sandboxes/{id}/reset"), None).await.unwrap();
    assert_eq!(status, StatusCode::OK, "{fresh}");
    page.end(fresh["id"].as_str().unwrap()).await.unwrap();
    // The place is free when the container is gone.
    for _ in 0..200 {
        if open().await.unwrap().0 == StatusCode::CREATED {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the place of an ended sandbox was not freed");
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
    assert_eq!(minutes, 30);
    let ended = page.wait(&left, PATIENCE, |sandbox| sandbox["state"] == "ended").await.unwrap();
    assert_eq!(ended["ended"]["reason"], "time");
    assert_eq!(page.check(&extended).await.unwrap()["state"], "ready");
}
