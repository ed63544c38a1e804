//! Our images: planned from the contents of `images/`, and built when those have changed.
//!
//! An image's tag is the fingerprint of its inputs, so that "is it there?" and "is it up to date?" are one question.

use std::{
    fs::File,
    io::{BufReader, BufWriter},
    path::{Path, PathBuf},
};

use anyhow::Context;
use futures_util::future::BoxFuture;
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

use super::{
    archive,
    fingerprint::Fingerprint,
    packages::{self, run},
    progress::{Progress, Step},
};
use crate::{
    sandbox::{Backend, Engine, backend::DockerHost, canary, hardening::Settings, image::BuildWord},
    sessions::host::Prepare,
};

/// The release that everything is built on, and how it is fetched.
const RELEASE: &str = "trixie";
const FROM_REGISTRY: &str = "debian:trixie-slim";

/// Names of all that is to be built, each with its inputs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    base: String,
    /// Course images: what learners call them, folder, name in the host's engine.
    catalogue: Vec<(String, PathBuf, String)>,
    folder: PathBuf,
    /// Name of the sandbox image in the host's engine.
    pub sandbox: String,
}

impl Plan {
    /// Plans from the folder `images/`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(images: &Path) -> anyhow::Result<Self> {
        let base = format!("quai/base:{}", Fingerprint::default().word(RELEASE).word(FROM_REGISTRY).finish());
        let reading = || format!("reading {}", images.display());
        let mut catalogue = Vec::new();
        for entry in images.join("catalog").read_dir().with_context(reading)? {
            let folder = entry?.path();
            if !folder.join("Dockerfile").is_file() {
                continue;
            }
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let fingerprint = Fingerprint::default().word(&base).folder(&folder)?.finish();
            catalogue.push((name.clone(), folder, format!("quai/catalog-{name}:{fingerprint}")));
        }
        catalogue.sort();
        let folder = images.join("sandbox");
        let fingerprint = Fingerprint::default().word(&base).folder(&folder).with_context(reading)?;
        let fingerprint = catalogue.iter().fold(fingerprint, |fingerprint, (.., tag)| fingerprint.word(tag));
        let sandbox = format!("quai/sandbox:{}", fingerprint.finish());
        Ok(Self { base, catalogue, folder, sandbox })
    }

    /// Builds what is missing. Returns at once when nothing is.
    ///
    /// # Errors
    /// When something cannot be fetched or built, with what to do.
    pub async fn ensure(&self, engine: &Engine, progress: &Progress) -> anyhow::Result<()> {
        if engine.has_image(&self.sandbox).await? {
            return Ok(());
        }
        let work = TempDir::new().context("a temporary folder is needed for building")?;
        self.ensure_base(engine, &work, progress).await.context("the base of the images (Debian 13)")?;
        let mut saved = Vec::new();
        for (name, folder, tag) in &self.catalogue {
            let built = self.ensure_course_image(engine, name, folder, tag, &work, progress).await;
            saved.push((
                format!("catalog/{name}.tar"),
                built.with_context(|| format!("the course image `{name}`"))?,
            ));
        }
        let step = progress.step("sandbox image");
        let extra: Vec<_> = saved.iter().map(|(place, path)| (place.clone(), path.as_path())).collect();
        let context = work.path().join("context.tar");
        archive::context(&self.folder, &extra, &context)?;
        engine
            .build(&context, &self.sandbox, "sandbox", &self.base, hear(&step))
            .await
            .context("the sandbox image")?;
        step.done();
        Ok(())
    }

    async fn ensure_base(&self, engine: &Engine, work: &TempDir, progress: &Progress) -> anyhow::Result<()> {
        if engine.has_image(&self.base).await? {
            return Ok(());
        }
        let step = progress.step("Debian 13 base");
        step.say("asking the registry");
        if engine.pull(FROM_REGISTRY, &self.base).await.is_err() {
            packages::ensure("mmdebstrap", &["mmdebstrap"], progress).await?;
            let root = work.path().join("base.tar");
            let path = root.to_string_lossy();
            run("mmdebstrap", &["--variant=minbase", RELEASE, &path], &step).await?;
            engine.import(&root, &self.base, "base").await?;
        }
        step.done();
        Ok(())
    }

    /// Builds a course image and returns where it is saved, under the name that learners type.
    async fn ensure_course_image(
        &self,
        engine: &Engine,
        name: &str,
        folder: &Path,
        tag: &str,
        work: &TempDir,
        progress: &Progress,
    ) -> anyhow::Result<PathBuf> {
        let step = progress.step(format!("course image {name}"));
        if !engine.has_image(tag).await? {
            let context = work.path().join("context.tar");
            archive::context(folder, &[], &context)?;
            engine.build(&context, tag, name, &self.base, hear(&step)).await?;
        }
        let saved = work.path().join("saved.tar");
        engine.save(tag, &saved).await?;
        let renamed = work.path().join(format!("{name}.tar"));
        archive::rename(BufReader::new(File::open(saved)?), name, BufWriter::new(File::create(&renamed)?))?;
        step.done();
        Ok(renamed)
    }
}

fn hear(step: &Step) -> impl FnMut(BuildWord) {
    move |word| match word {
        BuildWord::Step { number, of } => step.reach(number, of),
        BuildWord::Line(line) => step.say(line),
    }
}

/// Makes engines ready: their images are kept up to date, and learners are let in where the isolation holds.
#[derive(Clone, Debug)]
pub struct Keeper {
    /// The folder `images/`.
    pub images: PathBuf,
    /// Whether what is missing is built; otherwise it is an error.
    pub build: bool,
    /// Where building is shown.
    pub progress: Progress,
    /// How sandboxes are made.
    pub settings: Settings,
    /// Done when what was started to try an engine is removed: to be waited for at the end.
    pub tasks: TaskTracker,
}

impl Prepare for Keeper {
    fn prepare<'a>(&'a self, engine: &'a Engine) -> BoxFuture<'a, anyhow::Result<Box<dyn Backend>>> {
        Box::pin(async move {
            let plan = Plan::read(&self.images)?;
            if self.build {
                plan.ensure(engine, &self.progress).await?;
            } else {
                anyhow::ensure!(
                    engine.has_image(&plan.sandbox).await?,
                    "{} is not built: run `quai up`",
                    plan.sandbox
                );
            }
            // Before any learner does.
            canary::admit(engine, &plan.sandbox, &self.settings, &self.tasks).await?;
            let (image, settings) = (plan.sandbox, self.settings.clone());
            let host = DockerHost { engine: engine.clone(), image, settings };
            Ok(Box::new(host) as Box<dyn Backend>)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_plan_changes_with_what_an_image_is_built_of() {
        let folder = tempfile::tempdir().unwrap();
        for (file, contents) in [("sandbox/Dockerfile", "FROM x"), ("catalog/nginx/Dockerfile", "FROM y")] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        let first = Plan::read(folder.path()).unwrap();
        assert_eq!(first, Plan::read(folder.path()).unwrap());
        fs::write(folder.path().join("catalog/nginx/Dockerfile"), "FROM z").unwrap();
        let second = Plan::read(folder.path()).unwrap();
        assert_ne!(first.sandbox, second.sandbox);
        assert_eq!(first.base, second.base);
    }
}
