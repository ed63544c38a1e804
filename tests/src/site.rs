//! A server of a test's own. Dropping it stops the server and removes its sandboxes, also when the test fails.

use std::{net::SocketAddr, path::PathBuf, sync::mpsc, thread, time::Duration};

use exercises::{Catalogue, Lang};
use server::{
    client::Client,
    config::Course,
    provision::{books, images::Keeper, progress::Progress},
    run::{Parts, Stop, bind, run},
    sandbox::{Engine, engine::Host, hardening::Settings},
    sessions::{clock::Allowance, help::Policy, registry::Bounds, schedule::Schedule},
    store::{Store, Trail},
};
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

use crate::machine;

/// The learner of a site without accounts.
const LEARNER: &str = "local";

const HOUR: Duration = Duration::from_secs(3600);

/// How a site is to be.
#[derive(Debug)]
pub struct Plan {
    bounds: Bounds,
    help: Policy,
    exercises: PathBuf,
    catalogue: Option<Catalogue>,
    book: PathBuf,
    engines: Vec<Host>,
}

/// A running server.
#[derive(Debug)]
pub struct Site {
    /// Where it listens.
    pub address: SocketAddr,
    /// The engine that it uses.
    pub engine: Engine,
    plan: Plan,
    data: TempDir,
    stop: Stop,
    thread: Option<thread::JoinHandle<()>>,
}

impl Site {
    /// A site like a school's.
    #[must_use]
    pub fn plan() -> Plan {
        let allowance = Allowance { idle: HOUR, time: HOUR, extension: HOUR };
        let bounds =
            Bounds { sessions: 8, per_learner: 2, allowance, freeze: HOUR, pool: Schedule::default() };
        let Course { exercises, book, .. } = machine::course();
        Plan {
            bounds,
            help: Policy::default(),
            exercises,
            catalogue: None,
            book,
            engines: vec![machine::host()],
        }
    }

    /// A site like a school's, started.
    pub async fn start() -> Self {
        Self::plan().start().await
    }

    /// A page of it.
    #[must_use]
    pub fn page(&self, lang: Lang) -> Client {
        Client::new(self.address, lang)
    }

    /// Address of something on it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The name by which its sandboxes are known.
    pub async fn instance(&self) -> String {
        self.store().instance().await.expect("a database knows its instance")
    }

    /// What is written down of its learner and an exercise.
    pub async fn trail(&self, exercise: &str) -> Trail {
        self.store().trail(LEARNER, exercise).await.expect("a database can be read")
    }

    fn store(&self) -> Store {
        Store::open(&self.data.path().join("quai.db")).expect("the database is there")
    }

    /// Ids of its sandboxes in the engine, the pool's among them.
    pub async fn sandboxes(&self) -> Vec<String> {
        self.engine.sandbox_ids_of(&self.instance().await).await.expect("the engine answers")
    }

    /// Its containers in the engine.
    pub async fn containers(&self) -> Vec<String> {
        self.engine.sandboxes_of(&self.instance().await).await.expect("the engine answers")
    }

    /// Starts the server anew on the same address and the same data, as a service manager does after an update.
    pub async fn restart(&mut self) {
        self.stop.restart.cancel();
        self.join();
        let (stop, thread) = serve(&self.plan, &self.data, self.address).1;
        (self.stop, self.thread) = (stop, Some(thread));
        wait_for_engine(&self.page(Lang::En)).await;
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the server panicked");
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.end.cancel();
        self.join();
    }
}

impl Plan {
    /// So many sandboxes of each learner.
    #[must_use]
    pub fn per_learner(mut self, most: usize) -> Self {
        self.bounds.per_learner = most;
        self
    }

    /// So many sandboxes on each engine.
    #[must_use]
    pub fn sandboxes(mut self, most: usize) -> Self {
        self.bounds.sessions = most;
        self
    }

    /// So many sandboxes wait for learners.
    #[must_use]
    pub fn pool(mut self, ready: usize) -> Self {
        self.bounds.pool.always = ready;
        self
    }

    /// Sandboxes that nobody uses end after this while.
    #[must_use]
    pub fn idle(mut self, idle: Duration) -> Self {
        self.bounds.allowance.idle = idle;
        self
    }

    /// Sandboxes end after this while.
    #[must_use]
    pub fn time(mut self, time: Duration) -> Self {
        self.bounds.allowance.time = time;
        self
    }

    /// Sandboxes that nobody uses are frozen after this while.
    #[must_use]
    pub fn freeze(mut self, freeze: Duration) -> Self {
        self.bounds.freeze = freeze;
        self
    }

    /// Hints and solutions open as these settings say.
    #[must_use]
    pub fn help(mut self, hints: &str, solution: &str) -> Self {
        let opening = |text: &str| text.parse().expect("a setting");
        self.help = Policy { hints: opening(hints), solution: opening(solution) };
        self
    }

    /// Exercises of the test's own, in the place of the course's.
    #[must_use]
    pub fn exercises(mut self, folder: impl Into<PathBuf>) -> Self {
        self.exercises = folder.into();
        self
    }

    /// Exercises that no folder holds.
    #[must_use]
    pub fn catalogue(mut self, exercises: Catalogue) -> Self {
        self.catalogue = Some(exercises);
        self
    }

    /// Pages of the test's own, in the place of the course's: those name exercises that are not the test's.
    #[must_use]
    pub fn book(mut self, folder: impl Into<PathBuf>) -> Self {
        self.book = folder.into();
        self
    }

    /// Another engine.
    #[must_use]
    pub fn engine(self, engine: Host) -> Self {
        self.engines([engine])
    }

    /// Other engines.
    #[must_use]
    pub fn engines(mut self, engines: impl IntoIterator<Item = Host>) -> Self {
        self.engines = engines.into_iter().collect();
        self
    }

    /// Starts it, with whatever it needs, and waits until sandboxes can be opened.
    pub async fn start(self) -> Site {
        let engine = machine::engine().await;
        let site = self.start_without_engine(engine);
        wait_for_engine(&site.page(Lang::En)).await;
        site
    }

    /// Starts it without waiting for its engine; `engine` is the machine's, for looking from outside.
    #[must_use]
    pub fn start_without_engine(self, engine: Engine) -> Site {
        let data = TempDir::new().expect("a temporary folder");
        let (address, (stop, thread)) = serve(&self, &data, ([127, 0, 0, 1], 0).into());
        Site { address, engine, plan: self, data, stop, thread: Some(thread) }
    }
}

/// Serves on a thread with a runtime of its own, so that the end of a test does not keep the server from cleaning up.
fn serve(plan: &Plan, data: &TempDir, address: SocketAddr) -> (SocketAddr, (Stop, thread::JoinHandle<()>)) {
    let (course, progress) = (machine::course(), Progress::default());
    let course = Course { exercises: plan.exercises.clone(), book: plan.book.clone(), ..course };
    let load = || Catalogue::load(&course.exercises).expect("the exercises are sound");
    let catalogue = plan.catalogue.clone().unwrap_or_else(load);
    let books = match plan.book == machine::course().book {
        // Built once for all tests: the course is a book of a hundred pages.
        true => machine::books(),
        false => {
            let built = data.path().join("books");
            std::fs::create_dir_all(&built).expect("a temporary folder can be written");
            books::ensure(&course, &catalogue, &built, &progress).expect("the books are sound")
        }
    };
    let tasks = TaskTracker::new();
    let parts = Parts {
        books,
        quizzes: book::quizzes(&course.book).expect("the quizzes are sound"),
        catalogue,
        store: Store::open(&data.path().join("quai.db")).expect("a database can be made"),
        engines: plan.engines.clone(),
        prepare: Keeper {
            course,
            build: false,
            progress,
            settings: Settings::default(),
            tasks: tasks.clone(),
        },
        bounds: plan.bounds.clone(),
        help: plan.help,
        authoring: None,
    };
    let stop = Stop::default();
    let (tell, told) = mpsc::channel();
    let thread = thread::spawn({
        let stop = stop.clone();
        move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async move {
                let listener = bind(address).await.expect("a free port");
                tell.send(listener.local_addr().expect("a bound port")).expect("the test waits");
                run(listener, parts, stop).await.expect("the server ends well");
                tasks.close();
                tasks.wait().await;
            });
        }
    });
    (told.recv().expect("the server starts"), (stop, thread))
}

async fn wait_for_engine(page: &Client) {
    let found = page.wait_state(Duration::from_secs(60), |state| state["engine"]["available"] == true).await;
    found.expect("the server finds its engine");
}
