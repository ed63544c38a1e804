//! The course: two books of the same shape, one in French and one in English, built in-process with mdBook.
//!
//! An author writes Markdown in `fr/` and `en/`. Three directives, each alone on its line, put more than
//! text into a page: `{{#exercise run-nginx}}`, `{{#diagram vm-or-container}}` and `{{#quiz first-steps}}`.
//!
//! - [`build`](fn@build) renders one language into a folder and lists the exercises and quizzes of each page beside it;
//!   [`sources`](fn@sources) names the files that the result depends on.
//! - `directives` finds the directives in a page; `preprocessor` puts panels, pictures and quizzes in their place.
//! - `panel` turns an exercise into its panel, which reads well before any script has run.
//! - [`fragment`](fn@fragment) turns Markdown into HTML outside of pages.
//! - `diagram` draws a picture of `diagrams/` with its labels in one language.
//! - `front`, `outline` and `glossary` know the time that pages take and what words mean; `transcript` reads console blocks,
//!   which `quai verify` plays.
//! - [`prose`](fn@prose) is what a spell checker reads.
//! - `search` leaves quizzes out of the search, and makes that of the French book a French one.
//! - `quiz` reads the questions of `quizzes/` and puts them into HTML; [`quizzes`](fn@quizzes) gives them to the server.
//! - `chrome` gives the finished pages their language switch, and mdBook's own words in French; `stylesheets` makes one of many.
//! - `warnings` keeps mdBook quiet and makes what it warns about an error.
//! - `words` is everything that this crate itself says to readers.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod build;
mod chrome;
mod diagram;
mod directives;
mod edits;
mod fragment;
mod front;
mod glossary;
mod outline;
mod panel;
mod preprocessor;
mod prose;
mod quiz;
mod search;
mod sources;
mod stylesheets;
mod transcript;
mod warnings;
mod words;

pub use build::build;
pub use fragment::fragment;
pub use front::Front;
pub use prose::prose;
pub use quiz::{Answer, Choice, Kind, Question, Quiz, Quizzes, Slip, quizzes};
pub use sources::sources;
pub use transcript::{Play, Transcript, alike, transcripts};

#[cfg(test)]
mod tests;
