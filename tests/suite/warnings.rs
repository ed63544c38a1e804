//! Who is about to lose a sandbox reads and hears it five minutes before, once, and puts it off with one click.

use std::time::Duration;

use tests::{Browser, Site, site::Plan};

const PANEL: &str = "#exercise-hello-world";
const HINT: &str = "#exercise-hello-world .quai-time-hint";

/// The warning is due so long after the start.
const WARNED: Duration = Duration::from_secs(5 * 60 + 6);

/// Collects what a screen reader says.
const LISTEN: &str = "window.said = []; const hear = (changes) => changes.forEach((change) => \
    change.addedNodes.forEach((node) => said.push(node.textContent))); \
    document.querySelectorAll('.quai-sr [aria-live=polite]').forEach((region) => \
    new MutationObserver(hear).observe(region, { childList: true })); return said.length";

/// A reader with a sandbox, whose page is listened to from the start.
async fn open(plan: Plan, lang: &str) -> (Site, Browser) {
    let site = plan.start().await;
    let browser = Browser::start(lang).await;
    browser.open(&site.url(&format!("/{lang}/discover/what-is-docker.html"))).await;
    browser.see(&format!("{PANEL} [data-action=start]:enabled")).await;
    assert_eq!(browser.script::<usize>(LISTEN).await, 0);
    browser.click(&format!("{PANEL} [data-action=start]")).await;
    browser.see(&format!("{PANEL} .quai-frame[data-link=open]")).await;
    (site, browser)
}

/// Waits until something was said, and returns how often.
async fn heard(browser: &Browser, words: &str) -> usize {
    let script = format!("return said.filter((sentence) => sentence.includes({words:?})).length");
    for _ in 0..200 {
        let count = browser.script::<usize>(&script).await;
        if count > 0 {
            return count;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let said: Vec<String> = browser.script("return said").await;
    panic!("`{words}` was not said, but {said:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_time_and_it_is_extended_as_far_as_it_goes() {
    let (_site, browser) = open(Site::plan().time(WARNED), "fr").await;
    browser.see(HINT).await;
    browser.read(HINT, "Prolongez pour continuer").await;
    browser.see(&format!("{PANEL} [data-time-short] .quai-timer")).await;
    heard(&browser, "dans moins de 5 minutes. Vous pouvez prolonger.").await;

    browser.click(&format!("{PANEL} [data-action=extend]")).await;
    heard(&browser, "Prolongé\u{a0}: il reste 3").await;
    browser.see(&format!("{PANEL} .quai-frame:not([data-time-short])")).await;
    assert!(!browser.see(PANEL).await.text().await.unwrap().contains("Bientôt terminé"));
    assert_eq!(heard(&browser, "moins de 5 minutes").await, 1, "said once");

    // Half an hour more is all that there is: the button goes with it.
    browser.click(&format!("{PANEL} [data-action=extend]")).await;
    heard(&browser, "Prolongé\u{a0}: il reste 6").await;
    assert_eq!(browser.count(&format!("{PANEL} [data-action=extend][hidden]")).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_for_want_of_use_and_a_click_says_that_one_is_there() {
    let (_site, browser) = open(Site::plan().idle(WARNED), "en").await;
    browser.see(HINT).await;
    browser.read(HINT, "Nobody seems to be using it").await;
    heard(&browser, "the sandbox will close in less than 5 minutes").await;

    browser.click(&format!("{HINT} [data-action=keep]")).await;
    heard(&browser, "The sandbox stays open.").await;
    browser.see(&format!("{PANEL} .quai-frame:not([data-time-short])")).await;
    assert_eq!(heard(&browser, "less than 5 minutes").await, 1, "said once");
}
