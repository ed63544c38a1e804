//! Our images: planned from the contents of `images/`, and built when those have changed.
//!
//! An image's tag is the fingerprint of its inputs, so that "is it there?" and "is it up to date?" are one question.

use std::path::{Path, PathBuf};

use anyhow::Context;
use futures_util::{StreamExt, TryStreamExt, future::BoxFuture, stream};
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

use super::{
    added::{self, Added},
    archive,
    course_image::{self, CourseImage},
    fingerprint::Fingerprint,
    layout::{Layout, Origin},
    packages::{self, run},
    programs,
    progress::{Progress, Step},
};
use crate::{
    config::Course,
    sandbox::{
        Backend, Engine,
        backend::DockerHost,
        canary,
        hardening::Settings,
        image::{Build, BuildWord},
    },
    sessions::host::Prepare,
};

/// The release that everything is built on, and how it is fetched.
const RELEASE: &str = "trixie";
const FROM_REGISTRY: &str = "debian:trixie-slim";
/// Course images that are built at the same time: they wait for packages half of it.
const AT_ONCE: usize = 3;

/// Names of all that is to be built, each with its inputs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    base: String,
    catalogue: Vec<CourseImage>,
    added: Vec<Added>,
    /// The folder `images/`.
    images: PathBuf,
    /// Name of the sandbox image in the host's engine.
    pub sandbox: String,
}

impl Plan {
    /// Plans from the folder `images/` and the list of what was added.
    ///
    /// # Errors
    /// When one of them cannot be read, or a course image is described wrongly.
    pub fn read(course: &Course) -> anyhow::Result<Self> {
        let images = course.images.as_path();
        let base = format!("quai/base:{}", Fingerprint::default().word(RELEASE).word(FROM_REGISTRY).finish());
        let catalogue = course_image::read(&images.join("catalog"), &base)?;
        let folder = images.join("sandbox");
        let reading = || format!("reading {}", folder.display());
        let fingerprint = Fingerprint::default().word(&base).folder(&folder).with_context(reading)?;
        let fingerprint = programs::fingerprint(images, fingerprint)?;
        let fingerprint =
            catalogue.iter().fold(fingerprint, |fingerprint, image| fingerprint.word(&image.built));
        let added = added::read(&course.added)?;
        let fingerprint = added
            .iter()
            .fold(fingerprint, |fingerprint, image| fingerprint.word(&image.name).word(&image.pinned()));
        let sandbox = format!("quai/sandbox:{}", fingerprint.finish());
        Ok(Self { base, catalogue, added, images: images.to_owned(), sandbox })
    }

    /// All images of the catalogue, a line each.
    #[must_use]
    pub fn listing(&self) -> String {
        let own = self.catalogue.iter().flat_map(|image| {
            let tags = &image.card.variants[image.variant].tags;
            tags.iter().map(|tag| format!("{}:{tag}", image.card.name))
        });
        let own = own.filter(|name| self.added.iter().all(|added| added.name != *name));
        let own = own.map(|name| format!("{name:32} of the course\n"));
        let added = self.added.iter().map(|image| format!("{:32} {}\n", image.name, image.pinned()));
        own.chain(added).collect()
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
        let mut layout = Layout::new(&work.path().join("hub"))?;
        self.build_course_images(engine, &work, progress).await?;
        let step = progress.step("catalogue");
        for (number, image) in (1..).zip(&self.catalogue) {
            step.reach(number, self.catalogue.len() as u64);
            let laid_out = lay_out_course_image(engine, image, &mut layout, &work).await;
            laid_out.with_context(|| format!("the course image `{}`", image.title()))?;
        }
        step.done();
        for image in &self.added {
            let added = self.add_added(engine, image, &mut layout, &work, progress).await;
            let remedy = || format!("`quai images remove {}` takes it out of the catalogue", image.name);
            added.with_context(remedy)?;
        }
        let mut extra = Vec::new();
        for (place, path) in layout.finish()? {
            extra.push((format!("hub/{place}"), path));
        }
        for program in programs::build(&self.images, progress).await.context("the programs of the sandbox")? {
            let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
            extra.push((name, program));
        }
        let step = progress.step("sandbox image");
        let context = work.path().join("context.tar");
        archive::context(&self.images.join("sandbox"), &extra, &context)?;
        let build = Build::new(&self.sandbox, "sandbox").arg("BASE", &self.base);
        engine.build(&context, build, hear(&step)).await.context("the sandbox image")?;
        step.done();
        Ok(())
    }

    /// Lays out one course image alone, built from nothing if it is to be `fresh`: for comparing builds.
    ///
    /// # Errors
    /// When there is no such image, or it cannot be built.
    pub async fn lay_out(
        &self,
        engine: &Engine,
        title: &str,
        fresh: bool,
        folder: &Path,
        progress: &Progress,
    ) -> anyhow::Result<()> {
        let found = self.catalogue.iter().find(|image| image.title() == title);
        let mut image = found.cloned().with_context(|| format!("there is no course image `{title}`"))?;
        if fresh {
            image.built = format!("quai/fresh:{}", Fingerprint::default().word(title).finish());
        }
        let work = TempDir::new()?;
        let mut layout = Layout::new(folder)?;
        let laid_out = async {
            if fresh || !engine.has_image(&image.built).await? {
                build_course_image(engine, &image, fresh, &work, progress).await?;
            }
            lay_out_course_image(engine, &image, &mut layout, &work).await
        };
        let laid_out = laid_out.await;
        if fresh {
            engine.remove_image(&image.built).await?;
        }
        laid_out?;
        layout.finish().map(drop)
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

    /// Pulls an image that was added if need be, and takes it into the catalogue as it is.
    async fn add_added(
        &self,
        engine: &Engine,
        image: &Added,
        layout: &mut Layout,
        work: &TempDir,
        progress: &Progress,
    ) -> anyhow::Result<()> {
        let step = progress.step(format!("added image {}", image.name));
        if !engine.has_image(&image.built()).await? {
            engine.pull(&image.pinned(), &image.built()).await?;
        }
        let saved = work.path().join("saved.tar");
        engine.save(&image.built(), &saved).await?;
        let (repository, tag) = image.place()?;
        layout.add(&saved, Origin::Registry(image.source.clone()), repository, &[tag])?;
        step.done();
        Ok(())
    }

    /// Builds what is missing of the course images: several at a time, each after those that it is built on.
    async fn build_course_images(
        &self,
        engine: &Engine,
        work: &TempDir,
        progress: &Progress,
    ) -> anyhow::Result<()> {
        let tallest = self.catalogue.iter().map(|image| image.height).max().unwrap_or(0);
        for height in 0..=tallest {
            let next = self.catalogue.iter().filter(|image| image.height == height);
            let builds: Vec<_> =
                next.map(|image| ensure_course_image(engine, image, work, progress)).collect();
            stream::iter(builds).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        }
        Ok(())
    }
}

async fn ensure_course_image(
    engine: &Engine,
    image: &CourseImage,
    work: &TempDir,
    progress: &Progress,
) -> anyhow::Result<()> {
    if engine.has_image(&image.built).await? {
        return Ok(());
    }
    let built = build_course_image(engine, image, false, work, progress).await;
    built.with_context(|| format!("the course image `{}`", image.title()))
}

async fn build_course_image(
    engine: &Engine,
    image: &CourseImage,
    fresh: bool,
    work: &TempDir,
    progress: &Progress,
) -> anyhow::Result<()> {
    let step = progress.step(format!("course image {}", image.title()));
    let context = tempfile::NamedTempFile::new_in(work.path())?;
    archive::context(&image.folder, &[], context.path())?;
    let mut build = Build::new(&image.built, &image.card.name).target(image.target()).from_nothing(fresh);
    for (name, value) in &image.args {
        build = build.arg(name, value);
    }
    engine.build(context.path(), build, hear(&step)).await?;
    step.done();
    Ok(())
}

/// Takes a course image that is built into the catalogue, under the names that learners type.
async fn lay_out_course_image(
    engine: &Engine,
    image: &CourseImage,
    layout: &mut Layout,
    work: &TempDir,
) -> anyhow::Result<()> {
    let saved = work.path().join("saved.tar");
    engine.save(&image.built, &saved).await?;
    let (card, tags) = (&image.card, &image.card.variants[image.variant].tags);
    layout.add(&saved, Origin::Course(card), card.repository()?, tags)
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
    /// The folders of the course.
    pub course: Course,
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
            let plan = Plan::read(&self.course)?;
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
        let images = folder.path().join("images");
        let card = "name = \"nginx\"\nstars = 1\n[description]\nen = \"x\"\nfr = \"x\"\n[[variant]]\ntags = [\"latest\"]\n";
        for (file, contents) in [
            ("../Cargo.lock", ""),
            ("sandbox/Dockerfile", "FROM x"),
            ("hub/main.rs", "x"),
            ("shell/main.rs", "x"),
            ("witness/main.rs", "x"),
            ("catalog/nginx/Dockerfile", "FROM y"),
            ("catalog/nginx/image.toml", card),
        ] {
            let path = images.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        let course = Course {
            book: PathBuf::new(),
            exercises: PathBuf::new(),
            added: images.join("none"),
            images: images.clone(),
        };
        let first = Plan::read(&course).unwrap();
        assert_eq!(first, Plan::read(&course).unwrap());
        for (file, contents) in [("catalog/nginx/Dockerfile", "FROM z"), ("hub/main.rs", "y")] {
            fs::write(images.join(file), contents).unwrap();
            let second = Plan::read(&course).unwrap();
            assert_ne!(first.sandbox, second.sandbox);
            assert_eq!(first.base, second.base);
        }
    }
}
