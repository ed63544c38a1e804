//! What the server asks of a witness that attends, and what it answers: a line of JSON each. Answers come in any order.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// A line that is longer is none of ours, bytes, in either direction.
pub const LONGEST_LINE: usize = 512 * 1024;
/// So much of an output, an answer or a file is told at most, bytes.
pub const LONGEST_PIECE: usize = 128 * 1024;
/// The contents of all files of one answer together, bytes.
pub const LONGEST_READING: usize = 2 * LONGEST_PIECE;
/// Files that are asked for at once.
pub const MOST_PATHS: usize = 64;
/// Requests that are under way at once; what is asked beyond that waits for its turn.
pub const UNDER_WAY: usize = 8;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The answer has the same.
    pub id: u64,
    /// What is asked.
    pub ask: Ask,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Ask {
    /// Connects by TCP, sends, and listens until the other side closes, has said enough, or the time is over.
    Exchange {
        /// An address in the sandbox.
        to: SocketAddr,
        /// What is sent.
        send: String,
        /// So much of the answer is kept, bytes; [`LONGEST_PIECE`] at most.
        limit: usize,
        /// It takes so long at most.
        millis: u64,
    },
    /// Looks at files below the learner's home.
    Read {
        /// Relative to the home; [`MOST_PATHS`] at most.
        paths: Vec<String>,
        /// So much of each is read, bytes; [`LONGEST_PIECE`] at most, and [`LONGEST_READING`] of all.
        limit: usize,
    },
    /// Runs a script by `/bin/sh` in the learner's home, with an environment that is not the learner's.
    Run {
        /// The script.
        script: String,
        /// It takes so long at most.
        millis: u64,
        /// So much is kept of what it prints, bytes, of either stream; [`LONGEST_PIECE`] at most.
        limit: usize,
    },
    /// Tells from now on when something changes below the learner's home.
    Watch {},
}

/// What is said unasked or in answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// An answer.
    Answer {
        /// That of its request.
        id: u64,
        /// What is answered.
        answer: Answer,
    },
    /// Something below the learner's home has changed.
    Changed(bool),
}

/// Answers, in the order of [`Ask`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// What was heard, or why nothing was.
    Exchange(Exchange),
    /// One for each path, in their order.
    Read(Vec<Sight>),
    /// What the script has left.
    Run(Ran),
    /// How many folders are watched.
    Watch(Watching),
    /// It could not be done here.
    Failed(String),
}

/// What came of an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exchange {
    /// Something was answered.
    Heard(Piece),
    /// Nobody listens there.
    Refused,
    /// No way leads there.
    Unreachable,
    /// Nobody has answered in time.
    TimedOut,
    /// The other side has closed without a word.
    Closed,
}

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sight {
    /// Nothing.
    Absent,
    /// A folder.
    Directory,
    /// A pipe, a socket, a device.
    Special,
    /// Something outside of the home, by a link.
    Outside,
    /// It may not be read, or something else was in the way.
    Unreadable(String),
    /// A file.
    File {
        /// Its length, bytes.
        size: u64,
        /// Its permissions.
        mode: u32,
        /// Id of its owner, as seen in the sandbox.
        owner: u32,
        /// What is in it.
        content: Piece,
    },
}

/// What a script has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ran {
    /// Its exit code; 128 and the number of the signal that killed it; nothing if its time was over.
    pub code: Option<i32>,
    /// What it has printed.
    pub stdout: Piece,
    /// What it has printed to standard error.
    pub stderr: Piece,
}

/// What is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watching {
    /// Whether these are all folders: a learner can make more than are watched.
    pub all: bool,
}

/// Bytes, as many as were wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The first ones.
    #[serde(with = "base64_text")]
    pub bytes: Vec<u8>,
    /// Whether there were more.
    pub cut: bool,
}

impl Piece {
    /// As text, if it is one. A character that the limit has cut is left out.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Some(text),
            Err(error) if self.cut && error.error_len().is_none() => {
                std::str::from_utf8(&self.bytes[..error.valid_up_to()]).ok()
            }
            Err(_) => None,
        }
    }

    /// Adds bytes, up to the limit.
    pub(crate) fn add(&mut self, bytes: &[u8], limit: usize) {
        let room = limit.saturating_sub(self.bytes.len());
        self.cut |= bytes.len() > room;
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

/// Bytes in JSON, a third longer whatever they are.
mod base64_text {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        BASE64_STANDARD.decode(String::deserialize(deserializer)?).map_err(Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lines_of_json() {
        let line = r#"{"id":1,"ask":{"read":{"paths":["a"],"limit":9}}}"#;
        let request = Request { id: 1, ask: Ask::Read { paths: vec!["a".to_owned()], limit: 9 } };
        assert_eq!(serde_json::from_str::<Request>(line).unwrap(), request);
        assert_eq!(serde_json::to_string(&request).unwrap(), line);
        assert_eq!(serde_json::to_string(&Said::Changed(true)).unwrap(), r#"{"changed":true}"#);
        let watch: Request = serde_json::from_str(r#"{"id":2,"ask":{"watch":{}}}"#).unwrap();
        assert_eq!(watch.ask, Ask::Watch {});
        let heard = Answer::Exchange(Exchange::Heard(Piece { bytes: vec![0xff, 0], cut: false }));
        let said = Said::Answer { id: 3, answer: heard };
        let text = serde_json::to_string(&said).unwrap();
        assert_eq!(serde_json::from_str::<Said>(&text).unwrap(), said);
        for unknown in
            [r#"{"id":1,"ask":{"read":{"paths":[],"limit":1,"more":1}}}"#, r#"{"id":1,"ask":{"write":{}}}"#]
        {
            assert!(serde_json::from_str::<Request>(unknown).is_err(), "{unknown}");
        }
    }

    #[test]
    fn a_full_answer_fits_in_a_line() {
        let piece = Piece { bytes: vec![0xff; LONGEST_PIECE], cut: true };
        let ran = Ran { code: None, stdout: piece.clone(), stderr: piece };
        let said = Said::Answer { id: u64::MAX, answer: Answer::Run(ran) };
        assert!(serde_json::to_string(&said).unwrap().len() < LONGEST_LINE);
    }

    #[test]
    fn a_piece_is_text_or_is_not() {
        let mut piece = Piece::default();
        piece.add("aé".as_bytes(), 2);
        assert_eq!((piece.text(), piece.cut), (Some("a"), true));
        piece = Piece { bytes: vec![b'a', 0xff, b'b'], cut: false };
        assert_eq!(piece.text(), None);
    }
}
