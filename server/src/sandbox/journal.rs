//! Every container that a sandbox ever had, and what happened in its registries: engines forget, a goal may still ask.

use std::collections::{BTreeMap, BTreeSet};

use exercises::{Container, ContainerState, EngineEvent, Image, Object, RegistryEvent};

/// Removed containers that are remembered; the oldest are forgotten first.
const REMEMBERED: usize = 200;

/// What the engine tells when something happens to a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerEvent {
    /// Full id of the container.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its image, as the learner typed it.
    pub image: String,
    /// What happened to it.
    pub action: Action,
}

impl ContainerEvent {
    /// The container, as far as the event tells: it was gone before it could be looked at.
    #[must_use]
    pub fn container(&self) -> Container {
        Container {
            id: self.id.clone(),
            name: self.name.clone(),
            image: self.image.clone(),
            ..Container::default()
        }
    }
}

/// The happenings that the journal cares about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It was created.
    Create,
    /// A client attached itself; before a start, that is a start in the foreground.
    Attach,
    /// It was started.
    Start,
    /// Its first process ended.
    Die {
        /// With this code.
        exit_code: i64,
    },
    /// It was removed.
    Destroy,
    /// Anything else.
    Other,
}

/// The journal of one sandbox.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    containers: BTreeMap<String, Container>,
    /// How each was last started, as far as that was witnessed.
    starts: BTreeMap<String, Start>,
    registry: Vec<RegistryEvent>,
    events: Vec<EngineEvent>,
    /// The names that images had, as far as nothing else has them by now, by their ids.
    images: BTreeMap<String, Vec<String>>,
}

/// What was witnessed of a container's start.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    attached: bool,
    /// Set when it has happened.
    detached: Option<bool>,
}

impl Journal {
    /// Writes down what happened in a registry, unless it was told already.
    pub fn hear(&mut self, event: RegistryEvent) {
        if !self.registry.contains(&event) {
            self.registry.push(event);
            let excess = self.registry.len().saturating_sub(REMEMBERED);
            self.registry.drain(..excess);
        }
    }

    /// What happened in the registries, the oldest first.
    #[must_use]
    pub fn registry(&self) -> &[RegistryEvent] {
        &self.registry
    }

    /// Writes down what the engine told. What happens again and again, as health checks do, is kept once, as it was last.
    pub fn witness(&mut self, mut event: EngineEvent) {
        /// Each `exec` and each terminal bring these along, and no goal asks for them.
        const NOISE: [&str; 3] = ["exec_create", "exec_die", "resize"];
        if NOISE.contains(&event.action.as_str()) {
            return;
        }
        if event.object == Object::Image && event.action == "delete" {
            // An image that is deleted is told by its id alone.
            for name in self.images.remove(&event.name).unwrap_or_default() {
                self.write(EngineEvent { name, ..event.clone() });
            }
        }
        if matches!(event.object, Object::Network | Object::Volume) {
            // A container is named by its id there.
            let container = self.containers.get(&event.detail);
            event.detail = container.map_or(event.detail, |container| container.name.clone());
        }
        self.write(event);
    }

    fn write(&mut self, event: EngineEvent) {
        self.events.retain(|known| {
            (known.object, &known.action, &known.name, &known.detail)
                != (event.object, &event.action, &event.name, &event.detail)
        });
        self.events.push(event);
        let excess = self.events.len().saturating_sub(REMEMBERED);
        self.events.drain(..excess);
    }

    /// Remembers what the images that are there are called.
    pub fn see_images(&mut self, images: &[Image]) {
        // What is gone is kept, for the engine may tell of its end later; but a flood of images does not pile up.
        if self.images.len() > 2 * REMEMBERED {
            self.images.clear();
        }
        let called: BTreeSet<&String> = images.iter().flat_map(|image| &image.references).collect();
        for image in images {
            // An image loses its names one by one before it is deleted: what nothing else is called by now was its own to the end.
            let names = self.images.entry(image.id.clone()).or_default();
            names.retain(|name| !called.contains(name));
            names.extend(image.references.iter().cloned());
            let excess = names.len().saturating_sub(REMEMBERED);
            names.drain(..excess);
        }
    }

    /// What has happened in the engine, the oldest first.
    #[must_use]
    pub fn events(&self) -> &[EngineEvent] {
        &self.events
    }

    /// Writes down a container as it was just seen.
    fn see(&mut self, mut container: Container) {
        let witnessed = self.starts.get(&container.id).and_then(|start| start.detached);
        container.detached = witnessed.unwrap_or(container.detached);
        self.containers.insert(container.id.clone(), container);
    }

    /// Writes down a container as it was seen at its creation, unless it was seen since.
    pub fn meet(&mut self, container: Container) {
        if !self.containers.contains_key(&container.id) {
            self.see(container);
        }
    }

    /// Writes down an event, which is often the only trace of how a container with `--rm` ended.
    pub fn note(&mut self, event: &ContainerEvent) {
        let start = self.starts.entry(event.id.clone()).or_default();
        match event.action {
            Action::Attach => start.attached = true,
            Action::Die { .. } => start.attached = false,
            Action::Start => *start = Start { attached: false, detached: Some(!start.attached) },
            _ => {}
        }
        let detached = start.detached;
        let container = self.containers.entry(event.id.clone()).or_insert_with(|| event.container());
        container.detached = detached.unwrap_or(container.detached);
        match event.action {
            Action::Die { exit_code } => {
                container.exit_code = Some(exit_code);
                container.state = ContainerState::Exited;
            }
            Action::Destroy => container.removed = true,
            Action::Create | Action::Attach | Action::Start | Action::Other => {}
        }
    }

    fn forget_the_oldest(&mut self) {
        let removed = |container: &&Container| container.removed;
        let excess = self.containers.values().filter(removed).count().saturating_sub(REMEMBERED);
        for _ in 0..excess {
            let oldest =
                self.containers.values().filter(removed).min_by_key(|container| container.started_at);
            if let Some(id) = oldest.map(|container| container.id.clone()) {
                self.containers.remove(&id);
                self.starts.remove(&id);
            }
        }
    }

    /// Takes the engine's own list as the truth about what exists, and returns it with what no longer does, by name.
    pub fn reconcile(&mut self, live: Vec<Container>) -> Vec<Container> {
        for container in self.containers.values_mut() {
            container.removed = true;
        }
        for container in live {
            self.see(container);
        }
        self.forget_the_oldest();
        // Of several that an explanation could name, it names the same one each time.
        let mut all: Vec<Container> = self.containers.values().cloned().collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: &str, action: Action) -> ContainerEvent {
        ContainerEvent { id: id.to_owned(), name: id.to_owned(), image: "debian".to_owned(), action }
    }

    fn container(id: &str) -> Container {
        Container { state: ContainerState::Running, tty: true, ..event(id, Action::Create).container() }
    }

    #[test]
    fn a_container_that_was_removed_is_still_known_with_its_exit_code() {
        let mut journal = Journal::default();
        journal.see(container("shell"));
        for action in [Action::Die { exit_code: 3 }, Action::Destroy] {
            journal.note(&event("shell", action));
        }
        let all = journal.reconcile(Vec::new());
        assert_eq!(all.len(), 1);
        assert!(all[0].removed && all[0].tty);
        assert_eq!((all[0].exit_code, all[0].state), (Some(3), ContainerState::Exited));
    }

    #[test]
    fn what_nobody_looked_at_is_known_by_its_end() {
        let mut journal = Journal::default();
        journal.note(&event("old", Action::Destroy));
        let all = journal.reconcile(Vec::new());
        assert_eq!((all[0].name.as_str(), all[0].removed), ("old", true));
    }

    #[test]
    fn what_was_seen_since_its_creation_is_known_better() {
        let mut journal = Journal::default();
        journal.meet(Container { state: ContainerState::Created, ..container("shell") });
        assert_eq!(journal.reconcile(vec![container("shell")])[0].state, ContainerState::Running);
        journal.meet(Container { state: ContainerState::Created, ..container("shell") });
        assert_eq!(journal.reconcile(Vec::new())[0].state, ContainerState::Running);
    }

    #[test]
    fn a_container_is_in_the_background_as_it_was_last_started() {
        let mut journal = Journal::default();
        let mut after = |actions: &[Action]| {
            for action in actions {
                journal.note(&event("web", *action));
            }
            journal.reconcile(vec![container("web")])[0].detached
        };
        assert!(!after(&[Action::Create, Action::Attach, Action::Start]), "docker run");
        assert!(after(&[Action::Die { exit_code: 0 }, Action::Start]), "docker start");
        assert!(after(&[Action::Attach]), "a later look at it changes nothing");
        assert!(
            after(&[Action::Die { exit_code: 0 }, Action::Start]),
            "nor does it count for the next start"
        );
        assert!(
            !after(&[Action::Die { exit_code: 0 }, Action::Attach, Action::Start]),
            "docker start --attach"
        );
    }

    #[test]
    fn a_flood_of_containers_does_not_pile_up() {
        let mut journal = Journal::default();
        for number in 0..1000 {
            journal.reconcile(vec![container(&format!("{number}"))]);
        }
        assert_eq!(journal.reconcile(Vec::new()).len(), REMEMBERED);
        assert!(journal.starts.len() <= REMEMBERED);
    }

    #[test]
    fn what_happens_over_and_over_does_not_push_out_what_happened_once() {
        let mut journal = Journal::default();
        journal.see(container("0123"));
        let happened = |object, action: &str, detail: &str| EngineEvent {
            at: jiff::Timestamp::UNIX_EPOCH,
            object,
            action: action.to_owned(),
            name: "web".to_owned(),
            detail: detail.to_owned(),
        };
        journal.witness(happened(Object::Container, "restart", ""));
        for _ in 0..1000 {
            journal.witness(happened(Object::Container, "exec_start", "curl localhost"));
        }
        journal.witness(happened(Object::Network, "connect", "0123"));
        journal.see_images(&[Image {
            id: "web".to_owned(),
            references: vec!["app:1.0".to_owned()],
            ..Image::default()
        }]);
        journal.witness(happened(Object::Image, "delete", ""));
        let told: Vec<_> =
            journal.events().iter().map(|it| (it.action.as_str(), it.detail.as_str())).collect();
        assert_eq!(
            told,
            [
                ("restart", ""),
                ("exec_start", "curl localhost"),
                ("connect", "0123"),
                ("delete", ""),
                ("delete", "")
            ]
        );
        assert!(journal.events().iter().any(|event| event.name == "app:1.0"), "by the name that it had");
        for number in 0..1000 {
            journal.witness(happened(Object::Container, "exec_start", &number.to_string()));
        }
        assert_eq!(journal.events().len(), REMEMBERED);
    }

    #[test]
    fn an_image_that_is_deleted_is_known_by_the_names_that_nothing_else_has_by_now() {
        let image = |id: &str, names: &[&str]| Image {
            id: id.to_owned(),
            references: names.iter().map(|&name| name.to_owned()).collect(),
            ..Image::default()
        };
        let mut journal = Journal::default();
        journal.see_images(&[image("one", &["app:1.0", "app:2.0"])]);
        // Built anew, the tag has moved; and in the midst of its removal the image has no name at all.
        journal.see_images(&[image("one", &[]), image("two", &["app:2.0"])]);
        journal.witness(EngineEvent {
            at: jiff::Timestamp::UNIX_EPOCH,
            object: Object::Image,
            action: "delete".to_owned(),
            name: "one".to_owned(),
            detail: String::new(),
        });
        let names: Vec<_> = journal.events().iter().map(|event| event.name.as_str()).collect();
        assert_eq!(names, ["app:1.0", "one"]);
    }

    #[test]
    fn containers_come_by_name_whatever_their_ids() {
        let named = |id: &str, name: &str| Container { name: name.to_owned(), ..container(id) };
        let all = Journal::default().reconcile(vec![named("1", "web"), named("2", "db")]);
        assert_eq!(all.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["db", "web"]);
    }

    #[test]
    fn the_engines_list_decides_what_exists() {
        let mut journal = Journal::default();
        journal.see(container("old"));
        let all = journal.reconcile(vec![container("new")]);
        let removed: Vec<_> =
            all.iter().map(|container| (container.id.as_str(), container.removed)).collect();
        assert_eq!(removed, [("new", false), ("old", true)]);
    }
}
