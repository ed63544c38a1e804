//! As many at once as may be; who comes after that waits.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

#[derive(Clone)]
pub(super) struct Turns(Arc<(Mutex<usize>, Condvar)>);

/// A turn, until it is dropped.
pub(super) struct Turn(Turns);

impl Turns {
    pub(super) fn new(at_once: usize) -> Self {
        Self(Arc::new((Mutex::new(at_once), Condvar::new())))
    }

    pub(super) fn take(&self) -> Turn {
        let (free, given_back) = &*self.0;
        let free = free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = given_back.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self.clone())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let (free, given_back) = &*self.0.0;
        *free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        given_back.notify_one();
    }
}
