//! Every wait of the server, by name, in one place.

use std::time::Duration;

/// An engine that is asked whether it is there answers at once, or is not there.
pub const ENGINE_PING: Duration = Duration::from_secs(3);
/// Opening a stream to an engine.
pub const ENGINE_DIAL: Duration = Duration::from_secs(10);
/// An engine that does not accept a certificate says so at once, once the way is open.
pub const TLS_REFUSAL: Duration = Duration::from_secs(1);
/// Logging in by ssh to the machine of an engine.
pub const TUNNEL: Duration = Duration::from_secs(15);
/// Between two tries of that: an sshd that refuses somebody more often locks him out.
pub const TUNNEL_RETRY: Duration = Duration::from_secs(10);
/// An engine that was just started by us has loaded its containers and answers.
pub const ENGINE_START: Duration = Duration::from_secs(60);
/// Between two looks for an engine that is away.
pub const ENGINE_RETRY: Duration = Duration::from_secs(1);
/// Between two looks at an engine that answers: no event tells that a host is gone.
pub const ENGINE_HEARTBEAT: Duration = Duration::from_secs(3);
/// A single call to the host's engine, seconds (bollard's unit). Builds stream, so that each part counts alone.
pub const OUTER_CALL_SECONDS: u64 = 120;
/// Sending an archive of some hundred megabytes to an engine, which may be behind a slow line.
pub const UPLOAD: Duration = Duration::from_secs(30 * 60);
/// A look at one of the host's containers.
pub const OUTER_LOOK: Duration = Duration::from_secs(10);
/// Freezing or thawing a sandbox.
pub const FREEZE: Duration = Duration::from_secs(10);
/// After the server's end, an engine gets this long to answer the guard.
pub const GUARD: Duration = Duration::from_secs(600);
/// A sandbox that no server has ended by then, after its time, ends by itself.
pub const END_BY_ITSELF: Duration = Duration::from_secs(10);
/// A host that is away gets this long to come back, where another one could take its learners.
pub const HOST_GRACE: Duration = Duration::from_secs(10);
/// From the start of a sandbox's container to its engine's first answer; 0.5 s is usual, a rush of fifty takes longer.
pub const SANDBOX_READY: Duration = Duration::from_secs(60);
/// Waiting for a turn to lay an exercise out; a rush of fifty takes so long.
pub const TURN: Duration = Duration::from_secs(5);
/// After this while, whoever finds a canary may remove it: the server that sent it in is gone.
pub const CANARY: Duration = Duration::from_secs(10 * 60);
/// The canary's look at the isolation; 0.3 s is usual.
pub const CANARY_LOOK: Duration = Duration::from_secs(20);
/// One feature of the course that the canary tries; most take under 1 s.
pub const CANARY_FEATURE: Duration = Duration::from_secs(20);
/// What the canary does is ended after its time; the end itself may take this long.
pub const CANARY_GRACE: Duration = Duration::from_secs(5);
/// Loading course images into a new engine.
pub const IMAGE_LOAD: Duration = Duration::from_secs(60);
/// The `setup.sh` of an exercise.
pub const SETUP: Duration = Duration::from_secs(60);
/// The head of an answer of a learner's engine, seconds (bollard's unit). The body has no limit of its own there, so that
/// every call stands under another wait of this list.
pub const INNER_CALL_SECONDS: u64 = 10;
/// The first connection to a learner's engine.
pub const INNER_DIAL: Duration = Duration::from_secs(15);
/// Opening a learner's shell; a sandbox that is full of processes may never manage.
pub const SHELL: Duration = Duration::from_secs(15);
/// Between two sizes of a terminal, so that each is noticed.
pub const TERMINAL_REDRAW: Duration = Duration::from_millis(100);
/// From a shell's last word until its exit code is known; if that takes longer, the connection is what has ended.
pub const SHELL_END: Duration = Duration::from_secs(1);
/// A check that the learner asked for, with its confirmation.
pub const CHECK: Duration = Duration::from_secs(15);
/// All the facts of one evaluation together.
pub const FACTS: Duration = Duration::from_secs(5);
/// Events that belong together (create, connect, start) come this close to one another.
pub const EVENT_DEBOUNCE: Duration = Duration::from_millis(5);
/// An answer over HTTP inside a sandbox, or a command of a goal.
pub const PROBE: Duration = Duration::from_secs(3);
/// Between the first two requests whether something answers inside a sandbox yet, or whether a command ends otherwise: no event tells.
pub const PROBE_AGAIN: Duration = Duration::from_millis(250);
/// Between two knocks at a port, at the longest.
pub const KNOCK_AGAIN: Duration = Duration::from_secs(2);
/// Between two runs of a command, at the longest.
pub const RUN_AGAIN: Duration = Duration::from_secs(8);
/// A look at an engine that takes longer is followed by as long a rest. Containers that start make one take 0.1 s.
pub const SLOW_LOOK: Duration = Duration::from_secs(1);
/// All goals must still hold after this while: a lucky instant is no solution.
pub const STABILITY: Duration = Duration::from_millis(250);
/// How often a session looks at its deadlines.
pub const SESSION_TICK: Duration = Duration::from_secs(1);
/// A sandbox waits in the pool for so long at most, then a younger one takes its place.
pub const POOL_AGE: Duration = Duration::from_secs(60 * 60);
/// Between two looks at the pool when nothing has happened: time passes, and plans with it.
pub const POOL_LOOK: Duration = Duration::from_secs(5);
/// Between two looks for containers that nobody owns.
pub const REAP: Duration = Duration::from_secs(60);
/// Between two tries to prepare an engine that answers: a build that failed will hardly succeed a second later.
pub const PREPARE_RETRY: Duration = Duration::from_secs(15);
/// After every 64 KiB that a sandbox's engine says: what says more is a flood.
pub const OUTPUT_PAUSE: Duration = Duration::from_millis(50);
/// Asking the host's engine how a sandbox has ended.
pub const AUTOPSY: Duration = Duration::from_secs(5);
/// Asking the host's engine what a sandbox uses.
pub const USAGE: Duration = Duration::from_secs(5);
/// Starting a witness beside a session.
pub const WITNESS_START: Duration = Duration::from_secs(10);
/// An exchange with a port of a sandbox takes so long at most.
pub const WITNESS_EXCHANGE: Duration = Duration::from_secs(10);
/// A witness that looks at files, or begins to watch them: their disk is memory.
pub const WITNESS_READ: Duration = Duration::from_secs(5);
/// A script that a witness runs takes so long at most.
pub const WITNESS_RUN: Duration = Duration::from_secs(30);
/// A witness that is busy with other requests gets to one by then, or it is given up.
pub const WITNESS_TURN: Duration = Duration::from_secs(10);
/// What a witness does ends after its time; its answer may take this long.
pub const WITNESS_GRACE: Duration = Duration::from_secs(3);
/// Between two looks whether a sandbox is full of processes.
pub const STRAIN_LOOK: Duration = Duration::from_secs(5);
/// A learner is told for so long that memory ran out and something was killed.
pub const KILL_SHOWN: Duration = Duration::from_secs(60);
/// Removing a sandbox's container.
pub const REMOVE: Duration = Duration::from_secs(20);
/// A terminal's page is asked this often whether it is still there.
pub const TERMINAL_PING: Duration = Duration::from_secs(20);
/// A terminal's page that has said nothing for so long, not even to a ping, is gone.
pub const TERMINAL_SILENCE: Duration = Duration::from_secs(50);
/// Telling a terminal's page why it is closed.
pub const TERMINAL_GOODBYE: Duration = Duration::from_secs(5);
/// While nobody looks at a terminal, its output is read in pieces this far apart: a long build goes on, a flood does not
/// eat the server.
pub const TERMINAL_UNWATCHED: Duration = Duration::from_millis(50);
/// Waiting for one of a sandbox's connections to be free, when somebody looks at what it publishes.
pub const PREVIEW_TURN: Duration = Duration::from_secs(10);
/// Connecting to a port of a sandbox.
pub const PREVIEW_DIAL: Duration = Duration::from_secs(10);
/// From a request to a port of a sandbox, its body included, to the head of an answer; some applications think for long.
pub const PREVIEW_ANSWER: Duration = Duration::from_secs(120);
/// A connection to a port of a sandbox is kept so long for the next request. Less than a turn, so that it is in nobody's way.
pub const PREVIEW_IDLE: Duration = Duration::from_secs(5);
/// When one side of a WebSocket to a sandbox has ended, the other gets this long to end as well.
pub const PREVIEW_GOODBYE: Duration = Duration::from_secs(5);
/// Between two looks at the files of a course that somebody writes.
pub const WATCH: Duration = Duration::from_millis(400);
/// Server-sent events are kept alive through proxies by a comment this often.
pub const LIVE_KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Between two looks at an engine whose map somebody looks at, when it tells nothing.
pub const MAP_LOOK: Duration = Duration::from_secs(5);
/// Where hints open as time passes, what pages show is looked at this often.
pub const LIVE_LOOK: Duration = Duration::from_secs(5);
/// Sandboxes get this long to be removed when the server stops; the next start removes the rest.
pub const SESSIONS_END: Duration = Duration::from_secs(30);
/// A workshop is empty by then: its servers have ended and its sandboxes are removed.
pub const WORKSHOP_END: Duration = Duration::from_secs(60);
/// Open requests get this long to finish when the server stops.
pub const SHUTDOWN: Duration = Duration::from_secs(5);
/// A registry that has not begun to answer by then is not there.
pub const REGISTRY: Duration = Duration::from_secs(10);
/// A registry that says nothing for so long in the middle of a pull has gone.
pub const REGISTRY_SILENCE: Duration = Duration::from_secs(60);
