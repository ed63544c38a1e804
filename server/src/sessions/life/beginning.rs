//! Where a session's sandbox comes from.

use std::sync::Arc;

use tokio::{sync::watch, time::timeout};
use tokio_util::task::task_tracker::TaskTrackerToken;
use tracing::{debug, warn};

use crate::{
    sandbox::hardening::Identity,
    sessions::{
        Session,
        host::{HostStatus, Ready},
        place::{Arrival, Place},
        pool::Warm,
        seats::Seat,
    },
    timeouts,
};

/// Where a session's sandbox comes from.
pub(crate) enum Beginning {
    /// It waited in the pool.
    Pool(Box<Warm>),
    /// It is to be started, once there is a place for it.
    Arrival(Arrival),
    /// It runs since before this server started, on the host of this seat.
    Kept(Seat),
}

/// A beginning that is there.
pub(super) enum Origin {
    Pool(Box<Warm>),
    Place(Place, Arc<Ready>),
    Kept(Place, usize),
}

impl Beginning {
    /// What it is called in figures.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Pool(_) => "pool",
            Self::Arrival(Arrival::Now(_)) => "start",
            Self::Arrival(Arrival::After(_)) => "reset",
            Self::Arrival(Arrival::Queue(_)) => "queue",
            Self::Kept(_) => "kept",
        }
    }

    /// Waits until it is there; `None` if its session ends before.
    pub(super) async fn settle(self, session: &Session) -> Option<Origin> {
        let (place, ready) = match self {
            Self::Pool(warm) => return Some(Origin::Pool(warm)),
            Self::Kept(seat) => {
                let host = seat.host();
                return Some(Origin::Kept(Place::new(seat, &session.will), host));
            }
            Self::Arrival(arrival @ Arrival::Queue(_)) => {
                // Who leaves the queue does not hold up those behind.
                let place = session.over.run_until_cancelled(arrival.take(&session.will)).await??;
                session.leave_queue();
                place
            }
            Self::Arrival(arrival) => arrival.take(&session.will).await?,
        };
        Some(Origin::Place(place, ready))
    }
}

/// A sandbox of an earlier server, which nobody guards before it is found again.
pub(super) struct LeftOver {
    pub(super) hosts: watch::Receiver<Vec<HostStatus>>,
    pub(super) host: usize,
    pub(super) identity: Identity,
    pub(super) tracked: TaskTrackerToken,
}

impl LeftOver {
    /// Removes it, if it is still there: its session may have ended before it was found.
    pub(super) async fn remove(&self) {
        let Some(ready) = self.hosts.borrow()[self.host].ready().cloned() else { return };
        let found = ready.backend.adopt(&self.identity, Box::new(self.tracked.clone()));
        match timeout(timeouts::OUTER_LOOK, found).await {
            // Whoever is let go of is removed.
            Ok(Ok(sandbox)) => drop(sandbox),
            Ok(Err(error)) => debug!(error = format!("{error:#}"), "no sandbox is left"),
            Err(_) => warn!("a sandbox of an earlier server could not be looked for"),
        }
    }
}
