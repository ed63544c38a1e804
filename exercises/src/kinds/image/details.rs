//! How an image says that it is run, in the engine or in a registry.

use serde::Serialize;

use crate::kinds::container::pair;
use crate::section::Section;
use crate::{ImageDetails, Lang};

/// Describes what is inside images; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DetailsMatcher {
    /// Its program; only the base name counts.
    pub command: Option<String>,
    /// Variables, each as `NAME=value`, or `NAME` for any value.
    pub env: Vec<String>,
    /// Labels, each as `name=value`, or `name` for any value.
    pub labels: Vec<String>,
    /// Ports that it says it listens on.
    pub exposes: Vec<u16>,
    /// Its user.
    pub user: Option<String>,
    /// Its working directory.
    pub workdir: Option<String>,
    /// Paths that become volumes.
    pub volumes: Vec<String>,
    /// Whether it checks its own health.
    pub healthcheck: Option<bool>,
}

/// One way in which an image is run otherwise than is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DetailDifference {
    /// Another program.
    Command {
        /// The program that is meant.
        wanted: String,
        /// The program it has, if any.
        seen: Option<String>,
    },
    /// A variable is missing or has another value.
    Env {
        /// `NAME=value`, or `NAME`.
        wanted: String,
    },
    /// A label is missing or has another value.
    Label {
        /// `name=value`, or `name`.
        wanted: String,
    },
    /// It does not say that it listens on this port.
    Port {
        /// The port that is meant.
        wanted: u16,
    },
    /// Another user.
    User {
        /// The user that is meant.
        wanted: String,
        /// The user it has; empty for `root`.
        seen: String,
    },
    /// Another working directory.
    Workdir {
        /// The one that is meant.
        wanted: String,
        /// The one it has; empty for `/`.
        seen: String,
    },
    /// A path does not become a volume.
    Volume {
        /// The path.
        wanted: String,
    },
    /// It checks its own health and should not, or the reverse.
    Healthcheck {
        /// Whether it should.
        wanted: bool,
    },
}

impl DetailsMatcher {
    /// Reads the keys that stand among others in a table.
    pub(crate) fn read(section: &mut Section<'_>) -> DetailsMatcher {
        DetailsMatcher {
            command: section.optional("command"),
            env: section.optional("env").unwrap_or_default(),
            labels: section.optional("labels").unwrap_or_default(),
            exposes: section.optional("exposes").unwrap_or_default(),
            user: section.optional("user"),
            workdir: section.optional("workdir"),
            volumes: section.optional("volumes").unwrap_or_default(),
            healthcheck: section.optional("healthcheck"),
        }
    }

    /// How many things are said.
    pub(super) fn said(&self) -> usize {
        let one =
            [self.command.is_some(), self.user.is_some(), self.workdir.is_some(), self.healthcheck.is_some()];
        let lists = self.env.len() + self.labels.len() + self.exposes.len() + self.volumes.len();
        one.into_iter().filter(|&said| said).count() + lists
    }

    /// What differs, the most telling first.
    pub(crate) fn differences(&self, details: &ImageDetails) -> Vec<DetailDifference> {
        let base = |program: &str| program.rsplit('/').next().unwrap_or_default().to_owned();
        let program = details.command.first().map(|program| base(program));
        let command = self.command.as_ref().filter(|wanted| program.as_ref() != Some(&base(wanted)));
        let user = self.user.as_ref().filter(|wanted| **wanted != details.user);
        let workdir = self.workdir.as_ref().filter(|wanted| **wanted != details.workdir);
        let healthcheck = self.healthcheck.filter(|&wanted| wanted != details.healthcheck);
        let one = [
            command.map(|wanted| DetailDifference::Command { wanted: wanted.clone(), seen: program.clone() }),
            user.map(|wanted| DetailDifference::User { wanted: wanted.clone(), seen: details.user.clone() }),
            workdir.map(|wanted| DetailDifference::Workdir {
                wanted: wanted.clone(),
                seen: details.workdir.clone(),
            }),
            healthcheck.map(|wanted| DetailDifference::Healthcheck { wanted }),
        ];
        let env = self.env.iter().filter(|wanted| pair(wanted, &details.env).is_some());
        let labels = self.labels.iter().filter(|wanted| pair(wanted, &details.labels).is_some());
        let ports = self.exposes.iter().filter(|port| !details.exposes.contains(port));
        let volumes = self.volumes.iter().filter(|path| !details.volumes.contains(path));
        let lists = env
            .map(|wanted| DetailDifference::Env { wanted: wanted.clone() })
            .chain(labels.map(|wanted| DetailDifference::Label { wanted: wanted.clone() }))
            .chain(ports.map(|&wanted| DetailDifference::Port { wanted }))
            .chain(volumes.map(|wanted| DetailDifference::Volume { wanted: wanted.clone() }));
        one.into_iter().flatten().chain(lists).collect()
    }
}

impl DetailDifference {
    /// What differs in `which`, “the image `app`”: a sentence that may begin with a small letter.
    pub(crate) fn text(&self, which: &str, lang: Lang) -> String {
        match self {
            DetailDifference::Command { wanted, seen: Some(seen) } => say!(
                lang,
                "le programme de {which} est `{seen}` : la consigne demande `{wanted}`.",
                "the program of {which} is `{seen}`: the task asks for `{wanted}`."
            ),
            DetailDifference::Command { wanted, seen: None } => say!(
                lang,
                "{which} ne dit pas quel programme lancer : la consigne demande `{wanted}`.",
                "{which} does not say which program to start: the task asks for `{wanted}`."
            ),
            DetailDifference::Env { wanted } => say!(
                lang,
                "l’environnement de {which} ne contient pas `{wanted}`.",
                "the environment of {which} does not hold `{wanted}`."
            ),
            DetailDifference::Label { wanted } => say!(
                lang,
                "{which} ne porte pas l’étiquette `{wanted}`.",
                "{which} does not carry the label `{wanted}`."
            ),
            DetailDifference::Port { wanted } => {
                say!(
                    lang,
                    "{which} n’annonce pas le port {wanted}.",
                    "{which} does not expose port {wanted}."
                )
            }
            DetailDifference::User { wanted, seen } if seen.is_empty() => say!(
                lang,
                "{which} tourne en tant que `root` : la consigne demande l’utilisateur `{wanted}`.",
                "{which} runs as `root`: the task asks for the user `{wanted}`."
            ),
            DetailDifference::User { wanted, seen } => say!(
                lang,
                "l’utilisateur de {which} est `{seen}` : la consigne demande `{wanted}`.",
                "the user of {which} is `{seen}`: the task asks for `{wanted}`."
            ),
            DetailDifference::Workdir { wanted, seen } => {
                let seen = if seen.is_empty() { "/" } else { seen };
                say!(
                    lang,
                    "le dossier de travail de {which} est `{seen}` : la consigne demande `{wanted}`.",
                    "the working directory of {which} is `{seen}`: the task asks for `{wanted}`."
                )
            }
            DetailDifference::Volume { wanted } => say!(
                lang,
                "{which} ne fait pas de `{wanted}` un volume.",
                "{which} does not make `{wanted}` a volume."
            ),
            DetailDifference::Healthcheck { wanted: true } => say!(
                lang,
                "{which} ne surveille pas sa propre santé.",
                "{which} does not check its own health."
            ),
            DetailDifference::Healthcheck { wanted: false } => say!(
                lang,
                "{which} surveille sa santé : la consigne ne le demande pas.",
                "{which} checks its own health: the task does not ask for that."
            ),
        }
    }
}
