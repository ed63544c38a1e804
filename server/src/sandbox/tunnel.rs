//! A tunnel by ssh to the socket of an engine: one process, in which every connection is a channel.
//!
//! The docker command runs `docker system dial-stdio` there for each connection. A sandbox holds several, and an sshd
//! takes only ten commands over one login (`MaxSessions`); those beyond it would log in anew, one process here and three
//! there each. Channels that are forwarded have no such limit, and open in the time that a message takes.

use std::{
    io,
    os::fd::{AsRawFd, OwnedFd},
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, bail};
use rustix::fs::{Mode, OFlags};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    net::UnixStream,
    process::{Child, Command},
    task::JoinHandle,
    time::timeout,
};

use super::host::Login;
use crate::timeouts;

/// Nobody answers questions; the settings that an operator has for logging in by hand stay out of the way.
const OPTIONS: [&str; 8] = [
    "BatchMode=yes",
    "ConnectTimeout=10",
    "ServerAliveInterval=5",
    "ServerAliveCountMax=3",
    "ControlMaster=no",
    "ControlPath=none",
    "RemoteCommand=none",
    "ForwardAgent=no",
];

/// What the other side says once the way is free.
const READY: &str = "quai: ready";

/// So many of the last lines of ssh are kept.
const LINES_KEPT: usize = 4;

/// A tunnel that is open. Dropping it closes it, and every connection in it.
#[derive(Debug)]
pub(super) struct Tunnel {
    /// Where ssh listens here. It has no name any more: whoever opens it commands the engine, and nothing is to stay when
    /// we are killed.
    socket: OwnedFd,
    said: Said,
    /// Its standard input is a pipe: when we are killed, the command there ends, and ssh with it.
    _ssh: Child,
}

/// The last lines that ssh wrote on its standard error.
#[derive(Clone, Debug, Default)]
struct Said(Arc<Mutex<Vec<String>>>);

impl Tunnel {
    pub(super) async fn open(login: &Login) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("quai-ssh-").tempdir()?;
        let path = folder.path().join("docker.sock");
        let mut ssh = command(login, &path);
        let mut ssh = match ssh.spawn() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                bail!("`ssh` is missing on this machine: apt-get install openssh-client")
            }
            spawned => spawned.context("running ssh")?,
        };
        let said = Said::default();
        let errors = said.listen(ssh.stderr.take().context("stderr is piped")?);
        let mut lines = BufReader::new(ssh.stdout.take().context("stdout is piped")?).lines();
        let ready = async {
            while let Some(line) = lines.next_line().await? {
                // A login may greet.
                if line == READY {
                    return Ok(true);
                }
            }
            // It has ended: what it still has to say is on its way.
            errors.await.map_err(io::Error::other)?;
            io::Result::Ok(false)
        };
        match timeout(timeouts::TUNNEL, ready).await {
            Ok(Ok(true)) => {
                let socket = rustix::fs::open(&path, OFlags::PATH | OFlags::CLOEXEC, Mode::empty())
                    .with_context(|| said.last().unwrap_or_else(|| "ssh does not listen".to_owned()))?;
                Ok(Self { socket, said, _ssh: ssh })
            }
            Ok(Ok(false)) => {
                bail!("{}", said.last().unwrap_or_else(|| "ssh ended without a word".to_owned()))
            }
            Ok(Err(error)) => Err(error).context("listening to ssh"),
            Err(_) => bail!("ssh did not get through within {} s", timeouts::TUNNEL.as_secs()),
        }
    }

    pub(super) async fn dial(&self) -> io::Result<UnixStream> {
        let path = format!("/proc/self/fd/{}", self.socket.as_raw_fd());
        UnixStream::connect(path).await.map_err(|error| {
            io::Error::new(error.kind(), self.complaint().unwrap_or_else(|| "ssh has ended".to_owned()))
        })
    }

    pub(super) fn complaint(&self) -> Option<String> {
        self.said.last()
    }
}

fn command(login: &Login, local: &Path) -> Command {
    let Login { user, host, port, socket, config } = login;
    let mut ssh = Command::new("ssh");
    ssh.args(["-T", "-x"]).args(OPTIONS.iter().flat_map(|option| ["-o", option]));
    if let Some(config) = config {
        ssh.arg("-F").arg(config);
    }
    if let Some(user) = user {
        ssh.args(["-l", user]);
    }
    if let Some(port) = port {
        ssh.args(["-p", &port.to_string()]);
    }
    ssh.arg("-L").arg(format!("{}:{}", local.display(), socket.display()));
    ssh.args(["--", host, &script(socket)]);
    ssh.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    // No Ctrl+C of ours reaches it: sandboxes are removed through it.
    ssh.process_group(0);
    ssh
}

/// What runs there: a look at the socket, because sshd does not say why it could not open it, then nothing until we end.
fn script(socket: &Path) -> String {
    let socket = socket.display();
    format!(
        "sh -c 'test -S {socket} || {{ echo no Docker Engine listens at {socket} there >&2; exit 1; }}; \
         test -w {socket} || {{ echo $(id -un) may not use {socket} there >&2; exit 1; }}; \
         echo {READY}; exec cat >/dev/null'"
    )
}

impl Said {
    fn listen(&self, errors: impl AsyncRead + Send + Unpin + 'static) -> JoinHandle<()> {
        let said = self.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(errors).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                let mut kept = said.0.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(line.trim_end().to_owned());
                if kept.len() > LINES_KEPT {
                    kept.remove(0);
                }
            }
        })
    }

    fn last(&self) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (!kept.is_empty()).then(|| kept.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::host::Host;

    #[test]
    fn an_address_becomes_arguments_of_ssh() {
        let Ok(Host::Ssh(login)) = "ssh://quai@engine:2222/run/d.sock?config=/etc/ssh_q".parse() else {
            panic!("no address by ssh")
        };
        let command = command(&login, "/private/docker.sock".as_ref());
        let arguments: Vec<_> = command.as_std().get_args().filter_map(|word| word.to_str()).collect();
        let line = arguments.join(" ");
        let expected =
            "-F /etc/ssh_q -l quai -p 2222 -L /private/docker.sock:/run/d.sock -- engine sh -c 'test";
        assert!(line.contains(expected), "{line}");
    }
}
