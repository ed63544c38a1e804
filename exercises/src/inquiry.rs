//! What has to be found out to judge an exercise: what no goal asks for costs nothing.

use std::collections::BTreeSet;

use crate::{Goal, HttpRequest};

/// What has to be found out, beside containers and the names of images, which always are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inquiry {
    /// What is inside images.
    pub image_details: bool,
    /// Volumes.
    pub volumes: bool,
    /// Networks.
    pub networks: bool,
    /// What has happened in the engine.
    pub events: bool,
    /// What has happened in the sandbox's registries.
    pub registries: bool,
    /// Paths in the learner's home.
    pub files: BTreeSet<String>,
    /// Requests over HTTP.
    pub http: BTreeSet<HttpRequest>,
    /// Commands, each a line of shell.
    pub commands: BTreeSet<String>,
    /// Names of containers whose logs are read.
    pub logs: BTreeSet<String>,
}

impl Inquiry {
    /// What these goals ask for, and the misconceptions that they know.
    #[must_use]
    pub fn of(goals: &[Goal]) -> Inquiry {
        let mut inquiry = Inquiry::default();
        for goal in goals {
            goal.fact.inquire(&mut inquiry);
            goal.messages.iter().for_each(|message| message.when.inquire(&mut inquiry));
        }
        inquiry
    }

    /// Whether something has to be asked that no event tells of: what answers over HTTP, and what commands leave.
    #[must_use]
    pub fn must_be_repeated(&self) -> bool {
        !self.http.is_empty() || !self.commands.is_empty()
    }

    /// Whether anything has to be looked at inside the sandbox, beside its engine.
    #[must_use]
    pub fn needs_a_witness(&self) -> bool {
        !self.files.is_empty() || self.must_be_repeated()
    }
}
