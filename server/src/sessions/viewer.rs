//! A page with the terminal open. Each reads at its own pace from its own place in the output: however slow a page or fast a
//! program, nothing is buffered without bound.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::watch;

use super::output::{End, Output, WINDOW};

/// One look at a terminal.
#[derive(Debug)]
pub struct Viewer {
    pub(super) output: Arc<Output>,
    pub(super) changes: watch::Receiver<u64>,
    pub(super) next: u64,
    /// Where it began.
    pub view: View,
}

/// Where a look at a terminal begins.
#[derive(Clone, Debug)]
pub struct View {
    pub(super) id: u64,
    /// Name of the stream.
    pub stream: String,
    /// Number of the first byte that is shown.
    pub from: u64,
    /// How many of the first bytes are past output.
    pub past: u64,
    /// Whether they go on from what the page shows already.
    pub goes_on: bool,
}

/// What a viewer sees next.
#[derive(Debug, PartialEq, Eq)]
pub enum Sight {
    /// Output.
    Output(Bytes),
    /// The shell has ended, with this code.
    Ended(i64),
    /// The connection to the shell is lost: there may be another one in a moment.
    Lost,
}

impl Viewer {
    /// Whether nobody has looked at this shell before.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.view.id == 0
    }

    /// Waits for what comes next. Can be dropped and called again.
    pub async fn next(&mut self) -> Sight {
        loop {
            self.changes.borrow_and_update();
            if let Some(sight) = self.look() {
                return sight;
            }
            if self.changes.changed().await.is_err() {
                return Sight::Lost;
            }
        }
    }

    fn look(&mut self) -> Option<Sight> {
        let mut stream = self.output.look();
        // Who was so slow that bytes have gone goes on from the oldest that are left.
        let lost = stream.begin().saturating_sub(self.next);
        if lost > 0 {
            self.next += lost;
            if let Some(acked) = stream.viewers.get_mut(&self.view.id) {
                *acked += lost;
            }
        }
        let acked = stream.viewers.get(&self.view.id).copied().unwrap_or(self.next);
        if self.next < stream.end {
            // A full window waits even when the shell has ended: the end is told after the last byte.
            if self.next.saturating_sub(acked) >= WINDOW {
                return None;
            }
            let piece = stream.piece(self.next);
            self.next += piece.len() as u64;
            return Some(Sight::Output(piece));
        }
        stream.ended.map(|end| match end {
            End::Exit(code) => Sight::Ended(code),
            End::Lost => Sight::Lost,
        })
    }

    /// A handle to acknowledge with, while [`Viewer::next`] waits.
    #[must_use]
    pub fn acknowledger(&self) -> Acknowledger {
        Acknowledger { output: self.output.clone(), id: self.view.id }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.output.change(|stream| stream.viewers.remove(&self.view.id));
    }
}

/// Tells the terminal what a viewer has taken in.
#[derive(Debug)]
pub struct Acknowledger {
    output: Arc<Output>,
    id: u64,
}

impl Acknowledger {
    /// The viewer has taken in so many bytes more. More than were sent counts as all.
    pub fn acknowledge(&self, bytes: u64) {
        self.output.change(|stream| {
            let end = stream.end;
            if let Some(acked) = stream.viewers.get_mut(&self.id) {
                *acked = acked.saturating_add(bytes).min(end);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::output::{PIECE, Past, SCROLLBACK, Seen};
    use super::*;

    #[test]
    fn a_viewer_that_does_not_acknowledge_gets_one_window_and_holds_the_shell() {
        let output = Output::new(&Past::None);
        let mut viewer = output.view(None);
        output.change(|stream| stream.push(&vec![b'x'; WINDOW as usize + 10]));
        let mut seen = 0;
        while let Some(Sight::Output(piece)) = viewer.look() {
            seen += piece.len() as u64;
        }
        assert_eq!(seen, WINDOW);
        assert!(output.look().is_full());
        viewer.acknowledger().acknowledge(u64::MAX);
        assert!(!output.look().is_full());
        assert!(matches!(viewer.look(), Some(Sight::Output(piece)) if piece.len() == 10));
    }

    #[test]
    fn the_fastest_viewer_sets_the_pace_and_a_slow_one_skips() {
        let output = Output::new(&Past::None);
        let (mut slow, mut fast) = (output.view(None), output.view(None));
        for _ in 0..40 {
            output.change(|stream| stream.push(&[b'x'; PIECE]));
            let Some(Sight::Output(piece)) = fast.look() else { panic!("the fast viewer saw nothing") };
            fast.acknowledger().acknowledge(piece.len() as u64);
            assert!(!output.look().is_full());
        }
        assert!(matches!(slow.look(), Some(Sight::Output(_))));
        assert!(slow.next > SCROLLBACK as u64);
        drop(fast);
        assert_eq!(output.look().viewers.len(), 1);
    }

    #[tokio::test]
    async fn the_end_is_told_after_the_last_byte() {
        let output = Output::new(&Past::None);
        let mut viewer = output.view(None);
        output.change(|stream| {
            stream.push(b"bye");
            stream.ended = Some(End::Exit(7));
        });
        assert_eq!(viewer.next().await, Sight::Output(Bytes::from_static(b"bye")));
        assert_eq!(viewer.next().await, Sight::Ended(7));
    }

    #[test]
    fn a_page_that_comes_back_goes_on_where_it_left_off() {
        let output = Output::new(&Past::None);
        output.change(|stream| stream.push(b"hello"));
        let seen = Seen { stream: output.view(None).view.stream.clone(), next: 2 };
        let View { from, past, goes_on, .. } = output.view(Some(&seen)).view.clone();
        assert_eq!((from, past, goes_on), (2, 3, true));
        let ahead = Seen { next: 6, ..seen.clone() };
        let View { from, goes_on, .. } = output.view(Some(&ahead)).view.clone();
        assert_eq!((from, goes_on), (0, false), "nobody has seen what was not shown");
        let other = Seen { stream: "another shell".to_owned(), next: 2 };
        assert!(!output.view(Some(&other)).view.goes_on);
    }

    #[test]
    fn a_shell_of_an_earlier_server_goes_on_below_what_a_page_shows_of_it() {
        let output = Output::new(&Past::Forgotten);
        output.change(|stream| stream.push(b"$ "));
        let earlier = Seen { stream: "of the earlier server".to_owned(), next: 1000 };
        let View { past, goes_on, .. } = output.view(Some(&earlier)).view.clone();
        assert_eq!((past, goes_on), (2, true));
        assert!(!output.view(None).view.goes_on, "a page that shows nothing begins anew");
    }
}
