//! Serves routers over plain streams and TLS, within bounds: who comes when it is full waits.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, UnixListener},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        server::NoServerSessionStorage,
    },
};

/// Connections at once; each costs some 30 KiB.
const CONNECTIONS: usize = 64;
/// A connection that asks for nothing for so long is closed.
const SILENCE: Duration = Duration::from_secs(10);
/// Accepting fails when there are no file descriptors left; there are some again soon.
const PAUSE: Duration = Duration::from_millis(100);

/// Who shows this certificate is Docker Hub, in here.
///
/// # Errors
/// When the two do not belong together.
pub fn identity(certificate: &[u8], key: &[u8]) -> anyhow::Result<TlsAcceptor> {
    let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<Vec<_>, _>>();
    let key = PrivateKeyDer::from_pem_slice(key).context("the key is no PEM")?;
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain.context("the certificate is no PEM")?, key)?;
    // Sessions that nobody takes up again are not worth their memory.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Serves over TCP, for ever; over TLS if there is an identity.
pub async fn over_tcp(listener: TcpListener, identity: Option<TlsAcceptor>, router: Router) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = room.clone().acquire_owned().await.expect("nobody closes it");
        let Ok((stream, _)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let (router, identity) = (router.clone(), identity.clone());
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            match identity {
                // Whoever shakes hands too slowly is a silent connection too.
                Some(identity) => {
                    if let Ok(Ok(stream)) = timeout(SILENCE, identity.accept(stream)).await {
                        converse(stream, router).await;
                    }
                }
                None => converse(stream, router).await,
            }
            drop(place);
        });
    }
}

/// Serves over a Unix socket, for ever.
pub async fn over_unix(listener: UnixListener, router: Router) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(converse(stream, router.clone()))),
            Err(_) => sleep(PAUSE).await,
        }
    }
}

async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router) {
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // Clients that go away in the middle are no news.
    let _ = served.await;
}
