//! A playground in a page: a panel without anything to reach, on a page that nobody has to finish.

use std::fs;
use std::path::Path;

use exercises::{Exercise, Lang};
use serde::Deserialize;

use super::{Small, catalogue, course};
use crate::panel::panel;

fn playground() -> Exercise {
    catalogue().get("playground").unwrap().clone()
}

#[test]
fn its_panel_has_neither_goals_nor_points() {
    let mut free = playground();
    free.title.fr = "Essayer".into();
    free.task.fr = "Tapez `docker ps`.\n".into();
    assert_eq!(
        panel(&free, Lang::Fr).replace('\u{a0}', " "),
        r#"<section class="exercise" id="exercise-playground" data-exercise="playground" aria-labelledby="exercise-playground-title">
<header class="exercise-header"><h3 id="exercise-playground-title">Essayer</h3><p class="exercise-meta">Bac à sable libre</p></header>
<div class="exercise-task">

Tapez `docker ps`.

</div>
<div class="exercise-workspace"></div>
<noscript><p>Ce bac à sable libre est un terminal : activez JavaScript pour l’ouvrir.</p></noscript>
</section>"#
    );
    assert!(panel(&free, Lang::En).contains("<p class=\"exercise-meta\">Playground</p>"));
}

/// A course whose page has a part, as pages that tell their time have.
fn in_a_part(page: &str) -> Small {
    let small = Small::new(page);
    small.write("fr/SUMMARY.md", "# S\n\n# Part\n\n- [Page](page.md)\n");
    small
}

#[test]
fn its_page_takes_no_time_of_practice_and_waits_for_no_tick() {
    let small = in_a_part("# P\n\n{{#exercise playground}}\n");
    let page = small.page();
    assert!(page.contains("data-exercise=\"playground\"") && !page.contains("page-time"), "{page}");
    let index = index_of(&small);
    assert_eq!(index["pages"], serde_json::json!({}));
    assert_eq!(index["homes"]["playground"]["page"], "page.html", "a sandbox of it leads back");

    let beside = in_a_part("# P\n\n{{#exercise playground}}\n\n{{#exercise run-nginx}}\n");
    assert!(beside.page().contains("1\u{a0}exercice, 8\u{a0}min"));
    assert_eq!(index_of(&beside)["pages"], serde_json::json!({ "page.html": ["run-nginx"] }));
}

fn index_of(small: &Small) -> serde_json::Value {
    let index = fs::read_to_string(small.0.path().join("out/fr/exercises.json")).unwrap();
    serde_json::from_str(&index).unwrap()
}

#[test]
fn it_is_shown_once_as_exercises_are() {
    let problem = Small::new("{{#exercise playground}}\n\n{{#exercise playground}}\n").problem();
    assert!(problem.contains("exercise `playground` is already shown by page.html"), "{problem}");
}

/// What an image of the course says of itself, as far as readers are told.
#[derive(Deserialize)]
struct Card {
    name: String,
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    tags: Vec<String>,
}

#[test]
fn its_page_names_every_image_of_the_course_with_its_tags() {
    let catalog = course().join("../images/catalog");
    let cards = fs::read_dir(catalog).unwrap().map(|entry| entry.unwrap().path().join("image.toml"));
    let cards: Vec<Card> = cards.map(|card| toml::from_str(&read(&card)).unwrap()).collect();
    assert!(cards.len() > 5);
    for lang in Lang::ALL {
        let page = read(&course().join(lang.code()).join("appendix/playground.md"));
        let rows: Vec<[&str; 2]> = page.lines().filter_map(row).collect();
        for Card { name, variant } in &cards {
            for (index, Variant { tags }) in variant.iter().enumerate() {
                // A second version stands below the first, whose row has the name.
                let named = if index == 0 { format!("`{name}`") } else { String::new() };
                let tagged = tags.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ");
                assert!(rows.contains(&[&named, &tagged]), "{lang}: no row of `{name}` with {tagged}");
            }
        }
    }
}

/// The first two cells of a row of a table.
fn row(line: &str) -> Option<[&str; 2]> {
    let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
    Some([cells.next()?, cells.next()?])
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
