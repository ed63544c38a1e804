//! An engine, exercises and servers of one's own, for work that must not disturb learners: `verify` and `bench`.

use std::{collections::HashSet, path::PathBuf, time::Duration};

use book::Quizzes;
use exercises::{Catalogue, Lang};
use tempfile::TempDir;
use tokio::{task::JoinHandle, time::timeout};
use tokio_util::{sync::DropGuard, task::TaskTracker};

use crate::{
    client::Client,
    config::{Config, Course},
    provision::{
        books, engine,
        images::{Keeper, Plan},
        progress::Progress,
    },
    run::{Parts, Stop, bind, run},
    sandbox::Engine,
    sessions::{registry::Bounds, schedule::Schedule},
    store::Store,
    timeouts,
};

/// A server finds an engine that answers within this while.
const PATIENCE: Duration = Duration::from_secs(30);

/// All that such work needs.
#[derive(Debug)]
pub struct Workshop {
    /// The engine, its images up to date.
    pub engine: Engine,
    /// Name of the sandbox image.
    pub image: String,
    /// Exercises.
    pub catalogue: Catalogue,
    /// The id under which containers of this workshop are known.
    pub instance: String,
    /// Whoever has a container in the engine holds a token of it.
    pub tasks: TaskTracker,
    /// Where long work is shown.
    pub progress: Progress,
    /// As the flags say.
    pub config: Config,
    /// Where book, exercises and images are.
    pub course: Course,
    /// Gone with this.
    data: TempDir,
}

/// What a server of the workshop is made of.
#[derive(Debug)]
pub struct Setup {
    /// Exercises.
    pub catalogue: Catalogue,
    /// How many sandboxes there may be, and how many wait.
    pub bounds: Bounds,
    /// Folder of the built books.
    pub books: PathBuf,
}

/// A server of the workshop's own. Dropping it stops it.
#[derive(Debug)]
pub struct Site {
    /// A page of it.
    pub client: Client,
    stop: DropGuard,
    served: JoinHandle<anyhow::Result<()>>,
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
        let plan = Plan::read(&course)?;
        plan.ensure(&engine, &progress).await?;
        let instance = Store::open(&data.path().join("quai.db"))?.instance().await?;
        Ok(Self {
            engine,
            image: plan.sandbox,
            catalogue,
            instance,
            tasks: TaskTracker::new(),
            progress,
            config: config.clone(),
            course,
            data,
        })
    }

    /// A server with all exercises and no pages, as the flags say but without a pool and for a tireless learner.
    #[must_use]
    pub fn setup(&self) -> Setup {
        let pool = Schedule::default();
        let bounds = Bounds { per_learner: usize::MAX, pool, ..Bounds::of(&self.config) };
        Setup { catalogue: self.catalogue.clone(), bounds, books: self.data.path().join("no-books") }
    }

    /// Folder of the books, built if need be.
    ///
    /// # Errors
    /// When a page is wrong.
    pub fn books(&self) -> anyhow::Result<PathBuf> {
        let built = self.data.path().join("books");
        std::fs::create_dir_all(&built)?;
        books::ensure(&self.course, &self.catalogue, &built, &self.progress)
    }

    /// Starts a server on a free port. One at a time: two would remove each other's sandboxes.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn serve(&self, setup: Setup) -> anyhow::Result<Site> {
        let listener = bind(([127, 0, 0, 1], 0).into()).await?;
        let client = Client::new(listener.local_addr()?, Lang::Fr);
        let parts = Parts {
            catalogue: setup.catalogue,
            quizzes: Quizzes::default(),
            books: setup.books,
            store: Store::open(&self.data.path().join("quai.db"))?,
            engines: vec![self.config.engine()],
            prepare: Keeper {
                course: self.course.clone(),
                build: false,
                progress: self.progress.clone(),
                settings: self.config.settings(),
                tasks: self.tasks.clone(),
            },
            bounds: setup.bounds,
            help: self.config.help(),
            authoring: None,
        };
        let stop = Stop::default();
        let served = self.tasks.spawn(run(listener, parts, stop.clone()));
        let site = Site { client, stop: stop.end.drop_guard(), served };
        site.client.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await?;
        Ok(site)
    }

    /// Waits until all that was started in it is gone, and removes what is not. Returns how many containers that were.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn clear(&self) -> anyhow::Result<usize> {
        self.tasks.close();
        // What is not gone by then is counted and removed below.
        let _ = timeout(timeouts::WORKSHOP_END, self.tasks.wait()).await;
        self.tasks.reopen();
        let left = self.engine.sandboxes_of(&self.instance).await?.len();
        self.engine.reap(&self.instance, HashSet::new).await?;
        Ok(left)
    }
}

impl Site {
    /// Stops it, and waits until its sandboxes are removed.
    ///
    /// # Errors
    /// When it ended badly.
    pub async fn close(self) -> anyhow::Result<()> {
        drop(self.stop);
        self.served.await?
    }
}
