//! A session's place: a seat that is held until its container is gone, then handed to a successor or given back.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use super::{host::Ready, seats::Seat};

/// Whoever takes the place over, told so by its seat.
type Heir = Mutex<Option<oneshot::Sender<Seat>>>;

/// The place, while it is taken. Dropped when nothing of the session is left on the host.
#[derive(Debug)]
pub(super) struct Place {
    seat: Option<Seat>,
    heir: Arc<Heir>,
}

/// Names the successor of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Will(Arc<Heir>);

/// How a session comes by its place.
#[derive(Debug)]
pub(super) enum Arrival {
    /// It has it.
    Now(Seat),
    /// The machine is full: it waits for its turn.
    Queue(oneshot::Receiver<Seat>),
    /// It takes over the place of the session that it replaces, when that one's container is gone.
    After(oneshot::Receiver<Seat>),
}

impl Arrival {
    /// Waits for a place on a host where sandboxes can be started; `None` if the server stops, or the place was given up
    /// without its seat.
    pub(super) async fn take(self, will: &Will) -> Option<(Place, Arc<Ready>)> {
        let mut seat = match self {
            Self::Now(seat) => seat,
            Self::Queue(coming) | Self::After(coming) => coming.await.ok()?,
        };
        loop {
            match seat.ready() {
                Some(ready) => return Some((Place::new(seat, will), ready)),
                None => seat = seat.elsewhere().await.ok()?,
            }
        }
    }
}

impl Place {
    /// The place that a seat is.
    pub(super) fn new(seat: Seat, will: &Will) -> Self {
        Self { seat: Some(seat), heir: will.0.clone() }
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
        if let (Some(heir), Some(seat)) = (heir, self.seat.take()) {
            // A successor that has gone meanwhile lets go of the seat, which frees it.
            let _ = heir.send(seat);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        host::{HostStatus, tests::ready},
        seats::Seats,
    };
    use super::*;

    #[tokio::test]
    async fn a_place_is_never_taken_twice_and_never_lost() {
        let seats = Seats::new(1, 1);
        let (_sender, hosts) = tokio::sync::watch::channel(vec![HostStatus::Available(ready(0))]);
        tokio::spawn(seats.clone().follow(hosts));
        tokio::task::yield_now().await;
        let will = Will::default();
        let (first, _) = Arrival::Now(seats.try_take().unwrap()).take(&will).await.unwrap();
        let arrival = will.bequeath();
        let second = tokio::spawn(async move { arrival.take(&Will::default()).await });
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        drop(first);
        let second = second.await.unwrap().unwrap();
        assert_eq!(seats.free(), 0);
        drop(second);
        assert_eq!(seats.free(), 1);
    }
}
