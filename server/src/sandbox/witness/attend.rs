//! A process of ours beside a session, which looks at the sandbox when it is asked to.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use ::witness::words::{Answer, Ask, Exchange, LONGEST_LINE, Ran, Request, Said, Sight, UNDER_WAY, Watching};
use anyhow::Context;
use bollard::container::LogOutput;
use futures_util::{StreamExt, TryStreamExt};
use tokio::{
    io::AsyncWriteExt,
    sync::{Semaphore, mpsc, oneshot, watch},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::{
    codec::{FramedRead, LinesCodec},
    io::StreamReader,
};
use tracing::{Instrument, debug};

use crate::{
    sandbox::{
        container::Container,
        exec::{Command, Streams, Who},
    },
    timeouts,
};

/// A request that is on its way, and where its answer goes.
type Asked = (Ask, oneshot::Sender<Answer>);

/// A witness in one sandbox. Whatever is asked of it may be given up; it ends when this is dropped.
#[derive(Debug)]
pub struct Witness {
    asks: mpsc::Sender<Asked>,
    changes: watch::Receiver<u64>,
    turns: Arc<Semaphore>,
    talk: JoinHandle<()>,
}

impl Drop for Witness {
    fn drop(&mut self) {
        // With the streams, the process loses its standard input, and ends.
        self.talk.abort();
    }
}

impl Witness {
    /// Starts one. This is to be done before the learner may type: what a learner, being root in the engine, lays over
    /// files and programs later does not deceive it.
    ///
    /// # Errors
    /// When the sandbox or its host is gone.
    pub async fn attend(container: &Container) -> anyhow::Result<Self> {
        let argv = [super::WITNESS, "attend"];
        let command = Command { argv: &argv, who: Who::Witness, env: &[] };
        let streams = timeout(timeouts::WITNESS_START, container.start_command(command)).await??;
        let (asks, asked) = mpsc::channel(UNDER_WAY);
        let (changed, changes) = watch::channel(0);
        let talk = async move {
            if let Err(error) = talk(streams, asked, changed).await {
                debug!(error = format!("{error:#}"), "a witness broke off");
            }
        };
        let talk = tokio::spawn(talk.in_current_span());
        Ok(Self { asks, changes, turns: Arc::new(Semaphore::new(UNDER_WAY)), talk })
    }

    /// Connects by TCP within the sandbox, sends, and listens until the other side closes, has said `limit` bytes, or `within` is
    /// over ([`timeouts::WITNESS_EXCHANGE`] at most).
    ///
    /// # Errors
    /// When the witness has broken off or does not answer. That nobody listens there is an [`Exchange`].
    pub async fn exchange(
        &self,
        to: SocketAddr,
        send: &str,
        limit: usize,
        within: Duration,
    ) -> anyhow::Result<Exchange> {
        let within = within.min(timeouts::WITNESS_EXCHANGE);
        let ask = Ask::Exchange { to, send: send.to_owned(), limit, millis: millis(within) };
        match self.ask(ask, within).await? {
            Answer::Exchange(exchange) => Ok(exchange),
            other => Err(unexpected(other)),
        }
    }

    /// What is at each of these paths, relative to the learner's home, with at most `limit` bytes of each file.
    ///
    /// # Errors
    /// When the witness has broken off or does not answer, or cannot enter the home. What it may not read is a [`Sight`].
    pub async fn read(&self, paths: &[&str], limit: usize) -> anyhow::Result<Vec<Sight>> {
        let ask = Ask::Read { paths: paths.iter().map(|&path| path.to_owned()).collect(), limit };
        match self.ask(ask, timeouts::WITNESS_READ).await? {
            Answer::Read(sights) if sights.len() == paths.len() => Ok(sights),
            other => Err(unexpected(other)),
        }
    }

    /// Runs a script in the learner's home, with nothing else of the learner's around it, for `within` at most
    /// ([`timeouts::WITNESS_RUN`] at most). At most `limit` bytes of either stream are kept.
    ///
    /// # Errors
    /// When the witness has broken off or does not answer, or cannot enter the home. How the script ends is a [`Ran`].
    pub async fn run(&self, script: &str, limit: usize, within: Duration) -> anyhow::Result<Ran> {
        let within = within.min(timeouts::WITNESS_RUN);
        let ask = Ask::Run { script: script.to_owned(), millis: millis(within), limit };
        match self.ask(ask, within).await? {
            Answer::Run(ran) => Ok(ran),
            other => Err(unexpected(other)),
        }
    }

    /// Watches the learner's home from now on. A second time is no harm.
    ///
    /// # Errors
    /// When the witness has broken off or does not answer, or the kernel has no watches left.
    pub async fn watch(&self) -> anyhow::Result<Watching> {
        match self.ask(Ask::Watch {}, timeouts::WITNESS_READ).await? {
            Answer::Watch(watching) => Ok(watching),
            other => Err(unexpected(other)),
        }
    }

    /// Counts the changes below the learner's home, once it is [watched](Self::watch); those that come close are one. Its
    /// sender is dropped when the witness breaks off.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// Waits until the witness has broken off.
    pub async fn broken(&self) {
        self.asks.closed().await;
    }

    async fn ask(&self, ask: Ask, within: Duration) -> anyhow::Result<Answer> {
        const GONE: &str = "the witness has broken off";
        let answered = async {
            let _turn = self.turns.acquire().await?;
            let (reply, answer) = oneshot::channel();
            self.asks.send((ask, reply)).await.ok().context(GONE)?;
            // Others may have had all turns before.
            timeout(within + timeouts::WITNESS_GRACE, answer).await?.context(GONE)
        };
        timeout(timeouts::WITNESS_TURN + within + timeouts::WITNESS_GRACE, answered)
            .await
            .context("the witness does not answer")?
    }
}

fn unexpected(answer: Answer) -> anyhow::Error {
    match answer {
        Answer::Failed(why) => anyhow::anyhow!("the witness could not: {why}"),
        _ => anyhow::anyhow!("the witness answered something else"),
    }
}

fn millis(duration: Duration) -> u64 {
    duration.as_millis().try_into().unwrap_or(u64::MAX)
}

/// Hands on what is asked and what is answered, until nobody asks any more or something is wrong.
async fn talk(
    streams: Streams,
    mut asked: mpsc::Receiver<Asked>,
    changed: watch::Sender<u64>,
) -> anyhow::Result<()> {
    let Streams { output, mut input, .. } = streams;
    let complained = AtomicU64::new(0);
    let output = output.map_err(io::Error::other).try_filter_map(|part| {
        let said = match part {
            LogOutput::StdOut { message } => Some(message),
            other => {
                // A few are worth a line; a flood of them is not.
                if complained.fetch_add(1, Ordering::Relaxed) < 10 {
                    debug!(%other, "a witness complains");
                }
                None
            }
        };
        async move { Ok(said) }
    });
    let reader = StreamReader::new(output.boxed());
    let mut lines = FramedRead::new(reader, LinesCodec::new_with_max_length(LONGEST_LINE));
    let mut waiting: HashMap<u64, oneshot::Sender<Answer>> = HashMap::new();
    let mut next = 0;
    loop {
        tokio::select! {
            ask = asked.recv() => {
                let Some((ask, reply)) = ask else { return Ok(()) };
                // Whose caller has gone is not waited for.
                waiting.retain(|_, reply| !reply.is_closed());
                next += 1;
                waiting.insert(next, reply);
                let mut line = serde_json::to_vec(&Request { id: next, ask })?;
                line.push(b'\n');
                anyhow::ensure!(line.len() <= LONGEST_LINE, "a request is too long");
                timeout(timeouts::WITNESS_GRACE, input.write_all(&line)).await??;
                input.flush().await?;
            }
            line = lines.next() => {
                let line = line.context("it has ended")??;
                match serde_json::from_str(&line).context("a line that is none of its own")? {
                    Said::Answer { id, answer } => if let Some(reply) = waiting.remove(&id) {
                        // Whoever has gone does not listen.
                        let _ = reply.send(answer);
                    },
                    Said::Changed(_) => changed.send_modify(|count| *count += 1),
                }
            }
        }
    }
}
