//! Seats: how many sandboxes each host may hold, who has one, and who waits. No seat, no container.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{oneshot, watch};

use super::host::{HostStatus, Ready};

/// The seats of all hosts.
#[derive(Debug)]
pub(super) struct Seats(Mutex<Table>);

#[derive(Debug)]
struct Table {
    hosts: Vec<Row>,
    /// Those who wait for a seat, in their order.
    waiting: VecDeque<oneshot::Sender<Seat>>,
    closed: bool,
}

#[derive(Debug)]
struct Row {
    seats: usize,
    taken: usize,
    /// Set while sandboxes can be started there.
    ready: Option<Arc<Ready>>,
}

/// A seat on a host. Dropping it gives it to whoever waits the longest.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Seats>,
    host: usize,
}

/// Why there is no seat at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoSeat {
    /// All are taken, or somebody else waits for the next one.
    Full,
    /// The server stops.
    Closed,
}

impl Table {
    /// The host with the most free seats, where sandboxes can be started.
    fn freest(&self) -> Option<usize> {
        let free = |row: &Row| row.seats.saturating_sub(row.taken);
        let open = self.hosts.iter().enumerate().filter(|(_, row)| row.ready.is_some() && free(row) > 0);
        // Of equals the first: an order that an operator can foresee.
        open.rev().max_by_key(|(_, row)| free(row)).map(|(host, _)| host)
    }
}

impl Seats {
    /// So many seats on each of so many hosts, none of which is ready yet.
    pub(super) fn new(hosts: usize, seats: usize) -> Arc<Self> {
        let hosts = (0..hosts).map(|_| Row { seats, taken: 0, ready: None }).collect();
        Arc::new(Self(Mutex::new(Table { hosts, waiting: VecDeque::new(), closed: false })))
    }

    /// A seat where most are free, unless somebody waits for one.
    pub(super) fn try_take(self: &Arc<Self>) -> Result<Seat, NoSeat> {
        let mut table = self.table();
        if table.closed {
            return Err(NoSeat::Closed);
        }
        table.waiting.retain(|waiting| !waiting.is_closed());
        match table.freest() {
            Some(host) if table.waiting.is_empty() => Ok(table.take(host, self)),
            _ => Err(NoSeat::Full),
        }
    }

    /// Stands in the queue for a seat. Dropping the receiver leaves the queue.
    pub(super) fn queue(self: &Arc<Self>) -> oneshot::Receiver<Seat> {
        let (waiting, seat) = oneshot::channel();
        self.table().waiting.push_back(waiting);
        self.serve();
        seat
    }

    /// A seat on this host, though it may have none left: its sandbox is there already.
    pub(super) fn occupy(self: &Arc<Self>, host: usize) -> Seat {
        self.table().take(host, self)
    }

    /// Seats that are free where sandboxes can be started.
    pub(super) fn free(&self) -> usize {
        let table = self.table();
        let open = table.hosts.iter().filter(|row| row.ready.is_some());
        open.map(|row| row.seats.saturating_sub(row.taken)).sum()
    }

    /// No seat is given any more; who waits is told so.
    pub(super) fn close(&self) {
        let mut table = self.table();
        table.closed = true;
        table.waiting.clear();
    }

    /// Follows the hosts as they come and go, for ever.
    pub(super) async fn follow(self: Arc<Self>, mut hosts: watch::Receiver<Vec<HostStatus>>) {
        loop {
            let statuses = hosts.borrow_and_update().clone();
            self.update(&statuses);
            if hosts.changed().await.is_err() {
                return;
            }
        }
    }

    fn update(self: &Arc<Self>, statuses: &[HostStatus]) {
        for (row, status) in self.table().hosts.iter_mut().zip(statuses) {
            row.ready = status.ready().cloned();
        }
        self.serve();
    }

    /// Gives free seats to those who wait.
    fn serve(self: &Arc<Self>) {
        loop {
            let (waiting, seat) = {
                let mut table = self.table();
                table.waiting.retain(|waiting| !waiting.is_closed());
                let (Some(host), false) = (table.freest(), table.closed) else { return };
                let Some(waiting) = table.waiting.pop_front() else { return };
                (waiting, table.take(host, self))
            };
            // Who has just gone lets the seat drop, outside of the lock: it goes to the next.
            let _ = waiting.send(seat);
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // The table is whole between any two statements, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn take(&mut self, host: usize, seats: &Arc<Seats>) -> Seat {
        self.hosts[host].taken += 1;
        Seat { seats: seats.clone(), host }
    }
}

impl Seat {
    /// Number of the host.
    pub(super) fn host(&self) -> usize {
        self.host
    }

    /// The host, if sandboxes can be started there.
    pub(super) fn ready(&self) -> Option<Arc<Ready>> {
        self.seats.table().hosts[self.host].ready.clone()
    }

    /// Gives this seat up and stands in the queue for another one.
    pub(super) fn elsewhere(self) -> oneshot::Receiver<Seat> {
        let seats = self.seats.clone();
        drop(self);
        seats.queue()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.table().hosts[self.host].taken -= 1;
        self.seats.serve();
    }
}

#[cfg(test)]
mod tests {
    use super::super::host::{Absence, tests::ready};
    use super::*;

    /// Two hosts of two seats each, both ready.
    fn seats() -> Arc<Seats> {
        let seats = Seats::new(2, 2);
        seats.update(&[HostStatus::Available(ready(0)), HostStatus::Available(ready(1))]);
        seats
    }

    #[test]
    fn seats_are_taken_where_most_are_free() {
        let seats = seats();
        let taken: Vec<Seat> = std::iter::from_fn(|| seats.try_take().ok()).collect();
        assert_eq!(taken.iter().map(Seat::host).collect::<Vec<_>>(), [0, 1, 0, 1]);
        assert_eq!((seats.free(), seats.try_take().err()), (0, Some(NoSeat::Full)));
        drop(taken);
        assert_eq!(seats.free(), 4);
    }

    #[test]
    fn who_waits_is_served_in_order_and_overtaken_by_nobody() {
        let seats = seats();
        let mut taken: Vec<Seat> = std::iter::from_fn(|| seats.try_take().ok()).collect();
        let (mut first, gone, mut second) = (seats.queue(), seats.queue(), seats.queue());
        drop(gone);
        taken.pop();
        let seat = first.try_recv().unwrap();
        assert!(second.try_recv().is_err());
        assert_eq!(seats.try_take().err(), Some(NoSeat::Full));
        drop(seat);
        assert!(second.try_recv().is_ok());
    }

    #[test]
    fn a_host_that_is_away_gives_no_seat_and_serves_again_when_it_is_back() {
        let seats = seats();
        let kept = seats.try_take().unwrap();
        let away = || HostStatus::Unavailable(Absence::Preparing);
        seats.update(&[away(), HostStatus::Available(ready(1))]);
        assert_eq!((kept.host(), kept.ready().is_none(), seats.free()), (0, true, 2));
        let others: Vec<Seat> = std::iter::from_fn(|| seats.try_take().ok()).collect();
        assert!(others.iter().all(|seat| seat.host() == 1));
        let mut waits = kept.elsewhere();
        assert!(waits.try_recv().is_err());
        seats.update(&[HostStatus::Available(ready(0)), away()]);
        assert_eq!(waits.try_recv().unwrap().host(), 0);
    }

    #[test]
    fn nobody_waits_for_a_server_that_stops() {
        let seats = Seats::new(1, 1);
        let mut waits = seats.queue();
        seats.close();
        assert_eq!(waits.try_recv().err(), Some(oneshot::error::TryRecvError::Closed));
        assert_eq!(seats.try_take().err(), Some(NoSeat::Closed));
    }
}
