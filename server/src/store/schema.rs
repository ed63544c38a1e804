//! The database's schema, as the list of steps that led to it.

use rusqlite::{Connection, Error, ffi};
use uuid::Uuid;

/// Steps in order; the file's `user_version` counts those it has taken. A released step is never changed.
const STEPS: &[&str] = &[
    "
    CREATE TABLE instance (id TEXT NOT NULL) STRICT;

    -- One row each time that a learner checks or solves; never changed, never deleted.
    CREATE TABLE attempt (
        id       INTEGER PRIMARY KEY,
        learner  TEXT NOT NULL,
        exercise TEXT NOT NULL,
        sandbox  TEXT NOT NULL,
        at       INTEGER NOT NULL,  -- Unix milliseconds
        trigger  TEXT NOT NULL CHECK (trigger IN ('check', 'live')),
        outcome  TEXT NOT NULL CHECK (outcome IN ('solved', 'open', 'fault')),
        verdicts TEXT NOT NULL,     -- JSON: each goal and its verdict
        facts    TEXT NOT NULL      -- JSON: what the engine was seen to hold
    ) STRICT;
    CREATE INDEX attempt_of_learner ON attempt (learner, exercise, outcome);
",
    "
    -- One row while a sandbox runs, so that a server which starts anew knows whose it is.
    CREATE TABLE sandbox (
        id         TEXT PRIMARY KEY,
        learner    TEXT NOT NULL,
        exercise   TEXT NOT NULL,
        host       TEXT NOT NULL,     -- address of the engine that holds it
        latest_end INTEGER NOT NULL,  -- Unix seconds, as on its container's label
        laid_out   INTEGER NOT NULL,  -- Unix milliseconds
        hard_end   INTEGER NOT NULL,  -- Unix milliseconds
        extended   INTEGER NOT NULL   -- milliseconds
    ) STRICT;
    CREATE INDEX attempt_of_sandbox ON attempt (sandbox, outcome);
",
    "
    -- The process that is its engine, `PID STARTED`: what answers in its place is not asked.
    ALTER TABLE sandbox ADD COLUMN listener TEXT;
    -- The names of the images that were there before the learner came, each with its id; JSON.
    ALTER TABLE sandbox ADD COLUMN given TEXT NOT NULL DEFAULT '{}';
",
];

/// Brings a database to the newest schema.
pub(super) fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let taken: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let taken = taken as usize;
    if taken > STEPS.len() {
        let newer = format!("written by a newer Quai (schema {taken}, this one knows {})", STEPS.len());
        return Err(Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_SCHEMA), Some(newer)));
    }
    let step = connection.transaction()?;
    for sql in &STEPS[taken..] {
        step.execute_batch(sql)?;
    }
    step.pragma_update(None, "user_version", STEPS.len() as i64)?;
    if taken == 0 {
        step.execute("INSERT INTO instance (id) VALUES (?1)", [Uuid::new_v4().simple().to_string()])?;
    }
    step.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_newer_quai_is_refused_and_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        let error = prepare(&mut connection).unwrap_err().to_string();
        assert!(error.contains("newer Quai"), "{error}");
    }
}
