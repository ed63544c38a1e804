//! What has to be looked at inside a sandbox, beside its engine: files, answers over HTTP, outputs of commands.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use exercises::{CommandSeen, Entry, Facts, FileSeen, HttpOutcome, HttpRequest, HttpSeen, Inquiry};
use futures_util::future::try_join_all;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;
use tracing::{Instrument, debug};

use crate::{
    sandbox::{
        container::Container,
        witness::{Exchange, Ran, Sight, Witness},
    },
    timeouts,
};

/// So much of a file is read, bytes: what goals ask for stands near the beginning.
const FILE: usize = 32 * 1024;
/// So much of an answer is read, bytes.
const ANSWER: usize = 32 * 1024;
/// So much of what a command prints is kept, bytes.
const OUTPUT: usize = 8 * 1024;
/// Headers of an answer that are read.
const HEADERS: usize = 64;
/// Permissions, without what kind of thing it is.
const PERMISSIONS: u32 = 0o7777;

/// Looks inside one sandbox.
#[derive(Debug)]
pub(super) struct Probes {
    container: Container,
    /// None before it is needed, and after it broke off.
    witness: Option<Arc<Witness>>,
    changes: Option<watch::Receiver<u64>>,
}

impl Probes {
    /// Nothing is started before it is needed.
    pub(super) fn new(container: Container) -> Self {
        Self { container, witness: None, changes: None }
    }

    /// Starts to look, if these goals need that.
    ///
    /// # Errors
    /// When the sandbox or its host is gone.
    pub(super) async fn prepare(&mut self, inquiry: &Inquiry) -> anyhow::Result<()> {
        if inquiry.needs_a_witness() {
            self.witness(inquiry).await?;
        }
        Ok(())
    }

    /// Fills in what the goals ask for.
    ///
    /// # Errors
    /// When nobody can look: that is a fault of the platform, never a wrong answer.
    pub(super) async fn look(&mut self, inquiry: &Inquiry, facts: &mut Facts) -> anyhow::Result<()> {
        if !inquiry.needs_a_witness() {
            return Ok(());
        }
        let witness = self.witness(inquiry).await?;
        let files = files(&witness, inquiry);
        let (files, (http, commands)) = tokio::try_join!(files, repeatable(&witness, inquiry, facts))?;
        (facts.files, facts.http, facts.commands) = (files, http, commands);
        Ok(())
    }

    /// Asks again for what no event tells of, beside whatever else goes on: who keeps silent holds nobody up. The answer is
    /// whether it is otherwise than these facts say; whoever cannot be asked has not changed.
    pub(super) fn ask_again(&self, inquiry: &Inquiry, facts: &Facts) -> Option<AbortOnDropHandle<bool>> {
        let (witness, inquiry, facts) = (self.witness.clone()?, inquiry.clone(), facts.clone());
        let asked = async move {
            match repeatable(&witness, &inquiry, &facts).await {
                Ok((http, commands)) => http != facts.http || commands != facts.commands,
                Err(error) => {
                    debug!(error = format!("{error:#}"), "nobody could look again");
                    false
                }
            }
        };
        Some(AbortOnDropHandle::new(tokio::spawn(asked.in_current_span())))
    }

    /// Waits until something has changed in the learner's home; for ever if nobody watches.
    pub(super) async fn home_changed(&mut self) {
        if let Some(changes) = &mut self.changes {
            if changes.changed().await.is_ok() {
                return;
            }
            // The witness has broken off: the next look starts another one.
            (self.witness, self.changes) = (None, None);
            return;
        }
        std::future::pending().await
    }

    async fn witness(&mut self, inquiry: &Inquiry) -> anyhow::Result<Arc<Witness>> {
        if let Some(witness) = &self.witness {
            return Ok(witness.clone());
        }
        let witness = Arc::new(Witness::attend(&self.container).await?);
        if !inquiry.files.is_empty() {
            witness.watch().await?;
            self.changes = Some(witness.changes());
        }
        self.witness = Some(witness.clone());
        Ok(witness)
    }
}

async fn files(witness: &Witness, inquiry: &Inquiry) -> anyhow::Result<Vec<FileSeen>> {
    if inquiry.files.is_empty() {
        return Ok(Vec::new());
    }
    let paths: Vec<&str> = inquiry.files.iter().map(String::as_str).collect();
    let sights = witness.read(&paths, FILE).await?;
    let seen = paths.into_iter().zip(sights).map(|(path, sight)| FileSeen {
        path: path.to_owned(),
        entry: match sight {
            Sight::Absent => Entry::Absent,
            Sight::Directory => Entry::Folder,
            Sight::Special | Sight::Outside | Sight::Unreadable(_) => Entry::Unreadable,
            Sight::File { size, mode, content, .. } => {
                let text = String::from_utf8_lossy(&content.bytes).into_owned();
                Entry::File { mode: mode & PERMISSIONS, size, text }
            }
        },
    });
    Ok(seen.collect())
}

/// What no event tells of.
async fn repeatable(
    witness: &Witness,
    inquiry: &Inquiry,
    facts: &Facts,
) -> anyhow::Result<(Vec<HttpSeen>, Vec<CommandSeen>)> {
    let http = try_join_all(inquiry.http.iter().map(|request| http(witness, request, facts)));
    let commands = try_join_all(inquiry.commands.iter().map(|line| command(witness, line)));
    tokio::try_join!(http, commands)
}

async fn command(witness: &Witness, line: &str) -> anyhow::Result<CommandSeen> {
    let Ran { code, stdout, stderr } = witness.run(line, OUTPUT, timeouts::PROBE).await?;
    let mut output = String::from_utf8_lossy(&stdout.bytes).into_owned();
    if code != Some(0) {
        output.push_str(&String::from_utf8_lossy(&stderr.bytes));
    }
    Ok(CommandSeen { run: line.to_owned(), exit_code: code.map(i64::from), output })
}

async fn http(witness: &Witness, request: &HttpRequest, facts: &Facts) -> anyhow::Result<HttpSeen> {
    let host = match &request.container {
        None => Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        // A container is asked at its own address, on whichever network it is.
        Some(_) => {
            let networks = request.answerer(facts).map(|container| container.networks.as_slice());
            networks.unwrap_or_default().iter().find_map(|attachment| attachment.address.parse().ok())
        }
    };
    let outcome = match host {
        None => HttpOutcome::Refused,
        Some(host) => ask(witness, SocketAddr::new(host, request.port), &request.path).await?,
    };
    Ok(HttpSeen { request: request.clone(), outcome })
}

async fn ask(witness: &Witness, to: SocketAddr, path: &str) -> anyhow::Result<HttpOutcome> {
    // To a request of HTTP/1.0 the answer comes whole, and ends with the connection.
    let request = format!("GET {path} HTTP/1.0\r\nHost: localhost:{}\r\nAccept: */*\r\n\r\n", to.port());
    Ok(match witness.exchange(to, &request, ANSWER, timeouts::PROBE).await? {
        Exchange::Heard(answer) => read(&answer.bytes),
        // Who closes without a word stands before a port of a container where nobody listens.
        Exchange::Refused | Exchange::Unreachable | Exchange::Closed => HttpOutcome::Refused,
        Exchange::TimedOut => HttpOutcome::Silent,
    })
}

fn read(answer: &[u8]) -> HttpOutcome {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    match (response.parse(answer), response.code) {
        (Ok(httparse::Status::Complete(head)), Some(status)) => {
            HttpOutcome::Answered { status, body: String::from_utf8_lossy(&answer[head..]).into_owned() }
        }
        _ => HttpOutcome::NotHttp,
    }
}

/// How long to wait until what no event tells of is asked for again: longer each time, so that a class that reads costs
/// next to nothing.
#[derive(Debug)]
pub(super) struct Patience {
    waits: u32,
    longest: Duration,
}

impl Patience {
    /// For these goals.
    pub(super) fn with(inquiry: &Inquiry) -> Self {
        // A port is knocked at; a command starts programs.
        let longest = if inquiry.commands.is_empty() { timeouts::KNOCK_AGAIN } else { timeouts::RUN_AGAIN };
        Self { waits: 0, longest }
    }

    /// The next wait.
    pub(super) fn next(&mut self) -> Duration {
        let wait = timeouts::PROBE_AGAIN.saturating_mul(1 << self.waits.min(10));
        self.waits += 1;
        wait.min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_far_as_it_is_one() {
        let answered = |status, body: &str| HttpOutcome::Answered { status, body: body.to_owned() };
        assert_eq!(read(b"HTTP/1.0 200 OK\r\nA: b\r\n\r\nBonjour"), answered(200, "Bonjour"));
        assert_eq!(read(b"HTTP/1.1 404 Not Found\r\n\r\n"), answered(404, ""));
        assert_eq!(read(b"HTTP/1.1 200 OK\r\nnever ends"), HttpOutcome::NotHttp);
        assert_eq!(read(b"-ERR unknown command 'GET'\r\n"), HttpOutcome::NotHttp);
        assert_eq!(read(b"HTTP/1.1 200 OK\r\n\r\n\xff"), answered(200, "\u{fffd}"));
    }

    #[test]
    fn patience_grows_and_has_a_bound() {
        let waits = |inquiry: &Inquiry| {
            let mut patience = Patience::with(inquiry);
            [(); 6].map(|()| patience.next().as_millis())
        };
        assert_eq!(waits(&Inquiry::default()), [250, 500, 1000, 2000, 2000, 2000]);
        let commands = Inquiry { commands: ["true".to_owned()].into(), ..Inquiry::default() };
        assert_eq!(waits(&commands), [250, 500, 1000, 2000, 4000, 8000]);
    }
}
