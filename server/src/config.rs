//! Flags and environment, read in this file alone.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use clap::{Args, Parser, Subcommand};

use crate::{sandbox::engine::Host, sessions::schedule::Rush};

/// Quai: an interactive Docker course with real sandboxes.
#[derive(Clone, Debug, Parser)]
#[command(name = "quai", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The roles of the one executable.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Install or build whatever is missing, then serve the course
    Up(Config),
    /// Serve the course with what is there
    Serve(Config),
    /// List what the sandboxes need of this machine, and what to do where something is missing
    Doctor(Config),
    /// Prove exercises on the real engine: untouched, solution, wrong answers
    Verify {
        /// Ids of exercises; all of them if none is named
        exercises: Vec<String>,
        /// How this run is set up
        #[command(flatten)]
        config: Config,
    },
    /// Measure what learners wait for, on this machine
    Bench {
        /// How often each thing is done
        #[arg(long, default_value_t = 20)]
        rounds: usize,
        /// How this run is set up
        #[command(flatten)]
        config: Config,
    },
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
    /// Folder that holds book, exercises and images [default: the current folder, else where Quai was built]
    #[arg(long, env = "QUAI_COURSE")]
    pub course: Option<PathBuf>,
    /// The Docker Engine that holds the sandboxes: unix:///path or tcp://host:port [default: the local socket]
    #[arg(long, env = "DOCKER_HOST")]
    pub engine: Option<Host>,
    /// Sandboxes in all
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
    /// Minutes after which a sandbox ends in any case
    #[arg(long, env = "QUAI_TIME_MINUTES", default_value = "90", value_parser = minutes)]
    pub time: Duration,
    /// Minutes that a learner may add in all
    #[arg(long, env = "QUAI_EXTENSION_MINUTES", default_value = "60", value_parser = minutes)]
    pub extension: Duration,
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

    /// Address of the engine.
    #[must_use]
    pub fn engine(&self) -> Host {
        self.engine.clone().unwrap_or_default()
    }

    /// The data folder, made if it is missing.
    ///
    /// # Errors
    /// When there is no home to put it in, or it cannot be made.
    pub fn data(&self) -> anyhow::Result<PathBuf> {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
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
        Ok(Course { book: root.join("book"), exercises: root.join("exercises"), images: root.join("images") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve(arguments: &[&str]) -> Config {
        let cli = Cli::parse_from(["quai", "serve"].iter().chain(arguments));
        let Command::Serve(config) = cli.command else { panic!("not serve") };
        config
    }

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn only_loopback_is_listened_on() {
        assert!(serve(&["--listen", "127.0.0.1:9"]).address().is_ok());
        assert!(serve(&["--listen", "[::1]:9"]).address().is_ok());
        let refused = serve(&["--listen", "0.0.0.0:9"]).address().unwrap_err().to_string();
        assert!(refused.contains("--listen 127.0.0.1:9"), "{refused}");
    }

    #[test]
    fn minutes_may_be_fractions_but_not_nonsense() {
        assert_eq!(serve(&["--idle", "0.5"]).idle, Duration::from_secs(30));
        for nonsense in ["-1", "soon", "1e13", "NaN"] {
            assert!(minutes(nonsense).is_err(), "{nonsense}");
        }
    }
}
