//! Instructions of a Dockerfile, taken apart.

use std::fmt;

use parse_dockerfile::{Command, HealthcheckArguments, Instruction, JsonOrStringArray, Source};
use serde::Serialize;

/// An instruction, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its keyword, in capitals.
    pub keyword: String,
    /// Its options: `--from=build`.
    pub flags: Vec<String>,
    /// Its words.
    pub words: Vec<String>,
    /// Whether its words are a list: `CMD ["a", "b"]`.
    pub list: bool,
    /// Where it stands, counted from 1; 0 for one that is asked for.
    #[serde(skip)]
    pub number: usize,
}

impl Line {
    /// An instruction as an author writes it; the beginning is enough.
    pub(super) fn asked(text: &str) -> Line {
        let (keyword, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let list = rest.trim_start().starts_with('[');
        let words: Vec<String> = if list {
            let inner = rest.trim().trim_start_matches('[').trim_end_matches(']');
            inner.split(',').map(|word| word.trim().trim_matches('"').to_owned()).collect()
        } else {
            rest.split_whitespace().map(unquoted).collect()
        };
        let (flags, words) = words.into_iter().partition(|word| !list && word.starts_with("--"));
        Line { keyword: keyword.to_uppercase(), flags, words, list, number: 0 }
    }

    /// Whether this is what another one asks for.
    pub(super) fn is(&self, asked: &Line) -> bool {
        let flags = asked.flags.iter().all(|flag| self.flags.contains(flag));
        let form = !asked.list || self.list;
        let words = match self.keyword.as_str() {
            "RUN" => {
                asked.words.is_empty() || self.words.windows(asked.words.len()).any(|it| it == asked.words)
            }
            // Several of these may stand in one instruction.
            "ENV" | "LABEL" | "EXPOSE" | "VOLUME" => asked.words.iter().all(|word| self.words.contains(word)),
            _ => self.words.starts_with(&asked.words),
        };
        self.keyword == asked.keyword && flags && form && words
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.keyword)?;
        self.flags.iter().try_for_each(|flag| write!(f, " {flag}"))?;
        if self.list {
            let words: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
            return write!(f, " [{}]", words.join(", "));
        }
        self.words.iter().try_for_each(|word| write!(f, " {word}"))
    }
}

/// Quotes around a value, or a part of it, make no difference.
fn unquoted(word: &str) -> String {
    word.replace(['"', '\''], "")
}

/// The instructions of a Dockerfile; else the line where it is not one.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, usize> {
    let parsed = parse_dockerfile::parse(text).map_err(|error| error.line())?;
    Ok(parsed.instructions.iter().map(|instruction| line(instruction, text)).collect())
}

fn line(instruction: &Instruction<'_>, text: &str) -> Line {
    let plain = |value: &str| value.split_whitespace().map(unquoted).collect::<Vec<String>>();
    let command = |command: &Command<'_>| match command {
        Command::Exec(words) => (words.value.iter().map(|word| word.value.to_string()).collect(), true),
        // Lines that go on have a backslash at their end.
        Command::Shell(words) => {
            (words.value.replace("\\\n", " ").split_whitespace().map(str::to_owned).collect(), false)
        }
        _ => (Vec::new(), false),
    };
    let source = |source: &Source<'_>| match source {
        Source::Path(path) => path.value.to_string(),
        _ => "<<".to_owned(),
    };
    macro_rules! flags {
        ($flags:expr) => {
            $flags
                .iter()
                .map(|flag| match &flag.value {
                    Some(value) => format!("--{}={}", flag.name.value, value.value),
                    None => format!("--{}", flag.name.value),
                })
                .collect::<Vec<String>>()
        };
    }
    let (keyword, span, flags, (words, list)) = match instruction {
        Instruction::Add(it) => {
            let words = it.src.iter().map(source).chain([it.dest.value.to_string()]).collect();
            ("ADD", &it.add.span, flags!(it.options), (words, false))
        }
        Instruction::Copy(it) => {
            let words = it.src.iter().map(source).chain([it.dest.value.to_string()]).collect();
            ("COPY", &it.copy.span, flags!(it.options), (words, false))
        }
        Instruction::Arg(it) => ("ARG", &it.arg.span, Vec::new(), (plain(&it.arguments.value), false)),
        Instruction::Cmd(it) => ("CMD", &it.cmd.span, Vec::new(), command(&it.arguments)),
        Instruction::Entrypoint(it) => {
            ("ENTRYPOINT", &it.entrypoint.span, Vec::new(), command(&it.arguments))
        }
        Instruction::Env(it) => ("ENV", &it.env.span, Vec::new(), (pairs(&it.arguments.value), false)),
        Instruction::Label(it) => ("LABEL", &it.label.span, Vec::new(), (pairs(&it.arguments.value), false)),
        Instruction::Expose(it) => {
            let words = it.arguments.iter().map(|port| port.value.to_string()).collect();
            ("EXPOSE", &it.expose.span, Vec::new(), (words, false))
        }
        Instruction::From(it) => {
            let name = it.as_.iter().flat_map(|(_, name)| ["AS".to_owned(), name.value.to_string()]);
            let words = [it.image.value.to_string()].into_iter().chain(name).collect();
            ("FROM", &it.from.span, flags!(it.options), (words, false))
        }
        Instruction::Healthcheck(it) => {
            let (mut words, list) = match &it.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => command(arguments),
                _ => (Vec::new(), false),
            };
            let what = if words.is_empty() { "NONE" } else { "CMD" };
            words.insert(0, what.to_owned());
            ("HEALTHCHECK", &it.healthcheck.span, flags!(it.options), (words, list))
        }
        Instruction::Maintainer(it) => {
            ("MAINTAINER", &it.maintainer.span, Vec::new(), (plain(&it.name.value), false))
        }
        Instruction::Onbuild(it) => {
            let inner = line(&it.instruction, text);
            let words = [inner.keyword].into_iter().chain(inner.words).collect();
            ("ONBUILD", &it.onbuild.span, Vec::new(), (words, false))
        }
        Instruction::Run(it) => {
            let (mut words, list) = command(&it.arguments);
            let documents = it.here_docs.iter().flat_map(|document| document.value.split_whitespace());
            words.extend(documents.map(str::to_owned));
            ("RUN", &it.run.span, flags!(it.options), (words, list))
        }
        Instruction::Shell(it) => {
            let words = it.arguments.iter().map(|word| word.value.to_string()).collect();
            ("SHELL", &it.shell.span, Vec::new(), (words, true))
        }
        Instruction::Stopsignal(it) => {
            ("STOPSIGNAL", &it.stopsignal.span, Vec::new(), (plain(&it.arguments.value), false))
        }
        Instruction::User(it) => ("USER", &it.user.span, Vec::new(), (plain(&it.arguments.value), false)),
        Instruction::Volume(it) => {
            let (words, list) = match &it.arguments {
                JsonOrStringArray::Json(paths) => {
                    (paths.value.iter().map(|path| path.value.to_string()).collect(), true)
                }
                JsonOrStringArray::String(paths) => {
                    (paths.iter().map(|path| path.value.to_string()).collect(), false)
                }
            };
            ("VOLUME", &it.volume.span, Vec::new(), (words, list))
        }
        Instruction::Workdir(it) => {
            ("WORKDIR", &it.workdir.span, Vec::new(), (plain(&it.arguments.value), false))
        }
        _ => ("", &(0..0), Vec::new(), (Vec::new(), false)),
    };
    let number = 1 + text.bytes().take(span.start).filter(|&byte| byte == b'\n').count();
    Line { keyword: keyword.to_owned(), flags, words, list, number }
}

/// `A=b C="d"`, and the old way, `A b`, as pairs.
fn pairs(value: &str) -> Vec<String> {
    let words: Vec<String> = value.split_whitespace().map(unquoted).collect();
    match words.split_first() {
        Some((name, rest)) if !name.contains('=') => vec![format!("{name}={}", rest.join(" "))],
        _ => words,
    }
}
