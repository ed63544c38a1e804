//! A browser and a port of a sandbox that have left HTTP behind, as for a WebSocket: bytes both ways.

use std::io;

use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::timeout,
};
use tracing::debug;

use crate::{sessions::Session, timeouts};

/// So much is carried at once, bytes: whoever does not read makes the other side wait.
const LOAD: usize = 16 * 1024;

/// Joins them until both have ended, or one a while ago.
pub(super) async fn join(session: &Session, browser: OnUpgrade, sandbox: OnUpgrade) {
    let (browser, sandbox) = match tokio::try_join!(browser, sandbox) {
        Ok((browser, sandbox)) => (TokioIo::new(browser), TokioIo::new(sandbox)),
        Err(error) => return debug!(%error, "a protocol was not changed"),
    };
    let (from_browser, to_browser) = tokio::io::split(browser);
    let (from_sandbox, to_sandbox) = tokio::io::split(sandbox);
    // What a browser says is use of the sandbox, which is thawed for it; what it hears is not.
    let up = carry(from_browser, to_sandbox, Some(session));
    let down = carry(from_sandbox, to_browser, None);
    let (mut up, mut down) = (std::pin::pin!(up), std::pin::pin!(down));
    let ended = tokio::select! {
        up = &mut up => (up, timeout(timeouts::PREVIEW_GOODBYE, down).await.is_ok()),
        down = &mut down => (down, timeout(timeouts::PREVIEW_GOODBYE, up).await.is_ok()),
    };
    debug!(?ended, "a preview's connection is over");
}

/// Carries bytes until there are none any more, and says so; `used` is in use meanwhile.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    used: Option<&Session>,
) -> io::Result<()> {
    let mut load = vec![0; LOAD];
    loop {
        let length = from.read(&mut load).await?;
        if length == 0 {
            return to.shutdown().await;
        }
        if let Some(session) = used {
            session.wake().await;
        }
        to.write_all(&load[..length]).await?;
        to.flush().await?;
    }
}
