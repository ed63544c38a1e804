//! An sshd of a test's own, on the host of an engine of a test's own, with which it ends.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use server::{
    provision::{packages, progress::Progress},
    sandbox::engine::Host,
};
use tempfile::TempDir;

use crate::{Dockerd, machine};

/// An sshd starts at once; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// Who logs in.
#[derive(Clone, Copy, Debug)]
pub enum Login {
    /// Who may, and knows the machine.
    Quai,
    /// Who may, and has never seen the machine.
    Newcomer,
    /// Whose key is good for commands alone.
    Restricted,
    /// Whose key is unknown.
    Stranger,
}

impl Login {
    fn config(self) -> &'static str {
        match self {
            Self::Quai => "ssh_config",
            Self::Newcomer => "ssh_config_of_newcomer",
            Self::Restricted => "ssh_config_of_restricted",
            Self::Stranger => "ssh_config_of_stranger",
        }
    }

    fn settings(self, folder: &Path) -> String {
        let (key, hosts) = match self {
            Self::Quai => ("quai", "known_hosts"),
            Self::Newcomer => ("quai", "no_hosts"),
            Self::Restricted => ("restricted", "known_hosts"),
            Self::Stranger => ("stranger", "known_hosts"),
        };
        format!(
            "IdentitiesOnly yes\nIdentityFile {0}/{key}\nUserKnownHostsFile {0}/{hosts}\nGlobalKnownHostsFile none\n",
            folder.display()
        )
    }
}

/// An sshd with keys and settings of its own. Nothing of the machine's is read or written.
#[derive(Debug)]
pub struct Sshd {
    folder: TempDir,
    port: u16,
    sshd: Child,
}

impl Sshd {
    /// Starts it beside an engine, which is then behind it at the usual path.
    pub async fn start(dockerd: &Dockerd) -> Self {
        for (program, package) in [("sshd", "openssh-server"), ("ssh", "openssh-client")] {
            packages::ensure(program, &[package], &Progress::default()).await.expect("the tests need ssh");
        }
        let folder = TempDir::new().expect("a temporary folder");
        let (path, port) = (folder.path(), machine::free_port());
        let write = |name: &str, text: String| fs::write(path.join(name), text).expect("a temporary folder");
        let read = |name: &str| fs::read_to_string(path.join(name)).expect("it was made");
        for key in ["host", "quai", "restricted", "stranger"] {
            let mut keygen = Command::new("ssh-keygen");
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path.join(key));
            assert!(keygen.status().expect("ssh-keygen runs").success(), "no key is made");
        }
        for login in [Login::Quai, Login::Newcomer, Login::Restricted, Login::Stranger] {
            write(login.config(), login.settings(path));
        }
        write("known_hosts", format!("[127.0.0.1]:{port} {}", read("host.pub")));
        write("authorized_keys", format!("{}restrict {}", read("quai.pub"), read("restricted.pub")));
        write("sshd_config", server_config(path, port));
        let sshd = spawn(dockerd, path);
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "sshd does not start: {}", read("log"));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Self { folder, port, sshd }
    }

    /// The way to the engine behind it.
    #[must_use]
    pub fn host(&self) -> Host {
        self.host_of(Login::Quai, "/")
    }

    /// A way to a socket of its machine for somebody.
    #[must_use]
    pub fn host_of(&self, login: Login, socket: &str) -> Host {
        let config = self.folder.path().join(login.config());
        let address = format!("ssh://root@127.0.0.1:{}{socket}?config={}", self.port, config.display());
        address.parse().expect("an address")
    }

    /// A path that whatever belongs to a way to it has among its arguments.
    #[must_use]
    pub fn name(&self) -> &str {
        self.folder.path().to_str().expect("a temporary folder has a plain name")
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

/// What sshd is told.
fn server_config(folder: &Path, port: u16) -> String {
    format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {0}/host\nAuthorizedKeysFile {0}/authorized_keys\nPidFile none\n\
         StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n",
        folder.display()
    )
}

fn spawn(dockerd: &Dockerd, folder: &Path) -> Child {
    let log = fs::File::create(folder.join("log")).expect("a temporary folder can be written");
    let sshd = packages::find("sshd").expect("sshd is installed");
    let script =
        format!("mkdir -p /run/sshd; exec {} -D -e -f {}/sshd_config", sshd.display(), folder.display());
    let mut command = dockerd.enter();
    command.args(["sh", "-c", &script]).stdin(Stdio::null()).stderr(log).spawn().expect("nsenter runs")
}
