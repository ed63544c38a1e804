//! An author writes an exercise, proves it, and sees the course change as it is written.

use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use exercises::Lang;
use server::client::Client;
use tempfile::TempDir;
use tests::{Program, files::copy_into, machine, program::quai};

/// A change is seen, read and built within this while, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

fn quai_in(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let folder = folder.to_str().unwrap();
    let output = quai(&[arguments, &["--exercises", folder]].concat());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_exercise_proves_itself_and_one_that_is_wrong_does_not() {
    machine::engine().await;
    let folder = TempDir::new().unwrap();
    let (written, next, _) = quai_in(folder.path(), &["new", "exercise", "trial/first"]);
    assert!(written && next.contains("quai verify first") && next.contains("{{#exercise first}}"), "{next}");
    let (written, _, refused) = quai_in(folder.path(), &["new", "exercise", "trial/first"]);
    assert!(!written && refused.contains("is there already"), "{refused}");

    // One beside it, whose wrong answer earns something else than it says.
    quai_in(folder.path(), &["new", "exercise", "trial/second"]);
    let wrong = folder.path().join("trial/second/wrong/created-only.sh");
    let text = fs::read_to_string(&wrong).unwrap();
    fs::write(&wrong, text.replace("was never started", "never ran")).unwrap();

    let (proven, table, lines) = quai_in(folder.path(), &["verify", "first", "second", "--jobs", "2"]);
    assert!(!proven, "{table}");
    let row = |id: &str| {
        table.lines().find(|line| line.trim_start().starts_with(id)).unwrap_or_default().to_owned()
    };
    assert!(row("first").contains('✓') && row("first").trim_end().ends_with('2'), "{table}\n{lines}");
    assert!(row("second").contains('✗') && table.contains("1 of 2 proven"), "{table}\n{lines}");
    for told in [
        "  ✓ first (",
        "  ✗ second (",
        "second: wrong/created-only.sh: expected of runs: `web` exists, but never ran.",
        "runs: open, `web` exists, but was never started.",
        "  │ learner",
        "docker create --name web nginx",
    ] {
        assert!(lines.contains(told), "{told}\n\n{lines}");
    }

    let (proven, table, lines) = quai_in(folder.path(), &["verify", "first"]);
    assert!(proven && table.contains("1 of 1 proven"), "{table}\n{lines}");
}

/// With a value of the learner's own, an answer in words and a message for a misconception.
#[tokio::test(flavor = "multi_thread")]
async fn the_example_that_authors_read_is_proven() {
    machine::engine().await;
    let readme = fs::read_to_string(machine::course().exercises.join("README.md")).unwrap();
    let block = |language: &str, index: usize| {
        let rest = readme.split(&format!("```{language}\n")).nth(index + 1).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    let folder = TempDir::new().unwrap();
    quai_in(folder.path(), &["new", "exercise", "networks/publish-a-port"]);
    let write = |file: &str, text: &str| {
        fs::write(folder.path().join("networks/publish-a-port").join(file), text).unwrap()
    };
    let manifest = block("toml", 0);
    let needs = manifest.lines().find(|line| line.starts_with("needs")).unwrap();
    write("exercise.toml", &manifest.replace(needs, ""));
    write("solution.sh", &block("sh", 0));
    write("wrong/created-only.sh", &block("sh", 1));
    write(
        "wrong/other-name.sh",
        "# goal: inside\n# fr: «\u{a0}8080\u{a0}» n’est pas la bonne réponse.\n# en: “8080” is not the right answer.\n#? inside: 8080\n",
    );
    let (proven, table, lines) = quai_in(folder.path(), &["verify", "publish-a-port"]);
    assert!(proven, "{table}\n{lines}");
}

/// The real course, copied, so that a test may write it.
fn copied_course() -> TempDir {
    let (copy, course) = (TempDir::new().unwrap(), machine::course());
    for folder in [&course.book, &course.exercises] {
        copy_into(folder, copy.path());
    }
    symlink(fs::canonicalize(course.images).unwrap(), copy.path().join("images")).unwrap();
    copy
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replace(from, to)).unwrap();
}

async fn page(server: &Program, path: &str) -> String {
    reqwest::get(format!("http://{}{path}", server.address)).await.unwrap().text().await.unwrap()
}

/// Asks for a page until it is as wanted.
async fn until(server: &Program, path: &str, wanted: &str) -> String {
    let begun = Instant::now();
    loop {
        let page = page(server, path).await;
        if page.contains(wanted) {
            return page;
        }
        assert!(begun.elapsed() < PATIENCE, "no {wanted} in\n{page}\n{}", server.log().join("\n"));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn edition(page: &str) -> &str {
    page.rsplit_once("data-edition=\"").unwrap().1.split_once('"').unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_author_writes_is_served_at_once_and_mistakes_are_told() {
    machine::engine().await;
    let (course, data) = (copied_course(), TempDir::new().unwrap());
    let flags = ["--pool", "0", "--watch", "--course", course.path().to_str().unwrap()];
    let mut server = Program::serve_with(data.path(), &flags);
    let client = Client::new(server.address, Lang::En);
    client.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let shown = fs::read_to_string(course.path().join("exercises/discover/hello-world/en.md")).unwrap();
    let shown = shown.lines().next().unwrap().split('`').next().unwrap().trim().to_owned();
    let path = pages_with(course.path(), "hello-world");
    let before = until(&server, &path, &shown).await;

    // Sandboxes that are open keep their exercise; the page is told that there is another.
    let id = client.open("hello-world").await.unwrap();
    client.wait_ready(&id).await.unwrap();
    let mut told = reqwest::get(format!("http://{}/watch/editions", server.address)).await.unwrap();
    let first = String::from_utf8_lossy(&told.chunk().await.unwrap().unwrap()).into_owned();
    assert!(first.contains(edition(&before)), "{first}");
    let task = course.path().join("exercises/discover/hello-world/en.md");
    edit(&task, &shown, "Written just now:");
    let after = until(&server, &path, "Written just now:").await;
    assert_ne!(edition(&before), edition(&after));
    let mut next = String::new();
    // While a book is built, the stream says from time to time that it is still there.
    while !next.contains("data:") {
        next.push_str(&String::from_utf8_lossy(&told.chunk().await.unwrap().unwrap()));
    }
    assert!(next.contains(edition(&after)), "{next}");
    assert_eq!(client.check(&id).await.unwrap()["state"], "ready");

    // What is wrong is told with its place, and what was served stays.
    let manifest = course.path().join("exercises/discover/hello-world/exercise.toml");
    edit(&manifest, "state = \"exited\"", "stat = \"exited\"");
    let begun = Instant::now();
    while !server.log().iter().any(|line| line.contains("did you mean `state`?")) {
        assert!(begun.elapsed() < PATIENCE, "{}", server.log().join("\n"));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(server.log().iter().any(|line| line.contains("discover/hello-world/exercise.toml:")));
    assert!(page(&server, &path).await.contains("Written just now:"));

    // Mended, it goes on; and whoever opens a sandbox has the exercise as it is now.
    edit(&manifest, "stat = \"exited\"", "state = \"exited\"");
    edit(&manifest, "id = \"ran\"", "id = \"has-run\"");
    let wrong = course.path().join("exercises/discover/hello-world/wrong");
    for wrong in fs::read_dir(wrong).unwrap() {
        edit(&wrong.unwrap().path(), "# goal: ran", "# goal: has-run");
    }
    until(&server, &path, "data-goal=\"has-run\"").await;
    assert_eq!(client.check(&id).await.unwrap()["goals"][0]["id"], "ran");
    client.end(&id).await.unwrap();
    let id = client.open("hello-world").await.unwrap();
    client.wait_ready(&id).await.unwrap();
    assert_eq!(client.check(&id).await.unwrap()["goals"][0]["id"], "has-run");
    server.end();
}

/// The address of the English page that shows an exercise.
fn pages_with(course: &Path, exercise: &str) -> String {
    let root = course.join("book/en");
    let found =
        Command::new("grep").args(["-rl", &format!("#exercise {exercise}}}")]).arg(&root).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    let page = Path::new(found.lines().next().unwrap()).strip_prefix(&root).unwrap().with_extension("html");
    format!("/en/{}", page.display())
}

#[tokio::test(flavor = "multi_thread")]
async fn learners_pages_know_nothing_of_authors() {
    let data = TempDir::new().unwrap();
    let server = Program::serve(data.path());
    assert!(!page(&server, "/en/").await.contains("/watch/"));
    let asked = reqwest::get(format!("http://{}/watch/editions", server.address)).await.unwrap();
    assert_eq!(asked.status(), 404);
}
