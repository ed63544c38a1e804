//! Measures what learners wait for and what sandboxes cost, on this machine, beside what the project wants to reach.
//!
//! - `cold`, `pull`, `click`, `naive`, `rush`, `echo` with its `bombs`, `map`, `idle`: the parts, each a kind of wait or cost.
//! - [`figure`]: what is measured and wanted; [`report`]: the samples summed up; `table`: as they are printed.
//! - [`machine`]: what all figures depend on.

mod bombs;
mod click;
mod cold;
mod echo;
pub mod figure;
mod idle;
pub mod machine;
mod map;
mod naive;
mod pull;
pub mod report;
mod rush;
mod table;

use std::time::Duration;

use anyhow::Context;
use clap::ValueEnum;
use exercises::Exercise;

use crate::{
    config::{BenchPlan, Part},
    workshop::Workshop,
};

use figure::{Figure, Statistic, Unit};
pub use report::Report;
use report::name_of;

/// The exercise whose goal is timed: it needs no more than a container that has run.
const EXERCISE: &str = "hello-world";
/// What takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn exercise(workshop: &Workshop) -> anyhow::Result<&Exercise> {
    workshop.catalogue.get(EXERCISE).with_context(|| format!("the course has no `{EXERCISE}` any more"))
}

/// Measures the parts that the plan names, each by itself: one that fails does not keep the next from being measured.
///
/// # Errors
/// When the engine is gone. What could not be measured is among the report's failures.
pub async fn measure(workshop: &Workshop, plan: &BenchPlan, report: &mut Report) -> anyhow::Result<()> {
    report.machine = Some(workshop.engine.about().await?.into());
    for part in Part::value_variants() {
        if !plan.only.is_empty() && !plan.only.contains(part) {
            continue;
        }
        report.begin(*part);
        let measured = match part {
            Part::Cold => cold::measure(workshop, plan, report).await,
            Part::Pull => pull::measure(workshop, plan, report).await,
            Part::Click => click::measure(workshop, plan, report).await,
            Part::Naive => naive::measure(workshop, plan, report).await,
            Part::Rush => rush::measure(workshop, plan, report).await,
            Part::Echo => echo::measure(workshop, plan, report).await,
            Part::Map => map::measure(workshop, plan, report).await,
            Part::Idle => idle::measure(workshop, plan, report).await,
        };
        if let Err(error) = measured {
            report.failures.push(format!("{}: {error:#}", name_of(*part)));
        }
        let left = workshop.clear().await?;
        let figure = Figure::new("sandboxes left behind", Unit::Count).at_most(Statistic::Max, 0.0);
        report.add(figure, left as f64);
    }
    Ok(())
}
