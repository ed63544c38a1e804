//! Rules about limits: each is kept by the kernel, and is no higher than it was to be.

use super::{Expected, Seen, rules::Verdict};
use crate::sandbox::hardening::MIB;

pub(super) fn memory(seen: &Seen<'_>, expected: &Expected) -> Verdict {
    let found = seen.first("memory")?;
    match found.parse::<i64>() {
        Ok(bytes) if bytes <= expected.limits.memory_mib * MIB => Ok(format!("{} MiB", bytes / MIB)),
        _ => Err(format!("{found}, not {} MiB", expected.limits.memory_mib)),
    }
}

pub(super) fn processes(seen: &Seen<'_>, expected: &Expected) -> Verdict {
    let found = seen.first("processes")?;
    match found.parse::<i64>() {
        Ok(count) if count <= expected.limits.pids => Ok(count.to_string()),
        _ => Err(format!("{found}, not {}", expected.limits.pids)),
    }
}

/// Time that it may use and in which time, µs; `max` or -1 is as much as it likes.
pub(super) fn processors(seen: &Seen<'_>, expected: &Expected) -> Verdict {
    let found = seen.first("processors")?;
    let shares = match found.split_once(' ').map(|(time, of)| (time.parse::<f64>(), of.parse::<f64>())) {
        Some((Ok(time), Ok(of))) if time > 0.0 && of > 0.0 => time / of,
        _ => f64::INFINITY,
    };
    if shares <= expected.limits.cpus + 0.01 {
        return Ok(format!("{shares:.1}"));
    }
    Err(format!("{found}, not {:.1} processors", expected.limits.cpus))
}
