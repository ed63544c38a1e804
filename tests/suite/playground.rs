//! The playground, in a real browser: a sandbox without an exercise, in which nothing is asked and nothing is recorded.

use exercises::Lang;
use hyper::Method;
use serde_json::json;
use tests::{Browser, Site};

const PANEL: &str = "#exercise-playground";

fn within(part: &str) -> String {
    format!("{PANEL} {part}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_tries_things_and_nothing_counts() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    browser.open(&site.url("/fr/appendix/playground.html")).await;
    browser.read(&within(".exercise-meta"), "Bac à sable libre").await;
    browser.click(&within("[data-action=start]")).await;
    browser.see(&format!("{PANEL}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.read(&within(".xterm-rows"), "$").await;

    // No image was given: the engine fetches it by itself.
    browser.type_line(&within(".xterm-helper-textarea"), "docker run hello-world").await;
    browser.read(&within(".xterm-rows"), "Hello from Docker!").await;

    for there in ["reset", "end", "find", "extend"] {
        assert!(shows(&browser, &format!("[data-action={there}]")).await, "{there}");
    }
    for asked in ["[data-action=check]", ".exercise-goals", ".quai-help", ".quai-badge", ".quai-solved"] {
        assert!(!shows(&browser, asked).await, "{asked}");
    }
    assert_eq!(browser.count(&format!("{PANEL}[data-solved]")).await, 0);

    browser.click(&within("[data-action=end]")).await;
    browser.see(&format!("{PANEL}[data-phase=idle]")).await;
    let state = site.page(Lang::Fr).state().await.unwrap();
    assert_eq!(state["solved"], json!([]));
    let ticked = "return document.querySelectorAll('.sidebar .quai-tick').length";
    assert_eq!(browser.script::<usize>(ticked).await, 0, "there is nothing to finish on the page");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_the_server_itself_gets_nothing_recorded_either() {
    let site = Site::plan().help("free", "free").start().await;
    let page = site.page(Lang::En);
    let id = page.open("playground").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    for _ in 0..2 {
        let sandbox = page.check(&id).await.unwrap();
        assert_eq!((&sandbox["solved"], &sandbox["goals"]), (&json!(false), &json!([])));
        assert_eq!(sandbox["help"]["solution"], json!({ "open": false, "shown": null, "why": null }));
    }
    for (aid, code) in [("hints", "no-more-hints"), ("solution", "no-solution")] {
        let (status, body) =
            page.call(Method::POST, &format!("/api/sandboxes/{id}/{aid}"), None).await.unwrap();
        assert_eq!((status.as_u16(), &body["error"]["code"]), (404, &json!(code)), "{body}");
    }
    page.end(&id).await.unwrap();
    let trail = site.trail("playground").await;
    assert!(trail.started.is_some(), "that it was opened is known");
    assert_eq!((trail.checks, trail.solved, trail.solution_seen), (0, false, false));
}

/// Whether a part of the panel is there to be seen.
async fn shows(browser: &Browser, part: &str) -> bool {
    let css = within(part);
    browser.script(&format!("return document.querySelector({css:?})?.checkVisibility() ?? false")).await
}
