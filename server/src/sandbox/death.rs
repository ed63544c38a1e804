//! Why a sandbox's engine has stopped, as far as the host's engine knows.

use std::fmt;

use bollard::{
    models::ContainerState,
    query_parameters::{InspectContainerOptions, WaitContainerOptions},
};
use futures_util::StreamExt;
use tokio::time::timeout;

use super::container::Container;
use crate::timeouts;

/// Status of what was ended by the signal KILL, as the kernel sends it when memory runs out.
const KILLED: i64 = 137;

/// Why a sandbox's engine has stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Death {
    /// What ran in the sandbox needed more memory than there is, and the kernel killed the engine.
    OutOfMemory,
    /// Anything else: what the sandbox said of it.
    Stopped(String),
}

impl Death {
    /// `words` are the sandbox's own. That memory ran out says little, it may have been long ago; that a daemon was killed
    /// says little, root of the sandbox may do that. Both together are the kernel's doing.
    fn told(words: String, state: Option<&ContainerState>) -> Self {
        let ran_out = state.and_then(|state| state.oom_killed) == Some(true);
        let status = state.and_then(|state| state.exit_code);
        let killed = status == Some(KILLED) || words.ends_with(&format!("with status {KILLED}"));
        if ran_out && killed { Self::OutOfMemory } else { Self::Stopped(words) }
    }
}

impl fmt::Display for Death {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfMemory => f.write_str("memory ran out"),
            Self::Stopped(words) => f.write_str(words),
        }
    }
}

impl Container {
    /// Tells a death from what the sandbox said last and what the host's engine knows.
    pub(super) async fn autopsy(&self, words: String) -> Death {
        let state = timeout(timeouts::AUTOPSY, async {
            // Its output ends a moment before the engine notes how it ended. Waiting fails where the code is not 0.
            let mut ended =
                Box::pin(self.engine.docker.wait_container(&self.id, None::<WaitContainerOptions>));
            let _ = ended.next().await;
            let found = self.engine.docker.inspect_container(&self.id, None::<InspectContainerOptions>).await;
            found.ok()?.state
        });
        Death::told(words, state.await.ok().flatten().as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_blamed_only_for_a_kill_by_the_kernel() {
        let tell = |words: &str, oom_killed, exit_code| {
            let state = ContainerState { oom_killed, exit_code, ..ContainerState::default() };
            Death::told(words.to_owned(), Some(&state))
        };
        let killed = "dockerd ended with status 137";
        assert_eq!(tell(killed, Some(true), Some(1)), Death::OutOfMemory);
        assert_eq!(tell("", Some(true), Some(137)), Death::OutOfMemory, "process 1 itself");
        let stopped = |words: &str| Death::Stopped(words.to_owned());
        assert_eq!(tell(killed, Some(false), Some(1)), stopped(killed), "by root of the sandbox");
        let crashed = "dockerd ended with status 2";
        assert_eq!(tell(crashed, Some(true), Some(1)), stopped(crashed), "later, for another reason");
        assert_eq!(Death::told(killed.to_owned(), None), stopped(killed), "nobody knows");
    }
}
