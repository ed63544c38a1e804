//! `image.toml`: what a course image is called, what it is built on, and in which variants it comes.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context;
use hub::names::{Repository, Tag};
use serde::Deserialize;

/// One folder of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    /// As people type it: `nginx` is official, `learner/demo` is somebody's.
    pub(super) name: String,
    /// For `docker search`.
    pub(super) stars: u32,
    /// For `docker search`, in both languages.
    pub(super) description: Description,
    /// Build arguments that name other course images, which it is built on.
    #[serde(default)]
    pub(super) from: BTreeMap<String, String>,
    /// What is built of the folder.
    #[serde(rename = "variant")]
    pub(super) variants: Vec<Variant>,
}

/// What it is for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Description {
    pub(super) en: String,
    pub(super) fr: String,
}

/// One image.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    /// Its tags; the first is its own name among the variants.
    pub(super) tags: Vec<Tag>,
    /// Build arguments.
    #[serde(default)]
    pub(super) args: BTreeMap<String, String>,
    /// A stage of the Dockerfile; the last one if none is named.
    pub(super) target: Option<String>,
}

impl Card {
    /// Reads the card of a folder.
    ///
    /// # Errors
    /// When it is missing or wrong, with its path and what is wrong.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("image.toml");
        let reading = || format!("{}", path.display());
        let card: Self =
            toml::from_str(&fs::read_to_string(&path).with_context(reading)?).with_context(reading)?;
        card.check().with_context(reading)?;
        Ok(card)
    }

    fn check(&self) -> anyhow::Result<()> {
        self.repository()?;
        let mut tags: Vec<_> = self.variants.iter().flat_map(|variant| &variant.tags).collect();
        anyhow::ensure!(
            !self.variants.is_empty() && self.variants.iter().all(|variant| !variant.tags.is_empty()),
            "each image needs a `[[variant]]` with `tags = [\"…\"]`"
        );
        let all = tags.len();
        tags.sort();
        tags.dedup();
        anyhow::ensure!(tags.len() == all, "a tag stands on two variants: each belongs to one");
        anyhow::ensure!(
            tags.iter().any(|tag| tag.as_str() == "latest"),
            "no variant has the tag `latest`: it is what `docker pull {}` asks for",
            self.name
        );
        Ok(())
    }

    /// Its name, as registries know it.
    pub(super) fn repository(&self) -> anyhow::Result<Repository> {
        Repository::from_familiar(&self.name).with_context(|| format!("`name = \"{}\"`", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
        name = "nginx"
        stars = 7
        from = { DEBIAN = "debian:13-slim" }
        [description]
        en = "Web"
        fr = "Web"
        [[variant]]
        tags = ["1.26", "latest"]
        [[variant]]
        tags = ["1.22"]
        args = { SUITE = "bookworm" }
    "#;

    fn read(card: &str) -> Result<Card, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("image.toml"), card).unwrap();
        Card::read(folder.path()).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_card_is_read() {
        let card = read(SOUND).unwrap();
        assert_eq!(card.repository().unwrap().as_str(), "library/nginx");
        assert_eq!(card.variants[1].args["SUITE"], "bookworm");
    }

    #[test]
    fn a_card_that_is_wrong_is_refused_by_its_path_and_what_is_wrong() {
        for (wrong, right, word) in [
            ("stars", "star", "unknown field `star`"),
            ("\"nginx\"", "\"Nginx\"", "lower-case"),
            ("\"latest\"", "\"1.25\"", "no variant has the tag `latest`"),
            ("\"1.22\"", "\"1.26\"", "two variants"),
            ("\"1.22\"", "\".x\"", "a tag is made of"),
            ("[\"1.22\"]", "[]", "[[variant]]"),
        ] {
            let refused = read(&SOUND.replacen(wrong, right, 1)).unwrap_err();
            assert!(refused.contains(word) && refused.contains("image.toml"), "{refused}");
        }
    }
}
