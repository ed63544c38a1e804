//! The terminal on the page, in a real browser: what has scrolled away is found, without a mouse; and a phone has the keys that
//! its own keyboard lacks.

use tests::{Browser, Site};
use thirtyfour::Key;

const PANEL: &str = "#exercise-hello-world";
const KEYS_SHOW: &str = "return document.querySelector('.quai-keys').checkVisibility()";

fn within(part: &str) -> String {
    format!("{PANEL} {part}")
}

async fn open_terminal(site: &Site, browser: &Browser) {
    browser.open(&site.url("/fr/discover/what-is-docker.html")).await;
    browser.click(&within("[data-action=start]")).await;
    browser.see(&format!("{PANEL}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.read(&within(".xterm-rows"), "$").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_scrolled_away_is_found_by_keyboard() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    open_terminal(&site, &browser).await;
    assert!(!browser.script::<bool>(KEYS_SHOW).await, "whoever has a keyboard needs no keys");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_has_the_keys_that_its_keyboard_lacks() {
    let site = Site::start().await;
    let browser = Browser::start_on_a_phone("fr").await;
    open_terminal(&site, &browser).await;
    assert!(browser.script::<bool>(KEYS_SHOW).await);
    let touch = |key: &str| within(&format!("[data-key='{key}']"));
    let held = within("[data-key=control][aria-pressed=true]");

    browser.type_line(&within(".xterm textarea"), "echo one-$((40+1))").await;
    browser.read(&within(".xterm-rows"), "one-41").await;
    // The line before, its end changed, and what completes a word.
    browser.click(&touch("up")).await;
    browser.press("; mkdir harbour\n").await;
    browser.press("cd har").await;
    browser.click(&touch("tab")).await;
    browser.press("\n").await;
    browser.read(&within(".xterm-rows"), "~/harbour$").await;

    browser.press("sleep 1000\n").await;
    browser.click(&touch("control")).await;
    browser.see(&held).await;
    browser.press("c").await;
    assert_eq!(browser.count(&held).await, 0, "Ctrl is let go");
    browser.press("echo two-$((40+2))\n").await;
    browser.read(&within(".xterm-rows"), "two-42").await;
}
