//! The ports of a session's sandbox, for the learner's browser, under a name that nobody can guess.

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use hyper::{Request, Response, body::Incoming};
use sha2::Sha256;
use tokio::{
    sync::{Semaphore, watch},
    time::timeout,
};

use super::Session;
use crate::{
    sandbox::{
        container::Container,
        ports::{Ports, Silence, Upload},
    },
    store::Secret,
    timeouts,
};

/// Connections to a sandbox that are open at once: a browser has six to one name, and a WebSocket or two besides. Each is a
/// process in the sandbox, which `images/sandbox/as-witness` leaves room for.
const CONNECTIONS: usize = 12;

/// The name is made of so many bytes.
const NAME: usize = 10;

/// A session's preview.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) name: String,
    ports: Ports,
}

impl Preview {
    /// Of the sandbox that is in there while the learner may enter.
    pub(super) fn new(name: String, container: watch::Receiver<Option<Container>>) -> Self {
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let enter = move || {
            let (container, places) = (container.clone(), places.clone());
            async move {
                let place = timeout(timeouts::PREVIEW_TURN, places.acquire_owned()).await;
                let place = place.map_err(|_| Silence::Busy)?.expect("nobody closes it");
                let container = container.borrow().clone().ok_or(Silence::NotReady)?;
                Ok((container, place))
            }
        };
        Self { name, ports: Ports::new(enter) }
    }
}

impl Session {
    /// The name of its preview, which is the same for the next server on the data folder.
    #[must_use]
    pub fn preview(&self) -> &str {
        &self.preview.name
    }

    /// Sends a request to whoever listens on a port of its sandbox. That is use: it is thawed if it is frozen.
    ///
    /// # Errors
    /// When nothing is answered.
    pub async fn ask_port(&self, port: u16, request: Request<Upload>) -> Result<Response<Incoming>, Silence> {
        self.wake().await;
        self.preview.ports.ask(port, request).await
    }
}

/// The name of a sandbox's preview. Who knows the one does not know the other.
pub(super) fn name(secret: &Secret, sandbox: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.key()).expect("a key may have any length");
    // Learners' values are drawn from the same secret, out of three parts.
    mac.update(b"preview\0");
    mac.update(sandbox.as_bytes());
    mac.finalize().into_bytes().iter().take(NAME).map(|byte| format!("{byte:02x}")).collect()
}
