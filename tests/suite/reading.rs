//! What makes reading comfortable: French is found in whatever form it is typed, a console block is typed by a click, what was
//! read is marked, and the cheat sheet fits on one sheet of paper.

use exercises::Lang;
use tests::{Browser, Site};

#[tokio::test(flavor = "multi_thread")]
async fn french_is_found_without_accents_and_in_other_forms() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    browser.open(&site.url("/fr/")).await;
    browser.click("#mdbook-search-toggle").await;
    for (typed, page) in [
        ("telechargees", "images/search-and-pull.html"),
        ("sauvegarde volume", "distribute/back-up-a-volume.html"),
        ("reseau isoles", "network/connect.html"),
    ] {
        browser.script::<()>("document.querySelector('#mdbook-searchbar').value = ''").await;
        browser.click("#mdbook-searchbar").await;
        browser.press(typed).await;
        browser.see(&format!("#mdbook-searchresults a[href*='{page}']")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_types_a_console_block_into_the_terminal_and_says_so_where_there_is_none() {
    let site = Site::start().await;
    let browser = Browser::start("en").await;
    let panel = "#exercise-hello-world";
    browser.open(&site.url("/en/discover/what-is-docker.html")).await;
    browser.click("main .quai-run").await;
    browser.read("body", "Open the terminal of the exercise first.").await;

    browser.click(&format!("{panel} [data-action=start]")).await;
    browser.see(&format!("{panel}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.read(&format!("{panel} .xterm-rows"), "$").await;
    browser.click("main .quai-run").await;
    browser.read(&format!("{panel} .xterm-rows"), "Hello from Docker!").await;
    browser.see(&format!("{panel} [data-goal=ran][data-state=met]")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_read_to_its_end_is_marked() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    browser.open(&site.url("/fr/discover/why-docker.html")).await;
    assert_eq!(browser.count("#mdbook-sidebar .page-read").await, 0);
    browser.scroll_to(".nav-wrapper").await;
    browser.read("#mdbook-sidebar .page-read", "(lue)").await;
    browser.open(&site.url("/fr/discover/architecture.html")).await;
    browser.read("#mdbook-sidebar a[href*='why-docker'] .page-read", "(lue)").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cheat_sheet_is_one_sheet_of_paper() {
    let site = Site::start().await;
    let browser = Browser::start("fr").await;
    for lang in Lang::ALL {
        browser.open(&site.url(&format!("/{lang}/appendix/cheat-sheet.html"))).await;
        assert_eq!(browser.sheets().await, 1, "{lang}");
    }
}
