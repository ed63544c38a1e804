//! The instructions of a Dockerfile in the learner's home: parsed, not searched as text, so that comments, continued lines
//! and the two ways to write a command make no difference.

mod line;

use serde::Serialize;

pub use line::Line;

use self::line::lines;
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

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::Missing { .. } | Reason::Empty { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &DockerfileMatcher, facts: &Facts) -> Option<Reason> {
    let path = matcher.path.clone();
    let text = match facts.files.iter().find(|file| file.path == path).map(|file| &file.entry) {
        None | Some(Entry::Absent | Entry::Folder) => return Some(Reason::Missing { path }),
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
