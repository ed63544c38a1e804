//! Quizzes: answered in a real browser by the keyboard alone, kept by the server, and at work without one; and what is sent to
//! the server by others than the page.

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::{Browser, OwnCourse, Site, browser::Key, machine};

const QUIZ: &str = r#"
[[question]]
id = "second-run"
kind = "one"
ask = { fr = "Que fait un second `docker run` ?", en = "What does a second `docker run` do?" }
because = { fr = "Chaque fois un conteneur neuf.", en = "A new container each time." }
[[question.choice]]
text = { fr = "Il relance le premier", en = "It starts the first one again" }
why = { fr = "C’est `docker start` qui relance.", en = "It is `docker start` that starts again." }
[[question.choice]]
text = { fr = "Il en crée un autre", en = "It makes another one" }
right = true

[[question]]
id = "what-stays"
kind = "several"
ask = { fr = "Que reste-t-il après `docker rm` ?", en = "What is left after `docker rm`?" }
because = { fr = "Seul le conteneur part.", en = "Only the container goes." }
[[question.choice]]
text = { fr = "L’image", en = "The image" }
right = true
[[question.choice]]
text = { fr = "Le journal", en = "The log" }
why = { fr = "Il part avec le conteneur.", en = "It goes with the container." }
[[question.choice]]
text = { fr = "Les volumes nommés", en = "Named volumes" }
right = true

[[question]]
id = "steps"
kind = "order"
ask = { fr = "Dans quel ordre ?", en = "In which order?" }
because = { fr = "Pas de conteneur sans image.", en = "No container without an image." }
steps = [
    { fr = "Télécharger", en = "Pull" },
    { fr = "Créer", en = "Create" },
    { fr = "Lancer", en = "Start" },
]

[[question]]
id = "which-command"
kind = "text"
ask = { fr = "Comment les lister tous ?", en = "How to list all of them?" }
because = { fr = "L’option `-a` les montre tous.", en = "Option `-a` shows all." }
accept = ["docker ps -a", "docker ps --all"]
[[question.slip]]
text = "docker ps"
why = { fr = "Seulement ceux qui tournent.", en = "Only those that run." }
"#;

/// What readers of a language are told.
struct Words {
    lang: Lang,
    wrong: &'static str,
    why: &'static str,
    because: [&'static str; 4],
    missing: &'static str,
    placed: &'static str,
    moved: &'static str,
    last: &'static str,
    slip: &'static str,
    score: &'static str,
}

const FRENCH: Words = Words {
    lang: Lang::Fr,
    wrong: "Pas encore.",
    why: "C’est docker start qui relance.",
    because: [
        "Chaque fois un conteneur neuf.",
        "Seul le conteneur part.",
        "Pas de conteneur sans image.",
        "L’option -a les montre tous.",
    ],
    missing: "Il manque au moins une bonne réponse.",
    placed: "À leur place\u{a0}: 1 sur 3.",
    moved: "Place 3 sur 3.",
    last: "C’est déjà la dernière étape.",
    slip: "Seulement ceux qui tournent.",
    score: "Bonnes réponses\u{a0}: 4 sur 4",
};

const ENGLISH: Words = Words {
    lang: Lang::En,
    wrong: "Not yet.",
    why: "It is docker start that starts again.",
    because: [
        "A new container each time.",
        "Only the container goes.",
        "No container without an image.",
        "Option -a shows all.",
    ],
    missing: "At least one right answer is missing.",
    placed: "In their place: 1 of 3.",
    moved: "Place 3 of 3.",
    last: "Already last.",
    slip: "Only those that run.",
    score: "4 of 4 right",
};

/// What screen readers say.
const SPOKEN: &str = ".quiz-spoken";

fn course() -> OwnCourse {
    let course = OwnCourse::showing(&[]);
    for lang in Lang::ALL {
        course.write(&format!("book/{lang}/page.md"), "# Page\n\n{{#quiz it}}\n");
    }
    course.write("book/quizzes/it.toml", QUIZ);
    course
}

/// Answers all questions of the open page, wrong at first and then right.
async fn answer_by_keyboard(browser: &Browser, words: &Words) {
    let question = |id: &str, css: &str| format!("[data-question={id}] {css}");
    let verdict = |id: &str| question(id, ".quiz-verdict");
    assert_eq!(browser.count(".quiz-answer[hidden]").await, 4, "no answer is shown before it is asked for");

    let choice = question("second-run", "input");
    browser.script::<()>(&format!("document.querySelector({choice:?}).focus()")).await;
    browser.press(Key::Enter).await;
    browser.see(&verdict("second-run")).await;
    browser.press(Key::Space).await;
    browser.press(Key::Enter).await;
    browser.read(SPOKEN, words.why).await;
    browser.read(&question("second-run", ".quiz-choice:has(:checked) .quiz-why"), words.why).await;
    browser.read(&verdict("second-run"), words.wrong).await;
    browser.press(Key::Down).await;
    browser.press(Key::Enter).await;
    browser.read(SPOKEN, words.because[0]).await;
    browser.read(&verdict("second-run"), words.because[0]).await;

    browser.tab_to(&question("what-stays", "[value='0']")).await;
    browser.press(Key::Space).await;
    browser.tab_to(&question("what-stays", ".quiz-check")).await;
    browser.press(Key::Space).await;
    browser.read(&verdict("what-stays"), words.missing).await;
    browser.tab_back_to(&question("what-stays", "[value='2']")).await;
    browser.press(Key::Space).await;
    browser.press(Key::Enter).await;
    browser.read(&verdict("what-stays"), words.because[1]).await;

    // The page mixes these steps to: pull, start, create. The button keeps the focus when its step moves.
    browser.tab_to(&question("steps", ".quiz-check")).await;
    browser.press(Key::Enter).await;
    browser.read(&verdict("steps"), words.placed).await;
    let down = question("steps", "[data-step='2'] [data-move=down]");
    browser.tab_back_to(&down).await;
    browser.press(Key::Enter).await;
    browser.read(SPOKEN, words.moved).await;
    browser.press(Key::Enter).await;
    browser.read(SPOKEN, words.last).await;
    browser.tab_to(&question("steps", ".quiz-check")).await;
    browser.press(Key::Enter).await;
    browser.read(&verdict("steps"), words.because[2]).await;

    browser.tab_to(&question("which-command", "input")).await;
    browser.press("Docker  PS").await;
    browser.press(Key::Enter).await;
    browser.read(&verdict("which-command"), words.slip).await;
    browser.see(&question("which-command", "[aria-invalid=true]")).await;
    browser.press(" -a").await;
    browser.press(Key::Enter).await;
    browser.read(&verdict("which-command"), words.because[3]).await;
    browser.read(".quiz-score", words.score).await;
}

/// The page shows the right answers that were given before, and says nothing of it.
async fn answers_are_there(browser: &Browser, words: &Words) {
    browser.read(".quiz-score", words.score).await;
    for (question, because) in
        ["second-run", "what-stays", "steps", "which-command"].iter().zip(words.because)
    {
        browser.read(&format!("[data-question={question}] .quiz-verdict"), because).await;
    }
    let shown = "return [...document.querySelectorAll('.quiz :checked')].map(({ value }) => value).join()
        + ' ' + [...document.querySelectorAll('.quiz-step')].map(({ dataset }) => dataset.step).join()
        + ' ' + document.querySelector('.quiz-field input').value";
    assert_eq!(browser.script::<String>(shown).await, "1,0,2 0,1,2 Docker  PS -a");
    assert_eq!(browser.text(SPOKEN).await, "");
}

/// How many quizzes have answers that are kept in the browser only.
async fn only_here(browser: &Browser) -> usize {
    browser
        .script("return Object.keys(localStorage).filter((key) => key.startsWith('quai-quiz-')).length")
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiz_is_answered_by_keyboard_and_its_answers_are_kept_with_a_server_and_without() {
    let course = course();
    let site = Site::plan().book(course.book()).start_without_engine(machine::engine().await);
    let browser = Browser::start("fr").await;
    browser.open(&site.url("/fr/page.html")).await;
    answer_by_keyboard(&browser, &FRENCH).await;
    // Nothing else on this page is to be done.
    browser.see(".sidebar .quai-tick").await;
    assert_eq!(only_here(&browser).await, 0, "the server has them all");
    for (page, words) in [("/fr/page.html", &FRENCH), ("/en/page.html", &ENGLISH)] {
        browser.open(&site.url(page)).await;
        answers_are_there(&browser, words).await;
    }

    let folder = TempDir::new().unwrap();
    let catalogue = exercises::Catalogue::load(&machine::course().exercises).unwrap();
    let dest = folder.path().join("en");
    book::build(&course.book(), &catalogue, ENGLISH.lang, &dest).unwrap();
    browser.open(&format!("file://{}", dest.join("page.html").display())).await;
    answer_by_keyboard(&browser, &ENGLISH).await;
    browser.reload().await;
    answers_are_there(&browser, &ENGLISH).await;
    assert_eq!(only_here(&browser).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_sent_is_sent_from_the_next_page() {
    let course = course();
    let site = Site::plan().book(course.book()).start_without_engine(machine::engine().await);
    let browser = Browser::start("en").await;
    browser.open(&site.url("/en/page.html")).await;
    browser.see(".quiz-check").await;
    browser.script::<()>("window.fetch = () => Promise.reject(new Error('no network'))").await;
    browser.type_line(".quiz-field input", "docker ps -a").await;
    browser.read("[data-question=which-command] .quiz-verdict", ENGLISH.because[3]).await;
    assert_eq!(only_here(&browser).await, 1);
    assert_eq!(site.page(Lang::En).state().await.unwrap()["quizzes"], json!({}));

    browser.reload().await;
    let kept = |state: &Value| state["quizzes"]["it"]["which-command"]["right"] == true;
    site.page(Lang::En).wait_state(std::time::Duration::from_secs(60), kept).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_judges_by_itself_and_takes_no_answer_that_cannot_be_one() {
    let course = course();
    let site = Site::plan().book(course.book()).start_without_engine(machine::engine().await);
    let page = site.page(Lang::En);
    let answer = |path: &'static str, body: Value| {
        let page = page.clone();
        async move { page.call(Method::POST, &format!("/api/quizzes/{path}"), Some(&body)).await.unwrap() }
    };
    for (path, given, right) in [
        ("it/second-run", json!([1]), true),
        ("it/second-run", json!([0]), false),
        ("it/what-stays", json!([0, 1, 2]), false),
        ("it/what-stays", json!([0, 2]), true),
        ("it/steps", json!([2, 1, 0]), false),
        ("it/which-command", json!(" DOCKER ps   --all "), true),
    ] {
        let (status, judged) = answer(path, json!({ "answer": given })).await;
        assert_eq!((status, judged), (StatusCode::OK, json!({ "right": right })), "{path} {given}");
    }
    let kept = json!({
        "second-run": { "answer": [0], "right": false },
        "what-stays": { "answer": [0, 2], "right": true },
        "steps": { "answer": [2, 1, 0], "right": false },
        "which-command": { "answer": " DOCKER ps   --all ", "right": true },
    });
    assert_eq!(page.state().await.unwrap()["quizzes"], json!({ "it": kept }));

    // Nobody reads a huge body to its end: its sender hears the refusal, or only that the connection is closed.
    let huge = json!({ "answer": "a".repeat(5_000_000) });
    if let Ok((_, refused)) = page.call(Method::POST, "/api/quizzes/it/which-command", Some(&huge)).await {
        assert_eq!(refused["error"]["code"], "malformed-request", "{refused}");
    }

    let long = "a".repeat(201);
    let many: Vec<usize> = (0..100_000).collect();
    for (path, body, code) in [
        ("what/second-run", json!({ "answer": [1] }), "no-such-question"),
        ("it/third-run", json!({ "answer": [1] }), "no-such-question"),
        ("..%2f..%2fit/second-run", json!({ "answer": [1] }), "no-such-question"),
        ("it/second-run", json!({ "answer": [] }), "no-such-answer"),
        ("it/second-run", json!({ "answer": [0, 1] }), "no-such-answer"),
        ("it/second-run", json!({ "answer": [2] }), "no-such-answer"),
        ("it/second-run", json!({ "answer": "1" }), "no-such-answer"),
        ("it/what-stays", json!({ "answer": many }), "no-such-answer"),
        ("it/steps", json!({ "answer": [0, 1, 1] }), "no-such-answer"),
        ("it/which-command", json!({ "answer": "" }), "no-such-answer"),
        ("it/which-command", json!({ "answer": long }), "no-such-answer"),
        ("it/second-run", json!({ "answer": [-1] }), "malformed-request"),
        ("it/second-run", json!({ "answer": [1], "right": true }), "malformed-request"),
        ("it/second-run", json!({ "answer": { "right": true } }), "malformed-request"),
        ("it/second-run", json!([1]), "malformed-request"),
    ] {
        let (status, refused) = answer(path, body).await;
        assert!(status.is_client_error(), "{path}: {status}");
        assert_eq!(refused["error"]["code"], code, "{path}: {refused}");
        assert!(refused["error"]["remedy"].is_string(), "{path}: {refused}");
    }
    assert_eq!(page.state().await.unwrap()["quizzes"], json!({ "it": kept }), "nothing of that was kept");
}
