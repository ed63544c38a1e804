//! Drives Quai as a person would: over HTTP, on a real engine, in a real browser.
//!
//! - [`site`]: a server of the test's own, on a free port, with a data folder of its own.
//! - [`own_course`]: pages and exercises of its own for that.
//! - [`program`]: the executable itself, as an operator runs it.
//! - [`browser`]: a real Chromium.
//! - [`axe`]: whether what is open there is for everybody.
//! - [`hub`]: the sandbox's registry by itself.
//! - [`detour`]: a way to the engine that can be cut.
//! - [`dockerd`]: an engine of a test's own that can be killed.
//! - [`shell`]: a learner at a terminal.
//! - [`sshd`], [`certificates`]: ways to it over a network.
//! - [`files`]: folders, copied.
//! - [`ui`]: the front end with its packages.
//! - [`entry`]: sandboxes that lack one step of the image's.
//! - [`machine`]: what all of these need, installed and built once. Where it cannot be had, tests fail: none skips.

#![allow(clippy::missing_panics_doc, reason = "a harness panics: that is how a test fails")]

pub mod axe;
pub mod browser;
pub mod certificates;
pub mod detour;
pub mod dockerd;
pub mod entry;
pub mod files;
pub mod hub;
pub mod machine;
pub mod own_course;
pub mod program;
pub mod shell;
pub mod site;
pub mod sshd;
pub mod ui;

pub use browser::Browser;
pub use certificates::Certificates;
pub use detour::Detour;
pub use dockerd::Dockerd;
pub use own_course::OwnCourse;
pub use program::Program;
pub use site::Site;
pub use sshd::Sshd;
