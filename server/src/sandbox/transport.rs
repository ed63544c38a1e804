//! The way to an engine: one byte stream after another, over a Unix socket, TCP, TLS or ssh.

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use bollard::Docker;
use tokio::{
    io::AsyncReadExt,
    net::{TcpStream, UnixStream},
    time::timeout,
};

use super::{
    host::Host,
    stream::{self, Stream},
    tls::Tls,
    tunnel::Tunnel,
};
use crate::timeouts;

/// A connection that nobody has used for so long is closed.
const IDLE: Duration = Duration::from_secs(60);

/// The way to an engine. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Transport(Arc<Way>);

#[derive(Debug)]
enum Way {
    Unix(PathBuf),
    Tcp(String),
    Tls { address: String, tls: Tls },
    Ssh(Tunnel),
}

impl Transport {
    /// Prepares the way: reads certificates, logs in by ssh. Whether an engine is at its end is not asked.
    ///
    /// # Errors
    /// When a certificate cannot be used, or ssh does not get through.
    pub async fn open(host: &Host) -> anyhow::Result<Self> {
        Ok(Self(Arc::new(match host {
            Host::Unix(path) => Way::Unix(path.clone()),
            Host::Tcp(address) => Way::Tcp(address.clone()),
            Host::Tls { address, certificates } => {
                Way::Tls { address: address.clone(), tls: Tls::read(address, certificates)? }
            }
            Host::Ssh(login) => Way::Ssh(Tunnel::open(login).await?),
        })))
    }

    /// Opens a stream to the engine.
    ///
    /// # Errors
    /// When it is not there, or does not answer within [`timeouts::ENGINE_DIAL`].
    pub async fn dial(&self) -> io::Result<Stream> {
        let dialled = timeout(timeouts::ENGINE_DIAL, async {
            Ok(match &*self.0 {
                Way::Unix(path) => Stream::new(UnixStream::connect(path).await?),
                Way::Tcp(address) => Stream::new(over_tcp(address).await?),
                Way::Tls { address, tls } => Stream::new(tls.over(over_tcp(address).await?).await?),
                Way::Ssh(tunnel) => Stream::new(tunnel.dial().await?),
            })
        });
        dialled.await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    /// A client of the engine.
    pub(super) fn client(&self) -> anyhow::Result<Docker> {
        let transport = self.clone();
        let dial = move || {
            let transport = transport.clone();
            async move { transport.dial().await }
        };
        stream::client(dial, Some(IDLE), timeouts::OUTER_CALL_SECONDS).context("a client of the engine")
    }

    /// What the way itself complains of, after a call that failed.
    pub(super) async fn complaint(&self) -> Option<String> {
        match &*self.0 {
            Way::Unix(_) | Way::Tcp(_) => None,
            Way::Ssh(tunnel) => tunnel.complaint(),
            // Our certificate is looked at after the handshake: the refusal may come before our first words, and was lost
            // with the connection then.
            Way::Tls { .. } => {
                let mut silent = self.dial().await.ok()?;
                let refusal = timeout(timeouts::TLS_REFUSAL, silent.read_u8()).await.ok()?;
                let said = |refusal: &io::Error| refusal.kind() == io::ErrorKind::InvalidData;
                refusal.err().filter(said).map(|refusal| refusal.to_string())
            }
        }
    }
}

async fn over_tcp(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    // Keys go one by one.
    stream.set_nodelay(true)?;
    Ok(stream)
}
