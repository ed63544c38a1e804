//! Goals on containers: which one comes nearest to what is meant, and what differs.

use std::cmp::Reverse;

use crate::image_name::ImageName;
use crate::{Container, ContainerMatcher, ContainerState, Difference, Explanation, Facts, Presence, Seen};

/// Programs that a learner talks to, so that explanations can say "the shell".
const SHELLS: [&str; 5] = ["sh", "bash", "dash", "ash", "zsh"];

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(
    matcher: &ContainerMatcher,
    presence: Presence,
    ever: bool,
    facts: &Facts,
) -> Option<Explanation> {
    let candidates: Vec<Candidate<'_>> = facts
        .containers
        .iter()
        .map(|container| Candidate { container, differences: differences(matcher, ever, container, facts) })
        .collect();
    let matching = candidates.iter().find(|candidate| candidate.differences.is_empty());
    match (presence, matching) {
        (Presence::Present, Some(_)) | (Presence::Absent, None) => None,
        (Presence::Absent, Some(candidate)) => {
            Some(Explanation::ContainerRemains { container: seen(candidate.container, facts) })
        }
        (Presence::Present, None) => Some(explain(matcher, ever, candidates, facts)),
    }
}

struct Candidate<'a> {
    container: &'a Container,
    differences: Vec<Difference>,
}

/// Says what comes nearest when nothing matches.
fn explain(
    matcher: &ContainerMatcher,
    ever: bool,
    candidates: Vec<Candidate<'_>>,
    facts: &Facts,
) -> Explanation {
    let nearest = candidates
        .into_iter()
        .filter(|candidate| resembles(matcher, &candidate.differences))
        // Of two that are equally near, the learner means the one started last.
        .min_by_key(|it| (it.differences.iter().map(weight).sum::<u32>(), Reverse(it.container.started_at)));
    match nearest {
        Some(Candidate { container, differences }) => {
            Explanation::ContainerDiffers { container: seen(container, facts), differences }
        }
        None if facts.containers.iter().all(|container| container.removed && !ever) => {
            Explanation::NoContainer
        }
        None => Explanation::NoSuchContainer { wanted: matcher.clone() },
    }
}

/// What differs, the most telling first: who the container is, then how it was started, then how it fares.
fn differences(
    matcher: &ContainerMatcher,
    ever: bool,
    container: &Container,
    facts: &Facts,
) -> Vec<Difference> {
    let removed = (container.removed && !ever).then_some(Difference::Removed);
    let image = matcher.image.as_ref().and_then(|wanted| image_difference(wanted, container, facts));
    let name = matcher.name.as_ref().filter(|&wanted| *wanted != container.name);
    let program = container.command.first().map(|word| base_name(word));
    let command = matcher.command.as_ref().filter(|wanted| program != Some(base_name(wanted)));
    let terminal = matcher.tty.filter(|&wanted| wanted != container.tty);
    let input = matcher.interactive.filter(|&wanted| wanted != container.interactive);
    let state = matcher.state.filter(|&wanted| wanted != state(container));
    // A container in the wrong state cannot have ended as it should: that would be said twice.
    let exit_code =
        matcher.exit_code.filter(|&wanted| state.is_none() && exit_code(container) != Some(wanted));
    // What has ended holds no terminal any more: its state is what has to be said.
    let detached = matcher.detached.filter(|&wanted| state.is_none() && wanted != container.detached);
    [
        removed,
        image,
        name.map(|wanted| Difference::Name { wanted: wanted.clone() }),
        command.map(|wanted| Difference::Command {
            wanted: base_name(wanted).to_owned(),
            seen: program.map(str::to_owned),
        }),
        terminal.map(|wanted| Difference::Terminal { wanted }),
        input.map(|wanted| Difference::Input { wanted }),
        state.map(|wanted| Difference::State { wanted }),
        exit_code.map(|wanted| Difference::ExitCode { wanted }),
        detached.map(|wanted| Difference::Detached { wanted }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How far a difference puts a container from what is meant.
fn weight(difference: &Difference) -> u32 {
    match difference {
        Difference::Removed => 8,
        Difference::Image { .. } | Difference::Name { .. } => 4,
        Difference::Command { .. } => 3,
        Difference::Terminal { .. } | Difference::Input { .. } => 1,
        Difference::State { .. } | Difference::ExitCode { .. } | Difference::Detached { .. } => 1,
    }
}

/// Whether it helps to talk about a container with these differences. It does if they share something an
/// author chose; that both happen to run says nothing. One that was removed must have been the very one.
fn resembles(matcher: &ContainerMatcher, differences: &[Difference]) -> bool {
    let asked = [
        matcher.image.is_some(),
        matcher.name.is_some(),
        matcher.command.is_some(),
        matcher.tty.is_some(),
        matcher.interactive.is_some(),
    ];
    let asked = asked.into_iter().filter(|&asked| asked).count();
    let chosen = differences.iter().filter(|difference| {
        !matches!(
            difference,
            Difference::Removed
                | Difference::State { .. }
                | Difference::ExitCode { .. }
                | Difference::Detached { .. }
        )
    });
    let differing = chosen.count();
    if differences.contains(&Difference::Removed) { differing == 0 } else { asked == 0 || differing < asked }
}

fn image_difference(wanted: &str, container: &Container, facts: &Facts) -> Option<Difference> {
    let name = ImageName::parse(wanted);
    let seen = ImageName::parse(&container.image);
    if seen.matches(&name) || names_of_id(&container.image, facts).any(|seen| seen.matches(&name)) {
        return None;
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
