//! What a sandbox shows that is started for this: what holds, and what works.

use anyhow::Context;
use tokio_util::task::TaskTracker;

use super::{Finding, Health, Section, finding, health};
use crate::{
    config::Config,
    provision::images::Plan,
    sandbox::{
        Engine,
        about::About,
        canary::{self, Confinement, Report, features::Trial, isolation::Probe},
        hardening::PROFILE,
        runtime,
    },
};

/// What there is to say.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// For the list of the machine.
    pub(super) findings: Vec<Finding>,
    /// Lists of its own.
    pub(super) sections: Vec<Section>,
}

/// Starts a sandbox, if its image is there, and lets a canary look.
pub(super) async fn examine(config: &Config, engine: &Engine, about: &About, tasks: &TaskTracker) -> Seen {
    let tried = async {
        let image = Plan::read(&config.course()?)?.sandbox;
        if !engine.has_image(&image).await? {
            return anyhow::Ok(None);
        }
        let report = canary::examine(engine, &image, &config.settings(), tasks).await;
        Ok(Some(report.context("no sandbox could be tried")?))
    };
    let what = "Sandbox";
    match tried.await {
        Ok(Some(report)) => seen(report),
        Ok(None) => Seen {
            findings: vec![
                apparmor_untried(about),
                finding(
                    what,
                    "not tried: its image is not built yet",
                    Health::Limited,
                    "run `quai up`, which builds it, then `quai doctor` again",
                ),
            ],
            sections: Vec::new(),
        },
        // It is in the list already.
        Err(error) if error.is::<runtime::Unknown>() => Seen::default(),
        Err(error) => Seen {
            findings: vec![finding(
                what,
                format!("{error:#}"),
                Health::Missing,
                "sandboxes cannot work before this is mended; what is missing elsewhere in this list may be the cause",
            )],
            sections: Vec::new(),
        },
    }
}

fn seen(report: Report) -> Seen {
    let Report { confinement, isolation, features } = report;
    Seen {
        findings: vec![apparmor(&confinement)],
        sections: vec![
            Section {
                title: "Isolation, as seen in a sandbox that was started for this",
                findings: isolation.into_iter().map(probe).collect(),
            },
            Section {
                title: "Features of the course, tried there",
                findings: features.into_iter().map(trial).collect(),
            },
        ],
    }
}

fn apparmor(confinement: &Confinement) -> Finding {
    let (found, remedy) = match confinement {
        Confinement::Profile => (format!("sandboxes are under {PROFILE}"), None),
        Confinement::Absent => (
            "no".to_owned(),
            Some(
                "a further line of defence that Debian and Ubuntu have by default; the others hold without it",
            ),
        ),
        Confinement::Off => (
            "sandboxes are unconfined by it, as --apparmor off says".to_owned(),
            Some("leave out --apparmor, and they are under our profile where that works"),
        ),
        Confinement::Unusable(why) => (
            format!("sandboxes are unconfined by it: none worked under {PROFILE} ({why})"),
            Some("`quai up` as root loads our profile; by hand: apparmor_parser --replace images/apparmor"),
        ),
    };
    finding("AppArmor", found, health(remedy.is_none(), Health::Limited), remedy.unwrap_or_default())
}

fn apparmor_untried(about: &About) -> Finding {
    if about.has("apparmor") {
        finding("AppArmor", "yes; our profile is tried with a sandbox", Health::Ok, "")
    } else {
        apparmor(&Confinement::Absent)
    }
}

fn probe(probe: Probe) -> Finding {
    let Probe { name, held, evidence, remedy } = probe;
    finding(name, evidence, health(held, Health::Missing), remedy)
}

fn trial(trial: Trial) -> Finding {
    let Trial { name, essential, outcome } = trial;
    let (otherwise, remedy) = if essential {
        (Health::Missing, "the course needs it: its exercises cannot be solved here")
    } else {
        (Health::Limited, "needs control groups of version 2 that the sandbox's engine may use")
    };
    match outcome {
        Ok(()) => finding(name, "works", Health::Ok, remedy),
        Err(words) => finding(name, words, otherwise, remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{fit, report};
    use super::*;

    fn sections(isolation: bool, run: Result<(), String>, pause: Result<(), String>) -> Vec<Section> {
        let probe = Probe {
            name: "memory limit",
            held: isolation,
            evidence: "max, not 1024 MiB".to_owned(),
            remedy: "boot with cgroup_enable=memory",
        };
        let features = vec![
            Trial { name: "docker run", essential: true, outcome: run },
            Trial { name: "docker pause", essential: false, outcome: pause },
        ];
        seen(Report { confinement: Confinement::Absent, isolation: vec![probe], features }).sections
    }

    #[test]
    fn what_does_not_hold_or_what_the_course_needs_makes_a_host_unfit_and_the_rest_limits_it() {
        let fine = || Ok(());
        let not = || Err("cgroups not configured for container".to_owned());
        assert!(fit(&sections(true, fine(), fine())));
        assert!(fit(&sections(true, fine(), not())));
        assert!(!fit(&sections(true, not(), fine())));
        assert!(!fit(&sections(false, fine(), fine())));
        let said = report(&sections(false, fine(), not()));
        assert!(said.contains("MISSING  memory limit  max, not 1024 MiB"), "{said}");
        assert!(said.contains("limited  docker pause  cgroups not configured"), "{said}");
        assert!(said.contains("OK       docker run    works"), "{said}");
    }

    #[test]
    fn an_unconfined_sandbox_is_named_with_what_to_do() {
        let found = apparmor(&Confinement::Unusable("no such profile".to_owned()));
        assert!(found.health == Health::Limited && found.remedy.contains("apparmor_parser --replace"));
        assert!(found.found.contains("no such profile"), "{found:?}");
    }
}
