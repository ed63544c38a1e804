//! Manifests and facts read from a text alone, apart from the files beside them: for tools, tests and fuzzing.

use std::path::Path;

use toml::de::DeTable;

use crate::problem::Problems;
use crate::section::{Section, Source};
use crate::{Fact, LoadError, Values, manifest};

/// Tells what is wrong with a manifest, as far as that shows without the files beside it.
///
/// # Errors
/// With every problem, its line and its remedy.
pub fn check_manifest(text: &str) -> Result<(), LoadError> {
    let problems = Problems::default();
    let source = Source { file: Path::new("exercise.toml"), text, problems: &problems };
    for greatest in [false, true] {
        if manifest::read(&source, |vars| Values::sample(vars, greatest)).is_none() {
            break;
        }
    }
    problems.or(())
}

impl Fact {
    /// Reads what a goal asks, as a manifest says it: `container = { name = "web" }`.
    ///
    /// # Errors
    /// With every problem, its line and its remedy.
    pub fn parse(text: &str) -> Result<Fact, LoadError> {
        let problems = Problems::default();
        let source = Source { file: Path::new("goal"), text, problems: &problems };
        let values = Values::default();
        let fact = match DeTable::parse(text) {
            Ok(document) => {
                let mut section = Section::top(&source, document.get_ref(), &values);
                let fact = Fact::read(&mut section, "it");
                section.finish();
                fact
            }
            Err(error) => {
                source.problem(None, None, format!("not TOML: {}; correct it", error.message()));
                None
            }
        };
        match fact {
            Some(fact) => problems.or(fact),
            // What could not be read has a problem.
            None => Err(problems.or(()).err().unwrap_or(LoadError { problems: Vec::new() })),
        }
    }
}
