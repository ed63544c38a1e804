//! What was so before the learner could type, when the sandbox was the server's alone: what comes later is judged by it.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context;
use bytes::Bytes;
use exercises::Container;
use jiff::Timestamp;
use tokio::time::timeout;

use super::{Session, probes::Probes};
use crate::{
    sandbox::{Sandbox, witness::Listener},
    store::Kept,
    timeouts,
};

/// What was so before the learner could type.
#[derive(Clone, Debug)]
pub(super) struct Groundwork {
    /// When the exercise was laid out: what happened before was not the learner.
    pub(super) laid_out: Timestamp,
    /// The process that is the sandbox's engine.
    pub(super) listener: Option<Listener>,
    /// The names of the images that were there, and which image each named.
    pub(super) given: BTreeMap<String, String>,
    /// The containers that were there: the first thing that a learner does may be to remove one. A server that is started
    /// later knows them by what the engine tells of their end.
    pub(super) containers: Vec<Container>,
}

impl Groundwork {
    /// Of a sandbox that is still to be laid out.
    pub(super) fn none() -> Self {
        Self { laid_out: Timestamp::now(), listener: None, given: BTreeMap::new(), containers: Vec::new() }
    }

    /// Of a sandbox that another server has laid out. What is written down wrongly is asked anew.
    pub(super) fn of(kept: &Kept) -> Self {
        Self {
            laid_out: Timestamp::from_millisecond(kept.laid_out).unwrap_or_default(),
            listener: kept.listener.as_ref().and_then(|listener| listener.parse().ok()),
            given: serde_json::from_str(&kept.given).unwrap_or_default(),
            containers: Vec::new(),
        }
    }

    /// Brings the sandbox to the exercise's starting state, connects to its engine, and sees to it that whatever the goals need
    /// is there before the learner can be in the way.
    pub(super) async fn lay(
        sandbox: &Sandbox,
        session: &Session,
        probes: &mut Option<Probes>,
    ) -> anyhow::Result<Self> {
        let (exercise, container) = (&session.exercise, &sandbox.container);
        let pulled = async {
            timeout(timeouts::IMAGE_LOAD, container.pull_images(&exercise.images))
                .await
                .context("loading images")?
        };
        let dialled = async {
            timeout(timeouts::INNER_DIAL, sandbox.inner())
                .await
                .context("dialling the sandbox's engine")??;
            sandbox.listener().await
        };
        let looks = probes.insert(Probes::new(container.clone()));
        let ((), listener, ()) = tokio::try_join!(pulled, dialled, looks.prepare(&session.inquiry))?;
        if let Some(files) = &exercise.files {
            let lay = container.lay_files(archive(files)?);
            timeout(timeouts::SETUP, lay).await.context("laying files")??;
        }
        if let Some(script) = &exercise.setup {
            timeout(timeouts::SETUP, container.run_script(script))
                .await
                .context("setup.sh")?
                .context("setup.sh")?;
        }
        let listed = async {
            let inner = sandbox.inner().await?;
            let containers = if exercise.setup.is_some() { inner.containers().await? } else { Vec::new() };
            anyhow::Ok((inner.image_names().await?, containers))
        };
        let (given, containers) =
            timeout(timeouts::FACTS, listed).await.context("listing images and containers")??;
        Ok(Self { laid_out: Timestamp::now(), listener: Some(listener), given, containers })
    }
}

/// The files of an exercise, as they are sent.
fn archive(folder: &Path) -> anyhow::Result<Bytes> {
    let mut archive = tar::Builder::new(Vec::new());
    archive.append_dir_all(".", folder).with_context(|| format!("packing {}", folder.display()))?;
    Ok(archive.into_inner()?.into())
}
