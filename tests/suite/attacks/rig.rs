//! Sandboxes to attack, whole ones and ones that lack a protection, and how attacks are run in them.

use std::sync::atomic::{AtomicU32, Ordering};

use server::{
    provision::images::Plan,
    sandbox::{
        Sandbox,
        exec::{Command, Who},
        hardening::{self, Identity, Settings},
        slots,
    },
};
use tests::{
    entry::{self, Entry},
    machine,
};
use tokio::{runtime::Handle, sync::oneshot, task::block_in_place};

use super::table::{Attack, Position};

/// Functions that attacks use. `sys NAME ARGUMENT…` makes a system call and prints its error, if it has one.
const PRELUDE: &str = include_str!("prelude.sh");

/// No attack takes longer, seconds: one that waits has not succeeded.
const PATIENCE: u8 = 5;

/// Which protection a sandbox lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lacking {
    /// None: it is as learners have it.
    Nothing,
    /// The seccomp filter.
    Filter,
    /// The step that locks `nosuid`.
    Seal,
    /// The namespaces of its own that process 1 has, beside those of the engine.
    Outside,
    /// All of them: a container of the host's root with capabilities, on the host's network, with the engine's socket. It is no
    /// sandbox at all, and attacks are run in it directly.
    Everything,
    /// The same, among the host's processes.
    EverythingAndProcesses,
}

/// A sandbox to attack.
pub(super) struct Target {
    sandbox: Option<Sandbox>,
    gone: Option<oneshot::Receiver<()>>,
    lacking: Lacking,
    /// Shell variables for the attacks.
    variables: String,
}

impl Target {
    pub(super) async fn start(lacking: Lacking, variables: &[(&str, &str)]) -> Self {
        let engine = machine::engine().await;
        let image = Plan::read(&machine::course()).unwrap().sandbox;
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let id = format!("attacked-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let identity = Identity {
            instance: "attacks".to_owned(),
            sandbox: id,
            latest_end: (std::time::SystemTime::now() + std::time::Duration::from_secs(600))
                .try_into()
                .unwrap(),
        };
        let mut body = hardening::sandbox(&image, &identity, &Settings::default(), None);
        let host = body.host_config.as_mut().unwrap();
        let options = host.security_opt.as_mut().unwrap();
        let entrypoint = |script: &str| Some(["/bin/bash", "-c", script].map(str::to_owned).to_vec());
        match lacking {
            Lacking::Nothing => {}
            Lacking::Filter => {
                let filter = options.iter_mut().find(|option| option.starts_with("seccomp=")).unwrap();
                *filter = "seccomp=unconfined".to_owned();
            }
            Lacking::Seal | Lacking::Outside => {
                let Entry { entrypoint, env } = match lacking {
                    Lacking::Seal => entry::without_seal(),
                    _ => entry::without_outside(),
                };
                body.entrypoint = Some(entrypoint);
                body.env.as_mut().unwrap().extend(env);
            }
            Lacking::Everything | Lacking::EverythingAndProcesses => {
                body.entrypoint = entrypoint("echo 'quai: engine ready'; exec sleep 600");
                body.user = Some("0:0".to_owned());
                body.labels.as_mut().unwrap().remove(slots::LABEL_SLOT);
                // All that attacks need and `privileged` would give; machines that are containers themselves cannot give that.
                let capabilities = ["SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_PTRACE", "SYSLOG", "NET_ADMIN"];
                (host.cap_drop, host.cap_add) = (None, Some(capabilities.map(str::to_owned).to_vec()));
                host.device_cgroup_rules = Some(vec!["a *:* rwm".to_owned()]);
                host.network_mode = Some("host".to_owned());
                body.hostname = None;
                host.dns = None;
                *options = vec!["seccomp=unconfined".to_owned(), "apparmor=unconfined".to_owned()];
                if let server::sandbox::engine::Host::Unix(path) = machine::host() {
                    host.binds = Some(vec![format!("{}:/srv/docker.sock", path.display())]);
                }
                if lacking == Lacking::EverythingAndProcesses {
                    host.pid_mode = Some("host".to_owned());
                }
            }
        }
        let (hold, gone) = oneshot::channel::<()>();
        let sandbox = Sandbox::start(&engine, &identity.name(), body, hold).await.unwrap();
        let variables = variables.iter().map(|(name, value)| format!("{name}='{value}'\n")).collect();
        let target = Self { sandbox: Some(sandbox), gone: Some(gone), lacking, variables };
        if !target.is_bare() {
            target.sandbox().container.pull_images(&["busybox".to_owned()]).await.unwrap();
            // As in a session, a command of the server's keeps running in it.
            target.sandbox().inner().await.unwrap();
        }
        target
    }

    fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().unwrap()
    }

    fn is_bare(&self) -> bool {
        matches!(self.lacking, Lacking::Everything | Lacking::EverythingAndProcesses)
    }

    /// Runs a script, and returns what it printed.
    pub(super) async fn run(&self, from: Position, script: &str) -> String {
        let (who, command) = match from {
            _ if self.is_bare() => (Who::Engine, "exec bash -s"),
            Position::Learner => (Who::Learner, "exec bash -s"),
            Position::Server => (Who::Engine, "exec bash -s"),
            Position::Container => (
                Who::Learner,
                // The tools come from the sandbox; a course image has none.
                "exec docker run --rm -i -v /usr:/usr:ro -v /usr/lib:/lib:ro -v /usr/lib64:/lib64:ro busybox /usr/bin/bash -s",
            ),
            Position::Root => (
                Who::Learner,
                "exec docker run --rm -i --pid=host --network=host --ipc=host --uts=host --userns=host --cgroupns=host \
                 --cap-add ALL --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
                 --security-opt systempaths=unconfined -v /:/host busybox chroot /host /bin/bash -s",
            ),
        };
        let argv = ["/bin/bash", "-c", command];
        let env = ["HOME=/home/learner", "LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"];
        let command = Command { argv: &argv, who, env: &env };
        let output = self.sandbox().container.run(command, script.to_owned().into()).await.unwrap();
        output.text
    }

    /// Makes these attacks, all from the same place, and returns what each printed.
    async fn attack_from(&self, from: Position, attacks: &[&Attack]) -> Vec<String> {
        // A prelude each, in a shell each: no attack sees what another has left in its shell.
        let script: String = (attacks.iter())
            .map(|attack| {
                format!(
                    "echo; echo \"#### {}\"; timeout -k 1 {PATIENCE} bash << 'ATTACK' 2>&1 | tail -n 4\n{PRELUDE}{}{}\nATTACK\n",
                    attack.name, self.variables, attack.script
                )
            })
            .collect();
        let printed = self.run(from, &script).await;
        let parts: Vec<String> = printed.split("\n#### ").skip(1).map(str::to_owned).collect();
        assert_eq!(parts.len(), attacks.len(), "attacks from {from:?} were not all made:\n{printed}");
        for (part, attack) in parts.iter().zip(attacks) {
            assert!(part.starts_with(attack.name), "{} instead of {}", part, attack.name);
            // A tool that is missing has proven nothing.
            assert!(!part.contains("command not found"), "{part}");
        }
        parts
    }

    /// Makes attacks. Returns each with what it printed, and whether it succeeded.
    pub(super) async fn attack<'a>(&self, attacks: &[&'a Attack]) -> Vec<(&'a Attack, bool, String)> {
        let mut results = Vec::new();
        for from in Position::ALL {
            let mine: Vec<&'a Attack> =
                attacks.iter().filter(|attack| attack.from == from).copied().collect();
            if !mine.is_empty() {
                let printed = self.attack_from(from, &mine).await;
                results.extend(mine.into_iter().zip(printed));
            }
        }
        let succeeded = |printed: &str| printed.lines().any(|line| line == "WON");
        results.into_iter().map(|(attack, printed)| (attack, succeeded(&printed), printed)).collect()
    }
}

impl Drop for Target {
    /// Waits until it is removed: the runtime, which removes it, ends with the test.
    fn drop(&mut self) {
        drop(self.sandbox.take());
        if let Some(gone) = self.gone.take() {
            // What the sandbox holds is dropped when it is gone: that is the whole message.
            let _ = block_in_place(|| Handle::current().block_on(gone));
        }
    }
}
