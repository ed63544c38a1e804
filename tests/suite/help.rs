//! Values of each learner's own, answers in words, hints and solutions.

use std::time::Duration;

use exercises::{Catalogue, Lang};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use server::{client::Client, verify};
use tests::{Browser, OwnCourse, Site, browser::Key, site::Plan};

const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a word in the home, answers with it, and gives it to a container.
const MANIFEST: &str = r#"
format = 1
minutes = 5
points = 1

[title]
fr = "Le mot du quai"
en = "The word of the quay"

[vars]
word = { letters = 8 }

[[goal]]
id = "which"
answer = { is = "{{word}}" }
fr = "Dites le mot que contient `note`"
en = "Say the word that `note` holds"

[[goal]]
id = "named"
container = { name = "{{word}}", image = "hello-world" }
fr = "Un conteneur `{{word}}`, issu de `hello-world`, existe"
en = "A container `{{word}}`, from `hello-world`, exists"

[[hint]]
fr = "`cat` montre un fichier."
en = "`cat` shows a file."

[[hint]]
fr = "Le mot, `{{word}}` pour vous, se donne avec `--name`:\n\n```console\n$ docker run --name <nom> hello-world\n```"
en = "The word, `{{word}}` for you, is given with `--name`:\n\n```console\n$ docker run --name <name> hello-world\n```"

[solution]
fr = "Sans `--name`, le moteur **choisit** un nom."
en = "Without `--name`, the engine **chooses** a name."
"#;

const TASK: &str = "Run `hello-world` in a container named {{word}}.\n\n```console\n$ docker ps -a --filter name={{word}} --format '{{.Names}}'\n```\n";

fn course() -> OwnCourse {
    let course = OwnCourse::showing(&["own-word"]);
    for (file, text) in [
        ("exercise.toml", MANIFEST),
        ("fr.md", TASK),
        ("en.md", TASK),
        ("setup.sh", "echo {{word}} > ~/note\n"),
        (
            "solution.sh",
            "# What the note says.\ncat note\n#? which: {{word}}\ndocker run --name {{word}} hello-world\n",
        ),
        (
            "wrong/silent.sh",
            "# goal: which\n# fr: Vous n’avez pas encore répondu.\n# en: You have not answered yet.\ncat note\n",
        ),
        (
            "wrong/other-image.sh",
            "# goal: named\n# fr: Aucun conteneur n’existe encore.\n# en: No container exists yet.\necho {{word}}\n",
        ),
    ] {
        course.write(&format!("exercises/own/own-word/{file}"), text);
    }
    course
}

fn plan(course: &OwnCourse) -> Plan {
    Site::plan().exercises(course.exercises()).book(course.book())
}

async fn post(page: &Client, path: &str, body: Value) -> (StatusCode, Value) {
    page.call(Method::POST, &format!("/api/sandboxes/{path}"), Some(&body)).await.unwrap()
}

async fn ready(page: &Client) -> String {
    let id = page.open("own-word").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    id
}

async fn word(page: &Client) -> String {
    page.state().await.unwrap()["values"]["own-word"]["word"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_learner_has_values_of_ones_own_in_setup_and_goals_and_keeps_them() {
    let course = course();
    let mut site = plan(&course).start().await;
    let page = site.page(Lang::En);
    let word = word(&page).await;
    assert_eq!(word.len(), 8);
    let other = plan(&course).start().await;
    assert_ne!(self::word(&other.page(Lang::En)).await, word, "another folder draws other values");
    drop(other);

    let id = ready(&page).await;
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("cat note; docker run --name $(cat note) hello-world", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains(&word), "{}", terminal.transcript);
    page.wait(&id, PATIENCE, |sandbox| sandbox["goals"][1]["state"] == "met").await.unwrap();

    let (_, fresh) = post(&page, &format!("{id}/reset"), json!({})).await;
    let fresh = fresh["id"].as_str().unwrap();
    page.wait_ready(fresh).await.unwrap();
    let mut terminal = page.terminal(fresh).await.unwrap();
    terminal.type_script("docker run --name $(cat note) hello-world", PATIENCE).await.unwrap();
    page.wait(fresh, PATIENCE, |sandbox| sandbox["goals"][1]["state"] == "met").await.unwrap();

    site.restart().await;
    assert_eq!(self::word(&page).await, word);
    page.wait(fresh, PATIENCE, |sandbox| sandbox["goals"][1]["state"] == "met").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_judged_at_once_and_known_to_the_next_server() {
    let course = course();
    let mut site = plan(&course).start().await;
    let page = site.page(Lang::En);
    let word = word(&page).await;
    let id = ready(&page).await;
    let answers = format!("{id}/answers");
    let before = page.check(&id).await.unwrap();
    assert_eq!(before["goals"][0]["answer"], json!({ "given": null }));
    assert_eq!(before["goals"][1]["answer"], Value::Null);

    let (status, wrong) = post(&page, &answers, json!({ "goal": "which", "answer": "quay" })).await;
    assert_eq!((status, &wrong["goals"][0]["state"]), (StatusCode::OK, &json!("open")));
    assert_eq!(wrong["goals"][0]["why"], "“quay” is not the right answer.");
    assert_eq!(wrong["goals"][0]["answer"], json!({ "given": "quay" }));
    let capitals = format!(" {} ", word.to_uppercase());
    let (_, right) = post(&page, &answers, json!({ "goal": "which", "answer": capitals })).await;
    assert_eq!(right["goals"][0]["state"], "met");
    assert_eq!(right["solved"], false);

    site.restart().await;
    let kept = page.wait(&id, PATIENCE, |sandbox| sandbox["goals"][0]["state"] == "met").await.unwrap();
    assert_eq!(kept["goals"][0]["answer"], json!({ "given": capitals }));

    // With the last goal met, an answer solves it.
    let mut terminal = page.terminal(&id).await.unwrap();
    post(&page, &answers, json!({ "goal": "which", "answer": "" })).await;
    terminal.type_script("docker run --name $(cat note) hello-world", PATIENCE).await.unwrap();
    page.wait(&id, PATIENCE, |sandbox| sandbox["goals"][1]["state"] == "met").await.unwrap();
    let (_, solved) = post(&page, &answers, json!({ "goal": "which", "answer": word })).await;
    assert_eq!(solved["solved"], true, "{solved:#}");

    let (_, fresh) = post(&page, &format!("{id}/reset"), json!({})).await;
    assert_eq!(fresh["goals"][0]["answer"], json!({ "given": null }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_is_refused_and_says_why() {
    let course = course();
    let site = plan(&course).start().await;
    let (page, french) = (site.page(Lang::En), site.page(Lang::Fr));
    let id = ready(&page).await;
    let long = "é".repeat(501);
    for (body, status, code, message) in [
        (json!({ "goal": "none", "answer": "x" }), 404, "no-such-goal", "no goal of that name"),
        (
            json!({ "goal": "named", "answer": "x" }),
            409,
            "goal-not-answered-in-words",
            "not reached by an answer",
        ),
        (json!({ "goal": "which", "answer": long }), 400, "answer-too-long", "500 characters"),
        (json!({ "goal": "which" }), 400, "malformed-request", "did not understand"),
        (json!({ "goal": "which", "answer": 7 }), 400, "malformed-request", "did not understand"),
    ] {
        let (seen, answer) = post(&page, &format!("{id}/answers"), body).await;
        assert_eq!((seen.as_u16(), &answer["error"]["code"]), (status, &json!(code)));
        assert!(answer["error"]["message"].as_str().unwrap().contains(message), "{answer}");
    }
    let (status, _) =
        post(&page, &format!("{id}/answers"), json!({ "goal": "which", "answer": "é".repeat(500) })).await;
    assert_eq!(status, StatusCode::OK);
    let (_, told) = post(&french, &format!("{id}/answers"), json!({ "goal": "which", "answer": long })).await;
    assert_eq!(told["error"]["message"], "Cette réponse est trop longue\u{a0}: 500 caractères au plus.");

    page.end(&id).await.unwrap();
    let (status, _) = post(&page, &format!("{id}/answers"), json!({ "goal": "which", "answer": "x" })).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, _) = post(&page, "nonsense/answers", json!({ "goal": "which", "answer": "x" })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn hints_and_solution_open_as_the_settings_say_and_stay_open() {
    let course = course();
    let mut site = plan(&course).help("tries:1", "tries:2").start().await;
    let (page, french) = (site.page(Lang::En), site.page(Lang::Fr));
    let word = word(&page).await;
    let id = ready(&page).await;
    let (hints, solution) = (format!("{id}/hints"), format!("{id}/solution"));

    let (status, locked) = post(&page, &hints, json!({})).await;
    assert_eq!((status, &locked["error"]["code"]), (StatusCode::FORBIDDEN, &json!("locked")));
    assert_eq!(locked["error"]["message"], "This hint is not open yet: after one more check.");
    let (_, locked) = post(&french, &solution, json!({})).await;
    let message = "La solution n’est pas encore ouverte\u{a0}: après 2 vérifications de plus.";
    assert_eq!(locked["error"]["message"], message);

    let checked = page.check(&id).await.unwrap();
    assert_eq!(
        checked["help"]["hints"],
        json!({ "total": 2, "shown": [], "next": { "open": true, "why": null } })
    );
    assert_eq!(
        checked["help"]["solution"],
        json!({ "shown": null, "open": false, "why": "after one more check" })
    );
    let (_, one) = post(&page, &hints, json!({})).await;
    assert_eq!(one["help"]["hints"]["shown"], json!(["<p><code>cat</code> shows a file.</p>\n"]));
    assert_eq!(one["help"]["hints"]["next"], json!({ "open": false, "why": "after one more check" }));

    page.check(&id).await.unwrap();
    let (_, two) = post(&french, &hints, json!({})).await;
    let second = two["help"]["hints"]["shown"][1].as_str().unwrap();
    assert!(second.contains(&format!("<code>{word}</code> pour vous")), "{second}");
    assert!(second.contains("--name &lt;nom&gt; hello-world"), "{second}");
    assert_eq!(two["help"]["hints"]["next"], Value::Null);
    let (status, none) = post(&page, &hints, json!({})).await;
    assert_eq!((status, &none["error"]["code"]), (StatusCode::NOT_FOUND, &json!("no-more-hints")));
    let (_, seen) = post(&page, &solution, json!({})).await;
    let shown = json!({
        "script": format!("# What the note says.\ncat note\n# Answer: {word}\ndocker run --name {word} hello-world"),
        "explanation": "<p>Without <code>--name</code>, the engine <strong>chooses</strong> a name.</p>\n",
    });
    assert_eq!(seen["help"]["solution"]["shown"], shown);

    // In a later sandbox too, also of the next server.
    let (_, fresh) = post(&page, &format!("{id}/reset"), json!({})).await;
    assert_eq!(fresh["help"]["hints"]["shown"].as_array().map(Vec::len), Some(2));
    site.restart().await;
    let state = page.state().await.unwrap();
    assert_eq!(state["sandboxes"][0]["help"]["solution"]["shown"], shown);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_opens_with_time_opens_by_itself() {
    let course = course();
    let site = plan(&course).help("minutes:0.2", "instructor").start().await;
    let page = site.page(Lang::En);
    let id = ready(&page).await;
    let waits = page.check(&id).await.unwrap();
    assert_eq!(waits["help"]["hints"]["next"], json!({ "open": false, "why": "in 1\u{a0}min" }));
    assert_eq!(waits["help"]["solution"]["why"], "your instructor opens it");
    page.wait(&id, PATIENCE, |sandbox| sandbox["help"]["hints"]["next"]["open"] == true).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exercise_with_values_and_answers_is_proven() {
    let course = course();
    let site = plan(&course).start().await;
    let catalogue = Catalogue::load(&course.exercises()).unwrap();
    verify::prove(&site.page(Lang::Fr), catalogue.get("own-word").unwrap()).await.unwrap();
}

const PANEL: &str = "#exercise-own-word";

/// Nothing but keys, from the field on: answer, hint, solution.
#[tokio::test(flavor = "multi_thread")]
async fn a_keyboard_answers_and_opens_help() {
    let course = course();
    let site = plan(&course).help("free", "free").start().await;
    let word = word(&site.page(Lang::En)).await;
    let browser = Browser::start("en").await;
    browser.open(&site.url("/en/page.html")).await;
    let at = |css: &str| format!("{PANEL} {css}");
    let field = at("[data-goal=which] input");

    // The page has the learner's values, in code as well, and templates of Go as they are.
    browser.read(&at(".exercise-task p"), &format!("named {word}.")).await;
    browser.read(&at(".exercise-task pre code"), &format!("name={word} --format '{{{{.Names}}}}'")).await;
    browser.read(&at("[data-goal=named] .goal-title"), &format!("A container {word},")).await;
    browser.see(&at("[data-goal=which] input:disabled")).await;
    assert_eq!(browser.count(&at(".quai-help:not([hidden])")).await, 0);

    browser.click(&at("[data-action=start]")).await;
    browser.see(&format!("{PANEL}[data-phase=ready] .quai-frame[data-link=open]")).await;
    browser.type_line(&field, "quay").await;
    browser.read(&at("[data-goal=which] .goal-why"), "“quay” is not the right answer.").await;
    browser.see(&at("[data-goal=which] input[aria-invalid=true]")).await;

    // News of the sandbox leave alone what is being typed.
    let fill =
        format!("const field = document.querySelector('{field}'); field.value = 'half a wo'; return true");
    browser.script::<bool>(&fill).await;
    site.page(Lang::En).check(&sandbox(&site).await).await.unwrap();
    assert_eq!(
        browser.script::<String>(&format!("return document.querySelector('{field}').value")).await,
        "half a wo"
    );
    let fill = format!(
        "const field = document.querySelector('{field}'); field.value = ''; field.focus(); return true"
    );
    browser.script::<bool>(&fill).await;
    browser.type_line(&field, &word).await;
    browser.see(&at("[data-goal=which][data-state=met]")).await;

    browser.press(Key::Tab).await;
    browser.press(Key::Tab).await;
    assert_eq!(focus(&browser).await, "hint");
    browser.press(Key::Enter).await;
    browser.read(&at(".quai-hint"), "cat shows a file.").await;
    assert_eq!(focus(&browser).await, "hint");
    browser.read(&at("[data-action=hint]"), "Hint (2/2)").await;
    browser.press(Key::Tab).await;
    assert_eq!(focus(&browser).await, "solution");
    browser.press(Key::Enter).await;
    assert_eq!(focus(&browser).await, "show-solution");
    browser.press(Key::Escape).await;
    assert_eq!(focus(&browser).await, "solution");
    assert_eq!(browser.count(&at(".quai-solution pre")).await, 0);
    browser.press(Key::Enter).await;
    browser.press(Key::Enter).await;
    browser.read(&at(".quai-solution pre"), &format!("docker run --name {word} hello-world")).await;
    browser.read(&at(".quai-solution .quai-prose"), "the engine chooses a name.").await;

    browser.reload().await;
    browser.read(&at(".quai-solution pre"), &word).await;
    browser.read(&at(".quai-hint"), "cat shows a file.").await;
    let given = format!("return document.querySelector('{field}').value");
    browser.see(&at("[data-goal=which][data-state=met]")).await;
    assert_eq!(browser.script::<String>(&given).await, word);
}

async fn sandbox(site: &Site) -> String {
    let state = site.page(Lang::En).state().await.unwrap();
    state["sandboxes"][0]["id"].as_str().unwrap().to_owned()
}

/// What the element that has the focus does.
async fn focus(browser: &Browser) -> String {
    browser.script("return document.activeElement.dataset.action ?? document.activeElement.tagName").await
}
