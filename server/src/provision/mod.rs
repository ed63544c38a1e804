//! Brings a bare machine to where it can serve: installs, starts and builds whatever is missing, and nothing else.
//!
//! - [`packages`]: Debian packages.
//! - [`engine`]: a Docker Engine, found or installed and started.
//! - [`apparmor`]: our AppArmor profile, loaded into the kernel of a host that has AppArmor.
//! - [`images`]: our images, planned from the contents of `images/` and built when those have changed.
//! - [`books`]: the pages, built when their sources have changed.
//! - [`progress`]: long work shows how far it is.

pub mod apparmor;
mod archive;
pub mod books;
pub mod engine;
mod fingerprint;
pub mod images;
pub mod packages;
pub mod progress;
