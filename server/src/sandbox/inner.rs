//! The learner's engine: typed bollard calls over the byte stream of a command in the sandbox.
//!
//! Nothing listens on a network, and whoever holds the host's engine, local or remote, reaches every sandbox so.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bollard::{Docker, container::LogOutput};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_util::io::StreamReader;

use super::{
    container::Container,
    exec::{Command, Who},
    stream::{self, Stream},
};
use crate::timeouts;

/// The engine's own user dials: the learner's shell can neither see nor stop the process that carries the calls. (Root in
/// the learner's engine can, with `--pid=host`: that breaks off the calls, which is seen.)
const SOCAT: [&str; 3] = ["/usr/bin/socat", "-t1", "STDIO"];

/// Where the engine listens.
const ENGINE: &str = "UNIX-CONNECT:/run/docker.sock";

/// A client of the engine in one sandbox.
#[derive(Debug)]
pub struct InnerEngine {
    pub(super) docker: Docker,
    pub(super) container: Container,
}

impl InnerEngine {
    pub(super) async fn connect(container: &Container) -> anyhow::Result<Self> {
        let dialled = container.clone();
        let dial = move || dial(dialled.clone(), ENGINE);
        // Idle connections are kept for good: dialling again would cost a process start.
        let docker = stream::client(dial, None, timeouts::INNER_CALL_SECONDS)?;
        Ok(Self { docker: docker.negotiate_version().await?, container: container.clone() })
    }
}

/// A stream to something in the sandbox, as socat names it.
pub(super) async fn dial(container: Container, address: &str) -> io::Result<Stream> {
    let [socat, wait, here] = SOCAT;
    let dial = Command { argv: &[socat, wait, here, address], who: Who::Engine, env: &[] };
    let streams = container.start_command(dial).await.map_err(io::Error::other)?;
    let output = streams.output.map_err(io::Error::other).try_filter_map(|part| async move {
        Ok(match part {
            LogOutput::StdOut { message } => Some(message),
            _ => None,
        })
    });
    let reader = StreamReader::new(output.boxed());
    Ok(Stream::new(Bounded { joined: tokio::io::join(reader, streams.input), left: LONGEST_ANSWER }))
}

type Output = Pin<Box<dyn futures_util::Stream<Item = io::Result<Bytes>> + Send>>;
type Joined = tokio::io::Join<StreamReader<Output, Bytes>, Pin<Box<dyn AsyncWrite + Send>>>;

/// An answer to one request may be so long, bytes. A learner is root in the engine and may answer in its stead, endlessly:
/// whatever reads an answer holds all of it in memory.
const LONGEST_ANSWER: usize = 8 * 1024 * 1024;

/// A connection that carries answers of at most [`LONGEST_ANSWER`].
struct Bounded {
    joined: Joined,
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
        let polled = Pin::new(&mut self.joined).poll_read(context, buffer);
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
        Pin::new(&mut self.joined).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.joined).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.joined).poll_shutdown(context)
    }
}
