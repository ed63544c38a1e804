//! The workspace of a learner, in a real browser: terminals side by side, the map of the engine, and where it all stands.

use std::time::Duration;

use tests::{Browser, Site, axe::Axe};
use thirtyfour::Key;

const PANEL: &str = "#exercise-hello-world";
const PAGE: &str = "/fr/discover/what-is-docker.html";

fn within(part: &str) -> String {
    format!("{PANEL} {part}")
}

async fn open(site: &Site, browser: &Browser) {
    browser.open(&site.url(PAGE)).await;
    browser.click(&within("[data-action=start]")).await;
    is_open(browser).await;
}

async fn is_open(browser: &Browser) {
    browser.see(&format!("{PANEL}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.read(&within(".quai-shell:not([hidden]) .xterm-rows"), "$").await;
}

/// Nothing is held against the page as it is now, in either theme, and it fits its window.
async fn is_for_everybody(axe: &Axe, browser: &Browser, state: &str) {
    let found = axe.examine(browser).await;
    assert!(found.violations.is_empty(), "{state}: {:#?}", found.violations);
    assert!(!found.overflows, "{state} runs out of its window");
}

/// Waits until a script says yes.
async fn comes_true(browser: &Browser, script: &str) {
    for _ in 0..200 {
        if browser.script(script).await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it does not come true:\n{script}");
}

async fn type_line(browser: &Browser, line: &str) {
    browser.type_line(&within(".quai-shell:not([hidden]) .xterm textarea"), line).await;
}

async fn read(browser: &Browser, text: &str) {
    browser.read(&within(".quai-shell:not([hidden]) .xterm-rows"), text).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terminals_stand_side_by_side_and_come_back_after_a_reload() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    open(&site, &browser).await;
    type_line(&browser, "place=quay; sleep 1000").await;

    browser.click(&within("[data-action=add-shell]")).await;
    browser.read(&within("[role=tab][aria-selected=true]"), "Terminal 2").await;
    is_open(&browser).await;
    // It has the focus already.
    browser.press("place=harbour; echo here-$((40+2))\n").await;
    read(&browser, "here-42").await;
    is_for_everybody(&Axe::load(), &browser, "two terminals").await;

    browser.reload().await;
    is_open(&browser).await;
    read(&browser, "here-42").await;
    type_line(&browser, "echo at-the-$place").await;
    read(&browser, "at-the-harbour").await;

    // Tabs are walked through by arrows; what ran in the other one still does.
    browser.press(Key::Escape).await;
    browser.tab_back_to(&within("[role=tab][aria-selected=true]")).await;
    browser.press(Key::Left).await;
    browser.read(&within("[role=tab][aria-selected=true]"), "Terminal 1").await;
    is_open(&browser).await;
    type_line(&browser, "").await;
    browser.press(Key::Control + "c").await;
    browser.press("echo at-the-$place\n").await;
    read(&browser, "at-the-quay").await;

    // A shell that ends takes its tab along, unless it is the first.
    browser.click(&within("[role=tab]:nth-child(2)")).await;
    is_open(&browser).await;
    browser.press("exit\n").await;
    browser.read(&within("[role=tablist]"), "Terminal 1").await;
    browser.see(&within("[role=tab]:only-child[aria-selected=true]")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_shows_the_engine_and_what_a_prune_would_delete_is_what_it_deletes() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    open(&site, &browser).await;
    browser.click(&within("[data-action=map]")).await;
    browser.read(&within(".quai-map-box[data-box='network:bridge']"), "Aucun conteneur").await;

    type_line(&browser, "docker network create shop; docker network create empty").await;
    type_line(&browser, "docker volume create notes").await;
    type_line(&browser, "docker run --name once -v /scratch hello-world").await;
    browser.read(&within(".quai-map-box[data-box='network:bridge']"), "once").await;
    browser.read(&within(".quai-map-box[data-box='network:bridge']"), "arrêté (code 0)").await;
    browser.read(&within(".quai-map-part-volume"), "notes").await;
    browser.read(&within(".quai-map-part-image"), "hello-world:latest").await;

    // What would go is marked; then it goes, and nothing else.
    browser
        .script::<()>(&format!(
            "const select = document.querySelector('{PANEL} .quai-map select');
         select.value = 'system prune -a --volumes'; select.dispatchEvent(new Event('change'));"
        ))
        .await;
    browser.read(&within(".quai-map-doom-sum"), "Disparaîtraient").await;
    let axe = Axe::load();
    is_for_everybody(&axe, &browser, "the map, with what a prune would delete").await;
    let marked: Vec<String> = browser.script(&keys("[data-doomed]")).await;
    let before: Vec<String> = browser.script(&keys("")).await;
    type_line(&browser, "docker system prune -a --volumes -f").await;
    browser.read(&within(".quai-map-doom-sum"), "Rien ne disparaîtrait").await;
    let after: Vec<String> = browser.script(&keys("")).await;
    let kept: Vec<String> = before.into_iter().filter(|key| !marked.contains(key)).collect();
    assert_eq!(after, kept, "marked were {marked:?}");
    assert!(kept.contains(&"volume:notes".to_owned()), "{kept:?}");

    // The same in tables, and all that is known of one thing, by keyboard alone.
    browser.press(Key::Escape).await;
    browser.tab_to(&within(".quai-map-tools button")).await;
    browser.press(Key::Enter).await;
    browser.tab_to(&within(".quai-map-tables [data-key='volume:notes']")).await;
    browser.press(Key::Enter).await;
    browser.read(&within(".quai-map-details h5"), "notes").await;
    is_for_everybody(&axe, &browser, "the map in tables, with details").await;
    browser.press(Key::Escape).await;
    let focused: String = browser.script("return document.activeElement.dataset.key").await;
    assert_eq!(focused, "volume:notes");
    browser.press(Key::Enter).await;
    browser.tab_to(&within(".quai-map-details footer button")).await;
    browser.press(Key::Enter).await;
    read(&browser, "docker volume inspect notes").await;
}

fn keys(with: &str) -> String {
    format!(
        "return [...document.querySelectorAll('{PANEL} .quai-map-thing{with}')].map((thing) => thing.dataset.key).sort()"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_stands_where_its_learner_wants_it_and_follows_from_page_to_page() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    open(&site, &browser).await;
    type_line(&browser, "place=quay").await;
    let right_of_text = "const box = (css) => document.querySelector(css).getBoundingClientRect();
        return box('.exercise-workspace').left >= box('main h1').right - 1 && box('.exercise-workspace').height === innerHeight";
    assert!(!browser.script::<bool>(right_of_text).await);
    browser.click(&within("[data-layout=right]")).await;
    comes_true(&browser, right_of_text).await;
    let axe = Axe::load();
    is_for_everybody(&axe, &browser, "a workspace beside the text").await;
    browser.click(&within("[data-layout=bottom]")).await;
    is_for_everybody(&axe, &browser, "a workspace below the text").await;
    browser.click(&within("[data-layout=right]")).await;

    // On a page without that exercise it is there all the same, with what was typed, and leads back.
    browser.open(&site.url("/fr/discover/why-docker.html")).await;
    is_open(&browser).await;
    comes_true(&browser, right_of_text).await;
    type_line(&browser, "echo at-the-$place").await;
    read(&browser, "at-the-quay").await;
    browser.click(&within("[data-layout=page]")).await;
    assert!(
        !browser.script::<bool>(&format!("return document.querySelector('{PANEL}').checkVisibility()")).await
    );
    is_for_everybody(&axe, &browser, "a way back to a workspace").await;
    browser.click(".quai-recall").await;
    is_open(&browser).await;

    // Over all of the page, nothing of what is covered can be reached; Escape, outside the terminal, uncovers it.
    browser.open(&site.url(PAGE)).await;
    is_open(&browser).await;
    browser.click(&within("[data-layout=full]")).await;
    let covered = "return document.querySelector('main h1').closest('[inert]') !== null";
    comes_true(&browser, covered).await;
    is_for_everybody(&axe, &browser, "a workspace over all of the page").await;
    browser.press(Key::Escape).await;
    assert!(!browser.script::<bool>(covered).await);

    browser.resize(360, 740).await;
    browser.click(".quai-tab:nth-child(2)").await;
    let fills = format!(
        "return document.querySelector('{PANEL} .exercise-workspace').getBoundingClientRect().width === document.documentElement.clientWidth"
    );
    comes_true(&browser, &fills).await;
    is_for_everybody(&axe, &browser, "a workspace on a phone").await;
    browser.click(&within("[data-action=end]")).await;
    comes_true(&browser, "return document.querySelector('.quai-tabs').hidden").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_twenty_reloads_and_five_cuts_loses_nothing() {
    let mut site = Site::start().await;
    let browser = Browser::start("fr").await;
    open(&site, &browser).await;
    type_line(&browser, "clear; seen=").await;
    for round in 1..=20 {
        browser.reload().await;
        is_open(&browser).await;
        browser.scroll_to(&within(".quai-shell:not([hidden]) .xterm-rows")).await;
        type_line(&browser, &format!("seen=$seen:{round}; clear; echo round-$(({round}+100))")).await;
        read(&browser, &format!("round-{}", round + 100)).await;
        if round % 4 == 0 {
            // The line is cut, and another server answers.
            site.restart().await;
            is_open(&browser).await;
            read(&browser, &format!("round-{}", round + 100)).await;
        }
    }
    type_line(&browser, "echo all-$seen").await;
    let all: String = (1..=20).map(|round| format!(":{round}")).collect();
    read(&browser, &format!("all-{all}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_runs_no_script_that_somebody_else_has_put_into_it() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    open(&site, &browser).await;
    // mdBook's own run, or the page would be without its theme.
    comes_true(&browser, "return document.documentElement.classList.contains('js')").await;
    let injected = "const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.injected = true\">');
        await new Promise((later) => setTimeout(later, 300));
        return window.injected === undefined";
    comes_true(&browser, injected).await;
    let policy = "const { headers } = await fetch(location.href);
        const scripts = /script-src ([^;]*)/.exec(headers.get('content-security-policy'))[1];
        return scripts.startsWith(\"'self' 'sha256-\") && !scripts.includes('unsafe')";
    comes_true(&browser, policy).await;
}
