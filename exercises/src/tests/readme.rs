//! What `README.md` tells authors is so.

use std::collections::BTreeSet;

use serde_json::Value;

use super::loading::Folder;

const README: &str = include_str!("../../README.md");

/// The blocks of code in a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let begin = format!("```{language}\n");
    README.split(&begin).skip(1).map(|rest| rest.split_once("```").unwrap().0).collect()
}

#[test]
fn the_examples_are_an_exercise_and_a_playground() {
    let (manifests, scripts) = (blocks("toml"), blocks("sh"));
    let ([manifest, playground], [solution, wrong]) = (&manifests[..], &scripts[..]) else {
        panic!("{scripts:?}")
    };
    let catalogue = Folder::new()
        .exercise("containers/run-nginx", &Folder::with_one().read("chapter/one/exercise.toml"))
        .exercise("networks/publish-a-port", manifest)
        .file("networks/publish-a-port/solution.sh", solution)
        .file("networks/publish-a-port/wrong/swapped.sh", wrong)
        .exercise("networks/free", playground)
        .without("networks/free/solution.sh")
        .load();
    let exercise = catalogue.get("publish-a-port").unwrap();
    assert!(catalogue.get("free").unwrap().is_playground());
    let told = &exercise.goals[0].messages[0].text;
    assert_eq!(*told, exercise.wrong[0].message, "the wrong answer earns the goal's own message");
}

#[test]
fn the_table_of_facts_has_every_key() {
    let schema: Value = serde_json::from_str(crate::SCHEMA).unwrap();
    let definitions = schema["definitions"].as_object().unwrap();
    for (kind, schema) in definitions {
        if ["rules", "fact", "when", "message", "goal", "variable"].contains(&kind.as_str()) {
            continue;
        }
        let begin = format!("| `{kind} = ");
        let row = README
            .lines()
            .find(|line| line.starts_with(&begin))
            .unwrap_or_else(|| panic!("no row for {kind}"));
        for key in schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
            assert!(row.contains(&format!("`{key}`")), "`{key}` is not in the row of `{kind}`");
        }
        let required = schema["required"].as_array().into_iter().flatten().map(|key| key.as_str().unwrap());
        required.for_each(|key| {
            assert!(row.contains(&format!("*`{key}`*")), "`{key}` of `{kind}` must be there")
        });
    }
}

#[test]
fn what_can_happen_is_all_there_and_nothing_else_is() {
    let paragraph = README.split("\n\n").find(|paragraph| paragraph.starts_with("`what` happens")).unwrap();
    let told: BTreeSet<&str> = paragraph.split('`').skip(1).step_by(2).collect();
    let known: BTreeSet<&str> = crate::kinds::event::actions().chain(["what", "docker"]).collect();
    assert_eq!(told, known);
}
