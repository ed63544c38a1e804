use super::*;

/// What the script printed in a sandbox that holds, on a host with control groups of version 1.
const SEEN: &str = include_str!("seen.txt");

fn expected() -> Expected {
    Expected { limits: Limits::default(), profile: None }
}

fn broken(printed: &str) -> Vec<&'static str> {
    let probes = judge(printed, &expected()).unwrap();
    probes.into_iter().filter(|probe| !probe.held).map(|probe| probe.name).collect()
}

#[test]
fn a_sandbox_that_holds_is_held_to_hold() {
    let probes = judge(SEEN, &expected()).unwrap();
    assert_eq!(Unsafe::unless_held(probes), Ok(()));
}

#[test]
fn what_is_wrong_breaks_its_own_probe_and_no_other() {
    for (from, to, name) in [
        ("ids\t16777216 16777216", "ids\t0 0", "host ids"),
        ("ids\t16777216 16777216", "ids\t16777216 16777216 999", "host ids"),
        ("uid_map\t         0   16777216          1", "uid_map\t0 0 1", "host ids"),
        ("gid_map\t         1   16777217      65535", "gid_map\t1 1 65535", "host ids"),
        ("pid:[4026532689]", "pid:[4026531836]", "namespaces"),
        ("user:[4026532686]", "user:[4026531837]", "namespaces"),
        ("outside Seccomp\t2", "outside Seccomp\t0", "seccomp filter"),
        ("learner Seccomp\t2", "", "seccomp filter"),
        ("pidfd_getfd 1", "pidfd_getfd 9", "seccomp filter"),
        ("AF_VSOCK 97", "AF_VSOCK 0", "seccomp filter"),
        ("00000000000000c0", "00000000002000c0", "capabilities"),
        ("learner CapEff\t0000000000000000", "learner CapEff\t0000000000000400", "capabilities"),
        ("interface\tlo", "interface\teth0\ninterface\tlo", "network"),
        ("interface\tlo", "", "network"),
        (
            "169.254.169.254: RTNETLINK answers: Network is unreachable",
            "169.254.169.254: 169.254.169.254 via 172.17.0.1 dev eth0 src 172.17.0.2 uid 1000",
            "cloud metadata",
        ),
        ("169.254.169.254: RTNETLINK answers: Network", "169.254.169.254: ip: not found", "cloud metadata"),
        ("device\tnull", "device\tnull\ndevice\tkvm", "devices"),
        ("/ / ro,nosuid", "/ / rw,nosuid", "read-only root"),
        ("done\troot", "remounted\trw\ndone\troot", "read-only root"),
        ("/ /proc rw,nosuid,", "/ /proc rw,", "nosuid mounts"),
        ("done\troot", "remounted\tsuid\ndone\troot", "nosuid mounts"),
        ("done\troot", "mount\t1 2 254:0 /srv /srv rw,nosuid - ext4 /dev/vda rw\ndone\troot", "host mounts"),
        // The host's own tmpfs, where the sandbox's should be.
        ("/ /tmp rw,nosuid", "/data /tmp rw,nosuid", "host mounts"),
        ("done\troot", "socket\t/run/docker.sock\ndone\troot", "host's engine"),
        ("done\troot", "opened\t/proc/sysrq-trigger\ndone\troot", "kernel's files"),
        ("done\troot", "reached\tns/mnt\ndone\troot", "process 1"),
        ("memory\t1073741824", "memory\t9223372036854771712", "memory limit"),
        ("memory\t1073741824", "memory\tmax", "memory limit"),
        ("memory\t1073741824", "", "memory limit"),
        ("processes\t512", "processes\tmax", "process limit"),
        ("processors\t100000 100000", "processors\t-1 100000", "processor limit"),
        ("processors\t100000 100000", "processors\tmax 100000", "processor limit"),
    ] {
        assert!(SEEN.contains(from), "{from}");
        assert_eq!(broken(&SEEN.replacen(from, to, 1)), [name], "{from} → {to}");
    }
}

#[test]
fn control_groups_of_version_2_and_idle_tunnels_are_as_good() {
    let other = SEEN
        .replace("processors\t100000 100000", "processors\t50000 100000")
        .replace("interface\tlo", "interface\tlo\ninterface\tsit0");
    assert_eq!(broken(&other), [""; 0]);
}

#[test]
fn a_look_that_broke_off_proves_nothing() {
    for place in PLACES {
        let cut = SEEN.replace(&format!("done\t{place}\n"), "");
        let error = judge(&cut, &expected()).unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
    }
}

#[test]
fn a_sandbox_that_was_to_be_under_a_profile_is_under_it() {
    let expected = Expected { profile: Some("quai-sandbox"), ..expected() };
    let held = |label: &str| {
        let printed = SEEN.replace("apparmor\t", &format!("apparmor\t{label}"));
        judge(&printed, &expected).unwrap().iter().all(|probe| probe.held)
    };
    assert!(held("quai-sandbox (enforce)"));
    assert!(!held("quai-sandbox (complain)") && !held("unconfined") && !held(""));
}

#[test]
fn who_is_turned_away_is_told_what_does_not_hold_and_what_to_do() {
    let probes = judge(&SEEN.replace("processes\t512", "processes\tmax"), &expected()).unwrap();
    let told = Unsafe::unless_held(probes).unwrap_err().to_string();
    assert!(
        told.contains("process limit: max, not 512\n      → the kernel needs the pids controller"),
        "{told}"
    );
}
