//! The course is true: its console blocks, typed into fresh sandboxes, print what its pages show. And it is for everybody: no
//! page has anything that axe-core, which knows the rules of accessibility, holds against it.

use std::path::Path;

use ::exercises::Lang;
use futures_util::{StreamExt, stream};
use server::verify;
use tests::{
    Browser, OwnCourse, Site,
    axe::{Axe, Found},
    machine,
};

/// So many at once: each has a sandbox of its own.
const AT_ONCE: usize = 3;

/// What a page weighs at most without its pictures, in bytes.
const HEAVIEST: usize = 150 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn every_console_block_prints_what_its_page_shows() {
    let pages = verify::transcripts(&machine::course().book).expect("the pages can be read");
    let stages = pages.iter().map(|(lang, page)| verify::stage(page, *lang)).collect();
    let none = OwnCourse::showing(&[]);
    let plan = Site::plan().catalogue(stages).book(none.book());
    let site = plan.per_learner(AT_ONCE).pool(AT_ONCE).start().await;
    let untrue: Vec<String> = stream::iter(&pages)
        .map(|(lang, page)| {
            let reader = site.page(*lang);
            async move {
                let flaws = verify::replay(&reader, page, *lang)
                    .await
                    .unwrap_or_else(|error| vec![format!("{error:#}")]);
                flaws
                    .into_iter()
                    .map(|flaw| format!("{lang}/{}: {flaw}", page.page.display()))
                    .collect::<Vec<_>>()
            }
        })
        .buffer_unordered(AT_ONCE)
        .concat()
        .await;
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_french_page_is_for_everybody() {
    every_page_is_for_everybody(Lang::Fr).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_english_page_is_for_everybody() {
    every_page_is_for_everybody(Lang::En).await;
}

async fn every_page_is_for_everybody(lang: Lang) {
    let site = Site::start().await;
    let axe = Axe::load();
    let browser = Browser::start(lang.code()).await;
    // Where there is room, the contents of the course stand beside a page; they are the same beside all.
    browser.open(&site.url(&format!("/{lang}/"))).await;
    browser.see("#mdbook-sidebar a").await;
    let mut problems = axe.examine(&browser).await.violations;
    browser.resize(360, 800).await;
    for page in addresses(&machine::course().book.join(lang.code())) {
        browser.open(&site.url(&format!("/{lang}/{page}"))).await;
        let Found { violations, overflows, weight } = axe.examine(&browser).await;
        problems.extend(violations.iter().map(|violation| format!("{lang}/{page}: {violation}")));
        if overflows {
            problems.push(format!("{lang}/{page} runs out of a screen of 360 px"));
        }
        if weight > HEAVIEST {
            problems.push(format!("{lang}/{page} weighs {weight} bytes"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Addresses of the pages below a folder of Markdown.
fn addresses(folder: &Path) -> Vec<String> {
    let summary = std::fs::read_to_string(folder.join("SUMMARY.md")).expect("the book has a summary");
    let files = summary.split("](").skip(1).filter_map(|rest| rest.split_once(".md)"));
    files.map(|(name, _)| format!("{name}.html")).collect()
}
