//! One exercise: a folder with a manifest, texts and scripts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::manifest::{self, Manifest, NAME_RULE, is_name};
use crate::problem::Problems;
use crate::section::{Source, quoted};
use crate::vars::{self, Values};
use crate::{Exercise, Localized, WrongAnswer, script, wrong};

/// What may lie in the folder. Anything else is a slip that would be passed over in silence.
const ENTRIES: [&str; 7] = ["exercise.toml", "fr.md", "en.md", "setup.sh", "solution.sh", "wrong", "files"];

/// A folder being read. Paths are told relative to the folder of all exercises.
struct Folder<'a> {
    root: &'a Path,
    path: &'a Path,
    problems: &'a Problems,
}

/// Reads the exercise in `root/path`, where `path` is `<chapter>/<id>`; also tells the line of its `needs`.
pub(crate) fn read(root: &Path, path: &Path, problems: &Problems) -> Option<(Exercise, Option<usize>)> {
    let folder = Folder { root, path, problems };
    let (chapter, id) = (name_of(path.parent()?), name_of(path));
    for name in [&chapter, &id].into_iter().filter(|name| !is_name(name)) {
        problems.file(path, format!("`{name}`: {NAME_RULE}"));
    }
    folder.refuse_strangers();
    let text = folder.required("exercise.toml", "the manifest of the exercise").unwrap_or_default();
    let playground = manifest::is_playground(&text);
    let manifest = if text.is_empty() { None } else { folder.manifest(&text) };
    let fr = folder.required("fr.md", "the task in French");
    let en = folder.required("en.md", "the task in English");
    let setup = folder.optional("setup.sh");
    let (solution, wrong) = if playground {
        folder.refuse_answers();
        (Some(String::new()), Vec::new())
    } else {
        let goals: Option<Vec<String>> =
            manifest.as_ref().map(|manifest| manifest.goals.iter().map(|goal| goal.id.clone()).collect());
        let solution = folder.required("solution.sh", "the commands that solve it");
        (solution, folder.wrong_answers(goals.as_deref()))
    };
    let files = Some(root.join(path).join("files")).filter(|files| files.is_dir());
    let Manifest { minutes, points, needs, needs_line, images, vars, title, goals, hints, explanation } =
        manifest?;
    let exercise = Exercise {
        id,
        chapter,
        minutes,
        points,
        needs,
        images,
        vars,
        title,
        task: Localized { fr: fr?, en: en? },
        goals,
        hints,
        explanation,
        setup,
        solution: solution?,
        wrong,
        files,
        manifest: text,
    };
    refuse_undefined(&exercise, path, problems);
    if !playground {
        folder.refuse_wrong_answers(&exercise);
    }
    Some((exercise, needs_line))
}

impl Folder<'_> {
    fn refuse_strangers(&self) {
        for name in entries(self.root, self.path, self.problems).iter().map(|path| name_of(path)) {
            if !ENTRIES.contains(&name.as_str()) {
                let known = quoted(&ENTRIES);
                self.problems.file(
                    &self.path.join(&name),
                    format!("unknown here: rename or remove it; known are {known}"),
                );
            }
        }
    }

    fn manifest(&self, text: &str) -> Option<Manifest> {
        let file = self.path.join("exercise.toml");
        let source = Source { file: &file, text, problems: self.problems };
        let before = self.problems.count();
        let manifest = manifest::read(&source, |vars| Values::sample(vars, false))?;
        if !manifest.vars.is_empty() && self.problems.count() == before {
            // What holds with the least values may not with the greatest: a port beyond the last one.
            manifest::read(&source, |vars| Values::sample(vars, true))?;
        }
        Some(manifest)
    }

    /// Notes what answers a playground, which asks for nothing.
    fn refuse_answers(&self) {
        for file in ["solution.sh", "wrong"].map(|name| self.path.join(name)) {
            if self.root.join(&file).exists() {
                self.problems.file(
                    &file,
                    "a playground has nothing to reach: remove it, or `playground = true` in exercise.toml",
                );
            }
        }
    }

    fn wrong_answers(&self, goals: Option<&[String]>) -> Vec<WrongAnswer> {
        let below = self.path.join("wrong");
        if !self.root.join(&below).is_dir() {
            return Vec::new();
        }
        let mut answers = Vec::new();
        for file in entries(self.root, &below, self.problems) {
            if file.extension().is_none_or(|extension| extension != "sh") {
                self.problems.file(&file, "not a script: name it `<mistake>.sh`");
            } else if let Some(text) = self.text(&file) {
                answers.extend(wrong::read(&file, &text, goals, self.problems));
            }
        }
        answers
    }

    /// Notes what scripts answer to no goal. They are read once more for that, for the lines of their headers.
    fn refuse_wrong_answers(&self, exercise: &Exercise) {
        let goals: Vec<&str> = exercise.goals.iter().map(|goal| goal.id.as_str()).collect();
        let answered: Vec<&str> = exercise.answered().collect();
        let wrong = exercise.wrong.iter().map(|wrong| format!("wrong/{}.sh", wrong.name));
        for file in wrong.chain(["solution.sh".to_owned()]).map(|name| self.path.join(name)) {
            let Some(text) = self.text(&file) else { continue };
            script::refuse_wrong_answers(&file, &text, &goals, &answered, self.problems);
        }
    }

    /// A file that must be there, and say something.
    fn required(&self, name: &str, what: &str) -> Option<String> {
        let file = self.path.join(name);
        if !self.root.join(&file).exists() {
            self.problems.file(&file, format!("missing: add it, with {what}"));
            return None;
        }
        let text = self.text(&file)?;
        if text.trim().is_empty() {
            self.problems.file(&file, format!("empty: write {what} in it"));
            return None;
        }
        Some(text)
    }

    fn optional(&self, name: &str) -> Option<String> {
        let file = self.path.join(name);
        if self.root.join(&file).exists() { self.text(&file) } else { None }
    }

    fn text(&self, file: &Path) -> Option<String> {
        fs::read_to_string(self.root.join(file))
            .map_err(|error| self.problems.file(file, unreadable(&error)))
            .ok()
    }
}

/// Notes every `{{name}}` that no variable stands for.
fn refuse_undefined(exercise: &Exercise, path: &Path, problems: &Problems) {
    let scripts = exercise.wrong.iter().map(|wrong| (format!("wrong/{}.sh", wrong.name), &wrong.script));
    let texts = [
        ("exercise.toml".to_owned(), &exercise.manifest),
        ("fr.md".to_owned(), &exercise.task.fr),
        ("en.md".to_owned(), &exercise.task.en),
        ("solution.sh".to_owned(), &exercise.solution),
    ];
    let setup = exercise.setup.iter().map(|script| ("setup.sh".to_owned(), script));
    for (file, text) in texts.into_iter().chain(setup).chain(scripts) {
        for (line, name) in vars::undefined(text, &exercise.vars) {
            problems.key(&path.join(&file), Some(line), name, vars::remedy(name, &exercise.vars));
        }
    }
}

/// What lies in a folder, sorted, hidden things left out; as paths relative to `root`.
pub(crate) fn entries(root: &Path, path: &Path, problems: &Problems) -> Vec<PathBuf> {
    let read = || -> io::Result<Vec<PathBuf>> {
        let names = fs::read_dir(root.join(path))?.map(|entry| Ok(path.join(entry?.file_name())));
        names.filter(|path| path.as_ref().map_or(true, |path| !name_of(path).starts_with('.'))).collect()
    };
    let mut entries = read().unwrap_or_else(|error| {
        problems.file(path, unreadable(&error));
        Vec::new()
    });
    entries.sort();
    entries
}

/// The last part of a path.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn unreadable(error: &io::Error) -> String {
    format!("unreadable: {error}; check that it exists, may be read, and is UTF-8 text")
}
