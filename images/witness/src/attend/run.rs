//! Runs scripts that are not the learner's, with nothing of the learner's around them but the home.

use std::{
    collections::BTreeSet,
    io,
    os::{
        fd::{AsFd, OwnedFd},
        unix::process::{CommandExt, ExitStatusExt},
    },
    path::Path,
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{OFlags, fcntl_setfl},
    io::Errno,
    process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open},
};

use crate::words::{LONGEST_PIECE, Piece, Ran};

/// All that a script has around it. Nobody in a sandbox may write to these folders.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ("HOME", "/nonexistent"),
    ("LANG", "C.UTF-8"),
    ("DOCKER_HOST", "unix:///run/docker.sock"),
    ("DOCKER_CONFIG", "/nonexistent"),
];

/// When memory runs out, the kernel kills what scripts run before the engine, as what the learner runs.
const WRAPPED: &str = "echo 500 > /proc/self/oom_score_adj; exec /bin/sh -c \"$0\"";

/// Process groups that run.
static RUNNING: Mutex<BTreeSet<i32>> = Mutex::new(BTreeSet::new());

/// Runs a script to its end or that of its time; nothing of its process group is left.
pub(super) fn run(home: &Path, script: &str, millis: u64, limit: usize) -> io::Result<Ran> {
    let end = Instant::now() + Duration::from_millis(millis);
    let limit = limit.min(LONGEST_PIECE);
    let mut child = Command::new("/bin/sh")
        .args(["-c", WRAPPED, script])
        .env_clear()
        .envs(ENVIRONMENT)
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let group = Group::of(child.id())?;
    let mut stdout = Stream::new(child.stdout.take().map(OwnedFd::from), limit)?;
    let mut stderr = Stream::new(child.stderr.take().map(OwnedFd::from), limit)?;
    let listened = listen(group.0, &mut stdout, &mut stderr, end);
    // It is not waited for before this: until then its number is nobody else's.
    drop(group);
    let status = child.wait()?;
    let in_time = listened?;
    // What was printed before the end is there; what others still print into it is not waited for.
    stdout.drain()?;
    stderr.drain()?;
    let code = status.code().or(status.signal().map(|signal| 128 + signal));
    Ok(Ran { code: code.filter(|_| in_time), stdout: stdout.piece, stderr: stderr.piece })
}

/// Takes what is printed until the process has ended. Returns whether it has, before `end`.
fn listen(process: Pid, stdout: &mut Stream, stderr: &mut Stream, end: Instant) -> io::Result<bool> {
    let process = pidfd_open(process, PidfdFlags::empty())?;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        let mut polled = vec![PollFd::new(&process, PollFlags::IN)];
        polled.extend([&*stdout, &*stderr].into_iter().filter_map(|stream| {
            Some(PollFd::from_borrowed_fd(stream.pipe.as_ref()?.as_fd(), PollFlags::IN))
        }));
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut polled, Some(&left)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let ended = !polled[0].revents().is_empty();
        drop(polled);
        if ended {
            return Ok(true);
        }
        stdout.take()?;
        stderr.take()?;
    }
}

/// A stream of the script's.
struct Stream {
    /// `None` when everybody has closed it.
    pipe: Option<OwnedFd>,
    piece: Piece,
    limit: usize,
}

impl Stream {
    fn new(pipe: Option<OwnedFd>, limit: usize) -> io::Result<Self> {
        if let Some(pipe) = &pipe {
            fcntl_setfl(pipe, OFlags::NONBLOCK)?;
        }
        Ok(Self { pipe, piece: Piece::default(), limit })
    }

    /// Takes a part of what is there; returns how long it was. Beyond the limit it is thrown away: the script is not held up.
    fn take(&mut self) -> io::Result<usize> {
        let Some(pipe) = &self.pipe else { return Ok(0) };
        let mut part = [0; 4096];
        match rustix::io::read(pipe, &mut part) {
            Ok(0) => self.pipe = None,
            Ok(length) => {
                self.piece.add(&part[..length], self.limit);
                return Ok(length);
            }
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(0)
    }

    /// Takes what is there, and no more than a pipe holds.
    fn drain(&mut self) -> io::Result<()> {
        const PIPE: usize = 1024 * 1024;
        let mut taken = 0;
        while taken < PIPE && !self.piece.cut {
            match self.take()? {
                0 => break,
                length => taken += length,
            }
        }
        Ok(())
    }
}

/// A process group, killed when it is dropped.
struct Group(Pid);

impl Group {
    fn of(leader: u32) -> io::Result<Self> {
        let number = i32::try_from(leader).map_err(io::Error::other)?;
        let leader = Pid::from_raw(number).ok_or(io::ErrorKind::InvalidInput)?;
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
        Ok(Self(leader))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // One that has ended already is as good.
        let _ = kill_process_group(self.0, Signal::KILL);
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0.as_raw_pid());
    }
}

/// Ends all scripts that run: nobody waits for them any more.
pub(super) fn end_all() {
    let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    for group in running.iter().copied().filter_map(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_for(script: &str, millis: u64, limit: usize) -> Ran {
        run("/".as_ref(), script, millis, limit).unwrap()
    }

    #[test]
    fn a_script_leaves_its_code_and_what_it_printed() {
        let ran = run_for("echo out; echo err >&2; exit 3", 5000, 100);
        assert_eq!(
            (ran.code, ran.stdout.bytes.as_slice(), ran.stderr.bytes.as_slice()),
            (Some(3), &b"out\n"[..], &b"err\n"[..])
        );
        assert_eq!(run_for("kill -9 $$", 5000, 100).code, Some(137));
        let environment = run_for("env | sort", 5000, 1000).stdout;
        let names: Vec<&str> =
            environment.text().unwrap().lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
        assert_eq!(names, ["DOCKER_CONFIG", "DOCKER_HOST", "HOME", "LANG", "PATH", "PWD"]);
    }

    #[test]
    fn a_script_without_end_is_ended_with_all_of_its_own() {
        let begun = Instant::now();
        let ran = run_for("sleep 77 & sleep 77", 200, 100);
        assert_eq!(ran.code, None);
        let ran = run_for("yes", 200, 1000);
        assert_eq!((ran.code, ran.stdout.bytes.len(), ran.stdout.cut), (None, 1000, true));
        // Who stays in the background is not waited for, and ends too.
        let ran = run_for("sleep 78 & echo $!", 5000, 100);
        let left = format!("/proc/{}", ran.stdout.text().unwrap().trim());
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        for _ in 0..100 {
            if std::fs::read_to_string(format!("{left}/stat")).is_ok_and(|stat| !stat.contains(") Z")) {
                std::thread::sleep(Duration::from_millis(10));
            } else {
                return;
            }
        }
        panic!("{left} is there");
    }

    #[test]
    fn what_is_printed_last_is_not_lost() {
        for _ in 0..20 {
            let ran = run_for("head -c 60000 /dev/zero; echo end >&2", 5000, LONGEST_PIECE);
            assert_eq!((ran.stdout.bytes.len(), ran.stderr.text()), (60_000, Some("end\n")));
        }
    }
}
