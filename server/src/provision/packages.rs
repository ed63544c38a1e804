//! Debian packages, installed where that is allowed; elsewhere the exact commands are told.

use std::{path::Path, process::Stdio, sync::OnceLock};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
    sync::Mutex,
};

use super::progress::{Progress, Step};

/// Only one installation at a time: apt locks its lists, and several tests may want packages at once.
fn turn() -> &'static Mutex<()> {
    static TURN: OnceLock<Mutex<()>> = OnceLock::new();
    TURN.get_or_init(Mutex::default)
}

/// Whether this process may change the system.
#[must_use]
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Whether packages are Debian's here.
#[must_use]
pub fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists() && find("apt-get").is_some()
}

/// The first executable of a name on the path of the system's administrators.
#[must_use]
pub fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let folders = path.split(':').chain(["/usr/local/sbin", "/usr/sbin", "/sbin"]);
    folders.map(|folder| Path::new(folder).join(program)).find(|candidate| candidate.is_file())
}

/// Installs what is needed for `program` if it is not there.
///
/// # Errors
/// When it may not or cannot be installed: the error says which commands to run, and where.
pub async fn ensure(program: &str, packages: &[&str], progress: &Progress) -> anyhow::Result<()> {
    let _turn = turn().lock().await;
    if find(program).is_some() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !is_debian() {
        bail!(
            "`{program}` is missing, and this is no Debian: install it with your system's packages, then start again"
        );
    }
    if !is_root() {
        bail!(
            "`{program}` is missing. As root, run:\n    apt-get update && apt-get install --no-install-recommends {names}"
        );
    }
    let step = progress.step(format!("installing {names}"));
    run("apt-get", &["update"], &step)
        .await
        .context("is there a network? Debian's packages cannot be reached")?;
    let arguments = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    run("apt-get", &arguments, &step).await?;
    anyhow::ensure!(find(program).is_some(), "installing {names} did not bring `{program}`");
    step.done();
    Ok(())
}

/// Runs a program to its end and shows what it prints as it comes.
///
/// # Errors
/// When it cannot be started or fails, with the last lines it printed.
pub(super) async fn run(program: &str, arguments: &[&str], step: &Step) -> anyhow::Result<()> {
    const LINES_KEPT: usize = 8;
    let mut child = Command::new(program)
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("running {program}"))?;
    let mut output = BufReader::new(child.stdout.take().context("stdout is piped")?).lines();
    let mut errors = BufReader::new(child.stderr.take().context("stderr is piped")?).lines();
    let mut last_lines: Vec<String> = Vec::new();
    let (mut output_open, mut errors_open) = (true, true);
    while output_open || errors_open {
        let line = tokio::select! {
            line = output.next_line(), if output_open => {
                let line = line?;
                output_open = line.is_some();
                line
            }
            line = errors.next_line(), if errors_open => {
                let line = line?;
                errors_open = line.is_some();
                line
            }
        };
        let Some(line) = line else { continue };
        step.say(line.clone());
        last_lines.push(line);
        if last_lines.len() > LINES_KEPT {
            last_lines.remove(0);
        }
    }
    let status = child.wait().await?;
    if !status.success() {
        bail!("`{program} {}` failed ({status}):\n{}", arguments.join(" "), last_lines.join("\n"));
    }
    Ok(())
}
