//! A new exercise to start from: whole and provable, so that its author changes one thing after the other.

use crate::manifest::{NAME_RULE, is_name};

/// The files of a new exercise, by their places in its folder.
pub const SKELETON: [(&str, &str); 6] = [
    ("exercise.toml", include_str!("skeleton/exercise.toml")),
    ("fr.md", include_str!("skeleton/fr.md")),
    ("en.md", include_str!("skeleton/en.md")),
    ("solution.sh", include_str!("skeleton/solution.sh")),
    ("wrong/created-only.sh", include_str!("skeleton/wrong/created-only.sh")),
    ("wrong/other-name.sh", include_str!("skeleton/wrong/other-name.sh")),
];

/// A text that is no place for an exercise, with what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no place for an exercise: write CHAPTER/ID, and {NAME_RULE}")]
pub struct NoPlace {
    text: String,
}

/// The chapter and the id of a place `CHAPTER/ID`.
///
/// # Errors
/// When it is not one.
pub fn place(text: &str) -> Result<(&str, &str), NoPlace> {
    let names = text.split_once('/').filter(|(chapter, id)| is_name(chapter) && is_name(id));
    names.ok_or_else(|| NoPlace { text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_chapter_and_an_id() {
        assert_eq!(place("containers/stop-two"), Ok(("containers", "stop-two")));
        for nowhere in ["stop-two", "containers/", "/x", "Containers/x", "a/b/c", "../x", "a/b c"] {
            assert!(place(nowhere).is_err(), "{nowhere}");
        }
        assert_eq!(
            place("x").unwrap_err().to_string(),
            "`x` is no place for an exercise: write CHAPTER/ID, and use lower-case letters, digits and hyphens only, as in `run-nginx`"
        );
    }
}
