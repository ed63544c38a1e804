//! Commands of ours inside a sandbox: by absolute path and with a clean environment, never through the learner's.

use std::pin::Pin;

use anyhow::Context;
use bollard::{
    container::LogOutput,
    exec::{CreateExecOptions, StartExecResults},
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::{container::Container, hardening::LEARNER_HOME};

/// At most this much output of a command is kept, bytes: enough for an error message.
const OUTPUT_KEPT: usize = 64 * 1024;

/// Enters the engine's namespaces as the learner, in the learner's home, to run the command that follows.
pub(super) const AS_LEARNER: &str = "/usr/lib/quai/as-learner";

/// Enters the network of the engine alone, as nobody whom the learner could disturb.
const AS_WITNESS: &str = "/usr/lib/quai/as-witness";

/// Who runs a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The engine's own user, who is root inside and nobody outside. The command stays outside: what root in the engine lays
    /// over files and programs is not seen there.
    Engine,
    /// The learner.
    Learner,
    /// Somebody of the learner's group, who looks at the sandbox for the server.
    Witness,
}

/// A command for a sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Command<'a> {
    /// Executable by absolute path, then its arguments.
    pub argv: &'a [&'a str],
    /// Who runs it.
    pub who: Who,
    /// `NAME=value`.
    pub env: &'a [&'a str],
}

/// What a command left.
#[derive(Clone, Debug)]
pub struct Output {
    /// Exit code.
    pub code: i64,
    /// Standard output and error as they came, the first 64 KiB.
    pub text: String,
}

/// The two ends of a started command's streams.
pub(super) struct Streams {
    pub(super) id: String,
    pub(super) output: Pin<Box<dyn Stream<Item = Result<LogOutput, bollard::errors::Error>> + Send>>,
    pub(super) input: Pin<Box<dyn AsyncWrite + Send>>,
}

impl Container {
    /// Starts a command without a terminal, its streams attached.
    pub(super) async fn start_command(&self, command: Command<'_>) -> anyhow::Result<Streams> {
        let entered = match command.who {
            Who::Engine => None,
            Who::Learner => Some(AS_LEARNER),
            Who::Witness => Some(AS_WITNESS),
        };
        let options = CreateExecOptions {
            attach_stdin: Some(true),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            // Its user is the container's own: nobody else may enter the sandbox's user namespaces.
            env: Some(command.env.to_vec()),
            cmd: Some(entered.into_iter().chain(command.argv.iter().copied()).collect()),
            ..CreateExecOptions::default()
        };
        let id = self.engine.docker.create_exec(&self.id, options).await?.id;
        match self.engine.docker.start_exec(&id, None).await? {
            StartExecResults::Attached { output, input } => Ok(Streams { id, output, input }),
            StartExecResults::Detached => {
                anyhow::bail!("the engine detached a command that was to be attached")
            }
        }
    }

    /// Runs a command to its end, feeding it `input`.
    ///
    /// # Errors
    /// When the sandbox or the host's engine is gone. A command that fails is an [`Output`] with another code than 0.
    pub async fn run(&self, command: Command<'_>, input: Bytes) -> anyhow::Result<Output> {
        let Streams { id, mut output, input: mut stdin } = self.start_command(command).await?;
        let feed = async move {
            // A command that ends without reading all of its input is not our failure.
            let _ = stdin.write_all(&input).await;
            let _ = stdin.shutdown().await;
        };
        let collect = async {
            let mut text = Vec::new();
            while let Some(part) = output.next().await {
                let part = part?.into_bytes();
                let room = OUTPUT_KEPT.saturating_sub(text.len());
                text.extend_from_slice(&part[..part.len().min(room)]);
            }
            anyhow::Ok(text)
        };
        let ((), text) = tokio::join!(feed, collect);
        let code = self.exit_code(&id).await?;
        Ok(Output { code, text: String::from_utf8_lossy(&text?).into_owned() })
    }

    /// How a command has ended, once all of its output is there.
    pub(super) async fn exit_code(&self, command: &str) -> anyhow::Result<i64> {
        let inspected = self.engine.docker.inspect_exec(command).await?;
        inspected.exit_code.context("a command without an end")
    }

    /// Runs a script of an exercise as the learner, before the learner enters.
    ///
    /// # Errors
    /// When it fails, with its output, or the sandbox is gone.
    pub async fn run_script(&self, script: &str) -> anyhow::Result<()> {
        let argv = ["/bin/bash", "-euo", "pipefail", "-c", script];
        let home = format!("HOME={LEARNER_HOME}");
        let command = Command { argv: &argv, who: Who::Learner, env: &[&home, "LANG=C.UTF-8"] };
        let output = self.run(command, Bytes::new()).await?;
        anyhow::ensure!(
            output.code == 0,
            "the script ended with code {}: {}",
            output.code,
            output.text.trim()
        );
        Ok(())
    }

    /// Pulls course images from the sandbox's own Docker Hub into the learner's engine.
    ///
    /// # Errors
    /// When one of them is not in the catalogue or cannot be pulled.
    pub async fn pull_images(&self, names: &[String]) -> anyhow::Result<()> {
        for name in names {
            let argv = ["/usr/bin/docker", "--host", "unix:///run/docker.sock", "pull", "--quiet", name];
            let command = Command { argv: &argv, who: Who::Learner, env: &["HOME=/nonexistent"] };
            let output = self.run(command, Bytes::new()).await?;
            anyhow::ensure!(output.code == 0, "image `{name}` was not pulled: {}", output.text.trim());
        }
        Ok(())
    }

    /// Lays an exercise's files, a tar archive, in the learner's home.
    ///
    /// # Errors
    /// When the archive cannot be unpacked.
    pub async fn lay_files(&self, archive: Bytes) -> anyhow::Result<()> {
        let argv = ["/usr/bin/tar", "--extract", "--no-same-owner", "--directory", LEARNER_HOME];
        let output = self.run(Command { argv: &argv, who: Who::Learner, env: &[] }, archive).await?;
        anyhow::ensure!(output.code == 0, "the exercise's files were not laid: {}", output.text.trim());
        Ok(())
    }
}
