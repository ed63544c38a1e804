//! A quiz as its author writes it, in TOML; and everything that may be wrong with it.

use std::fmt;

use exercises::{Lang, Localized};
use pulldown_cmark::{Event, Tag};
use serde::Deserialize;

use super::{Choice, Kind, NAME_RULE, Question, Quiz, Slip, is_name, plain};
use crate::directives::parser;

/// How many steps can be told apart at a glance, and are worth it.
const STEPS: std::ops::RangeInclusive<usize> = 3..=6;

/// The longest answer that can be typed, in characters.
pub(crate) const LONGEST_ANSWER: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    question: Vec<Written>,
}

/// A question with the keys of every kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    kind: KindName,
    ask: Localized,
    because: Localized,
    #[serde(default)]
    choice: Vec<WrittenChoice>,
    #[serde(default)]
    steps: Vec<Localized>,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    slip: Vec<WrittenSlip>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum KindName {
    One,
    Several,
    Order,
    Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenChoice {
    text: Localized,
    #[serde(default)]
    right: bool,
    why: Option<Localized>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSlip {
    text: String,
    why: Localized,
}

/// The quiz that `text` says, or all that is wrong with it.
pub(crate) fn read(text: &str) -> Result<Quiz, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| {
        vec![format!("{}\n(every text needs `fr` and `en`)", error.to_string().trim_end())]
    })?;
    let mut problems = Problems(Vec::new());
    if file.question.is_empty() {
        problems.add("it asks nothing: add a `[[question]]`");
    }
    let ids: Vec<String> = file.question.iter().map(|question| question.id.clone()).collect();
    for (index, id) in ids.iter().enumerate() {
        if !is_name(id) {
            problems.add(format!("question `{id}`: `id`: {NAME_RULE}"));
        }
        if ids[..index].contains(id) {
            problems.add(format!("question `{id}`: `id` is that of a question above: give this one another"));
        }
    }
    let questions = file.question.into_iter().map(|written| question(written, &mut problems)).collect();
    if problems.0.is_empty() { Ok(Quiz { questions }) } else { Err(problems.0) }
}

/// Notes all that is wrong with a question; what comes back is whole only if that is nothing.
fn question(written: Written, problems: &mut Problems) -> Question {
    let Written { id, kind, ask, because, choice, steps, accept, slip } = written;
    let at = format!("question `{id}`");
    problems.text(&at, "ask", &ask);
    problems.text(&at, "because", &because);
    let keys = [
        ("choice", choice.is_empty()),
        ("steps", steps.is_empty()),
        ("accept", accept.is_empty()),
        ("slip", slip.is_empty()),
    ];
    for (key, _) in keys.iter().filter(|(key, missing)| !missing && !kind.keys().contains(key)) {
        let own = kind.keys().iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
        problems
            .add(format!("{at}: `{key}`: kind `{kind}` has {own} instead: take it out, or change `kind`"));
    }
    let kind = match kind {
        KindName::One => Kind::One(choices(&at, kind, choice, problems)),
        KindName::Several => Kind::Several(choices(&at, kind, choice, problems)),
        KindName::Order => {
            order(&at, &steps, problems);
            Kind::Order(steps)
        }
        KindName::Text => Kind::Text { slips: slips(&at, &accept, slip, problems), accept },
    };
    Question { id, ask, because, kind }
}

fn choices(at: &str, kind: KindName, written: Vec<WrittenChoice>, problems: &mut Problems) -> Vec<Choice> {
    let right = written.iter().filter(|choice| choice.right).count();
    if right == 0 {
        problems.add(format!("{at}: no choice is right: add `right = true` to one"));
    }
    if right > 1 && kind == KindName::One {
        problems.add(format!("{at}: {right} choices are right: keep one, or write `kind = \"several\"`"));
    }
    if right == written.len() && right > 0 {
        problems.add(format!("{at}: no choice is wrong: add one, with its `why`"));
    }
    problems.differ(at, "choice", written.iter().map(|choice| &choice.text));
    for (index, choice) in written.iter().enumerate() {
        let at = format!("{at}, choice {}", index + 1);
        problems.text(&at, "text", &choice.text);
        match &choice.why {
            Some(_) if choice.right => {
                problems.add(format!("{at}: it is right and has a `why`: say that in `because` instead"));
            }
            Some(why) => problems.text(&at, "why", why),
            None if !choice.right => problems.add(format!(
                "{at}: no `why`: say why it is wrong, `why = {{ fr = \"…\", en = \"…\" }}`, or add `right = true`"
            )),
            None => {}
        }
    }
    written.into_iter().map(|WrittenChoice { text, why, right: _ }| Choice { text, why }).collect()
}

fn order(at: &str, steps: &[Localized], problems: &mut Problems) {
    if !STEPS.contains(&steps.len()) {
        let (least, most) = (STEPS.start(), STEPS.end());
        problems.add(format!("{at}: {} `steps`: write {least} to {most} of them", steps.len()));
    }
    problems.differ(at, "step", steps.iter());
    for (index, step) in steps.iter().enumerate() {
        problems.text(&format!("{at}, step {}", index + 1), "steps", step);
    }
}

fn slips(at: &str, accept: &[String], written: Vec<WrittenSlip>, problems: &mut Problems) -> Vec<Slip> {
    if accept.is_empty() {
        problems.add(format!("{at}: no `accept`: list the right answers, `accept = [\"…\"]`"));
    }
    let mut taken = Vec::new();
    for (key, text) in
        accept.iter().map(|text| ("accept", text)).chain(written.iter().map(|slip| ("slip", &slip.text)))
    {
        let text = plain(text);
        if text.is_empty() {
            problems.add(format!("{at}: `{key}` has an empty answer: write it, or take it out"));
        } else if text.chars().count() > LONGEST_ANSWER {
            problems
                .add(format!("{at}: `{key}`: an answer is {LONGEST_ANSWER} characters at most: shorten it"));
        } else if taken.contains(&text) {
            problems.add(format!(
                "{at}: `{key}`: `{text}` stands above already (capitals and spaces do not matter): take it out"
            ));
        }
        taken.push(text);
    }
    for slip in &written {
        problems.text(&format!("{at}, slip `{}`", slip.text), "why", &slip.why);
    }
    written.into_iter().map(|WrittenSlip { text, why }| Slip { text, why }).collect()
}

impl KindName {
    /// The keys that only this kind has.
    fn keys(self) -> &'static [&'static str] {
        match self {
            KindName::One | KindName::Several => &["choice"],
            KindName::Order => &["steps"],
            KindName::Text => &["accept", "slip"],
        }
    }
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KindName::One => "one",
            KindName::Several => "several",
            KindName::Order => "order",
            KindName::Text => "text",
        })
    }
}

/// What is wrong, so that an author sees it all at once.
struct Problems(Vec<String>);

impl Problems {
    fn add(&mut self, problem: impl Into<String>) {
        self.0.push(problem.into());
    }

    /// A text says something, in one line of Markdown.
    fn text(&mut self, at: &str, key: &str, text: &Localized) {
        for lang in Lang::ALL {
            let text = text.get(lang);
            if text.trim().is_empty() {
                self.add(format!("{at}: `{key}` is empty in `{lang}`: write it"));
            } else if !is_inline(text) {
                self.add(format!(
                    "{at}: `{key}` in `{lang}` is a list, a title, a quotation, a code block or several paragraphs \
                     to Markdown: make it one paragraph, and put commands between backticks"
                ));
            }
        }
    }

    /// No two of these read alike: a reader could not tell which one is meant.
    fn differ<'a>(&mut self, at: &str, what: &str, texts: impl Iterator<Item = &'a Localized>) {
        let texts: Vec<_> = texts.collect();
        for lang in Lang::ALL {
            for (index, text) in texts.iter().enumerate() {
                let text = plain(text.get(lang));
                if let Some(first) = texts[..index].iter().position(|above| plain(above.get(lang)) == text) {
                    let (first, second) = (first + 1, index + 1);
                    self.add(format!(
                        "{at}: {what}s {first} and {second} read alike in `{lang}`: change one, or take it out"
                    ));
                }
            }
        }
    }
}

/// Whether Markdown is a single paragraph, or what looks like an HTML tag and is shown as text.
fn is_inline(text: &str) -> bool {
    let blocks = parser(text).filter(|event| matches!(event, Event::Start(tag) if is_block(tag)));
    let others = parser(text).any(|event| match event {
        Event::Start(tag) => is_block(&tag) && !matches!(tag, Tag::Paragraph | Tag::HtmlBlock),
        event => matches!(event, Event::Rule),
    });
    !others && blocks.count() == 1
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
    )
}
