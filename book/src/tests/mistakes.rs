//! Each mistake of an author ends the build with its page and its remedy.

use super::Small;

#[test]
fn a_course_without_mistakes_builds() {
    let page = Small::new("# P\n\n{{#diagram dots}}\n\n{{#exercise run-nginx}}\n").page();
    assert!(page.contains("<figcaption><strong>Points</strong> Un.</figcaption>"), "{page}");
    assert!(page.contains("<g class=\"icon\"><circle r=\"1\" /></g>"), "{page}");
}

#[test]
fn an_unknown_name_names_page_and_remedy() {
    let problem = Small::new("# P\n\n{{#exercise run-ngnix}}\n").problem();
    assert!(
        problem.contains("page page.md: there is no exercise `run-ngnix`: correct the name"),
        "{problem}"
    );
    assert!(problem.contains("run-nginx"), "it lists those that exist: {problem}");
    let problem = Small::new("# P\n\n{{#diagram dot}}\n").problem();
    assert!(problem.contains("page page.md: there is no picture `dot`: correct the name"), "{problem}");
    let problem = Small::new("# P\n\nSee {{#diagram dots}}.\n").problem();
    assert!(problem.contains("page page.md: line 3: `{{#` inside a text"), "{problem}");
}

#[test]
fn an_exercise_is_shown_once() {
    let problem = Small::new("{{#exercise run-nginx}}\n\n{{#exercise run-nginx}}\n").problem();
    assert!(
        problem.contains("page page.md: exercise `run-nginx` is already shown by page.html"),
        "{problem}"
    );
}

#[test]
fn what_mdbook_warns_about_is_an_error() {
    let problem = Small::new("# P\n\n<div>\n\nnever closed\n").problem();
    assert!(
        problem.contains("mdBook warns") && problem.contains("unclosed HTML tag `<div>` found in `page.md`"),
        "{problem}"
    );
}

#[test]
fn a_page_must_exist_in_both_languages() {
    let small = Small::new("# P\n");
    std::fs::remove_file(small.0.path().join("en/page.md")).unwrap();
    assert!(
        small.problem().contains("page page.md: en/page.md does not exist: write it too"),
        "{}",
        small.problem()
    );
    let small = Small::new("# P\n");
    std::fs::remove_file(small.0.path().join("fr/page.md")).unwrap();
    let problem = small.problem();
    assert!(
        problem.contains("fr/SUMMARY.md: each page it names must exist") && problem.contains("page.md"),
        "{problem}"
    );
}

#[test]
fn a_picture_needs_drawing_and_words() {
    let small = Small::new("# P\n");
    small.write("diagrams/alone.svg", "<svg/>");
    assert!(
        small.problem().contains("diagrams/alone.svg has no words: add diagrams/alone.toml"),
        "{}",
        small.problem()
    );
    let small = Small::new("# P\n");
    small.write("diagrams/dots.svg", "<svg role=\"img\"><title>t</title><desc>d</desc>{{icon dash}}</svg>");
    assert!(small.problem().contains("diagrams/dots: the .svg uses icon `dash`"), "{}", small.problem());
}
