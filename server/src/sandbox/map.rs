//! All that a learner's engine holds, for a picture of it.

use std::collections::HashMap;

use bollard::{
    errors::Error,
    models::{ImageHistoryResponseItem, ImageInspect},
    query_parameters::{ListImagesOptions, ListNetworksOptions, ListVolumesOptions},
};
use exercises::{Container, ImageDetails, Network, Volume};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Serialize;

use super::{
    facts::{INSPECT_AT_ONCE, THINGS},
    inner::InnerEngine,
    seen::{self, short},
};

/// What an engine holds, as pages get it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EngineMap {
    /// Containers, those that run and those that do not.
    pub containers: Vec<Container>,
    /// Images.
    pub images: Vec<DrawnImage>,
    /// Volumes, by name.
    pub volumes: Vec<Volume>,
    /// Networks, by name.
    pub networks: Vec<Network>,
}

/// An image, with what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawnImage {
    /// The engine's id of it.
    pub id: String,
    /// Its names, each with a tag; none if it has lost them.
    pub references: Vec<String>,
    /// Bytes of all its layers.
    pub size: u64,
    /// What is inside.
    pub details: ImageDetails,
    /// Its layers, the lowest first.
    pub layers: Vec<Layer>,
}

/// A layer of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layer {
    /// The same for the same layer in another image.
    pub digest: String,
    /// Bytes, where the engine's history tells.
    pub size: Option<u64>,
    /// The instruction that made it, where the history tells.
    pub made_by: Option<String>,
}

/// What is inside the images that were looked into, by their ids: an image never changes.
pub type KnownInside = HashMap<String, (ImageDetails, Vec<Layer>)>;

impl InnerEngine {
    /// Asks the engine for all that it holds.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn map(&self, known: &mut KnownInside) -> anyhow::Result<EngineMap> {
        let (containers, listed, volumes, networks) = tokio::try_join!(
            self.containers(),
            async { Ok(self.docker.list_images(None::<ListImagesOptions>).await?) },
            async { Ok(self.docker.list_volumes(None::<ListVolumesOptions>).await?) },
            async { Ok(self.docker.list_networks(None::<ListNetworksOptions>).await?) },
        )?;
        let listed: Vec<_> = listed.into_iter().take(THINGS).map(seen::image).collect();
        let new: Vec<String> =
            listed.iter().map(|image| image.id.clone()).filter(|id| !known.contains_key(id)).collect();
        let found = stream::iter(new.into_iter().map(|id| self.look_inside(id)));
        let found: Vec<_> = found.buffer_unordered(INSPECT_AT_ONCE).try_collect().await?;
        known.extend(found.into_iter().flatten());
        known.retain(|id, _| listed.iter().any(|image| image.id == *id));
        let images = listed.into_iter().filter_map(|image| {
            let (details, layers) = known.get(&image.id).cloned()?;
            Some(DrawnImage { id: image.id, references: image.references, size: image.size, details, layers })
        });
        let mut map = EngineMap {
            containers,
            images: images.collect(),
            volumes: volumes.volumes.unwrap_or_default().into_iter().take(THINGS).map(seen::volume).collect(),
            networks: networks.into_iter().take(THINGS).map(seen::network).collect(),
        };
        // Equal engines have equal maps: lists have an order of their own.
        map.containers.sort_by(|one, other| one.name.cmp(&other.name));
        map.images.sort_by(|one, other| (&one.references, &one.id).cmp(&(&other.references, &other.id)));
        map.volumes.sort_by(|one, other| one.name.cmp(&other.name));
        map.networks.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(map)
    }

    /// What is inside one image; `None` if it is gone since it was listed.
    async fn look_inside(&self, id: String) -> Result<Option<(String, (ImageDetails, Vec<Layer>))>, Error> {
        let looked = async {
            let inspected = self.docker.inspect_image(&id).await?;
            Ok((inspected, self.docker.image_history(&id).await?))
        };
        match looked.await {
            Ok((inspected, history)) => Ok(Some((id, inside(inspected, history)))),
            Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn inside(inspected: ImageInspect, history: Vec<ImageHistoryResponseItem>) -> (ImageDetails, Vec<Layer>) {
    let mut details = seen::details(inspected);
    let digests = std::mem::take(&mut details.layers);
    let layers = layers(digests, history);
    (details, layers)
}

/// Instructions that only write something down about an image.
const REMARKS: [&str; 13] = [
    "ARG",
    "CMD",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
];

/// Joins digests to the history, which does not name them: both go from the bottom to the top, and remarks have no layer.
/// Where they cannot be joined without doubt, nothing is said of what made a layer.
fn layers(digests: Vec<String>, mut history: Vec<ImageHistoryResponseItem>) -> Vec<Layer> {
    history.reverse();
    let made = |item: &ImageHistoryResponseItem| {
        let instruction = instruction(&item.created_by);
        !REMARKS.iter().any(|remark| instruction.split_whitespace().next() == Some(remark))
    };
    let filled = |item: &ImageHistoryResponseItem| item.size > 0;
    let told = [&made as &dyn Fn(&ImageHistoryResponseItem) -> bool, &filled].into_iter().find_map(|kept| {
        let told: Vec<_> = history.iter().filter(|item| kept(item)).collect();
        (told.len() == digests.len()).then_some(told)
    });
    let layer = |(number, digest): (usize, String)| {
        let told = told.as_ref().map(|told| told[number]);
        Layer {
            digest,
            size: told.map(|item| item.size.try_into().unwrap_or_default()),
            made_by: told.map(|item| short(instruction(&item.created_by))),
        }
    };
    digests.into_iter().enumerate().map(layer).collect()
}

/// An instruction as it stands in a Dockerfile, from how builders write it into the history.
fn instruction(created_by: &str) -> String {
    let text = created_by.trim();
    let text = text.strip_suffix("# buildkit").unwrap_or(text).trim();
    match text.split_once("#(nop)") {
        Some((_, remark)) => remark.trim().to_owned(),
        None => match text.strip_prefix("/bin/sh -c ") {
            Some(command) => format!("RUN {}", command.trim()),
            None => text.replacen("RUN /bin/sh -c ", "RUN ", 1),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(created_by: &str, size: i64) -> ImageHistoryResponseItem {
        ImageHistoryResponseItem {
            created_by: created_by.to_owned(),
            size,
            ..ImageHistoryResponseItem::default()
        }
    }

    fn told(digests: &[&str], history: Vec<ImageHistoryResponseItem>) -> Vec<(String, Option<u64>)> {
        let layers = layers(digests.iter().map(|&digest| digest.to_owned()).collect(), history);
        layers.into_iter().map(|layer| (layer.made_by.unwrap_or_default(), layer.size)).collect()
    }

    #[test]
    fn layers_are_told_what_made_them() {
        let history = vec![
            item("CMD [\"nginx\"]", 0),
            item("RUN /bin/sh -c true # buildkit", 0),
            item("COPY site /srv # buildkit", 40),
            item("/bin/sh -c #(nop) ADD file:1 in / ", 900),
        ];
        let expected = [
            ("ADD file:1 in /".to_owned(), Some(900)),
            ("COPY site /srv".to_owned(), Some(40)),
            ("RUN true".to_owned(), Some(0)),
        ];
        assert_eq!(told(&["a", "b", "c"], history), expected);
    }

    #[test]
    fn a_layer_of_which_nothing_is_known_for_sure_is_told_nothing() {
        let history = vec![item("RUN one", 1), item("RUN two", 2)];
        assert_eq!(told(&["a"], history), [(String::new(), None)]);
    }
}
