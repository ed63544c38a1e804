//! What was measured, as a table of medians and 95th percentiles.

use std::{collections::BTreeMap, fmt, time::Duration};

/// Measurements under their names, in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub struct Table {
    order: Vec<&'static str>,
    samples: BTreeMap<&'static str, Vec<f64>>,
}

impl Table {
    /// Adds a duration; shown in milliseconds.
    pub fn add(&mut self, name: &'static str, duration: Duration) {
        self.put(name, duration.as_secs_f64() * 1000.0);
    }

    /// Adds an amount of memory, bytes; shown in MiB.
    #[expect(clippy::cast_precision_loss, reason = "a sandbox's memory is far below 2^52 bytes")]
    pub fn add_mib(&mut self, name: &'static str, bytes: u64) {
        self.put(name, bytes as f64 / (1024.0 * 1024.0));
    }

    fn put(&mut self, name: &'static str, value: f64) {
        if !self.order.contains(&name) {
            self.order.push(name);
        }
        self.samples.entry(name).or_default().push(value);
    }
}

/// The value below which this share of the samples lies, by the nearest rank.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a rank"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied().unwrap_or(f64::NAN)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:36} {:>9} {:>9} {:>6}", "(milliseconds)", "median", "p95", "n")?;
        for name in &self.order {
            let mut sorted = self.samples[name].clone();
            sorted.sort_by(f64::total_cmp);
            let (median, high) = (percentile(&sorted, 0.5), percentile(&sorted, 0.95));
            writeln!(f, "{name:36} {median:>9.1} {high:>9.1} {:>6}", sorted.len())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_samples() {
        let sorted: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!((percentile(&sorted, 0.5), percentile(&sorted, 0.95)), (10.0, 19.0));
        assert_eq!(percentile(&[7.0], 0.95), 7.0);
    }
}
