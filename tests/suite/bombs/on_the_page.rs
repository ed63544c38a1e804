//! What a learner reads beside the terminal when a bomb goes off, in a real browser.

use tests::{Browser, Site};

use super::AS_ROOT;

const PANEL: &str = "#exercise-hello-world";
const KEYS: &str = "#exercise-hello-world .xterm-helper-textarea";
const SCREEN: &str = "#exercise-hello-world .xterm-rows";
const NOTICE: &str = "#exercise-hello-world .quai-notice";
const OPEN: &str = "#exercise-hello-world[data-phase=ready] .quai-frame[data-link=open]";

#[tokio::test(flavor = "multi_thread")]
async fn every_bomb_is_explained_and_one_click_gives_a_fresh_sandbox() {
    let site = Site::plan().pool(1).start().await;
    let browser = Browser::start("fr").await;
    browser.open(&site.url("/fr/discover/what-is-docker.html")).await;
    browser.click(&format!("{PANEL} [data-action=start]")).await;
    browser.see(OPEN).await;

    // The learner's own program is killed, the sandbox goes on.
    browser.type_line(KEYS, "tail /dev/zero").await;
    browser.read(NOTICE, "La mémoire de ce bac à sable est épuisée").await;

    // The shell can do nothing any more.
    browser.type_line(KEYS, "bomb() { bomb | bomb & }; bomb").await;
    browser.read(NOTICE, "320 processus tournent dans ce bac à sable").await;
    browser.click(&format!("{PANEL} [data-action=reset]")).await;
    // What the bomb has printed has pushed the greeting away: it is the new shell's.
    browser.read(SCREEN, "Votre bac à sable").await;
    assert_eq!(browser.text(NOTICE).await, "");

    // The engine is gone, and the sandbox with it.
    browser.type_line(KEYS, "docker pull -q busybox").await;
    browser.type_line(KEYS, &format!("{AS_ROOT} 'kill -9 $(pgrep -x dockerd)'")).await;
    browser.read(NOTICE, "une commande l’a tué").await;
    browser.click(&format!("{PANEL} [data-action=start]")).await;
    browser.see(OPEN).await;
}
