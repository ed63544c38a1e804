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

const MIB: i64 = 1024 * 1024;

/// What a sandbox may use of its host.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Memory, MiB, files of the engine included; no swap on top.
    pub memory_mib: i64,
    /// Processors; 1.5 is one and a half.
    pub cpus: f64,
    /// Processes and threads.
    pub pids: i64,
    /// Disk of the engine, MiB. Kept 150 MiB below the memory: a full disk is then ENOSPC, not a killed sandbox.
    pub disk_mib: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory_mib: 1024, cpus: 1.0, pids: 512, disk_mib: 640 }
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
        format!("quai-{}", self.sandbox)
    }
}

/// The container of a sandbox: unprivileged, without network, devices, capabilities (but the two that map its user
/// namespace) or anything of the host, on a read-only root. The reasons are in `images/README.md`.
#[must_use]
pub fn sandbox(image: &str, identity: &Identity, limits: &Limits) -> ContainerCreateBody {
    let tmpfs = |mode: &str, mib: i64| format!("mode={mode},size={mib}m,exec,nosuid,nodev");
    let tmpfs = HashMap::from([
        ("/tmp".to_owned(), tmpfs("1777", 64)),
        ("/run".to_owned(), tmpfs("755", 16)),
        ("/engine".to_owned(), tmpfs("711", limits.disk_mib)),
        (LEARNER_HOME.to_owned(), tmpfs("750", 64)),
    ]);
    let log = HostConfigLogConfig {
        typ: Some("json-file".to_owned()),
        config: Some(HashMap::from([
            ("max-size".to_owned(), "1m".to_owned()),
            ("max-file".to_owned(), "1".to_owned()),
        ])),
    };
    let host = HostConfig {
        // Process 1 must be the image's own: the learner's shell joins the namespaces of process 1.
        init: Some(false),
        network_mode: Some("none".to_owned()),
        // Else the address of the host's resolver would be copied in.
        dns: Some(vec!["127.0.0.1".to_owned()]),
        readonly_rootfs: Some(true),
        privileged: Some(false),
        cap_drop: Some(vec!["ALL".to_owned()]),
        cap_add: Some(vec!["SETUID".to_owned(), "SETGID".to_owned()]),
        security_opt: Some(vec![
            format!("seccomp={SECCOMP}"),
            "apparmor=unconfined".to_owned(),
            // Clients turn `systempaths=unconfined` into the two empty lists below.
        ]),
        masked_paths: Some(Vec::new()),
        readonly_paths: Some(Vec::new()),
        memory: Some(limits.memory_mib * MIB),
        memory_swap: Some(limits.memory_mib * MIB),
        #[expect(clippy::cast_possible_truncation, reason = "a number of processors is small")]
        nano_cpus: Some((limits.cpus * 1e9) as i64),
        pids_limit: Some(limits.pids),
        ulimits: Some(vec![ResourcesUlimits { name: Some("core".to_owned()), soft: Some(0), hard: Some(0) }]),
        tmpfs: Some(tmpfs),
        log_config: Some(log),
        ..HostConfig::default()
    };
    let mut body = ContainerCreateBody {
        image: Some(image.to_owned()),
        hostname: Some("docker".to_owned()),
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
        sandbox("image", &identity, &Limits::default())
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
    fn a_full_disk_stays_below_the_memory_limit() {
        let limits = Limits::default();
        assert!(limits.memory_mib >= limits.disk_mib + 150);
    }
}
