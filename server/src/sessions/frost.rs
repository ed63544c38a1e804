//! Frozen while nobody uses it: a sandbox that is forgotten costs no processor time. Nothing in it can tell.

use tokio::sync::{Notify, RwLock, RwLockReadGuard};
use tracing::{debug, warn};

use crate::sandbox::container::Container;

/// Whether a sandbox is frozen.
#[derive(Debug, Default)]
pub(super) struct Frost {
    lock: RwLock<bool>,
    thawed: Notify,
}

impl Frost {
    /// Thaws the sandbox if need be. While the guard is held, it is not frozen.
    pub(super) async fn awake(&self, container: &Container) -> anyhow::Result<RwLockReadGuard<'_, bool>> {
        let frozen = self.lock.read().await;
        if !*frozen {
            return Ok(frozen);
        }
        drop(frozen);
        let mut frozen = self.lock.write().await;
        if *frozen {
            container.thaw().await?;
            debug!("thawed");
            *frozen = false;
            self.thawed.notify_one();
        }
        Ok(frozen.downgrade())
    }

    /// Waits until it is not frozen. While the guard is held, it stays so.
    pub(super) async fn still_awake(&self) -> RwLockReadGuard<'_, bool> {
        loop {
            let frozen = self.lock.read().await;
            if !*frozen {
                return frozen;
            }
            drop(frozen);
            self.thawed.notified().await;
        }
    }

    /// Freezes the sandbox, unless it is frozen or somebody is at work in it.
    pub(super) async fn freeze(&self, container: &Container) {
        let Ok(mut frozen) = self.lock.try_write() else { return };
        if *frozen {
            return;
        }
        match container.freeze().await {
            Ok(()) => {
                debug!("frozen");
                *frozen = true;
            }
            Err(error) => warn!(error = format!("{error:#}"), "a sandbox could not be frozen"),
        }
    }

    /// It was thawed by others, or is to be looked for.
    pub(super) async fn forget(&self) {
        *self.lock.write().await = false;
        self.thawed.notify_one();
    }

    /// Whether it is frozen now.
    pub(super) fn is_frozen(&self) -> bool {
        self.lock.try_read().is_ok_and(|frozen| *frozen)
    }
}
