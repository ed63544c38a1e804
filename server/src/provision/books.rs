//! The books' pages, built when their sources have changed.

use std::{
    fs, io,
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
    time::UNIX_EPOCH,
};

use anyhow::Context;
use exercises::{Catalogue, Lang};

use super::{fingerprint::Fingerprint, progress::Progress};
use crate::config::Course;

/// Builds both books below `built` if they are not there, at the same time, and returns their folder. Others are removed.
///
/// # Errors
/// When a page is wrong (the error names it, and what to do) or the disk is full.
pub fn ensure(
    course: &Course,
    catalogue: &Catalogue,
    built: &Path,
    progress: &Progress,
) -> anyhow::Result<PathBuf> {
    let name = fingerprint(course).context("reading the course")?;
    let folder = built.join(&name);
    if folder.is_dir() {
        return Ok(folder);
    }
    // Built aside and put in place whole: what is in place is complete.
    let draft = built.join("draft");
    remove(&draft)?;
    thread::scope(|scope| {
        let builds = Lang::ALL.map(|lang| {
            let folder = draft.join(lang.code());
            scope.spawn(move || {
                let step = progress.step(format!("book {lang}"));
                book::build(&course.book, catalogue, lang, &folder)?;
                step.done();
                anyhow::Ok(())
            })
        });
        builds.into_iter().try_for_each(|build| build.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })?;
    fs::rename(&draft, &folder)?;
    for entry in fs::read_dir(built)? {
        let old = entry?.path();
        if old != folder {
            remove(&old)?;
        }
    }
    Ok(folder)
}

/// The pages depend on their sources, on the exercises in them, and on the program that builds them.
fn fingerprint(course: &Course) -> anyhow::Result<String> {
    let program = fs::metadata(std::env::current_exe()?)?;
    let age = program.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let mut fingerprint = Fingerprint::default().word(&format!("{age} {}", program.len()));
    for source in book::sources(&course.book)? {
        let contents = fs::read(&source)?;
        fingerprint = fingerprint.word(&source.to_string_lossy()).bytes(&contents);
    }
    Ok(fingerprint.folder(&course.exercises)?.finish())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
