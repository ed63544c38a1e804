//! Whether the containers that goals ask about have written something: no event tells.

use std::collections::HashMap;

use exercises::{Container, ContainerState, Inquiry};
use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use crate::sandbox::inner::InnerEngine;

/// Follows logs, each as long as its container runs.
#[derive(Debug)]
pub(super) struct LogFollowers {
    /// By the id of the container.
    followers: HashMap<String, AbortOnDropHandle<()>>,
    tell: mpsc::Sender<()>,
    told: mpsc::Receiver<()>,
}

impl Default for LogFollowers {
    fn default() -> Self {
        // Once is enough to look again, however much was written.
        let (tell, told) = mpsc::channel(1);
        Self { followers: HashMap::new(), tell, told }
    }
}

impl LogFollowers {
    /// Follows the containers that are asked about and run now, and no others.
    pub(super) fn follow(&mut self, inner: &InnerEngine, inquiry: &Inquiry, containers: &[Container]) {
        let followed = |container: &&Container| {
            inquiry.logs.contains(&container.name)
                && container.state == ContainerState::Running
                && !container.removed
        };
        let running: Vec<&Container> = containers.iter().filter(followed).collect();
        self.followers.retain(|id, follower| {
            running.iter().any(|container| container.id == *id) && !follower.is_finished()
        });
        for container in running {
            self.followers.entry(container.id.clone()).or_insert_with(|| {
                let (mut writes, tell) = (Box::pin(inner.writes(&container.id)), self.tell.clone());
                AbortOnDropHandle::new(tokio::spawn(async move {
                    while writes.next().await.is_some() {
                        // A full channel says already what there is to say.
                        let _ = tell.try_send(());
                    }
                }))
            });
        }
    }

    /// Waits until one of them has written something.
    pub(super) async fn written(&mut self) {
        // The sender lives in `self`: waiting cannot fail.
        self.told.recv().await;
    }
}
