//! How a manifest describes containers.

use serde::Serialize;

use crate::kinds::port::{MountMatcher, PortMatcher};
use crate::section::Section;
use crate::{ContainerState, Cpus, Size};

/// Describes containers; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct ContainerMatcher {
    /// The exact name.
    pub name: Option<String>,
    /// The image; without a tag, `:latest` is meant.
    pub image: Option<String>,
    /// What it does now.
    pub state: Option<ContainerState>,
    /// Whether it has a terminal.
    pub tty: Option<bool>,
    /// Whether its standard input is open.
    pub interactive: Option<bool>,
    /// Whether it was last started in the background.
    pub detached: Option<bool>,
    /// How its command ended.
    pub exit_code: Option<i64>,
    /// Its program; only the base name counts, so `/bin/bash` is `bash`.
    pub command: Option<String>,
    /// Words that its command line holds, one after the other.
    pub args: Vec<String>,
    /// Ports that it publishes.
    pub publishes: Vec<PortMatcher>,
    /// What is mounted in it.
    pub mounts: Vec<MountMatcher>,
    /// Networks that it is on.
    pub networks: Vec<String>,
    /// Variables, each as `NAME=value`, or `NAME` for any value.
    pub env: Vec<String>,
    /// Labels, each as `name=value`, or `name` for any value.
    pub labels: Vec<String>,
    /// Its restart policy.
    pub restart: Option<String>,
    /// Its user.
    pub user: Option<String>,
    /// Its working directory.
    pub workdir: Option<String>,
    /// Its host name.
    pub hostname: Option<String>,
    /// Its memory limit.
    pub memory: Option<Size>,
    /// Its share of processors.
    pub cpus: Option<Cpus>,
    /// Whether its root file system is read-only.
    pub read_only: Option<bool>,
    /// Whether it has every privilege.
    pub privileged: Option<bool>,
    /// What its health check says.
    pub health: Option<String>,
}

impl ContainerMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> ContainerMatcher {
        let matcher = ContainerMatcher {
            name: section.optional("name"),
            image: section.optional("image"),
            state: section.optional("state"),
            tty: section.optional("tty"),
            interactive: section.optional("interactive"),
            detached: section.optional("detached"),
            exit_code: section.optional("exit_code"),
            command: section.optional("command"),
            args: section.optional("args").unwrap_or_default(),
            publishes: section.optional("publishes").unwrap_or_default(),
            mounts: section.optional("mounts").unwrap_or_default(),
            networks: section.optional("networks").unwrap_or_default(),
            env: section.optional("env").unwrap_or_default(),
            labels: section.optional("labels").unwrap_or_default(),
            restart: section.one_of("restart", &["no", "always", "unless-stopped", "on-failure"]),
            user: section.optional("user"),
            workdir: section.optional("workdir"),
            hostname: section.optional("hostname"),
            memory: section.optional("memory"),
            cpus: section.optional("cpus"),
            read_only: section.optional("read_only"),
            privileged: section.optional("privileged"),
            health: section.one_of("health", &["starting", "healthy", "unhealthy"]),
        };
        if section.is_empty() {
            section.problem_here(
                "matches any container: say which one is meant, with `name` or `image` for example",
            );
        }
        section.finish();
        matcher
    }

    /// How many things are said that an author chose, which tell containers apart: that one runs is not among them.
    pub(super) fn chosen(&self) -> usize {
        let one = [
            self.name.is_some(),
            self.image.is_some(),
            self.command.is_some(),
            self.tty.is_some(),
            self.interactive.is_some(),
            !self.args.is_empty(),
            self.restart.is_some(),
            self.user.is_some(),
            self.workdir.is_some(),
            self.hostname.is_some(),
            self.memory.is_some(),
            self.cpus.is_some(),
            self.read_only.is_some(),
            self.privileged.is_some(),
        ];
        let lists =
            [self.publishes.len(), self.mounts.len(), self.networks.len(), self.env.len(), self.labels.len()];
        one.into_iter().filter(|&said| said).count() + lists.iter().sum::<usize>()
    }
}
