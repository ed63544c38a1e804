//! Our images in the host's engine: pulled, imported, built, saved.

use std::{collections::HashMap, path::Path};

use anyhow::{Context, bail};
use bollard::{
    Docker, body_try_stream,
    errors::Error,
    models::{BuildInfo, ErrorDetail},
    query_parameters::{
        BuildImageOptionsBuilder, CreateImageOptionsBuilder, ImportImageOptionsBuilder, RemoveImageOptions,
        TagImageOptionsBuilder,
    },
};
use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::{fs::File, io::AsyncWriteExt, time::timeout};
use tokio_util::io::ReaderStream;

use super::engine::{Engine, LABEL_IMAGE};
use crate::timeouts;

/// Archives are sent in pieces of this size, bytes; each costs a turn of the thread that reads files.
const PIECE: usize = 256 * 1024;

/// What a build says while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildWord {
    /// It has come to this step of so many.
    Step {
        /// From 1.
        number: u64,
        /// Of so many.
        of: u64,
    },
    /// A line of what the step prints.
    Line(String),
}

/// What is built, besides its context.
#[derive(Clone, Debug)]
pub struct Build<'a> {
    name: &'a str,
    label: &'a str,
    args: HashMap<&'a str, &'a str>,
    target: Option<&'a str>,
    from_nothing: bool,
}

impl<'a> Build<'a> {
    /// An image with this name and this value of our label.
    #[must_use]
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, args: HashMap::new(), target: None, from_nothing: false }
    }

    /// With a build argument.
    #[must_use]
    pub fn arg(mut self, name: &'a str, value: &'a str) -> Self {
        self.args.insert(name, value);
        self
    }

    /// Without what was built before.
    #[must_use]
    pub fn from_nothing(mut self, from_nothing: bool) -> Self {
        self.from_nothing = from_nothing;
        self
    }

    /// As far as this stage of the Dockerfile.
    #[must_use]
    pub fn target(mut self, stage: Option<&'a str>) -> Self {
        self.target = stage;
        self
    }
}

impl Engine {
    /// Whether an image of this name is there.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn has_image(&self, name: &str) -> anyhow::Result<bool> {
        match self.docker.inspect_image(name).await {
            Ok(_) => Ok(true),
            Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Pulls an image from its registry and gives it a name of ours.
    ///
    /// # Errors
    /// When no registry answers within [`timeouts::REGISTRY`], or it does not have the image.
    pub async fn pull(&self, image: &str, name: &str) -> anyhow::Result<()> {
        let options = CreateImageOptionsBuilder::default().from_image(image).build();
        let mut words = Box::pin(self.docker.create_image(Some(options), None, None));
        let first = timeout(timeouts::REGISTRY, words.try_next()).await;
        first.context("no registry answers")??;
        while timeout(timeouts::REGISTRY_SILENCE, words.try_next())
            .await
            .context("the registry fell silent")??
            .is_some()
        {}
        let (repository, tag) = name.split_once(':').context("our names have tags")?;
        let options = TagImageOptionsBuilder::default().repo(repository).tag(tag).build();
        Ok(self.docker.tag_image(image, Some(options)).await?)
    }

    /// Pulls an image, and returns the digest that its registry has for it.
    ///
    /// # Errors
    /// When no registry answers, or it does not have the image.
    pub async fn pull_for_digest(&self, image: &str, source: &str) -> anyhow::Result<String> {
        /// A name of ours for a moment: by it nothing is meant.
        const PULLED: &str = "quai/added:pulled";
        self.pull(image, PULLED).await?;
        let digests = self.docker.inspect_image(image).await?.repo_digests.unwrap_or_default();
        self.remove_image(PULLED).await?;
        // Engines leave out what Docker Hub implies.
        let short =
            |name: &str| name.trim_start_matches("docker.io/").trim_start_matches("library/").to_owned();
        let own = digests.iter().find_map(|known| {
            let (name, digest) = known.split_once('@')?;
            (short(name) == short(source)).then_some(digest)
        });
        own.map(str::to_owned).with_context(|| format!("the registry has told no digest among {digests:?}"))
    }

    /// Makes an image of a root file system, a tar archive.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub async fn import(&self, root: &Path, name: &str, label: &str) -> anyhow::Result<()> {
        let (repository, tag) = name.split_once(':').context("our names have tags")?;
        let options = CreateImageOptionsBuilder::default()
            .from_src("-")
            .repo(repository)
            .tag(tag)
            .changes(vec![format!("LABEL {LABEL_IMAGE}={label}")])
            .build();
        let archive = body_try_stream(ReaderStream::with_capacity(File::open(root).await?, PIECE));
        let words: Vec<_> =
            self.uploading().create_image(Some(options), Some(archive), None).try_collect().await?;
        match words.into_iter().find_map(|word| word.error_detail) {
            Some(ErrorDetail { message, .. }) => {
                bail!("the engine refused it: {}", message.unwrap_or_default())
            }
            None => Ok(()),
        }
    }

    /// Builds an image from a context, a tar archive, and hands every word of the build to `hear`.
    ///
    /// # Errors
    /// When a step fails, with the last lines it printed.
    pub async fn build(
        &self,
        context: &Path,
        build: Build<'_>,
        mut hear: impl FnMut(BuildWord),
    ) -> anyhow::Result<()> {
        const LINES_KEPT: usize = 12;
        let Build { name, label, args, target, from_nothing } = build;
        let mut options = BuildImageOptionsBuilder::default()
            .t(name)
            .rm(true)
            .forcerm(true)
            .nocache(from_nothing)
            .buildargs(&args)
            .labels(&HashMap::from([(LABEL_IMAGE, label)]));
        if let Some(target) = target {
            options = options.target(target);
        }
        let options = options.build();
        let archive = body_try_stream(ReaderStream::with_capacity(File::open(context).await?, PIECE));
        let docker = self.uploading();
        let mut words = Box::pin(docker.build_image(options, None, Some(archive)));
        let mut last_lines: Vec<String> = Vec::new();
        while let Some(word) = words.next().await {
            let lines = match word {
                Ok(BuildInfo { stream, error_detail: None, .. }) => stream.unwrap_or_default(),
                Ok(BuildInfo { error_detail: Some(ErrorDetail { message, .. }), .. }) => {
                    bail!("{}\n{}", message.unwrap_or_default(), last_lines.join("\n"))
                }
                Err(error) => bail!("{error}\n{}", last_lines.join("\n")),
            };
            for line in lines.lines().filter(|line| !line.trim().is_empty()) {
                last_lines.push(line.to_owned());
                if last_lines.len() > LINES_KEPT {
                    last_lines.remove(0);
                }
                hear(step(line).unwrap_or_else(|| BuildWord::Line(line.to_owned())));
            }
        }
        anyhow::ensure!(
            self.has_image(name).await?,
            "the build ended without an image:\n{}",
            last_lines.join("\n")
        );
        Ok(())
    }

    /// Removes an image of ours.
    ///
    /// # Errors
    /// When the engine does not answer, or a container uses it.
    pub async fn remove_image(&self, name: &str) -> anyhow::Result<()> {
        match self.docker.remove_image(name, None::<RemoveImageOptions>, None).await {
            Ok(_) | Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes an image to a file, as `docker save` does.
    ///
    /// # Errors
    /// When the image is not there or the disk is full.
    pub async fn save(&self, name: &str, path: &Path) -> anyhow::Result<()> {
        let mut file = File::create(path).await?;
        let mut parts = Box::pin(self.export(name));
        while let Some(part) = parts.try_next().await? {
            file.write_all(&part).await?;
        }
        Ok(file.flush().await?)
    }

    /// Takes in images from a file, as `docker load` does.
    ///
    /// # Errors
    /// When the file is no archive of images, or the disk is full.
    pub async fn load(&self, path: &Path) -> anyhow::Result<()> {
        let archive = body_try_stream(ReaderStream::with_capacity(File::open(path).await?, PIECE));
        let options = ImportImageOptionsBuilder::default().quiet(true).build();
        let words: Vec<_> = self.uploading().import_image(options, archive, None).try_collect().await?;
        match words.into_iter().find_map(|word| word.error_detail) {
            Some(ErrorDetail { message, .. }) => {
                bail!("the engine refused it: {}", message.unwrap_or_default())
            }
            None => Ok(()),
        }
    }

    /// A client for calls with an archive: engines answer only once they have all of it.
    fn uploading(&self) -> Docker {
        self.docker.clone().with_timeout(timeouts::UPLOAD)
    }

    fn export(&self, name: &str) -> impl Stream<Item = Result<bytes::Bytes, Error>> + use<'_> {
        self.docker.export_image(name)
    }
}

/// Reads `Step 3/9 : RUN …`.
fn step(line: &str) -> Option<BuildWord> {
    let (number, of) = line.strip_prefix("Step ")?.split_once(" :")?.0.split_once('/')?;
    Some(BuildWord::Step { number: number.parse().ok()?, of: of.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_a_build_are_told_from_its_lines() {
        assert_eq!(step("Step 3/9 : RUN apt-get update"), Some(BuildWord::Step { number: 3, of: 9 }));
        for line in ["Step by step", "Setting up curl", "Step x/9 : RUN"] {
            assert_eq!(step(line), None);
        }
    }
}
