//! The sandbox's own programs, from source: what no Debian package does. Linked statically, so that they run on any Linux.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;
use tokio::process::Command;

use super::{fingerprint::Fingerprint, packages, progress::Progress};

/// Their crates, folders in `images/`.
const CRATES: [&str; 3] = ["hub", "shell", "witness"];

/// Feeds a name what the programs are made of.
///
/// # Errors
/// When their sources cannot be read.
pub(super) fn fingerprint(images: &Path, mut name: Fingerprint) -> anyhow::Result<Fingerprint> {
    for part in CRATES {
        let folder = images.join(part);
        name = name.folder(&folder).with_context(|| format!("reading {}", folder.display()))?;
    }
    let lock = images.join("../Cargo.lock");
    Ok(name.bytes(&std::fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?))
}

/// Builds them, and returns where they are.
///
/// # Errors
/// When cargo is missing or fails, with what it says.
pub(super) async fn build(images: &Path, progress: &Progress) -> anyhow::Result<Vec<PathBuf>> {
    let step = progress.step("programs of the sandbox");
    let cargo = std::env::var_os("CARGO").map(PathBuf::from).or_else(|| packages::find("cargo"));
    let cargo = cargo.context("`cargo` is missing: install Rust from https://rustup.rs, then start again")?;
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut command = Command::new(cargo);
    command.current_dir(images).args(["build", "--profile", "sandbox", "--message-format", "json"]);
    command.args(["--target", &target]).args(CRATES.iter().flat_map(|part| ["--package", part]));
    // Only for this target: what runs while it is built is linked as usual.
    let flags = format!("CARGO_TARGET_{}_RUSTFLAGS", target.replace('-', "_").to_uppercase());
    command.env(flags, "-C target-feature=+crt-static");
    for (name, _) in std::env::vars() {
        // What cargo says of this very crate is not for the builds of others: some watch it, and would be built anew.
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    step.say("cargo build");
    let output = command.kill_on_drop(true).output().await.context("running cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "cargo failed:\n{}", said.trim());
    let messages = String::from_utf8_lossy(&output.stdout);
    let executables = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    let programs: Vec<_> = executables.collect();
    anyhow::ensure!(programs.len() == CRATES.len(), "cargo built {programs:?}");
    step.done();
    Ok(programs)
}
