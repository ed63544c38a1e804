//! What has happened in the engine, also to what is gone.

use serde::Serialize;

use crate::image_name::ImageName;
use crate::section::{Section, quoted};
use crate::{EngineEvent, Facts, Lang, Object};

/// Something that must have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventMatcher {
    /// To what kind of thing.
    pub object: Object,
    /// To which; any if none.
    pub name: Option<String>,
    /// What.
    pub action: &'static Action,
    /// What the command of an `exec` begins with, the container that was connected, the name before a `rename`.
    pub detail: Option<String>,
}

/// Something that can happen.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Action {
    /// The name in manifests: the command of `docker` that brings it about.
    pub name: &'static str,
    object: Object,
    /// Names in the Engine API.
    #[serde(skip)]
    told: &'static [&'static str],
    /// “has not yet …” in French and English.
    #[serde(skip)]
    done: (&'static str, &'static str),
}

/// The key that holds the detail of an action, if it has one.
fn detail_key(action: &Action) -> Option<&'static str> {
    match action.name {
        "exec" => Some("command"),
        "connect" | "disconnect" => Some("container"),
        "rename" => Some("from"),
        _ => None,
    }
}

/// Everything that a manifest can ask about.
const ACTIONS: [Action; 32] = {
    use Object::{Container, Image, Network, Volume};
    const fn action(
        object: Object,
        name: &'static str,
        told: &'static [&'static str],
        done: (&'static str, &'static str),
    ) -> Action {
        Action { name, object, told, done }
    }
    [
        action(Container, "create", &["create"], ("été créé", "been created")),
        action(Container, "start", &["start"], ("été démarré", "been started")),
        action(
            Container,
            "stop",
            &["stop"],
            ("été arrêté par `docker stop`", "been stopped by `docker stop`"),
        ),
        action(Container, "restart", &["restart"], ("été redémarré", "been restarted")),
        action(Container, "kill", &["kill"], ("reçu de signal", "been sent a signal")),
        action(Container, "pause", &["pause"], ("été mis en pause", "been paused")),
        action(Container, "unpause", &["unpause"], ("été sorti de pause", "been unpaused")),
        action(Container, "rename", &["rename"], ("été renommé", "been renamed")),
        action(
            Container,
            "exec",
            &["exec_start"],
            ("exécuté d’autre commande que la sienne", "run any command but its own"),
        ),
        action(Container, "attach", &["attach"], ("été rejoint par un terminal", "been attached to")),
        action(Container, "top", &["top"], ("montré ses processus", "shown its processes")),
        action(Container, "commit", &["commit"], ("été enregistré comme image", "been saved as an image")),
        action(Container, "export", &["export"], ("été exporté", "been exported")),
        action(Container, "cp-to", &["extract-to-dir"], ("reçu de fichier", "been given a file")),
        action(Container, "cp-from", &["archive-path", "copy"], ("donné de fichier", "given a file")),
        action(Container, "update", &["update"], ("vu ses limites modifiées", "had its limits changed")),
        action(Container, "die", &["die"], ("terminé son programme", "ended its program")),
        action(Container, "rm", &["destroy"], ("été supprimé", "been removed")),
        action(Image, "tag", &["tag"], ("reçu ce nom", "been given that name")),
        action(Image, "rm", &["delete"], ("été supprimée", "been removed")),
        action(Image, "save", &["save"], ("été enregistrée dans une archive", "been saved to an archive")),
        action(Image, "load", &["load"], ("été chargée depuis une archive", "been loaded from an archive")),
        action(Image, "import", &["import"], ("été importée", "been imported")),
        action(Image, "pull", &["pull"], ("été téléchargée", "been pulled")),
        action(Image, "push", &["push"], ("été publiée", "been pushed")),
        action(Volume, "create", &["create"], ("été créé", "been created")),
        action(Volume, "mount", &["mount"], ("été monté dans un conteneur", "been mounted in a container")),
        action(Volume, "rm", &["destroy"], ("été supprimé", "been removed")),
        action(Network, "create", &["create"], ("été créé", "been created")),
        action(
            Network,
            "connect",
            &["connect"],
            ("été rejoint par ce conteneur", "been joined by that container"),
        ),
        action(
            Network,
            "disconnect",
            &["disconnect"],
            ("été quitté par ce conteneur", "been left by that container"),
        ),
        action(Network, "rm", &["destroy"], ("été supprimé", "been removed")),
    ]
};

/// The names of all actions, some of which happen to several kinds of things.
#[cfg(test)]
pub(crate) fn actions() -> impl Iterator<Item = &'static str> {
    ACTIONS.iter().map(|action| action.name)
}

/// Why a goal on what has happened is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// It has not happened, to nothing.
    Never {
        /// What should have.
        wanted: EventMatcher,
    },
    /// It has happened to something else.
    ToAnother {
        /// What should have.
        wanted: EventMatcher,
        /// To what it has.
        seen: String,
    },
    /// It has happened, but in another way: another command, another container, another name.
    Otherwise {
        /// What should have.
        wanted: EventMatcher,
        /// The other.
        seen: String,
    },
}

impl EventMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> Option<EventMatcher> {
        let objects = Object::ALL.map(Object::as_str);
        let to = section.required_one_of("to", &objects);
        let to = to.and_then(|to| Object::ALL.into_iter().find(|object| object.as_str() == to));
        let name = section.optional("name");
        let what = section.required::<String>("what");
        let action = to.zip(what).and_then(|(object, what)| {
            let mut known = ACTIONS.iter().filter(|action| action.object == object);
            let action = known.clone().find(|action| action.name == what);
            if action.is_none() {
                let known: Vec<&str> = known.by_ref().map(|action| action.name).collect();
                section.problem(
                    "what",
                    format!("`{what}` does not happen to {object}s: write one of {}", quoted(&known)),
                );
            }
            action
        });
        let keys = ["command", "container", "from"];
        let mut detail = None;
        for key in keys {
            let Some(given) = section.optional::<String>(key) else { continue };
            match action {
                Some(action) if detail_key(action) != Some(key) => {
                    section.problem(key, format!("does not belong to `{}`: take it out", action.name));
                }
                _ => detail = Some(given),
            }
        }
        section.finish();
        Some(EventMatcher { object: to?, name, action: action?, detail })
    }

    fn is_about(&self, event: &EngineEvent) -> bool {
        self.object == event.object && self.action.told.contains(&event.action.as_str())
    }

    fn is_of(&self, event: &EngineEvent) -> bool {
        self.name.as_ref().is_none_or(|wanted| match self.object {
            Object::Image => ImageName::parse(wanted).matches(&ImageName::parse(&event.name)),
            _ => *wanted == event.name,
        })
    }

    fn is_so(&self, event: &EngineEvent) -> bool {
        self.detail.as_ref().is_none_or(|wanted| match self.action.name {
            "exec" => begins_with(&event.detail, wanted),
            _ => *wanted == event.detail,
        })
    }
}

/// Whether a command begins with these words; a path before the program does not matter.
fn begins_with(command: &str, words: &str) -> bool {
    let base = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    let mut seen = command.split_whitespace();
    words.split_whitespace().enumerate().all(|(index, wanted)| {
        seen.next().is_some_and(|seen| if index == 0 { base(seen) == base(wanted) } else { seen == wanted })
    })
}

impl Reason {
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Reason::Never { .. })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &EventMatcher, facts: &Facts) -> Option<Reason> {
    let events: Vec<&EngineEvent> = facts.events.iter().filter(|event| matcher.is_about(event)).collect();
    let of: Vec<&&EngineEvent> = events.iter().filter(|event| matcher.is_of(event)).collect();
    if of.iter().any(|event| matcher.is_so(event)) {
        return None;
    }
    let wanted = matcher.clone();
    Some(match (of.last(), events.last()) {
        (Some(event), _) => Reason::Otherwise { wanted, seen: event.detail.clone() },
        (None, Some(event)) => Reason::ToAnother { wanted, seen: event.name.clone() },
        (None, None) => Reason::Never { wanted },
    })
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Never { wanted } => never(wanted, lang),
            Reason::ToAnother { wanted, seen } => {
                let never = never(wanted, lang);
                say!(lang, "{never} Cela est arrivé à `{seen}`.", "{never} It has happened to `{seen}`.")
            }
            Reason::Otherwise { wanted, seen } => {
                let subject = subject(wanted, lang);
                let detail = wanted.detail.as_deref().unwrap_or_default();
                match wanted.action.name {
                    "exec" => say!(
                        lang,
                        "{subject} a exécuté `{seen}` : la consigne demande `{detail}`.",
                        "{subject} has run `{seen}`: the task asks for `{detail}`."
                    ),
                    "connect" => say!(
                        lang,
                        "{subject} a été rejoint par `{seen}` : la consigne demande `{detail}`.",
                        "{subject} has been joined by `{seen}`: the task asks for `{detail}`."
                    ),
                    "disconnect" => say!(
                        lang,
                        "{subject} a été quitté par `{seen}` : la consigne demande `{detail}`.",
                        "{subject} has been left by `{seen}`: the task asks for `{detail}`."
                    ),
                    _ => say!(
                        lang,
                        "{subject} s’appelait `{seen}` : la consigne demande `{detail}`.",
                        "{subject} was called `{seen}`: the task asks for `{detail}`."
                    ),
                }
            }
        }
    }
}

fn subject(wanted: &EventMatcher, lang: Lang) -> String {
    match (&wanted.name, wanted.object) {
        (Some(name), Object::Container) => format!("`{name}`"),
        (Some(name), Object::Image) => say!(lang, "L’image `{name}`", "The image `{name}`"),
        (Some(name), Object::Volume) => say!(lang, "Le volume `{name}`", "The volume `{name}`"),
        (Some(name), Object::Network) => say!(lang, "Le réseau `{name}`", "The network `{name}`"),
        (None, Object::Container) => say!(lang, "Aucun conteneur", "No container"),
        (None, Object::Image) => say!(lang, "Aucune image", "No image"),
        (None, Object::Volume) => say!(lang, "Aucun volume", "No volume"),
        (None, Object::Network) => say!(lang, "Aucun réseau", "No network"),
    }
}

fn never(wanted: &EventMatcher, lang: Lang) -> String {
    let (subject, (fr, en)) = (subject(wanted, lang), wanted.action.done);
    match wanted.name {
        Some(_) => say!(lang, "{subject} n’a pas encore {fr}.", "{subject} has not yet {en}."),
        None => say!(lang, "{subject} n’a encore {fr}.", "{subject} has {en} yet."),
    }
}
