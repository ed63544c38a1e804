//! What a learner's engine says, asked from outside the learner's reach and put in the words of `exercises`.

use std::collections::HashMap;

use bollard::{
    errors::Error,
    models::{ContainerInspectResponse, EventMessage, EventMessageTypeEnum, ImageSummary, PortMap},
    query_parameters::{
        EventsOptionsBuilder, InspectContainerOptions, ListContainersOptionsBuilder, ListImagesOptions,
    },
};
use exercises::{Container, ContainerState, Facts, Image, PortMapping};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};

use super::{
    inner::InnerEngine,
    journal::{Action, ContainerEvent, Journal},
};

/// Containers that are looked at, the newest first: no exercise needs more, and a learner can make thousands.
const CONTAINERS: usize = 200;
/// Words of a command that are kept, and characters of each.
const WORDS: usize = 32;
const CHARACTERS: usize = 256;
/// Inspections under way at once: each may need a connection of its own, which is a process in the sandbox.
const INSPECT_AT_ONCE: usize = 3;

impl InnerEngine {
    /// Asks for all that goals can be about, and brings the journal up to date.
    ///
    /// # Errors
    /// When the engine does not answer: that is a fault of the platform, never a wrong answer.
    pub async fn facts(&self, journal: &mut Journal) -> anyhow::Result<Facts> {
        let (containers, images) = tokio::try_join!(self.containers(), self.images())?;
        let registry = journal.registry().to_vec();
        let containers = journal.reconcile(containers);
        Ok(Facts { taken_at: Timestamp::now(), containers, images, registry, ..Facts::default() })
    }

    async fn containers(&self) -> anyhow::Result<Vec<Container>> {
        let options = ListContainersOptionsBuilder::default().all(true).build();
        let listed = self.docker.list_containers(Some(options)).await?;
        let ids = listed.into_iter().filter_map(|summary| summary.id).take(CONTAINERS);
        let inspected = stream::iter(ids.map(|id| async move { self.container(&id).await }));
        let containers: Vec<_> = inspected.buffer_unordered(INSPECT_AT_ONCE).try_collect().await?;
        Ok(containers.into_iter().flatten().collect())
    }

    /// One container, or `None` if it is gone.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn container(&self, id: &str) -> anyhow::Result<Option<Container>> {
        match self.docker.inspect_container(id, None::<InspectContainerOptions>).await {
            Ok(inspected) => Ok(Some(container(inspected))),
            Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn images(&self) -> anyhow::Result<Vec<Image>> {
        let images = self.docker.list_images(None::<ListImagesOptions>).await?;
        Ok(images.into_iter().map(image).collect())
    }

    /// What happens to the engine's containers and images after `since`, each with its moment; `None` for what is no
    /// container's.
    pub fn events(
        &self,
        since: Timestamp,
    ) -> impl Stream<Item = Result<(Timestamp, Option<ContainerEvent>), Error>> + use<> {
        let types = ["container", "image"].map(str::to_owned).to_vec();
        let filters = HashMap::from([("type".to_owned(), types)]);
        // The engine tells what happened at that nanosecond as well.
        let since = since.saturating_add(SignedDuration::from_nanos(1)).unwrap_or(since);
        let since = format!("{}.{:09}", since.as_second(), since.subsec_nanosecond());
        let options = EventsOptionsBuilder::default().since(&since).filters(&filters).build();
        self.docker.events(Some(options)).map(|message| {
            let message = message?;
            let moment = message.time_nano.and_then(|nano| Timestamp::from_nanosecond(nano.into()).ok());
            Ok((moment.unwrap_or_default(), container_event(message)))
        })
    }
}

fn container_event(message: EventMessage) -> Option<ContainerEvent> {
    if message.typ != Some(EventMessageTypeEnum::CONTAINER) {
        return None;
    }
    let actor = message.actor?;
    let attributes = actor.attributes.unwrap_or_default();
    let action = match message.action.as_deref() {
        Some("create") => Action::Create,
        Some("attach") => Action::Attach,
        Some("start") => Action::Start,
        Some("destroy") => Action::Destroy,
        Some("die") => Action::Die {
            exit_code: attributes.get("exitCode").and_then(|code| code.parse().ok()).unwrap_or(0),
        },
        _ => Action::Other,
    };
    let attribute = |name| short(attributes.get(name).cloned().unwrap_or_default());
    Some(ContainerEvent { id: actor.id?, name: attribute("name"), image: attribute("image"), action })
}

fn container(inspected: ContainerInspectResponse) -> Container {
    let config = inspected.config.unwrap_or_default();
    let state = inspected.state.unwrap_or_default();
    let network = inspected.network_settings.unwrap_or_default();
    let status = state.status.map(|status| status.to_string()).unwrap_or_default();
    let status = status.parse().unwrap_or(ContainerState::Dead);
    let command = inspected.path.into_iter().chain(inspected.args.unwrap_or_default());
    Container {
        id: inspected.id.unwrap_or_default(),
        name: inspected.name.unwrap_or_default().trim_start_matches('/').to_owned(),
        image: config.image.unwrap_or_default(),
        state: status,
        // The engine says 0 of what has not ended yet.
        exit_code: state
            .exit_code
            .filter(|_| matches!(status, ContainerState::Exited | ContainerState::Dead)),
        started_at: moment(state.started_at),
        finished_at: moment(state.finished_at),
        tty: config.tty.unwrap_or_default(),
        interactive: config.open_stdin.unwrap_or_default(),
        // How it was created; the journal knows better how it was started.
        detached: !config.attach_stdout.unwrap_or_default(),
        command: command.take(WORDS).map(short).collect(),
        ports: network.ports.map(ports).unwrap_or_default(),
        ..Container::default()
    }
}

fn short(text: String) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// The engine writes the year 1 for what has not happened.
fn moment(text: Option<String>) -> Option<Timestamp> {
    text?.parse::<Timestamp>().ok().filter(|moment| moment.as_second() > 0)
}

fn ports(map: PortMap) -> Vec<PortMapping> {
    let published = map.into_iter().flat_map(|(target, bindings)| {
        let (port, protocol) =
            target.split_once('/').map_or((target.clone(), "tcp".to_owned()), |(port, protocol)| {
                (port.to_owned(), protocol.to_owned())
            });
        bindings.unwrap_or_default().into_iter().filter_map(move |binding| {
            Some(PortMapping {
                container: port.parse().ok()?,
                host: binding.host_port?.parse().ok()?,
                address: binding.host_ip.unwrap_or_default(),
                protocol: protocol.clone(),
            })
        })
    });
    published.collect()
}

fn image(summary: ImageSummary) -> Image {
    Image {
        id: summary.id,
        references: summary.repo_tags,
        size: summary.size.try_into().unwrap_or_default(),
        details: None,
    }
}
