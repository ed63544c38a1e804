//! The witness of a sandbox; the server starts it there.
//!
//! - `relay SOCKET PROGRAM [PID STARTED]`: standard input and output to and from whoever listens there, if that is who it
//!   should be. Says so in a first line; otherwise ends with 77 and a line of why.
//! - `identify SOCKET PROGRAM`: prints `PID STARTED` of whoever listens there, if that runs the program.
//! - `port PORT`: standard input and output to and from whoever listens on that port of loopback. Says so in the same first
//!   line; ends with 78 where nobody does.
//! - `attend`: lines of [`witness::words`], until there are no more.

use std::{env, os::unix::net::UnixStream, path::Path, process::ExitCode};

use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use witness::{
    FOREIGN, NOBODY,
    attend::attend,
    listener::{Listener, Refusal, identify},
    port::{Unconnected, port},
    relay::relay,
};

fn main() -> ExitCode {
    match witness() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quai-witness: {error:#}");
            let foreign = matches!(error.downcast_ref(), Some(Refusal::Foreign(_)));
            let nobody = matches!(error.downcast_ref(), Some(Unconnected::Nobody(_)));
            match (foreign, nobody) {
                (true, _) => FOREIGN.into(),
                (_, true) => NOBODY.into(),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

fn witness() -> anyhow::Result<()> {
    // Nobody of the same user may look into it, or put words into its mouth.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["identify", socket, program] => {
            let connection = UnixStream::connect(socket)?;
            println!("{}", identify(&connection, Path::new(program))?);
        }
        ["relay", socket, program] => relay(Path::new(socket), Path::new(program), None)?,
        ["relay", socket, program, pid, started] => {
            let known: Listener = format!("{pid} {started}").parse()?;
            relay(Path::new(socket), Path::new(program), Some(known))?;
        }
        ["port", number] => port(number.parse()?)?,
        ["attend"] => attend("/home/learner".as_ref())?,
        _ => {
            anyhow::bail!("relay SOCKET PROGRAM [PID STARTED] | identify SOCKET PROGRAM | port PORT | attend")
        }
    }
    Ok(())
}
