//! The learner's shell. It outlives the connection that opened it: a keeper holds its terminal, and whoever runs this again
//! gets the same shell with all that runs in it. Who was connected before is sent away. `shell 2` is another shell.
//!
//! - [`visitor`]: the side of a connection, which ends with it.
//! - [`keeper`]: the side of the shell, which ends with that.
//! - [`frames`]: what the two say to each other.
//!
//! `dtach` does the same, but writes to the shell and reads from it in turns: a paste into a program that prints what it
//! reads filled both ways, and neither side moved again.

mod frames;
mod keeper;
mod visitor;

use std::{
    env,
    os::fd::OwnedFd,
    path::PathBuf,
    process::{ExitCode, exit},
};

use rustix::stdio;
use tokio::net::UnixListener;

/// Where the keeper of the first shell listens; others have their number behind it.
const SOCKET: &str = "/run/learner/shell";
/// What is kept.
const SHELL: &[&str] = &["bash", "--login"];
/// The first argument of a keeper; its standard input is the socket.
const KEEP: &str = "keep";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let code = match env::args().nth(1).as_deref() {
        Some(KEEP) => keep().await,
        number => visitor::visit(&socket(number)).await,
    };
    match code {
        // Not by returning: a thread may still wait for a key.
        Ok(code) => exit(code.into()),
        Err(error) => {
            eprintln!("quai-shell: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn socket(number: Option<&str>) -> PathBuf {
    match number {
        None | Some("1") => SOCKET.into(),
        Some(number) => format!("{SOCKET}-{number}").into(),
    }
}

async fn keep() -> anyhow::Result<u8> {
    let socket: OwnedFd = stdio::stdin().try_clone_to_owned()?;
    let socket = std::os::unix::net::UnixListener::from(socket);
    socket.set_nonblocking(true)?;
    keeper::keep(UnixListener::from_std(socket)?, SHELL).await
}
