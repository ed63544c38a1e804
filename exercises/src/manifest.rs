//! `exercise.toml`: keys in, checked goals out.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::order::{After, circle};
use crate::section::{Section, Source, quoted};
use crate::value::Text;
use crate::vars::{self, Values, Var};
use crate::{Fact, Goal, Localized, Message};

/// The only format there is; a later one may read this one differently.
const FORMAT: u32 = 1;

/// Keys of what there is to reach: a playground has none of them.
const OF_WHAT_IS_REACHED: [&str; 5] = ["minutes", "points", "goal", "hint", "solution"];

/// What a manifest says. One of a playground has no goals.
pub(crate) struct Manifest {
    pub(crate) minutes: u32,
    pub(crate) points: u32,
    pub(crate) needs: Vec<String>,
    /// The line that says so, as what is needed can be judged only beside the other exercises.
    pub(crate) needs_line: Option<usize>,
    pub(crate) images: Vec<String>,
    pub(crate) vars: BTreeMap<String, Var>,
    pub(crate) title: Localized,
    pub(crate) goals: Vec<Goal>,
    pub(crate) hints: Vec<Localized>,
    pub(crate) explanation: Option<Localized>,
}

/// Reads a manifest as far as it can be read, with the values that `draw` gives its variables. Every problem is noted; what
/// comes back is whole only if there was none.
pub(crate) fn read(
    source: &Source<'_>,
    draw: impl FnOnce(&BTreeMap<String, Var>) -> Values,
) -> Option<Manifest> {
    let (document, errors) = DeTable::parse_recoverable(source.text);
    for error in &errors {
        let line = error.span().map(|span| source.line(span));
        source.problem(line, None, format!("not TOML: {}; correct it", error.message().replace('\n', ", ")));
    }
    if !errors.is_empty() {
        return None;
    }
    let none = Values::default();
    let vars =
        Section::top(source, document.get_ref(), &none).section("vars").map(vars::read).unwrap_or_default();
    let values = draw(&vars);
    let mut top = Section::top(source, document.get_ref(), &values);
    top.has("vars");
    if !top.has("format") {
        top.problem("format", format!("missing: add `format = {FORMAT}`"));
    }
    if let Some(format) = top.optional::<u32>("format").filter(|&format| format != FORMAT) {
        top.problem(
            "format",
            format!("unknown format {format}: this version of Quai reads `format = {FORMAT}`"),
        );
        return None; // In another format every other key might mean something else.
    }
    let playground = top.optional("playground").unwrap_or(false);
    if playground {
        refuse_what_is_reached(&mut top);
    }
    let minutes = if playground { Some(0) } else { top.required("minutes") };
    let points = if playground { Some(0) } else { top.required("points") };
    let (needs, needs_line) = (top.optional("needs").unwrap_or_default(), top.line("needs"));
    let images = top.optional("images").unwrap_or_default();
    let title = match top.section("title") {
        Some(title) => whole_text(title),
        None if top.has("title") => None,
        None => {
            top.problem("title", "missing: add `[title]` with `fr` and `en`");
            None
        }
    };
    let goals = if playground { Some(Vec::new()) } else { goals(&mut top) };
    let hints = if playground { Vec::new() } else { top.optional_sections("hint") };
    let hints: Vec<Option<Localized>> = hints.into_iter().map(whole_text).collect();
    let explanation = if playground { None } else { top.section("solution").map(whole_text) };
    top.finish();
    Some(Manifest {
        minutes: minutes?,
        points: points?,
        needs,
        needs_line,
        images,
        vars,
        title: title?,
        goals: goals?,
        hints: hints.into_iter().collect::<Option<_>>()?,
        explanation: match explanation {
            Some(explanation) => Some(explanation?),
            None => None,
        },
    })
}

/// Whether a manifest says that there is nothing to reach, whatever else may be wrong with it: the files beside it are judged
/// by that.
pub(crate) fn is_playground(text: &str) -> bool {
    let (document, _) = DeTable::parse_recoverable(text);
    let says = document.get_ref().get("playground").map(|value| value.get_ref());
    matches!(says, Some(DeValue::Boolean(true)))
}

fn refuse_what_is_reached(top: &mut Section<'_>) {
    for key in OF_WHAT_IS_REACHED {
        if top.has(key) {
            top.problem(key, "a playground has nothing to reach: take it out, or `playground = true`");
        }
    }
}

/// The keys `fr` and `en` of a table.
fn localized(section: &mut Section<'_>) -> Option<Localized> {
    let (fr, en) = (section.required::<Text>("fr"), section.required::<Text>("en"));
    Some(Localized { fr: fr?.0, en: en?.0 })
}

/// A table that holds nothing else.
fn whole_text(mut section: Section<'_>) -> Option<Localized> {
    let text = localized(&mut section);
    section.finish();
    text
}

fn goals(top: &mut Section<'_>) -> Option<Vec<Goal>> {
    let mut sections = top.sections("goal");
    let ids: Vec<Option<String>> =
        sections.iter_mut().map(|section| section.required("id").map(|Text(id)| id)).collect();
    let mut after = After::new();
    for (index, section) in sections.iter_mut().enumerate() {
        let Some(id) = &ids[index] else { continue };
        if !is_name(id) {
            section.problem("id", format!("`{id}`: {NAME_RULE}"));
        }
        if ids[..index].contains(&ids[index]) {
            section.problem("id", format!("`{id}` is the id of a goal above: give this one another"));
        }
        let before: Vec<String> = section.optional("after").unwrap_or_default();
        for other in before.iter().filter(|&other| !ids.contains(&Some(other.clone()))) {
            let mut known: Vec<&str> = ids.iter().flatten().map(String::as_str).collect();
            known.dedup();
            section.problem("after", format!("there is no goal `{other}`: use one of {}", quoted(&known)));
        }
        after.insert(id.clone(), before);
    }
    if let Some(circle) = circle(&after) {
        top.problem("goal", format!("`after` goes in a circle, {}: take one link out", circle.join(" → ")));
    }
    // All goals are read before any is given up, so that each one's problems are noted.
    let goals: Vec<Option<Goal>> =
        std::iter::zip(sections, ids).map(|(section, id)| goal(section, id, &after)).collect();
    goals.into_iter().collect()
}

/// The rest of a goal, whose `id` and `after` have been read.
fn goal(mut section: Section<'_>, id: Option<String>, after: &After) -> Option<Goal> {
    section.has("after");
    let title = localized(&mut section);
    let name = id.clone().unwrap_or_default();
    let fact = Fact::read(&mut section, &name);
    let messages: Vec<Option<Message>> =
        section.optional_sections("message").into_iter().map(|it| message(it, &name)).collect();
    section.finish();
    let id = id?;
    let after = after.get(&id).cloned().unwrap_or_default();
    let messages = messages.into_iter().collect::<Option<_>>()?;
    Some(Goal { id, title: title?, after, fact: fact?, messages })
}

/// What to say about a misconception.
fn message(mut section: Section<'_>, goal: &str) -> Option<Message> {
    let text = localized(&mut section);
    let when = match section.section("when") {
        Some(mut when) => {
            let fact = Fact::read(&mut when, goal);
            when.finish();
            fact
        }
        None => {
            if !section.has("when") {
                section.problem(
                    "when",
                    "missing: add what shows the misconception, `when = { container = { … } }`",
                );
            }
            None
        }
    };
    section.finish();
    Some(Message { when: when?, text: text? })
}

/// What ids look like: they stand in addresses, folders and HTML.
pub(crate) const NAME_RULE: &str = "use lower-case letters, digits and hyphens only, as in `run-nginx`";

/// Whether an id keeps to [`NAME_RULE`].
pub(crate) fn is_name(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
