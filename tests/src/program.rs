//! The executable itself, as an operator runs it.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
};

/// A `quai` that runs. Dropping it kills it, as a power cut would.
#[derive(Debug)]
pub struct Program {
    child: Child,
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
        let output =
            Command::new(env!("CARGO")).args(build).stderr(Stdio::inherit()).output().expect("cargo runs");
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
        let mut child = Command::new(executable())
            .args(["serve", "--listen", "127.0.0.1:0", "--pool", "0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("quai runs");
        let lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let address = lines.map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            rest.split_once('/')?.0.parse().ok()
        });
        Self { child, address: address.expect("it says where it is") }
    }

    /// Ends it without a word, as `kill -9` does.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
