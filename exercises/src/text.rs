//! The words of explanations, a file per language.

pub(crate) mod en;
pub(crate) mod fr;
