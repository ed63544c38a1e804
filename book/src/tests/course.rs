//! The real course, in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use exercises::Lang;
use pulldown_cmark::{Event, Tag, TagEnd};
use tempfile::TempDir;

use super::{catalogue, course};
use crate::directives::{Kind, directives, parser};
use crate::front;
use crate::quiz::quizzes;
use crate::sources::{collect, sources};

/// The Markdown files of one language, relative and sorted.
fn pages(lang: Lang) -> BTreeSet<PathBuf> {
    let root = course().join(lang.code());
    let mut files = Vec::new();
    collect(&root, &mut files).unwrap();
    files.into_iter().map(|file| file.strip_prefix(&root).unwrap().to_owned()).collect()
}

/// The front matter and the Markdown of a page.
fn read(lang: Lang, page: &Path) -> (front::Front, String) {
    let text = fs::read_to_string(course().join(lang.code()).join(page)).unwrap();
    let (front, markdown) = front::split(&text).unwrap();
    (front, markdown.to_owned())
}

/// What a page is made of, without its words: headings by level, directives, console blocks, questions.
fn skeleton(page: &str) -> Vec<String> {
    let mut shape: Vec<_> =
        directives(page).unwrap().iter().map(|d| format!("{:?} {}", d.kind, d.name)).collect();
    shape.extend(parser(page).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level.to_string()),
        Event::Start(Tag::CodeBlock(_)) => Some("code".to_owned()),
        Event::Start(Tag::BlockQuote(kind)) => Some(format!("{kind:?}")),
        Event::Start(Tag::Item) => Some("item".to_owned()),
        Event::Html(html) if html.starts_with("<details") => Some("question".to_owned()),
        _ => None,
    }));
    shape
}

/// The text of every code block.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut inside = false;
    for event in parser(page) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                inside = true;
                blocks.push(String::new());
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => blocks.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    blocks
}

#[test]
fn both_books_have_the_same_pages_of_the_same_shape() {
    assert_eq!(pages(Lang::Fr), pages(Lang::En));
    for page in pages(Lang::Fr) {
        let [(its_front, french), (front, english)] = Lang::ALL.map(|lang| read(lang, &page));
        assert_eq!(its_front, front, "{}", page.display());
        assert_eq!(skeleton(&french), skeleton(&english), "{}", page.display());
        assert_eq!(blocks(&french), blocks(&english), "{}", page.display());
    }
}

#[test]
fn french_is_typeset_as_french() {
    for page in pages(Lang::Fr) {
        typeset(&page.display().to_string(), &read(Lang::Fr, &page).1);
    }
    for (name, quiz) in quizzes(course()).unwrap() {
        for text in quiz.questions.iter().flat_map(|question| question.texts()) {
            typeset(&format!("quizzes/{name}.toml"), &text.fr);
        }
    }
}

fn typeset(file: &str, markdown: &str) {
    let mut in_code = false;
    for event in parser(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => {
                for wrong in [" :", " ;", " ?", " !", " »", "« ", "'", "\""] {
                    assert!(!text.contains(wrong), "{file}: `{wrong}` in `{text}`");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_quiz_stands_in_a_page() {
    let mut asked = BTreeSet::new();
    for page in pages(Lang::Fr) {
        let (_, text) = read(Lang::Fr, &page);
        let quizzes = directives(&text).unwrap().into_iter().filter(|it| it.kind == Kind::Quiz);
        asked.extend(quizzes.map(|quiz| quiz.name.to_owned()));
    }
    let unused: Vec<_> =
        quizzes(course()).unwrap().into_keys().filter(|name| !asked.contains(name)).collect();
    assert!(
        unused.is_empty(),
        "no page has `{{{{#quiz NAME}}}}` for {unused:?}: add it, or remove quizzes/NAME.toml"
    );
}

#[test]
fn the_course_builds_in_both_languages() {
    let out = TempDir::new().unwrap();
    for lang in Lang::ALL {
        let dest = out.path().join(lang.code());
        crate::build(course(), &catalogue(), lang, &dest).unwrap();
        let page = |name: &str| fs::read_to_string(dest.join(name)).unwrap();

        let containers = page("containers/first-containers.html");
        assert!(containers.contains(&format!("<html lang=\"{lang}\"")));
        assert!(containers.contains("<script type=\"module\" src=\"/assets/quai.js\"></script>"));
        for id in ["run-nginx", "list-them-all", "stop-and-remove"] {
            assert_eq!(containers.matches(&format!("data-exercise=\"{id}\"")).count(), 1, "{id}");
        }
        assert!(page("discover/what-is-docker.html").contains("data-exercise=\"hello-world\""));
        assert!(
            page("discover/virtual-machine-or-container.html").contains("id=\"diagram-vm-or-container\"")
        );
        assert!(!containers.contains("git-edit-button"), "nothing to edit online");

        // The server's, the book's own, and those three of which scripts switch on one.
        assert_eq!(containers.matches("<link rel=\"stylesheet\"").count(), 5);
        let style = containers.split("href=\"../css/all-").nth(1).and_then(|rest| rest.split('"').next());
        let style = page(&format!("css/all-{}", style.unwrap()));
        assert!(
            !style.replace("{\n  font-display: swap;", "").contains("@font-face {"),
            "no text waits for its font"
        );

        let index: serde_json::Value = serde_json::from_str(&page("exercises.json")).unwrap();
        assert_eq!(
            index["pages"]["containers/first-containers.html"],
            serde_json::json!(["run-nginx", "list-them-all", "stop-and-remove"])
        );
        let home = |exercise: &str| index["homes"][exercise]["page"].clone();
        assert_eq!(home("run-nginx"), "containers/first-containers.html");
        assert_eq!(
            home("playground"),
            "appendix/playground.html",
            "it comes along from page to page as well"
        );
    }
    every_link_leads_somewhere(out.path());
    assert!(french_chrome(out.path()).is_empty(), "still English: {:?}", french_chrome(out.path()));
}

/// Relative links of every page, the language switch among them, lead to files of the result.
fn every_link_leads_somewhere(out: &Path) {
    let mut files = Vec::new();
    collect(out, &mut files).unwrap();
    for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "html")) {
        // The page for unknown addresses has a base address of its own.
        if file.ends_with("404.html") {
            continue;
        }
        let html = fs::read_to_string(file).unwrap();
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#', '?']).next()) {
            if link.is_empty() || link.starts_with('/') || link.contains(':') {
                continue;
            }
            let target = file.parent().unwrap().join(link);
            assert!(target.exists(), "{} links to {link}, which is not there", file.display());
        }
    }
}

/// Words of mdBook's template that an update has changed, so that they are English again.
fn french_chrome(out: &Path) -> Vec<&'static str> {
    let page = fs::read_to_string(out.join("fr/discover/what-is-docker.html")).unwrap();
    [
        "Toggle",
        "Change theme",
        "Search this",
        "Print this",
        "Previous chapter",
        "Next chapter",
        "Press <kbd>",
        "</svg>Tip",
    ]
    .into_iter()
    .filter(|english| page.contains(english))
    .collect()
}

#[test]
fn sources_are_what_the_books_are_made_of() {
    let files = sources(course()).unwrap();
    for expected in ["fr/SUMMARY.md", "en/index.md", "theme/quai.css", "diagrams/icons/app.svg"] {
        assert!(files.contains(&course().join(expected)), "{expected}");
    }
    assert!(files.is_sorted() && !files.iter().any(|file| file.starts_with(course().join("src"))));
}
