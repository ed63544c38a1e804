//! The learner's engine: typed bollard calls over the byte stream of a command in the sandbox.
//!
//! Nothing listens on a network, and whoever holds the host's engine, local or remote, reaches every sandbox so.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bollard::Docker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{
    stream::{self, Stream},
    witness::{Carried, Door},
};
use crate::timeouts;

/// A client of the engine in one sandbox.
#[derive(Debug)]
pub struct InnerEngine {
    pub(super) docker: Docker,
    door: Door,
}

impl InnerEngine {
    /// One behind whose door somebody else is has nothing to answer: every call fails.
    pub(super) async fn connect(door: Door) -> anyhow::Result<Self> {
        let dialled = door.clone();
        let dial = move || {
            let door = dialled.clone();
            async move { dial(&door).await }
        };
        // Idle connections are kept for good: dialling again would cost a process start.
        let docker = stream::client(dial, None, timeouts::INNER_CALL_SECONDS)?;
        let docker = match docker.clone().negotiate_version().await {
            Err(_) if door.is_foreign() => docker,
            negotiated => negotiated?,
        };
        Ok(Self { docker, door })
    }

    /// Whether somebody else was seen in the engine's place, or in that of the registries. Nothing is asked there any more,
    /// and every call that needs a new connection fails with an [`Impostor`](super::witness::Impostor).
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.door.is_foreign()
    }

    /// A stream to the journal of the registries.
    pub(super) async fn dial_registries(&self) -> io::Result<Stream> {
        dial(&self.door.registries()).await
    }
}

async fn dial(door: &Door) -> io::Result<Stream> {
    Ok(Stream::new(Bounded { carried: door.dial().await?, left: LONGEST_ANSWER }))
}

/// An answer to one request may be so long, bytes. A learner is root in the engine and may answer in its stead, endlessly:
/// whatever reads an answer holds all of it in memory.
const LONGEST_ANSWER: usize = 8 * 1024 * 1024;

/// A connection that carries answers of at most [`LONGEST_ANSWER`].
struct Bounded {
    carried: Carried,
    left: usize,
}

impl AsyncRead for Bounded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(io::Error::other("the sandbox's engine answers without end")));
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.carried).poll_read(context, buffer);
        self.left = self.left.saturating_sub(buffer.filled().len() - before);
        polled
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        // A new request: its answer counts from here.
        self.left = LONGEST_ANSWER;
        Pin::new(&mut self.carried).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.carried).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.carried).poll_shutdown(context)
    }
}
