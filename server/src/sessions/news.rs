//! What happens in a session's engine and in its registries, as they tell it.

use exercises::{Container, RegistryEvent};
use futures_util::{Stream, StreamExt, stream};
use jiff::Timestamp;
use tokio::{
    sync::{Notify, mpsc::Sender},
    time::{sleep, timeout},
};
use tracing::debug;

use crate::{
    sandbox::{events::Told, inner::InnerEngine, journal::Action},
    timeouts,
};

/// Something that an engine told, or that it may have kept quiet: its events broke off.
#[derive(Debug)]
pub(super) enum News {
    /// It told of this.
    Told {
        /// What it told.
        told: Box<Told>,
        /// The container that was created, looked at on the spot; none if it was gone even so.
        created: Option<Box<Container>>,
    },
    /// Anything may have happened meanwhile.
    BrokeOff,
}

/// Tells whatever happens in an engine after `since`, as long as anybody listens. A container that is created is looked at
/// at once, whatever the listener is about: with `--rm` it may be gone when he comes to it. `stirred` hears of it before that.
pub(super) async fn tell(inner: &InnerEngine, since: Timestamp, stirred: &Notify, listener: Sender<News>) {
    let mut events = Box::pin(lasting_events(inner, since));
    while let Some(told) = events.next().await {
        stirred.notify_one();
        let news = match told {
            Some(told) => {
                let created = match &told.container {
                    Some(event) if event.action == Action::Create => {
                        let looked = timeout(timeouts::FACTS, inner.container(&event.id)).await;
                        looked.ok().and_then(Result::ok).flatten().map(Box::new)
                    }
                    _ => None,
                };
                News::Told { told: Box::new(told), created }
            }
            None => News::BrokeOff,
        };
        if listener.send(news).await.is_err() {
            return;
        }
    }
}

/// The engine's events from now on, taken up again where they break off; `None` where they did.
fn lasting_events(inner: &InnerEngine, since: Timestamp) -> impl Stream<Item = Option<Told>> {
    // An event that comes between two subscriptions is told by the second one.
    stream::unfold((None, since), move |(subscription, mut since)| async move {
        let mut events = match subscription {
            Some(events) => events,
            None => Box::pin(inner.events(since)),
        };
        if let Some(Ok(told)) = events.next().await {
            since = told.at.max(since);
            return Some((Some(told), (Some(events), since)));
        }
        sleep(timeouts::ENGINE_RETRY).await;
        Some((None, (None, since)))
    })
}

/// What happens in the sandbox's registries, told again from the beginning where it breaks off; nothing if nobody asks.
pub(super) fn of_registries(inner: &InnerEngine, asked: bool) -> impl Stream<Item = RegistryEvent> {
    let told = stream::unfold(None, move |told| async move {
        let mut events = match told {
            Some(events) => events,
            None => match timeout(timeouts::INNER_DIAL, inner.registry_events()).await {
                Ok(Ok(events)) => Box::pin(events),
                failed => {
                    debug!(failed = ?failed.map(|_| ()), "the sandbox's registries do not answer");
                    sleep(timeouts::ENGINE_RETRY).await;
                    return Some((None, None));
                }
            },
        };
        match events.next().await {
            Some(event) => Some((event.ok(), Some(events))),
            None => {
                sleep(timeouts::ENGINE_RETRY).await;
                Some((None, None))
            }
        }
    });
    let told = told.filter_map(|event| async move { event });
    if asked { told.left_stream() } else { stream::empty().right_stream() }
}
