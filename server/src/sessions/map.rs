//! The map of a session's engine: drawn while somebody looks at it, and again after whatever the engine tells.

use std::{convert::Infallible, sync::Arc};

use tokio::{
    sync::{Notify, watch},
    time::{Instant, sleep, timeout},
};
use tracing::warn;

use super::Session;
use crate::{
    sandbox::{
        inner::InnerEngine,
        map::{EngineMap, KnownInside},
    },
    timeouts,
};

/// Where a session's map hangs.
#[derive(Debug, Default)]
pub(super) struct Wall {
    /// Empty until it is drawn, and while nobody looks.
    map: watch::Sender<Option<Arc<EngineMap>>>,
    wanted: Notify,
    /// Something happened in the engine.
    pub(super) stirred: Notify,
}

impl Wall {
    /// Begins to look.
    pub(super) fn look(&self) -> watch::Receiver<Option<Arc<EngineMap>>> {
        let map = self.map.subscribe();
        self.wanted.notify_one();
        map
    }

    /// Waits until somebody looks.
    async fn looked_at(&self) {
        while self.map.receiver_count() == 0 {
            // Whoever comes next is not shown what was.
            self.map.send_replace(None);
            self.wanted.notified().await;
        }
    }
}

/// Draws the map of a session's engine, as long as there is one.
pub(super) async fn draw(session: &Session, inner: &InnerEngine) -> Infallible {
    let wall = &session.wall;
    let mut known = KnownInside::default();
    loop {
        wall.looked_at().await;
        // Nothing happens in what is frozen, and nobody answers.
        let awake = session.frost.still_awake().await;
        let begun = Instant::now();
        let drawn = timeout(timeouts::FACTS, inner.map(&mut known)).await;
        drop(awake);
        match drawn.map_err(anyhow::Error::from).flatten() {
            Ok(map) => {
                wall.map.send_if_modified(|old| {
                    let changed = old.as_deref() != Some(&map);
                    if changed {
                        *old = Some(Arc::new(map));
                    }
                    changed
                });
            }
            Err(cause) => {
                warn!(cause = format!("{cause:#}"), "the engine's map could not be drawn");
                sleep(timeouts::ENGINE_RETRY).await;
                continue;
            }
        }
        let took = begun.elapsed();
        if took > timeouts::SLOW_LOOK {
            sleep(took).await;
        }
        tokio::select! {
            () = wall.stirred.notified() => sleep(timeouts::EVENT_DEBOUNCE).await,
            // No event tells of an image that was built without a name.
            () = sleep(timeouts::MAP_LOOK) => {}
        }
    }
}
