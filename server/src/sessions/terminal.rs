//! The learner's shell, kept by the server while pages are reloaded and connections come and go.
//!
//! Its output is a stream that pages look at ([`Viewer`]). The shell is read only as fast as the fastest of them, and slowly
//! when nobody looks, so a flood of output stops at the program that makes it.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf},
    sync::mpsc::{self, error::TrySendError},
};
use tracing::{Instrument, debug};

use super::output::{End, Output, PIECE, Past};
pub use super::{
    output::{SCROLLBACK, Seen, WINDOW},
    viewer::{Acknowledger, Sight, View, Viewer},
};
use crate::{
    sandbox::tty::{Shell, Size, Tty},
    timeouts,
};

/// Keystrokes and pastes on the way to the shell, in frames of at most 64 KiB.
const INPUT_FRAMES: usize = 16;

/// A learner's terminal. Cheap to clone; its shell ends with the sandbox.
#[derive(Clone, Debug)]
pub struct Terminal {
    output: Arc<Output>,
    input: mpsc::Sender<Bytes>,
    shell: Shell,
}

impl Terminal {
    /// Takes over a shell's terminal.
    #[must_use]
    pub(super) fn new(tty: Tty, past: Past) -> Self {
        let Tty { stream, shell } = tty;
        let output = Output::new(&past);
        let (reader, writer) = tokio::io::split(stream);
        let (input, keys) = mpsc::channel(INPUT_FRAMES);
        tokio::spawn(write(writer, keys));
        tokio::spawn(read(reader, output.clone(), shell.clone()).in_current_span());
        Self { output, input, shell }
    }

    /// Whether nothing comes any more.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.output.look().ended.is_some()
    }

    /// Whether its shell may still run, and only the connection to it is gone.
    pub(super) fn was_lost(&self) -> bool {
        self.output.look().ended == Some(End::Lost)
    }

    /// What it has shown, for another terminal of the same shell to go on from.
    pub(super) fn output(&self) -> Arc<Output> {
        self.output.clone()
    }

    /// Whether nothing has come for so long.
    pub(super) fn quiet_for(&self, time: Duration) -> bool {
        self.output.look().stirred.elapsed() >= time
    }

    /// How much its shell has printed, bytes.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.output.look().end
    }

    /// Types. Waits while the shell does not read; what is typed after its end goes nowhere.
    pub async fn type_in(&self, keys: Bytes) {
        if let Err(TrySendError::Full(keys)) = self.input.try_send(keys) {
            let _typing = Typing::begin(&self.output);
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
        self.output.view(seen)
    }
}

/// Keys are waiting, until this is dropped.
struct Typing<'a>(&'a Output);

impl<'a> Typing<'a> {
    fn begin(output: &'a Output) -> Self {
        output.change(|stream| stream.typing += 1);
        Self(output)
    }
}

impl Drop for Typing<'_> {
    fn drop(&mut self) {
        self.0.change(|stream| stream.typing -= 1);
    }
}

/// What a shell that was come back to begins with: it clears the screen, which the page shows already.
const CLEAR: &[u8] = b"\x1b[H\x1b[J";

/// Takes the shell's output in, as fast as it is looked at.
async fn read<R>(mut reader: ReadHalf<R>, output: Arc<Output>, shell: Shell)
where
    ReadHalf<R>: tokio::io::AsyncRead + Unpin,
{
    let mut buffer = vec![0; PIECE];
    let mut changes = output.changes.subscribe();
    let mut first = true;
    while let Ok(count @ 1..) = reader.read(&mut buffer).await {
        let mut printed = &buffer[..count];
        if std::mem::take(&mut first) {
            printed = printed.strip_prefix(CLEAR).unwrap_or(printed);
        }
        output.change(|stream| stream.push(printed));
        if output.look().viewers.is_empty() {
            tokio::time::sleep(timeouts::TERMINAL_UNWATCHED).await;
        }
        // The sender lives as long as `output`, which is held here: waiting cannot fail.
        while output.look().is_full() && changes.changed().await.is_ok() {}
    }
    let ended = tokio::time::timeout(timeouts::SHELL_END, exit_code(&shell)).await;
    let end = match ended.map_err(anyhow::Error::from).flatten() {
        Ok(code) => End::Exit(code),
        Err(error) => {
            debug!(%error, "how a shell ended is not known");
            End::Lost
        }
    };
    output.change(|stream| stream.ended = Some(end));
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
