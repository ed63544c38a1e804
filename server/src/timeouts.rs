//! Every wait of the server, by name, in one place.

use std::time::Duration;

/// An engine that is asked whether it is there answers at once, or is not there.
pub const ENGINE_PING: Duration = Duration::from_secs(3);
/// An engine that was just started by us has loaded its containers and answers.
pub const ENGINE_START: Duration = Duration::from_secs(60);
/// Between two looks for an engine that is away.
pub const ENGINE_RETRY: Duration = Duration::from_secs(1);
/// Between two looks at an engine that answers: no event tells that a host is gone.
pub const ENGINE_HEARTBEAT: Duration = Duration::from_secs(3);
/// A single call to the host's engine, seconds (bollard's unit). Builds stream, so that each part counts alone.
pub const OUTER_CALL_SECONDS: u64 = 120;
/// From the start of a sandbox's container to its engine's first answer; 0.5 s is usual, a rush of fifty takes longer.
pub const SANDBOX_READY: Duration = Duration::from_secs(60);
/// Loading course images into a new engine.
pub const IMAGE_LOAD: Duration = Duration::from_secs(60);
/// The `setup.sh` of an exercise.
pub const SETUP: Duration = Duration::from_secs(60);
/// A single call to a learner's engine, seconds (bollard's unit).
pub const INNER_CALL_SECONDS: u64 = 10;
/// All the facts of one evaluation together.
pub const FACTS: Duration = Duration::from_secs(5);
/// Events that belong together (create, connect, start) come this close to one another.
pub const EVENT_DEBOUNCE: Duration = Duration::from_millis(20);
/// All goals must still hold after this while: a lucky instant is no solution.
pub const STABILITY: Duration = Duration::from_millis(250);
/// How often a session looks at its deadlines.
pub const SESSION_TICK: Duration = Duration::from_secs(1);
/// Removing a sandbox's container.
pub const REMOVE: Duration = Duration::from_secs(20);
/// A terminal's peer that is gone without a word is found by a ping this often.
pub const TERMINAL_PING: Duration = Duration::from_secs(20);
/// Server-sent events are kept alive through proxies by a comment this often.
pub const LIVE_KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Open requests get this long to finish when the server stops.
pub const SHUTDOWN: Duration = Duration::from_secs(5);
/// A registry that has not begun to answer by then is not there.
pub const REGISTRY: Duration = Duration::from_secs(10);
