//! Brings a bare machine to where it can serve: installs, starts and builds whatever is missing, and nothing else.
//!
//! - [`packages`]: Debian packages.
//! - [`engine`]: a Docker Engine, found or installed and started.
//! - [`apparmor`]: our AppArmor profile, loaded into the kernel of a host that has AppArmor.
//! - [`images`]: our images, planned from the contents of `images/` and built when those have changed: `card` and
//!   `course_image` say which course images there are, `layout` and `configuration` lay them out for the sandbox's registry,
//!   `programs` builds what no Debian package does.
//! - [`added`]: images that the operator has added to the course's.
//! - [`books`]: the pages, built when their sources have changed.
//! - [`progress`]: long work shows how far it is.

pub mod added;
pub mod apparmor;
mod archive;
pub mod books;
mod card;
mod configuration;
mod course_image;
pub mod engine;
mod fingerprint;
pub mod images;
mod layout;
pub mod packages;
mod programs;
pub mod progress;
