//! What keeps a container from being the one that is meant.

use serde::Serialize;

use super::{base_name, exit_code, image_difference, state};
use crate::kinds::container::ContainerMatcher;
use crate::kinds::port::{MountMatcher, PortMatcher};
use crate::{Container, ContainerState, Cpus, Facts, Mount, MountKind, Size};

/// One way in which the nearest container is not the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Difference {
    /// It would do, but was removed.
    Removed,
    /// Another image.
    Image {
        /// The image that is meant.
        wanted: String,
    },
    /// Another image that was given the name of the one that is meant.
    Renamed {
        /// The image that is meant.
        wanted: String,
    },
    /// Another name.
    Name {
        /// The name that is meant.
        wanted: String,
    },
    /// Another program.
    Command {
        /// The program that is meant.
        wanted: String,
        /// The program it has, if any.
        seen: Option<String>,
    },
    /// Its command line lacks something.
    Args {
        /// What it lacks.
        wanted: String,
    },
    /// With a terminal, or without.
    Terminal {
        /// Whether one is meant to be there.
        wanted: bool,
    },
    /// With an open standard input, or without.
    Input {
        /// Whether it is meant to be open.
        wanted: bool,
    },
    /// Another state.
    State {
        /// The state that is meant.
        wanted: ContainerState,
    },
    /// Its command ended otherwise, or not yet.
    ExitCode {
        /// The code that is meant.
        wanted: i64,
    },
    /// In the background, or holding a terminal.
    Detached {
        /// Whether it is meant to be in the background.
        wanted: bool,
    },
    /// A port is not published as it should be.
    Port {
        /// The port that is meant.
        wanted: PortMatcher,
        /// What is published in its stead: the same port of the container at another of the host, or another port of the
        /// container.
        seen: Option<PortMatcher>,
    },
    /// Something is not mounted as it should be.
    Mount {
        /// What is meant.
        wanted: MountMatcher,
        /// What is mounted there.
        seen: Option<Mounted>,
    },
    /// It is not on a network.
    Network {
        /// The network that is meant.
        wanted: String,
        /// The networks it is on.
        seen: Vec<String>,
    },
    /// A variable is missing or has another value.
    Env {
        /// `NAME=value`, or `NAME` for any value.
        wanted: String,
        /// The value it has.
        seen: Option<String>,
    },
    /// A label is missing or has another value.
    Label {
        /// `name=value`, or `name` for any value.
        wanted: String,
        /// The value it has.
        seen: Option<String>,
    },
    /// It is limited or set up in another way.
    Setting {
        /// What.
        setting: Setting,
        /// What it should be.
        wanted: String,
        /// What it is; empty where nothing was said.
        seen: String,
    },
    /// It can write where it should not, or cannot where it should.
    ReadOnly {
        /// Whether its root file system is meant to be read-only.
        wanted: bool,
    },
    /// It has every privilege and should not, or the reverse.
    Privileged {
        /// Whether it is meant to have them.
        wanted: bool,
    },
    /// Its health check says something else.
    Health {
        /// What it should say.
        wanted: String,
        /// What it says; none without a check.
        seen: Option<String>,
    },
}

/// What is mounted somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mounted {
    /// What kind of thing.
    pub kind: MountKind,
    /// Its name or path; none for memory and for volumes without a name.
    pub source: Option<String>,
    /// Whether it is what is meant, and only who may write differs.
    pub right: bool,
}

/// How a container is limited or set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// The restart policy.
    Restart,
    /// The user.
    User,
    /// The working directory.
    Workdir,
    /// The host name.
    Hostname,
    /// The memory limit.
    Memory,
    /// The share of processors.
    Cpus,
}

/// What differs, the most telling first: who the container is, then how it was started, then how it fares, then what it was
/// given.
pub(super) fn differences(
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
    let args = (!matcher.args.is_empty() && !holds(&container.command, &matcher.args))
        .then(|| Difference::Args { wanted: matcher.args.join(" ") });
    let terminal = matcher.tty.filter(|&wanted| wanted != container.tty);
    let input = matcher.interactive.filter(|&wanted| wanted != container.interactive);
    let state = matcher.state.filter(|&wanted| wanted != state(container));
    // A container in the wrong state cannot have ended as it should: that would be said twice.
    let exit_code =
        matcher.exit_code.filter(|&wanted| state.is_none() && exit_code(container) != Some(wanted));
    // What has ended holds no terminal any more: its state is what has to be said.
    let detached = matcher.detached.filter(|&wanted| state.is_none() && wanted != container.detached);
    let who = [
        removed,
        image,
        name.map(|wanted| Difference::Name { wanted: wanted.clone() }),
        command.map(|wanted| Difference::Command {
            wanted: base_name(wanted).to_owned(),
            seen: program.map(str::to_owned),
        }),
        args,
        terminal.map(|wanted| Difference::Terminal { wanted }),
        input.map(|wanted| Difference::Input { wanted }),
        state.map(|wanted| Difference::State { wanted }),
        exit_code.map(|wanted| Difference::ExitCode { wanted }),
        detached.map(|wanted| Difference::Detached { wanted }),
    ];
    who.into_iter().flatten().chain(given(matcher, container)).collect()
}

/// What differs in what the container was given.
fn given<'a>(
    matcher: &'a ContainerMatcher,
    container: &'a Container,
) -> impl Iterator<Item = Difference> + 'a {
    let ports = matcher.publishes.iter().filter_map(|wanted| port(wanted, container));
    let mounts = matcher.mounts.iter().filter_map(|wanted| mount(wanted, &container.mounts));
    let attached = || container.networks.iter().map(|it| it.network.clone());
    let networks = matcher.networks.iter().filter(move |&wanted| !attached().any(|it| it == *wanted));
    let networks = networks
        .map(move |wanted| Difference::Network { wanted: wanted.clone(), seen: attached().collect() });
    let env = matcher.env.iter().filter_map(|wanted| {
        pair(wanted, &container.env).map(|seen| Difference::Env { wanted: wanted.clone(), seen })
    });
    let labels = matcher.labels.iter().filter_map(|wanted| {
        pair(wanted, &container.labels).map(|seen| Difference::Label { wanted: wanted.clone(), seen })
    });
    ports.chain(mounts).chain(networks).chain(env).chain(labels).chain(settings(matcher, container))
}

fn settings(matcher: &ContainerMatcher, container: &Container) -> impl Iterator<Item = Difference> {
    let setup = &container.setup;
    let text = |setting, wanted: &Option<String>, seen: &str| {
        let wanted = wanted.clone().filter(|wanted| wanted != seen)?;
        Some(Difference::Setting { setting, wanted, seen: seen.to_owned() })
    };
    // `on-failure` may say how often: that does not matter unless the author says so too.
    let policy = match setup.restart.split_once(':') {
        Some((policy, _)) => policy,
        None if setup.restart.is_empty() => "no",
        None => &setup.restart,
    };
    let memory = matcher.memory.filter(|wanted| wanted.bytes != setup.memory).map(|wanted| {
        let seen = if setup.memory == 0 { String::new() } else { Size::from(setup.memory).to_string() };
        Difference::Setting { setting: Setting::Memory, wanted: wanted.to_string(), seen }
    });
    let cpus = matcher.cpus.filter(|wanted| wanted.nano != setup.nano_cpus).map(|wanted| {
        let seen = Cpus { nano: setup.nano_cpus };
        let seen = if seen.nano == 0 { String::new() } else { seen.to_string() };
        Difference::Setting { setting: Setting::Cpus, wanted: wanted.to_string(), seen }
    });
    let read_only = matcher.read_only.filter(|&wanted| wanted != setup.read_only);
    let privileged = matcher.privileged.filter(|&wanted| wanted != setup.privileged);
    let health = matcher.health.clone().filter(|wanted| Some(wanted) != container.health.as_ref());
    let differences = [
        text(Setting::Restart, &matcher.restart, policy),
        text(Setting::User, &matcher.user, &setup.user),
        text(Setting::Workdir, &matcher.workdir, &setup.workdir),
        text(Setting::Hostname, &matcher.hostname, &setup.hostname),
        memory,
        cpus,
        read_only.map(|wanted| Difference::ReadOnly { wanted }),
        privileged.map(|wanted| Difference::Privileged { wanted }),
        health.map(|wanted| Difference::Health { wanted, seen: container.health.clone() }),
    ];
    differences.into_iter().flatten()
}

fn port(wanted: &PortMatcher, container: &Container) -> Option<Difference> {
    if container.ports.iter().any(|seen| wanted.matches(seen)) {
        return None;
    }
    let same = container.ports.iter().find(|seen| wanted.same_target(seen));
    let seen = same.or(container.ports.first()).map(|seen| PortMatcher {
        address: wanted.address.is_some().then(|| seen.address.clone()),
        host: Some(seen.host),
        container: seen.container,
        protocol: seen.protocol.clone(),
    });
    Some(Difference::Port { wanted: wanted.clone(), seen })
}

fn mount(wanted: &MountMatcher, mounts: &[Mount]) -> Option<Difference> {
    if mounts.iter().any(|seen| wanted.matches(seen)) {
        return None;
    }
    let there = mounts.iter().find(|seen| wanted.same_target(seen));
    let seen = there.map(|seen| {
        let nameless = seen.kind == MountKind::Volume
            && crate::Volume { name: seen.source.clone(), ..crate::Volume::default() }.is_anonymous();
        let source = Some(seen.source.clone()).filter(|source| !source.is_empty() && !nameless);
        Mounted { kind: seen.kind, source, right: wanted.same_source(seen) }
    });
    Some(Difference::Mount { wanted: wanted.clone(), seen })
}

/// Nothing if `wanted` is among the pairs; else the value that its name has there, if any.
pub(crate) fn pair(wanted: &str, pairs: &[String]) -> Option<Option<String>> {
    let (name, value) = wanted.split_once('=').map_or((wanted, None), |(name, value)| (name, Some(value)));
    let seen = pairs.iter().filter_map(|pair| pair.split_once('=')).find(|(seen, _)| *seen == name);
    match (seen, value) {
        (Some(_), None) => None,
        (Some((_, seen)), Some(wanted)) if seen == wanted => None,
        (seen, _) => Some(seen.map(|(_, value)| value.to_owned())),
    }
}

/// Whether the words stand in the command line one after the other. A shell's script is taken apart for that.
fn holds(command: &[String], words: &[String]) -> bool {
    let seen: Vec<&str> = command.iter().flat_map(|word| word.split_whitespace()).collect();
    let wanted: Vec<&str> = words.iter().flat_map(|word| word.split_whitespace()).collect();
    seen.windows(wanted.len().max(1)).any(|window| window == wanted)
}
