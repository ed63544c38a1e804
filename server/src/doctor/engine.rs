//! What the host's engine says of itself and its host.

use super::{Finding, Health, finding, health};
use crate::sandbox::{about::About, engine::Host, remedy::remedy, runtime};

/// No engine answers.
pub(super) fn away(host: &Host, error: &anyhow::Error) -> Finding {
    let failure = format!("{error:#}");
    let found = format!("none answers at {host} ({failure})");
    finding("Docker Engine", found, Health::Missing, remedy(host, &failure))
}

/// What it says; `wanted` is the runtime that sandboxes are to have, if one is named.
pub(super) fn findings(about: &About, wanted: Option<&str>) -> Vec<Finding> {
    const GIB: u64 = 1 << 30;
    let at_least = |version: &str, least: [u32; 3]| numbers(version) >= least;
    let has_seccomp = about.has("seccomp");
    let mut findings = vec![
        finding(
            "Docker Engine",
            &about.version,
            health(at_least(&about.version, [20, 10, 0]), Health::Missing),
            "version 20.10 or newer is needed: on Debian, apt-get install docker.io",
        ),
        finding(
            "Kernel",
            &about.kernel,
            health(at_least(&about.kernel, [6, 6, 0]), Health::Missing),
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
            if has_seccomp { "yes" } else { "no" },
            health(has_seccomp, Health::Missing),
            "the kernel must be built with CONFIG_SECCOMP_FILTER: sandboxes are not started without it",
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
        oci_runtime(about, wanted),
    ];
    findings.extend(about.runc.as_deref().map(runc));
    findings
}

/// The numbers that a version begins with; what is missing is 0.
fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = version.split(['.', '-', '+', '~']).map(|number| number.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}

fn oci_runtime(about: &About, wanted: Option<&str>) -> Finding {
    let name = wanted.unwrap_or(&about.default_runtime);
    let found = match wanted.map(|wanted| runtime::find(wanted, &about.runtimes)) {
        Some(Err(unknown)) => Err(unknown.to_string()),
        _ => Ok(format!("{name}, of {}", about.runtimes.join(", "))),
    };
    let good = found.is_ok();
    finding(
        "Runtime",
        found.unwrap_or_else(|words| words),
        health(good, Health::Missing),
        "leave out --runtime, and sandboxes have the engine's own",
    )
}

/// Whether runc has known ways out. A hint at most: distributions mend old versions and keep their numbers.
fn runc(version: &str) -> Finding {
    let remedy = match numbers(version) {
        old if old < [1, 1, 12] => Some(
            "before 1.1.12 a container may get hold of a folder of the host (CVE-2024-21626): update runc, unless your \
             distribution has fixed it under this number, as Debian has since 1.1.5+ds1-1+deb12u1",
        ),
        old if old < [1, 2, 8] || ([1, 3, 0]..[1, 3, 3]).contains(&old) => Some(
            "before 1.2.8 and 1.3.3 a container may be led to write to the host's /proc while it starts (CVE-2025-31133, \
             -52565, -52881): update runc, unless your distribution has fixed it under this number",
        ),
        _ => None,
    };
    finding("runc", version, health(remedy.is_none(), Health::Limited), remedy.unwrap_or_default())
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
            runtimes: vec!["io.containerd.runc.v2".to_owned(), "runc".to_owned()],
            default_runtime: "runc".to_owned(),
            runc: Some("1.3.3".to_owned()),
        }
    }

    #[test]
    fn a_modern_host_is_fit() {
        let findings = findings(&about("26.1.5+dfsg1", "6.12.0-1-amd64"), Some("runc"));
        assert!(findings.iter().all(|finding| finding.health == Health::Ok), "{findings:#?}");
    }

    #[test]
    fn an_old_kernel_is_named_with_what_to_do() {
        let findings = findings(&about("20.10.24+dfsg1", "6.1.0-30-amd64"), None);
        let missing: Vec<_> = findings.iter().filter(|finding| finding.health == Health::Missing).collect();
        assert!(
            matches!(missing[..], [Finding { what: "Kernel", remedy, .. }] if remedy.starts_with("6.6 or newer"))
        );
    }

    #[test]
    fn a_runtime_that_the_engine_does_not_know_is_named() {
        let found = oci_runtime(&about("26.1.5", "6.12"), Some("sysbox-runc"));
        assert_eq!(found.health, Health::Missing);
        assert!(found.found.contains("not sysbox-runc"), "{}", found.found);
    }

    #[test]
    fn known_ways_out_of_runc_are_a_hint_and_no_more() {
        for good in ["1.2.8", "1.3.3", "1.3.4+ds1-1", "1.4.0"] {
            assert_eq!(runc(good).health, Health::Ok, "{good}");
        }
        for (old, cve) in [
            ("1.1.5+ds1-1+deb12u1", "CVE-2024-21626"),
            ("1.0.0~rc93", "CVE-2024-21626"),
            ("1.1.15+ds1-2", "CVE-2025-31133"),
            ("1.2.7", "CVE-2025-31133"),
            ("1.3.0-rc.1", "CVE-2025-31133"),
            ("1.3.2", "CVE-2025-31133"),
        ] {
            let found = runc(old);
            assert!(found.health == Health::Limited && found.remedy.contains(cve), "{found:?}");
        }
    }
}
