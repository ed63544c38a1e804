//! What the tests need of this machine, brought there by Quai's own provisioning.

use std::{path::PathBuf, sync::OnceLock};

use exercises::Catalogue;
use server::{
    config::Course,
    provision::{books, engine, images::Plan, packages, progress::Progress},
    sandbox::{Engine, engine::Host},
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The folders of the real course.
#[must_use]
pub fn course() -> Course {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    Course {
        book: root.join("book"),
        exercises: root.join("exercises"),
        images: root.join("images"),
        added: root.join("images/none-added"),
    }
}

/// The folder of the tests' own exercises, which try every fact.
#[must_use]
pub fn trials() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("exercises")
}

/// The course's books, built by whichever test comes first.
#[must_use]
pub fn books() -> PathBuf {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let build = || {
        let course = course();
        let catalogue = Catalogue::load(&course.exercises).expect("the exercises are sound");
        let folder = TempDir::new().expect("a temporary folder");
        let books = books::ensure(&course, &catalogue, folder.path(), &Progress::default());
        (folder, books.expect("the books are sound"))
    };
    BUILT.get_or_init(build).1.clone()
}

/// The engine that the tests use: DOCKER_HOST, else this machine's own.
#[must_use]
pub fn host() -> Host {
    let named = std::env::var("DOCKER_HOST").unwrap_or_default();
    named.parse().expect("DOCKER_HOST names an engine")
}

/// An engine with our images in it; installed, started and built by whichever test comes first.
pub async fn engine() -> Engine {
    static PREPARED: OnceCell<()> = OnceCell::const_new();
    let prepare = || async {
        let progress = Progress::default();
        let log = std::env::temp_dir().join("quai-dockerd.log");
        let engine = engine::find_or_start(&host(), &log, &progress).await.expect("the tests need an engine");
        let plan = Plan::read(&course()).expect("the images are there");
        plan.ensure(&engine, &progress).await.expect("the images can be built");
    };
    PREPARED.get_or_init(prepare).await;
    // Connections belong to the runtime of one test, so each has its own.
    Engine::connect(&host()).await.expect("the engine has just answered")
}

/// A port of this machine that nobody listens on.
#[must_use]
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("a bound port").port()
}

/// Chromium and its driver.
pub async fn browser() {
    let progress = Progress::default();
    for (program, package) in [("chromium", "chromium"), ("chromedriver", "chromium-driver")] {
        packages::ensure(program, &[package], &progress).await.expect("the tests need a browser");
    }
}
