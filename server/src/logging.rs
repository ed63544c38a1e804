//! What the server says of itself, on standard error.

use std::io::{IsTerminal, stderr};

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// A JSON object a line, for programs.
    Json,
}

/// Which lines are written, in `tracing`'s own words: levels by module.
///
/// # Errors
/// When it is none of those words, with a remedy.
pub fn filter(words: &str) -> Result<String, String> {
    match EnvFilter::try_new(words) {
        Ok(_) => Ok(words.to_owned()),
        Err(error) => Err(format!("{error}: levels by module are expected, like \"warn,server=debug\"")),
    }
}

/// Begins to write.
///
/// # Panics
/// When it has begun before.
pub fn start(format: LogFormat, filter: &str) {
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    let lines = lines.with_ansi(stderr().is_terminal());
    match format {
        LogFormat::Text => lines.compact().init(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).init(),
    }
}
