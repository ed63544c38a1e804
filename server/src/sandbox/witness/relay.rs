//! A program of ours in a sandbox that carries bytes to somebody there and back, once it has said that it does.

use std::{io, pin::Pin};

use ::witness::RELAYING;
use bollard::container::LogOutput;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::io::AsyncWrite;
use tokio_util::io::StreamReader;

use crate::sandbox::{
    container::Container,
    exec::{Command, Streams},
};

/// At most this much of what a relay complains is kept, bytes.
const COMPLAINT: usize = 1024;

type Output = Pin<Box<dyn futures_util::Stream<Item = io::Result<Bytes>> + Send>>;
/// What is carried, both ways.
pub(in crate::sandbox) type Carried =
    tokio::io::Join<StreamReader<Output, Bytes>, Pin<Box<dyn AsyncWrite + Send>>>;

/// Why a relay carries nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unstarted {
    /// It has ended so.
    #[error("the relay ended with code {code}: {complaint}")]
    Ended {
        /// Its exit code.
        code: i64,
        /// What it complained of.
        complaint: String,
    },
    /// The sandbox or its host is gone, or somebody else speaks.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

/// Starts a relay, and waits for its first line. It ends when what is carried is dropped.
pub(super) async fn start(container: &Container, relay: Command<'_>) -> Result<Carried, Unstarted> {
    let Streams { id, mut output, input } = container.start_command(relay).await?;
    let (mut begun, mut complaint) = (BytesMut::new(), BytesMut::new());
    while begun.len() < RELAYING.len() {
        match output.next().await.transpose().map_err(anyhow::Error::from)? {
            Some(LogOutput::StdOut { message }) => begun.extend_from_slice(&message),
            Some(LogOutput::StdErr { message }) if complaint.len() < COMPLAINT => {
                complaint.extend_from_slice(&message);
            }
            Some(_) => {}
            None => {
                let code = container.exit_code(&id).await?;
                let complaint = String::from_utf8_lossy(&complaint).trim().to_owned();
                return Err(Unstarted::Ended { code, complaint });
            }
        }
    }
    if !begun.starts_with(RELAYING) {
        return Err(anyhow::anyhow!("a relay begins with other words than it should").into());
    }
    let first = begun.split_off(RELAYING.len()).freeze();
    let rest = output.map_err(io::Error::other).try_filter_map(|part| async move {
        Ok(match part {
            LogOutput::StdOut { message } => Some(message),
            _ => None,
        })
    });
    let output = stream::iter((!first.is_empty()).then_some(Ok(first))).chain(rest);
    Ok(tokio::io::join(StreamReader::new(output.boxed()), input))
}
