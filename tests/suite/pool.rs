//! Sandboxes that are ready before their learners come.

use std::time::Duration;

use exercises::Lang;
use tests::Site;

const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until the site has so many sandboxes, and returns their ids.
async fn sandboxes(site: &Site, count: usize) -> Vec<String> {
    for _ in 0..300 {
        let ids = site.sandboxes().await;
        if ids.len() == count {
            return ids;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not {count} sandboxes but {:?}", site.sandboxes().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_gets_a_sandbox_that_waited_and_nobody_gets_it_again() {
    let site = Site::plan().pool(1).start().await;
    let page = site.page(Lang::En);
    page.wait_pool(1).await.unwrap();
    let waiting = site.sandboxes().await;

    let id = page.open("hello-world").await.unwrap();
    assert_eq!(waiting, std::slice::from_ref(&id), "the one that waited");
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("docker run hello-world", PATIENCE).await.unwrap();
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    sandboxes(&site, 2).await;

    page.end(&id).await.unwrap();
    sandboxes(&site, 1).await;
    page.wait_pool(1).await.unwrap();
    let waiting = site.sandboxes().await;
    assert_ne!(waiting, std::slice::from_ref(&id), "what was used is never used again");
    assert_eq!(page.open("hello-world").await.unwrap(), waiting[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pool_takes_no_learners_place() {
    let site = Site::plan().sandboxes(1).pool(4).start().await;
    let page = site.page(Lang::En);
    page.wait_pool(1).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    assert_eq!(site.sandboxes().await, std::slice::from_ref(&id));
    // A fresh one comes in the place of the old one, not beside it.
    let (_, fresh) =
        page.call(hyper::Method::POST, &format!("/api/sandboxes/{id}/reset"), None).await.unwrap();
    page.wait_ready(fresh["id"].as_str().unwrap()).await.unwrap();
    assert_eq!(site.sandboxes().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_typed_before_an_image_is_there_wait_for_it() {
    let site = Site::plan().pool(1).start().await;
    let page = site.page(Lang::En);
    page.wait_pool(1).await.unwrap();
    let id = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_in("docker run -d --name web nginx\n").await.unwrap();
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
}
