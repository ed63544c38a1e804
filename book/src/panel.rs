//! The panel of an exercise, as it stands in a page before any script has run.
//!
//! The script of the server finds it by `data-exercise` and fills `.exercise-workspace`; classes and
//! attributes are the agreement between both. The task stays Markdown: mdBook renders it like the rest of
//! the page, with the same admonitions, code blocks and links. One page serves all learners: where the value of a
//! variable belongs, it has the variable's name in brackets, and the script puts the learner's value in its place.
//! A playground has nothing to reach, hence no list of goals: by that the script knows it.

use exercises::{Exercise, Lang, Values};

use crate::fragment::inline;
use crate::words::{Words, words};

/// Stands once in every panel, outside the task: a page that has lost one has a task that was left open.
pub(crate) const WORKSPACE: &str = r#"<div class="exercise-workspace"></div>"#;

/// The panel of `exercise`, as a piece of a Markdown page.
pub(crate) fn panel(exercise: &Exercise, lang: Lang) -> String {
    let id = escape(&exercise.id);
    let blank = placeholders(exercise);
    let title = inline(&blank.fill(exercise.title.get(lang)));
    let task = blank.fill(exercise.task.get(lang).trim());
    let Words { playground, needs_script: [exercise_needs_script, playground_needs_script], .. } =
        words(lang);
    let (meta, goals, needs_script) = if exercise.is_playground() {
        ((*playground).to_owned(), String::new(), playground_needs_script)
    } else {
        (meta(exercise, lang), goals(exercise, &blank, lang), exercise_needs_script)
    };
    // An HTML block of Markdown lasts until an empty line: those around the task are what makes it Markdown.
    format!(
        r#"<section class="exercise" id="exercise-{id}" data-exercise="{id}" aria-labelledby="exercise-{id}-title">
<header class="exercise-header"><h3 id="exercise-{id}-title">{title}</h3><p class="exercise-meta">{meta}</p></header>
<div class="exercise-task">

{task}

</div>
{goals}{WORKSPACE}
<noscript><p>{needs_script}</p></noscript>
</section>"#
    )
}

/// The list of what is to be reached.
fn goals(exercise: &Exercise, blank: &Values, lang: Lang) -> String {
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
    format!("<ol class=\"exercise-goals\">\n{goals}</ol>\n")
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
