//! The panel of an exercise, as it stands in a page before any script has run.
//!
//! The script of the server finds it by `data-exercise` and fills `.exercise-workspace`; classes and
//! attributes are the agreement between both. The task stays Markdown: mdBook renders it like the rest of
//! the page, with the same admonitions, code blocks and links.

use exercises::{Exercise, Lang};
use pulldown_cmark::{Event, Tag, TagEnd, html};

use crate::directives::parser;
use crate::words::words;

/// Stands once in every panel, outside the task: a page that has lost one has a task that was left open.
pub(crate) const WORKSPACE: &str = r#"<div class="exercise-workspace"></div>"#;

/// The panel of `exercise`, as a piece of a Markdown page.
pub(crate) fn panel(exercise: &Exercise, lang: Lang) -> String {
    let id = escape(&exercise.id);
    let title = inline(exercise.title.get(lang));
    let meta = meta(exercise, lang);
    let task = exercise.task.get(lang).trim();
    let goals: String = exercise
        .goals
        .iter()
        .map(|goal| {
            let (id, title) = (escape(&goal.id), inline(goal.title.get(lang)));
            format!("<li data-goal=\"{id}\"><span class=\"goal-title\">{title}</span></li>\n")
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

/// “8 min · 10 points”, its parts never torn apart.
fn meta(exercise: &Exercise, lang: Lang) -> String {
    let Exercise { minutes, points, .. } = exercise;
    let [one, several] = words(lang).points;
    let unit = if *points == 1 { one } else { several };
    format!("{minutes}\u{a0}min · {points}\u{a0}{unit}")
}

/// One line of Markdown as HTML without a paragraph around it. HTML in it is text: `<none>` is what Docker prints.
pub(crate) fn inline(markdown: &str) -> String {
    let events = parser(markdown).filter_map(|event| match event {
        Event::Start(Tag::Paragraph | Tag::HtmlBlock) | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => {
            None
        }
        Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
        Event::SoftBreak | Event::HardBreak => Some(Event::Text(" ".into())),
        other => Some(other),
    });
    let mut output = String::new();
    html::push_html(&mut output, events);
    output.trim().replace('\n', " ")
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
