//! Learners' sessions: a sandbox with an exercise, its goals, its terminal and its deadlines.
//!
//! - [`host`]: the hosts, watched: away, being prepared, ready. `seats`: how many sandboxes each may hold, and who waits.
//! - [`registry`]: who has which session; `refusal`: why somebody gets none.
//! - [`session`]: what is asked of one session, and `seen` of it; `life` leads it from its start to its end, and `watcher`
//!   keeps its goals up to date meanwhile, by what was so before the learner could type (`groundwork`) and what is found out
//!   beside the engine: `probes` for files, ports and commands, `log_followers` for what containers write; `news` is what the
//!   engine tells by itself.
//! - `pool`: sandboxes that are ready before their learners come; [`schedule`]: how many, and when.
//! - `map`: a picture of what its engine holds, for whoever looks at it.
//! - `preview`: the ports that its sandbox publishes, under a name that nobody can guess.
//! - `place`: a session's seat, handed over or freed when its container is gone.
//! - `frost`: sandboxes that nobody uses, frozen; [`desk`]: where a session's terminals are found.
//! - [`figures`]: how things stand, in numbers; [`durations`]: how long they take.
//! - [`goals`]: verdicts over time: open, met, broken again.
//! - [`variants`]: exercises with values of each learner's own; [`answers`]: goals that are answered in words.
//! - [`help`]: when hints and solutions open.
//! - [`clock`]: when a session ends by itself.
//! - [`strain`]: what its sandbox runs short of while it goes on.
//! - [`terminal`]: the learner's shell, kept while pages come and go; `output`: what it has printed; `viewer`: who looks at that.

pub mod answers;
pub mod clock;
pub mod desk;
pub mod durations;
pub mod figures;
mod frost;
pub mod goals;
mod groundwork;
pub mod help;
pub mod host;
mod life;
mod log_followers;
mod map;
mod news;
mod output;
mod place;
mod pool;
mod preview;
mod probes;
mod refusal;
pub mod registry;
pub mod schedule;
mod seats;
mod seen;
pub mod session;
pub mod strain;
pub mod terminal;
pub mod variants;
mod viewer;
mod watcher;

pub use refusal::Refusal;
pub use registry::Sessions;
pub use session::Session;
