//! Learners are untrusted, and root in their engine: what one does to it is nobody else's trouble, nor the server's.

use std::time::{Duration, Instant};

use exercises::Lang;
use serde_json::Value;
use tests::Site;

const PATIENCE: Duration = Duration::from_secs(60);

/// Puts a program of the learner's own in the place of the engine, and cuts the server's connections to the real one.
fn impostor(answer: &str) -> String {
    let head = r"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    format!(
        "printf '#!/bin/sh\\nprintf \"{head}\"; {answer}\\n' > ~/answer; chmod +x ~/answer\n\
         docker run -d --pid=host --network=host -v /:/host busybox chroot /host sh -c \
         'mv /run/docker.sock /run/real.sock; pkill -f witness.rel[a]y; \
         exec socat UNIX-LISTEN:/run/docker.sock,fork,mode=777 EXEC:/home/learner/answer'\n"
    )
}

async fn an_impostor_is_survived(answer: &str) {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("run-nginx").await.unwrap();
    let neighbour = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script(&impostor(answer), PATIENCE).await.unwrap();
    let replaced = "until test -S /run/real.sock -a -S /run/docker.sock; do sleep 0.1; done; echo re''placed";
    terminal.type_script(replaced, PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("replaced"), "{}", terminal.transcript);

    // The learner gets an answer, which says why, and no point.
    let replaced = |sandbox: &Value| {
        let why = sandbox["goals"][0]["why"].as_str();
        why.is_some_and(|why| why.contains("not the one it was started with"))
    };
    page.wait(&id, PATIENCE, replaced).await.unwrap();
    let sandbox = page.check(&id).await.unwrap();
    assert_eq!(sandbox["solved"], false);
    assert_eq!(sandbox["goals"][0]["state"], "fault", "{sandbox:#}");
    assert!(replaced(&sandbox), "{sandbox:#}");
    // The neighbour does not notice.
    let mut other = page.terminal(&neighbour).await.unwrap();
    other.type_script("docker run hello-world", PATIENCE).await.unwrap();
    page.wait(&neighbour, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    // One click gives a fresh one, and what is left ends with the server.
    let begun = Instant::now();
    page.end(&id).await.unwrap();
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "an end does not wait for what a learner has put in the way"
    );
    let fresh = page.open("run-nginx").await.unwrap();
    page.wait_ready(&fresh).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_never_finishes_its_answer() {
    an_impostor_is_survived("printf \"2\\r\\n[{\\r\\n\"; sleep 1000").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_answers_without_end() {
    an_impostor_is_survived("printf \"ffffffff\\r\\n\"; exec yes [").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn resets_in_a_row_do_not_pile_up_sandboxes() {
    let site = Site::plan().sandboxes(1).start().await;
    let page = site.page(Lang::En);
    let mut id = page.open("hello-world").await.unwrap();
    let mut most = 0;
    for _ in 0..6 {
        let path = format!("/api/sandboxes/{id}/reset");
        let (status, fresh) = page.call(hyper::Method::POST, &path, None).await.unwrap();
        assert!(status.is_success(), "{fresh}");
        assert_ne!(fresh["id"], id);
        id = fresh["id"].as_str().unwrap().to_owned();
        most = most.max(site.containers().await.len());
    }
    page.wait_ready(&id).await.unwrap();
    assert!(most <= 1 && site.containers().await.len() == 1, "one place, but {most} containers");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_while_a_sandbox_starts_leaves_nothing_that_nobody_knows() {
    let mut site = Site::start().await;
    let page = site.page(Lang::En);
    for exercise in ["hello-world", "run-nginx"] {
        page.open(exercise).await.unwrap();
    }
    site.restart().await;
    let state = page.state().await.unwrap();
    let known: Vec<&str> =
        state["sandboxes"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    let there = site.sandboxes().await;
    assert!(there.iter().all(|id| known.contains(&id.as_str())), "{there:?} in {known:?}");

    // Ended before those that were started under the first one are found again: they are removed all the same.
    let (instance, engine) = (site.instance().await, site.engine.clone());
    site.restart().await;
    drop(site);
    assert!(engine.sandbox_ids_of(&instance).await.unwrap().is_empty());
}
