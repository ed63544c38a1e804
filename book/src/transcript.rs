//! Console blocks: what is typed, and what comes of it.
//!
//! They are true: `quai verify` types each of them into a fresh sandbox and compares. A block that cannot be played says why
//! in its first line, ` ```console elsewhere=install `, and to its readers too.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use exercises::Lang;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::directives::{line_of, parser};
use crate::edits::Edit;
use crate::front::{Front, split};
use crate::sources::collect;
use crate::words::words;

/// Stands for anything within a line; alone on a line, for any lines.
const ELISION: &str = "[..]";

/// Why a block is not played.
const REASONS: [&str; 5] = ["install", "internet", "cluster", "desktop", "limits"];

/// The console blocks of a page, which follow each other in one terminal.
#[derive(Debug)]
pub struct Transcript {
    /// The page, from the folder of its language.
    pub page: PathBuf,
    /// Images that are in the engine before.
    pub images: Vec<String>,
    /// What is typed, in order.
    pub plays: Vec<Play>,
}

impl Transcript {
    /// Whether the other one is of the same page, in another language, and shows the same: their texts may put it on other lines.
    #[must_use]
    pub fn plays_the_same(&self, other: &Transcript) -> bool {
        fn shown(transcript: &Transcript) -> impl Iterator<Item = (&String, &Vec<String>, bool)> {
            transcript.plays.iter().map(|play| (&play.typed, &play.expected, play.interrupted))
        }
        self.page == other.page && self.images == other.images && shown(self).eq(shown(other))
    }
}

/// One command, and what comes of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Play {
    /// Its line in the page.
    pub line: usize,
    /// What is typed, several lines where a command goes on.
    pub typed: String,
    /// The lines that come, with elisions.
    pub expected: Vec<String>,
    /// Whether Ctrl+C ends it, once that has come.
    pub interrupted: bool,
}

/// The transcripts of all pages of one language that have any, in the order of their names.
///
/// # Errors
/// A page that cannot be read, or a block that cannot be understood; each names page, line and remedy.
pub fn transcripts(course: &Path, lang: Lang) -> Result<Vec<Transcript>> {
    let root = course.join(lang.code());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut found = Vec::new();
    for file in files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "md")) {
        let page = file.strip_prefix(&root).expect("collected below it").to_owned();
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let (Front { images, .. }, plays) =
            plays(&text).with_context(|| format!("{lang}/{}", page.display()))?;
        if !plays.is_empty() {
            found.push(Transcript { page, images, plays });
        }
    }
    Ok(found)
}

/// The front matter of a page, and what is played of it.
fn plays(page: &str) -> Result<(Front, Vec<Play>)> {
    let (front, markdown) = split(page)?;
    let above = line_of(page, page.len() - markdown.len()) - 1;
    let mut plays = Vec::new();
    let mut block: Option<(usize, String)> = None;
    for (event, range) in parser(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "console" => {
                block = Some((above + line_of(markdown, range.start) + 1, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, lines)) = &mut block {
                    lines.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((line, lines)) = block.take() {
                    read(line, &lines, &mut plays)?;
                }
            }
            _ => {}
        }
    }
    Ok((front, plays))
}

/// Reads a block whose first line is line `first` of its page.
fn read(first: usize, block: &str, plays: &mut Vec<Play>) -> Result<()> {
    let before = plays.len();
    for (line, text) in (first..).zip(block.lines()) {
        let play = plays[before..].last_mut();
        match (typed(text), text.strip_prefix("> "), play) {
            (Some(typed), ..) => {
                plays.push(Play { line, typed: typed.to_owned(), expected: Vec::new(), interrupted: false });
            }
            (None, Some(more), Some(play)) if play.expected.is_empty() => {
                play.typed += "\n";
                play.typed += more;
            }
            (None, _, Some(play)) if text == "^C" => play.interrupted = true,
            (None, _, Some(play)) => play.expected.push(text.to_owned()),
            (None, _, None) => {
                bail!("line {line}: `{text}` comes of nothing: a console block begins with a prompt, `$ `")
            }
        }
    }
    Ok(())
}

/// What is typed after a prompt, the learner's or that of root in a container.
fn typed(line: &str) -> Option<&str> {
    line.strip_prefix("$ ").or_else(|| {
        let (prompt, typed) = line.split_once("# ")?;
        (!prompt.is_empty() && prompt.contains(['@', '/']) && !prompt.contains(' ')).then_some(typed)
    })
}

/// Whether what came is as it was expected: where columns are wider or narrower, they are the same.
#[must_use]
pub fn alike(came: &[&str], expected: &[&str]) -> bool {
    match (came, expected) {
        ([], []) => true,
        (_, [first, rest @ ..]) if first.trim() == ELISION => {
            (0..=came.len()).any(|skipped| alike(&came[skipped..], rest))
        }
        ([line, came @ ..], [first, rest @ ..]) => alike_line(line, first) && alike(came, rest),
        _ => false,
    }
}

fn alike_line(line: &str, expected: &str) -> bool {
    // Columns are as wide as what stands in them.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (line, expected) = (words(line), words(expected));
    let mut parts = expected.split(ELISION);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

/// The blocks of `markdown` that are not played, each followed by the reason.
pub(crate) fn elsewhere(markdown: &str, lang: Lang) -> Result<Vec<Edit>> {
    let mut edits = Vec::new();
    for (event, range) in parser(markdown).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else { continue };
        let Some(rest) = info.strip_prefix("console ") else { continue };
        let at = line_of(markdown, range.start);
        let reason = rest.trim().strip_prefix("elsewhere=").unwrap_or_default();
        ensure!(
            REASONS.contains(&reason),
            "line {at}: `{info}`: write `console`, or `console elsewhere=REASON` with one of {}",
            REASONS.join(", ")
        );
        let said = words(lang).elsewhere.iter().find(|(of, _)| *of == reason);
        let (_, said) = said.expect("there are words for each reason");
        let source = &markdown[range.clone()];
        let block = source.replacen(&*info, "console", 1);
        edits.push((range, format!("{}\n<p class=\"elsewhere\">{said}</p>\n", block.trim_end())));
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "+++\nimages = [\"debian\"]\n+++\n# T\n\n```console\n$ docker run -it debian bash\nroot@[..]:/# ls \\\n> /srv\nroot@[..]:/# exit\nexit\n```\n\n```console\n$ docker logs -f a\none\n^C\n```\n\n```console elsewhere=install\n$ never\n```\n";

    #[test]
    fn a_page_is_played_in_order() {
        let (front, plays) = plays(PAGE).unwrap();
        assert_eq!(front.images, ["debian"]);
        let short: Vec<_> =
            plays.iter().map(|p| (p.line, &*p.typed, p.expected.join("|"), p.interrupted)).collect();
        assert_eq!(
            short,
            [
                (7, "docker run -it debian bash", String::new(), false),
                (8, "ls \\\n/srv", String::new(), false),
                (10, "exit", "exit".to_owned(), false),
                (15, "docker logs -f a", "one".to_owned(), true),
            ]
        );
    }

    #[test]
    fn a_page_that_shows_the_same_elsewhere_need_not_be_played_again() {
        let transcript = |page: &str| Transcript {
            page: "a.md".into(),
            images: Vec::new(),
            plays: plays(page).unwrap().1,
        };
        let english = transcript(&PAGE.replace("# T", "# T\n\nA page."));
        assert!(transcript(PAGE).plays_the_same(&english));
        assert!(!transcript(&PAGE.replace("one", "un")).plays_the_same(&english));
    }

    #[test]
    fn output_without_a_command_is_told() {
        let told = plays("# T\n\n```console\nwhat\n```\n").unwrap_err().to_string();
        assert!(told.starts_with("line 4: `what` comes of nothing"), "{told}");
    }

    #[test]
    fn a_block_that_is_not_played_says_why() {
        let (_, markdown) = split(PAGE).unwrap();
        let edited = crate::edits::apply(markdown, elsewhere(markdown, Lang::En).unwrap());
        assert!(edited.contains("```console\n$ never\n```\n<p class=\"elsewhere\">"), "{edited}");
        let told = elsewhere("```console elsewhere=moon\n```\n", Lang::En).unwrap_err().to_string();
        assert!(told.contains("with one of install, internet"), "{told}");
    }

    #[test]
    fn every_reason_has_its_words() {
        for lang in Lang::ALL {
            let known: Vec<_> = words(lang).elsewhere.iter().map(|(reason, _)| *reason).collect();
            assert_eq!(known, REASONS, "{lang}");
        }
    }

    #[test]
    fn elisions_stand_for_anything_and_nothing_else_does() {
        for (line, expected) in [
            ("a b", "a b"),
            ("a   b", "a b"),
            ("sha256:0123: Pulling", "sha256:[..]: Pulling"),
            ("one two three", "[..] two [..]"),
            ("x", "[..]"),
        ] {
            assert!(alike_line(line, expected), "{line}");
        }
        for (line, expected) in [("a b", "a"), ("a", "a b"), ("one three", "[..] two [..]"), ("ab", "b[..]")]
        {
            assert!(!alike_line(line, expected), "{line}");
        }
        assert!(alike(&["a", "b", "c"], &["a", "[..]", "c"]));
        assert!(alike(&["a", "c"], &["a", "[..]", "c"]));
        assert!(!alike(&["a", "c", "d"], &["a", "[..]", "c"]));
    }
}
