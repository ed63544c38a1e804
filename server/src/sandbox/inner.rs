//! The learner's engine: typed bollard calls over the byte stream of a command in the sandbox.
//!
//! Nothing listens on a network, and whoever holds the host's engine, local or remote, reaches every sandbox so.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bollard::{API_DEFAULT_VERSION, BollardRequest, Docker, container::LogOutput};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{Connected, Connection},
    },
    rt::{TokioExecutor, TokioIo},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_util::io::StreamReader;

use super::{
    container::Container,
    exec::{Command, Who},
};
use crate::timeouts;

/// The engine's own user dials: the learner's shell can neither see nor stop the process that carries the calls. (Root in
/// the learner's engine can, with `--pid=host`: that breaks off the calls, which is seen.)
const DIAL: Command<'_> = Command {
    argv: &["/usr/bin/socat", "-t1", "STDIO", "UNIX-CONNECT:/run/docker.sock"],
    who: Who::Engine,
    env: &[],
};

/// A client of the engine in one sandbox.
#[derive(Debug)]
pub struct InnerEngine {
    pub(super) docker: Docker,
}

impl InnerEngine {
    pub(super) async fn connect(container: &Container) -> anyhow::Result<Self> {
        let dialler = Dialler { container: container.clone() };
        // Idle connections are kept for good: dialling again would cost a process start.
        let client: Client<Dialler, _> =
            Client::builder(TokioExecutor::new()).pool_idle_timeout(None).build(dialler);
        let send = move |request: BollardRequest| {
            let client = client.clone();
            Box::pin(async move {
                let (mut head, body) = request.into_parts();
                let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
                head.uri = format!("http://engine{path}").parse().expect("a path of a URI makes a URI");
                let request = hyper::Request::from_parts(head, body);
                client.request(request).await.map_err(bollard::errors::Error::from)
            })
        };
        let seconds = timeouts::INNER_CALL_SECONDS;
        let docker =
            Docker::connect_with_custom_transport(send, Some("http://engine"), seconds, API_DEFAULT_VERSION)?;
        Ok(Self { docker: docker.negotiate_version().await? })
    }
}

/// Opens a connection to the engine of a sandbox, as hyper asks for them.
#[derive(Clone)]
struct Dialler {
    container: Container,
}

impl tower::Service<hyper::Uri> for Dialler {
    type Response = Pipe;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Pipe>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: hyper::Uri) -> Self::Future {
        let container = self.container.clone();
        Box::pin(async move {
            let streams = container.start_command(DIAL).await.map_err(io::Error::other)?;
            let output = streams.output.map_err(io::Error::other).try_filter_map(|part| async move {
                Ok(match part {
                    LogOutput::StdOut { message } => Some(message),
                    _ => None,
                })
            });
            let reader = StreamReader::new(output.boxed());
            Ok(Pipe(TokioIo::new(Bounded {
                joined: tokio::io::join(reader, streams.input),
                left: LONGEST_ANSWER,
            })))
        })
    }
}

type Output = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
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

/// The two streams of a command as one connection.
struct Pipe(TokioIo<Bounded>);

impl Connection for Pipe {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl hyper::rt::Read for Pipe {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl hyper::rt::Write for Pipe {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
