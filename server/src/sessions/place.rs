//! A session's place in the machine's capacity: held until its container is gone, then handed to a successor or freed.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Whoever takes the place over, told so by its permit.
type Heir = Mutex<Option<oneshot::Sender<OwnedSemaphorePermit>>>;

/// The place, while it is taken. Dropped when nothing of the session is left in the engine.
#[derive(Debug)]
pub(super) struct Place {
    permit: Option<OwnedSemaphorePermit>,
    heir: Arc<Heir>,
}

/// Names the successor of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Will(Arc<Heir>);

/// How a session comes by its place.
#[derive(Debug)]
pub(super) enum Arrival {
    /// It has it.
    Now(OwnedSemaphorePermit),
    /// The machine is full: it waits for its turn.
    Queue(Arc<Semaphore>),
    /// It takes over the place of the session that it replaces, when that one's container is gone.
    After(oneshot::Receiver<OwnedSemaphorePermit>),
}

impl Arrival {
    /// Waits for the place; `None` if the server stops, or the place was given up without its permit.
    pub(super) async fn take(self, will: &Will) -> Option<Place> {
        let permit = match self {
            Self::Now(permit) => permit,
            Self::Queue(capacity) => capacity.acquire_owned().await.ok()?,
            Self::After(predecessor) => predecessor.await.ok()?,
        };
        Some(Place { permit: Some(permit), heir: will.0.clone() })
    }
}

impl Will {
    /// The successor gets the place as soon as it is left. A second successor takes the place of the first.
    pub(super) fn bequeath(&self) -> Arrival {
        let (heir, arrival) = oneshot::channel();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(heir);
        Arrival::After(arrival)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let heir = self.heir.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let (Some(heir), Some(permit)) = (heir, self.permit.take()) {
            // A successor that has gone meanwhile lets go of the permit, which frees it.
            let _ = heir.send(permit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_place_is_never_taken_twice_and_never_lost() {
        let capacity = Arc::new(Semaphore::new(1));
        let will = Will::default();
        let first = Arrival::Now(capacity.clone().try_acquire_owned().unwrap()).take(&will).await.unwrap();
        let arrival = will.bequeath();
        let second = tokio::spawn(async move { arrival.take(&Will::default()).await });
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        drop(first);
        let second = second.await.unwrap().unwrap();
        assert_eq!(capacity.available_permits(), 0);
        drop(second);
        assert_eq!(capacity.available_permits(), 1);
    }
}
