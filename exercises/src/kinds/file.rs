//! Files and folders in the learner's home.

use serde::Serialize;

use crate::section::Section;
use crate::{Entry, Facts, Lang};

/// Describes something in the home; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileMatcher {
    /// Path from the home.
    pub path: String,
    /// Whether it is a folder, or a file.
    pub folder: Option<bool>,
    /// What it must hold.
    pub contains: Vec<String>,
    /// What it must not hold.
    pub lacks: Vec<String>,
    /// Whether anybody may execute it.
    pub executable: Option<bool>,
    /// Whether it must not be there.
    pub absent: bool,
}

/// Why a goal on a file is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// Nothing is there.
    Missing {
        /// Path from the home.
        path: String,
        /// Whether a folder is meant.
        folder: bool,
    },
    /// A folder is there where a file is meant, or the reverse.
    OtherKind {
        /// Path from the home.
        path: String,
        /// Whether a folder is meant.
        folder: bool,
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
    /// It lacks something.
    Lacks {
        /// Path from the home.
        path: String,
        /// What it lacks.
        wanted: String,
    },
    /// It holds what it should not.
    Holds {
        /// Path from the home.
        path: String,
        /// What it should not hold.
        unwanted: String,
    },
    /// Who may execute it.
    Executable {
        /// Path from the home.
        path: String,
        /// Whether somebody should.
        wanted: bool,
    },
    /// It is there and should not.
    Remains {
        /// Path from the home.
        path: String,
    },
}

/// A path that was read, if it stays in the home.
pub(crate) fn home_path(section: &mut Section<'_>, key: &'static str, path: &str) -> Option<String> {
    let path = path.trim_start_matches("~/").to_owned();
    if path.starts_with('/') || path.split('/').any(|part| part == "..") {
        section.problem(key, "leads out of the learner's home: write it from there, as in `site/index.html`");
        return None;
    }
    Some(path)
}

impl FileMatcher {
    pub(crate) fn read(mut section: Section<'_>, absent: bool) -> Option<FileMatcher> {
        let path: Option<String> = section.required("path");
        let path = path.and_then(|path| home_path(&mut section, "path", &path));
        let folder = section.optional("folder");
        let contains = section.optional("contains").unwrap_or_default();
        let lacks = section.optional("lacks").unwrap_or_default();
        let executable = section.optional("executable");
        section.finish();
        Some(FileMatcher { path: path?, folder, contains, lacks, executable, absent })
    }

    /// Whether what is said can be so of a file alone.
    fn asks_a_file(&self) -> bool {
        let of_files = !self.contains.is_empty() || !self.lacks.is_empty() || self.executable.is_some();
        self.folder == Some(false) || (self.folder.is_none() && of_files)
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::Missing { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &FileMatcher, facts: &Facts) -> Option<Reason> {
    let path = matcher.path.clone();
    let entry = facts.files.iter().find(|file| file.path == path).map_or(&Entry::Absent, |file| &file.entry);
    let folder = matcher.folder == Some(true);
    let (mode, text) = match entry {
        Entry::Absent if matcher.absent => return None,
        _ if matcher.absent => return Some(Reason::Remains { path }),
        Entry::Absent => return Some(Reason::Missing { path, folder }),
        Entry::Folder if matcher.asks_a_file() => return Some(Reason::OtherKind { path, folder: false }),
        Entry::Folder => return None,
        _ if folder => return Some(Reason::OtherKind { path, folder: true }),
        Entry::Unreadable => return Some(Reason::Unreadable { path }),
        Entry::File { mode, text, .. } => (*mode, text.as_str()),
    };
    let lacking = matcher.contains.iter().find(|wanted| !text.contains(wanted.as_str()));
    match lacking {
        Some(_) if text.trim().is_empty() => return Some(Reason::Empty { path }),
        Some(wanted) => return Some(Reason::Lacks { path, wanted: wanted.clone() }),
        None => {}
    }
    if let Some(unwanted) = matcher.lacks.iter().find(|unwanted| text.contains(unwanted.as_str())) {
        return Some(Reason::Holds { path, unwanted: unwanted.clone() });
    }
    let wanted = matcher.executable.filter(|&wanted| wanted != (mode & 0o111 != 0))?;
    Some(Reason::Executable { path, wanted })
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Missing { path, folder: false } => say!(
                lang,
                "Le fichier `{path}` n’existe pas dans votre dossier personnel.",
                "There is no file `{path}` in your home."
            ),
            Reason::Missing { path, folder: true } => say!(
                lang,
                "Le dossier `{path}` n’existe pas dans votre dossier personnel.",
                "There is no folder `{path}` in your home."
            ),
            Reason::OtherKind { path, folder: false } => say!(
                lang,
                "`{path}` est un dossier : la consigne demande un fichier.",
                "`{path}` is a folder: the task asks for a file."
            ),
            Reason::OtherKind { path, folder: true } => say!(
                lang,
                "`{path}` est un fichier : la consigne demande un dossier.",
                "`{path}` is a file: the task asks for a folder."
            ),
            Reason::Unreadable { path } => say!(
                lang,
                "`{path}` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.",
                "`{path}` cannot be read: its permissions forbid it, or it is no ordinary file."
            ),
            Reason::Empty { path } => say!(lang, "`{path}` est vide.", "`{path}` is empty."),
            Reason::Lacks { path, wanted } => {
                say!(lang, "`{path}` ne contient pas `{wanted}`.", "`{path}` does not hold `{wanted}`.")
            }
            Reason::Holds { path, unwanted } => {
                say!(lang, "`{path}` contient encore `{unwanted}`.", "`{path}` still holds `{unwanted}`.")
            }
            Reason::Executable { path, wanted: true } => {
                say!(lang, "`{path}` n’est pas exécutable.", "`{path}` is not executable.")
            }
            Reason::Executable { path, wanted: false } => say!(
                lang,
                "`{path}` est exécutable : la consigne ne le demande pas.",
                "`{path}` is executable: the task does not ask for that."
            ),
            Reason::Remains { path } => {
                say!(lang, "`{path}` existe encore.", "`{path}` still exists.")
            }
        }
    }
}
