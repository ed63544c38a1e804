//! What a learner's engine holds, asked from outside the learner's reach.

use std::{
    collections::{BTreeMap, HashMap},
    future::ready,
};

use bollard::{
    errors::Error,
    query_parameters::{
        InspectContainerOptions, ListContainersOptionsBuilder, ListImagesOptions, ListNetworksOptions,
        ListVolumesOptions, LogsOptionsBuilder,
    },
};
use exercises::{Container, Facts, Image, ImageDetails, Inquiry, LogsSeen, Network, Volume};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use super::{inner::InnerEngine, journal::Journal, seen};

/// Containers that are looked at, the newest first: no exercise needs more, and a learner can make thousands. The same for
/// images, volumes and networks.
pub(super) const THINGS: usize = 200;
/// Inspections under way at once: each may need a connection of its own, which is a process in the sandbox.
pub(super) const INSPECT_AT_ONCE: usize = 3;
/// Lines at the end of a log that are read, and bytes of them that are kept.
const LOG_LINES: &str = "200";
const LOG_BYTES: usize = 16 * 1024;

/// What is inside the images that were looked into, by their ids: an image never changes.
pub type KnownImages = HashMap<String, ImageDetails>;

impl InnerEngine {
    /// Asks the engine for all that goals can be about, and brings the journal up to date.
    ///
    /// # Errors
    /// When the engine does not answer: that is a fault of the platform, never a wrong answer.
    pub async fn facts(
        &self,
        inquiry: &Inquiry,
        journal: &mut Journal,
        known: &mut KnownImages,
    ) -> anyhow::Result<Facts> {
        let (containers, mut images, volumes, networks) = tokio::try_join!(
            self.containers(),
            self.images(),
            asked(inquiry.volumes, self.volumes()),
            asked(inquiry.networks, self.networks()),
        )?;
        if inquiry.image_details {
            self.look_into(&mut images, known).await?;
        }
        let containers = journal.reconcile(containers);
        journal.see_images(&images);
        let logs = self.logs(inquiry, &containers).await?;
        Ok(Facts {
            taken_at: Timestamp::now(),
            images,
            volumes,
            networks,
            registry: journal.registry().to_vec(),
            events: journal.events().to_vec(),
            logs,
            containers,
            ..Facts::default()
        })
    }

    /// All containers, as far as no learner needs more.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn containers(&self) -> anyhow::Result<Vec<Container>> {
        let options = ListContainersOptionsBuilder::default().all(true).build();
        let listed = self.docker.list_containers(Some(options)).await?;
        let ids = listed.into_iter().filter_map(|summary| summary.id).take(THINGS);
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
            Ok(inspected) => Ok(Some(seen::container(inspected))),
            Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn images(&self) -> anyhow::Result<Vec<Image>> {
        let images = self.docker.list_images(None::<ListImagesOptions>).await?;
        Ok(images.into_iter().take(THINGS).map(seen::image).collect())
    }

    /// The names of the images that are there now, each with its id.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn image_names(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let images = self.images().await?.into_iter();
        Ok(images
            .flat_map(|image| image.references.into_iter().map(move |name| (name, image.id.clone())))
            .collect())
    }

    /// Fills in what is inside images, those that are new.
    async fn look_into(&self, images: &mut [Image], known: &mut KnownImages) -> anyhow::Result<()> {
        let new: Vec<String> = images
            .iter()
            .filter(|image| !known.contains_key(&image.id))
            .map(|image| image.id.clone())
            .collect();
        let inspected = stream::iter(new.into_iter().map(|id| async move {
            match self.docker.inspect_image(&id).await {
                Ok(inspected) => Ok(Some((id, seen::details(inspected)))),
                // Gone since it was listed.
                Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(None),
                Err(error) => Err(error),
            }
        }));
        let inspected: Vec<_> = inspected.buffer_unordered(INSPECT_AT_ONCE).try_collect().await?;
        known.extend(inspected.into_iter().flatten());
        known.retain(|id, _| images.iter().any(|image| image.id == *id));
        for image in images {
            image.details = known.get(&image.id).cloned();
        }
        Ok(())
    }

    async fn volumes(&self) -> anyhow::Result<Vec<Volume>> {
        let listed = self.docker.list_volumes(None::<ListVolumesOptions>).await?;
        let mut volumes: Vec<Volume> =
            listed.volumes.unwrap_or_default().into_iter().take(THINGS).map(seen::volume).collect();
        volumes.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(volumes)
    }

    async fn networks(&self) -> anyhow::Result<Vec<Network>> {
        let networks = self.docker.list_networks(None::<ListNetworksOptions>).await?;
        let mut networks: Vec<Network> = networks.into_iter().take(THINGS).map(seen::network).collect();
        networks.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(networks)
    }

    /// The end of what the containers that are asked about have written.
    async fn logs(&self, inquiry: &Inquiry, containers: &[Container]) -> anyhow::Result<Vec<LogsSeen>> {
        let mut logs = Vec::new();
        for name in &inquiry.logs {
            let there = containers.iter().find(|container| container.name == *name && !container.removed);
            let Some(container) = there else { continue };
            let options = LogsOptionsBuilder::default().stdout(true).stderr(true).tail(LOG_LINES).build();
            let mut parts = self.docker.logs(&container.id, Some(options));
            let mut bytes = Vec::new();
            while let Some(part) = parts.next().await {
                match part {
                    Ok(part) => bytes.extend_from_slice(&part.into_bytes()),
                    // Its logs are not kept, or it is gone since it was listed.
                    Err(Error::DockerResponseServerError { .. }) => break,
                    Err(error) => return Err(error.into()),
                }
            }
            let from = bytes.len().saturating_sub(LOG_BYTES);
            let text = String::from_utf8_lossy(&bytes[from..]).into_owned();
            logs.push(LogsSeen { container: name.clone(), text });
        }
        Ok(logs)
    }

    /// Says so whenever a container writes something, until it ends.
    pub fn writes(&self, id: &str) -> impl Stream<Item = ()> + Send + use<> {
        let options = LogsOptionsBuilder::default().stdout(true).stderr(true).follow(true).tail("0").build();
        self.docker.logs(id, Some(options)).take_while(|part| ready(part.is_ok())).map(drop)
    }
}

/// What is asked for; nothing, at no cost, if it is not.
async fn asked<T: Default>(
    whether: bool,
    question: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    if whether { question.await } else { Ok(T::default()) }
}
