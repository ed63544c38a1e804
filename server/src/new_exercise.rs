//! `quai new exercise`: writes an exercise that is whole and proves itself, to be changed one thing after the other.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use exercises::{SCHEMA, SKELETON, place};

/// Writes the exercise `CHAPTER/ID` below the folder of all exercises, with the schema beside the chapters if it is not there.
/// Returns what to do next.
///
/// # Errors
/// When that is no place for an exercise, or one of this id is there, in whichever chapter.
pub fn create(exercises: &Path, text: &str) -> anyhow::Result<String> {
    let (chapter, id) = place(text)?;
    if let Some(taken) = find(exercises, id) {
        anyhow::bail!("{} is there already: choose another id, as each is used once", taken.display());
    }
    let folder = exercises.join(chapter).join(id);
    for (file, contents) in SKELETON {
        write(&folder.join(file), contents)?;
    }
    let schema = exercises.join("schema.json");
    if !schema.exists() {
        write(&schema, SCHEMA)?;
    }
    Ok(next(&folder, chapter, id))
}

/// The folder of an exercise, whatever its chapter.
fn find(exercises: &Path, id: &str) -> Option<PathBuf> {
    let chapters = fs::read_dir(exercises).into_iter().flatten().flatten();
    chapters.map(|chapter| chapter.path().join(id)).find(|folder| folder.exists())
}

/// Never over anything.
fn write(file: &Path, contents: &str) -> anyhow::Result<()> {
    ensure!(!file.exists(), "{} is there already", file.display());
    let folder = file.parent().context("a file is in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    fs::write(file, contents).with_context(|| format!("writing {}", file.display()))
}

fn next(folder: &Path, chapter: &str, id: &str) -> String {
    let files: String = SKELETON.iter().map(|(file, _)| format!("    {file}\n")).collect();
    let folder = folder.display();
    format!(
        "{folder} is written:\n{files}\nIt proves itself as it is. Next:\n
  1. quai verify {id}
  2. Change one file after the other; exercises/README.md tells all that goals can ask about.
     `quai serve --watch` shows each change in the open page, and says what is wrong.
  3. Show it where a page has taught what it asks for, alone on a line, in both languages:
       book/fr/{chapter}/….md   {{{{#exercise {id}}}}}
       book/en/{chapter}/….md   {{{{#exercise {id}}}}}
  4. cargo test -p exercises, and quai verify {id} once more\n"
    )
}

#[cfg(test)]
mod tests {
    use exercises::Catalogue;

    use super::*;

    #[test]
    fn a_new_exercise_loads_and_nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let next = create(folder.path(), "containers/stop-two").unwrap();
        assert!(next.contains("quai verify stop-two") && next.contains("{{#exercise stop-two}}"), "{next}");
        let catalogue = Catalogue::load(folder.path()).unwrap();
        assert_eq!(catalogue.get("stop-two").unwrap().chapter, "containers");
        assert_eq!(fs::read_to_string(folder.path().join("schema.json")).unwrap(), SCHEMA);
        for taken in ["containers/stop-two", "other/stop-two"] {
            let refused = create(folder.path(), taken).unwrap_err().to_string();
            assert!(refused.contains("stop-two is there already: choose another id"), "{refused}");
        }
        assert!(create(folder.path(), "stop-two").unwrap_err().to_string().contains("CHAPTER/ID"));
        create(folder.path(), "containers/stop-three").unwrap();
    }
}
