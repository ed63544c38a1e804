//! What must hold around a sandbox, judged by what is seen from within: a pure function of what a script has printed.
//!
//! What was not seen does not hold. The engine leaves out a limit, a filter or a namespace that its host does not offer, with a
//! warning at most; the flags alone prove nothing.

mod limits;
mod mounts;
mod rules;

use std::{collections::HashMap, fmt};

use crate::sandbox::hardening::Limits;

/// The script that looks. It is run where the server's commands begin.
pub(super) const LOOK: &str = include_str!("look.sh");
/// The places from which it looks.
const PLACES: [&str; 3] = ["outside", "learner", "root"];

/// How a sandbox was to be.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// What it may use.
    pub limits: Limits,
    /// The AppArmor profile that it is under, if any.
    pub profile: Option<&'static str>,
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What it is about.
    pub name: &'static str,
    /// Whether it holds.
    pub held: bool,
    /// What was seen.
    pub evidence: String,
    /// What to do if it does not hold.
    pub remedy: &'static str,
}

/// The isolation does not hold: no learner may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsafe {
    /// What does not hold.
    pub broken: Vec<Probe>,
}

impl Unsafe {
    /// # Errors
    /// When one of the probes did not hold.
    pub fn unless_held(probes: Vec<Probe>) -> Result<(), Self> {
        let broken: Vec<Probe> = probes.into_iter().filter(|probe| !probe.held).collect();
        if broken.is_empty() { Ok(()) } else { Err(Self { broken }) }
    }
}

impl fmt::Display for Unsafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this host does not keep learners in their sandboxes, so none is let in:")?;
        for Probe { name, evidence, remedy, .. } in &self.broken {
            write!(f, "\n    {name}: {evidence}\n      → {remedy}")?;
        }
        write!(f, "\n`quai doctor` shows the whole list")
    }
}

impl std::error::Error for Unsafe {}

/// Judges what the script has printed.
///
/// # Errors
/// When it did not come to its end in each place.
pub(super) fn judge(printed: &str, expected: &Expected) -> anyhow::Result<Vec<Probe>> {
    let seen = Seen::read(printed);
    let missing: Vec<_> = PLACES.into_iter().filter(|place| !seen.all("done").contains(place)).collect();
    anyhow::ensure!(
        missing.is_empty(),
        "the look at a sandbox broke off ({}): {printed}",
        missing.join(", ")
    );
    let rules = rules::RULES.iter().chain(expected.profile.map(|_| &rules::CONFINED));
    let probes = rules.map(|rule| {
        let (held, evidence) = match (rule.judge)(&seen, expected) {
            Ok(evidence) => (true, evidence),
            Err(evidence) => (false, evidence),
        };
        Probe { name: rule.name, held, evidence, remedy: rule.remedy }
    });
    Ok(probes.collect())
}

/// What was seen, by name.
struct Seen<'a>(HashMap<&'a str, Vec<&'a str>>);

impl<'a> Seen<'a> {
    fn read(printed: &'a str) -> Self {
        let mut seen: HashMap<_, Vec<_>> = HashMap::new();
        for (name, value) in printed.lines().filter_map(|line| line.split_once('\t')) {
            seen.entry(name).or_default().push(value.trim());
        }
        Self(seen)
    }

    /// All that was seen of this name, in order.
    fn all(&self, name: &str) -> &[&'a str] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// What was seen of this name first.
    fn first(&self, name: &str) -> Result<&'a str, String> {
        self.all(name).first().copied().ok_or_else(|| format!("{name}: not seen"))
    }
}

#[cfg(test)]
mod tests;
