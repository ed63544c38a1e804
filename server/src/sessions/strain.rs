//! What a sandbox runs short of while it goes on. Its terminal says that something was killed or cannot be forked; why, and
//! what to do, is said beside it.

use std::convert::Infallible;

use futures_util::StreamExt;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::Session;
use crate::{sandbox::container::Container, timeouts};

/// What a sandbox runs short of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strain {
    /// Memory ran out a moment ago, and the kernel killed something.
    Memory,
    /// So many processes run that a shell can start no more.
    Processes,
}

/// A learner's shell and what it starts are allowed so many processes: `images/sandbox/as-learner`.
pub const CROWD: u64 = 320;
/// A terminal that prints so much between two looks, bytes, may be full of complaints. Only then processes are counted:
/// that costs the host's engine something.
const LOUD: u64 = 4 * 1024;

/// Shows on the session what its sandbox runs short of, for as long as it lasts.
pub(super) async fn watch(session: &Session, container: &Container) -> Infallible {
    let mut kills = Box::pin(container.memory_kills());
    let mut look = interval(timeouts::STRAIN_LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut killed, mut crowded, mut written) = (None::<Instant>, false, 0);
    loop {
        tokio::select! {
            Some(()) = kills.next() => killed = Some(Instant::now()),
            _ = look.tick() => {
                let before = std::mem::replace(&mut written, session.written());
                if crowded || written.abs_diff(before) >= LOUD {
                    crowded = container.processes().await.is_ok_and(|count| count >= CROWD);
                }
            }
        }
        let recently = killed.is_some_and(|killed| killed.elapsed() < timeouts::KILL_SHOWN);
        let strain = match (crowded, recently) {
            (true, _) => Some(Strain::Processes),
            (false, true) => Some(Strain::Memory),
            (false, false) => None,
        };
        session.publish(|live| live.strain = strain);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_image_knows_the_same_number_of_processes() {
        let script = include_str!("../../../images/sandbox/as-learner");
        assert!(script.contains(&format!("--nproc={} ", super::CROWD)));
    }
}
