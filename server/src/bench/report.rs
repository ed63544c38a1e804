//! What was measured, summed up: as JSON here, as a table in `table`.

use std::time::Duration;

use clap::ValueEnum;
use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::{
    figure::{Figure, Goal, Statistic, Unit},
    machine::Machine,
};
use crate::config::Part;

/// A run of `quai bench`.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Of Quai.
    pub version: &'static str,
    /// `release`, or `debug`, whose figures mean little.
    pub build: &'static str,
    /// When it began.
    pub date: Timestamp,
    /// On what.
    pub machine: Option<Machine>,
    /// In the order in which they were first made.
    pub measurements: Vec<Measurement>,
    /// Parts that could not be measured to their end, and why.
    pub failures: Vec<String>,
    #[serde(skip)]
    part: Option<Part>,
}

/// A figure and its samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// In which it was made.
    pub part: Option<Part>,
    /// What was measured.
    pub figure: Figure,
    /// In the figure's unit, as they came.
    pub samples: Vec<f64>,
}

/// What samples come to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many they are.
    pub n: usize,
    /// [`Statistic::Median`].
    pub median: f64,
    /// [`Statistic::P95`].
    pub p95: f64,
    /// [`Statistic::P99`].
    pub p99: f64,
    /// [`Statistic::Max`].
    pub max: f64,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            build: if cfg!(debug_assertions) { "debug" } else { "release" },
            date: Timestamp::now(),
            machine: None,
            measurements: Vec::new(),
            failures: Vec::new(),
            part: None,
        }
    }
}

impl Report {
    /// What is added from now on belongs to this part.
    pub fn begin(&mut self, part: Part) {
        self.part = Some(part);
    }

    /// Adds a sample, in the figure's unit.
    pub fn add(&mut self, figure: Figure, value: f64) {
        let part = self.part;
        let known =
            |measured: &&mut Measurement| measured.part == part && measured.figure.name == figure.name;
        match self.measurements.iter_mut().find(known) {
            Some(measured) => measured.samples.push(value),
            None => self.measurements.push(Measurement { part, figure, samples: vec![value] }),
        }
    }

    /// Adds a duration.
    pub fn time(&mut self, figure: Figure, took: Duration) {
        self.add(figure, took.as_secs_f64() * 1000.0);
    }

    /// The median of what was measured under this name.
    #[must_use]
    pub fn median(&self, name: &str) -> Option<f64> {
        let measured = self.measurements.iter().find(|measured| measured.figure.name == name)?;
        Some(measured.summary().median)
    }
}

impl Measurement {
    /// Sums it up.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut sorted = self.samples.clone();
        sorted.sort_by(f64::total_cmp);
        Summary {
            n: sorted.len(),
            median: percentile(&sorted, 0.5),
            p95: percentile(&sorted, 0.95),
            p99: percentile(&sorted, 0.99),
            max: percentile(&sorted, 1.0),
        }
    }

    /// Whether the goal is reached, where there is one.
    #[must_use]
    pub fn reached(&self) -> Option<bool> {
        let Goal { statistic, at_most } = self.figure.goal?;
        Some(self.summary().of(statistic) <= at_most)
    }
}

impl Summary {
    /// One of its numbers.
    #[must_use]
    pub fn of(&self, statistic: Statistic) -> f64 {
        match statistic {
            Statistic::Median => self.median,
            Statistic::P95 => self.p95,
            Statistic::P99 => self.p99,
            Statistic::Max => self.max,
        }
    }
}

/// The sample below or at which this share of the samples lies: the nearest rank.
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

impl Serialize for Measurement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            part: Option<String>,
            name: &'a str,
            unit: Unit,
            #[serde(flatten)]
            summary: Summary,
            goal: Option<Goal>,
            reached: Option<bool>,
        }
        let Figure { name, unit, goal } = &self.figure;
        let part = self.part.map(name_of);
        let wire =
            Wire { part, name, unit: *unit, summary: self.summary(), goal: *goal, reached: self.reached() };
        wire.serialize(serializer)
    }
}

/// The name by which a part is asked for.
pub(super) fn name_of(part: Part) -> String {
    part.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn report() -> Report {
        let mut report = Report::default();
        report.begin(Part::Click);
        for value in 1..=20 {
            let figure = Figure::duration("click to prompt, warm").at_most(Statistic::P95, 19.0);
            report.add(figure, value.into());
        }
        report
    }

    #[test]
    fn percentiles_are_samples() {
        let summary = report().measurements[0].summary();
        assert_eq!(summary, Summary { n: 20, median: 10.0, p95: 19.0, p99: 20.0, max: 20.0 });
        assert_eq!(percentile(&[7.0], 0.95), 7.0);
    }

    #[test]
    fn a_measurement_tells_its_goal_and_whether_it_is_reached() {
        let mut report = report();
        report.begin(Part::Idle);
        report.add(Figure::new("memory", Unit::Mebibytes).at_most(Statistic::Median, 45.0), 46.0);
        report.add(Figure::new("memory of the machine", Unit::Mebibytes), 46.0);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["measurements"][0]["part"], "click");
        assert_eq!(json["measurements"][0]["unit"], "ms");
        assert_eq!(json["measurements"][0]["p95"], 19.0);
        assert_eq!(json["measurements"][0]["goal"]["statistic"], "p95");
        let reached = |index: usize| json["measurements"][index]["reached"].as_bool();
        assert_eq!([reached(0), reached(1), reached(2)], [Some(true), Some(false), None]);
    }
}
