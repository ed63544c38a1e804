//! The rules. `Ok` says what was seen where a rule holds, `Err` where it does not.

use super::{Expected, Seen, limits, mounts};
use crate::sandbox::slots;

pub(super) type Verdict = Result<String, String>;

pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) remedy: &'static str,
    pub(super) judge: fn(&Seen<'_>, &Expected) -> Verdict,
}

const ENGINE: &str =
    "the engine did not do as it was told: try it with a Docker Engine of the distribution, and its runc";

pub(super) const RULES: &[Rule] = &[
    Rule { name: "host ids", remedy: ENGINE, judge: ids },
    Rule { name: "namespaces", remedy: ENGINE, judge: namespaces },
    Rule {
        name: "seccomp filter",
        remedy: "the kernel needs CONFIG_SECCOMP_FILTER, and the runtime must apply the filter (runsc and kata do not by \
                 themselves)",
        judge: seccomp,
    },
    Rule { name: "capabilities", remedy: ENGINE, judge: capabilities },
    Rule { name: "network", remedy: ENGINE, judge: network },
    Rule { name: "cloud metadata", remedy: ENGINE, judge: ways },
    Rule {
        name: "devices",
        remedy: "the engine adds devices to each container: look for hooks and default runtimes (nvidia, …)",
        judge: devices,
    },
    Rule { name: "read-only root", remedy: ENGINE, judge: mounts::read_only },
    Rule {
        name: "nosuid mounts",
        remedy: "run `quai up`, which builds the sandbox image anew",
        judge: mounts::nosuid,
    },
    Rule {
        name: "process 1",
        remedy: "run `quai up`, which builds the sandbox image anew",
        judge: process_1,
    },
    Rule {
        name: "host mounts",
        remedy: "the engine adds mounts to each container: look for hooks, default runtimes and default mounts",
        judge: mounts::foreign,
    },
    Rule { name: "host's engine", remedy: "its socket must not be in containers", judge: mounts::sockets },
    Rule { name: "kernel's files", remedy: ENGINE, judge: kernel_files },
    Rule {
        name: "memory limit",
        remedy: "the kernel needs the memory controller: boot without cgroup_disable=memory (on some boards with \
                 cgroup_enable=memory)",
        judge: limits::memory,
    },
    Rule {
        name: "process limit",
        remedy: "the kernel needs the pids controller (CONFIG_CGROUP_PIDS)",
        judge: limits::processes,
    },
    Rule {
        name: "processor limit",
        remedy: "the kernel needs the cpu controller with bandwidth control (CONFIG_CFS_BANDWIDTH)",
        judge: limits::processors,
    },
];

/// One more for a sandbox that is under a profile.
pub(super) const CONFINED: Rule = Rule {
    name: "AppArmor profile",
    remedy: "load it anew (apparmor_parser --replace images/apparmor), or start with --apparmor off",
    judge: apparmor,
};

/// `good` where nothing is wrong, else what is.
pub(super) fn unless<'a>(wrong: impl IntoIterator<Item = &'a str>, what: &str, good: String) -> Verdict {
    let wrong: Vec<&str> = wrong.into_iter().collect();
    if wrong.is_empty() { Ok(good) } else { Err(format!("{what}: {}", wrong.join(", "))) }
}

/// Whoever the sandbox knows is one of the ids of a slot, and none of them is somebody on the host.
fn ids(seen: &Seen<'_>, _: &Expected) -> Verdict {
    let own: Vec<u64> = numbers(seen.first("ids")?);
    let root = *own.first().ok_or("ids: not seen")?;
    if !own.iter().all(|id| slots::ids().contains(id)) {
        return Err(format!("the server's commands run as {own:?}"));
    }
    let wanted = [vec![0, root, 1], vec![1, root + 1, 65_535]];
    for name in ["uid_map", "gid_map"] {
        let map: Vec<Vec<u64>> = seen.all(name).iter().map(|line| numbers(line)).collect();
        if map != wanted {
            return Err(format!("{name} of process 1: {map:?}"));
        }
    }
    Ok(format!("{root} to {}", root + 65_535))
}

fn numbers(text: &str) -> Vec<u64> {
    // What is no number must not look like one that is left out.
    text.split_whitespace().map(|word| word.parse().unwrap_or(0)).collect()
}

/// The kernel's first namespaces have the same numbers everywhere (`include/linux/proc_ns.h`).
fn namespaces(seen: &Seen<'_>, _: &Expected) -> Verdict {
    const FIRST: [&str; 4] =
        ["pid:[4026531836]", "ipc:[4026531839]", "uts:[4026531838]", "user:[4026531837]"];
    let all = seen.all("namespace");
    for first in FIRST {
        let name = first.split_once('[').map_or(first, |(name, _)| name);
        if !all.iter().any(|found| found.starts_with(name)) {
            return Err(format!("{name} not seen"));
        }
    }
    unless(all.iter().copied().filter(|found| FIRST.contains(found)), "the host's", "of its own".to_owned())
}

/// Whether there is a filter, and whether it is ours.
fn seccomp(seen: &Seen<'_>, _: &Expected) -> Verdict {
    for place in ["outside", "learner"] {
        match seen.first(&format!("{place} Seccomp"))? {
            "2" => {}
            mode => return Err(format!("mode {mode} instead of 2 ({place})")),
        }
    }
    // EPERM, ENOSYS, EAFNOSUPPORT.
    let refused = |call: &&str| matches!(call.rsplit_once(' '), Some((_, "1" | "38" | "97")));
    let calls = seen.all("call");
    if calls.len() != 4 {
        return Err(format!("calls: {calls:?} seen"));
    }
    unless(calls.iter().copied().filter(|call| !refused(call)), "not refused", "in force".to_owned())
}

/// None but the two for newuidmap and newgidmap, and those only as what a file may give.
fn capabilities(seen: &Seen<'_>, _: &Expected) -> Verdict {
    /// CAP_SETGID and CAP_SETUID.
    const BOTH: u64 = 1 << 6 | 1 << 7;
    let sets = [
        ("outside CapBnd", BOTH),
        ("outside CapInh", BOTH),
        ("outside CapPrm", 0),
        ("outside CapEff", 0),
        ("outside CapAmb", 0),
        ("learner CapPrm", 0),
        ("learner CapEff", 0),
        ("learner CapAmb", 0),
    ];
    for (name, allowed) in sets {
        let set = seen.first(name)?;
        match u64::from_str_radix(set, 16) {
            Ok(found) if found & !allowed == 0 => {}
            _ => return Err(format!("{name} {set}")),
        }
    }
    Ok("none, and no way to any but setuid and setgid".to_owned())
}

fn network(seen: &Seen<'_>, _: &Expected) -> Verdict {
    /// Where a host has loaded modules of tunnels, every network namespace gets one of these, which leads nowhere.
    const TUNNELS: [&str; 9] =
        ["tunl0", "sit0", "gre0", "gretap0", "erspan0", "ip_vti0", "ip6_vti0", "ip6tnl0", "ip6gre0"];
    seen.first("interface")?;
    let others =
        seen.all("interface").iter().copied().filter(|name| *name != "lo" && !TUNNELS.contains(name));
    unless(others, "interfaces", "lo alone".to_owned())
}

/// Every address is told to be unreachable, the cloud's metadata first: whoever reads them has the machine's identity.
fn ways(seen: &Seen<'_>, _: &Expected) -> Verdict {
    seen.first("way")?;
    let refused = |way: &&str| {
        way.split_once(": ").is_some_and(|(_, answer)| answer.starts_with("RTNETLINK answers: "))
    };
    let ways = seen.all("way").iter().copied().filter(|way| !refused(way));
    unless(ways, "reachable", "unreachable, like everything outside".to_owned())
}

fn devices(seen: &Seen<'_>, _: &Expected) -> Verdict {
    const HARMLESS: [&str; 8] = ["null", "zero", "full", "random", "urandom", "tty", "ptmx", "console"];
    seen.first("device")?;
    let others = seen.all("device").iter().copied().filter(|name| !HARMLESS.contains(name));
    unless(others, "in /dev", "only those that every container has".to_owned())
}

/// Commands of the server's join the mounts of process 1: whoever is root over those would choose what they run.
fn process_1(seen: &Seen<'_>, _: &Expected) -> Verdict {
    unless(
        seen.all("reached").iter().copied(),
        "open to root inside",
        "out of reach of root inside".to_owned(),
    )
}

fn kernel_files(seen: &Seen<'_>, _: &Expected) -> Verdict {
    unless(
        seen.all("opened").iter().copied(),
        "opened",
        "settings, memory and log closed to root inside".to_owned(),
    )
}

fn apparmor(seen: &Seen<'_>, expected: &Expected) -> Verdict {
    let found = seen.first("apparmor")?;
    let profile = expected.profile.ok_or("none was asked for")?;
    if found == format!("{profile} (enforce)") {
        return Ok(found.to_owned());
    }
    Err(format!("`{found}`, not {profile}"))
}
