//! Containers: which one comes nearest to what is meant, and what differs.

mod difference;
mod given;
mod matcher;
mod text;

use std::cmp::Reverse;

use serde::Serialize;

pub(crate) use difference::pair;
pub use difference::{Difference, Mounted, Setting};
pub use matcher::ContainerMatcher;

use super::quantity::{Quantity, Tally};
use crate::image_name::ImageName;
use crate::{Container, ContainerState, Facts};

/// Programs that a learner talks to, so that explanations can say "the shell".
const SHELLS: [&str; 5] = ["sh", "bash", "dash", "ash", "zsh"];

/// Why a goal on containers is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// There is no container at all.
    NoContainer,
    /// There are containers, but none resembles the one that is meant.
    NoSuchContainer {
        /// What is meant.
        wanted: Box<ContainerMatcher>,
    },
    /// A container comes near.
    Differs {
        /// The nearest one.
        container: Seen,
        /// What differs, the most telling first; never empty.
        differences: Vec<Difference>,
    },
    /// A container is there that should not be.
    Remains {
        /// The first of them.
        container: Seen,
    },
    /// There are some, but not as many as there should be.
    Count {
        /// How many there are.
        seen: usize,
        /// How many there should be.
        wanted: Quantity,
    },
}

/// The container an explanation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// Its name.
    pub name: String,
    /// Its image, as the learner typed it.
    pub image: String,
    /// What it does.
    pub state: ContainerState,
    /// How its command ended.
    pub exit_code: Option<i64>,
    /// Seconds since its command ended.
    pub ended_ago: Option<i64>,
    /// Whether its program is a shell.
    pub shell: bool,
    /// Whether it is gone, so that its logs can no longer be read.
    pub removed: bool,
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::NoContainer | Reason::NoSuchContainer { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(
    matcher: &ContainerMatcher,
    quantity: Quantity,
    ever: bool,
    facts: &Facts,
) -> Option<Reason> {
    let candidates: Vec<Candidate<'_>> = facts
        .containers
        .iter()
        .map(|container| Candidate {
            container,
            differences: difference::differences(matcher, ever, container, facts),
        })
        .collect();
    let mut matching = candidates.iter().filter(|candidate| candidate.differences.is_empty());
    let number = matching.clone().count();
    match (quantity.compare(number), matching.next()) {
        (Tally::Right, _) => None,
        (Tally::Unwanted, Some(first)) => Some(Reason::Remains { container: seen(first.container, facts) }),
        (Tally::Missing, _) => Some(nearest(matcher, ever, candidates, facts)),
        (Tally::Unwanted | Tally::Other, _) => Some(Reason::Count { seen: number, wanted: quantity }),
    }
}

struct Candidate<'a> {
    container: &'a Container,
    differences: Vec<Difference>,
}

/// Says what comes nearest when nothing matches.
fn nearest(matcher: &ContainerMatcher, ever: bool, candidates: Vec<Candidate<'_>>, facts: &Facts) -> Reason {
    let nearest = candidates
        .into_iter()
        .filter(|candidate| resembles(matcher, &candidate.differences))
        // Of two that are equally near, the learner means the one started last.
        .min_by_key(|it| (it.differences.iter().map(weight).sum::<u32>(), Reverse(it.container.started_at)));
    match nearest {
        Some(Candidate { container, differences }) => {
            Reason::Differs { container: seen(container, facts), differences }
        }
        None if facts.containers.iter().all(|container| container.removed && !ever) => Reason::NoContainer,
        None => Reason::NoSuchContainer { wanted: Box::new(matcher.clone()) },
    }
}

/// How far a difference puts a container from what is meant.
fn weight(difference: &Difference) -> u32 {
    match difference {
        Difference::Removed => 8,
        Difference::Image { .. } | Difference::Renamed { .. } | Difference::Name { .. } => 4,
        Difference::Command { .. } => 3,
        _ => 1,
    }
}

/// Whether it helps to talk about a container with these differences. It does if they share something an
/// author chose; that both happen to run says nothing. One that was removed must have been the very one.
fn resembles(matcher: &ContainerMatcher, differences: &[Difference]) -> bool {
    let chosen = matcher.chosen();
    let differing = differences.iter().filter(|difference| {
        !matches!(
            difference,
            Difference::Removed
                | Difference::State { .. }
                | Difference::ExitCode { .. }
                | Difference::Detached { .. }
                | Difference::Health { .. }
        )
    });
    let differing = differing.count();
    if differences.contains(&Difference::Removed) {
        differing == 0
    } else {
        chosen == 0 || differing < chosen
    }
}

fn image_difference(wanted: &str, container: &Container, facts: &Facts) -> Option<Difference> {
    let name = ImageName::parse(wanted);
    let seen = ImageName::parse(&container.image);
    if seen.matches(&name) || names_of_id(&container.image, facts).any(|seen| seen.matches(&name)) {
        // A name can be given to any image: where the true one was there from the beginning, it has to be that one.
        let given = facts.given.iter().find(|(reference, _)| ImageName::parse(reference) == name);
        let impostor =
            given.is_some_and(|(_, id)| !container.image_id.is_empty() && *id != container.image_id);
        return impostor.then(|| Difference::Renamed { wanted: wanted.to_owned() });
    }
    // Where only the tag differs, it has to be said even if the author left it out.
    let wanted = if seen.same_repository(&name) { name.to_string() } else { wanted.to_owned() };
    Some(Difference::Image { wanted })
}

/// The names of an image that a learner gave by its id, whole or shortened.
fn names_of_id<'a>(typed: &str, facts: &'a Facts) -> impl Iterator<Item = ImageName> + 'a {
    let digits = typed.strip_prefix("sha256:").unwrap_or(typed).to_owned();
    facts
        .images
        .iter()
        .filter(move |image| {
            !digits.is_empty() && image.id.strip_prefix("sha256:").unwrap_or(&image.id).starts_with(&digits)
        })
        .flat_map(|image| image.references.iter().map(|reference| ImageName::parse(reference)))
}

/// What the container does. What is gone does not run, whatever the journal saw last.
fn state(container: &Container) -> ContainerState {
    match container.state {
        ContainerState::Created => ContainerState::Created,
        _ if container.removed => ContainerState::Exited,
        state => state,
    }
}

/// How the command ended. The engine reports 0 for a container that still runs: that is no end.
fn exit_code(container: &Container) -> Option<i64> {
    match state(container) {
        ContainerState::Exited | ContainerState::Dead => container.exit_code,
        _ => None,
    }
}

fn seen(container: &Container, facts: &Facts) -> Seen {
    let state = state(container);
    let ended = container.finished_at.filter(|_| state == ContainerState::Exited);
    Seen {
        name: container.name.clone(),
        image: container.image.clone(),
        state,
        exit_code: exit_code(container),
        ended_ago: ended.map(|at| facts.taken_at.duration_since(at).as_secs().max(0)),
        shell: container.command.first().is_some_and(|word| SHELLS.contains(&base_name(word))),
        removed: container.removed,
    }
}

fn base_name(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}
