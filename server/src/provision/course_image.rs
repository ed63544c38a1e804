//! The course images that are to be built, each after those that it is built on.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{card::Card, fingerprint::Fingerprint};

/// One image that is to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CourseImage {
    /// What it is called.
    pub(super) card: Card,
    /// Which of its variants it is.
    pub(super) variant: usize,
    /// Where its Dockerfile is.
    pub(super) folder: PathBuf,
    /// Build arguments.
    pub(super) args: BTreeMap<String, String>,
    /// Its name in the host's engine: equal inputs, equal name.
    pub(super) built: String,
    /// How many stand below it, one on the other.
    pub(super) height: usize,
}

impl CourseImage {
    /// As people type it, with its first tag.
    pub(super) fn title(&self) -> String {
        format!("{}:{}", self.card.name, self.card.variants[self.variant].tags[0])
    }

    /// A stage of its Dockerfile.
    pub(super) fn target(&self) -> Option<&str> {
        self.card.variants[self.variant].target.as_deref()
    }
}

/// Reads a folder of folders, and puts each image after those that it is built on.
///
/// # Errors
/// When a card is wrong, or an image is built on one that is not there or is built on it in turn.
pub(super) fn read(catalog: &Path, base: &str) -> anyhow::Result<Vec<CourseImage>> {
    let mut waiting = Vec::new();
    let mut folders = std::fs::read_dir(catalog)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
        })
        .with_context(|| format!("reading {}", catalog.display()))?;
    folders.retain(|folder| folder.join("Dockerfile").is_file());
    folders.sort();
    for folder in folders {
        let card = Card::read(&folder)?;
        waiting.extend((0..card.variants.len()).map(|variant| (card.clone(), variant, folder.clone())));
    }
    let mut images: Vec<CourseImage> = Vec::new();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut left = Vec::new();
        for (card, variant, folder) in waiting {
            match settle(&images, base, &card, variant, &folder)? {
                Some(image) => images.push(image),
                None => left.push((card, variant, folder)),
            }
        }
        let missing = left
            .first()
            .map(|(card, ..)| (card.name.clone(), card.from.values().cloned().collect::<Vec<_>>()));
        if let (Some((name, from)), true) = (missing, left.len() == before) {
            anyhow::bail!(
                "`{name}` is built on {}: `[from]` names images of the catalogue with their tags, and none may lead back to it",
                from.join(", ")
            );
        }
        waiting = left;
    }
    Ok(images)
}

/// The image, if all that it is built on is there.
fn settle(
    images: &[CourseImage],
    base: &str,
    card: &Card,
    variant: usize,
    folder: &Path,
) -> anyhow::Result<Option<CourseImage>> {
    let chosen = &card.variants[variant];
    let mut args = BTreeMap::from([("BASE".to_owned(), base.to_owned())]);
    let mut height = 0;
    for (arg, wanted) in &card.from {
        let found = images.iter().find(|image| {
            let tags = &image.card.variants[image.variant].tags;
            tags.iter().any(|tag| format!("{}:{tag}", image.card.name) == *wanted)
        });
        let Some(found) = found else { return Ok(None) };
        args.insert(arg.clone(), found.built.clone());
        height = height.max(found.height + 1);
    }
    args.extend(chosen.args.clone());
    let mut name = Fingerprint::default().folder(folder)?.word(chosen.target.as_deref().unwrap_or_default());
    for (arg, value) in &args {
        name = name.word(arg).word(value);
    }
    let place = folder.file_name().unwrap_or_default().to_string_lossy();
    let built = format!("quai/catalog-{place}:{}", name.finish());
    Ok(Some(CourseImage { card: card.clone(), variant, folder: folder.to_owned(), args, built, height }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn lay(catalog: &Path, name: &str, from: &str) {
        let folder = catalog.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("Dockerfile"), "FROM x").unwrap();
        let card = format!(
            "name = \"{name}\"\nstars = 1\n{from}\n[description]\nen = \"x\"\nfr = \"x\"\n[[variant]]\ntags = [\"1\", \"latest\"]\n"
        );
        fs::write(folder.join("image.toml"), card).unwrap();
    }

    #[test]
    fn images_come_after_those_that_they_are_built_on_and_change_with_them() {
        let folder = tempfile::tempdir().unwrap();
        lay(folder.path(), "app", "from = { WEB = \"web:latest\" }");
        lay(folder.path(), "web", "from = { DEBIAN = \"zebian:1\" }");
        lay(folder.path(), "zebian", "");
        let names = |images: &[CourseImage]| images.iter().map(CourseImage::title).collect::<Vec<_>>();
        let first = read(folder.path(), "base").unwrap();
        assert_eq!(names(&first), ["zebian:1", "web:1", "app:1"]);
        assert_eq!(first[2].args["WEB"], first[1].built);
        assert_eq!(first.iter().map(|image| image.height).collect::<Vec<_>>(), [0, 1, 2]);
        fs::write(folder.path().join("zebian/Dockerfile"), "FROM y").unwrap();
        let second = read(folder.path(), "base").unwrap();
        assert!(first.iter().zip(&second).all(|(first, second)| first.built != second.built));
    }

    #[test]
    fn what_is_built_on_nothing_or_on_itself_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        lay(folder.path(), "a", "from = { B = \"b:1\" }");
        let refused = read(folder.path(), "base").unwrap_err().to_string();
        assert!(refused.contains("`a` is built on b:1"), "{refused}");
        lay(folder.path(), "b", "from = { A = \"a:1\" }");
        assert!(read(folder.path(), "base").is_err());
    }
}
