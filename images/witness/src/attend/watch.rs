//! Tells when something changes below a folder.

use std::{
    collections::HashMap,
    fs, io,
    mem::MaybeUninit,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use rustix::{
    fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags},
    io::Errno,
};

use super::{Mouth, STACK};
use crate::words::{Said, Watching};

/// Folders that are watched. More than a beginner makes; the kernel has a KiB for each.
const MOST: usize = 1024;
/// Changes that come closer are told as one.
const TOGETHER: Duration = Duration::from_millis(10);

/// Watches from now on, and says what changes.
pub(super) fn watch(home: &Path, mouth: Mouth) -> io::Result<Watching> {
    let mut watched = Watched::new()?;
    watched.add(home.to_owned());
    let watching = Watching { all: watched.all };
    let home = home.to_owned();
    let telling = move || {
        while watched.wait(&home).is_ok() && mouth.say(&Said::Changed(true)).is_ok() {
            thread::sleep(TOGETHER);
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(telling)?;
    Ok(watching)
}

struct Watched {
    inotify: OwnedFd,
    folders: HashMap<i32, PathBuf>,
    all: bool,
}

impl Watched {
    fn new() -> io::Result<Self> {
        let inotify = inotify::init(CreateFlags::CLOEXEC)?;
        Ok(Self { inotify, folders: HashMap::new(), all: true })
    }

    /// Watches a folder and those in it. What may not be looked at, or is gone already, is left out.
    fn add(&mut self, folder: PathBuf) {
        let flags = WatchFlags::CREATE
            | WatchFlags::MODIFY
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::ATTRIB
            | WatchFlags::DELETE
            | WatchFlags::MOVE
            | WatchFlags::ONLYDIR
            | WatchFlags::DONT_FOLLOW
            | WatchFlags::EXCL_UNLINK;
        let mut found = vec![folder];
        while let Some(folder) = found.pop() {
            if self.folders.len() >= MOST {
                self.all = false;
                return;
            }
            let Ok(watch) = inotify::add_watch(&self.inotify, &folder, flags) else { continue };
            // From here on nothing in it is missed.
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten().take(MOST);
            let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            found.extend(folders.map(|entry| entry.path()));
            self.folders.insert(watch, folder);
        }
    }

    /// Waits for a change, and takes what has come with it.
    fn wait(&mut self, home: &Path) -> io::Result<()> {
        let (mut new, mut gone, mut lost) = (Vec::new(), Vec::new(), false);
        let mut room = [MaybeUninit::uninit(); 16 * 1024];
        let mut events = inotify::Reader::new(&self.inotify, &mut room);
        loop {
            let event = match events.next() {
                Err(Errno::INTR) => continue,
                event => event?,
            };
            let what = event.events();
            lost |= what.contains(ReadFlags::QUEUE_OVERFLOW);
            if what.contains(ReadFlags::IGNORED) {
                gone.push(event.wd());
            }
            if what.contains(ReadFlags::ISDIR) && what.intersects(ReadFlags::CREATE | ReadFlags::MOVED_TO) {
                let name =
                    event.file_name().map(|name| Path::new(std::ffi::OsStr::from_bytes(name.to_bytes())));
                new.extend(self.folders.get(&event.wd()).zip(name).map(|(folder, name)| folder.join(name)));
            }
            if events.is_buffer_empty() {
                break;
            }
        }
        for watch in gone {
            self.folders.remove(&watch);
        }
        // When the kernel has lost count, whatever there is counts.
        new.extend(lost.then(|| home.to_owned()));
        for folder in new {
            self.add(folder);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn changes_are_told_in_new_folders_too() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path().to_owned();
        fs::create_dir_all(home.join("a/b")).unwrap();
        let mut watched = Watched::new().unwrap();
        watched.add(home.clone());
        let (tell, told) = mpsc::channel();
        let within = home.clone();
        thread::spawn(
            move || while watched.wait(&within).is_ok() && tell.send(watched.folders.len()).is_ok() {},
        );
        let change = |what: &str, change: &dyn Fn()| {
            thread::sleep(Duration::from_millis(30));
            while told.try_recv().is_ok() {}
            change();
            told.recv_timeout(Duration::from_secs(2)).unwrap_or_else(|_| panic!("{what} was not told"))
        };
        change("a file", &|| fs::write(home.join("a/b/file"), "x").unwrap());
        change("more of it", &|| fs::write(home.join("a/b/file"), "xy").unwrap());
        change("a new folder", &|| fs::create_dir_all(home.join("c/d/e")).unwrap());
        change("a file in it", &|| fs::write(home.join("c/d/e/file"), "x").unwrap());
        change("a move", &|| fs::rename(home.join("c"), home.join("a/c")).unwrap());
        change("a file in what was moved", &|| fs::write(home.join("a/c/d/e/other"), "x").unwrap());
        change("permissions", &|| {
            fs::set_permissions(home.join("a"), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        });
        change("an end", &|| fs::remove_dir_all(home.join("a")).unwrap());
        // Those that are gone are watched no more.
        let last = change("another file", &|| fs::write(home.join("last"), "x").unwrap());
        assert_eq!(last, 1);
    }

    #[test]
    fn folders_without_number_are_not_all_watched() {
        let home = tempfile::tempdir().unwrap();
        for number in 0..MOST {
            fs::create_dir(home.path().join(number.to_string())).unwrap();
        }
        let mut watched = Watched::new().unwrap();
        watched.add(home.path().to_owned());
        assert_eq!((watched.folders.len(), watched.all), (MOST, false));
    }
}
