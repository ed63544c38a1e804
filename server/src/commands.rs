//! What each role of the executable does, put together from the other modules.

use std::{fs::File, path::Path, process::ExitCode};

use anyhow::Context;
use exercises::Catalogue;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{
    bench,
    config::{Config, Course},
    doctor,
    provision::{
        books, engine,
        images::{Keeper, Plan},
        progress::Progress,
    },
    run::{Parts, bind, run},
    sessions::registry::Bounds,
    store::Store,
    verify,
};

/// `quai up`: brings the machine to where it can serve, then serves.
///
/// # Errors
/// When the course cannot be served even for reading.
pub async fn up(config: Config) -> anyhow::Result<ExitCode> {
    serve_with(config, true).await
}

/// `quai serve`: serves with what is there.
///
/// # Errors
/// When the course cannot be served even for reading.
pub async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    serve_with(config, false).await
}

async fn serve_with(config: Config, provision: bool) -> anyhow::Result<ExitCode> {
    let listener = bind(config.address()?).await?;
    let data = config.data()?;
    let _lock = lock(&data)?;
    let course = config.course()?;
    let progress = Progress::default();
    let catalogue = Catalogue::load(&course.exercises)?;
    let books = books::ensure(&course, &catalogue, &built(&data)?, &progress)?;
    if provision && let Err(error) = provision_engine(&config, &data, &course, &progress).await {
        eprintln!(
            "\n{error:#}\n\nWithout that there are no sandboxes; the course is served for reading all the same."
        );
    }
    let parts = Parts {
        catalogue,
        books,
        store: Store::open(&data.join("quai.db"))?,
        engine: config.engine(),
        prepare: Keeper { images: course.images, build: provision, progress },
        bounds: Bounds::of(&config),
    };
    let stop = ended_by_signal()?;
    println!("\n  Quai is at http://{}/  (Ctrl+C ends it)\n", listener.local_addr()?);
    run(listener, parts, stop).await?;
    Ok(ExitCode::SUCCESS)
}

async fn provision_engine(
    config: &Config,
    data: &Path,
    course: &Course,
    progress: &Progress,
) -> anyhow::Result<()> {
    let engine = engine::find_or_start(&config.engine(), &data.join("dockerd.log"), progress).await?;
    Plan::read(&course.images)?.ensure(&engine, progress).await
}

/// `quai doctor`: what the sandboxes need of this machine.
///
/// # Errors
/// Never; what is wrong is in the list, and in the exit code.
pub async fn doctor(config: Config) -> anyhow::Result<ExitCode> {
    let findings = doctor::examine(&config).await;
    print!("{}", doctor::report(&findings));
    Ok(if doctor::fit(&findings) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `quai verify`: proves exercises on the real engine.
///
/// # Errors
/// When there is no engine or no such exercise; what is not proven is in the list, and in the exit code.
pub async fn verify(ids: Vec<String>, config: Config) -> anyhow::Result<ExitCode> {
    let workshop = Workshop::prepare(&config).await?;
    let proven = verify::exercises(&workshop, &ids, &workshop.progress).await?;
    Ok(if proven { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `quai bench`: measures what learners wait for.
///
/// # Errors
/// When there is no engine, or something that is measured fails.
pub async fn bench(rounds: usize, config: Config) -> anyhow::Result<ExitCode> {
    let workshop = Workshop::prepare(&config).await?;
    print!("{}", bench::measure(&workshop, rounds).await?);
    Ok(ExitCode::SUCCESS)
}

/// An engine, exercises and a data folder of its own, for work that must not disturb learners.
#[derive(Debug)]
pub struct Workshop {
    /// The engine, its images up to date.
    pub engine: crate::sandbox::Engine,
    /// Name of the sandbox image.
    pub image: String,
    /// Exercises.
    pub catalogue: Catalogue,
    /// Folders of the course.
    pub course: Course,
    /// Gone with this.
    pub data: tempfile::TempDir,
    /// Where long work is shown.
    pub progress: Progress,
    /// As the flags say.
    pub config: Config,
}

impl Workshop {
    /// Provisions what is missing.
    ///
    /// # Errors
    /// When there is no engine and none may be started, or an image cannot be built.
    pub async fn prepare(config: &Config) -> anyhow::Result<Self> {
        let (course, progress) = (config.course()?, Progress::default());
        let catalogue = Catalogue::load(&course.exercises)?;
        let data = tempfile::Builder::new().prefix("quai-").tempdir()?;
        let log = config.data()?.join("dockerd.log");
        let engine = engine::find_or_start(&config.engine(), &log, &progress).await?;
        let plan = Plan::read(&course.images)?;
        plan.ensure(&engine, &progress).await?;
        Ok(Self { engine, image: plan.sandbox, catalogue, course, data, progress, config: config.clone() })
    }
}

/// Two servers on one data folder would remove each other's sandboxes.
fn lock(data: &Path) -> anyhow::Result<File> {
    let lock = File::create(data.join("lock"))?;
    lock.try_lock().with_context(|| {
        format!(
            "another Quai uses the data folder {}: stop it, or name another folder with --data",
            data.display()
        )
    })?;
    Ok(lock)
}

fn built(data: &Path) -> anyhow::Result<std::path::PathBuf> {
    let built = data.join("books");
    std::fs::create_dir_all(&built)?;
    Ok(built)
}

/// Cancelled by Ctrl+C or SIGTERM.
fn ended_by_signal() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::spawn({
        let stop = stop.clone();
        async move {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            stop.cancel();
            // Who asks twice does not want to wait: the next start cleans up.
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            std::process::exit(130);
        }
    });
    Ok(stop)
}
