//! What goals can ask about. Each kind of fact has a module: how a manifest asks for it, what comes nearest when it is not
//! so, what differs, and how that is said.

pub mod answer;
pub mod command;
pub mod container;
pub mod dockerfile;
pub mod event;
pub mod file;
pub mod http;
pub mod image;
pub mod logs;
pub mod network;
pub mod port;
pub mod quantity;
pub mod registry;
pub mod thing;
pub mod volume;

use crate::section::{Section, quoted};
use crate::{Explanation, Facts, Inquiry};

use self::quantity::Quantity;

/// What a goal asks of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// About containers.
    Container {
        /// Which ones are meant.
        matcher: container::ContainerMatcher,
        /// How many there must be.
        quantity: Quantity,
        /// Whether containers that were removed count as well.
        ever: bool,
    },
    /// About images.
    Image(image::ImageMatcher, Quantity),
    /// About volumes.
    Volume(volume::VolumeMatcher, Quantity),
    /// About networks.
    Network(network::NetworkMatcher, Quantity),
    /// About what has happened in the sandbox's registries.
    Registry(registry::RegistryMatcher),
    /// About what has happened in the engine.
    Happened(event::EventMatcher),
    /// About a file or folder in the learner's home.
    File(file::FileMatcher),
    /// About the instructions of a Dockerfile in the learner's home.
    Dockerfile(dockerfile::DockerfileMatcher),
    /// About what answers over HTTP.
    Http(http::HttpMatcher),
    /// About what a command leaves.
    Command(command::CommandMatcher),
    /// About what a container has written.
    Logs(logs::LogsMatcher),
    /// About what the learner answers.
    Answer(answer::AnswerMatcher),
    /// One of these is enough.
    Any(Vec<Fact>),
    /// All of these.
    All(Vec<Fact>),
}

/// The keys by which a manifest asks about something.
const KINDS: [&str; 16] = [
    "container",
    "image",
    "volume",
    "network",
    "searched",
    "pulled",
    "pushed",
    "happened",
    "file",
    "dockerfile",
    "http",
    "command",
    "logs",
    "answer",
    "any",
    "all",
];

impl Fact {
    /// Why it is not so; nothing if it is.
    pub(crate) fn why_not(&self, facts: &Facts) -> Option<Explanation> {
        match self {
            Fact::Container { matcher, quantity, ever } => {
                container::why_not(matcher, *quantity, *ever, facts).map(Explanation::Container)
            }
            Fact::Image(matcher, quantity) => {
                image::why_not(matcher, *quantity, facts).map(Explanation::Image)
            }
            Fact::Volume(matcher, quantity) => {
                volume::why_not(matcher, *quantity, facts).map(Explanation::Volume)
            }
            Fact::Network(matcher, quantity) => {
                network::why_not(matcher, *quantity, facts).map(Explanation::Network)
            }
            Fact::Registry(matcher) => registry::why_not(matcher, facts).map(Explanation::Registry),
            Fact::Happened(matcher) => event::why_not(matcher, facts).map(Explanation::Happened),
            Fact::File(matcher) => file::why_not(matcher, facts).map(Explanation::File),
            Fact::Dockerfile(matcher) => dockerfile::why_not(matcher, facts).map(Explanation::Dockerfile),
            Fact::Http(matcher) => http::why_not(matcher, facts).map(Explanation::Http),
            Fact::Command(matcher) => command::why_not(matcher, facts).map(Explanation::Command),
            Fact::Logs(matcher) => logs::why_not(matcher, facts).map(Explanation::Logs),
            Fact::Answer(matcher) => answer::why_not(matcher, facts).map(Explanation::Answer),
            Fact::Any(ways) => {
                let reasons: Option<Vec<Explanation>> = ways.iter().map(|way| way.why_not(facts)).collect();
                // The way that the learner has gone farthest is the one to speak of.
                reasons?.into_iter().min_by_key(Explanation::is_nothing)
            }
            Fact::All(parts) => parts.iter().find_map(|part| part.why_not(facts)),
        }
    }

    /// Notes what has to be known to judge it.
    pub(crate) fn inquire(&self, inquiry: &mut Inquiry) {
        match self {
            Fact::Container { .. } => {}
            Fact::Image(matcher, _) => inquiry.image_details |= matcher.asks_details(),
            Fact::Volume(..) => inquiry.volumes = true,
            Fact::Network(..) => inquiry.networks = true,
            Fact::Registry(_) => inquiry.registries = true,
            Fact::Happened(_) => inquiry.events = true,
            Fact::File(matcher) => {
                inquiry.files.insert(matcher.path.clone());
            }
            Fact::Dockerfile(matcher) => {
                inquiry.files.insert(matcher.path.clone());
            }
            Fact::Http(matcher) => {
                inquiry.http.insert(matcher.request.clone());
            }
            Fact::Command(matcher) => {
                inquiry.commands.insert(matcher.run.clone());
            }
            Fact::Logs(matcher) => {
                inquiry.logs.insert(matcher.container.clone());
            }
            Fact::Answer(matcher) => inquiry.commands.extend(matcher.run.clone()),
            Fact::Any(facts) | Fact::All(facts) => facts.iter().for_each(|fact| fact.inquire(inquiry)),
        }
    }

    /// Whether the learner answers it.
    pub(crate) fn is_answered(&self) -> bool {
        match self {
            Fact::Answer(_) => true,
            Fact::Any(facts) | Fact::All(facts) => facts.iter().any(Fact::is_answered),
            _ => false,
        }
    }

    /// Reads what a table asks about: exactly one thing. `goal` is the id of the goal that it belongs to.
    pub(crate) fn read(section: &mut Section<'_>, goal: &str) -> Option<Fact> {
        let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| section.has(kind)).collect();
        let kind = match kinds[..] {
            [kind] => kind,
            [] => {
                section.problem_here(format!(
                    "asks about nothing: add one of {}, for example `container = {{ … }}`",
                    quoted(&KINDS)
                ));
                return None;
            }
            _ => {
                section.problem_here(format!(
                    "asks about several things, {}: give each its own goal, or put them in `all = [ … ]`",
                    quoted(&kinds)
                ));
                return None;
            }
        };
        let countable = ["container", "image", "volume", "network"].contains(&kind);
        let quantity = if countable { Quantity::read(section) } else { Some(Quantity::PRESENT) };
        let ever = section.optional_if::<bool>("ever", kind == "container", "is for containers only");
        let ever = ever.unwrap_or(false);
        if ever && quantity.is_some_and(|quantity| quantity.at_most.is_some()) {
            section.problem(
                "ever",
                "contradicts an upper bound: what once was there can never not have been; keep one of both",
            );
        }
        let absent = !countable
            && section.optional_if::<bool>(
                "absent",
                ["file", "http", "logs"].contains(&kind),
                "is for what is there, not for what has happened or is worked out",
            ) == Some(true);
        for key in ["count", "at_least", "at_most"].into_iter().filter(|_| !countable) {
            section.optional_if::<u32>(
                key,
                false,
                "is for containers, images, volumes and networks, which can be counted",
            );
        }
        let fact = match kind {
            "container" => {
                let matcher = container::ContainerMatcher::read(section.section(kind)?);
                Fact::Container { matcher, quantity: quantity?, ever }
            }
            "image" => Fact::Image(image::ImageMatcher::read(section.section(kind)?), quantity?),
            "volume" => Fact::Volume(volume::VolumeMatcher::read(section.section(kind)?), quantity?),
            "network" => Fact::Network(network::NetworkMatcher::read(section.section(kind)?), quantity?),
            "searched" | "pulled" | "pushed" => {
                Fact::Registry(registry::RegistryMatcher::read(kind, section.section(kind)?)?)
            }
            "happened" => Fact::Happened(event::EventMatcher::read(section.section(kind)?)?),
            "file" => Fact::File(file::FileMatcher::read(section.section(kind)?, absent)?),
            "dockerfile" => Fact::Dockerfile(dockerfile::DockerfileMatcher::read(section.section(kind)?)?),
            "http" => Fact::Http(http::HttpMatcher::read(section.section(kind)?, absent)?),
            "command" => Fact::Command(command::CommandMatcher::read(section.section(kind)?)?),
            "logs" => Fact::Logs(logs::LogsMatcher::read(section.section(kind)?, absent)?),
            "answer" => Fact::Answer(answer::AnswerMatcher::read(section.section(kind)?, goal)?),
            _ => {
                let facts = section.list(kind).into_iter().map(|mut part| {
                    let fact = Fact::read(&mut part, goal);
                    part.finish();
                    fact
                });
                // All are read before any is given up, so that each one's problems are noted.
                let facts: Vec<Option<Fact>> = facts.collect();
                let facts = facts.into_iter().collect::<Option<Vec<Fact>>>()?;
                if kind == "any" { Fact::Any(facts) } else { Fact::All(facts) }
            }
        };
        Some(fact)
    }
}
