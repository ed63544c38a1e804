//! What is wrong with a folder of exercises, told so that its author can mend it at once.

use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};

/// All that is wrong, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// At least one, in the order of files and lines.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, relative to the folder of exercises.
    pub file: PathBuf,
    /// The line, counted from 1, where the file has lines that matter.
    pub line: Option<usize>,
    /// The key of the manifest: `goal.container.state`.
    pub key: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ": {key}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.len();
        write!(f, "{count} problem{} in the exercises", if count == 1 { "" } else { "s" })?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for LoadError {}

/// Collects problems while reading goes on, so that an author sees them all at once.
#[derive(Default)]
pub(crate) struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Notes a problem with a file as a whole.
    pub(crate) fn file(&self, file: &Path, message: impl Into<String>) {
        self.add(Problem { file: file.to_owned(), line: None, key: None, message: message.into() });
    }

    /// Notes a problem with a key, at a line if it has one.
    pub(crate) fn key(&self, file: &Path, line: Option<usize>, key: &str, message: impl Into<String>) {
        let key = Some(key.to_owned());
        self.add(Problem { file: file.to_owned(), line, key, message: message.into() });
    }

    /// Notes a problem.
    pub(crate) fn add(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// The value if nothing was wrong with anything.
    pub(crate) fn or<T>(self, value: T) -> Result<T, LoadError> {
        let mut problems = self.0.into_inner();
        problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
        if problems.is_empty() { Ok(value) } else { Err(LoadError { problems }) }
    }
}
