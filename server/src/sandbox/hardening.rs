//! Every flag that keeps a learner inside the sandbox. Nothing else in the project sets one.

use std::collections::HashMap;

use jiff::Timestamp;

use bollard::models::{ContainerCreateBody, HostConfig, HostConfigLogConfig, ResourcesUlimits};

use super::{
    engine::{LABEL_INSTANCE, LABEL_LATEST_END, LABEL_SANDBOX},
    slots,
};

/// The learner, in the sandbox. Outside he is one of the ids of the sandbox's [slot](super::slots).
pub const LEARNER_UID: u32 = 1000;
/// The learner's home.
pub const LEARNER_HOME: &str = "/home/learner";

const SECCOMP: &str = include_str!("../../../images/sandbox/seccomp.json");

/// Name of our AppArmor profile, and the profile itself.
pub const PROFILE: &str = "quai-sandbox";
/// See [`PROFILE`].
pub const PROFILE_TEXT: &str = include_str!("../../../images/apparmor");

pub(super) const MIB: i64 = 1024 * 1024;

/// Docker Hub's names, which lead to the registry inside the sandbox, and the address that it has there.
const DOCKER_HUB: [&str; 4] = ["docker.io", "index.docker.io", "registry-1.docker.io", "auth.docker.io"];
const DOCKER_HUB_ADDRESS: &str = "127.0.0.80";

/// A disk in memory holds a file for each so many bytes of it, as ext4 does: a file costs the kernel 1 KiB, even an empty one.
const BYTES_PER_FILE: i64 = 16 * 1024;

/// How far before the host's own processes a sandbox's are killed when the host itself runs out of memory, thousandths of
/// its memory. `images/sandbox` has the order within: the engine last.
const KILLED_FIRST: i64 = 200;

/// What a sandbox may use of its host.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Memory, MiB, files of the engine included; no swap on top.
    pub memory_mib: i64,
    /// Processors; 1.5 is one and a half.
    pub cpus: f64,
    /// Processes and threads.
    pub pids: i64,
    /// Disk of the engine, MiB. All disks together stay below the memory: a full disk is then ENOSPC, not a killed sandbox.
    pub disk_mib: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory_mib: 1024, cpus: 1.0, pids: 512, disk_mib: 640 }
    }
}

/// How sandboxes are made, the same for all of a server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What each may use of its host.
    pub limits: Limits,
    /// OCI runtime, by the name that the host's engine has for it; the engine's default if none is named.
    pub runtime: Option<String>,
    /// Whether our [AppArmor profile](PROFILE) is used on hosts where a sandbox was seen to work under it.
    pub apparmor: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { limits: Limits::default(), runtime: None, apparmor: true }
    }
}

/// Whose container it is, and until when at the latest.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The data folder's id.
    pub instance: String,
    /// The sandbox's id.
    pub sandbox: String,
    /// After this moment, whoever finds the container may remove it.
    pub latest_end: Timestamp,
}

impl Identity {
    /// Name of the container.
    #[must_use]
    pub fn name(&self) -> String {
        container_name(&self.sandbox)
    }
}

/// Name of a sandbox's container.
#[must_use]
pub fn container_name(sandbox: &str) -> String {
    format!("quai-{sandbox}")
}

/// The container of a sandbox: unprivileged, without network, devices, capabilities (but the two that map its user
/// namespace) or anything of the host, on a read-only root. `profile` is the AppArmor profile that it is under, if any:
/// [`Engine::profile`](super::Engine::profile). The reasons are in `images/README.md`.
#[must_use]
pub fn sandbox(
    image: &str,
    identity: &Identity,
    settings: &Settings,
    profile: Option<&str>,
) -> ContainerCreateBody {
    let limits = &settings.limits;
    let tmpfs = |exec: &str, mode: &str, mib: i64| {
        format!("mode={mode},size={mib}m,nr_inodes={},{exec},nosuid,nodev", mib * MIB / BYTES_PER_FILE)
    };
    let tmpfs = HashMap::from([
        ("/tmp".to_owned(), tmpfs("exec", "1777", 64)),
        ("/run".to_owned(), tmpfs("exec", "755", 16)),
        ("/engine".to_owned(), tmpfs("exec", "711", limits.disk_mib)),
        (LEARNER_HOME.to_owned(), tmpfs("exec", "750", 64)),
        // The engine's own would hold files without number.
        ("/dev/shm".to_owned(), tmpfs("noexec", "1777", 64)),
    ]);
    let log = HostConfigLogConfig {
        typ: Some("json-file".to_owned()),
        config: Some(HashMap::from([
            ("max-size".to_owned(), "1m".to_owned()),
            ("max-file".to_owned(), "1".to_owned()),
        ])),
    };
    let host = HostConfig {
        // Process 1 must be the image's own: commands join its mounts, and enter the namespaces that it holds.
        init: Some(false),
        runtime: settings.runtime.clone(),
        network_mode: Some("none".to_owned()),
        // Else the address of the host's resolver would be copied in.
        dns: Some(vec!["127.0.0.1".to_owned()]),
        extra_hosts: Some(DOCKER_HUB.map(|name| format!("{name}:{DOCKER_HUB_ADDRESS}")).to_vec()),
        readonly_rootfs: Some(true),
        privileged: Some(false),
        cap_drop: Some(vec!["ALL".to_owned()]),
        cap_add: Some(vec!["SETUID".to_owned(), "SETGID".to_owned()]),
        security_opt: Some(vec![
            format!("seccomp={SECCOMP}"),
            // The engine's own, docker-default, forbids mounting.
            format!("apparmor={}", profile.unwrap_or("unconfined")),
            // Clients turn `systempaths=unconfined` into the two empty lists below.
        ]),
        masked_paths: Some(Vec::new()),
        readonly_paths: Some(Vec::new()),
        memory: Some(limits.memory_mib * MIB),
        memory_swap: Some(limits.memory_mib * MIB),
        #[expect(clippy::cast_possible_truncation, reason = "a number of processors is small")]
        nano_cpus: Some((limits.cpus * 1e9) as i64),
        pids_limit: Some(limits.pids),
        oom_score_adj: Some(KILLED_FIRST),
        ulimits: Some(vec![ResourcesUlimits { name: Some("core".to_owned()), soft: Some(0), hard: Some(0) }]),
        tmpfs: Some(tmpfs),
        log_config: Some(log),
        ..HostConfig::default()
    };
    let mut body = ContainerCreateBody {
        image: Some(image.to_owned()),
        hostname: Some("docker".to_owned()),
        // Until it is told another moment, it ends by itself at the latest that there is.
        env: Some(vec![format!("QUAI_END={}", identity.latest_end.as_second())]),
        labels: Some(HashMap::from([
            (LABEL_INSTANCE.to_owned(), identity.instance.clone()),
            (LABEL_SANDBOX.to_owned(), identity.sandbox.clone()),
            (LABEL_LATEST_END.to_owned(), identity.latest_end.as_second().to_string()),
        ])),
        host_config: Some(host),
        ..ContainerCreateBody::default()
    };
    slots::assign(&mut body, slots::next());
    body
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn body() -> ContainerCreateBody {
        let identity =
            Identity { instance: "i".to_owned(), sandbox: "s".to_owned(), latest_end: Timestamp::UNIX_EPOCH };
        sandbox("image", &identity, &Settings::default(), None)
    }

    #[test]
    fn a_sandbox_is_never_privileged_and_sees_nothing_of_its_host() {
        let body = body();
        let user = body.user.unwrap();
        assert!(
            user.split(':').all(|id| id.parse::<u32>().unwrap() > 65_535),
            "{user} is somebody on the host"
        );
        let host = body.host_config.unwrap();
        assert_eq!(host.privileged, Some(false));
        assert_eq!(host.network_mode.as_deref(), Some("none"));
        assert_eq!(host.readonly_rootfs, Some(true));
        assert_eq!(host.cap_drop, Some(vec!["ALL".to_owned()]));
        assert_eq!(host.cap_add, Some(vec!["SETUID".to_owned(), "SETGID".to_owned()]));
        assert_eq!(host.memory, host.memory_swap);
        for namespace in [host.pid_mode, host.ipc_mode, host.uts_mode, host.userns_mode] {
            assert_eq!(namespace, None);
        }
        assert_eq!((host.binds, host.mounts, host.devices, host.volumes_from), (None, None, None, None));
    }

    #[test]
    fn the_runtime_and_the_profile_are_the_hosts_choice_and_change_nothing_else() {
        let identity =
            Identity { instance: "i".to_owned(), sandbox: "s".to_owned(), latest_end: Timestamp::UNIX_EPOCH };
        let settings = Settings { runtime: Some("sysbox-runc".to_owned()), ..Settings::default() };
        let mut chosen = sandbox("image", &identity, &settings, Some(PROFILE)).host_config.unwrap();
        let mut usual = body().host_config.unwrap();
        assert_eq!(chosen.runtime.take().as_deref(), Some("sysbox-runc"));
        assert_eq!(usual.runtime, None);
        let options = |host: &mut HostConfig| host.security_opt.take().unwrap();
        let (chosen_options, usual_options) = (options(&mut chosen), options(&mut usual));
        assert_eq!(chosen_options[1], "apparmor=quai-sandbox");
        assert_eq!(usual_options[1], "apparmor=unconfined");
        assert_eq!(chosen_options[0], usual_options[0]);
        // Each has ids of its own.
        (chosen.tmpfs, usual.tmpfs) = (None, None);
        assert_eq!(chosen, usual);
    }

    #[test]
    fn disks_that_are_all_full_leave_memory_for_the_engine() {
        /// The engine at rest takes 40, MiB.
        const ENGINE: i64 = 100;
        let number = |options: &str, name: &str| -> i64 {
            let value = options.split(',').find_map(|option| option.strip_prefix(name)).unwrap();
            value.trim_end_matches('m').parse().unwrap()
        };
        let tmpfs = body().host_config.unwrap().tmpfs.unwrap();
        let bytes = |options: &String| number(options, "size=") * MIB + number(options, "nr_inodes=") * 1024;
        let full: i64 = tmpfs.values().map(bytes).sum();
        assert!(full + ENGINE * MIB <= Limits::default().memory_mib * MIB, "{} MiB", full / MIB);
    }
}
