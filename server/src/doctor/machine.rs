//! What this machine's kernel is set to.

use std::{fs, path::Path};

use rustix::fs::{XattrFlags, setxattr};

use super::{Finding, Health, finding, health};

pub(super) fn findings() -> Vec<Finding> {
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
        health(good, Health::Missing),
        "sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000",
    )
}

fn restricted_namespaces() -> Finding {
    let restricted = read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").as_deref() == Some("1");
    finding(
        "User namespaces under AppArmor",
        if restricted { "restricted" } else { "free" },
        health(!restricted, Health::Missing),
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
        let good = found.is_some_and(|found| found >= least);
        let found = found.map_or("unknown".to_owned(), |found| found.to_string());
        finding(what, found, health(good, Health::Limited), remedy)
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
