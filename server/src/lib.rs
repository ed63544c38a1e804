//! The backend of Quai, binary `quai`.
//!
//! A request comes in through [`web`], which knows HTTP and the reader's language. What it asks for is a matter of
//! [`sessions`]: who has which sandbox, since when, with which goals met. A session holds a [`sandbox`], a container
//! with a private Docker Engine; no other room speaks with an engine. What is to last goes to the [`store`].
//!
//! - [`config`] reads flags and environment; [`commands`] puts together what each role of the executable does.
//! - [`run`] is the server itself, from its parts to its end; [`app`] is what its handlers share.
//! - [`shelf`] holds the course as it is served; [`authoring`] replaces it while somebody writes it, and [`new_exercise`] begins one.
//! - [`policy`] says what browsers may run on its pages.
//! - [`provision`] brings a bare machine to where it can serve; [`doctor`] says what keeps it from that.
//! - [`client`] does what a page does; [`verify`] proves exercises with it, [`mod@bench`] measures, both in a [`workshop`].
//! - [`logging`] is what the server says of itself to operators.
//! - [`texts`] holds whatever the server itself says to people; [`timeouts`] names every wait.

pub mod app;
pub mod authoring;
pub mod bench;
pub mod client;
pub mod commands;
pub mod config;
pub mod doctor;
pub mod guard;
pub mod logging;
pub mod new_exercise;
pub mod policy;
pub mod provision;
pub mod run;
pub mod sandbox;
pub mod sessions;
pub mod shelf;
pub mod store;
pub mod texts;
pub mod timeouts;
pub mod verify;
pub mod web;
pub mod workshop;

/// A short id that a user sees and under which the log has the cause.
#[must_use]
pub fn reference() -> String {
    uuid::Uuid::new_v4().simple().to_string()[..8].to_owned()
}
