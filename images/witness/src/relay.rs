//! Bytes from standard input to a connection and back.

use std::{
    fs::File,
    io::{self, Read, Write},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::Path,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use rustix::stdio;

use crate::{
    RELAYING,
    listener::{Listener, Refusal, recognize},
};

/// When one direction has ended, the other may go on for so long: an answer may be on its way.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// So much is carried at once, bytes.
const LOAD: usize = 16 * 1024;

/// Connects to `socket`, and relays until either side ends, if `program` listens there and, where one is `known`, that very
/// process. Otherwise nothing is relayed.
///
/// # Errors
/// When nobody listens, or somebody else.
pub fn relay(socket: &Path, program: &Path, known: Option<Listener>) -> Result<(), Refusal> {
    let connection = UnixStream::connect(socket)?;
    recognize(&connection, program, known)?;
    Ok(converse(connection, |connection| connection.shutdown(Shutdown::Write))?)
}

/// Says that the way is open, and carries both ways until either side ends. Nothing is held that is not carried yet: whoever
/// does not read makes the other side wait.
pub(crate) fn converse<C>(connection: C, close: fn(&C) -> io::Result<()>) -> io::Result<()>
where
    C: Send + Sync + 'static,
    for<'a> &'a C: Read + Write,
{
    let asked = File::from(stdio::stdin().try_clone_to_owned()?);
    let mut answered = File::from(stdio::stdout().try_clone_to_owned()?);
    answered.write_all(RELAYING)?;
    let (ended, end) = mpsc::channel();
    let also_ended = ended.clone();
    let from = Arc::new(connection);
    let to = from.clone();
    thread::spawn(move || {
        carry(asked, &*to);
        // Whoever listens hears that no more is coming.
        let _ = close(&to);
        let _ = ended.send(());
    });
    thread::spawn(move || {
        carry(&*from, answered);
        let _ = also_ended.send(());
    });
    // Each is sent by one of the two.
    let _ = end.recv();
    let _ = end.recv_timeout(LAST_WORDS);
    Ok(())
}

/// Carries bytes until there are none any more, or nobody to take them.
fn carry(mut from: impl Read, mut to: impl Write) {
    let mut load = vec![0; LOAD];
    loop {
        match from.read(&mut load) {
            Ok(0) => return,
            Ok(length) if to.write_all(&load[..length]).is_ok() => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            _ => return,
        }
    }
}
