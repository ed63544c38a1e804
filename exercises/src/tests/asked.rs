//! What the reader asks of manifests, noted while it reads: so that the schema can be held against it.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static NOTES: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Notes that a key was asked for, by its path, and what it may hold.
pub(crate) fn note(path: &str, what: String) {
    NOTES.with_borrow_mut(|notes| notes.insert(path.to_owned(), what));
}

/// All that was noted while `read` went on, on this thread.
pub(super) fn during(read: impl FnOnce()) -> BTreeMap<String, String> {
    NOTES.take();
    read();
    NOTES.take()
}
