//! What is measured: its name, its unit, and what the project wants to reach.

use std::borrow::Cow;

use serde::Serialize;

/// In which a figure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Unit {
    /// Milliseconds.
    #[serde(rename = "ms")]
    Milliseconds,
    /// Memory.
    #[serde(rename = "MiB")]
    Mebibytes,
    /// Hundredths of one processor core.
    #[serde(rename = "% of a core")]
    CorePercent,
    /// How many.
    #[serde(rename = "count")]
    Count,
    /// How many times another figure.
    #[serde(rename = "times")]
    Times,
}

impl Unit {
    /// As it is shown in a table.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Mebibytes => "MiB",
            Self::CorePercent => "% core",
            Self::Count => "",
            Self::Times => "×",
        }
    }

    /// How many decimals of it mean something.
    #[must_use]
    pub fn decimals(self) -> usize {
        match self {
            Self::Milliseconds | Self::Mebibytes | Self::CorePercent => 1,
            Self::Count => 0,
            Self::Times => 2,
        }
    }
}

/// One of the numbers that sum samples up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Statistic {
    /// Half of the samples are below.
    Median,
    /// All but one in twenty.
    P95,
    /// All but one in a hundred.
    P99,
    /// All.
    Max,
}

/// What the project wants to reach on two cores.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Goal {
    /// Of this statistic.
    pub statistic: Statistic,
    /// In the figure's unit.
    pub at_most: f64,
}

/// A thing that is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Says it all: there is no other explanation in the table.
    pub name: Cow<'static, str>,
    /// Of its samples.
    pub unit: Unit,
    /// Where the project wants to reach something.
    pub goal: Option<Goal>,
}

impl Figure {
    /// A figure without a goal.
    pub fn new(name: impl Into<Cow<'static, str>>, unit: Unit) -> Self {
        Self { name: name.into(), unit, goal: None }
    }

    /// A duration.
    pub fn duration(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Unit::Milliseconds)
    }

    /// The same figure, with a goal.
    #[must_use]
    pub fn at_most(self, statistic: Statistic, at_most: f64) -> Self {
        Self { goal: Some(Goal { statistic, at_most }), ..self }
    }
}
