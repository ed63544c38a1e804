//! What the sandboxes need of this machine: a list with OK, or what to do.

use std::{fmt::Write, fs, path::Path};

use rustix::fs::{XattrFlags, setxattr};

use crate::{
    config::Config,
    sandbox::{
        Engine,
        engine::{About, Host},
    },
};

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// As it must be.
    Ok,
    /// Sandboxes work, with a limit that the remedy names.
    Limited,
    /// Sandboxes do not work.
    Missing,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// What that means.
    pub health: Health,
    /// What to do, unless it is as it must be.
    pub remedy: &'static str,
}

fn finding(what: &'static str, found: impl Into<String>, health: Health, remedy: &'static str) -> Finding {
    Finding { what, found: found.into(), health, remedy }
}

/// Looks at the engine and, where it runs on this machine, at the machine.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let host = config.engine();
    let about = match Engine::connect(&host).await {
        Ok(engine) => engine.about().await,
        Err(error) => Err(error),
    };
    let mut findings = match about {
        Ok(about) => engine_findings(&about),
        Err(error) => vec![finding(
            "Docker Engine",
            format!("none answers at {host} ({error})"),
            Health::Missing,
            "run `quai up` as root: it installs and starts one; or, on Debian: apt-get install docker.io, then \
             systemctl start docker (without systemd: dockerd &)",
        )],
    };
    match host {
        Host::Unix(_) => findings.extend(machine_findings()),
        Host::Tcp(_) => findings.push(finding(
            "Machine of the engine",
            "another one, not looked at",
            Health::Limited,
            "run `quai doctor` there as well",
        )),
    }
    findings
}

/// What the engine says of itself and its host.
fn engine_findings(about: &About) -> Vec<Finding> {
    let at_least = |version: &str, least: (u32, u32)| {
        let mut numbers = version.split(['.', '-', '+']).map(|number| number.parse().unwrap_or(0));
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= least
    };
    let has = |name: &str| about.security.iter().any(|option| option.starts_with(&format!("name={name}")));
    let health = |good: bool, otherwise| if good { Health::Ok } else { otherwise };
    const GIB: u64 = 1 << 30;
    vec![
        finding(
            "Docker Engine",
            &about.version,
            health(at_least(&about.version, (20, 10)), Health::Missing),
            "version 20.10 or newer is needed: on Debian, apt-get install docker.io",
        ),
        finding(
            "Kernel",
            &about.kernel,
            health(at_least(&about.kernel, (6, 6)), Health::Missing),
            "6.6 or newer is needed, for overlay on tmpfs in a user namespace: Debian 13 has it, Debian 12 in backports",
        ),
        finding(
            "Storage driver",
            &about.storage,
            health(matches!(about.storage.as_str(), "overlay2" | "overlayfs"), Health::Limited),
            "overlay2 shares the sandbox image between sandboxes; others may copy it for each",
        ),
        finding(
            "Seccomp",
            if has("seccomp") { "yes" } else { "no" },
            health(has("seccomp"), Health::Missing),
            "the kernel must be built with CONFIG_SECCOMP_FILTER: sandboxes are not started without it",
        ),
        finding(
            "AppArmor",
            if has("apparmor") { "yes, sandboxes run unconfined by it" } else { "no" },
            health(has("apparmor"), Health::Limited),
            "a further line of defence that Debian and Ubuntu have by default; the others hold without it",
        ),
        finding(
            "Control groups",
            format!("version {}", about.cgroup_version),
            health(about.cgroup_version == "2", Health::Limited),
            "with version 1, learners cannot try docker pause, top, stats and memory or CPU limits: boot with systemd's \
             unified hierarchy",
        ),
        finding(
            "Memory",
            format!("{:.1} GiB, {} processors", about.memory as f64 / GIB as f64, about.cpus),
            health(about.memory >= 4 * GIB, Health::Limited),
            "an idle sandbox takes about 45 MiB, a busy one up to 1 GiB: lower --max-sandboxes on a small machine",
        ),
    ]
}

/// What this machine's kernel is set to.
fn machine_findings() -> Vec<Finding> {
    let mut findings = vec![user_namespaces(), restricted_namespaces(), tmpfs_attributes()];
    findings.extend(shared_tables());
    findings
}

fn read(path: &str) -> Option<String> {
    fs::read_to_string(path).ok().map(|text| text.trim().to_owned())
}

fn user_namespaces() -> Finding {
    let most = read("/proc/sys/user/max_user_namespaces").unwrap_or_else(|| "0".to_owned());
    let closed = read("/proc/sys/kernel/unprivileged_userns_clone").as_deref() == Some("0");
    let good = most != "0" && !closed;
    finding(
        "User namespaces",
        if closed { "for root alone".to_owned() } else { format!("at most {most}") },
        if good { Health::Ok } else { Health::Missing },
        "sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000",
    )
}

fn restricted_namespaces() -> Finding {
    let restricted = read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").as_deref() == Some("1");
    finding(
        "User namespaces under AppArmor",
        if restricted { "restricted" } else { "free" },
        if restricted { Health::Missing } else { Health::Ok },
        "Ubuntu restricts them: sysctl kernel.apparmor_restrict_unprivileged_userns=0",
    )
}

/// The engine inside keeps its files on tmpfs, and overlay keeps its marks there in extended attributes.
fn tmpfs_attributes() -> Finding {
    let what = "Extended attributes on tmpfs";
    let remedy = "Linux 6.6 or newer with CONFIG_TMPFS_XATTR is needed";
    let probe = Path::new("/dev/shm").join(format!("quai-doctor-{}", std::process::id()));
    if let Err(error) = fs::write(&probe, "") {
        return finding(what, format!("not tried: {error}"), Health::Limited, remedy);
    }
    let tried = setxattr(&probe, "user.quai", b"1", XattrFlags::empty());
    // The probe is empty; should it stay, it does no harm.
    let _ = fs::remove_file(&probe);
    match tried {
        Ok(()) => finding(what, "yes", Health::Ok, remedy),
        Err(error) => finding(what, format!("no: {error}"), Health::Missing, remedy),
    }
}

/// Tables of the kernel that all sandboxes share.
fn shared_tables() -> Vec<Finding> {
    let at_least = |what, path: &str, least: u64, remedy| {
        let found = read(path).and_then(|text| text.parse::<u64>().ok());
        let health = if found.is_some_and(|found| found >= least) { Health::Ok } else { Health::Limited };
        finding(what, found.map_or("unknown".to_owned(), |found| found.to_string()), health, remedy)
    };
    vec![
        at_least(
            "inotify instances a user",
            "/proc/sys/fs/inotify/max_user_instances",
            128,
            "for more than a hundred sandboxes: sysctl fs.inotify.max_user_instances=1024",
        ),
        at_least(
            "Kernel keys a user",
            "/proc/sys/kernel/keys/maxkeys",
            200,
            "for more than a hundred sandboxes: sysctl kernel.keys.maxkeys=2000",
        ),
    ]
}

/// Whether sandboxes can work.
#[must_use]
pub fn fit(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.health != Health::Missing)
}

/// The list as it is printed.
#[must_use]
pub fn report(findings: &[Finding]) -> String {
    let width = findings.iter().map(|finding| finding.what.len()).max().unwrap_or_default();
    let mut report = String::new();
    for Finding { what, found, health, remedy } in findings {
        let sign = match health {
            Health::Ok => "OK     ",
            Health::Limited => "limited",
            Health::Missing => "MISSING",
        };
        let _ = writeln!(report, "{sign}  {what:width$}  {found}");
        if *health != Health::Ok {
            let _ = writeln!(report, "{:width$}             → {remedy}", "");
        }
    }
    report.push_str(if fit(findings) {
        "\nSandboxes can run on this machine.\n"
    } else {
        "\nSandboxes cannot run on this machine yet.\n"
    });
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(version: &str, kernel: &str) -> About {
        About {
            version: version.to_owned(),
            kernel: kernel.to_owned(),
            storage: "overlay2".to_owned(),
            cgroup_version: "2".to_owned(),
            security: vec!["name=seccomp,profile=default".to_owned(), "name=apparmor".to_owned()],
            memory: 8 << 30,
            cpus: 2,
        }
    }

    #[test]
    fn a_modern_host_is_fit() {
        let findings = engine_findings(&about("26.1.5+dfsg1", "6.12.0-1-amd64"));
        assert!(findings.iter().all(|finding| finding.health == Health::Ok), "{}", report(&findings));
    }

    #[test]
    fn an_old_kernel_is_named_with_what_to_do() {
        let findings = engine_findings(&about("20.10.24+dfsg1", "6.1.0-30-amd64"));
        assert!(!fit(&findings));
        let report = report(&findings);
        assert!(report.contains("MISSING  Kernel") && report.contains("→ 6.6 or newer"), "{report}");
    }
}
