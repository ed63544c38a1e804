//! A Docker Engine on this machine: found, or installed and started.

use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, bail};

use super::{
    packages::{self, run},
    progress::Progress,
};
use crate::{
    sandbox::{Engine, engine::Host, remedy::remedy},
    timeouts,
};

/// Files in which an engine that was killed leaves the number of a process that may be another's by now.
const PID_FILES: [&str; 3] = [
    "/var/run/docker.pid",
    "/run/docker/containerd/containerd.pid",
    "/var/run/docker/containerd/docker-containerd.pid",
];

/// Connects to the engine at `host`; where none answers on this machine's own socket, installs and starts one. The
/// engine that is started goes on when this process ends, its log in `log`.
///
/// # Errors
/// When there is none and none may or can be started: the error says which commands to run.
pub async fn find_or_start(host: &Host, log: &Path, progress: &Progress) -> anyhow::Result<Engine> {
    let refused = match Engine::connect(host).await {
        Ok(engine) => return Ok(engine),
        Err(error) => error,
    };
    if *host != Host::default() {
        let remedy = remedy(host, &format!("{refused:#}"));
        return Err(refused).with_context(|| format!("no Docker Engine answers at {host}: {remedy}"));
    }
    if !packages::is_root() {
        let installed = packages::find("dockerd").is_some();
        let install = "apt-get update && apt-get install --no-install-recommends docker.io\n    ";
        bail!(
            "no Docker Engine answers at {host} (or you may not use it: `usermod --append --groups docker $USER` lets \
             you). As root, run:\n    {}systemctl start docker    # without systemd: dockerd &",
            if installed { "" } else { install },
        );
    }
    packages::ensure("dockerd", &["docker.io"], progress).await?;
    start(host, log, progress).await
}

async fn start(host: &Host, log: &Path, progress: &Progress) -> anyhow::Result<Engine> {
    let step = progress.step("starting the Docker Engine");
    if Path::new("/run/systemd/system").is_dir() {
        run("systemctl", &["start", "docker"], &step).await?;
    } else {
        PID_FILES.iter().for_each(|file| remove_if_stale(Path::new(file)));
        spawn(log)?;
    }
    let begun = Instant::now();
    loop {
        match Engine::connect(host).await {
            Ok(engine) => {
                step.done();
                return Ok(engine);
            }
            Err(_) if begun.elapsed() < timeouts::ENGINE_START => {
                tokio::time::sleep(timeouts::ENGINE_RETRY / 10).await
            }
            Err(error) => {
                let tail = fs::read_to_string(log).unwrap_or_default();
                let tail: Vec<_> = tail.lines().rev().take(5).collect();
                return Err(error).with_context(|| {
                    format!(
                        "dockerd does not answer; its log is {}, its last words: {tail:#?}",
                        log.display()
                    )
                });
            }
        }
    }
}

/// Starts `dockerd` in a session of its own, so that it outlives us and no Ctrl+C of ours reaches it.
fn spawn(log: &Path) -> anyhow::Result<()> {
    let out = File::create(log).with_context(|| format!("writing {}", log.display()))?;
    let dockerd = packages::find("dockerd").context("dockerd is installed")?;
    let mut command = Command::new("setsid");
    command.arg(dockerd).stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out).current_dir("/");
    // A group of its own even before setsid runs.
    command.process_group(0);
    let mut child = command.spawn().context("starting dockerd")?;
    // Somebody has to wait for it, or it would stay a zombie should it end before us.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// A file that names a process which is no engine would keep a new engine from starting.
fn remove_if_stale(file: &Path) {
    let Ok(text) = fs::read_to_string(file) else { return };
    // A process that was killed and not yet waited for has a name still, but no executable.
    let program = fs::read_link(format!("/proc/{}/exe", text.trim())).unwrap_or_default();
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    if !matches!(&*name, "dockerd" | "containerd" | "docker-containerd") {
        let _ = fs::remove_file(file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_names_no_engine_is_stale() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("docker.pid");
        for pid in [std::process::id().to_string(), "4194305".to_owned(), "nonsense".to_owned()] {
            fs::write(&file, &pid).unwrap();
            remove_if_stale(&file);
            assert!(!file.exists(), "{pid} is no engine");
        }
    }
}
