//! Holds the terminal of a shell. What the shell prints is read and what is typed is written independently of each other, so
//! that a program that stops reading while it prints, or the reverse, holds up nobody for good.

use std::{
    io,
    os::unix::process::ExitStatusExt,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use anyhow::Context;
use rustix::{
    fs::{Mode, OFlags, open},
    io::Errno,
    process::setsid,
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};
use tokio::{
    fs::File,
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{UnixListener, UnixStream},
    process::Command,
    time::timeout,
};

use crate::frames::{Frame, LONGEST};

/// What a shell has printed before its end is on its way by then.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// The keeper's side of a terminal.
struct Terminal {
    printed: File,
    /// Read, but not handed to anybody yet.
    unsent: Vec<u8>,
    typed: File,
}

/// Starts a program on a new terminal and keeps both until it ends. Returns its exit code.
pub(crate) async fn keep(listener: UnixListener, program: &[&str]) -> anyhow::Result<u8> {
    // Whoever started this one may end; a leader of a session already needs no other.
    let _ = setsid();
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let pty = openpt(flags).context("opening a terminal")?;
    grantpt(&pty)?;
    unlockpt(&pty)?;
    let other_side =
        open(ptsname(&pty, Vec::new())?, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
    let stdio = || other_side.try_clone().map(Stdio::from);
    let mut shell = Command::new("setsid")
        .arg("--ctty")
        .args(program)
        .stdin(stdio()?)
        .stdout(stdio()?)
        .stderr(stdio()?)
        .spawn()
        .context("starting the shell")?;
    drop(other_side);

    let (printed, typed) = (std::fs::File::from(pty.try_clone()?), std::fs::File::from(pty));
    let mut terminal = Terminal { printed: printed.into(), unsent: Vec::new(), typed: typed.into() };
    let mut visitor: Option<UnixStream> = None;
    let status = loop {
        tokio::select! {
            status = shell.wait() => break status?,
            Ok((next, _)) = listener.accept() => visitor = Some(next),
            () = terminal.attend(&mut visitor) => visitor = None,
        }
    };
    let code = code(status);
    if let Some(stream) = &mut visitor {
        // Programs in the background may print for ever.
        let _ = timeout(LAST_WORDS, terminal.show(stream)).await;
        let _ = timeout(LAST_WORDS, Frame::End(code).write(stream)).await;
    }
    Ok(code)
}

/// As shells tell it: who was killed by a signal has ended with 128 and its number.
fn code(status: ExitStatus) -> u8 {
    let signal = status.signal().map(|signal| 128 + signal);
    status.code().or(signal).and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)
}

impl Terminal {
    /// Serves a visitor until they go; without one, lets the shell print into the void.
    async fn attend(&mut self, visitor: &mut Option<UnixStream>) {
        let Some(stream) = visitor else {
            let _ = self.show(&mut tokio::io::sink()).await;
            return std::future::pending().await;
        };
        let (mut from, mut to) = stream.split();
        let Self { printed, unsent, typed } = self;
        tokio::select! {
            // There is nothing to show any more: the shell is about to end, and the visitor is to hear how.
            Ok(()) = show(printed, unsent, &mut to) => std::future::pending().await,
            _ = listen(typed, &mut from) => {}
            else => {}
        }
    }

    async fn show(&mut self, to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        show(&mut self.printed, &mut self.unsent, to).await
    }
}

/// Hands on what is printed, until there is nobody any more who could print.
async fn show(
    printed: &mut File,
    unsent: &mut Vec<u8>,
    to: &mut (impl AsyncWrite + Unpin),
) -> io::Result<()> {
    loop {
        if unsent.is_empty() {
            let mut piece = vec![0; LONGEST];
            let Ok(length @ 1..) = printed.read(&mut piece).await else { return Ok(()) };
            piece.truncate(length);
            *unsent = piece;
        }
        Frame::Bytes(unsent.clone()).write(to).await?;
        unsent.clear();
    }
}

/// Types what a visitor types, until they go.
async fn listen(typed: &mut File, from: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    while let Some(frame) = Frame::read(from).await? {
        match frame {
            Frame::Bytes(bytes) => {
                typed.write_all(&bytes).await?;
                typed.flush().await?;
            }
            Frame::Size { cols, rows } => {
                let size = Winsize { ws_col: cols, ws_row: rows, ws_xpixel: 0, ws_ypixel: 0 };
                // A shell that has just ended has no size.
                let _: Result<(), Errno> = tcsetwinsize(&typed, size);
            }
            Frame::End(_) => {}
        }
    }
    Ok(())
}
