//! The terminal on the page, in a real browser: what has scrolled away is found, without a mouse.

use tests::{Browser, Site};
use thirtyfour::Key;

const PANEL: &str = "#exercise-hello-world";

#[tokio::test(flavor = "multi_thread")]
async fn what_has_scrolled_away_is_found_by_keyboard() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    let within = |part: &str| format!("{PANEL} {part}");
    browser.open(&site.url("/fr/discover/what-is-docker.html")).await;
    browser.click(&within("[data-action=start]")).await;
    browser.see(&format!("{PANEL}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.read(&within(".xterm-rows"), "$").await;
    browser.type_line(&within(".xterm textarea"), "seq 1000 3000").await;
    browser.read(&within(".xterm-rows"), "3000").await;
    assert!(!browser.text(&within(".xterm-rows")).await.contains("1234"), "it has scrolled away");

    browser.press(Key::Control + Key::Shift + "f").await;
    browser.press("1234").await;
    browser.read(&within(".quai-find-count"), "1 sur 1").await;
    browser.read(&within(".xterm-rows"), "1234").await;

    // Enter goes up, from the last one to those before.
    browser.press(Key::Control + "a").await;
    browser.press("299").await;
    browser.read(&within(".quai-find-count"), "12 sur 12").await;
    browser.press(Key::Enter).await;
    browser.read(&within(".quai-find-count"), "11 sur 12").await;
    browser.press(Key::Control + "a").await;
    browser.press("no such thing").await;
    browser.read(&within(".quai-find-count"), "Introuvable").await;

    browser.press(Key::Escape).await;
    assert_eq!(browser.count(&within(".quai-find:not([hidden])")).await, 0);
    browser.press("echo back-$((40+2))\n").await;
    browser.read(&within(".xterm-rows"), "back-42").await;
}
