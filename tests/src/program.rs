//! The executable itself, as an operator runs it.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

use tempfile::{NamedTempFile, TempDir};

use crate::files::copy_into;

/// Between two looks whether it has ended.
const LOOK: Duration = Duration::from_millis(20);
/// It removes its sandboxes before it ends: who is asked and has not ended by then is killed.
const END: Duration = Duration::from_secs(40);

/// A `quai` that runs. Dropping it ends it as Ctrl+C does, so that it leaves nothing behind.
#[derive(Debug)]
pub struct Program {
    child: Child,
    log: NamedTempFile,
    /// Where it listens.
    pub address: SocketAddr,
}

/// The executable of this build.
#[must_use]
pub fn executable() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        // `cargo test` builds the tests of the executable, not the executable.
        let build = ["build", "--quiet", "--package", "server", "--bin", "quai", "--message-format", "json"];
        // What cargo says of this crate is not for the builds of others: some watch it, and would be built anew each time.
        let ours = std::env::vars()
            .filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        let mut cargo = Command::new(env!("CARGO"));
        for (name, _) in ours {
            cargo.env_remove(name);
        }
        let output = cargo.args(build).stderr(Stdio::inherit()).output().expect("cargo runs");
        assert!(output.status.success(), "the executable does not build");
        let messages = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut paths = messages.lines().filter_map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).ok()?;
            message["executable"].as_str().map(PathBuf::from)
        });
        paths.next_back().expect("cargo names the executable")
    })
}

/// Runs `quai` to its end.
#[must_use]
pub fn quai(arguments: &[&str]) -> Output {
    Command::new(executable()).args(arguments).output().expect("quai runs")
}

impl Program {
    /// Runs `quai serve` on a free port, without a pool, until it says where it is.
    #[must_use]
    pub fn serve(data: &Path) -> Self {
        Self::serve_with(data, &["--pool", "0"])
    }

    /// Runs `quai serve` on a free port, with more arguments, until it says where it is.
    #[must_use]
    pub fn serve_with(data: &Path, arguments: &[&str]) -> Self {
        if arguments.contains(&"--course") {
            return Self::start(data, arguments);
        }
        // Every one of them serves the same pages: the first one builds them.
        static BUILT: Mutex<Option<TempDir>> = Mutex::new(None);
        let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(books) = &*built {
            copy_into(&books.path().join("books"), data);
            drop(built);
            return Self::start(data, arguments);
        }
        let program = Self::start(data, arguments);
        let books = TempDir::new().expect("a temporary folder");
        copy_into(&data.join("books"), books.path());
        *built = Some(books);
        program
    }

    fn start(data: &Path, arguments: &[&str]) -> Self {
        let log = NamedTempFile::new().expect("a temporary file");
        let mut child = Command::new(executable())
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(log.reopen().expect("a file that was just made"))
            .spawn()
            .expect("quai runs");
        let lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let address = lines.map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            rest.split_once('/')?.0.parse().ok()
        });
        Self { child, log, address: address.expect("it says where it is") }
    }

    /// The lines that it has logged so far.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.log.path()).expect("the log is there");
        text.lines().map(str::to_owned).collect()
    }

    /// Ends it as Ctrl+C does, and waits until it has removed its sandboxes.
    pub fn end(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        }
        let begun = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && begun.elapsed() < END {
            thread::sleep(LOOK);
        }
        self.kill();
    }

    /// Ends it without a word, as a power cut does.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}
