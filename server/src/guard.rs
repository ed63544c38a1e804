//! What outlives a server that is killed. Sandboxes end by themselves at their deadline, but one that is frozen can do nothing:
//! the guard is a process beside the server which thaws them when the server is gone, and ends.

use std::{
    os::unix::process::CommandExt,
    process::{ChildStdin, Command, Stdio},
    time::Instant,
};

use anyhow::Context;

use crate::{
    sandbox::{Engine, engine::Host},
    timeouts,
};

/// The guard of this server: it does its work when this is dropped, in whichever way.
#[derive(Debug)]
pub struct Post {
    _lifeline: ChildStdin,
}

/// Starts the guard.
///
/// # Errors
/// When this executable cannot be started again.
pub fn post(engines: &[Host], instance: &str) -> anyhow::Result<Post> {
    let executable = std::env::current_exe().context("finding this executable")?;
    let mut command = Command::new(executable);
    command.args(["guard", instance]);
    command.args(engines.iter().map(Host::to_string));
    // The pipe is how it learns of our end, whichever way that comes; Ctrl+C is for us alone.
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let mut guard = command.spawn().context("starting the guard")?;
    Ok(Post { _lifeline: guard.stdin.take().context("the guard's input is piped")? })
}

/// Waits for the server's end, then thaws every sandbox of the instance.
///
/// # Errors
/// When an engine does not answer in time.
pub async fn stand(instance: &str, engines: &[Host]) -> anyhow::Result<()> {
    // Whatever is read or goes wrong: it is the end that counts. Nothing else is to be done meanwhile.
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    let thawed = engines.iter().map(|host| async move {
        let begun = Instant::now();
        loop {
            let thawed = async { Engine::connect(host).await?.thaw_all(instance).await };
            match thawed.await {
                Err(error) if begun.elapsed() > timeouts::GUARD => return Err(error),
                Err(_) => tokio::time::sleep(timeouts::ENGINE_RETRY).await,
                Ok(()) => return Ok(()),
            }
        }
    });
    futures_util::future::try_join_all(thawed).await.map(drop)
}
