//! What was so before the learner could type, when the sandbox was the server's alone: what comes later is judged by it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{sandbox::witness::Listener, store::Kept};

/// What was so before the learner could type.
#[derive(Clone, Debug)]
pub(super) struct Groundwork {
    /// When the exercise was laid out: what happened before was not the learner.
    pub(super) laid_out: Timestamp,
    /// The process that is the sandbox's engine.
    pub(super) listener: Option<Listener>,
    /// The names of the images that were there, and which image each named.
    pub(super) given: BTreeMap<String, String>,
}

impl Groundwork {
    /// Of a sandbox that is still to be laid out.
    pub(super) fn none() -> Self {
        Self { laid_out: Timestamp::now(), listener: None, given: BTreeMap::new() }
    }

    /// Of a sandbox that another server has laid out. What is written down wrongly is asked anew.
    pub(super) fn of(kept: &Kept) -> Self {
        Self {
            laid_out: Timestamp::from_millisecond(kept.laid_out).unwrap_or_default(),
            listener: kept.listener.as_ref().and_then(|listener| listener.parse().ok()),
            given: serde_json::from_str(&kept.given).unwrap_or_default(),
        }
    }
}
