//! What has happened in the registries of this sandbox, for goals that ask about it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use futures_util::{Stream, stream};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;

/// Happenings that are remembered; older ones were told long ago.
const REMEMBERED: usize = 1000;

/// Which registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Docker Hub.
    Hub,
    /// `localhost:5000`.
    Local,
}

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// Unix time, milliseconds.
    pub at: u64,
    /// Where.
    pub place: Place,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum What {
    /// `docker search`.
    Search {
        /// What was looked for.
        query: String,
        /// How many repositories have it.
        found: u64,
    },
    /// An engine asked for an image.
    Pull {
        /// As people write it: `nginx`, `learner/app`.
        name: String,
        /// Tag or digest.
        reference: String,
        /// What it is now.
        digest: String,
    },
    /// A tag, or a digest without one, was pushed.
    Push {
        /// As people write it.
        name: String,
        /// Tag or digest.
        reference: String,
        /// What it is now.
        digest: String,
        /// The image's own configuration (`Cmd`, `Env`, `Labels`, …); null for an index.
        config: Value,
    },
    /// `docker login`.
    Login {
        /// Name of the account.
        account: String,
    },
}

/// The journal.
#[derive(Clone, Debug, Default)]
pub struct Journal(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    pages: Mutex<Pages>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Pages {
    /// Number of the first happening that is remembered.
    first: usize,
    happenings: VecDeque<Happening>,
}

impl Journal {
    /// Writes something down, now.
    pub fn note(&self, place: Place, what: What) {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = at.as_millis().try_into().unwrap_or(u64::MAX);
        {
            // The journal is whole between any two statements, so a panic elsewhere does not spoil it.
            let mut pages = self.0.pages.lock().unwrap_or_else(PoisonError::into_inner);
            pages.happenings.push_back(Happening { at, place, what });
            if pages.happenings.len() > REMEMBERED {
                pages.happenings.pop_front();
                pages.first += 1;
            }
        }
        self.0.changed.notify_waiters();
    }

    /// All that is remembered, then what comes, for ever.
    pub fn follow(&self) -> impl Stream<Item = Happening> + use<> {
        stream::unfold((self.0.clone(), 0), |(shared, next)| async move {
            loop {
                let changed = shared.changed.notified();
                tokio::pin!(changed);
                // From here on, no change is missed.
                changed.as_mut().enable();
                let (number, happening) = {
                    let pages = shared.pages.lock().unwrap_or_else(PoisonError::into_inner);
                    let number = pages.first.max(next);
                    (number, pages.happenings.get(number - pages.first).cloned())
                };
                match happening {
                    Some(happening) => return Some((happening, (shared.clone(), number + 1))),
                    None => changed.await,
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;

    #[tokio::test]
    async fn who_follows_hears_what_was_and_what_comes() {
        let journal = Journal::default();
        let login = |account: usize| What::Login { account: account.to_string() };
        for account in 0..REMEMBERED + 2 {
            journal.note(Place::Hub, login(account));
        }
        let mut heard = Box::pin(journal.follow());
        for account in 2..REMEMBERED + 2 {
            assert_eq!(heard.next().await.unwrap().what, login(account));
        }
        journal.note(Place::Local, login(0));
        assert_eq!(heard.next().await.unwrap().place, Place::Local);
    }
}
