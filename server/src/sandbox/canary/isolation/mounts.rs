//! Rules about mounts: nothing of the host's, nothing to be written that must not be, nothing that raises privileges.

use super::{
    Expected, Seen,
    rules::{Verdict, unless},
};

/// A line of `/proc/self/mountinfo`.
struct Mount<'a> {
    root: &'a str,
    target: &'a str,
    options: &'a str,
    kind: &'a str,
}

impl<'a> Mount<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let (mount, file_system) = line.split_once(" - ")?;
        let mut mount = mount.split(' ').skip(3);
        let (root, target, options) = (mount.next()?, mount.next()?, mount.next()?);
        Some(Self { root, target, options, kind: file_system.split(' ').next()? })
    }

    fn all(seen: &Seen<'a>) -> Result<Vec<Self>, String> {
        seen.first("mount")?;
        let read = |line: &&'a str| Self::read(line).ok_or_else(|| format!("not understood: {line}"));
        seen.all("mount").iter().map(read).collect()
    }

    fn has(&self, option: &str) -> bool {
        self.options.split(',').any(|found| found == option)
    }

    /// Whether it is one that a sandbox has, made by the runtime or by the engine inside, and nothing of the host's.
    fn is_usual(&self) -> bool {
        match self.target {
            "/" => true,
            "/proc" => self.kind == "proc",
            "/sys" => self.kind == "sysfs",
            "/dev/pts" => self.kind == "devpts",
            "/dev/mqueue" => self.kind == "mqueue",
            "/dev" | "/dev/shm" | "/engine" | "/run" | "/tmp" | "/home/learner" => {
                self.kind == "tmpfs" && self.root == "/"
            }
            // Files of the engine's, for this container alone.
            "/etc/resolv.conf" | "/etc/hostname" | "/etc/hosts" => true,
            below if below.starts_with("/sys/fs/cgroup") => {
                matches!(self.kind, "tmpfs" | "cgroup" | "cgroup2")
            }
            below if below.starts_with("/engine/") => matches!(self.kind, "tmpfs" | "overlay"),
            _ => false,
        }
    }
}

pub(super) fn read_only(seen: &Seen<'_>, _: &Expected) -> Verdict {
    let mounts = Mount::all(seen)?;
    let root = mounts.iter().find(|mount| mount.target == "/").ok_or("the root: not seen")?;
    if !root.has("ro") {
        return Err(format!("mounted {}", root.options));
    }
    if seen.all("remounted").contains(&"rw") {
        return Err("root inside can mount it for writing".to_owned());
    }
    Ok("and root inside cannot change that".to_owned())
}

/// The image's `seal`: nothing may raise the privileges of what the server starts.
pub(super) fn nosuid(seen: &Seen<'_>, _: &Expected) -> Verdict {
    let mounts = Mount::all(seen)?;
    let without = mounts.iter().filter(|mount| !mount.has("nosuid")).map(|mount| mount.target);
    unless(without, "without nosuid", String::new())?;
    if seen.all("remounted").contains(&"suid") {
        return Err("root inside can take nosuid off".to_owned());
    }
    Ok("all, and root inside cannot change that".to_owned())
}

pub(super) fn foreign(seen: &Seen<'_>, _: &Expected) -> Verdict {
    let mounts = Mount::all(seen)?;
    let others = mounts.iter().filter(|mount| !mount.is_usual()).map(|mount| mount.target);
    unless(others, "mounted", "none".to_owned())
}

/// A socket of the host's can only be here by a mount. The ways through a network are another rule's.
pub(super) fn sockets(seen: &Seen<'_>, _: &Expected) -> Verdict {
    unless(seen.all("socket").iter().copied(), "mounted", "out of reach".to_owned())
}
