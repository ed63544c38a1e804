//! What each role of the executable does, put together from the other modules.

use std::{fs::File, num::NonZeroUsize, path::Path, process::ExitCode, thread};

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::task::TaskTracker;
use tracing::warn;

use crate::{
    authoring::Authoring,
    bench::{self, Report},
    config::{BenchPlan, Config, Course, Images, New, Serving},
    doctor, guard, new_exercise,
    provision::{
        added, apparmor, engine,
        images::{Keeper, Plan},
        progress::Progress,
    },
    run::{Parts, Stop, bind, run},
    sandbox::{engine::Host, remedy::EXPOSED},
    sessions::registry::Bounds,
    shelf::Edition,
    store::Store,
    verify,
    workshop::Workshop,
};

/// `quai up`: brings the machine to where it can serve, then serves.
///
/// # Errors
/// When the course cannot be served even for reading.
pub async fn up(serving: Serving) -> anyhow::Result<ExitCode> {
    serve_with(serving, true).await
}

/// `quai serve`: serves with what is there.
///
/// # Errors
/// When the course cannot be served even for reading.
pub async fn serve(serving: Serving) -> anyhow::Result<ExitCode> {
    serve_with(serving, false).await
}

async fn serve_with(serving: Serving, provision: bool) -> anyhow::Result<ExitCode> {
    let Serving { watch, config } = serving;
    let listener = bind(config.address()?).await?;
    let data = config.data()?;
    let _lock = lock(&data)?;
    let course = config.course()?;
    let progress = Progress::default();
    let authoring = Authoring { course: course.clone(), built: built(&data)?, progress: progress.clone() };
    let Edition { catalogue, quizzes, books, .. } = authoring.read()?;
    if provision && let Err(error) = provision_engine(&config, &data, &course, &progress).await {
        eprintln!(
            "\n{error:#}\n\nWithout that there are no sandboxes; the course is served for reading all the same."
        );
    }
    let (settings, tasks) = (config.settings(), TaskTracker::new());
    let parts = Parts {
        catalogue,
        quizzes,
        books,
        store: Store::open(&data.join("quai.db"))?,
        engines: config.engines(),
        prepare: Keeper {
            course: course.clone(),
            build: provision,
            progress,
            settings,
            tasks: tasks.clone(),
        },
        bounds: Bounds::of(&config),
        help: config.help(),
        authoring: watch.then_some(authoring),
    };
    parts.engines.iter().for_each(warn_if_exposed);
    let _guard = guard::post(&parts.engines, &parts.store.instance().await?)?;
    let stop = stopped_by_signal()?;
    println!("\n  Quai is at http://{}/  (Ctrl+C ends it)\n", listener.local_addr()?);
    let ended = run(listener, parts, stop).await;
    tasks.close();
    tasks.wait().await;
    ended.map(|()| ExitCode::SUCCESS)
}

async fn provision_engine(
    config: &Config,
    data: &Path,
    course: &Course,
    progress: &Progress,
) -> anyhow::Result<()> {
    let plan = Plan::read(course)?;
    for host in config.engines() {
        let engine = engine::find_or_start(&host, &data.join("dockerd.log"), progress).await?;
        if config.settings().apparmor {
            apparmor::ensure(&host, progress).await;
        }
        plan.ensure(&engine, progress).await?;
    }
    Ok(())
}

/// `quai images`: the catalogue that sandboxes find at Docker Hub's names.
///
/// # Errors
/// When an image cannot be had or the sandbox image not be built: the list stays as it was then.
pub async fn images(change: Images, config: Config) -> anyhow::Result<ExitCode> {
    let (course, progress) = (config.course()?, Progress::default());
    let before = added::read(&course.added)?;
    let mut after = before.clone();
    match change {
        Images::List => {
            print!("{}", Plan::read(&course)?.listing());
            return Ok(ExitCode::SUCCESS);
        }
        Images::Add { images } => {
            let engine =
                engine::find_or_start(&config.engine(), &config.data()?.join("dockerd.log"), &progress)
                    .await?;
            for text in images {
                let reference = added::reference(&text)?;
                let step = progress.step(format!("pulling {}", reference.pulled));
                let digest = engine
                    .pull_for_digest(&reference.pulled, &reference.source)
                    .await
                    .with_context(|| format!("`{text}`: is there a network, and such an image?"))?;
                step.done();
                println!("{}  {digest}", reference.name);
                after.retain(|image| image.name != reference.name);
                after.push(added::Added { name: reference.name, source: reference.source, digest });
            }
        }
        Images::Remove { images } => {
            for name in images {
                let count = after.len();
                after.retain(|image| image.name != name);
                anyhow::ensure!(
                    after.len() < count,
                    "`{name}` was not added: `quai images list` tells which were"
                );
            }
        }
    }
    added::write(&course.added, after)?;
    if let Err(error) = provision_engine(&config, &config.data()?, &course, &progress).await {
        added::write(&course.added, before)?;
        return Err(error);
    }
    println!("Sandboxes have it from the next start of the server on.");
    Ok(ExitCode::SUCCESS)
}

/// `quai new`: begins something of the course, and says what to do next.
///
/// # Errors
/// When it is there already, or cannot be written.
pub fn new(begun: &New) -> anyhow::Result<ExitCode> {
    let New::Exercise { place, folders } = begun;
    print!("{}", new_exercise::create(&folders.exercises()?, place)?);
    Ok(ExitCode::SUCCESS)
}

/// `quai guard`: started by the server itself.
///
/// # Errors
/// When an engine does not answer; nobody reads it.
pub async fn guard(instance: String, engines: Vec<Host>) -> anyhow::Result<ExitCode> {
    guard::stand(&instance, &engines).await.map(|()| ExitCode::SUCCESS)
}

/// `quai doctor`: what the sandboxes need of this machine, and what they show there.
///
/// # Errors
/// Never; what is wrong is in the list, and in the exit code.
pub async fn doctor(config: Config) -> anyhow::Result<ExitCode> {
    let sections = doctor::examine(&config).await;
    print!("{}", doctor::report(&sections));
    Ok(if doctor::fit(&sections) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `quai verify`: proves exercises and pages on the real engine.
///
/// # Errors
/// When there is no engine, or nothing of that name; what is not proven is in the list, and in the exit code.
pub async fn verify(
    ids: Vec<String>,
    jobs: Option<NonZeroUsize>,
    config: Config,
) -> anyhow::Result<ExitCode> {
    let jobs = jobs.or_else(|| thread::available_parallelism().ok()).map_or(2, NonZeroUsize::get);
    let jobs = jobs.min(config.max_sandboxes);
    let proven = in_workshop(&config, async |workshop| verify::course(workshop, &ids, jobs).await).await?;
    Ok(if proven { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `quai bench`: measures what learners wait for. What was measured before a failure or Ctrl+C is told all the same.
///
/// # Errors
/// When there is no engine, or the file cannot be written; what could not be measured is in the report, and in the exit
/// code.
pub async fn bench(plan: BenchPlan, config: Config) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    let done =
        in_workshop(&config, async |workshop| bench::measure(workshop, &plan, &mut report).await).await;
    if let Err(error) = &done {
        report.failures.push(format!("{error:#}"));
    }
    print!("{report}");
    if let Some(path) = &plan.json {
        let json = serde_json::to_vec_pretty(&report)?;
        std::fs::write(path, json).with_context(|| format!("writing {}", path.display()))?;
    }
    done?;
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Works in a workshop of its own and leaves nothing behind, also after a failure or Ctrl+C.
async fn in_workshop<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Workshop) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    // Nothing of it is to be handed over.
    let stop = stopped_by_signal()?.any();
    let interrupted = "interrupted";
    let workshop = stop.run_until_cancelled(Workshop::prepare(config)).await.context(interrupted)??;
    let done = stop.run_until_cancelled(work(&workshop)).await.context(interrupted);
    workshop.clear().await?;
    done?
}

fn warn_if_exposed(engine: &Host) {
    if engine.is_exposed() {
        warn!(%engine, "the engine is reached without TLS: {EXPOSED}");
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

/// Ctrl+C, from whoever sits there, wants an end; SIGTERM, from a service manager, an end or a new start: nobody knows.
fn stopped_by_signal() -> anyhow::Result<Stop> {
    let stop = Stop::default();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::spawn({
        let stop = stop.clone();
        async move {
            tokio::select! {
                _ = interrupt.recv() => stop.end.cancel(),
                _ = terminate.recv() => stop.restart.cancel(),
            }
            // Who asks twice does not want to wait: the next start cleans up.
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            std::process::exit(130);
        }
    });
    Ok(stop)
}
