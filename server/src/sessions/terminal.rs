//! The learner's shell, kept by the server while pages are reloaded and connections come and go.
//!
//! Output is one stream of bytes with a name, numbered from the shell's start: a page that comes back says how far it has seen. The last [`SCROLLBACK`] of them are kept, and each
//! viewer (a page with the terminal open) reads at its own pace from its own place in them: however slow a viewer or
//! fast a program, nothing is buffered without bound. The shell is read only as fast as the fastest viewer, and slowly
//! when nobody looks, so a flood of output stops at the program that makes it.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf},
    sync::{
        mpsc::{self, error::TrySendError},
        watch,
    },
};
use tracing::{Instrument, debug};
use uuid::Uuid;

use crate::{
    sandbox::tty::{Shell, Size, Tty},
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
#[derive(Debug)]
struct Stream {
    /// Its name.
    id: String,
    /// Whether the shell is older than the stream: pages that were there may still show what came before.
    forgotten: bool,
    /// The last bytes of output.
    kept: VecDeque<u8>,
    /// Number of the byte after the last.
    end: u64,
    /// For each viewer, the number up to which it has acknowledged.
    viewers: HashMap<u64, u64>,
    next_viewer: u64,
    /// Keys that wait for the shell to read them.
    typing: usize,
    /// Set when nothing comes any more.
    ended: Option<End>,
    /// When something came.
    stirred: Instant,
}

/// Why nothing comes any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
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
    /// A terminal whose connection to the shell was lost.
    Of(Terminal),
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
        if let Past::Of(terminal) = past {
            let before = terminal.shared.look();
            stream.id.clone_from(&before.id);
            stream.forgotten = before.forgotten;
            stream.kept.clone_from(&before.kept);
            stream.end = before.end;
        }
        stream
    }

    fn begin(&self) -> u64 {
        self.end - self.kept.len() as u64
    }

    fn push(&mut self, output: &[u8]) {
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

    fn view(self: &Arc<Self>, seen: Option<&Seen>) -> Viewer {
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
        Viewer { shared: self.clone(), changes: self.changes.subscribe(), next, view }
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
    /// Takes over a shell's terminal.
    #[must_use]
    pub(super) fn new(tty: Tty, past: Past) -> Self {
        let Tty { stream, shell } = tty;
        let shared =
            Arc::new(Shared { stream: Mutex::new(Stream::new(&past)), changes: watch::Sender::new(0) });
        let (reader, writer) = tokio::io::split(stream);
        let (input, keys) = mpsc::channel(INPUT_FRAMES);
        tokio::spawn(write(writer, keys));
        tokio::spawn(read(reader, shared.clone(), shell.clone()).in_current_span());
        Self { shared, input, shell }
    }

    /// Whether nothing comes any more.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.shared.look().ended.is_some()
    }

    /// Whether its shell may still run, and only the connection to it is gone.
    pub(super) fn was_lost(&self) -> bool {
        self.shared.look().ended == Some(End::Lost)
    }

    /// Whether nothing has come for so long.
    pub(super) fn quiet_for(&self, time: Duration) -> bool {
        self.shared.look().stirred.elapsed() >= time
    }

    /// How much its shell has printed, bytes.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.shared.look().end
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

    /// Makes the shell, or what runs in it, show itself anew: both do when their size changes.
    pub(super) async fn redraw(&self, size: Size) {
        for rows in [size.rows + 1, size.rows] {
            // It may take a moment until it listens.
            tokio::time::sleep(timeouts::TERMINAL_REDRAW).await;
            if let Err(error) = self.resize(Size { rows, ..size }).await {
                debug!(%error, "a shell could not be made to show itself");
            }
        }
    }

    /// Starts to look at the terminal: from where a page has left off, or else from the oldest byte that is kept.
    #[must_use]
    pub fn view(&self, seen: Option<&Seen>) -> Viewer {
        self.shared.view(seen)
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
    next: u64,
    /// Where it began.
    pub view: View,
}

/// Where a look at a terminal begins.
#[derive(Clone, Debug)]
pub struct View {
    id: u64,
    /// Name of the stream.
    pub stream: String,
    /// Number of the first byte that is shown.
    pub from: u64,
    /// How many of the first bytes are past output.
    pub past: u64,
    /// Whether they go on from what the page shows already.
    pub goes_on: bool,
}

/// What a viewer sees next.
#[derive(Debug, PartialEq, Eq)]
pub enum Sight {
    /// Output.
    Output(Bytes),
    /// The shell has ended, with this code.
    Ended(i64),
    /// The connection to the shell is lost: there may be another one in a moment.
    Lost,
}

impl Viewer {
    /// Whether nobody has looked at this shell before.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.view.id == 0
    }

    /// Waits for what comes next. Can be dropped and called again.
    pub async fn next(&mut self) -> Sight {
        loop {
            self.changes.borrow_and_update();
            if let Some(sight) = self.look() {
                return sight;
            }
            if self.changes.changed().await.is_err() {
                return Sight::Lost;
            }
        }
    }

    fn look(&mut self) -> Option<Sight> {
        let mut stream = self.shared.look();
        // Who was so slow that bytes have gone goes on from the oldest that are left.
        let lost = stream.begin().saturating_sub(self.next);
        if lost > 0 {
            self.next += lost;
            if let Some(acked) = stream.viewers.get_mut(&self.view.id) {
                *acked += lost;
            }
        }
        let acked = stream.viewers.get(&self.view.id).copied().unwrap_or(self.next);
        if self.next < stream.end {
            // A full window waits even when the shell has ended: the end is told after the last byte.
            if self.next.saturating_sub(acked) >= WINDOW {
                return None;
            }
            let piece = stream.piece(self.next);
            self.next += piece.len() as u64;
            return Some(Sight::Output(piece));
        }
        stream.ended.map(|end| match end {
            End::Exit(code) => Sight::Ended(code),
            End::Lost => Sight::Lost,
        })
    }

    /// A handle to acknowledge with, while [`Viewer::next`] waits.
    #[must_use]
    pub fn acknowledger(&self) -> Acknowledger {
        Acknowledger { shared: self.shared.clone(), id: self.view.id }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.shared.change(|stream| stream.viewers.remove(&self.view.id));
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

/// What a shell that was come back to begins with: it clears the screen, which the page shows already.
const CLEAR: &[u8] = b"\x1b[H\x1b[J";

/// Takes the shell's output in, as fast as it is looked at.
async fn read<R>(mut reader: ReadHalf<R>, shared: Arc<Shared>, shell: Shell)
where
    ReadHalf<R>: tokio::io::AsyncRead + Unpin,
{
    let mut buffer = vec![0; PIECE];
    let mut changes = shared.changes.subscribe();
    let mut first = true;
    while let Ok(count @ 1..) = reader.read(&mut buffer).await {
        let mut output = &buffer[..count];
        if std::mem::take(&mut first) {
            output = output.strip_prefix(CLEAR).unwrap_or(output);
        }
        shared.change(|stream| stream.push(output));
        if shared.look().viewers.is_empty() {
            tokio::time::sleep(timeouts::TERMINAL_UNWATCHED).await;
        }
        // The sender lives as long as `shared`, which is held here: waiting cannot fail.
        while shared.look().is_full() && changes.changed().await.is_ok() {}
    }
    let ended = tokio::time::timeout(timeouts::SHELL_END, exit_code(&shell)).await;
    let end = match ended.map_err(anyhow::Error::from).flatten() {
        Ok(code) => End::Exit(code),
        Err(error) => {
            debug!(%error, "how a shell ended is not known");
            End::Lost
        }
    };
    shared.change(|stream| stream.ended = Some(end));
}

/// Waits for the end of a shell that says nothing any more: the host's engine learns of it a moment later.
async fn exit_code(shell: &Shell) -> anyhow::Result<i64> {
    loop {
        match shell.exit_code().await? {
            Some(code) => return Ok(code),
            None => tokio::time::sleep(timeouts::SHELL_END / 20).await,
        }
    }
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

    fn shared_after(past: &Past) -> Arc<Shared> {
        Arc::new(Shared { stream: Mutex::new(Stream::new(past)), changes: watch::Sender::new(0) })
    }

    fn shared() -> Arc<Shared> {
        shared_after(&Past::None)
    }

    #[test]
    fn a_viewer_that_does_not_acknowledge_gets_one_window_and_holds_the_shell() {
        let shared = shared();
        let mut viewer = shared.view(None);
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
        let (mut slow, mut fast) = (shared.view(None), shared.view(None));
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
        let mut viewer = shared.view(None);
        shared.change(|stream| {
            stream.push(b"bye");
            stream.ended = Some(End::Exit(7));
        });
        assert_eq!(viewer.next().await, Sight::Output(Bytes::from_static(b"bye")));
        assert_eq!(viewer.next().await, Sight::Ended(7));
    }

    #[test]
    fn a_page_that_comes_back_goes_on_where_it_left_off() {
        let shared = shared();
        shared.change(|stream| stream.push(b"hello"));
        let seen = Seen { stream: shared.view(None).view.stream.clone(), next: 2 };
        let View { from, past, goes_on, .. } = shared.view(Some(&seen)).view.clone();
        assert_eq!((from, past, goes_on), (2, 3, true));
        let ahead = Seen { next: 6, ..seen.clone() };
        let View { from, goes_on, .. } = shared.view(Some(&ahead)).view.clone();
        assert_eq!((from, goes_on), (0, false), "nobody has seen what was not shown");
        let other = Seen { stream: "another shell".to_owned(), next: 2 };
        assert!(!shared.view(Some(&other)).view.goes_on);
    }

    #[test]
    fn a_shell_of_an_earlier_server_goes_on_below_what_a_page_shows_of_it() {
        let shared = shared_after(&Past::Forgotten);
        shared.change(|stream| stream.push(b"$ "));
        let earlier = Seen { stream: "of the earlier server".to_owned(), next: 1000 };
        let View { past, goes_on, .. } = shared.view(Some(&earlier)).view.clone();
        assert_eq!((past, goes_on), (2, true));
        assert!(!shared.view(None).view.goes_on, "a page that shows nothing begins anew");
    }
}
