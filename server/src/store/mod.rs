//! Progress, kept in one SQLite file. The only room that knows SQL.
//!
//! One thread owns the connection; a [`Store`] is a handle that sends it work, so that no request waits on the disk
//! while it holds up others. Attempts, answers of both kinds and views of help are append-only: progress is computed from them, never
//! stored twice.

mod answers;
mod attempts;
mod help;
mod quizzes;
mod sandboxes;
mod schema;
mod secret;

pub use answers::Answer;
pub use attempts::{Attempt, Outcome, Trigger};
pub use help::{Aid, Release, Trail, View};
pub use quizzes::{QuizAnswer, QuizResult, QuizResults};
pub use sandboxes::Kept;
pub use secret::Secret;

use std::{
    path::Path,
    sync::mpsc::{Sender, channel},
    thread,
};

use anyhow::Context;
use rusqlite::Connection;
use tokio::sync::oneshot;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// A handle of the database. Cheap to clone; the thread ends with the last one.
#[derive(Clone, Debug)]
pub struct Store {
    work: Sender<Work>,
}

impl Store {
    /// Opens or makes the file, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be written, is no database, or was written by a newer Quai.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let mut connection = Connection::open(path).with_context(|| format!("opening {}", path.display()))?;
        schema::prepare(&mut connection).with_context(|| format!("preparing {}", path.display()))?;
        let (work, inbox) = channel::<Work>();
        thread::Builder::new().name("store".to_owned()).spawn(move || {
            for job in inbox {
                job(&mut connection);
            }
        })?;
        Ok(Self { work })
    }

    /// Runs `job` on the database's thread.
    async fn call<T, F>(&self, job: F) -> anyhow::Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = Box::new(move |connection: &mut Connection| {
            // Whoever asked may have gone; the work is done all the same.
            let _ = reply.send(job(connection));
        });
        self.work.send(work).ok().context("the database's thread has ended")?;
        Ok(answer.await.context("the database's thread has ended")??)
    }

    /// Id of this data folder, by which the engine's objects are known as ours.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn instance(&self) -> anyhow::Result<String> {
        self.call(|connection| connection.query_row("SELECT id FROM instance", [], |row| row.get(0))).await
    }
}
