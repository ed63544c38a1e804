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
    "
    -- Of this folder: whoever knows it can work out every learner's values. The operating system seeds `randomblob`.
    CREATE TABLE secret (key BLOB NOT NULL CHECK (length(key) = 32)) STRICT;
    INSERT INTO secret (key) VALUES (randomblob(32));

    -- One row each time that a learner gets a sandbox in which to work.
    CREATE TABLE start (
        id       INTEGER PRIMARY KEY,
        learner  TEXT NOT NULL,
        exercise TEXT NOT NULL,
        sandbox  TEXT NOT NULL,
        at       INTEGER NOT NULL   -- Unix milliseconds
    ) STRICT;
    CREATE INDEX start_of_learner ON start (learner, exercise, at);

    -- One row each time that a learner answers a goal in words; never changed, never deleted.
    CREATE TABLE answer (
        id       INTEGER PRIMARY KEY,
        learner  TEXT NOT NULL,
        exercise TEXT NOT NULL,
        sandbox  TEXT NOT NULL,
        goal     TEXT NOT NULL,
        answer   TEXT NOT NULL,
        at       INTEGER NOT NULL   -- Unix milliseconds
    ) STRICT;
    CREATE INDEX answer_of_sandbox ON answer (sandbox, id);

    -- One row each time that a learner opens a hint or the solution; never changed, never deleted.
    CREATE TABLE help (
        id       INTEGER PRIMARY KEY,
        learner  TEXT NOT NULL,
        exercise TEXT NOT NULL,
        sandbox  TEXT NOT NULL,
        what     TEXT NOT NULL CHECK (what = 'solution' OR what GLOB 'hint [1-9]*'),
        at       INTEGER NOT NULL   -- Unix milliseconds
    ) STRICT;
    CREATE INDEX help_of_learner ON help (learner, exercise, what);

    -- What an instructor has opened for a learner, whatever the settings say.
    CREATE TABLE release (
        id       INTEGER PRIMARY KEY,
        learner  TEXT NOT NULL,
        exercise TEXT NOT NULL,
        what     TEXT NOT NULL CHECK (what IN ('hints', 'solution')),
        at       INTEGER NOT NULL   -- Unix milliseconds
    ) STRICT;
    CREATE INDEX release_of_learner ON release (learner, exercise, what);

    -- What is evidence stays as it was written, also against a mistake of ours.
    CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
    CREATE TRIGGER attempt_lasts BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
    CREATE TRIGGER answer_stays BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
    CREATE TRIGGER answer_lasts BEFORE DELETE ON answer BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
    CREATE TRIGGER help_stays BEFORE UPDATE ON help BEGIN SELECT RAISE(ABORT, 'help is append-only'); END;
    CREATE TRIGGER help_lasts BEFORE DELETE ON help BEGIN SELECT RAISE(ABORT, 'help is append-only'); END;
",
    "
    -- One row each time that a learner answers a question of a quiz; never changed, never deleted.
    CREATE TABLE quiz_answer (
        id       INTEGER PRIMARY KEY,
        learner  TEXT NOT NULL,
        quiz     TEXT NOT NULL,
        question TEXT NOT NULL,
        answer   TEXT NOT NULL,     -- JSON: numbers of choices or steps, or what was typed
        right    INTEGER NOT NULL CHECK (right IN (0, 1)),
        at       INTEGER NOT NULL   -- Unix milliseconds
    ) STRICT;
    CREATE INDEX quiz_answer_of_learner ON quiz_answer (learner, quiz, question, id);
    CREATE TRIGGER quiz_answer_stays BEFORE UPDATE ON quiz_answer
    BEGIN SELECT RAISE(ABORT, 'answers to quizzes are append-only'); END;
    CREATE TRIGGER quiz_answer_lasts BEFORE DELETE ON quiz_answer
    BEGIN SELECT RAISE(ABORT, 'answers to quizzes are append-only'); END;
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

    #[test]
    fn what_is_evidence_is_neither_changed_nor_deleted() {
        let mut connection = Connection::open_in_memory().unwrap();
        prepare(&mut connection).unwrap();
        connection
            .execute_batch(
                "INSERT INTO attempt (learner, exercise, sandbox, at, trigger, outcome, verdicts, facts)
                 VALUES ('ada', 'one', 's1', 0, 'check', 'open', '[]', '{}');
                 INSERT INTO answer (learner, exercise, sandbox, goal, answer, at)
                 VALUES ('ada', 'one', 's1', 'which', '42', 0);
                 INSERT INTO help (learner, exercise, sandbox, what, at) VALUES ('ada', 'one', 's1', 'hint 1', 0);
                 INSERT INTO quiz_answer (learner, quiz, question, answer, right, at)
                 VALUES ('ada', 'why', 'one', '[0]', 1, 0);",
            )
            .unwrap();
        for table in ["attempt", "answer", "help", "quiz_answer"] {
            for change in [format!("UPDATE {table} SET at = 1"), format!("DELETE FROM {table}")] {
                let refused = connection.execute(&change, []).unwrap_err().to_string();
                assert!(refused.contains("append-only"), "{change}: {refused}");
            }
            let count = format!("SELECT count(*) FROM {table} WHERE at = 0");
            assert_eq!(connection.query_row(&count, [], |row| row.get::<_, u32>(0)).unwrap(), 1);
        }
    }

    #[test]
    fn a_database_of_an_earlier_quai_is_brought_up_to_date_with_what_it_holds() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        connection
            .execute_batch(
                "PRAGMA user_version = 1;
                 INSERT INTO instance (id) VALUES ('old');
                 INSERT INTO attempt (learner, exercise, sandbox, at, trigger, outcome, verdicts, facts)
                 VALUES ('ada', 'one', 's1', 0, 'check', 'solved', '[]', '{}');",
            )
            .unwrap();
        prepare(&mut connection).unwrap();
        let kept =
            "SELECT id, (SELECT count(*) FROM attempt), (SELECT length(key) FROM secret) FROM instance";
        let kept = connection.query_row(kept, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(kept, ("old".to_owned(), 1, 32));
    }
}
