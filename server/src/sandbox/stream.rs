//! Byte streams to engines and ports, and bollard's calls over them.

use std::{
    fmt,
    future::Future,
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bollard::{API_DEFAULT_VERSION, BollardRequest, Docker, errors::Error};
use hyper::Uri;
use hyper_util::{
    client::legacy::{
        self, Client,
        connect::{Connected, Connection},
    },
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::witness::Impostor;

trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A connection to an engine or to a port, whatever it is made of.
pub struct Stream {
    duplex: Box<dyn Duplex>,
    /// Let go of with the stream.
    _hold: Option<Box<dyn Send>>,
}

impl Stream {
    pub(super) fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        Self { duplex: Box::new(stream), _hold: None }
    }

    /// Holds something until it is dropped.
    pub(super) fn holding(self, hold: impl Send + 'static) -> Self {
        Self { _hold: Some(Box::new(hold)), ..self }
    }
}

/// A client of the engine that `dial` opens connections to. Idle ones are used again, for so long as `idle` says or for
/// good; a call that is hijacked takes its connection along. An answer's head comes within so many seconds.
pub(super) fn client<F>(
    dial: impl Fn() -> F + Clone + Send + Sync + 'static,
    idle: Option<Duration>,
    seconds: u64,
) -> Result<Docker, Error>
where
    F: Future<Output = io::Result<Stream>> + Send + 'static,
{
    let connector = tower::service_fn(move |_: Uri| {
        let stream = dial();
        Box::pin(async move { Ok::<_, io::Error>(TokioIo::new(stream.await?)) })
    });
    let client = Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(idle)
        .build(connector);
    let send = move |request: BollardRequest| {
        let answer = client.request(request);
        async move { answer.await.map_err(plain) }
    };
    Docker::connect_with_custom_transport(send, Some("http://engine"), seconds, API_DEFAULT_VERSION)
}

/// Of an error in several wrappings, only the innermost says what went wrong.
fn plain(error: legacy::Error) -> Error {
    let mut innermost: &dyn std::error::Error = &error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let err = match Impostor::of(innermost) {
        // This one is more than words.
        Some(impostor) => io::Error::other(impostor.clone()),
        None => io::Error::other(innermost.to_string()),
    };
    Error::IOError { err }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.duplex).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.duplex).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.duplex).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.duplex).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.duplex).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.duplex.is_write_vectored()
    }
}
