//! What answers over HTTP inside the sandbox. An answer counts only if a container gives it: whatever listens otherwise
//! may be a program of the learner's shell.

use serde::Serialize;

use crate::section::Section;
use crate::{Container, ContainerState, Facts, HttpOutcome, HttpRequest, Lang};

/// A request, and what must come back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HttpMatcher {
    /// What is asked.
    pub request: HttpRequest,
    /// The status; any if none.
    pub status: Option<u16>,
    /// What the body must hold.
    pub body_contains: Option<String>,
    /// Whether nobody may answer.
    pub absent: bool,
}

/// Why a goal on an answer is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// No running container publishes the port.
    Unpublished {
        /// The port.
        port: u16,
        /// Whether somebody answers there all the same.
        answered: bool,
    },
    /// The container that is asked does not run.
    NoContainer {
        /// Its name.
        name: String,
    },
    /// Nobody listens behind the port.
    Refused(Asked),
    /// Nobody says anything.
    Silent(Asked),
    /// What comes back is not HTTP.
    NotHttp(Asked),
    /// Another status.
    Status {
        /// What was asked.
        asked: Asked,
        /// What should come back.
        wanted: u16,
        /// What does.
        seen: u16,
    },
    /// The body lacks something.
    Body {
        /// What was asked.
        asked: Asked,
        /// What it should hold.
        wanted: String,
    },
    /// Somebody answers who should not.
    Answers(Asked),
}

/// What was asked, and of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Name of the container.
    pub container: String,
    /// Address as a learner would write it: `localhost:8080/path`, or `web:80/path` of a container itself.
    pub address: String,
}

impl HttpMatcher {
    pub(crate) fn read(mut section: Section<'_>, absent: bool) -> Option<HttpMatcher> {
        let path: Option<String> = section.optional("path");
        if path.as_ref().is_some_and(|path| !path.starts_with('/')) {
            section.problem("path", "does not begin with a slash: write it as in `/index.html`");
        }
        let port: Option<u16> = section.required("port");
        let container = section.optional("container");
        let status: Option<u32> = section.optional("status");
        let status = status.map(|status| u16::try_from(status).ok().filter(|it| (100..600).contains(it)));
        if status == Some(None) {
            section.problem("status", "is no status of HTTP: write one from 100 to 599");
        }
        let body_contains = section.optional("body_contains");
        section.finish();
        let request = HttpRequest { container, port: port?, path: path.unwrap_or_else(|| "/".into()) };
        Some(HttpMatcher { request, status: status.flatten(), body_contains, absent })
    }
}

impl HttpRequest {
    /// The running container that would answer it: the one that is named, or the one that publishes the port.
    #[must_use]
    pub fn answerer<'a>(&self, facts: &'a Facts) -> Option<&'a Container> {
        let mut running = facts
            .containers
            .iter()
            .filter(|container| container.state == ContainerState::Running && !container.removed);
        match &self.container {
            Some(name) => running.find(|container| container.name == *name),
            // On another address, somebody else may well listen at this port.
            None => running.find(|container| {
                let local = |address: &str| ["", "0.0.0.0", "::", "127.0.0.1"].contains(&address);
                container.ports.iter().any(|port| {
                    port.host == self.port && port.protocol == "tcp" && local(&port.address)
                })
            }),
        }
    }
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::Unpublished { .. } | Reason::NoContainer { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &HttpMatcher, facts: &Facts) -> Option<Reason> {
    let HttpRequest { container, port, path } = &matcher.request;
    let outcome = facts.http.iter().find(|seen| seen.request == matcher.request).map(|seen| &seen.outcome);
    let answered = matches!(outcome, Some(HttpOutcome::Answered { .. }));
    let Some(answerer) = matcher.request.answerer(facts) else {
        return match container {
            _ if matcher.absent => None,
            Some(name) => Some(Reason::NoContainer { name: name.clone() }),
            None => Some(Reason::Unpublished { port: *port, answered }),
        };
    };
    let host = container.as_deref().unwrap_or("localhost");
    let shown = if path == "/" { "" } else { path };
    let asked = Asked { container: answerer.name.clone(), address: format!("{host}:{port}{shown}") };
    match outcome {
        Some(HttpOutcome::Answered { .. }) if matcher.absent => Some(Reason::Answers(asked)),
        _ if matcher.absent => None,
        None | Some(HttpOutcome::Refused) => Some(Reason::Refused(asked)),
        Some(HttpOutcome::Silent) => Some(Reason::Silent(asked)),
        Some(HttpOutcome::NotHttp) => Some(Reason::NotHttp(asked)),
        Some(HttpOutcome::Answered { status, body }) => {
            let other = matcher.status.filter(|wanted| wanted != status);
            let lacks = matcher.body_contains.as_ref().filter(|wanted| !body.contains(wanted.as_str()));
            match (other, lacks) {
                (Some(wanted), _) => Some(Reason::Status { asked, wanted, seen: *status }),
                (None, Some(wanted)) => Some(Reason::Body { asked, wanted: wanted.clone() }),
                (None, None) => None,
            }
        }
    }
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Unpublished { port, answered: false } => say!(
                lang,
                "Aucun conteneur en marche ne publie le port {port}.",
                "No running container publishes port {port}."
            ),
            Reason::Unpublished { port, answered: true } => say!(
                lang,
                "Quelque chose répond sur le port {port}, mais ce n’est pas un conteneur : aucun ne publie ce port.",
                "Something answers on port {port}, but it is not a container: none publishes that port."
            ),
            Reason::NoContainer { name } => {
                say!(lang, "Aucun conteneur nommé `{name}` ne tourne.", "No container named `{name}` runs.")
            }
            Reason::Refused(Asked { container, address }) => say!(
                lang,
                "`{address}` ne répond pas : dans `{container}`, aucun programme n’écoute sur ce port, ou pas encore.",
                "`{address}` does not answer: in `{container}`, no program listens on that port, or not yet."
            ),
            Reason::Silent(Asked { container, address }) => say!(
                lang,
                "`{address}` se tait : `{container}` accepte la connexion, mais ne répond rien.",
                "`{address}` is silent: `{container}` accepts the connection, but answers nothing."
            ),
            Reason::NotHttp(Asked { container, address }) => say!(
                lang,
                "Ce que `{container}` répond sur `{address}` n’est pas du HTTP.",
                "What `{container}` answers on `{address}` is not HTTP."
            ),
            Reason::Status { asked: Asked { container, address }, wanted, seen } => say!(
                lang,
                "`{address}` répond {seen}, la consigne demande {wanted} : regardez `docker logs {container}`.",
                "`{address}` answers {seen}, the task asks for {wanted}: look at `docker logs {container}`."
            ),
            Reason::Body { asked: Asked { address, .. }, wanted } => say!(
                lang,
                "`{address}` répond, mais la page ne contient pas `{wanted}`.",
                "`{address}` answers, but the page does not hold `{wanted}`."
            ),
            Reason::Answers(Asked { container, address }) => say!(
                lang,
                "`{container}` répond encore sur `{address}`.",
                "`{container}` still answers on `{address}`."
            ),
        }
    }
}
