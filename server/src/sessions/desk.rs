//! Where a terminal of a learner's is found: opened, waiting to be opened, or left over from before.

use std::time::Duration;

use exercises::Lang;
use tracing::debug;

use super::{output::Past, terminal::Terminal};
use crate::sandbox::{
    container::Container,
    tty::{Size, Tty},
};

/// So many shells a learner may have side by side.
pub const SHELLS: usize = 4;

/// The place of one of them.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) open: Option<Terminal>,
    /// A shell that waits for the learner's language.
    pub(super) waiting: Option<Tty>,
    /// Whether the shell may be there already, opened under another server.
    pub(super) inherited: bool,
}

impl Desk {
    /// The terminal of this number; opened if there is none, its shell has ended, or its connection was lost.
    pub(super) async fn sit_down(
        &mut self,
        container: &Container,
        number: usize,
        lang: Lang,
        size: Size,
    ) -> anyhow::Result<Terminal> {
        if let Some(terminal) = self.open.as_ref().filter(|terminal| !terminal.ended()) {
            // The size of whoever came last is the size; a shell that has just ended has none.
            if let Err(error) = terminal.resize(size).await {
                debug!(%error, "a shell could not be resized");
            }
            return Ok(terminal.clone());
        }
        let tty = match self.welcome(lang, size).await {
            Some(tty) => tty,
            None => container.open_shell(number, Some(lang), size).await?,
        };
        let past = match self.open.take() {
            Some(terminal) if terminal.was_lost() => Past::Of(terminal.output()),
            _ if self.inherited => Past::Forgotten,
            _ => Past::None,
        };
        let back = !matches!(past, Past::None);
        self.inherited = false;
        let terminal = self.open.insert(Terminal::new(tty, past)).clone();
        if back {
            terminal.redraw(size).await;
        }
        Ok(terminal)
    }

    /// The shell that waits, if it can still be told the language.
    async fn welcome(&mut self, lang: Lang, size: Size) -> Option<Tty> {
        let mut tty = self.waiting.take()?;
        match tty.welcome(lang, size).await {
            Ok(()) => Some(tty),
            Err(error) => {
                debug!(%error, "the shell that waited has gone");
                None
            }
        }
    }

    /// How much the shell has printed, bytes; begins anew with another shell.
    pub(super) fn written(&self) -> u64 {
        self.open.as_ref().map(Terminal::written).unwrap_or(0)
    }

    /// Whether the terminal has shown nothing for so long.
    pub(super) fn quiet_for(&self, time: Duration) -> bool {
        self.open.as_ref().is_none_or(|terminal| terminal.quiet_for(time))
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("open", &self.open).finish_non_exhaustive()
    }
}
