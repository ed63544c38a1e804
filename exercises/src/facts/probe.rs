//! What was found out by asking for it: files, answers over HTTP, outputs of commands, logs.

use serde::{Deserialize, Serialize};

/// A request that was made inside the sandbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HttpRequest {
    /// The container that is asked at its own address; none for a port of the sandbox.
    pub container: Option<String>,
    /// The port.
    pub port: u16,
    /// The path, with its leading slash.
    pub path: String,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpSeen {
    /// What was asked.
    pub request: HttpRequest,
    /// What came back.
    pub outcome: HttpOutcome,
}

/// What can come of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum HttpOutcome {
    /// An answer.
    Answered {
        /// Its status.
        status: u16,
        /// The beginning of its body.
        body: String,
    },
    /// Nobody listens.
    Refused,
    /// Somebody listens, but says nothing.
    Silent,
    /// What came is not HTTP.
    NotHttp,
}

/// A command that was run inside the sandbox, and what it left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandSeen {
    /// The command, as a line of shell.
    pub run: String,
    /// How it ended; none if it took too long.
    pub exit_code: Option<i64>,
    /// The beginning of what it printed.
    pub output: String,
}

/// What a container has written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogsSeen {
    /// Its name.
    pub container: String,
    /// The end of it, both streams.
    pub text: String,
}

/// Something in the learner's home, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSeen {
    /// Path from the home.
    pub path: String,
    /// What is there.
    pub entry: Entry,
}

/// What can be at a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum Entry {
    /// Nothing.
    Absent,
    /// A folder.
    Folder,
    /// A file that nobody but its owner may read, or none that can be read at all.
    Unreadable,
    /// A file.
    File {
        /// Its permissions, the lowest twelve bits.
        mode: u32,
        /// Its size, bytes.
        size: u64,
        /// The beginning of it; what is no text is replaced.
        text: String,
    },
}
