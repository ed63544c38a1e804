//! The folder of all exercises, and what must hold between them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::folder::{self, entries, name_of};
use crate::order::{circle, depth};
use crate::problem::Problems;
use crate::{Exercise, LoadError, suggest};

/// Folders beside the chapters: this crate lives in the same room as its data.
const NOT_CHAPTERS: [&str; 4] = ["src", "target", "fuzz", "proptest-regressions"];

/// An exercise and the line of its `needs`.
type Read = (Exercise, Option<usize>);

/// Reads every exercise below `dir`, in order.
pub(crate) fn exercises(dir: &Path) -> Result<Vec<Exercise>, LoadError> {
    let problems = Problems::default();
    if !dir.is_dir() {
        problems.file(dir, "not a folder: give the folder that holds the chapters of exercises");
        return problems.or(Vec::new());
    }
    let mut chapters = entries(dir, Path::new(""), &problems);
    chapters.retain(|it| dir.join(it).is_dir() && !NOT_CHAPTERS.contains(&name_of(it).as_str()));
    let within = chapters.iter().flat_map(|chapter| entries(dir, chapter, &problems));
    let (paths, strays): (Vec<_>, Vec<_>) = within.partition(|path| dir.join(path).is_dir());
    for stray in &strays {
        problems.file(stray, "unknown here: a chapter holds one folder for each exercise, and no files");
    }
    refuse_twins(&paths, &problems);
    let mut read: Vec<Read> = paths.iter().filter_map(|path| folder::read(dir, path, &problems)).collect();
    let ids: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
    let needs = read.iter().map(|(exercise, _)| (exercise.id.clone(), exercise.needs.clone())).collect();
    refuse_wrong_needs(&read, &ids, circle(&needs), &problems);
    problems.or(())?;
    read.sort_by_cached_key(|(it, _)| (it.chapter.clone(), depth(&needs, &it.id), it.id.clone()));
    Ok(read.into_iter().map(|(exercise, _)| exercise).collect())
}

/// Notes ids that are used twice: addresses and progress know exercises by id alone.
fn refuse_twins(paths: &[PathBuf], problems: &Problems) {
    let mut places = BTreeMap::new();
    for path in paths {
        if let Some(first) = places.insert(name_of(path), path) {
            problems.file(path, format!("same id as {}: rename one of the two folders", first.display()));
        }
    }
}

/// Notes `needs` that name nothing, or nothing that can be solved, or go in a circle. `ids` holds all folders, readable or not, so that one
/// broken exercise does not make others look wrong.
fn refuse_wrong_needs(read: &[Read], ids: &[String], circle: Option<Vec<&str>>, problems: &Problems) {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let playgrounds = read.iter().map(|(exercise, _)| exercise).filter(|exercise| exercise.is_playground());
    let playgrounds: Vec<&str> = playgrounds.map(|exercise| exercise.id.as_str()).collect();
    for (exercise, line) in read {
        let manifest = Path::new(&exercise.chapter).join(&exercise.id).join("exercise.toml");
        for other in exercise.needs.iter().filter(|other| !ids.contains(&other.as_str())) {
            let remedy = match suggest::nearest(other, &ids) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "use the name of an exercise's folder".into(),
            };
            problems.key(&manifest, *line, "needs", format!("there is no exercise `{other}`: {remedy}"));
        }
        for other in exercise.needs.iter().filter(|other| playgrounds.contains(&other.as_str())) {
            let message = format!("`{other}` is a playground, which nobody can solve: take it out");
            problems.key(&manifest, *line, "needs", message);
        }
        if let Some(circle) = circle.as_ref().filter(|circle| circle[0] == exercise.id) {
            let message = format!("goes in a circle, {}: take one link out", circle.join(" → "));
            problems.key(&manifest, *line, "needs", message);
        }
    }
}
