//! Folders in, exercises or a list of all problems out.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::{Catalogue, ContainerState, Fact, Quantity};

const MANIFEST: &str = r#"
format  = 1
minutes = 8
points  = 10
[title]
fr = "Un titre"
en = "A title"
[[goal]]
id = "runs"
container = { name = "web", state = "running" }
fr = "Il tourne"
en = "It runs"
"#;

/// A folder of exercises made up for a test.
pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    /// With one exercise in it, whole and right.
    pub(super) fn with_one() -> Folder {
        Folder::new().exercise("chapter/one", MANIFEST)
    }

    /// With one exercise, whose manifest is changed in one place.
    pub(super) fn with_change(from: &str, to: &str) -> Folder {
        assert!(MANIFEST.contains(from), "nothing to change");
        Folder::new().exercise("chapter/one", &MANIFEST.replace(from, to))
    }

    pub(super) fn exercise(self, path: &str, manifest: &str) -> Folder {
        self.file(&format!("{path}/exercise.toml"), manifest)
            .file(&format!("{path}/fr.md"), "Faites.\n")
            .file(&format!("{path}/en.md"), "Do.\n")
            .file(&format!("{path}/solution.sh"), "docker run -d --name web nginx\n")
    }

    pub(super) fn file(self, path: &str, text: &str) -> Folder {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    pub(super) fn without(self, path: &str) -> Folder {
        fs::remove_file(self.0.path().join(path)).unwrap();
        self
    }

    pub(super) fn load(&self) -> Catalogue {
        Catalogue::load(self.0.path()).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(super) fn problems(&self) -> String {
        Catalogue::load(self.0.path()).unwrap_err().to_string()
    }
}

#[test]
fn an_exercise_is_read_whole() {
    let manifest = r#"
        format  = 1
        minutes = 8
        points  = 10
        needs   = ["one"]
        images  = ["nginx"]
        [title]
        fr = "Un titre"
        en = "A title"
        [[goal]]
        id = "left"
        after = ["image"]
        container = { image = "debian", command = "/bin/bash", tty = true, interactive = true, state = "exited", exit_code = 0 }
        ever = true
        fr = "Sorti"
        en = "Left"
        [[goal]]
        id = "image"
        image = { name = "nginx" }
        absent = true
        fr = "Plus d’image"
        en = "No image"
    "#;
    let folder = Folder::with_one()
        .exercise("chapter/two", manifest)
        .file("chapter/two/setup.sh", "docker run -d --name web nginx\n")
        .file(
            "chapter/two/wrong/only-looked.sh",
            "# goal: left\n# fr: Rien : rien.\n# en: Nothing: nothing.\ndocker ps\n",
        )
        .file("chapter/two/files/index.html", "Hello\n")
        .file("chapter/.hidden", "ignored");
    let catalogue = folder.load();
    let two = catalogue.get("two").unwrap();
    assert_eq!((two.chapter.as_str(), two.minutes, two.points), ("chapter", 8, 10));
    assert_eq!((two.needs.as_slice(), two.images.as_slice()), (&["one".into()][..], &["nginx".into()][..]));
    assert_eq!((two.title.en.as_str(), two.task.fr.as_str()), ("A title", "Faites.\n"));
    assert_eq!(two.setup.as_deref(), Some("docker run -d --name web nginx\n"));
    assert_eq!(two.files, Some(folder.0.path().join("chapter/two/files")));
    let [wrong] = two.wrong.as_slice() else { panic!("{:?}", two.wrong) };
    assert_eq!((wrong.name.as_str(), wrong.goal.as_str()), ("only-looked", "left"));
    assert_eq!((wrong.message.fr.as_str(), wrong.script.as_str()), ("Rien : rien.", "docker ps\n"));
    let [left, image] = two.goals.as_slice() else { panic!("{:?}", two.goals) };
    assert_eq!((left.after.as_slice(), left.title.fr.as_str()), (&["image".into()][..], "Sorti"));
    let Fact::Container { matcher, quantity: Quantity::PRESENT, ever: true } = &left.fact else { panic!() };
    assert_eq!((matcher.state, matcher.exit_code), (Some(ContainerState::Exited), Some(0)));
    assert!(
        matches!(&image.fact, Fact::Image(matcher, Quantity::ABSENT) if matcher.name.as_deref() == Some("nginx"))
    );
}

#[test]
fn order_is_by_chapter_then_by_need_then_by_id() {
    let needing = |other: &str| MANIFEST.replace("[title]", &format!("needs = [\"{other}\"]\n[title]"));
    let folder = Folder::new()
        .exercise("b/first", MANIFEST)
        .exercise("a/zebra", MANIFEST)
        .exercise("a/ant", &needing("zebra"))
        .exercise("a/bee", &needing("ant"));
    let ids: Vec<_> = folder.load().iter().map(|it| it.id.clone()).collect();
    assert_eq!(ids, ["zebra", "ant", "bee", "first"]);
}

#[test]
fn unknown_keys_are_refused_wherever_they_stand() {
    let folder = Folder::new().exercise(
        "chapter/one",
        r#"
format  = 1
minutes = 8
points  = 10
image   = ["nginx"]
[title]
fr = "Un titre"
en = "A title"
de = "Ein Titel"
[vars]
port = 8000
[[goal]]
id = "runs"
container = { nam = "web", state = "running", publishes = 80 }
fr = "Il tourne"
en = "It runs"
hint = "…"
"#,
    );
    insta::assert_snapshot!(folder.problems(), @r"
    5 problems in the exercises
      chapter/one/exercise.toml:5: image: unknown key: did you mean `images`? Known here: `format`, `goal`, `hint`, `images`, `minutes`, `needs`, `playground`, `points`, `solution`, `title`, `vars`
      chapter/one/exercise.toml:9: title.de: unknown key: remove it or use one of `en`, `fr`
      chapter/one/exercise.toml:11: vars.port: wrong value: write a table, `port = { … }`
      chapter/one/exercise.toml:14: goal.container.nam: unknown key: did you mean `name`? Known here: `args`, `command`, `cpus`, `detached`, `env`, `exit_code`, `health`, `hostname`, `image`, `interactive`, `labels`, `memory`, `mounts`, `name`, `networks`, `privileged`, `publishes`, `read_only`, `restart`, `state`, `tty`, `user`, `workdir`
      chapter/one/exercise.toml:17: goal.hint: unknown key: remove it or use one of `absent`, `after`, `all`, `answer`, `any`, `at_least`, `at_most`, `command`, `container`, `count`, `dockerfile`, `en`, `ever`, `file`, `fr`, `happened`, `http`, `id`, `image`, `logs`, `message`, `network`, `pulled`, `pushed`, `searched`, `volume`
    ");
}

#[test]
fn values_must_be_of_their_kind() {
    let folder = Folder::new().exercise(
        "chapter/one",
        r#"
format  = 1
minutes = "eight"
points  = 0
needs   = "two"
images  = ["nginx", ""]
title   = "Un titre"
[[goal]]
id = "runs"
after = [1]
container = { name = "", state = "runing", tty = "yes", exit_code = 1.5 }
ever = 1
fr = " "
en = "It runs"
[[goal]]
id = 2
image = "nginx"
fr = "Là"
en = "There"
"#,
    );
    insta::assert_snapshot!(folder.problems(), @r#"
    13 problems in the exercises
      chapter/one/exercise.toml:3: minutes: wrong value: write a whole number from 1 up
      chapter/one/exercise.toml:4: points: wrong value: write a whole number from 1 up
      chapter/one/exercise.toml:6: images: wrong value: write a text in quotes that is not empty, or a list of them: `[…, …]`
      chapter/one/exercise.toml:7: title: wrong value: write a table, `title = { … }`
      chapter/one/exercise.toml:10: goal.after: wrong value: write a text in quotes that is not empty, or a list of them: `[…, …]`
      chapter/one/exercise.toml:11: goal.container.name: wrong value: write a text in quotes that is not empty
      chapter/one/exercise.toml:11: goal.container.state: wrong value: write one of `created`, `running`, `paused`, `restarting`, `exited`, `dead`
      chapter/one/exercise.toml:11: goal.container.tty: wrong value: write `true` or `false`
      chapter/one/exercise.toml:11: goal.container.exit_code: wrong value: write a whole number
      chapter/one/exercise.toml:12: goal.ever: wrong value: write `true` or `false`
      chapter/one/exercise.toml:13: goal.fr: wrong value: write a text in quotes that is not empty
      chapter/one/exercise.toml:16: goal.id: wrong value: write a text in quotes that is not empty
      chapter/one/exercise.toml:17: goal.image: wrong value: write a table, `image = { … }`
    "#);
}

#[test]
fn what_is_missing_is_named() {
    insta::assert_snapshot!(Folder::new().exercise("chapter/one", "# nothing").problems(), @r"
    5 problems in the exercises
      chapter/one/exercise.toml: format: missing: add `format = 1`
      chapter/one/exercise.toml: minutes: missing: add `minutes = …`, a whole number from 1 up
      chapter/one/exercise.toml: points: missing: add `points = …`, a whole number from 1 up
      chapter/one/exercise.toml: title: missing: add `[title]` with `fr` and `en`
      chapter/one/exercise.toml: goal: missing: add at least one `[[goal]]`
    ");
    insta::assert_snapshot!(Folder::with_change("fr = \"Il tourne\"", "").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:8: goal.fr: missing: add `fr = …`, a text in quotes that is not empty
    ");
    insta::assert_snapshot!(Folder::with_change("en = \"A title\"", "").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:5: title.en: missing: add `en = …`, a text in quotes that is not empty
    ");
    let folder = Folder::with_one()
        .without("chapter/one/en.md")
        .without("chapter/one/solution.sh")
        .file("chapter/one/fr.md", "\n");
    insta::assert_snapshot!(folder.problems(), @r"
    3 problems in the exercises
      chapter/one/en.md: missing: add it, with the task in English
      chapter/one/fr.md: empty: write the task in French in it
      chapter/one/solution.sh: missing: add it, with the commands that solve it
    ");
    insta::assert_snapshot!(Folder::with_change("[[goal]]", "[goal]").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:8: goal: wrong value: write each one as `[[goal]]`, with two brackets
    ");
    insta::assert_snapshot!(Folder::with_one().without("chapter/one/exercise.toml").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml: missing: add it, with the manifest of the exercise
    ");
}

#[test]
fn a_goal_asks_about_exactly_one_thing() {
    let fact = "container = { name = \"web\", state = \"running\" }";
    let problems = |to| Folder::with_change(fact, to).problems();
    insta::assert_snapshot!(problems(""), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:8: goal: asks about nothing: add one of `container`, `image`, `volume`, `network`, `searched`, `pulled`, `pushed`, `happened`, `file`, `dockerfile`, `http`, `command`, `logs`, `answer`, `any`, `all`, for example `container = { … }`
    ");
    insta::assert_snapshot!(problems("container = {}"), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:10: goal.container: matches any container: say which one is meant, with `name` or `image` for example
    ");
    insta::assert_snapshot!(problems("image = {}"), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:10: goal.image: matches any image: say which one is meant, with `name` for example
    ");
    insta::assert_snapshot!(problems("container = { name = \"web\" }\nimage = { name = \"nginx\" }"), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:8: goal: asks about several things, `container`, `image`: give each its own goal, or put them in `all = [ … ]`
    ");
    insta::assert_snapshot!(problems("image = { name = \"nginx\" }\never = true"), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:11: goal.ever: is for containers only: take it out
    ");
    insta::assert_snapshot!(problems("container = { name = \"web\" }\never = true\nabsent = true"), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:11: goal.ever: contradicts an upper bound: what once was there can never not have been; keep one of both
    ");
}

#[test]
fn goals_must_fit_together() {
    let goal = |id: &str, after: &str| {
        format!(
            "[[goal]]\nid = \"{id}\"\nafter = [{after}]\nimage = {{ name = \"nginx\" }}\nfr = \"Là\"\nen = \"There\"\n"
        )
    };
    let manifest = [
        MANIFEST,
        &goal("runs", ""),
        &goal("a", "\"b\""),
        &goal("b", "\"a\""),
        &goal("Upper case", "\"nobody\""),
    ]
    .concat();
    insta::assert_snapshot!(Folder::new().exercise("chapter/one", &manifest).problems(), @r"
    4 problems in the exercises
      chapter/one/exercise.toml:8: goal: `after` goes in a circle, a → b → a: take one link out
      chapter/one/exercise.toml:14: goal.id: `runs` is the id of a goal above: give this one another
      chapter/one/exercise.toml:32: goal.id: `Upper case`: use lower-case letters, digits and hyphens only, as in `run-nginx`
      chapter/one/exercise.toml:33: goal.after: there is no goal `nobody`: use one of `runs`, `a`, `b`, `Upper case`
    ");
}

#[test]
fn exercises_must_fit_together() {
    let needing = |other: &str| MANIFEST.replace("[title]", &format!("needs = [\"{other}\"]\n[title]"));
    let folder = Folder::with_one().exercise("chapter/two", &needing("on")).exercise("other/one", MANIFEST);
    insta::assert_snapshot!(folder.problems(), @r"
    2 problems in the exercises
      chapter/two/exercise.toml:5: needs: there is no exercise `on`: did you mean `one`?
      other/one: same id as chapter/one: rename one of the two folders
    ");
    let folder =
        Folder::new().exercise("chapter/one", &needing("two")).exercise("chapter/two", &needing("one"));
    insta::assert_snapshot!(folder.problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:5: needs: goes in a circle, one → two → one: take one link out
    ");
}

#[test]
fn wrong_answers_say_what_they_must_earn() {
    let folder = Folder::with_one()
        .file("chapter/one/wrong/a.sh", "# goal: walks\n# fr: Non.\n# en: No.\ndocker ps\n")
        .file("chapter/one/wrong/b.sh", "# goal: runs\n# fr: Non.\n# fr: Encore non.\n# why: no\n")
        .file("chapter/one/wrong/c.txt", "");
    insta::assert_snapshot!(folder.problems(), @r"
    6 problems in the exercises
      chapter/one/wrong/a.sh:1: goal: there is no goal `walks`: use one of `runs`
      chapter/one/wrong/b.sh: en: missing: add `# en: …` at the top
      chapter/one/wrong/b.sh: types nothing: add the commands of the wrong answer below the header
      chapter/one/wrong/b.sh:3: fr: said twice: take one out
      chapter/one/wrong/b.sh:4: why: unknown key: remove it, the header has `# goal: …`, `# fr: …` and `# en: …` only
      chapter/one/wrong/c.txt: not a script: name it `<mistake>.sh`
    ");
}

#[test]
fn strangers_are_refused() {
    let folder = Folder::with_one()
        .file("chapter/one/solutions.sh", "docker ps\n")
        .file("chapter/exercise.toml", MANIFEST)
        .exercise("chapter/Two words", MANIFEST);
    insta::assert_snapshot!(folder.problems(), @r"
    3 problems in the exercises
      chapter/Two words: `Two words`: use lower-case letters, digits and hyphens only, as in `run-nginx`
      chapter/exercise.toml: unknown here: a chapter holds one folder for each exercise, and no files
      chapter/one/solutions.sh: unknown here: rename or remove it; known are `exercise.toml`, `fr.md`, `en.md`, `setup.sh`, `solution.sh`, `wrong`, `files`
    ");
}

#[test]
fn another_format_is_not_guessed_at() {
    insta::assert_snapshot!(Folder::with_change("format  = 1", "format = 2\nnew = true").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:2: format: unknown format 2: this version of Quai reads `format = 1`
    ");
}

#[test]
fn broken_toml_is_shown_with_its_line() {
    insta::assert_snapshot!(Folder::with_change("minutes = 8", "minutes = = 8").problems(), @r"
    2 problems in the exercises
      chapter/one/exercise.toml:3: not TOML: extra `=`, expected nothing; correct it
      chapter/one/exercise.toml:3: not TOML: unexpected key or value, expected newline, `#`; correct it
    ");
    insta::assert_snapshot!(Folder::with_change("points  = 10", "minutes = 9").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:4: not TOML: duplicate key; correct it
    ");
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let error = Catalogue::load(Path::new("no/such/folder")).unwrap_err();
    insta::assert_snapshot!(error, @r"
    1 problem in the exercises
      no/such/folder: not a folder: give the folder that holds the chapters of exercises
    ");
}
