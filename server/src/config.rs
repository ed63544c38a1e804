//! Flags and environment, read in this file alone.

use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{
    logging::{self, LogFormat},
    sandbox::{
        engine::Host,
        hardening::{Limits, Settings},
    },
    sessions::{
        help::{Opening, Policy},
        schedule::Rush,
    },
};

/// Quai: an interactive Docker course with real sandboxes.
#[derive(Clone, Debug, Parser)]
#[command(name = "quai", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How log lines are written, on standard error
    #[arg(long, env = "QUAI_LOG_FORMAT", global = true, default_value = "text")]
    pub log_format: LogFormat,
    /// Which log lines are written: levels by module [default: warn,server=info while serving, else warn]
    #[arg(long, value_name = "FILTER", env = "RUST_LOG", global = true, value_parser = logging::filter)]
    pub log: Option<String>,
}

impl Cli {
    /// Which log lines are written.
    #[must_use]
    pub fn log(&self) -> &str {
        match (&self.log, &self.command) {
            (Some(filter), _) => filter,
            (None, Command::Up(_) | Command::Serve(_)) => "warn,server=info",
            // What these have to tell is what they print.
            (None, _) => "warn",
        }
    }
}

/// The roles of the one executable.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Install or build whatever is missing, then serve the course
    Up(Serving),
    /// Serve the course with what is there
    Serve(Serving),
    /// List what the sandboxes need of this machine, and what to do where something is missing
    Doctor(Config),
    /// Thaw sandboxes when standard input ends, as it does with the server that starts this
    #[command(hide = true)]
    Guard {
        /// Whose sandboxes
        instance: String,
        /// Where they are
        engines: Vec<Host>,
    },
    /// Prove exercises and console blocks of pages on the real engine
    Verify {
        /// Ids of exercises and files of pages (`containers/logs.md`); all of the course if none is named
        #[arg(value_name = "NAME")]
        ids: Vec<String>,
        /// How many are proven at the same time [default: as many as there are processors]
        #[arg(long, value_name = "COUNT")]
        jobs: Option<NonZeroUsize>,
        /// How this run is set up
        #[command(flatten)]
        config: Config,
    },
    /// Begin something of the course
    New {
        /// What to begin
        #[command(subcommand)]
        begun: New,
    },
    /// See and change what learners' `docker pull` finds, besides the course's own images
    Images {
        /// What to do
        #[command(subcommand)]
        change: Images,
        /// How this run is set up
        #[command(flatten)]
        config: Config,
    },
    /// Measure what learners wait for, on this machine
    Bench {
        /// What is measured, and how often
        #[command(flatten)]
        plan: BenchPlan,
        /// How this run is set up
        #[command(flatten)]
        config: Config,
    },
}

/// What can be begun.
#[derive(Clone, Debug, Subcommand)]
pub enum New {
    /// Write an exercise that is whole and proves itself, to be changed one thing after the other
    Exercise {
        /// Its folder: the chapter and the exercise's id, as in containers/stop-two
        #[arg(value_name = "CHAPTER/ID")]
        place: String,
        /// Where it is written
        #[command(flatten)]
        folders: Folders,
    },
}

/// What can be done with the catalogue.
#[derive(Clone, Debug, Subcommand)]
pub enum Images {
    /// List all images, with where they are from
    List,
    /// Add images from a registry that this machine reaches, or put them in the place of the course's
    Add {
        /// As for `docker pull`: nginx:1.29, ghcr.io/somebody/app:2, nginx:1.29@sha256:…
        #[arg(required = true)]
        images: Vec<String>,
    },
    /// Take images out again that were added
    Remove {
        /// As they are listed: nginx:1.29
        #[arg(required = true)]
        images: Vec<String>,
    },
}

/// What `bench` measures.
#[derive(Args, Clone, Debug)]
pub struct BenchPlan {
    /// Parts to measure, separated by commas; all of them if none is named
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    pub only: Vec<Part>,
    /// How often a sandbox is started, a learner clicks and an engine changes
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub rounds: usize,
    /// Learners who click in the same moment
    #[arg(long, value_name = "LEARNERS", default_value_t = 50)]
    pub rush: usize,
    /// Keystrokes that are timed alone, and again beside each bomb
    #[arg(long, value_name = "COUNT", default_value_t = 200)]
    pub keystrokes: usize,
    /// Numbers of sandboxes that idle together, separated by commas
    #[arg(long, value_name = "COUNTS", value_delimiter = ',', default_values_t = [1, 10, 50, 100])]
    pub idle_counts: Vec<usize>,
    /// Seconds that idle sandboxes are left to settle, and as many that they are watched after that
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    pub idle_seconds: u64,
    /// Write the measurements to this file as well, as JSON
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// A part of what `bench` measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// A sandbox from nothing to a prompt, step by step, and its removal
    Cold,
    /// Images from the sandbox's own Docker Hub, and from archives
    Pull,
    /// What one learner waits for, through HTTP, with and without a pool
    Click,
    /// A cold start with plain `dockerd`, as people do it
    Naive,
    /// Many learners who click in the same moment
    Rush,
    /// A keystroke to its echo, alone and beside a neighbour's bombs
    Echo,
    /// A change in a sandbox's engine to the map of it
    Map,
    /// Memory and CPU of sandboxes that nobody uses
    Idle,
}

/// How this instance serves.
#[derive(Args, Clone, Debug)]
pub struct Serving {
    /// Read exercises and pages anew whenever they change, and reload the pages that are open; for authors
    #[arg(long, env = "QUAI_WATCH")]
    pub watch: bool,
    /// How this run is set up
    #[command(flatten)]
    pub config: Config,
}

/// Where the course is.
#[derive(Args, Clone, Debug)]
pub struct Folders {
    /// Folder that holds book, exercises and images [default: the current folder, else where Quai was built]
    #[arg(long, env = "QUAI_COURSE")]
    pub course: Option<PathBuf>,
    /// Another folder of exercises than the course's; the pages may name only those in it
    #[arg(long, env = "QUAI_EXERCISES", value_name = "FOLDER")]
    pub exercises: Option<PathBuf>,
}

impl Folders {
    /// The folder that holds a course.
    fn root(&self) -> anyhow::Result<PathBuf> {
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf);
        let candidates: Vec<_> = match &self.course {
            Some(named) => vec![named.clone()],
            None => std::env::current_dir().ok().into_iter().chain(built).collect(),
        };
        let holds = |root: &&PathBuf| root.join("book/fr").is_dir() && root.join("exercises").is_dir();
        let root = candidates.iter().find(holds).with_context(|| {
            format!(
                "no course (folders book, exercises, images) in {candidates:?}: name its folder with --course"
            )
        })?;
        Ok(root.clone())
    }

    /// The folder of the exercises.
    ///
    /// # Errors
    /// When none is named, and no folder in question holds a course.
    pub fn exercises(&self) -> anyhow::Result<PathBuf> {
        self.exercises.clone().map_or_else(|| Ok(self.root()?.join("exercises")), Ok)
    }
}

/// How this instance is set up.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Address to serve on; loopback only, because there are no accounts yet
    #[arg(long, env = "QUAI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder of progress and built pages [default: quai in $XDG_DATA_HOME or ~/.local/share]
    #[arg(long, env = "QUAI_DATA")]
    pub data: Option<PathBuf>,
    /// Where the course is
    #[command(flatten)]
    pub folders: Folders,
    /// A Docker Engine that holds sandboxes; given several times, learners come where most room is
    /// [default: $DOCKER_HOST, else the local socket]
    ///
    ///   unix:///path                   a socket of this machine
    ///   ssh://user@host:22             the socket of another machine, to which ssh logs in with a key; a path after
    ///                                  it names another socket, ?config=/file other settings than ~/.ssh/config
    ///   tcp://host:port?certs=/folder  TLS by ca.pem, cert.pem and key.pem of a folder, else of DOCKER_CERT_PATH
    ///                                  if DOCKER_TLS_VERIFY is set
    ///   tcp://host:port                without TLS: whoever reaches that port is root there
    #[arg(long = "engine", env = "QUAI_ENGINES", value_delimiter = ',', verbatim_doc_comment)]
    pub engines: Vec<Host>,
    /// The engine that the docker command uses
    #[arg(long, env = "DOCKER_HOST", hide = true)]
    pub docker_host: Option<Host>,
    /// OCI runtime of the sandboxes, by the name that the engine has for it: runc, sysbox-runc, runsc, kata [default: the
    /// engine's own]
    #[arg(long, env = "QUAI_RUNTIME", value_name = "NAME")]
    pub runtime: Option<String>,
    /// AppArmor on hosts that have it
    #[arg(long, env = "QUAI_APPARMOR", default_value = "auto")]
    pub apparmor: AppArmor,
    /// Sandboxes on each engine
    #[arg(long, env = "QUAI_MAX_SANDBOXES", default_value_t = 16)]
    pub max_sandboxes: usize,
    /// Sandboxes of one learner
    #[arg(long, env = "QUAI_MAX_PER_LEARNER", default_value_t = 2)]
    pub max_per_learner: usize,
    /// Sandboxes that are kept ready, so that a learner need not wait for one to start
    #[arg(long, env = "QUAI_POOL", default_value_t = 2)]
    pub pool: usize,
    /// When a class begins, more of them: "30 at 09:00", on this machine's clock; may be given several times
    #[arg(long, env = "QUAI_POOL_PLAN", value_delimiter = ',')]
    pub pool_plan: Vec<Rush>,
    /// Minutes without a key or a request after which a sandbox ends
    #[arg(long, env = "QUAI_IDLE_MINUTES", default_value = "30", value_parser = minutes)]
    pub idle: Duration,
    /// Minutes without a key, a request or a word of the terminal after which a sandbox is frozen; it goes on at the next key
    #[arg(long, env = "QUAI_FREEZE_MINUTES", default_value = "5", value_parser = minutes)]
    pub freeze: Duration,
    /// Minutes after which a sandbox ends in any case
    #[arg(long, env = "QUAI_TIME_MINUTES", default_value = "90", value_parser = minutes)]
    pub time: Duration,
    /// Minutes that a learner may add in all
    #[arg(long, env = "QUAI_EXTENSION_MINUTES", default_value = "60", value_parser = minutes)]
    pub extension: Duration,
    /// When hints open, one after the other: free, tries:2 (for each two checks), minutes:5 (every five minutes), solved,
    /// instructor; once an exercise is solved, they all are
    #[arg(long, env = "QUAI_HINTS", value_name = "WHEN", default_value_t = Policy::default().hints)]
    pub hints: Opening,
    /// When the solution opens, in the same words; once an exercise is solved, it is
    #[arg(long, env = "QUAI_SOLUTION", value_name = "WHEN", default_value_t = Policy::default().solution)]
    pub solution: Opening,
}

/// What is done with AppArmor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AppArmor {
    /// Sandboxes are under our profile if one was seen to work under it, else unconfined by AppArmor
    Auto,
    /// Sandboxes are unconfined by AppArmor
    Off,
}

/// The folders of the course, found.
#[derive(Clone, Debug)]
pub struct Course {
    /// Pages.
    pub book: PathBuf,
    /// Exercises.
    pub exercises: PathBuf,
    /// Images.
    pub images: PathBuf,
    /// List of the images that the operator has added to the course's.
    pub added: PathBuf,
}

/// A variable of the environment; an empty one is as good as none.
fn set(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// An address as the docker command would take it: DOCKER_TLS_VERIFY asks for TLS wherever there is TCP.
fn secured(host: Host, set: impl Fn(&str) -> Option<PathBuf>) -> Host {
    let folder = || set("DOCKER_CERT_PATH").or_else(|| set("HOME").map(|home| home.join(".docker")));
    match set("DOCKER_TLS_VERIFY").and_then(|_| folder()) {
        Some(certificates) => host.secured(certificates),
        None => host,
    }
}

/// Fractions are allowed, so that trials need not wait.
fn minutes(text: &str) -> Result<Duration, String> {
    let minutes: f64 = text.parse().map_err(|_| format!("`{text}` is no number of minutes"))?;
    const WEEK: f64 = 7.0 * 24.0 * 60.0;
    if !(0.0..=WEEK).contains(&minutes) {
        return Err(format!("`{text}` minutes is not between 0 and {WEEK}, a week"));
    }
    Ok(Duration::from_secs_f64(minutes * 60.0))
}

impl Config {
    /// The address to listen on.
    ///
    /// # Errors
    /// When it is reachable from other machines: whoever reaches the port is the learner, so only this machine may.
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        anyhow::ensure!(
            self.listen.ip().is_loopback(),
            "refusing to listen on {}: there are no accounts yet, so whoever reaches the port would be the learner. \
             Use a loopback address, for example --listen {}:{}",
            self.listen,
            Ipv4Addr::LOCALHOST,
            self.listen.port(),
        );
        Ok(self.listen)
    }

    /// When hints and solutions open.
    #[must_use]
    pub fn help(&self) -> Policy {
        Policy { hints: self.hints, solution: self.solution }
    }

    /// Addresses of the engines, one at least and none twice.
    #[must_use]
    pub fn engines(&self) -> Vec<Host> {
        let mut engines: Vec<Host> = Vec::new();
        for engine in &self.engines {
            if !engines.contains(engine) {
                engines.push(engine.clone());
            }
        }
        if engines.is_empty() {
            engines.push(secured(self.docker_host.clone().unwrap_or_default(), set));
        }
        engines
    }

    /// The first of them: the one for work that is not for learners.
    #[must_use]
    pub fn engine(&self) -> Host {
        self.engines().swap_remove(0)
    }

    /// How sandboxes are made.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let runtime = self.runtime.clone().filter(|name| !name.is_empty());
        Settings { limits: Limits::default(), runtime, apparmor: self.apparmor == AppArmor::Auto }
    }

    /// The data folder, made if it is missing.
    ///
    /// # Errors
    /// When there is no home to put it in, or it cannot be made.
    pub fn data(&self) -> anyhow::Result<PathBuf> {
        let default = || {
            let base = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
            base.map(|base| base.join("quai"))
        };
        let data =
            self.data.clone().or_else(default).context("no home folder: name a data folder with --data")?;
        std::fs::create_dir_all(&data)
            .with_context(|| format!("making the data folder {}", data.display()))?;
        Ok(data)
    }

    /// The course's folders.
    ///
    /// # Errors
    /// When no folder in question holds a course.
    pub fn course(&self) -> anyhow::Result<Course> {
        let root = self.folders.root()?;
        Ok(Course {
            book: root.join("book"),
            exercises: self.folders.exercises()?,
            images: root.join("images"),
            added: self.data()?.join("images.toml"),
        })
    }
}

#[cfg(test)]
mod tests;
