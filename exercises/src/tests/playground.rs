//! An exercise may say that there is nothing to reach: then it has nothing that leads there.

use super::loading::Folder;
use crate::{Facts, evaluate};

const PLAYGROUND: &str = r#"
format  = 1
playground = true
images  = ["nginx"]
[title]
fr = "Un bac à sable"
en = "A playground"
"#;

/// A folder with a playground alone, whole and right.
fn playground(manifest: &str) -> Folder {
    Folder::new()
        .file("chapter/free/exercise.toml", manifest)
        .file("chapter/free/fr.md", "Essayez.\n")
        .file("chapter/free/en.md", "Try.\n")
}

#[test]
fn a_playground_needs_nothing_to_reach() {
    let folder = playground(PLAYGROUND)
        .file("chapter/free/setup.sh", "docker volume create data\n")
        .file("chapter/free/files/notes.txt", "Hello\n");
    let catalogue = folder.load();
    let free = catalogue.get("free").unwrap();
    assert!(free.is_playground());
    assert_eq!((free.minutes, free.points, free.solution.as_str()), (0, 0, ""));
    assert_eq!(free.images, ["nginx"]);
    assert!(free.setup.is_some() && free.files.is_some());
    assert!(evaluate(&free.goals, &Facts::default()).is_empty());
    assert!(!Folder::with_one().load().get("one").unwrap().is_playground());
}

#[test]
fn a_playground_has_values_of_each_learner() {
    let manifest = format!("{PLAYGROUND}[vars]\nport = {{ from = 8000, to = 8999 }}\n");
    let catalogue = playground(&manifest).file("chapter/free/en.md", "Try port {{port}}.\n").load();
    let free = catalogue.get("free").unwrap();
    let own = free.for_values(&free.draw(&[7; 32], "ada"));
    assert!(own.is_playground() && own.task.en.starts_with("Try port 8"), "{}", own.task.en);
}

#[test]
fn what_leads_to_a_goal_is_refused_in_a_playground() {
    let manifest = format!(
        "{}[[goal]]\nid = \"runs\"\ncontainer = {{ name = \"web\" }}\nfr = \"Il tourne\"\nen = \"It runs\"\n\
         [[hint]]\nfr = \"Cherchez\"\nen = \"Look\"\n[solution]\nfr = \"Voilà\"\nen = \"There\"\n",
        PLAYGROUND.replace("images", "minutes = 8\npoints = 10\nimages")
    );
    let wrong = "# goal: runs\n# fr: Non.\n# en: No.\ndocker ps\n";
    let folder = playground(&manifest)
        .file("chapter/free/solution.sh", "docker run -d --name web nginx\n")
        .file("chapter/free/wrong/other.sh", wrong);
    insta::assert_snapshot!(folder.problems(), @r"
    7 problems in the exercises
      chapter/free/exercise.toml:4: minutes: a playground has nothing to reach: take it out, or `playground = true`
      chapter/free/exercise.toml:5: points: a playground has nothing to reach: take it out, or `playground = true`
      chapter/free/exercise.toml:10: goal: a playground has nothing to reach: take it out, or `playground = true`
      chapter/free/exercise.toml:15: hint: a playground has nothing to reach: take it out, or `playground = true`
      chapter/free/exercise.toml:18: solution: a playground has nothing to reach: take it out, or `playground = true`
      chapter/free/solution.sh: a playground has nothing to reach: remove it, or `playground = true` in exercise.toml
      chapter/free/wrong: a playground has nothing to reach: remove it, or `playground = true` in exercise.toml
    ");
}

#[test]
fn a_playground_is_whole_otherwise_and_is_one_only_if_it_says_so() {
    let folder = playground(&PLAYGROUND.replace("[title]", "[titel]")).without("chapter/free/en.md");
    insta::assert_snapshot!(folder.problems(), @r"
    3 problems in the exercises
      chapter/free/en.md: missing: add it, with the task in English
      chapter/free/exercise.toml: title: missing: add `[title]` with `fr` and `en`
      chapter/free/exercise.toml:5: titel: unknown key: did you mean `title`? Known here: `format`, `goal`, `hint`, `images`, `minutes`, `needs`, `playground`, `points`, `solution`, `title`, `vars`
    ");
    insta::assert_snapshot!(playground(&PLAYGROUND.replace("true", "false")).problems(), @r"
    4 problems in the exercises
      chapter/free/exercise.toml: minutes: missing: add `minutes = …`, a whole number from 1 up
      chapter/free/exercise.toml: points: missing: add `points = …`, a whole number from 1 up
      chapter/free/exercise.toml: goal: missing: add at least one `[[goal]]`
      chapter/free/solution.sh: missing: add it, with the commands that solve it
    ");
}

#[test]
fn nothing_can_need_a_playground() {
    let needing =
        Folder::with_one().read("chapter/one/exercise.toml").replace("[title]", "needs = \"free\"\n[title]");
    insta::assert_snapshot!(playground(PLAYGROUND).exercise("chapter/one", &needing).problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:5: needs: `free` is a playground, which nobody can solve: take it out
    ");
}
