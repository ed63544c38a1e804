//! Keeps mdBook quiet, and hears what it warns about.
//!
//! mdBook says everything by `tracing`: progress, which nobody asked for, and warnings such as an HTML tag
//! that is never closed, which are mistakes of a page. Progress is dropped, warnings are kept for the caller.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span, subscriber};

/// Runs `work`; returns what it returned, and its warnings and errors in order.
pub(crate) fn warnings_of<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let heard = Arc::<Mutex<Vec<String>>>::default();
    let result = subscriber::with_default(Ear(heard.clone()), work);
    let warnings = std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
    (result, warnings)
}

/// A subscriber that notes messages and ignores spans.
struct Ear(Arc<Mutex<Vec<String>>>);

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.0);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// The text of an event.
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            write!(self.0, "{value:?}").expect("a String takes all that is written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_kept_and_progress_is_not() {
        let (result, warnings) = warnings_of(|| {
            tracing::info!("building");
            tracing::warn!("unclosed HTML tag `<{}>`", "b");
            7
        });
        assert_eq!((result, warnings), (7, vec!["unclosed HTML tag `<b>`".to_owned()]));
    }
}
