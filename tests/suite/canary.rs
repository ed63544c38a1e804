//! The host is proven before learners come: what holds and works on one that is as it should be, and what is found on one that
//! is not. Such a host is played by a container that lacks what the host would not give it.

use std::{os::unix::net::UnixListener, path::Path};

use futures_util::{StreamExt, stream};
use server::{
    provision::{
        images::{Keeper, Plan},
        packages,
        progress::Progress,
    },
    sandbox::{
        Backend, Engine,
        canary::{self, Canary, isolation::Unsafe},
        hardening::{Limits, PROFILE, Settings},
        runtime,
    },
    sessions::host::Prepare,
};
use tests::{
    entry::{self, Entry},
    machine,
    program::quai,
};
use tokio_util::task::TaskTracker;

/// What a host may lack or add.
#[derive(Clone, Copy, Debug)]
enum Flaw {
    Filter,
    Capability,
    Network,
    Device,
    Folder,
    Socket,
    Writable,
    Unsealed,
    Together,
    Memory,
    Processes,
    Processors,
}

impl Flaw {
    /// Each, with the names of the probes that break, and no others.
    const ALL: [(Self, &[&str]); 12] = [
        (Self::Filter, &["seccomp filter"]),
        (Self::Capability, &["capabilities"]),
        (Self::Network, &["network"]),
        (Self::Device, &["devices"]),
        (Self::Folder, &["host mounts"]),
        (Self::Socket, &["host mounts", "host's engine"]),
        (Self::Writable, &["read-only root"]),
        (Self::Unsealed, &["nosuid mounts"]),
        (Self::Together, &["process 1"]),
        (Self::Memory, &["memory limit"]),
        (Self::Processes, &["process limit"]),
        (Self::Processors, &["processor limit"]),
    ];

    /// The probes that break on such a host. `folder` is a harmless one of the host, with a socket in it.
    async fn breaks(
        self,
        engine: &Engine,
        image: &str,
        folder: &Path,
        tasks: &TaskTracker,
    ) -> anyhow::Result<Vec<&'static str>> {
        let settings = Settings::default();
        let mut body = canary::body(image, &settings, None);
        let host = body.host_config.as_mut().unwrap();
        let folder = folder.display();
        match self {
            Self::Filter => {
                host.security_opt = Some(vec!["seccomp=unconfined".into(), "apparmor=unconfined".into()]);
            }
            Self::Capability => host.cap_add.as_mut().unwrap().push("NET_ADMIN".to_owned()),
            Self::Network => host.network_mode = Some("bridge".to_owned()),
            Self::Device => {
                let device = host.devices.insert(vec![Default::default()]).first_mut().unwrap();
                device.path_on_host = Some("/dev/full".to_owned());
                device.path_in_container = Some("/dev/quai-test".to_owned());
                device.cgroup_permissions = Some("r".to_owned());
            }
            Self::Folder => host.binds = Some(vec![format!("{folder}:/srv")]),
            Self::Socket => host.binds = Some(vec![format!("{folder}/socket:/etc/issue")]),
            Self::Writable => host.readonly_rootfs = Some(false),
            Self::Unsealed | Self::Together => {
                let Entry { entrypoint, env } = match self {
                    Self::Unsealed => entry::without_seal(),
                    _ => entry::without_outside(),
                };
                body.entrypoint = Some(entrypoint);
                body.env.as_mut().unwrap().extend(env);
            }
            Self::Memory => (host.memory, host.memory_swap) = (None, None),
            Self::Processes => host.pids_limit = None,
            Self::Processors => host.nano_cpus = None,
        }
        let canary = Canary::start(engine, body, &settings, None, tasks).await?;
        let probes = canary.isolation().await?;
        Ok(probes.iter().filter(|probe| !probe.held).map(|probe| probe.name).collect())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_does_not_hold_is_found_by_its_own_probe() {
    let (engine, image) = machine().await;
    let folder = tempfile::tempdir().unwrap();
    let _listener = UnixListener::bind(folder.path().join("socket")).unwrap();
    let tasks = TaskTracker::new();
    let tries = Flaw::ALL.map(|(flaw, names)| {
        let (engine, image, folder, tasks) = (&engine, &image, folder.path(), &tasks);
        async move { (flaw, names, flaw.breaks(engine, image, folder, tasks).await) }
    });
    let broken: Vec<_> = stream::iter(tries).buffered(2).collect().await;
    gone(tasks).await;
    for (flaw, names, broken) in broken {
        assert_eq!(broken.unwrap(), names, "{flaw:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_this_host_sandboxes_hold_and_what_does_not_work_is_told_in_the_engines_words() {
    let (engine, image) = machine().await;
    let about = engine.about().await.unwrap();
    let tasks = TaskTracker::new();
    let report = canary::examine(&engine, &image, &Settings::default(), &tasks).await;
    gone(tasks).await;
    let report = report.unwrap();
    Unsafe::unless_held(report.isolation).unwrap();
    for trial in report.features {
        match trial.outcome {
            Ok(()) => assert!(trial.essential || about.cgroup_version == "2", "{} works?", trial.name),
            Err(words) => {
                assert!(!trial.essential, "{}: {words}", trial.name);
                assert!(words.split_whitespace().count() > 3, "{}: {words}", trial.name);
            }
        }
    }
}

/// What an engine that is made ready for learners answers with these settings.
async fn prepared(settings: Settings) -> anyhow::Result<Box<dyn Backend>> {
    let (engine, _) = machine().await;
    let tasks = TaskTracker::new();
    let keeper = Keeper {
        course: machine::course(),
        build: false,
        progress: Progress::default(),
        settings,
        tasks: tasks.clone(),
    };
    let prepared = keeper.prepare(&engine).await;
    gone(tasks).await;
    prepared
}

#[tokio::test(flavor = "multi_thread")]
async fn no_learner_is_let_in_where_a_limit_is_not_kept() {
    // As many as they like: the engine sets no limit then, as on a host that has none to offer.
    let limits = Limits { pids: -1, ..Limits::default() };
    let error = prepared(Settings { limits, ..Settings::default() }).await.unwrap_err();
    let broken = &error.downcast_ref::<Unsafe>().expect("a type of its own").broken;
    assert_eq!(broken.iter().map(|probe| probe.name).collect::<Vec<_>>(), ["process limit"]);
    assert!(error.to_string().contains("CONFIG_CGROUP_PIDS"), "{error}");
    prepared(Settings::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runtime_that_the_engine_does_not_know_is_told_with_those_that_it_knows() {
    let runtime = Some("sysbox-runc".to_owned());
    let error = prepared(Settings { runtime, ..Settings::default() }).await.unwrap_err();
    let unknown = error.downcast_ref::<runtime::Unknown>().expect("a type of its own");
    assert!(unknown.known.contains(&"runc".to_owned()), "{unknown}");

    let data = tempfile::tempdir().unwrap();
    let output = quai(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--runtime",
        "sysbox-runc",
        "--data",
        data.path().to_str().unwrap(),
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("not fit") && said.contains("sysbox-runc"), "{said}");

    let output = quai(&["doctor", "--runtime", "sysbox-runc"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && said.contains("runc, not sysbox-runc: install it"), "{said}");
}

async fn machine() -> (Engine, String) {
    (machine::engine().await, Plan::read(&machine::course()).unwrap().sandbox)
}

/// Waits until all sandboxes are removed: the runtime, which does it, ends with the test.
async fn gone(tasks: TaskTracker) {
    tasks.close();
    tasks.wait().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_apparmor_profile_is_well_formed() {
    packages::ensure("apparmor_parser", &["apparmor"], &Progress::default()).await.unwrap();
    let parser = packages::find("apparmor_parser").unwrap();
    let profile = machine::course().images.join("apparmor");
    // Compiled and not loaded: not every kernel has AppArmor.
    let compile = ["--skip-kernel-load", "--skip-cache", "--names"];
    let output = std::process::Command::new(parser).args(compile).arg(profile).output().unwrap();
    let (names, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && names.trim() == PROFILE, "{names}{errors}");
}
