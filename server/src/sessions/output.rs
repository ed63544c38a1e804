//! The output of a learner's shell: one stream of bytes with a name, numbered from the shell's start, so that a page that comes
//! back can say how far it has seen. The last [`SCROLLBACK`] of them are kept.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use bytes::Bytes;
use tokio::sync::watch;
use uuid::Uuid;

use super::viewer::{View, Viewer};

/// Past output that is kept for pages that come back, bytes.
pub const SCROLLBACK: usize = 512 * 1024;
/// What may be on the way to a viewer without its acknowledgement, bytes.
pub const WINDOW: u64 = 256 * 1024;
/// Output goes to viewers in pieces of at most this many bytes.
pub(super) const PIECE: usize = 32 * 1024;

/// What the stream looks like at one moment.
#[derive(Debug)]
pub(super) struct Stream {
    /// Its name.
    id: String,
    /// Whether the shell is older than the stream: pages that were there may still show what came before.
    forgotten: bool,
    /// The last bytes of output.
    kept: VecDeque<u8>,
    /// Number of the byte after the last.
    pub(super) end: u64,
    /// For each viewer, the number up to which it has acknowledged.
    pub(super) viewers: HashMap<u64, u64>,
    next_viewer: u64,
    /// Keys that wait for the shell to read them.
    pub(super) typing: usize,
    /// Set when nothing comes any more.
    pub(super) ended: Option<End>,
    /// When something came.
    pub(super) stirred: Instant,
}

/// Why nothing comes any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The shell has ended, with this code.
    Exit(i64),
    /// The connection to it was lost.
    Lost,
}

/// What came before a terminal.
#[derive(Debug)]
pub(super) enum Past {
    /// Nothing: its shell is new.
    None,
    /// That of a terminal whose connection to the shell was lost.
    Of(Arc<Output>),
    /// Something that this server has not seen.
    Forgotten,
}

/// How far a page has seen, as it tells: of a stream by its name, so many bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Name of the stream.
    pub stream: String,
    /// Number of the next byte.
    pub next: u64,
}

impl Stream {
    fn new(past: &Past) -> Self {
        let mut stream = Self {
            id: Uuid::new_v4().simple().to_string(),
            forgotten: matches!(past, Past::Forgotten),
            kept: VecDeque::new(),
            end: 0,
            viewers: HashMap::new(),
            next_viewer: 0,
            typing: 0,
            ended: None,
            stirred: Instant::now(),
        };
        if let Past::Of(output) = past {
            let before = output.look();
            stream.id.clone_from(&before.id);
            stream.forgotten = before.forgotten;
            stream.kept.clone_from(&before.kept);
            stream.end = before.end;
        }
        stream
    }

    pub(super) fn begin(&self) -> u64 {
        self.end - self.kept.len() as u64
    }

    pub(super) fn push(&mut self, output: &[u8]) {
        self.stirred = Instant::now();
        self.kept.extend(output);
        self.end += output.len() as u64;
        let excess = self.kept.len().saturating_sub(SCROLLBACK);
        if excess > 0 {
            // Cut after a line's end where one is near, so that no escape sequence is replayed by half.
            let line = self.kept.iter().skip(excess).take(PIECE).position(|byte| *byte == b'\n');
            self.kept.drain(..excess + line.map_or(0, |position| position + 1));
        }
    }

    pub(super) fn piece(&self, from: u64) -> Bytes {
        let skip = usize::try_from(from.saturating_sub(self.begin())).unwrap_or(usize::MAX);
        self.kept.iter().skip(skip).take(PIECE).copied().collect()
    }

    /// Whether the shell is to be held: somebody looks, and everybody who looks has a full window.
    ///
    /// Not while keys wait: acknowledgements come after the keys that a page has sent, and the shell may read no key
    /// before its output is taken. Each would wait for the other.
    pub(super) fn is_full(&self) -> bool {
        self.typing == 0
            && !self.viewers.is_empty()
            && self.viewers.values().all(|acked| self.end - acked >= WINDOW)
    }
}

/// The stream, and word of its changes.
#[derive(Debug)]
pub(super) struct Output {
    stream: Mutex<Stream>,
    /// Counts the stream's changes, for those who wait for one.
    pub(super) changes: watch::Sender<u64>,
}

impl Output {
    /// Nothing has come yet.
    pub(super) fn new(past: &Past) -> Arc<Self> {
        Arc::new(Self { stream: Mutex::new(Stream::new(past)), changes: watch::Sender::new(0) })
    }

    pub(super) fn look(&self) -> MutexGuard<'_, Stream> {
        // Every change leaves the stream whole, so a panic elsewhere does not spoil it.
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Stream) -> T) -> T {
        let result = change(&mut self.look());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Starts to look: from where a page has left off, or else from the oldest byte that is kept.
    pub(super) fn view(self: &Arc<Self>, seen: Option<&Seen>) -> Viewer {
        let view = self.change(|stream| {
            let known = seen.filter(|seen| seen.stream == stream.id);
            let next =
                known.map(|seen| seen.next).filter(|next| (stream.begin()..=stream.end).contains(next));
            let id = stream.next_viewer;
            stream.next_viewer += 1;
            let from = next.unwrap_or(stream.begin());
            stream.viewers.insert(id, from);
            View {
                id,
                stream: stream.id.clone(),
                from,
                past: stream.end - from,
                // What the page shows is either continued, or of the same shell and more than is known here.
                goes_on: next.is_some() || (stream.forgotten && known.is_none() && seen.is_some()),
            }
        });
        let next = view.from;
        Viewer { output: self.clone(), changes: self.changes.subscribe(), next, view }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_begins_after_a_line() {
        let mut stream = Stream::new(&Past::None);
        for number in 0..200_000_u32 {
            stream.push(format!("line {number}\n").as_bytes());
        }
        assert!(stream.kept.len() <= SCROLLBACK);
        assert!(stream.piece(stream.begin()).starts_with(b"line "));
        let last = stream.piece(stream.end - 12);
        assert_eq!(&last[..], b"line 199999\n");
    }

    #[test]
    fn output_without_lines_is_cut_all_the_same() {
        let mut stream = Stream::new(&Past::None);
        stream.push(&vec![b'x'; 3 * SCROLLBACK]);
        assert_eq!((stream.kept.len(), stream.end), (SCROLLBACK, 3 * SCROLLBACK as u64));
    }
}
