//! `exercise.toml`: keys in, checked goals out.

use toml::de::DeTable;

use crate::order::{After, circle};
use crate::section::{Section, Source, quoted};
use crate::{ContainerMatcher, Fact, Goal, ImageMatcher, Localized, Presence, PushMatcher, RegistryMatcher};

/// The only format there is; a later one may read this one differently.
const FORMAT: u32 = 1;

/// What a goal can be about.
const KINDS: [&str; 5] = ["container", "image", "searched", "pulled", "pushed"];

/// What a manifest says.
pub(crate) struct Manifest {
    pub(crate) minutes: u32,
    pub(crate) points: u32,
    pub(crate) needs: Vec<String>,
    /// The line that says so, as what is needed can be judged only beside the other exercises.
    pub(crate) needs_line: Option<usize>,
    pub(crate) images: Vec<String>,
    pub(crate) title: Localized,
    pub(crate) goals: Vec<Goal>,
}

/// Reads a manifest as far as it can be read. Every problem is noted; what comes back is whole only if
/// there was none.
pub(crate) fn read(source: &Source<'_>) -> Option<Manifest> {
    let (document, errors) = DeTable::parse_recoverable(source.text);
    for error in &errors {
        let line = error.span().map(|span| source.line(span));
        source.problem(line, None, format!("not TOML: {}; correct it", error.message().replace('\n', ", ")));
    }
    if !errors.is_empty() {
        return None;
    }
    let mut top = Section::top(source, document.get_ref());
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
    let minutes = top.required("minutes");
    let points = top.required("points");
    let (needs, needs_line) = (top.optional("needs").unwrap_or_default(), top.line("needs"));
    let images = top.optional("images").unwrap_or_default();
    let title = match top.section("title") {
        Some(mut title) => {
            let texts = localized(&mut title);
            title.finish();
            texts
        }
        None if top.has("title") => None,
        None => {
            top.problem("title", "missing: add `[title]` with `fr` and `en`");
            None
        }
    };
    let goals = goals(&mut top);
    top.finish();
    Some(Manifest {
        minutes: minutes?,
        points: points?,
        needs,
        needs_line,
        images,
        title: title?,
        goals: goals?,
    })
}

/// The keys `fr` and `en` of a table.
fn localized(section: &mut Section<'_>) -> Option<Localized> {
    let (fr, en) = (section.required("fr"), section.required("en"));
    Some(Localized { fr: fr?, en: en? })
}

fn goals(top: &mut Section<'_>) -> Option<Vec<Goal>> {
    let mut sections = top.sections("goal");
    let ids: Vec<Option<String>> = sections.iter_mut().map(|section| section.required("id")).collect();
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
    let fact = fact(&mut section);
    section.finish();
    let id = id?;
    let after = after.get(&id).cloned().unwrap_or_default();
    Some(Goal { id, title: title?, after, fact: fact? })
}

/// What the goal asks about: exactly one thing.
fn fact(goal: &mut Section<'_>) -> Option<Fact> {
    let absent = goal.optional::<bool>("absent").unwrap_or(false);
    let ever = goal.optional::<bool>("ever").unwrap_or(false);
    let presence = if absent { Presence::Absent } else { Presence::Present };
    if ever && absent {
        goal.problem("ever", "contradicts `absent`: what once was there can never not have been; keep one");
    }
    if ever && !goal.has("container") {
        goal.problem("ever", "is for containers only: take it out");
    }
    if absent && ["searched", "pulled", "pushed"].iter().any(|kind| goal.has(kind)) {
        goal.problem("absent", "is for what is there, not for what has happened: take it out");
    }
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| goal.has(kind)).collect();
    match kinds[..] {
        ["container"] => {
            container(goal.section("container")?).map(|matcher| Fact::Container { matcher, presence, ever })
        }
        ["image"] => image(goal.section("image")?).map(|matcher| Fact::Image { matcher, presence }),
        ["searched"] => {
            let mut searched = goal.section("searched")?;
            let query = searched.required("query");
            searched.finish();
            Some(Fact::Registry(RegistryMatcher::Searched { query: query? }))
        }
        ["pulled"] => {
            let ImageMatcher { name } = image(goal.section("pulled")?)?;
            Some(Fact::Registry(RegistryMatcher::Pulled { name }))
        }
        ["pushed"] => {
            pushed(goal.section("pushed")?).map(|push| Fact::Registry(RegistryMatcher::Pushed(push)))
        }
        [] => {
            goal.problem_here("a goal on nothing: add `container = { … }` or `image = { … }`");
            None
        }
        _ => {
            goal.problem_here(format!(
                "a goal on several things, {}: give each its own goal",
                quoted(&kinds)
            ));
            None
        }
    }
}

fn container(mut section: Section<'_>) -> Option<ContainerMatcher> {
    let matcher = ContainerMatcher {
        name: section.optional("name"),
        image: section.optional("image"),
        state: section.optional("state"),
        tty: section.optional("tty"),
        interactive: section.optional("interactive"),
        detached: section.optional("detached"),
        exit_code: section.optional("exit_code"),
        command: section.optional("command"),
    };
    if section.is_empty() {
        section.problem_here(
            "matches any container: say which one is meant, with `name` or `image` for example",
        );
    }
    section.finish();
    Some(matcher)
}

fn image(mut section: Section<'_>) -> Option<ImageMatcher> {
    let name = section.required("name");
    section.finish();
    Some(ImageMatcher { name: name? })
}

fn pushed(mut section: Section<'_>) -> Option<PushMatcher> {
    let name = section.required("name");
    let command = section.optional("command");
    let env = section.optional("env").unwrap_or_default();
    let labels = section.optional("labels").unwrap_or_default();
    let exposes = section.optional("exposes");
    section.finish();
    Some(PushMatcher { name: name?, command, env, labels, exposes })
}

/// What ids look like: they stand in addresses, folders and HTML.
pub(crate) const NAME_RULE: &str = "use lower-case letters, digits and hyphens only, as in `run-nginx`";

/// Whether an id keeps to [`NAME_RULE`].
pub(crate) fn is_name(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
