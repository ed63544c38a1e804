//! Engines made up for tests, in a few words.

use jiff::{SignedDuration, Timestamp};

use crate::kinds::container::ContainerMatcher;
use crate::{Container, ContainerState, Fact, Facts, Goal, Image, Localized, Quantity};

/// The moment at which every test asks its engine.
pub(crate) fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub(crate) fn engine(containers: impl IntoIterator<Item = Container>) -> Facts {
    let images = ["hello-world", "nginx", "busybox", "debian"].map(|name| Image {
        id: format!("sha256:{}", name.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()),
        references: vec![format!("{name}:latest")],
        size: 1_000_000,
        details: None,
    });
    Facts {
        taken_at: now(),
        containers: containers.into_iter().collect(),
        images: images.into(),
        ..Facts::default()
    }
}

/// A running container, with the program that its image would start.
pub(crate) fn container(name: &str, image: &str) -> Container {
    let program = match image {
        "hello-world" => "/hello",
        "nginx" => "/usr/sbin/nginx",
        "busybox" => "sh",
        _ => "bash",
    };
    Container {
        id: format!("id of {name}"),
        name: name.into(),
        image: image.into(),
        state: ContainerState::Running,
        exit_code: None,
        started_at: Some(now() - SignedDuration::from_secs(60)),
        finished_at: None,
        tty: false,
        interactive: false,
        detached: true,
        command: vec![program.into()],
        ..Container::default()
    }
}

impl Container {
    pub(crate) fn created(self) -> Container {
        Container { state: ContainerState::Created, started_at: None, ..self }
    }

    pub(crate) fn exited(self, code: i64, seconds_ago: i64) -> Container {
        let finished_at = Some(now() - SignedDuration::from_secs(seconds_ago));
        Container { state: ContainerState::Exited, exit_code: Some(code), finished_at, ..self }
    }

    pub(crate) fn state(self, state: ContainerState) -> Container {
        Container { state, ..self }
    }

    pub(crate) fn foreground(self) -> Container {
        Container { detached: false, ..self }
    }

    pub(crate) fn terminal(self) -> Container {
        Container { tty: true, ..self }
    }

    pub(crate) fn input(self) -> Container {
        Container { interactive: true, ..self }
    }

    pub(crate) fn program(self, program: &str) -> Container {
        Container { command: vec![program.into()], ..self }
    }

    pub(crate) fn removed(self) -> Container {
        Container { removed: true, ..self }
    }
}

pub(crate) fn goal(id: &str, after: &[&str], fact: Fact) -> Goal {
    let title = Localized { fr: "But".into(), en: "Goal".into() };
    let after = after.iter().map(|&id| id.into()).collect();
    Goal { id: id.into(), title, after, fact, messages: Vec::new() }
}

/// What a goal asks, as an author writes it.
pub(crate) fn asked(text: &str) -> Fact {
    Fact::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn present(matcher: ContainerMatcher) -> Fact {
    Fact::Container { matcher, quantity: Quantity::PRESENT, ever: false }
}

pub(crate) fn ever(matcher: ContainerMatcher) -> Fact {
    Fact::Container { matcher, quantity: Quantity::PRESENT, ever: true }
}

pub(crate) fn absent(matcher: ContainerMatcher) -> Fact {
    Fact::Container { matcher, quantity: Quantity::ABSENT, ever: false }
}

/// `{ name = "web", image = "nginx", state = "running" }`
pub(crate) fn running_web() -> ContainerMatcher {
    ContainerMatcher {
        name: Some("web".into()),
        image: Some("nginx".into()),
        state: Some(ContainerState::Running),
        ..ContainerMatcher::default()
    }
}

/// `{ image = "debian", command = "/bin/bash", tty = true, interactive = true }`
pub(crate) fn shell() -> ContainerMatcher {
    ContainerMatcher {
        image: Some("debian".into()),
        command: Some("/bin/bash".into()),
        tty: Some(true),
        interactive: Some(true),
        ..ContainerMatcher::default()
    }
}
