//! The way to whoever listens on a socket in a sandbox: a relay of ours, which looks who that is before it carries a word.
//!
//! The engine's own user runs it: the learner's shell can neither see into it nor stop it. (Root in the learner's engine
//! can stop it, with `--pid=host`: that breaks off what it carries, which is seen.)

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use ::witness::FOREIGN;
use anyhow::Context as _;
use bytes::Bytes;
use tracing::warn;

use super::{
    Impostor, Listener, WITNESS,
    relay::{self, Carried, Unstarted},
};
use crate::sandbox::{
    container::Container,
    exec::{Command, Who},
};

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
        match relay::start(&self.container, relay).await {
            Ok(carried) => Ok(carried),
            Err(Unstarted::Ended { code, complaint }) if code == i64::from(FOREIGN) => {
                Err(io::Error::other(self.impostor(&complaint)))
            }
            Err(unstarted) => Err(io::Error::other(unstarted)),
        }
    }

    fn impostor(&self, why: &str) -> Impostor {
        if !self.foreign.swap(true, Ordering::Relaxed) {
            warn!(self.socket, why, "somebody else listens in the sandbox: nothing is asked there any more");
        }
        Impostor(why.to_owned())
    }
}
