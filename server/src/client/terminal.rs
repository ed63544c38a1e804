//! A learner's terminal without a browser: typed into and read by a program.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

/// A program that has printed nothing for this long waits for input, even where no prompt is recognised. On a busy machine a
/// command may be silent for seconds, and would swallow what is typed too early.
const QUIET: Duration = Duration::from_secs(5);

/// A terminal, with everything that was seen in it.
#[derive(Debug)]
pub struct Terminal {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Output so far, escape sequences included.
    pub transcript: String,
    /// What the server said besides.
    pub words: Vec<Value>,
}

impl Terminal {
    pub(super) fn new(socket: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Self {
        Self { socket, transcript: String::new(), words: Vec::new() }
    }

    /// Types.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn type_in(&mut self, keys: &str) -> anyhow::Result<()> {
        Ok(self.socket.send(Message::binary(keys.to_owned())).await?)
    }

    /// Sends a frame as it is.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn send(&mut self, message: Message) -> anyhow::Result<()> {
        Ok(self.socket.send(message).await?)
    }

    /// Takes in one frame, and acknowledges it as a page does. Returns the close code where it is the last one.
    ///
    /// # Errors
    /// When the connection broke.
    pub async fn next(&mut self) -> anyhow::Result<Option<u16>> {
        match self.socket.next().await.context("the terminal's connection is over")?? {
            Message::Binary(output) => {
                self.transcript.push_str(&String::from_utf8_lossy(&output));
                let ack = json!({ "type": "ack", "bytes": output.len() });
                // The server may have closed already; what it said before is still to be read.
                let _ = self.socket.send(Message::text(ack.to_string())).await;
            }
            Message::Text(word) => self.words.push(serde_json::from_str(&word)?),
            Message::Close(frame) => return Ok(Some(frame.map_or(1005, |frame| frame.code.into()))),
            _ => {}
        }
        Ok(None)
    }

    /// Reads until the output from `from` on is as `wanted`.
    ///
    /// # Errors
    /// When it is not within `patience`: the error shows the transcript.
    pub async fn read_until(
        &mut self,
        from: usize,
        patience: Duration,
        wanted: impl Fn(&str) -> bool,
    ) -> anyhow::Result<()> {
        let deadline = Instant::now() + patience;
        while !wanted(&plain(&self.transcript[from..])) {
            let next = timeout(deadline.saturating_duration_since(Instant::now()), self.next()).await;
            let seen = || plain(&self.transcript);
            match next {
                Ok(Ok(None)) => {}
                Ok(Ok(Some(code))) => bail!("the terminal was closed ({code}) after:\n{}", seen()),
                Ok(Err(error)) => return Err(error.context(format!("after:\n{}", seen()))),
                Err(_) => bail!("not within {patience:?} in the terminal:\n{}", seen()),
            }
        }
        Ok(())
    }

    /// Reads until the server closes the connection, and returns its close code.
    ///
    /// # Errors
    /// When it does not within `patience`, or the connection breaks.
    pub async fn closed(&mut self, patience: Duration) -> anyhow::Result<u16> {
        let closed = async {
            loop {
                if let Some(code) = self.next().await? {
                    return Ok(code);
                }
            }
        };
        timeout(patience, closed).await.context("the terminal stays open")?
    }

    /// Waits for the shell's prompt.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn prompt(&mut self, patience: Duration) -> anyhow::Result<()> {
        self.read_until(0, patience, at_prompt).await
    }

    /// Types a script line by line, as a person does: the next line when the shell waits for it.
    ///
    /// # Errors
    /// When the terminal is gone, or the shell does not come back within `patience` after the last line.
    pub async fn type_script(&mut self, script: &str, patience: Duration) -> anyhow::Result<()> {
        self.prompt(patience).await?;
        for line in script.lines() {
            let from = self.transcript.len();
            self.type_in(&format!("{line}\n")).await?;
            // The echo of the line ends with a new line: only what comes after it can be a prompt.
            let answered = |seen: &str| seen.contains('\n') && (at_prompt(seen) || goes_on(seen));
            let deadline = Instant::now() + patience;
            loop {
                if answered(&plain(&self.transcript[from..])) {
                    break;
                }
                anyhow::ensure!(Instant::now() < deadline, "`{line}` goes on and on");
                match timeout(QUIET, self.next()).await {
                    Ok(Ok(None)) => {}
                    Ok(Ok(Some(code))) => bail!("the terminal was closed ({code}) at `{line}`"),
                    Ok(Err(error)) => return Err(error),
                    // Some programs that read input show no prompt.
                    Err(_) => break,
                }
            }
        }
        // The learner's own shell computes this, so it has read all that came before. Where a program that was still at work
        // swallowed it, the shell shows its prompt once more, and is asked again.
        let (from, deadline) = (self.transcript.len(), Instant::now() + patience);
        loop {
            let asked = self.transcript.len();
            self.type_in("echo done-$((6*7))\n").await?;
            let left = deadline.saturating_duration_since(Instant::now());
            let heard = |seen: &str| seen.contains("done-42") || (seen.contains('\n') && at_prompt(seen));
            self.read_until(asked, left, heard).await?;
            if plain(&self.transcript[from..]).contains("done-42") {
                return Ok(());
            }
        }
    }
}

/// Whether the last thing that was printed, without its escape sequences, is a shell's prompt.
#[must_use]
pub fn at_prompt(seen: &str) -> bool {
    let last = seen.rsplit('\n').next().unwrap_or_default().trim_end_matches('\r');
    last.ends_with("$ ") || last.ends_with("# ")
}

/// Whether the shell waits for the next line of a command that is not complete.
#[must_use]
pub fn goes_on(seen: &str) -> bool {
    seen.rsplit(['\n', '\r']).next() == Some("> ")
}

/// A terminal's output without its escape sequences.
#[must_use]
pub fn plain(output: &str) -> String {
    let mut text = String::with_capacity(output.len());
    let mut rest = output.chars();
    while let Some(character) = rest.next() {
        if character != '\u{1b}' {
            if character != '\u{7}' {
                text.push(character);
            }
            continue;
        }
        match rest.next() {
            // CSI: parameters, then one final letter.
            Some('[') => drop(rest.by_ref().find(|c| ('@'..='~').contains(c))),
            // OSC: up to BEL or ESC \.
            Some(']') => drop(rest.by_ref().find(|c| matches!(c, '\u{7}' | '\\'))),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_seen_through_its_colours() {
        let prompt = "\u{1b}]0;docker\u{7}\u{1b}[1;34mlearner\u{1b}[0m:~$ \u{1b}[?2004h";
        assert!(at_prompt(&plain(prompt)));
        assert!(!at_prompt("costs 5 $ more"));
        assert!(goes_on("cat > page << END\r\n> ") && !goes_on("a > b"));
    }
}
