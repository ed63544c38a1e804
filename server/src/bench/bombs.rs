//! What a neighbour may do to a machine that is shared, on purpose or not.

use std::time::Duration;

use anyhow::Context;
use tokio::task::JoinHandle;

use super::PATIENCE;
use crate::client::{Client, Terminal};

/// What a neighbour types.
pub(super) struct Bomb {
    pub(super) name: &'static str,
    script: &'static str,
}

/// Each goes on until its sandbox is removed. The fork bomb is for `sh`, because bash waits seconds between its tries; the
/// build's layers are empty, so that it never ends on a full disk.
pub(super) const BOMBS: [Bomb; 3] = [
    Bomb { name: "fork bomb", script: "sh -c 'bomb() { bomb | bomb & }; bomb'\n" },
    Bomb { name: "log bomb", script: "docker run --detach busybox yes\nyes\n" },
    Bomb {
        name: "build bomb",
        script: "mkdir bomb; printf 'FROM busybox\\nRUN dd if=/dev/zero of=/fill bs=1M count=200; \
                 sha256sum /fill; rm /fill\\n' > bomb/Dockerfile\n\
                 while :; do docker build --no-cache bomb; done\n",
    },
];

/// So long after it was typed, a bomb has its full force.
const FUSE: Duration = Duration::from_secs(3);

/// A neighbour whose bomb goes off. Dropping it leaves the sandbox, and the bomb in it, to its server.
pub(super) struct Neighbour {
    pub(super) sandbox: String,
    watching: JoinHandle<anyhow::Result<()>>,
}

impl Neighbour {
    /// Opens a sandbox and lights a bomb in it.
    pub(super) async fn light(client: &Client, exercise: &str, bomb: &Bomb) -> anyhow::Result<Self> {
        let client = client.elsewhere();
        let sandbox = client.open(exercise).await?;
        let mut terminal = client.terminal(&sandbox).await?;
        terminal.prompt(PATIENCE).await.with_context(|| format!("the neighbour with the {}", bomb.name))?;
        terminal.type_in(bomb.script).await?;
        let watching = tokio::spawn(watch(terminal));
        tokio::time::sleep(FUSE).await;
        Ok(Self { sandbox, watching })
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.watching.abort();
    }
}

/// Looks at the terminal as a page does, which takes in whatever comes.
async fn watch(mut terminal: Terminal) -> anyhow::Result<()> {
    while terminal.next().await?.is_none() {
        terminal.transcript.clear();
    }
    Ok(())
}
