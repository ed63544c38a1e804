//! The learner's shell on a pseudo-terminal.
//!
//! The bytes of a terminal are the learner's own and may be anything. bollard takes a chunk that begins with a byte
//! below 3 for the header of a multiplexed frame, and would wait for up to 4 GiB of payload (`cat /bin/ls` suffices):
//! so the stream of a terminal is taken raw from the upgraded connection, here.

use std::io;

use anyhow::Context;
use bollard::exec::{CreateExecOptions, ResizeExecOptions};
use exercises::Lang;
use http_body_util::Full;
use hyper::{
    Method, Request, StatusCode,
    header::{CONNECTION, CONTENT_TYPE, HOST, UPGRADE},
    upgrade::Upgraded,
};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tracing::debug;

use super::{container::Container, exec::AS_LEARNER, hardening::LEARNER_HOME, stream::Stream};

/// Opens the learner's shell, or comes back to it.
const SHELL: &str = "/usr/lib/quai/shell";
/// What a shell that waits for its learner shows: it clears the screen.
const WAITS: &[u8] = b"\x1b[2J";

/// A terminal's width and height, characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width.
    pub cols: u16,
    /// Height.
    pub rows: u16,
}

impl Default for Size {
    fn default() -> Self {
        Self { cols: 80, rows: 24 }
    }
}

impl Size {
    /// A size that a terminal can have, whatever was asked for.
    #[must_use]
    pub fn clamped(cols: u16, rows: u16) -> Self {
        Self { cols: cols.clamp(2, 500), rows: rows.clamp(1, 300) }
    }
}

/// A shell that runs: its raw bytes, and its handle in the host's engine.
pub struct Tty {
    /// What it writes and reads.
    pub stream: TokioIo<Upgraded>,
    /// To resize it and to learn how it ended.
    pub shell: Shell,
}

/// Handle of a learner's shell.
#[derive(Clone, Debug)]
pub struct Shell {
    container: Container,
    exec: String,
}

impl Container {
    /// Opens a login shell of the learner's, or comes back to it where it is open already; they are numbered from 1 on. A new
    /// one whose learner's language is not known waits to be told: see [`Tty::welcome`].
    ///
    /// # Errors
    /// When the sandbox or the host's engine is gone.
    pub async fn open_shell(&self, number: usize, lang: Option<Lang>, size: Size) -> anyhow::Result<Tty> {
        let locale = match lang {
            Some(Lang::Fr) => "LANG=fr_FR.UTF-8",
            Some(Lang::En) => "LANG=en_US.UTF-8",
            None => "QUAI_WAIT=1",
        };
        let number = number.to_string();
        let home = format!("HOME={LEARNER_HOME}");
        let lang = format!("QUAI_LANG={}", lang.map(|lang| lang.to_string()).unwrap_or_default());
        let options = CreateExecOptions {
            attach_stdin: Some(true),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            tty: Some(true),
            env: Some(vec![locale, &lang, &home, "TERM=xterm-256color", "COLORTERM=truecolor"]),
            cmd: Some(vec![AS_LEARNER, SHELL, &number]),
            ..CreateExecOptions::default()
        };
        let exec = self.engine.docker.create_exec(&self.id, options).await?.id;
        let stream = start(self.engine.transport.dial().await?, &exec).await?;
        let shell = Shell { container: self.clone(), exec };
        // A shell that has ended at once says so by itself.
        if let Err(error) = shell.resize(size).await {
            debug!(%error, "a new shell could not be given its size");
        }
        Ok(Tty { stream, shell })
    }
}

impl Tty {
    /// Waits until a shell that was opened without a language waits for one.
    ///
    /// # Errors
    /// When it ends instead.
    pub async fn wait(&mut self) -> anyhow::Result<()> {
        let mut seen = Vec::new();
        while !seen.windows(WAITS.len()).any(|window| window == WAITS) {
            anyhow::ensure!(self.stream.read_buf(&mut seen).await? > 0, "the shell ended: {seen:?}");
        }
        Ok(())
    }

    /// Tells a shell that waits its learner's language and size: it greets then, and shows its prompt.
    ///
    /// # Errors
    /// When the shell has ended.
    pub async fn welcome(&mut self, lang: Lang, size: Size) -> anyhow::Result<()> {
        self.shell.resize(size).await?;
        self.stream.write_all(format!("{lang}\n").as_bytes()).await?;
        Ok(self.stream.flush().await?)
    }
}

impl Shell {
    /// Tells the shell and what runs in it the terminal's new size.
    ///
    /// # Errors
    /// When the shell has ended.
    pub async fn resize(&self, size: Size) -> anyhow::Result<()> {
        let options = ResizeExecOptions { height: size.rows, width: size.cols };
        Ok(self.container.engine.docker.resize_exec(&self.exec, options).await?)
    }

    /// The shell's exit code, once it has ended.
    ///
    /// # Errors
    /// When the host's engine is gone.
    pub async fn exit_code(&self) -> anyhow::Result<Option<i64>> {
        Ok(self.container.engine.docker.inspect_exec(&self.exec).await?.exit_code)
    }
}

/// Starts an exec and takes over the connection, which carries the terminal's bytes from then on.
async fn start(stream: Stream, exec: &str) -> anyhow::Result<TokioIo<Upgraded>> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection.with_upgrades());
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/exec/{exec}/start"))
        .header(HOST, "engine")
        .header(CONTENT_TYPE, "application/json")
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "tcp")
        .body(Full::new(bytes::Bytes::from_static(br#"{"Detach":false,"Tty":true}"#)))?;
    let response = sender.send_request(request).await?;
    let status = response.status();
    if status != StatusCode::SWITCHING_PROTOCOLS {
        return Err(io::Error::other(format!("the engine answered {status}"))).context("opening a terminal");
    }
    Ok(TokioIo::new(hyper::upgrade::on(response).await?))
}
