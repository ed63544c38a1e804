//! A process beside a session, which looks at the sandbox when it is asked to. It ends with its standard input.
//!
//! - `exchange`: knocks at a port. `read`: looks at files. `run`: runs scripts. `watch`: tells of changes.
//! - `turns`: as many at once as may be.

mod exchange;
mod read;
mod run;
mod turns;
mod watch;

use std::{
    io::{self, BufRead, Read, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use anyhow::Context;

use crate::words::{Answer, Ask, LONGEST_LINE, Request, Said, UNDER_WAY};
use turns::Turns;

/// What a request needs of its stack, bytes.
const STACK: usize = 128 * 1024;

/// Says lines, whole ones.
#[derive(Clone, Default)]
struct Mouth(Arc<Mutex<()>>);

impl Mouth {
    fn say(&self, said: &Said) -> io::Result<()> {
        let mut line = serde_json::to_vec(said)?;
        line.push(b'\n');
        let _one = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut stdout = io::stdout().lock();
        stdout.write_all(&line)?;
        stdout.flush()
    }
}

/// Answers what is asked on standard input until that ends.
///
/// # Errors
/// When something is asked that is no request: nobody knows then what else is wrong.
pub fn attend(home: &Path) -> anyhow::Result<()> {
    let home: Arc<Path> = home.into();
    let (mouth, turns) = (Mouth::default(), Turns::new(UNDER_WAY));
    let mut watched = None;
    let mut asked = io::stdin().lock();
    while let Some(Request { id, ask }) = request(&mut asked)? {
        if let Ask::Watch {} = ask {
            let watching = match watched {
                Some(watching) => watching,
                None => watch::watch(&home, mouth.clone())
                    .map_or_else(|error| Answer::Failed(error.to_string()), Answer::Watch),
            };
            mouth.say(&Said::Answer { id, answer: watching.clone() })?;
            watched = matches!(watching, Answer::Watch(_)).then_some(watching);
            continue;
        }
        let turn = turns.take();
        let (home, mouth) = (home.clone(), mouth.clone());
        let answering = move || {
            let answer = match ask {
                Ask::Exchange { to, send, limit, millis } => {
                    exchange::exchange(to, &send, limit, millis).map(Answer::Exchange)
                }
                Ask::Read { paths, limit } => read::read(&home, &paths, limit).map(Answer::Read),
                Ask::Run { script, millis, limit } => {
                    run::run(&home, &script, millis, limit).map(Answer::Run)
                }
                Ask::Watch {} => Err(io::ErrorKind::Unsupported.into()),
            };
            let answer = answer.unwrap_or_else(|error| Answer::Failed(error.to_string()));
            // Who does not listen any more has gone: so will standard input.
            let _ = mouth.say(&Said::Answer { id, answer });
            drop(turn);
        };
        thread::Builder::new().stack_size(STACK).spawn(answering).context("a thread for an answer")?;
    }
    run::end_all();
    Ok(())
}

/// The next request, if there is one.
fn request(asked: &mut impl BufRead) -> anyhow::Result<Option<Request>> {
    let mut line = Vec::new();
    asked.take(LONGEST_LINE as u64).read_until(b'\n', &mut line)?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => serde_json::from_slice(&line).map(Some).context("this is no request"),
        Some(_) if line.len() + 1 == LONGEST_LINE => anyhow::bail!("this is no request: it is too long"),
        // Whoever asked has gone in the middle of a word.
        Some(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_lines_and_have_an_end() {
        let mut asked = &b"{\"id\":1,\"ask\":{\"watch\":{}}}\n{\"id\":2"[..];
        assert_eq!(request(&mut asked).unwrap().unwrap().id, 1);
        assert!(request(&mut asked).unwrap().is_none());
        assert!(request(&mut &b"hello\n"[..]).is_err());
        let endless = vec![b'x'; LONGEST_LINE + 1];
        assert!(request(&mut endless.as_slice()).is_err());
    }
}
