//! A socket of a test's own before the real engine, which can be cut and restored: for this site alone the engine is
//! away then.

use std::{io, path::PathBuf};

use server::sandbox::{engine::Host, transport::Transport};
use tempfile::TempDir;
use tokio::{
    io::copy_bidirectional,
    net::{UnixListener, UnixStream},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

use crate::machine;

/// The way to the engine, open or cut.
#[derive(Debug)]
pub struct Detour {
    folder: TempDir,
    open: Option<CancellationToken>,
}

impl Detour {
    /// A way that is cut.
    #[must_use]
    pub fn cut_off() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder"), open: None }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("docker.sock")
    }

    /// Where a site finds its engine.
    #[must_use]
    pub fn host(&self) -> Host {
        Host::Unix(self.path())
    }

    /// Opens the way.
    pub fn restore(&mut self) {
        let listener = UnixListener::bind(self.path()).expect("a socket can be made");
        let cut = CancellationToken::new();
        self.open = Some(cut.clone());
        tokio::spawn(cut.run_until_cancelled_owned(async move {
            // Dropped when the way is cut, and every connection with it.
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                connections.spawn(forward(client));
            }
        }));
    }

    /// Cuts it, in the middle of whatever is under way.
    pub fn cut(&mut self) {
        if let Some(open) = self.open.take() {
            open.cancel();
        }
        let _ = std::fs::remove_file(self.path());
    }
}

async fn forward(mut client: UnixStream) -> io::Result<()> {
    let way = Transport::open(&machine::host()).await.map_err(io::Error::other)?;
    copy_bidirectional(&mut client, &mut way.dial().await?).await?;
    Ok(())
}
