//! Quizzes: what their authors are told.

mod shape;

use super::Small;

/// A question of each kind, without a mistake.
const QUIZ: &str = r#"
[[question]]
id = "second-run"
kind = "one"
ask = { fr = "Et `docker run` <ensuite> ?", en = "And `docker run` <then>?" }
because = { fr = "Un conteneur *neuf*.", en = "A *new* container." }
[[question.choice]]
text = { fr = "Un autre", en = "Another one" }
right = true
[[question.choice]]
text = { fr = "Le même", en = "The same one" }
why = { fr = "Ça, c’est `start`.", en = "That is `start`." }

[[question]]
id = "what-stays"
kind = "several"
ask = { fr = "Que reste-t-il ?", en = "What stays?" }
because = { fr = "Rien d’autre.", en = "Nothing else." }
[[question.choice]]
text = { fr = "L’image", en = "The image" }
right = true
[[question.choice]]
text = { fr = "Le volume", en = "The volume" }
right = true
[[question.choice]]
text = { fr = "Le conteneur", en = "The container" }
why = { fr = "Supprimé.", en = "Removed." }

[[question]]
id = "steps"
kind = "order"
ask = { fr = "Dans l’ordre ?", en = "In which order?" }
because = { fr = "Ainsi.", en = "That is how." }
steps = [
    { fr = "Un", en = "One" },
    { fr = "Deux", en = "Two" },
    { fr = "Trois", en = "Three" },
]

[[question]]
id = "which-command"
kind = "text"
ask = { fr = "Laquelle ?", en = "Which one?" }
because = { fr = "`-a` : tous.", en = "`-a` is all." }
accept = ["docker ps -a", "docker ps  --ALL"]
[[question.slip]]
text = "docker ps"
why = { fr = "Sans les arrêtés.", en = "Without those that stopped." }
"#;

/// What the build says to a course with this quiz, without the folder it is in.
fn problem(quiz: &str) -> String {
    let small = Small::new("# P\n\n{{#quiz it}}\n");
    small.write("quizzes/it.toml", quiz);
    let problem = small.problem();
    problem.split_once("quizzes/it.toml: ").expect("the file is named").1.to_owned()
}

/// The problem of a quiz in which something was replaced.
fn mistake(right: &str, wrong: &str) -> String {
    assert!(QUIZ.contains(right), "{right}");
    problem(&QUIZ.replacen(right, wrong, 1))
}

#[test]
fn a_quiz_without_mistakes_is_shown_once_and_listed() {
    let small = Small::new("# P\n\n{{#quiz it}}\n\nAfter.\n");
    small.write("quizzes/it.toml", QUIZ);
    let page = small.page();
    assert!(page.contains("<section class=\"quiz\" id=\"quiz-it\" data-quiz=\"it\""), "{page}");
    assert!(page.contains("<p>After.</p>"), "{page}");
    let index = std::fs::read_to_string(small.0.path().join("out/fr/exercises.json")).unwrap();
    let index: serde_json::Value = serde_json::from_str(&index).unwrap();
    let questions = ["second-run", "what-stays", "steps", "which-command"];
    assert_eq!(index["quizzes"]["page.html"], serde_json::json!([{ "name": "it", "questions": questions }]));
    assert_eq!(index["pages"], serde_json::json!({}));
}

#[test]
fn a_directive_names_a_quiz_that_no_page_has_yet() {
    let small = Small::new("# P\n\n{{#quiz at}}\n");
    small.write("quizzes/it.toml", QUIZ);
    let unknown = small.problem();
    assert!(
        unknown.contains(
            "page page.md: there is no quiz `at`: correct the name, or add it to quizzes/ (quizzes found: it)"
        ),
        "{unknown}"
    );
    let small = Small::new("{{#quiz it}}\n\n{{#quiz it}}\n");
    small.write("quizzes/it.toml", QUIZ);
    let twice = small.problem();
    assert!(twice.contains("page page.md: quiz `it` is already shown by page.html: keep one"), "{twice}");
    let small = Small::new("# P\n");
    small.write("quizzes/It.toml", QUIZ);
    let named = small.problem();
    assert!(named.contains("quizzes/It.toml: no name of a quiz: use lower-case letters"), "{named}");
}

#[test]
fn each_mistake_is_told_with_its_question_and_remedy() {
    for (right, wrong, told) in [
        (QUIZ, "", "it asks nothing: add a `[[question]]`"),
        ("id = \"steps\"", "id = \"The steps\"", "question `The steps`: `id`: use lower-case letters"),
        (
            "id = \"steps\"",
            "id = \"second-run\"",
            "question `second-run`: `id` is that of a question above: give this one another",
        ),
        ("Que reste-t-il ?", " ", "question `what-stays`: `ask` is empty in `fr`: write it"),
        ("That is how.", "One.\\n\\nTwo.", "question `steps`: `because` in `en` is a list, a title,"),
        ("Another one", "- another", "question `second-run`, choice 1: `text` in `en` is a list, a title,"),
        (
            "right = true\n",
            "why = { fr = \"a\", en = \"b\" }\n",
            "question `second-run`: no choice is right: add `right = true` to one",
        ),
        (
            "why = { fr = \"Ça, c’est `start`.\", en = \"That is `start`.\" }",
            "right = true",
            "question `second-run`: 2 choices are right: keep one, or write `kind = \"several\"`",
        ),
        (
            "why = { fr = \"Supprimé.\", en = \"Removed.\" }",
            "right = true",
            "question `what-stays`: no choice is wrong: add one, with its `why`",
        ),
        (
            "why = { fr = \"Supprimé.\", en = \"Removed.\" }",
            "",
            "question `what-stays`, choice 3: no `why`: say why it is wrong, `why = { fr = \"…\", en = \"…\" }`, or",
        ),
        (
            "right = true\n",
            "right = true\nwhy = { fr = \"a\", en = \"b\" }\n",
            "question `second-run`, choice 1: it is right and has a `why`: say that in `because` instead",
        ),
        ("The volume", "the  image", "question `what-stays`: choices 1 and 2 read alike in `en`: change one"),
        ("Deux", "Un", "question `steps`: steps 1 and 2 read alike in `fr`: change one"),
        ("    { fr = \"Deux\", en = \"Two\" },\n", "", "question `steps`: 2 `steps`: write 3 to 6 of them"),
        ("en = \"Three\"", "en = \"\"", "question `steps`, step 3: `steps` is empty in `en`: write it"),
        (
            "[\"docker ps -a\", \"docker ps  --ALL\"]",
            "[]",
            "question `which-command`: no `accept`: list the right answers",
        ),
        ("\"docker ps -a\"", "\" \"", "question `which-command`: `accept` has an empty answer"),
        (
            "text = \"docker ps\"",
            "text = \"Docker  ps -A\"",
            "question `which-command`: `slip`: `docker ps -a` stands above already (capitals and spaces do not matter)",
        ),
        (
            "Sans les arrêtés.",
            "",
            "question `which-command`, slip `docker ps`: `why` is empty in `fr`: write it",
        ),
        (
            "kind = \"text\"",
            "kind = \"order\"",
            "question `which-command`: `accept`: kind `order` has `steps` instead: take it out, or change `kind`",
        ),
    ] {
        let said = mistake(right, wrong);
        assert!(said.contains(told), "{wrong}: {said}");
    }
    let long = mistake("docker ps -a", &"a".repeat(201));
    assert!(long.contains("`accept`: an answer is 200 characters at most: shorten it"), "{long}");
}

#[test]
fn keys_are_read_strictly_and_named_with_their_line() {
    for (right, wrong, told) in [
        ("because", "why", "unknown field `why`, expected one of `id`, `kind`, `ask`, `because`"),
        ("kind = \"one\"", "kind = \"ones\"", "unknown variant `ones`, expected one of `one`, `several`,"),
        ("right = true", "correct = true", "unknown field `correct`"),
        (", en = \"What stays?\"", "", "missing field `en`"),
    ] {
        let said = mistake(right, wrong);
        assert!(said.contains(told) && said.contains("TOML parse error at line"), "{wrong}: {said}");
    }
}

#[test]
fn an_author_is_told_everything_at_once() {
    let small = Small::new("# P\n");
    small.write("quizzes/one.toml", &QUIZ.replace("Que reste-t-il ?", "").replace("What stays?", ""));
    small.write("quizzes/two.toml", "");
    let problem = small.problem();
    assert_eq!(problem.lines().filter(|line| line.contains("`ask` is empty")).count(), 2, "{problem}");
    assert!(problem.contains("quizzes/two.toml: it asks nothing"), "{problem}");
}
