//! Looks at files below the learner's home, and at nothing else: links do not lead out of it, and what is no file is not
//! waited for.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use rustix::{
    fd::OwnedFd,
    fs::{FileType, Mode, OFlags, ResolveFlags, fstat, open, openat2},
    io::Errno,
};

use crate::words::{LONGEST_PIECE, LONGEST_READING, MOST_PATHS, Piece, Sight};

/// What is at each of these paths.
pub(super) fn read(home: &Path, paths: &[String], limit: usize) -> io::Result<Vec<Sight>> {
    if paths.len() > MOST_PATHS {
        return Err(io::Error::other(format!("more than {MOST_PATHS} paths")));
    }
    let home = open(home, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut left = LONGEST_READING;
    let look = |path: &String| {
        let sight = look(&home, path, limit.min(LONGEST_PIECE).min(left));
        if let Ok(Sight::File { content, .. }) = &sight {
            left -= content.bytes.len();
        }
        sight.unwrap_or_else(|error| Sight::Unreadable(error.to_string()))
    };
    Ok(paths.iter().map(look).collect())
}

fn look(home: &OwnedFd, path: &str, limit: usize) -> io::Result<Sight> {
    // A pipe that nobody writes into is opened at once, and a terminal does not become ours.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let beneath = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let file = match openat2(home, path, flags, Mode::empty(), beneath) {
        Ok(file) => file,
        Err(Errno::NOENT | Errno::NOTDIR) => return Ok(Sight::Absent),
        Err(Errno::XDEV) => return Ok(Sight::Outside),
        // A socket, or a device that is not there.
        Err(Errno::NXIO | Errno::NODEV) => return Ok(Sight::Special),
        Err(error) => return Err(error.into()),
    };
    let about = fstat(&file)?;
    match FileType::from_raw_mode(about.st_mode) {
        FileType::Directory => return Ok(Sight::Directory),
        FileType::RegularFile => {}
        _ => return Ok(Sight::Special),
    }
    let mut content = Piece::default();
    // One byte more tells whether there are more.
    File::from(file).take(limit as u64 + 1).read_to_end(&mut content.bytes)?;
    content.cut = content.bytes.len() > limit;
    content.bytes.truncate(limit);
    Ok(Sight::File {
        size: about.st_size.try_into().unwrap_or_default(),
        mode: about.st_mode & 0o7777,
        owner: about.st_uid,
        content,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::{CWD, mknodat};
    use std::{
        fs,
        os::unix::{
            fs::{PermissionsExt, symlink},
            net::UnixListener,
        },
    };

    fn sights(home: &Path, paths: &[&str], limit: usize) -> Vec<Sight> {
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        read(home, &paths, limit).unwrap()
    }

    #[test]
    fn files_are_read_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        fs::create_dir(home.join("folder")).unwrap();
        fs::write(home.join("folder/file"), "hello").unwrap();
        fs::set_permissions(home.join("folder/file"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("folder/file", home.join("inside")).unwrap();
        for (link, to) in
            [("out", "/etc/passwd"), ("up", "../.."), ("process", "/proc/self/exe"), ("loop", "loop")]
        {
            symlink(to, home.join(link)).unwrap();
        }
        mknodat(CWD, home.join("pipe"), FileType::Fifo, Mode::from_raw_mode(0o666), 0).unwrap();
        let _listening = UnixListener::bind(home.join("socket")).unwrap();

        let file = Sight::File {
            size: 5,
            mode: 0o640,
            owner: rustix::process::getuid().as_raw(),
            content: Piece { bytes: b"hell".to_vec(), cut: true },
        };
        assert_eq!(sights(home, &["folder/file", "inside"], 4), [file.clone(), file]);
        assert_eq!(
            sights(home, &["none", "folder/file/none", "folder", "pipe", "socket"], 9),
            [Sight::Absent, Sight::Absent, Sight::Directory, Sight::Special, Sight::Special]
        );
        let outside = ["out", "up/etc/passwd", "process", "../etc/passwd", "/etc/passwd"];
        assert!(sights(home, &outside, 9).iter().all(|sight| *sight == Sight::Outside));
        assert!(matches!(sights(home, &["loop", "", "nul\0"], 9)[..], [Sight::Unreadable(_), ..]));
    }

    #[test]
    fn huge_files_are_read_in_part() {
        let home = tempfile::tempdir().unwrap();
        File::create(home.path().join("huge")).unwrap().set_len(1 << 40).unwrap();
        let seen = sights(home.path(), &["huge"; 4], usize::MAX);
        let lengths: Vec<usize> = (seen.iter())
            .map(|sight| match sight {
                Sight::File { size, content, .. } => {
                    assert!(*size == 1 << 40 && content.cut);
                    content.bytes.len()
                }
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lengths, [LONGEST_PIECE, LONGEST_PIECE, 0, 0]);
        assert!(read(home.path(), &vec![String::new(); MOST_PATHS + 1], 1).is_err());
    }
}
