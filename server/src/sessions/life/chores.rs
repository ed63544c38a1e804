//! What is done all the while beside a session: it is frozen and told its end, and its time is looked at.

use std::time::Duration;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{interval, timeout},
};
use tracing::warn;

use crate::{
    sandbox::container::Container,
    sessions::{Session, clock::TimeOver},
    store::Store,
    timeouts,
};

/// Freezes the sandbox whenever nobody uses it, for ever. Whoever uses it thaws it.
pub(super) async fn doze(session: &Session, container: &Container, freeze: Duration) {
    let mut tick = interval(timeouts::SESSION_TICK);
    loop {
        tick.tick().await;
        if session.quiet_for(freeze) {
            session.frost.freeze(container).await;
        }
    }
}

/// Waits for one's turn, but not for ever: who is before may be held up by a learner who means harm.
pub(super) async fn turn(turns: &Semaphore) -> Option<SemaphorePermit<'_>> {
    timeout(timeouts::TURN, turns.acquire()).await.ok()?.ok()
}

/// Tells the sandbox when to end by itself, and the store when that is, now and whenever it changes.
pub(super) async fn tell_the_end(session: &Session, container: &Container, store: &Store, turns: &Semaphore) {
    let mut live = session.watch();
    loop {
        let hard_end = live.borrow_and_update().hard_end;
        let told = async {
            store.prolong(&session.id, hard_end.as_millisecond(), session.extended()).await?;
            let _turn = turn(turns).await;
            let _awake = session.frost.awake(container).await?;
            container.end_at(hard_end + timeouts::END_BY_ITSELF).await
        };
        if let Err(error) = told.await {
            warn!(error = format!("{error:#}"), "the sandbox could not be told its end");
        }
        // The sender lives in the session: waiting cannot fail.
        let _ = live.wait_for(|live| live.hard_end != hard_end).await;
    }
}

/// Waits until its time is over.
pub(super) async fn time_over(session: &Session) -> TimeOver {
    let mut tick = interval(timeouts::SESSION_TICK);
    loop {
        tick.tick().await;
        if let Some(over) = session.time_over() {
            return over;
        }
    }
}
