//! The learner's shell, kept by the server while pages are reloaded and connections come and go.
//!
//! Output is one stream of bytes, numbered from the shell's start. The last [`SCROLLBACK`] of them are kept, and each
//! viewer (a page with the terminal open) reads at its own pace from its own place in them: however slow a viewer or
//! fast a program, nothing is buffered without bound. The shell is read only as fast as the fastest viewer, and slowly
//! when nobody looks, so a flood of output stops at the program that makes it.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use exercises::Lang;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf},
    sync::{
        mpsc::{self, error::TrySendError},
        watch,
    },
};
use tracing::debug;

use crate::{
    sandbox::{
        container::Container,
        tty::{Shell, Size, Tty},
    },
    timeouts,
};

/// Past output that is kept for pages that come back, bytes.
pub const SCROLLBACK: usize = 512 * 1024;
/// What may be on the way to a viewer without its acknowledgement, bytes.
pub const WINDOW: u64 = 256 * 1024;
/// Output goes to viewers in pieces of at most this many bytes.
const PIECE: usize = 32 * 1024;
/// Keystrokes and pastes on the way to the shell, in frames of at most 64 KiB.
const INPUT_FRAMES: usize = 16;

/// What the stream looks like at one moment.
#[derive(Debug, Default)]
struct Stream {
    /// The last bytes of output.
    kept: VecDeque<u8>,
    /// Number of the byte after the last.
    end: u64,
    /// For each viewer, the number up to which it has acknowledged.
    viewers: HashMap<u64, u64>,
    next_viewer: u64,
    /// Keys that wait for the shell to read them.
    typing: usize,
    /// Set when the shell has ended, to its exit code if that is known.
    ended: Option<Option<i64>>,
}

impl Stream {
    fn begin(&self) -> u64 {
        self.end - self.kept.len() as u64
    }

    fn push(&mut self, output: &[u8]) {
        self.kept.extend(output);
        self.end += output.len() as u64;
        let excess = self.kept.len().saturating_sub(SCROLLBACK);
        if excess > 0 {
            // Cut after a line's end where one is near, so that no escape sequence is replayed by half.
            let line = self.kept.iter().skip(excess).take(PIECE).position(|byte| *byte == b'\n');
            self.kept.drain(..excess + line.map_or(0, |position| position + 1));
        }
    }

    fn piece(&self, from: u64) -> Bytes {
        let skip = usize::try_from(from.saturating_sub(self.begin())).unwrap_or(usize::MAX);
        self.kept.iter().skip(skip).take(PIECE).copied().collect()
    }

    /// Whether the shell is to be held: somebody looks, and everybody who looks has a full window.
    ///
    /// Not while keys wait: acknowledgements come after the keys that a page has sent, and the shell may read no key
    /// before its output is taken. Each would wait for the other.
    fn is_full(&self) -> bool {
        self.typing == 0
            && !self.viewers.is_empty()
            && self.viewers.values().all(|acked| self.end - acked >= WINDOW)
    }
}

#[derive(Debug)]
struct Shared {
    stream: Mutex<Stream>,
    /// Counts the stream's changes, for those who wait for one.
    changes: watch::Sender<u64>,
}

impl Shared {
    fn look(&self) -> MutexGuard<'_, Stream> {
        // Every change leaves the stream whole, so a panic elsewhere does not spoil it.
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut Stream) -> T) -> T {
        let result = change(&mut self.look());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    fn view(self: &Arc<Self>) -> Viewer {
        let (id, next, past) = self.change(|stream| {
            let (id, begin) = (stream.next_viewer, stream.begin());
            stream.next_viewer += 1;
            stream.viewers.insert(id, begin);
            (id, begin, stream.end - begin)
        });
        Viewer { shared: self.clone(), changes: self.changes.subscribe(), id, next, past }
    }
}

/// A learner's terminal. Cheap to clone; its shell ends with the sandbox.
#[derive(Clone, Debug)]
pub struct Terminal {
    shared: Arc<Shared>,
    input: mpsc::Sender<Bytes>,
    shell: Shell,
}

impl Terminal {
    /// Opens a shell in a sandbox.
    ///
    /// # Errors
    /// When the sandbox is gone.
    pub async fn open(container: &Container, lang: Lang, size: Size) -> anyhow::Result<Self> {
        let Tty { stream, shell } = container.open_shell(lang, size).await?;
        let shared = Arc::new(Shared { stream: Mutex::default(), changes: watch::Sender::new(0) });
        let (reader, writer) = tokio::io::split(stream);
        let (input, keys) = mpsc::channel(INPUT_FRAMES);
        tokio::spawn(write(writer, keys));
        tokio::spawn(read(reader, shared.clone(), shell.clone()));
        Ok(Self { shared, input, shell })
    }

    /// Whether its shell has ended.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.shared.look().ended.is_some()
    }

    /// Types. Waits while the shell does not read; what is typed after its end goes nowhere.
    pub async fn type_in(&self, keys: Bytes) {
        if let Err(TrySendError::Full(keys)) = self.input.try_send(keys) {
            let _typing = Typing::begin(&self.shared);
            let _ = self.input.send(keys).await;
        }
    }

    /// Gives the terminal another size.
    ///
    /// # Errors
    /// When the shell has ended.
    pub async fn resize(&self, size: Size) -> anyhow::Result<()> {
        self.shell.resize(size).await
    }

    /// Starts to look at the terminal, from the oldest byte that is kept.
    #[must_use]
    pub fn view(&self) -> Viewer {
        self.shared.view()
    }
}

/// Keys are waiting, until this is dropped.
struct Typing<'a>(&'a Shared);

impl<'a> Typing<'a> {
    fn begin(shared: &'a Shared) -> Self {
        shared.change(|stream| stream.typing += 1);
        Self(shared)
    }
}

impl Drop for Typing<'_> {
    fn drop(&mut self) {
        self.0.change(|stream| stream.typing -= 1);
    }
}

/// One look at a terminal.
#[derive(Debug)]
pub struct Viewer {
    shared: Arc<Shared>,
    changes: watch::Receiver<u64>,
    id: u64,
    next: u64,
    /// How many of the first bytes are past output, bytes.
    pub past: u64,
}

/// What a viewer sees next.
#[derive(Debug, PartialEq, Eq)]
pub enum Sight {
    /// Output.
    Output(Bytes),
    /// The shell has ended, with this code if it is known.
    Ended(Option<i64>),
}

impl Viewer {
    /// Waits for what comes next. Can be dropped and called again.
    pub async fn next(&mut self) -> Sight {
        loop {
            self.changes.borrow_and_update();
            if let Some(sight) = self.look() {
                return sight;
            }
            if self.changes.changed().await.is_err() {
                return Sight::Ended(None);
            }
        }
    }

    fn look(&mut self) -> Option<Sight> {
        let mut stream = self.shared.look();
        // Who was so slow that bytes have gone goes on from the oldest that are left.
        let lost = stream.begin().saturating_sub(self.next);
        if lost > 0 {
            self.next += lost;
            if let Some(acked) = stream.viewers.get_mut(&self.id) {
                *acked += lost;
            }
        }
        let acked = stream.viewers.get(&self.id).copied().unwrap_or(self.next);
        if self.next < stream.end {
            // A full window waits even when the shell has ended: the end is told after the last byte.
            if self.next.saturating_sub(acked) >= WINDOW {
                return None;
            }
            let piece = stream.piece(self.next);
            self.next += piece.len() as u64;
            return Some(Sight::Output(piece));
        }
        stream.ended.map(Sight::Ended)
    }

    /// A handle to acknowledge with, while [`Viewer::next`] waits.
    #[must_use]
    pub fn acknowledger(&self) -> Acknowledger {
        Acknowledger { shared: self.shared.clone(), id: self.id }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.shared.change(|stream| stream.viewers.remove(&self.id));
    }
}

/// Tells the terminal what a viewer has taken in.
#[derive(Debug)]
pub struct Acknowledger {
    shared: Arc<Shared>,
    id: u64,
}

impl Acknowledger {
    /// The viewer has taken in so many bytes more. More than were sent counts as all.
    pub fn acknowledge(&self, bytes: u64) {
        self.shared.change(|stream| {
            let end = stream.end;
            if let Some(acked) = stream.viewers.get_mut(&self.id) {
                *acked = acked.saturating_add(bytes).min(end);
            }
        });
    }
}

/// Takes the shell's output in, as fast as it is looked at.
async fn read<R>(mut reader: ReadHalf<R>, shared: Arc<Shared>, shell: Shell)
where
    ReadHalf<R>: tokio::io::AsyncRead + Unpin,
{
    let mut buffer = vec![0; PIECE];
    let mut changes = shared.changes.subscribe();
    while let Ok(count @ 1..) = reader.read(&mut buffer).await {
        shared.change(|stream| stream.push(&buffer[..count]));
        if shared.look().viewers.is_empty() {
            tokio::time::sleep(timeouts::TERMINAL_UNWATCHED).await;
        }
        // The sender lives as long as `shared`, which is held here: waiting cannot fail.
        while shared.look().is_full() && changes.changed().await.is_ok() {}
    }
    let code = shell.exit_code().await.unwrap_or_else(|error| {
        debug!(%error, "how a shell ended is not known");
        None
    });
    shared.change(|stream| stream.ended = Some(code));
}

/// Hands what is typed to the shell.
async fn write<W>(mut writer: WriteHalf<W>, mut keys: mpsc::Receiver<Bytes>)
where
    WriteHalf<W>: tokio::io::AsyncWrite + Unpin,
{
    while let Some(keys) = keys.recv().await {
        if writer.write_all(&keys).await.is_err() || writer.flush().await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_begins_after_a_line() {
        let mut stream = Stream::default();
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
        let mut stream = Stream::default();
        stream.push(&vec![b'x'; 3 * SCROLLBACK]);
        assert_eq!((stream.kept.len(), stream.end), (SCROLLBACK, 3 * SCROLLBACK as u64));
    }

    fn shared() -> Arc<Shared> {
        Arc::new(Shared { stream: Mutex::default(), changes: watch::Sender::new(0) })
    }

    #[test]
    fn a_viewer_that_does_not_acknowledge_gets_one_window_and_holds_the_shell() {
        let shared = shared();
        let mut viewer = shared.view();
        shared.change(|stream| stream.push(&vec![b'x'; WINDOW as usize + 10]));
        let mut seen = 0;
        while let Some(Sight::Output(piece)) = viewer.look() {
            seen += piece.len() as u64;
        }
        assert_eq!(seen, WINDOW);
        assert!(shared.look().is_full());
        viewer.acknowledger().acknowledge(u64::MAX);
        assert!(!shared.look().is_full());
        assert!(matches!(viewer.look(), Some(Sight::Output(piece)) if piece.len() == 10));
    }

    #[test]
    fn the_fastest_viewer_sets_the_pace_and_a_slow_one_skips() {
        let shared = shared();
        let (mut slow, mut fast) = (shared.view(), shared.view());
        for _ in 0..40 {
            shared.change(|stream| stream.push(&[b'x'; PIECE]));
            let Some(Sight::Output(piece)) = fast.look() else { panic!("the fast viewer saw nothing") };
            fast.acknowledger().acknowledge(piece.len() as u64);
            assert!(!shared.look().is_full());
        }
        assert!(matches!(slow.look(), Some(Sight::Output(_))));
        assert!(slow.next > SCROLLBACK as u64);
        drop(fast);
        assert_eq!(shared.look().viewers.len(), 1);
    }

    #[tokio::test]
    async fn the_end_is_told_after_the_last_byte() {
        let shared = shared();
        let mut viewer = shared.view();
        shared.change(|stream| {
            stream.push(b"bye");
            stream.ended = Some(Some(7));
        });
        assert_eq!(viewer.next().await, Sight::Output(Bytes::from_static(b"bye")));
        assert_eq!(viewer.next().await, Sight::Ended(Some(7)));
    }
}
