//! The journey of a first exercise, in a real browser and in both languages: open the page, start, type, see the tick,
//! reload, still there; start the server anew under the open page, still there.

use tests::{Browser, Site};

const PANEL: &str = "#exercise-hello-world";
const KEYS: &str = "#exercise-hello-world .xterm-helper-textarea";
const SCREEN: &str = "#exercise-hello-world .xterm-rows";

struct Words {
    lang: &'static str,
    greeting: &'static str,
    why: &'static str,
    solved: &'static str,
}

async fn journey(words: Words) {
    let Words { lang, greeting, why, solved } = words;
    let mut site = Site::start().await;
    let browser = Browser::start(lang).await;

    // The front door leads to the reader's own language.
    browser.open(&site.url("/")).await;
    assert_eq!(browser.url().await, site.url(&format!("/{lang}/")));
    browser.read("main h1", greeting).await;

    let page = site.url(&format!("/{lang}/discover/what-is-docker.html"));
    browser.open(&page).await;
    browser.click(&format!("{PANEL} [data-action=start]")).await;
    browser.see(&format!("{PANEL}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.read(SCREEN, "$").await;
    browser.click(&format!("{PANEL} [data-action=check]")).await;
    browser.read(&format!("{PANEL} [data-goal=ran]"), why).await;

    // Nobody clicks now: the goal ticks off when the engine has run the container.
    browser.type_line(KEYS, "docker run hello-world").await;
    browser.read(SCREEN, "Hello from Docker!").await;
    browser.see(&format!("{PANEL} [data-goal=ran][data-state=met]")).await;
    browser.see(&format!("{PANEL}[data-solved]")).await;
    browser.read(PANEL, solved).await;

    browser.reload().await;
    browser.see(&format!("{PANEL} .quai-frame[data-link=open]")).await;
    browser.scroll_to(SCREEN).await;
    browser.read(SCREEN, "Hello from Docker!").await;
    browser.see(&format!("{PANEL} [data-goal=ran][data-state=met]")).await;
    browser.type_line(KEYS, "echo still-$((40+2))-here").await;
    browser.read(SCREEN, "still-42-here").await;

    browser.type_line(KEYS, "quay=Marseille && echo set-$((40+2))").await;
    browser.read(SCREEN, "set-42").await;
    site.restart().await;
    browser.see(&format!("{PANEL} .quai-frame[data-link=open]")).await;
    browser.read(SCREEN, "still-42-here").await;
    browser.type_line(KEYS, "echo now-in-$quay").await;
    browser.read(SCREEN, "now-in-Marseille").await;

    browser.open(&page).await;
    browser.see(&format!("{PANEL}[data-solved]")).await;
    browser.see(&format!("{PANEL} [data-goal=ran][data-state=met]")).await;
    browser.scroll_to(SCREEN).await;
    browser.read(SCREEN, "now-in-Marseille").await;
    let ticked = "return document.querySelectorAll('.sidebar .quai-tick').length";
    assert_eq!(browser.script::<usize>(ticked).await, 1, "the page is ticked in the sidebar");
}

#[tokio::test(flavor = "multi_thread")]
async fn en_francais() {
    let words = Words {
        lang: "fr",
        greeting: "Apprendre Docker",
        why: "Aucun conteneur n’existe encore.",
        solved: "Exercice réussi",
    };
    journey(words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_english() {
    let words = Words {
        lang: "en",
        greeting: "Learn Docker",
        why: "No container exists yet.",
        solved: "Exercise solved",
    };
    journey(words).await;
}
