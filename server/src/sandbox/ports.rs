//! HTTP to the ports that are published in a sandbox, over byte streams into it. Whoever answers there is the learner's.

use std::{
    error::Error,
    io::{self, ErrorKind},
};

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::{
    Request, Response, Uri,
    body::Incoming,
    http::uri::{Authority, PathAndQuery, Scheme},
};
use hyper_util::{
    client::legacy::{self, Client},
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use tokio::time::timeout;
use tower::util::BoxCloneSyncService;
use tracing::warn;

use super::{container::Container, stream::Stream};
use crate::timeouts;

/// Idle connections to one port that are kept. A browser has no more than six.
const IDLE: usize = 6;
/// An answer's head is no longer, bytes.
const LONGEST_HEAD: usize = 128 * 1024;

/// A request's body, as it comes.
pub type Upload = UnsyncBoxBody<Bytes, Box<dyn Error + Send + Sync>>;

/// Why nothing is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    /// The sandbox is still starting, or its host is away.
    #[error("nobody may enter the sandbox now")]
    NotReady,
    /// As many connections are open as may be.
    #[error("too many connections are open")]
    Busy,
    /// Nobody listens on that port.
    #[error("nobody listens there")]
    Nobody,
    /// The connection was closed without an answer, or whoever listens spoke before they were asked.
    #[error("the connection was closed without an answer")]
    Wordless,
    /// What was answered is no HTTP.
    #[error("the answer is no HTTP")]
    NotHttp,
    /// Nothing was answered in time.
    #[error("nothing was answered in time")]
    Late,
    /// The sandbox could not be entered.
    #[error("the sandbox could not be entered")]
    Fault,
}

/// The ports of one sandbox.
#[derive(Debug)]
pub struct Ports {
    client: Client<BoxCloneSyncService<Uri, TokioIo<Stream>, Silence>, Upload>,
}

impl Ports {
    /// Each connection asks `enter` for the sandbox, and holds what else that gives for as long as it is open.
    pub fn new<F, H>(enter: impl Fn() -> F + Clone + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(Container, H), Silence>> + Send + 'static,
        H: Send + 'static,
    {
        let connector = tower::service_fn(move |uri: Uri| {
            let entered = enter();
            async move {
                let (container, hold) = entered.await?;
                let stream = dial(&container, uri.port_u16().unwrap_or(80)).await?;
                Ok(TokioIo::new(stream.holding(hold)))
            }
        });
        // A page is many requests, and a connection costs the start of a process: it is used again for a little while.
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(timeouts::PREVIEW_IDLE)
            .pool_max_idle_per_host(IDLE)
            .http1_max_buf_size(LONGEST_HEAD)
            .build(BoxCloneSyncService::new(connector));
        Self { client }
    }

    /// Sends a request to whoever listens on a port, as it is but for its address. Bodies go as they come, both ways.
    ///
    /// # Errors
    /// When the head of an answer does not come within [`timeouts::PREVIEW_ANSWER`].
    pub async fn ask(&self, port: u16, request: Request<Upload>) -> Result<Response<Incoming>, Silence> {
        let (mut parts, body) = request.into_parts();
        let mut uri = parts.uri.into_parts();
        uri.scheme = Some(Scheme::HTTP);
        let authority = format!("localhost:{port}");
        uri.authority = Some(Authority::try_from(authority).expect("a name and a number are an authority"));
        uri.path_and_query.get_or_insert(PathAndQuery::from_static("/"));
        parts.uri = Uri::from_parts(uri).expect("all parts of an address are there");
        let answer = self.client.request(Request::from_parts(parts, body));
        match timeout(timeouts::PREVIEW_ANSWER, answer).await {
            Ok(answer) => answer.map_err(|error| silence(&error)),
            Err(_) => Err(Silence::Late),
        }
    }
}

async fn dial(container: &Container, port: u16) -> Result<Stream, Silence> {
    let refused = |error: &io::Error| error.kind() == ErrorKind::ConnectionRefused;
    match timeout(timeouts::PREVIEW_DIAL, container.dial_port(port)).await {
        Ok(Err(error)) if refused(&error) => Err(Silence::Nobody),
        Ok(Err(error)) => {
            warn!(port, %error, "a port of a sandbox could not be reached");
            Err(Silence::Fault)
        }
        Err(_) => Err(Silence::Fault),
        Ok(Ok(stream)) => Ok(stream),
    }
}

/// What an error means, by what it is made of.
fn silence(error: &legacy::Error) -> Silence {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(silence) = cause.downcast_ref() {
            return *silence;
        }
        if cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
            return Silence::NotHttp;
        }
        source = cause.source();
    }
    Silence::Wordless
}
