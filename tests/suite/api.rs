//! What pages ask of the server.

use std::time::Duration;

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::json;
use tests::Site;

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_is_opened_once_reset_and_ended() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let body = json!({ "exercise": "hello-world" });

    let (status, sandbox) = page.call(Method::POST, "/api/sandboxes", Some(&body)).await.unwrap();
    assert_eq!((status, &sandbox["state"]), (StatusCode::CREATED, &json!("starting")));
    let id = sandbox["id"].as_str().unwrap();
    let (status, again) = page.call(Method::POST, "/api/sandboxes", Some(&body)).await.unwrap();
    assert_eq!((status, &again["id"]), (StatusCode::OK, &sandbox["id"]));
    page.wait_ready(id).await.unwrap();
    assert_eq!(site.containers().await.len(), 1);

    let (status, fresh) = page.call(Method::POST, &format!("/api/sandboxes/{id}/reset"), None).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    let fresh = fresh["id"].as_str().unwrap();
    assert_ne!(fresh, id);
    page.wait_ready(fresh).await.unwrap();
    assert_eq!(page.call(Method::POST, &format!("/api/sandboxes/{id}/check"), None).await.unwrap().0, 404);

    page.end(fresh).await.unwrap();
    let state = page.state().await.unwrap();
    assert_eq!(state["sandboxes"][0]["ended"]["reason"], "by-learner");
    assert_eq!(state["sandboxes"][0]["ended"]["message"], "You ended this sandbox.");
    let mut left = site.containers().await;
    for _ in 0..100 {
        if left.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        left = site.containers().await;
    }
    assert!(left.is_empty(), "an ended sandbox leaves nothing behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goal_ticks_off_without_a_click_breaks_and_stays_solved_across_a_restart() {
    let mut site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("docker run -d --name web nginx", PATIENCE).await.unwrap();
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();

    terminal.type_script("docker stop web", PATIENCE).await.unwrap();
    let broken = page.wait(&id, PATIENCE, |sandbox| sandbox["goals"][0]["state"] == "broken").await.unwrap();
    assert!(broken["goals"][0]["why"].as_str().unwrap().contains("`web`"), "{broken:#}");
    assert_eq!(broken["solved"], true);

    site.restart().await;
    let state = site.page(Lang::Fr).state().await.unwrap();
    assert_eq!(state["solved"], json!(["run-nginx"]));
    assert_eq!((&state["sandboxes"][0]["id"], &state["sandboxes"][0]["solved"]), (&json!(id), &json!(true)));
    page.wait(&id, PATIENCE, |sandbox| sandbox["goals"][0]["state"] == "broken").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_explains_in_the_language_of_the_page() {
    let site = Site::start().await;
    let page = site.page(Lang::Fr);
    let id = page.open("hello-world").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    let french = page.check(&id).await.unwrap();
    assert_eq!(french["goals"][0]["why"], "Aucun conteneur n’existe encore.");
    let english = page.reading(Lang::En).check(&id).await.unwrap();
    assert_eq!(english["goals"][0]["why"], "No container exists yet.");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_served_in_both_languages_and_the_front_door_chooses() {
    let site = Site::start().await;
    let page = site.page(Lang::Fr);
    for path in
        ["/fr/", "/en/", "/fr/containers/first-containers.html", "/en/exercises.json", "/assets/quai.js"]
    {
        let (status, _) = page.call(Method::GET, path, None).await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}");
    }
    let (status, _) = page.call(Method::GET, "/", None).await.unwrap();
    assert_eq!(status, StatusCode::SEE_OTHER);
}
