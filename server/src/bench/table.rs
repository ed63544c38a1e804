//! The report as it is printed.

use std::fmt;

use super::{
    figure::{Goal, Statistic},
    report::{Measurement, Report, Summary, name_of},
};

/// Width of the column of names, characters.
const NAMES: usize = 50;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(machine) = &self.machine {
            writeln!(f, "\nQuai {} ({}) on {machine}", self.version, self.build)?;
        }
        let mut part = None;
        for measured in &self.measurements {
            if part != Some(measured.part) {
                part = Some(measured.part);
                let name = measured.part.map(name_of).unwrap_or_default();
                write!(f, "\n{name:NAMES$} {:6}", "")?;
                for head in ["median", "p95", "p99", "max"] {
                    write!(f, " {head:>8}")?;
                }
                writeln!(f, " {:>6}  wanted", "n")?;
            }
            row(f, measured)?;
        }
        for failure in &self.failures {
            writeln!(f, "\nnot measured: {failure}")?;
        }
        if self.build != "release" {
            writeln!(
                f,
                "\nThis is a debug build: its figures mean little. Run `cargo run --release -- bench`."
            )?;
        }
        Ok(())
    }
}

fn row(f: &mut fmt::Formatter<'_>, measured: &Measurement) -> fmt::Result {
    let Summary { n, median, p95, p99, max } = measured.summary();
    let (name, unit) = (&measured.figure.name, measured.figure.unit);
    write!(f, "  {name:0$} {1:6}", NAMES - 2, unit.symbol())?;
    for number in [median, p95, p99, max] {
        write!(f, " {number:>8.*}", unit.decimals())?;
    }
    write!(f, " {n:>6}")?;
    if let (Some(Goal { statistic, at_most }), Some(reached)) = (measured.figure.goal, measured.reached()) {
        let statistic = match statistic {
            Statistic::Median => "median",
            Statistic::P95 => "p95",
            Statistic::P99 => "p99",
            Statistic::Max => "max",
        };
        write!(f, "  {statistic} ≤ {at_most} {}", if reached { "✓" } else { "✗" })?;
    }
    writeln!(f)
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::report;

    #[test]
    fn a_row_shows_what_is_wanted_and_whether_it_is_reached() {
        let mut report = report();
        report.build = "release";
        insta::assert_snapshot!(report.to_string(), @"
        click                                                       median      p95      p99      max      n  wanted
          click to prompt, warm                            ms         10.0     19.0     20.0     20.0     20  p95 ≤ 19 ✓
        ");
    }
}
