//! The instructions of a Dockerfile in the learner's home: parsed, not searched as text, so that comments, continued lines
//! and the two ways to write a command make no difference.

use std::fmt;

use parse_dockerfile::{Command, HealthcheckArguments, Instruction, JsonOrStringArray, Source};
use serde::Serialize;

use super::file::home_path;
use crate::image_name::ImageName;
use crate::section::Section;
use crate::{Entry, Facts, Lang, suggest};

/// What a Dockerfile must say; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DockerfileMatcher {
    /// Path from the home.
    pub path: String,
    /// The image that the last stage begins with.
    pub from: Option<String>,
    /// How many stages there must be.
    pub stages: Option<u32>,
    /// Instructions that must be there, in the last stage or before.
    pub has: Vec<Line>,
    /// Instructions that must come one after the other.
    pub in_order: Vec<Line>,
    /// Instructions that must not be there.
    pub lacks: Vec<Line>,
}

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

/// Why a goal on a Dockerfile is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// It is not there.
    Missing {
        /// Path from the home.
        path: String,
    },
    /// It cannot be read.
    Unreadable {
        /// Path from the home.
        path: String,
    },
    /// Nothing is in it.
    Empty {
        /// Path from the home.
        path: String,
    },
    /// Docker would not understand it.
    Invalid {
        /// Path from the home.
        path: String,
        /// The line where that shows.
        line: usize,
    },
    /// Its last stage begins with another image.
    From {
        /// The image that is meant.
        wanted: String,
        /// The image that is there.
        seen: String,
    },
    /// It has another number of stages.
    Stages {
        /// How many are meant.
        wanted: u32,
        /// How many there are.
        seen: usize,
    },
    /// An instruction is missing.
    Lacks {
        /// What is missing.
        wanted: Line,
        /// The instruction of the same kind that comes nearest.
        near: Option<Line>,
        /// The line where that is.
        line: usize,
    },
    /// An instruction is there that should not be.
    Has {
        /// It.
        unwanted: Line,
        /// Where it is.
        line: usize,
    },
    /// Two instructions stand in the wrong order.
    Order {
        /// What should come first.
        first: Line,
        /// What should come after that.
        then: Line,
    },
}

/// Every instruction there is. One that is misspelt would never be there, and never be missed where it must not be.
const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

impl DockerfileMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> Option<DockerfileMatcher> {
        let path = section.optional("path").unwrap_or_else(|| "Dockerfile".to_owned());
        let path = home_path(&mut section, "path", &path);
        let from = section.optional("from");
        let stages = section.optional("stages");
        let mut lines = |key: &'static str| -> Vec<Line> {
            let texts: Vec<String> = section.optional(key).unwrap_or_default();
            let lines: Vec<Line> = texts.iter().map(|text| Line::asked(text)).collect();
            for Line { keyword, .. } in lines.iter().filter(|line| !KEYWORDS.contains(&line.keyword.as_str()))
            {
                let remedy = match suggest::nearest(keyword, &KEYWORDS) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "begin with the instruction's own word, as in `RUN npm ci`".into(),
                };
                section.problem(key, format!("`{keyword}` is no instruction of a Dockerfile: {remedy}"));
            }
            lines
        };
        let (has, in_order, lacks) = (lines("has"), lines("in_order"), lines("lacks"));
        section.finish();
        Some(DockerfileMatcher { path: path?, from, stages, has, in_order, lacks })
    }
}

impl Line {
    /// An instruction as an author writes it; the beginning is enough.
    fn asked(text: &str) -> Line {
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
    fn is(&self, asked: &Line) -> bool {
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
fn lines(text: &str) -> Result<Vec<Line>, usize> {
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

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::Missing { .. } | Reason::Empty { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &DockerfileMatcher, facts: &Facts) -> Option<Reason> {
    let path = matcher.path.clone();
    let text = match facts.files.iter().find(|file| file.path == path).map(|file| &file.entry) {
        None | Some(Entry::Absent | Entry::Folder { .. }) => return Some(Reason::Missing { path }),
        Some(Entry::Unreadable) => return Some(Reason::Unreadable { path }),
        Some(Entry::File { text, .. }) if text.trim().is_empty() => return Some(Reason::Empty { path }),
        Some(Entry::File { text, .. }) => text,
    };
    let lines = match lines(text) {
        Ok(lines) => lines,
        Err(line) => return Some(Reason::Invalid { path, line }),
    };
    let stages: Vec<&Line> = lines.iter().filter(|line| line.keyword == "FROM").collect();
    if let Some(wanted) = matcher.stages.filter(|&wanted| wanted as usize != stages.len()) {
        return Some(Reason::Stages { wanted, seen: stages.len() });
    }
    if let Some(wanted) = &matcher.from {
        let seen = stages.last().and_then(|line| line.words.first()).cloned().unwrap_or_default();
        if !ImageName::parse(&seen).matches(&ImageName::parse(wanted)) {
            return Some(Reason::From { wanted: wanted.clone(), seen });
        }
    }
    if let Some((unwanted, line)) =
        matcher.lacks.iter().find_map(|asked| Some((asked, lines.iter().find(|line| line.is(asked))?)))
    {
        return Some(Reason::Has { unwanted: unwanted.clone(), line: line.number });
    }
    for asked in matcher.has.iter().chain(&matcher.in_order) {
        if !lines.iter().any(|line| line.is(asked)) {
            let near = lines.iter().rfind(|line| line.keyword == asked.keyword).cloned();
            let line = near.as_ref().map_or(0, |line| line.number);
            return Some(Reason::Lacks { wanted: asked.clone(), near, line });
        }
    }
    let mut from = 0;
    for (index, asked) in matcher.in_order.iter().enumerate() {
        match lines[from..].iter().position(|line| line.is(asked)) {
            Some(at) => from += at + 1,
            None => {
                let first = matcher.in_order[index.saturating_sub(1)].clone();
                return Some(Reason::Order { first, then: asked.clone() });
            }
        }
    }
    None
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Missing { path } => say!(
                lang,
                "Le fichier `{path}` n’existe pas encore dans votre dossier personnel.",
                "There is no file `{path}` in your home yet."
            ),
            Reason::Unreadable { path } => say!(
                lang,
                "`{path}` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.",
                "`{path}` cannot be read: its permissions forbid it, or it is no ordinary file."
            ),
            Reason::Empty { path } => say!(lang, "`{path}` est vide.", "`{path}` is empty."),
            Reason::Invalid { path, line } => say!(
                lang,
                "`{path}`, ligne {line} : Docker ne comprendra pas cette instruction.",
                "`{path}`, line {line}: Docker will not understand this instruction."
            ),
            Reason::From { wanted, seen } => say!(
                lang,
                "L’image part de `{seen}` : la consigne demande `{wanted}`.",
                "The image starts from `{seen}`: the task asks for `{wanted}`."
            ),
            Reason::Stages { wanted, seen: 1 } => say!(
                lang,
                "Le Dockerfile n’a qu’une étape `FROM` : la consigne en demande {wanted}.",
                "The Dockerfile has one `FROM` stage only: the task asks for {wanted}."
            ),
            Reason::Stages { wanted, seen } => say!(
                lang,
                "Le Dockerfile a {seen} étapes `FROM` : la consigne en demande {wanted}.",
                "The Dockerfile has {seen} `FROM` stages: the task asks for {wanted}."
            ),
            Reason::Lacks { wanted: Line { keyword, .. }, near: None, .. } => say!(
                lang,
                "Il manque une instruction `{keyword}` au Dockerfile.",
                "The Dockerfile lacks an instruction `{keyword}`."
            ),
            Reason::Lacks { wanted, near: Some(near), line } if wanted.list && !near.list => {
                let keyword = &wanted.keyword;
                say!(
                    lang,
                    "Ligne {line} : `{near}` passe par un shell ; la consigne demande `{keyword}` avec une liste de mots.",
                    "Line {line}: `{near}` goes through a shell; the task asks for `{keyword}` with a list of words."
                )
            }
            Reason::Lacks { near: Some(near), line, .. } => say!(
                lang,
                "Ligne {line} : `{near}` n’est pas encore ce que demande la consigne.",
                "Line {line}: `{near}` is not yet what the task asks for."
            ),
            Reason::Has { unwanted, line } => say!(
                lang,
                "Ligne {line} : la consigne demande de se passer de `{unwanted}`.",
                "Line {line}: the task asks to do without `{unwanted}`."
            ),
            Reason::Order { first, then } => say!(
                lang,
                "Dans le Dockerfile, `{then}` doit venir après `{first}`.",
                "In the Dockerfile, `{then}` has to come after `{first}`."
            ),
        }
    }
}
