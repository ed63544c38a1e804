//! Who listens on a Unix socket. The kernel names the process that listens, for each connection; what it runs and since
//! when is in `/proc`.
//!
//! Whoever is root over the mounts could lay a process's folder, or any other, over one in `/proc`. No learner is, where the
//! server starts this; and no mount is crossed on the way there.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    os::{
        fd::{AsFd, OwnedFd},
        unix::net::UnixStream,
    },
    path::Path,
    str::FromStr,
};

use rustix::{
    fs::{
        Access, AtFlags, Mode, OFlags, PROC_SUPER_MAGIC, ResolveFlags, access, fstatfs, open, openat2, stat,
        statat,
    },
    io::Errno,
    net::sockopt::socket_peercred,
};

/// A process that listens. No other one of the same sandbox ever has the same two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listener {
    /// Its number in the sandbox.
    pub pid: u32,
    /// When it was started, clock ticks since the machine was.
    pub started: u64,
}

/// Why nobody is talked to.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Somebody listens, but not who should.
    #[error("{0}")]
    Foreign(String),
    /// It could not be found out.
    #[error(transparent)]
    Fault(#[from] io::Error),
}

/// Who listens at the other end of a connection, which must be a process that runs `program`.
///
/// # Errors
/// When it runs something else or has ended.
pub fn identify(connection: &UnixStream, program: &Path) -> Result<Listener, Refusal> {
    recognize(connection, program, None)
}

/// The same; where one is `known`, it must be that one.
///
/// # Errors
/// When it is another one.
pub fn recognize(
    connection: &UnixStream,
    program: &Path,
    known: Option<Listener>,
) -> Result<Listener, Refusal> {
    let process = socket_peercred(connection).map_err(io::Error::from)?.pid.as_raw_pid();
    let foreign = |why: String| Refusal::Foreign(format!("process {process} listens: {why}"));
    // One that has just ended is nobody in its stead.
    let unseen = |error: io::Error| match Errno::from_io_error(&error) {
        Some(Errno::NOENT | Errno::SRCH) => error.into(),
        _ => foreign(format!("it cannot be looked at: {error}")),
    };
    let pid = u32::try_from(process).map_err(io::Error::other)?;
    if let Some(known) = known.filter(|known| known.pid != pid) {
        return Err(foreign(format!("process {} should", known.pid)));
    }
    let folder = folder_of(&process.to_string()).map_err(unseen)?;
    let listener = Listener { pid, started: started(&folder).map_err(unseen)? };
    if known.is_some_and(|known| known != listener) {
        return Err(foreign("it is younger than the one that should".to_owned()));
    }
    if !runs(&folder, program).map_err(unseen)? {
        return Err(foreign(format!("it does not run {}", program.display())));
    }
    Ok(listener)
}

/// A process's folder. While it is held, its number is nobody else's.
fn folder_of(process: &str) -> io::Result<OwnedFd> {
    let folder = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let processes = open("/proc", folder, Mode::empty())?;
    if fstatfs(&processes)?.f_type != PROC_SUPER_MAGIC {
        return Err(io::Error::other("/proc is covered"));
    }
    Ok(openat2(
        &processes,
        process,
        folder,
        Mode::empty(),
        ResolveFlags::NO_XDEV | ResolveFlags::NO_SYMLINKS,
    )?)
}

/// When a process was started: field 22 of its `stat`.
fn started(folder: impl AsFd) -> io::Result<u64> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
    let stat =
        openat2(folder, "stat", flags, Mode::empty(), ResolveFlags::NO_XDEV | ResolveFlags::NO_SYMLINKS)?;
    let mut line = String::new();
    File::from(stat).read_to_string(&mut line)?;
    started_of(&line).ok_or_else(|| io::Error::other("its stat is not understood"))
}

fn started_of(stat: &str) -> Option<u64> {
    // The second field is a name in parentheses, of whatever characters: fields are counted from its end.
    let (_, rest) = stat.rsplit_once(") ")?;
    rest.split(' ').nth(22 - 3)?.parse().ok()
}

/// Whether a process runs this very file. Where nobody in the sandbox may read the file, what runs it is closed to everybody
/// there, and that alone is seen: of such a program, it is the two figures that tell the one from others.
fn runs(folder: impl AsFd, program: &Path) -> io::Result<bool> {
    // The link itself may be covered as well.
    let link = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    openat2(&folder, "exe", link, Mode::empty(), ResolveFlags::NO_XDEV)?;
    let running = match statat(&folder, "exe", AtFlags::empty()) {
        Err(Errno::ACCESS) => return Ok(access(program, Access::READ_OK) == Err(Errno::ACCESS)),
        running => running?,
    };
    let wanted = stat(program)?;
    Ok((running.st_dev, running.st_ino) == (wanted.st_dev, wanted.st_ino))
}

/// As it is handed around: `PID STARTED`.
impl fmt::Display for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pid, self.started)
    }
}

/// What was read names no listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a listener is named by two figures")]
pub struct NoListener;

impl FromStr for Listener {
    type Err = NoListener;

    fn from_str(text: &str) -> Result<Self, NoListener> {
        let (pid, started) = text.trim().split_once(' ').ok_or(NoListener)?;
        match (pid.parse(), started.parse()) {
            (Ok(pid), Ok(started)) => Ok(Self { pid, started }),
            _ => Err(NoListener),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    #[test]
    fn the_start_is_found_behind_any_name() {
        let rest = "S 1 1 1 0 -1 4194560 8492 9757 17 17 10 10 8 5 20 0 9 0 1244416 1960570880";
        for name in ["(dockerd)", "(a b) c)", "()", "(1 (2) 3)"] {
            assert_eq!(started_of(&format!("37 {name} {rest}")), Some(1_244_416), "{name}");
        }
        assert_eq!(started_of("37 (dockerd) S 1"), None);
    }

    #[test]
    fn a_listener_is_known_by_its_program_its_number_and_its_start() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listening = UnixListener::bind(&socket).unwrap();
        let connection = UnixStream::connect(&socket).unwrap();
        let own = std::env::current_exe().unwrap();
        let listener = identify(&connection, &own).unwrap();
        assert_eq!(listener.pid, std::process::id());
        assert_eq!(listener.to_string().parse(), Ok(listener));
        recognize(&connection, &own, None).unwrap();
        recognize(&connection, &own, Some(listener)).unwrap();

        let refused = |program: &Path, known| match recognize(&connection, program, known) {
            Err(Refusal::Foreign(why)) => why,
            other => panic!("{other:?}"),
        };
        let younger = Listener { started: listener.started + 1, ..listener };
        assert!(refused(&own, Some(younger)).contains("younger"));
        let other = Listener { pid: listener.pid + 1, ..listener };
        assert!(refused(&own, Some(other)).contains("should"));
        assert!(refused("/bin/sh".as_ref(), None).contains("/bin/sh"));
        // The same bytes are not the same file.
        let copy = folder.path().join("copy");
        std::fs::copy(&own, &copy).unwrap();
        refused(&copy, None);
    }

    #[test]
    fn what_names_no_listener_is_refused() {
        for text in ["", "1", "1 x", "-1 5", "1 2 3"] {
            assert_eq!(text.parse::<Listener>(), Err(NoListener), "{text}");
        }
    }
}
