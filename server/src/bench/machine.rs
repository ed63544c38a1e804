//! The machine that is measured, and what all of it uses.

use std::{fmt, fs, time::Duration};

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

use crate::sandbox::about::About;

/// What figures depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// Processors of the engine's host.
    pub processors: u64,
    /// Its memory, bytes.
    pub memory: u64,
    /// Its kernel's release.
    pub kernel: String,
    /// Version of its engine.
    pub engine: String,
    /// Version of its control groups.
    pub cgroups: String,
}

impl From<About> for Machine {
    fn from(about: About) -> Self {
        let About { version, kernel, cgroup_version, memory, cpus, .. } = about;
        Self { processors: cpus, memory, kernel, engine: version, cgroups: cgroup_version }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processors, memory, kernel, engine, cgroups } = self;
        let gib = *memory as f64 / f64::from(1 << 30);
        write!(
            f,
            "{processors} processors, {gib:.1} GiB, Linux {kernel}, Docker Engine {engine}, cgroups v{cgroups}"
        )
    }
}

/// Processor time of this process so far.
pub(super) fn own_cpu() -> Duration {
    clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default()
}

/// What all programs of this machine use, whoever's they are. It says what a sandbox costs beyond its own control group:
/// in the engine, in its shim, in the kernel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Load {
    /// Memory that is in use, bytes.
    pub(super) memory: f64,
    /// Time that processors worked, in the kernel's ticks.
    busy: f64,
    /// Time of all processors, in the kernel's ticks.
    whole: f64,
}

impl Load {
    /// Now; `None` where the kernel does not tell.
    pub(super) fn now() -> Option<Self> {
        let read = |path| fs::read_to_string(path).ok();
        Self::parse(&read("/proc/meminfo")?, &read("/proc/stat")?)
    }

    fn parse(meminfo: &str, stat: &str) -> Option<Self> {
        let kib = |name: &str| {
            let line = meminfo.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse::<f64>().ok()
        };
        let ticks = stat.lines().find_map(|line| line.strip_prefix("cpu "))?.split_whitespace();
        // user, nice, system, idle, iowait, irq, softirq, steal; what follows is within the first two.
        let ticks: Vec<f64> = ticks.take(8).filter_map(|ticks| ticks.parse().ok()).collect();
        let whole: f64 = ticks.iter().sum();
        let idle = ticks.get(3)? + ticks.get(4)?;
        Some(Self { memory: (kib("MemTotal")? - kib("MemAvailable")?) * 1024.0, busy: whole - idle, whole })
    }

    /// How many processors have worked since then, on average of so many.
    pub(super) fn cores_since(&self, before: &Self, processors: u64) -> f64 {
        (self.busy - before.busy) / (self.whole - before.whole).max(1.0) * processors as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_load_is_read_from_the_kernels_tables() {
        let meminfo = "MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    600 kB\n";
        let load = |stat: &str| Load::parse(meminfo, stat).unwrap();
        let before = load("cpu  10 0 10 80 0 0 0 0 0 0\ncpu0 10 0 10 80 0 0 0 0 0 0\n");
        let after = load("cpu  60 0 10 120 10 0 0 0 0 0\n");
        assert_eq!(before.memory, 400.0 * 1024.0);
        assert_eq!(after.cores_since(&before, 2), 1.0);
        assert_eq!(Load::parse("", ""), None);
    }

    #[test]
    fn work_takes_time_of_this_process() {
        let before = own_cpu();
        let worked: u64 = (0..1_000_000_u64).map(std::hint::black_box).sum();
        assert!(worked > 0 && own_cpu() > before);
    }
}
