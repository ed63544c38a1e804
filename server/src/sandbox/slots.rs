//! Slots: no two sandboxes have an id of the host's users in common.
//!
//! A slot is 65536 ids. What one sandbox's root leaves or breaks is then out of another's reach even where the kernel goes by
//! ids alone: keys, limits per user, files on a shared disk, signals. The image knows the same slots: `images/sandbox/ids`.

use std::{
    collections::HashSet,
    ops::Range,
    sync::{
        LazyLock, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use anyhow::Context;
use bollard::{models::ContainerCreateBody, query_parameters::ListContainersOptionsBuilder};
use uuid::Uuid;

use super::{
    Engine,
    hardening::{LEARNER_HOME, LEARNER_UID},
};

/// Label of a sandbox's container, with its slot: the engine itself remembers which ones are in use, whoever uses them.
pub const LABEL_SLOT: &str = "io.quai.slot";

/// First id of slot 0.
const FIRST: u32 = 1 << 24;
/// Ids of a slot: as many as a container knows.
const IDS: u32 = 1 << 16;
/// How many there are. Slot 0 is for those who start a sandbox by hand.
const SLOTS: u32 = 4096;

/// Ids of the host that are given to sandboxes, all of them.
pub(super) fn ids() -> Range<u64> {
    u64::from(FIRST)..u64::from(FIRST + SLOTS * IDS)
}

/// Slots that this process holds: between the choice and the container, the engine does not know them yet.
static HELD: Mutex<Option<HashSet<u32>>> = Mutex::new(None);

fn held() -> MutexGuard<'static, Option<HashSet<u32>>> {
    // The set is whole between any two statements, so a panic elsewhere does not spoil it.
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The slot after the last one that was given, in a circle: none comes again before all others have.
pub(super) fn next() -> u32 {
    // Another server of the same engine begins elsewhere.
    static LAST: LazyLock<AtomicU32> = LazyLock::new(|| AtomicU32::new(Uuid::new_v4().as_fields().0 % SLOTS));
    1 + LAST.fetch_add(1, Ordering::Relaxed) % (SLOTS - 1)
}

/// Gives a container the ids of a slot.
pub(super) fn assign(body: &mut ContainerCreateBody, slot: u32) {
    let root = FIRST + slot * IDS;
    body.user = Some(format!("{root}:{root}"));
    body.labels.get_or_insert_default().insert(LABEL_SLOT.to_owned(), slot.to_string());
    let tmpfs = body.host_config.iter_mut().filter_map(|host| host.tmpfs.as_mut()).flatten();
    for (path, options) in tmpfs {
        let owner = if path == LEARNER_HOME { root + LEARNER_UID } else { root };
        let others =
            options.split(',').filter(|option| !option.starts_with("uid=") && !option.starts_with("gid="));
        *options = others
            .map(str::to_owned)
            .chain([format!("uid={owner},gid={owner}")])
            .collect::<Vec<_>>()
            .join(",");
    }
}

/// A slot that no other sandbox of the engine has. To be held until the container is gone.
#[derive(Debug)]
pub struct Slot(u32);

impl Slot {
    /// Takes a slot that neither this process nor a container of the engine, whoever made it, has, and gives it to a
    /// container to be. One that is no sandbox, having no slot, gets none.
    ///
    /// # Errors
    /// When the engine does not answer, or all are taken.
    pub async fn take(engine: &Engine, body: &mut ContainerCreateBody) -> anyhow::Result<Option<Self>> {
        if body.labels.as_ref().is_none_or(|labels| !labels.contains_key(LABEL_SLOT)) {
            return Ok(None);
        }
        let used = engine.slots().await?;
        let slot = Self::choose(&used).context("all slots are taken")?;
        assign(body, slot.0);
        Ok(Some(slot))
    }

    fn choose(used: &HashSet<u32>) -> Option<Self> {
        let mut held = held();
        let held = held.get_or_insert_default();
        let slot = (1..SLOTS).map(|_| next()).find(|slot| !used.contains(slot) && !held.contains(slot))?;
        held.insert(slot);
        Some(Self(slot))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(held) = held().as_mut() {
            held.remove(&self.0);
        }
    }
}

impl Engine {
    /// Slots of the containers that there are.
    async fn slots(&self) -> anyhow::Result<HashSet<u32>> {
        let filters = [("label".to_owned(), vec![LABEL_SLOT.to_owned()])].into();
        let options = ListContainersOptionsBuilder::default().all(true).filters(&filters).build();
        let containers = self.docker.list_containers(Some(options)).await?;
        let labels = containers.into_iter().filter_map(|container| container.labels?.remove(LABEL_SLOT));
        Ok(labels.filter_map(|slot| slot.parse().ok()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_knows_the_same_ids() {
        let ids = include_str!("../../../images/sandbox/ids");
        for (name, value) in [("FIRST", FIRST), ("SLOTS", SLOTS), ("LEARNER", LEARNER_UID)] {
            assert!(
                ids.lines().any(|line| line.split_whitespace().next() == Some(&format!("{name}={value}")))
            );
        }
        assert!(FIRST + SLOTS * IDS <= i32::MAX.unsigned_abs(), "the engine takes no greater ids");
    }

    #[test]
    fn a_slot_is_given_once_until_it_is_given_back() {
        // A slot that other tests may hold meanwhile is one more that is taken, hence the few that are left out.
        let used: HashSet<u32> = (0..SLOTS - 3).collect();
        let slots: Vec<Slot> = std::iter::from_fn(|| Slot::choose(&used)).collect();
        let distinct: HashSet<u32> = slots.iter().map(|slot| slot.0).collect();
        assert_eq!(distinct.len(), slots.len());
        assert_eq!(distinct, HashSet::from([SLOTS - 3, SLOTS - 2, SLOTS - 1]));
        drop(slots);
        assert!(Slot::choose(&used).is_some());
    }

    #[test]
    fn a_slot_replaces_the_one_before() {
        let mut body = super::super::hardening::tests::body();
        assign(&mut body, 7);
        assign(&mut body, 8);
        let root = 16_777_216 + 8 * 65_536;
        assert_eq!(body.user, Some(format!("{root}:{root}")));
        let tmpfs = body.host_config.unwrap().tmpfs.unwrap();
        assert_eq!(tmpfs["/run"].matches("id=").count(), 2);
        assert!(tmpfs["/run"].ends_with(&format!(",uid={root},gid={root}")));
        assert!(tmpfs[LEARNER_HOME].ends_with(&format!(",uid={0},gid={0}", root + 1000)));
    }
}
