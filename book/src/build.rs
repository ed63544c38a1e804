//! Renders one language of the course.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use exercises::{Catalogue, Exercise, Lang};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use serde_json::{Value, json};

use crate::glossary::Glossary;
use crate::preprocessor::{Directives, Panel, Shown};
use crate::words::{other, words};
use crate::{chrome, diagram, panel, quiz, search, warnings};

/// What both books have in common. Quotation marks and dashes are the authors' own: typographic replacement
/// would set English quotes in French and make a dash of `--name`. mdBook's own directives stay off, so that
/// a mistyped one of ours is an error and not a text.
const CONFIG: &str = r#"
    [book]
    authors = ["Quai"]
    [build]
    create-missing = false
    use-default-preprocessors = false
    [output.html]
    theme = "theme"
    additional-css = ["theme/quai.css", "theme/panel.css", "theme/diagrams.css", "theme/quiz.css", "theme/print.css"]
    additional-js = ["theme/reading.js", "theme/quiz.js"]
    default-theme = "light"
    preferred-dark-theme = "navy"
    smart-punctuation = false
    no-section-label = true
    [output.html.playground]
    runnable = false
    [output.html.search]
    use-boolean-and = true
"#;

/// Renders the book of `lang` from the folder `course` into the folder `dest`, which becomes the root of that
/// language (`dest/index.html`) and is emptied first. Beside the pages it writes `exercises.json`, what there is to do: the
/// exercises of each page, in order and without playgrounds, as `{"pages": {"containers/first-containers.html": ["run-nginx"]}}`, the
/// quizzes of each page with their questions, as `{"quizzes": {"index.html": [{"name": "why", "questions": ["first"]}]}}`, and
/// where each exercise is at home, playgrounds among them, as `{"homes": {"run-nginx": {"page": "…", "title": "…"}}}`.
///
/// # Errors
///
/// Anything a reader would stumble over: a directive that names nothing, a page that the other language lacks,
/// a picture with a label in one language only, whatever mdBook warns about. Each names page and remedy.
pub fn build(course: &Path, catalogue: &Catalogue, lang: Lang, dest: &Path) -> Result<()> {
    render(course, catalogue, lang, dest)
        .with_context(|| format!("building the course `{lang}` from {}", course.display()))
}

fn render(course: &Path, catalogue: &Catalogue, lang: Lang, dest: &Path) -> Result<()> {
    let shown = Rc::new(RefCell::new(Shown::default()));
    let quizzes = quiz::quizzes(course)?;
    let directives = Directives {
        lang,
        panels: catalogue.iter().map(|it| (it.id.clone(), panel(it, lang))).collect(),
        diagrams: diagram::diagrams(&course.join("diagrams"), lang)?,
        glossary: Glossary::read(course)?,
        quizzes: quizzes.iter().map(|(name, it)| (name.clone(), quiz::html(name, it, lang))).collect(),
        shown: shown.clone(),
    };
    let (result, warnings) = warnings::warnings_of(|| {
        let mut book = MDBook::load_with_config(course, config(lang, dest)?)
            .with_context(|| format!("{lang}/SUMMARY.md: each page it names must exist below {lang}/"))?;
        pages_exist_in(&book, course, other(lang))?;
        book.with_preprocessor(directives).build()
    });
    result?;
    ensure!(warnings.is_empty(), "mdBook warns, correct the page it names:\n{}", warnings.join("\n"));

    chrome::finish(dest, lang)?;
    search::mend(dest, lang)?;
    let shown = shown.borrow();
    let asked = shown.quizzes.iter().map(|(page, names)| {
        let ids = |name: &str| quizzes[name].questions.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        let named = names.iter().map(|name| json!({ "name": name, "questions": ids(name) }));
        (page.clone(), named.collect::<Value>())
    });
    let exercises = shown.exercises.iter().map(|(page, ids)| (page, to_solve(ids, catalogue)));
    let exercises: BTreeMap<_, _> = exercises.filter(|(_, ids)| !ids.is_empty()).collect();
    let homes = shown.exercises.iter().flat_map(|(page, ids)| ids.iter().map(move |id| (page, id)));
    let homes: BTreeMap<_, _> = homes
        .filter_map(|(page, id)| Some((id, (page, catalogue.get(id)?.title.get(lang)))))
        .map(|(id, (page, title))| (id, json!({ "page": page, "title": title })))
        .collect();
    let index = json!({ "pages": exercises, "quizzes": asked.collect::<Value>(), "homes": homes });
    let file = dest.join("exercises.json");
    fs::write(&file, index.to_string()).with_context(|| format!("writing {}", file.display()))
}

fn panel(exercise: &Exercise, lang: Lang) -> Panel {
    let minutes = (!exercise.is_playground()).then_some(exercise.minutes);
    Panel { block: panel::panel(exercise, lang), minutes }
}

/// Those of a page's exercises that can be solved.
fn to_solve<'a>(ids: &'a [String], catalogue: &Catalogue) -> Vec<&'a String> {
    let free = |id: &str| catalogue.get(id).is_some_and(Exercise::is_playground);
    ids.iter().filter(|id| !free(id)).collect()
}

fn config(lang: Lang, dest: &Path) -> Result<Config> {
    let mut config = Config::from_str(CONFIG)?;
    let words = words(lang);
    config.book.title = Some(words.title.to_owned());
    config.book.description = Some(words.description.to_owned());
    config.book.language = Some(lang.code().to_owned());
    config.book.src = PathBuf::from(lang.code());
    // mdBook takes a relative path as below the course; ours is the caller's.
    config.build.build_dir = std::path::absolute(dest)?;
    // Only the page for unknown addresses needs it: it is shown at any depth.
    config.set("output.html.site-url", format!("/{lang}/"))?;
    Ok(config)
}

/// The language switch keeps the page, so the page must be there.
fn pages_exist_in(book: &MDBook, course: &Path, lang: Lang) -> Result<()> {
    for path in book.book.chapters().filter_map(|page| page.path.as_ref()) {
        ensure!(
            course.join(lang.code()).join(path).is_file(),
            "page {0}: {lang}/{0} does not exist: write it too, and name it in {lang}/SUMMARY.md",
            path.display()
        );
    }
    Ok(())
}
