//! What the sandboxes need, and what they offer here: lists with OK, or what to do.
//!
//! - `engine`: what the host's engine says of itself.
//! - `machine`: what this machine's kernel is set to.
//! - `canary`: what a sandbox shows that is started for this.

mod canary;
mod engine;
mod machine;

use std::fmt::Write;

use tokio_util::task::TaskTracker;

use crate::{
    config::Config,
    sandbox::{Engine, engine::Host, remedy::EXPOSED},
};

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// As it must be.
    Ok,
    /// Sandboxes work, with a limit that the remedy names.
    Limited,
    /// Sandboxes do not work, or do not hold.
    Missing,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// What that means.
    pub health: Health,
    /// What to do, unless it is as it must be.
    pub remedy: &'static str,
}

fn finding(what: &'static str, found: impl Into<String>, health: Health, remedy: &'static str) -> Finding {
    Finding { what, found: found.into(), health, remedy }
}

/// `Ok` if it is good.
fn health(good: bool, otherwise: Health) -> Health {
    if good { Health::Ok } else { otherwise }
}

/// Findings that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What they are about.
    pub title: &'static str,
    /// In the order in which they are to be read.
    pub findings: Vec<Finding>,
}

/// Looks at the engine, at the machine where the engine runs on this one, and into a sandbox.
pub async fn examine(config: &Config) -> Vec<Section> {
    let host = config.engine();
    let reached = async {
        let engine = Engine::connect(&host).await?;
        let about = engine.about().await?;
        anyhow::Ok((engine, about))
    };
    let (mut findings, in_sandbox) = match reached.await {
        Ok((engine, about)) => {
            let tasks = TaskTracker::new();
            let seen = canary::examine(config, &engine, &about, &tasks).await;
            // Whoever asks the doctor waits until the sandbox is removed again.
            tasks.close();
            tasks.wait().await;
            let mut findings = engine::findings(&about, config.runtime.as_deref());
            findings.extend(seen.findings);
            (findings, seen.sections)
        }
        Err(error) => (vec![engine::away(&host, &error)], Vec::new()),
    };
    if host.is_exposed() {
        findings.push(finding("Way to the engine", "TCP without TLS", Health::Limited, EXPOSED));
    }
    match host {
        Host::Unix(_) => findings.extend(machine::findings()),
        Host::Tcp(_) | Host::Tls { .. } | Host::Ssh(_) => findings.push(finding(
            "Machine of the engine",
            "another one, not looked at",
            Health::Limited,
            "run `quai doctor` there as well",
        )),
    }
    let machine = Section { title: "The machine and its engine", findings };
    [vec![machine], in_sandbox].concat()
}

/// Whether learners may come.
#[must_use]
pub fn fit(sections: &[Section]) -> bool {
    sections.iter().flat_map(|section| &section.findings).all(|finding| finding.health != Health::Missing)
}

/// The lists as they are printed.
#[must_use]
pub fn report(sections: &[Section]) -> String {
    let findings = sections.iter().flat_map(|section| &section.findings);
    let width = findings.map(|finding| finding.what.len()).max().unwrap_or_default();
    let mut report = String::new();
    for Section { title, findings } in sections {
        let _ = writeln!(report, "{title}");
        for (at, Finding { what, found, health, remedy }) in findings.iter().enumerate() {
            let sign = match health {
                Health::Ok => "OK     ",
                Health::Limited => "limited",
                Health::Missing => "MISSING",
            };
            let _ = writeln!(report, "{sign}  {what:width$}  {found}");
            // Said once for neighbours that all need the same.
            let again =
                findings.get(at + 1).is_some_and(|next| next.health == *health && next.remedy == *remedy);
            if *health != Health::Ok && !again {
                let _ = writeln!(report, "{:width$}             → {remedy}", "");
            }
        }
        report.push('\n');
    }
    report.push_str(if fit(sections) {
        "Sandboxes can run on this machine.\n"
    } else {
        "Sandboxes cannot run on this machine yet.\n"
    });
    report
}
