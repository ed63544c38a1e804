//! The course is true: its console blocks, typed into fresh sandboxes, print what its pages show. And it is for everybody: no
//! page has anything that axe-core, which knows the rules of accessibility, holds against it.

use std::{path::Path, time::Duration};

use ::exercises::Lang;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use server::verify;
use tests::{Browser, OwnCourse, Site, machine, ui};

/// So many at once: each has a sandbox of its own.
const AT_ONCE: usize = 3;

/// What a page weighs at most without its pictures, in bytes.
const HEAVIEST: usize = 150 * 1024;

/// A page that was shown has been drawn to its end by then.
const MOMENT: Duration = Duration::from_secs(3);

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

/// What was found on a page.
#[derive(Deserialize)]
struct Found {
    /// What axe-core holds against it, in either theme.
    violations: Vec<String>,
    /// Whether its text runs out of a telephone.
    overflows: bool,
    /// Bytes of its HTML without pictures.
    weight: usize,
}

async fn every_page_is_for_everybody(lang: Lang) {
    let site = Site::start().await;
    let axe = std::fs::read_to_string(ui::folder().join("node_modules/axe-core/axe.min.js"))
        .expect("axe-core is installed");
    let browser = Browser::start(lang.code()).await;
    let examine = format!("{axe}\n{EXAMINE}");
    // Where there is room, the contents of the course stand beside a page; they are the same beside all.
    browser.open(&site.url(&format!("/{lang}/"))).await;
    browser.see("#mdbook-sidebar a").await;
    let wide: Found = browser.script(&examine).await;
    let mut problems = wide.violations;
    browser.resize(360, 800).await;
    for page in addresses(&machine::course().book.join(lang.code())) {
        browser.open(&site.url(&format!("/{lang}/{page}"))).await;
        let mut found: Found = browser.script(&examine).await;
        if !found.violations.is_empty() {
            // What a busy machine was still drawing is no fault of the page; what is still there a moment later is.
            tokio::time::sleep(MOMENT).await;
            found = browser.script(&examine).await;
        }
        let Found { violations, overflows, weight } = found;
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

/// Examines the page by all rules in the light theme, and by that on contrast, the only one that knows colours, in the dark one.
const EXAMINE: &str = r"
    const told = ({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.any.concat(node.all).map((why) => why.message).join('; ')})`));
    const root = document.documentElement;
    // What moves when a page opens comes to rest, in the fonts that it is to have.
    await document.fonts.ready;
    const moves = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(moves.map((animation) => animation.finished));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const only = (rules) => ({ resultTypes: ['violations'], runOnly: rules });
    const light = await axe.run(document, { resultTypes: ['violations'] });
    root.classList.replace('light', 'navy');
    const dark = await axe.run(document, only(['color-contrast']));
    root.classList.replace('navy', 'light');
    const html = await (await fetch(location.href)).text();
    return {
        violations: [...told(light), ...told(dark).map((violation) => `in the dark, ${violation}`)],
        overflows: root.scrollWidth > root.clientWidth,
        weight: new TextEncoder().encode(html.replaceAll(/<svg[^]*?<\/svg>/g, '')).length,
    };
";

/// Addresses of the pages below a folder of Markdown.
fn addresses(folder: &Path) -> Vec<String> {
    let summary = std::fs::read_to_string(folder.join("SUMMARY.md")).expect("the book has a summary");
    let files = summary.split("](").skip(1).filter_map(|rest| rest.split_once(".md)"));
    files.map(|(name, _)| format!("{name}.html")).collect()
}
