//! The panel of an exercise, as it stands in a page before any script has run.
//!
//! The script of the server finds it by `data-exercise` and fills `.exercise-workspace`; classes and
//! attributes are the agreement between both. The task stays Markdown: mdBook renders it like the rest of
//! the page, with the same admonitions, code blocks and links. One page serves all learners: where the value of a
//! variable belongs, it has the variable's name in brackets, and the script puts the learner's value in its place.

use exercises::{Exercise, Lang, Values};

use crate::fragment::inline;
use crate::words::words;

/// Stands once in every panel, outside the task: a page that has lost one has a task that was left open.
pub(crate) const WORKSPACE: &str = r#"<div class="exercise-workspace"></div>"#;

/// The panel of `exercise`, as a piece of a Markdown page.
pub(crate) fn panel(exercise: &Exercise, lang: Lang) -> String {
    let id = escape(&exercise.id);
    let blank = placeholders(exercise);
    let title = inline(&blank.fill(exercise.title.get(lang)));
    let meta = meta(exercise, lang);
    let task = blank.fill(exercise.task.get(lang).trim());
    let answered: Vec<&str> = exercise.answered().collect();
    let goals: String = exercise
        .goals
        .iter()
        .map(|goal| {
            // What is answered in words gets a field from the script.
            let kind = if answered.contains(&goal.id.as_str()) { " data-answered" } else { "" };
            let (id, title) = (escape(&goal.id), inline(&blank.fill(goal.title.get(lang))));
            format!("<li data-goal=\"{id}\"{kind}><span class=\"goal-title\">{title}</span></li>\n")
        })
        .collect();
    let needs_script = words(lang).needs_script;
    // An HTML block of Markdown lasts until an empty line: those around the task are what makes it Markdown.
    format!(
        r#"<section class="exercise" id="exercise-{id}" data-exercise="{id}" aria-labelledby="exercise-{id}-title">
<header class="exercise-header"><h3 id="exercise-{id}-title">{title}</h3><p class="exercise-meta">{meta}</p></header>
<div class="exercise-task">

{task}

</div>
<ol class="exercise-goals">
{goals}</ol>
{WORKSPACE}
<noscript><p>{needs_script}</p></noscript>
</section>"#
    )
}

/// What stands in a page for each `{{name}}`: it reads as what it is, and nothing else of a course looks like it.
fn placeholders(exercise: &Exercise) -> Values {
    exercise.vars.keys().map(|name| (name.clone(), format!("⟦{name}⟧"))).collect()
}

/// “8 min · 10 points”, its parts never torn apart.
fn meta(exercise: &Exercise, lang: Lang) -> String {
    let Exercise { minutes, points, .. } = exercise;
    let [one, several] = words(lang).points;
    let unit = if *points == 1 { one } else { several };
    format!("{minutes}\u{a0}min · {points}\u{a0}{unit}")
}

/// Text, made safe between tags and between double quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}
