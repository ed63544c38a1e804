//! A Docker Engine of a test's own, on a host of its own as far as processes and mounts go, so that it can die as a host
//! does: everything at once, and nothing of it stays.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use server::{
    provision::{images::Plan, packages, progress::Progress},
    sandbox::{Engine, engine::Host},
};
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::machine;

/// An engine starts in 0.3 s; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// Process 1 of the engine's PID namespace, which ends with it. Its standard input is a pipe from the test and its
/// lifeline: once the test closes it or dies, however it dies, the kernel kills all that lives in here, and the mounts go
/// with their last user. `/run` is its own, as after a boot: sockets, containerd, PID files. So is its bridge, which it needs
/// although its containers have no network: told to do without one, dockerd removes docker0, which is the machine's.
const HOST: &str = "set -e
exec 3<&0 </dev/null
mount -t tmpfs tmpfs /run
ip link show \"$BRIDGE\" > /dev/null 2>&1 || ip link add \"$BRIDGE\" type bridge
\"$@\" &
cat <&3 &
wait -n";

/// A `dockerd` with its containerd and all its containers. Dropping it kills them and removes what they have written.
#[derive(Debug)]
pub struct Dockerd {
    folder: TempDir,
    /// Flags besides the usual ones.
    flags: Vec<String>,
    life: Option<Child>,
}

impl Dockerd {
    /// Starts an engine without images on a Unix socket.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts one with further flags of `dockerd`.
    pub async fn start_with(flags: &[&str]) -> Self {
        packages::ensure("dockerd", &["docker.io"], &Progress::default())
            .await
            .expect("the tests need dockerd");
        assert!(packages::is_root(), "an engine of a test's own needs root");
        let folder = tempfile::Builder::new().prefix("quai-dockerd-").tempdir().expect("a temporary folder");
        // Not the machine's settings.
        fs::write(folder.path().join("daemon.json"), "{}").expect("a temporary folder can be written");
        let flags = flags.iter().map(|&flag| flag.to_owned()).collect();
        let mut dockerd = Self { folder, flags, life: None };
        dockerd.start_again().await;
        dockerd
    }

    /// Starts it after it was killed, with the same address, images and remains, as a host that boots again.
    pub async fn start_again(&mut self) {
        self.kill();
        self.life = Some(self.spawn());
        let begun = Instant::now();
        loop {
            let failure = match Engine::connect(&self.host()).await {
                Ok(_) => return,
                Err(failure) => failure,
            };
            let ended = self.life.as_mut().expect("spawned above").try_wait().expect("a child of ours");
            if let (None, true) = (ended, begun.elapsed() < PATIENCE) {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
            let log = fs::read_to_string(self.log()).unwrap_or_default();
            let last: Vec<_> = log.lines().rev().take(12).collect();
            panic!("dockerd does not answer ({failure:#}); its last words, newest first: {last:#?}");
        }
    }

    fn spawn(&self) -> Child {
        let within = |name: &str| self.folder.path().join(name).display().to_string();
        let log = File::create(self.log()).expect("a temporary folder can be written");
        Command::new("unshare")
            .args(["--mount", "--pid", "--fork", "--mount-proc", "bash", "-c", HOST, "host"])
            .arg(packages::find("dockerd").expect("dockerd is installed"))
            .args(["--config-file", &within("daemon.json"), "--data-root", &within("data")])
            .args(["--exec-root", "/run/docker", "--pidfile", "/run/docker.pid"])
            .args([
                "--host",
                &format!("unix://{}", self.socket().display()),
                "--host",
                "unix:///run/docker.sock",
            ])
            .env("BRIDGE", self.bridge())
            .args(["--bridge", self.bridge(), "--iptables=false", "--ip-forward=false", "--ip-masq=false"])
            .args(["--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", self.name()])
            .args(&self.flags)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a file can be shared"))
            .stderr(log)
            .spawn()
            .expect("unshare runs")
    }

    /// The beginning of a command that runs on its host.
    #[must_use]
    pub fn enter(&self) -> Command {
        let life = self.life.as_ref().expect("it is alive").id();
        let mut command = Command::new("nsenter");
        command
            .arg(format!("--mount=/proc/{life}/ns/mnt"))
            .arg(format!("--pid=/proc/{life}/ns/pid_for_children"));
        command
    }

    /// Where it listens.
    #[must_use]
    pub fn host(&self) -> Host {
        Host::Unix(self.socket())
    }

    /// A name that everything of this engine carries: its folder, its processes' arguments, its control groups.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.folder.path().file_name().and_then(|name| name.to_str());
        name.expect("a temporary folder has a plain name")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("docker.sock")
    }

    /// Name of its bridge, as short as the kernel wants.
    fn bridge(&self) -> &str {
        let name = self.name();
        &name[name.len() - 6..]
    }

    /// What it says.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Puts the sandbox image of this build into it, and returns its name. What was in it before is gone.
    pub async fn with_sandbox_image(&mut self) -> String {
        let (name, prepared) = prepared().await;
        self.kill();
        copy(&prepared, &self.data()).await;
        self.start_again().await;
        name
    }

    /// Ends it without a word, as a host that loses its power: the engine, containerd and every container.
    pub fn kill(&mut self) {
        let Some(mut life) = self.life.take() else { return };
        drop(life.stdin.take());
        // Process 1 of a namespace is gone only after all the others.
        let _ = life.wait();
        let _ = fs::remove_file(self.socket());
        let _ = Command::new("ip").args(["link", "delete", self.bridge()]).stderr(Stdio::null()).status();
        for hierarchy in hierarchies() {
            let _ = remove_group(&hierarchy.join(self.name()));
        }
    }
}

impl Drop for Dockerd {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The sandbox image of this build, and the data of an engine that holds it. An engine loads the image in several times
/// as long as these are copied, so they stay with what was built, as the image stays in the machine's engine.
async fn prepared() -> (String, PathBuf) {
    static TURN: Mutex<()> = Mutex::const_new(());
    let image = Plan::read(&machine::course()).expect("the images are there").sandbox;
    let (_, tag) = image.split_once(':').expect("our names have tags");
    let built = std::env::current_exe().expect("a test is an executable");
    let shelf = built.parent().expect("it is in a folder").join("dockerd");
    let data = shelf.join(tag);
    let _turn = TURN.lock().await;
    if !data.exists() {
        // Those of earlier images.
        let _ = fs::remove_dir_all(&shelf);
        fs::create_dir_all(&shelf).expect("the build's folder can be written");
        let mut dockerd = Dockerd::start().await;
        let archive = dockerd.folder.path().join("image.tar");
        machine::engine().await.save(&image, &archive).await.expect("the machine's engine has the image");
        let engine = Engine::connect(&dockerd.host()).await.expect("the engine has answered");
        engine.load(&archive).await.expect("what one engine has saved another one loads");
        dockerd.kill();
        let copied = shelf.join(dockerd.name());
        copy(&dockerd.data(), &copied).await;
        fs::rename(copied, &data).expect("nobody else prepares it");
    }
    (image, data)
}

/// Copies an engine's data with all that the kernel knows of them, in place of what is there.
async fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    let copied = tokio::process::Command::new("cp").arg("--archive").arg(from).arg(to).status().await;
    assert!(copied.expect("cp runs").success(), "{} is not copied", from.display());
}

/// Roots of the control groups: one with version 2, one for each controller with version 1.
fn hierarchies() -> Vec<PathBuf> {
    let root = PathBuf::from("/sys/fs/cgroup");
    let controllers = fs::read_dir(&root).into_iter().flatten().flatten().map(|entry| entry.path());
    controllers.chain([root.clone()]).collect()
}

/// Control groups are folders that outlive their processes; the files in them go by themselves.
fn remove_group(group: &Path) -> io::Result<()> {
    for entry in fs::read_dir(group)?.flatten() {
        if entry.file_type()?.is_dir() {
            remove_group(&entry.path())?;
        }
    }
    fs::remove_dir(group)
}
