//! A connection to the kept shell: its terminal's bytes go there and back, and so does its size.

use std::{
    env, fs,
    os::{fd::OwnedFd, unix::net::UnixListener},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::Context;
use rustix::{
    stdio::stdin,
    termios::{OptionalActions, tcgetattr, tcgetwinsize, tcsetattr},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    signal::unix::{SignalKind, signal},
};

use crate::{
    KEEP,
    frames::{Frame, LONGEST},
};

/// Comes to the shell, which is started if there is none, and stays until it ends or somebody else comes. Returns the
/// shell's exit code.
pub(crate) async fn visit(socket: &Path) -> anyhow::Result<u8> {
    let mut resized = signal(SignalKind::window_change())?;
    let mut modes = tcgetattr(stdin()).context("the learner's shell wants a terminal")?;
    // Whatever is typed is for the shell's own terminal. This one ends with the connection: nobody sets it back.
    modes.make_raw();
    tcsetattr(stdin(), OptionalActions::Now, &modes)?;

    let stream = match UnixStream::connect(socket).await {
        Ok(stream) => stream,
        Err(_) => {
            start_keeper(socket).context("starting the keeper of the shell")?;
            UnixStream::connect(socket).await?
        }
    };
    let (mut from_shell, mut to_shell) = stream.into_split();
    size().write(&mut to_shell).await?;
    let typing = async {
        let (mut keys, mut piece) = (tokio::io::stdin(), vec![0; LONGEST]);
        loop {
            let frame = tokio::select! {
                read = keys.read(&mut piece) => match read? {
                    0 => return anyhow::Ok(()),
                    length => Frame::Bytes(piece[..length].to_vec()),
                },
                _ = resized.recv() => size(),
            };
            frame.write(&mut to_shell).await?;
        }
    };
    let showing = async {
        let mut screen = tokio::io::stdout();
        while let Some(frame) = Frame::read(&mut from_shell).await? {
            match frame {
                Frame::Bytes(bytes) => {
                    screen.write_all(&bytes).await?;
                    screen.flush().await?;
                }
                Frame::End(code) => return Ok(code),
                Frame::Size { .. } => {}
            }
        }
        anyhow::bail!("somebody else has come")
    };
    tokio::select! {
        shown = showing => shown,
        typed = typing => typed.map(|()| 0),
    }
}

fn size() -> Frame {
    // A terminal without a size is as wide as the first ones were.
    let size = tcgetwinsize(stdin()).map_or((80, 24), |size| (size.ws_col, size.ws_row));
    Frame::Size { cols: size.0, rows: size.1 }
}

/// The keeper gets the socket that is bound here, so that it can be called at once.
fn start_keeper(socket: &Path) -> anyhow::Result<()> {
    // That of a keeper that has gone.
    let _ = fs::remove_file(socket);
    let listener = OwnedFd::from(UnixListener::bind(socket)?);
    let mut keeper = Command::new(env::current_exe()?);
    keeper.arg(KEEP).stdin(listener).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(())
}
