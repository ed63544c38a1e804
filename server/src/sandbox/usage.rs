//! What a container uses of its host, as the host's engine tells it.

use std::{collections::HashMap, time::Duration};

use anyhow::Context;
use bollard::query_parameters::{EventsOptionsBuilder, StatsOptionsBuilder};
use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::time::timeout;

use super::{Engine, container::Container};
use crate::timeouts;

/// What a container uses. What the host's engine holds for it (a shim of 4 to 7 MiB) is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Memory, without the file cache that the kernel would give back, bytes.
    pub memory: u64,
    /// Processor time since it started.
    pub cpu: Duration,
}

impl Engine {
    /// What a container, by its id or its name, uses now.
    ///
    /// # Errors
    /// When it is gone, or the engine does not answer.
    pub async fn usage_of(&self, container: &str) -> anyhow::Result<Usage> {
        let options = StatsOptionsBuilder::default().stream(false).one_shot(true).build();
        let mut stats = Box::pin(self.docker.stats(container, Some(options)));
        let stats = stats.try_next().await?.context("the engine tells nothing of a container")?;
        let memory = stats.memory_stats.unwrap_or_default();
        let detail = memory.stats.unwrap_or_default();
        // Control groups of version 1 and 2 have other names for it.
        let cache = detail.get("total_inactive_file").or_else(|| detail.get("inactive_file")).copied();
        let cpu = stats.cpu_stats.and_then(|cpu| cpu.cpu_usage?.total_usage);
        Ok(Usage {
            memory: memory.usage.unwrap_or_default().saturating_sub(cache.unwrap_or_default()),
            cpu: Duration::from_nanos(cpu.unwrap_or_default()),
        })
    }
}

impl Container {
    /// One item each time that memory runs out in it and the kernel kills something. Ends with the host's engine.
    pub fn memory_kills(&self) -> impl Stream<Item = ()> + Send + use<> {
        let filters = HashMap::from([("container", vec![self.id.as_str()]), ("event", vec!["oom"])]);
        let options = EventsOptionsBuilder::default().filters(&filters).build();
        let events = self.engine.docker.events(Some(options));
        events.take_while(|event| std::future::ready(event.is_ok())).map(|_| ())
    }

    /// Processes and threads in it. Engines take up to a second to tell.
    ///
    /// # Errors
    /// When the engine does not answer.
    pub async fn processes(&self) -> anyhow::Result<u64> {
        let options = StatsOptionsBuilder::default().stream(false).one_shot(true).build();
        let mut stats = Box::pin(self.engine.docker.stats(&self.id, Some(options)));
        let stats = timeout(timeouts::USAGE, stats.try_next()).await??;
        stats.and_then(|stats| stats.pids_stats?.current).context("nothing is known of its processes")
    }
}
