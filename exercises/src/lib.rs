//! Exercises as data, and the pure logic of their verdicts.
//!
//! An exercise is a folder `<chapter>/<id>/`: a manifest, the task in both languages, and the scripts that
//! prove it. This crate reads such folders strictly and answers one question: given what an engine looks
//! like now, which goals are met, and if one is not, why? It knows no Docker API, no network and no clock.
//!
//! - [`Lang`] and [`Localized`]: everything a reader sees exists in each language.
//! - [`Catalogue`]: all exercises of a folder. Loading lists every problem at once ([`LoadError`]).
//! - [`Exercise`], [`Goal`], [`Fact`]: what an author wrote, checked.
//! - [`Facts`]: what the engine was seen to hold, filled in by whoever can ask it.
//! - [`evaluate`]: goals and facts in, a [`Verdict`] per goal out.
//! - [`Explanation`]: why a goal is not met, as data and as a text in the reader's language.
//! - [`Inquiry`]: what has to be found out to judge an exercise.
//! - [`Values`]: what differs from learner to learner.
//! - [`steps`]: what a script types, and what it answers in words.
//! - [`SKELETON`]: a new exercise to start from; [`SCHEMA`]: what editors know of manifests.
//!
//! `README.md` in this folder tells authors how to add an exercise.

#[macro_use]
mod lang;
mod catalogue;
mod check;
mod evaluate;
mod exercise;
mod explanation;
mod facts;
mod folder;
mod image_name;
mod inquiry;
pub mod kinds;
mod load;
mod manifest;
mod measure;
mod order;
mod problem;
mod script;
mod section;
mod skeleton;
mod suggest;
mod value;
mod vars;
mod wrong;

#[cfg(test)]
mod tests;

/// What a manifest may hold, as a JSON schema for editors: `schema.json`, which manifests name in their first line.
pub const SCHEMA: &str = include_str!("../schema.json");

pub use catalogue::Catalogue;
pub use check::check_manifest;
pub use evaluate::{Verdict, evaluate};
pub use exercise::{Exercise, Goal, Message, WrongAnswer};
pub use explanation::Explanation;
pub use facts::*;
pub use inquiry::Inquiry;
pub use kinds::Fact;
pub use kinds::quantity::Quantity;
pub use lang::{Lang, Localized, UnknownLang};
pub use measure::{Cpus, Size};
pub use problem::{LoadError, Problem};
pub use script::{Step, steps};
pub use skeleton::{NoPlace, SKELETON, place};
pub use vars::{Values, Var};
