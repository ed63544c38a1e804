//! The way to whoever listens on a socket in a sandbox: a relay of ours, which looks who that is before it carries a word.
//!
//! The engine's own user runs it: the learner's shell can neither see into it nor stop it. (Root in the learner's engine
//! can stop it, with `--pid=host`: that breaks off what it carries, which is seen.)

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use ::witness::{FOREIGN, RELAYING};
use anyhow::Context as _;
use bollard::container::LogOutput;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::io::AsyncWrite;
use tokio_util::io::StreamReader;
use tracing::warn;

use super::{Impostor, Listener};
use crate::sandbox::{
    container::Container,
    exec::{Command, Streams, Who},
};

/// The program.
const WITNESS: &str = "/usr/lib/quai/witness";
/// At most this much of what a relay complains is kept, bytes.
const COMPLAINT: usize = 1024;

type Output = Pin<Box<dyn futures_util::Stream<Item = io::Result<Bytes>> + Send>>;
/// What is carried, both ways.
pub(in crate::sandbox) type Carried =
    tokio::io::Join<StreamReader<Output, Bytes>, Pin<Box<dyn AsyncWrite + Send>>>;

/// The way to one socket.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Door {
    container: Container,
    socket: &'static str,
    /// What whoever listens there runs.
    program: &'static str,
    /// Who that is, where it is never anybody else.
    known: Option<Listener>,
    /// Somebody else was there once, at one of the sandbox's doors: none of them is gone through any more.
    foreign: Arc<AtomicBool>,
}

impl Door {
    /// To the engine.
    pub(in crate::sandbox) fn engine(container: &Container, known: Option<Listener>) -> Self {
        let (container, foreign) = (container.clone(), Arc::default());
        Self { container, socket: "/run/docker.sock", program: "/usr/sbin/dockerd", known, foreign }
    }

    /// To the journal of the registries beside this one. They are started again when they end: who that is may change.
    pub(in crate::sandbox) fn registries(&self) -> Self {
        Self { socket: "/run/quai/hub.sock", program: "/usr/lib/quai/hub", known: None, ..self.clone() }
    }

    /// Whether somebody else was seen behind one of the doors.
    pub(in crate::sandbox) fn is_foreign(&self) -> bool {
        self.foreign.load(Ordering::Relaxed)
    }

    /// Who listens there.
    ///
    /// # Errors
    /// When nobody does, an [`Impostor`] does, or the sandbox is gone.
    pub(in crate::sandbox) async fn identify(&self) -> anyhow::Result<Listener> {
        let argv = [WITNESS, "identify", self.socket, self.program];
        let command = Command { argv: &argv, who: Who::Engine, env: &[] };
        let output = self.container.run(command, Bytes::new()).await?;
        match output.code {
            0 => output.text.parse().context("the witness did not say who listens"),
            code if code == i64::from(FOREIGN) => Err(self.impostor(output.text.trim()).into()),
            _ => anyhow::bail!("nobody is known to listen on {}: {}", self.socket, output.text.trim()),
        }
    }

    /// Opens a stream.
    ///
    /// # Errors
    /// When nobody listens, an [`Impostor`] does or did, or the sandbox is gone.
    pub(in crate::sandbox) async fn dial(&self) -> io::Result<Carried> {
        if self.is_foreign() {
            return Err(io::Error::other(Impostor("nothing is asked here any more".to_owned())));
        }
        let figures = self.known.map(|known| [known.pid.to_string(), known.started.to_string()]);
        let mut argv = vec![WITNESS, "relay", self.socket, self.program];
        argv.extend(figures.iter().flatten().map(String::as_str));
        let relay = Command { argv: &argv, who: Who::Engine, env: &[] };
        let streams = self.container.start_command(relay).await.map_err(io::Error::other)?;
        let Streams { id, mut output, input } = streams;
        let (mut begun, mut complaint) = (BytesMut::new(), BytesMut::new());
        while begun.len() < RELAYING.len() {
            match output.next().await.transpose().map_err(io::Error::other)? {
                Some(LogOutput::StdOut { message }) => begun.extend_from_slice(&message),
                Some(LogOutput::StdErr { message }) if complaint.len() < COMPLAINT => {
                    complaint.extend_from_slice(&message);
                }
                Some(_) => {}
                None => return Err(self.refused(&id, &complaint).await),
            }
        }
        if !begun.starts_with(RELAYING) {
            return Err(io::Error::other("a relay begins with other words than it should"));
        }
        let first = begun.split_off(RELAYING.len()).freeze();
        let rest = output.map_err(io::Error::other).try_filter_map(|part| async move {
            Ok(match part {
                LogOutput::StdOut { message } => Some(message),
                _ => None,
            })
        });
        let output = stream::iter((!first.is_empty()).then_some(Ok(first))).chain(rest);
        Ok(tokio::io::join(StreamReader::new(output.boxed()), input))
    }

    /// Why a relay has not begun.
    async fn refused(&self, relay: &str, complaint: &[u8]) -> io::Error {
        let complaint = String::from_utf8_lossy(complaint);
        match self.container.exit_code(relay).await {
            Ok(code) if code == i64::from(FOREIGN) => io::Error::other(self.impostor(complaint.trim())),
            Ok(code) => io::Error::other(format!("the relay ended with code {code}: {}", complaint.trim())),
            Err(error) => io::Error::other(error),
        }
    }

    fn impostor(&self, why: &str) -> Impostor {
        if !self.foreign.swap(true, Ordering::Relaxed) {
            warn!(self.socket, why, "somebody else listens in the sandbox: nothing is asked there any more");
        }
        Impostor(why.to_owned())
    }
}
