//! A small client of the server's own API: what a page does, done by a program. `verify`, `bench` and the tests use it,
//! so that they see what a learner sees.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use bytes::Bytes;
use exercises::Lang;
use futures_util::{SinkExt, Stream, StreamExt, TryStreamExt, stream};
use http_body_util::{BodyExt, BodyStream, Full};
use hyper::{Method, Request, StatusCode, body::Incoming, header};
use hyper_util::{
    client::legacy::{Client as Http, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

/// The server answers everything that is no stream within this while, or is broken.
const ANSWER: Duration = Duration::from_secs(60);
/// A shell that has printed nothing for this long waits for input, even where its prompt is not recognised.
const QUIET: Duration = Duration::from_millis(1500);

/// A learner's page without a browser.
#[derive(Clone, Debug)]
pub struct Client {
    http: Http<HttpConnector, Full<Bytes>>,
    address: SocketAddr,
    lang: Lang,
}

impl Client {
    /// A page of the server at `address`.
    #[must_use]
    pub fn new(address: SocketAddr, lang: Lang) -> Self {
        Self { http: Http::builder(TokioExecutor::new()).build_http(), address, lang }
    }

    /// The same page in another language.
    #[must_use]
    pub fn reading(&self, lang: Lang) -> Self {
        Self { lang, ..self.clone() }
    }

    /// Sends a request as a page of the server would. The body of the answer is JSON, or null where it is not.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<(StatusCode, Value)> {
        let answer = async {
            let response = self.send(method, path, body).await?;
            let status = response.status();
            let body = response.into_body().collect().await?.to_bytes();
            anyhow::Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
        };
        timeout(ANSWER, answer).await.with_context(|| format!("{path} is not answered"))?
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<hyper::Response<Incoming>> {
        let (address, lang) = (self.address, self.lang);
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{address}{path}?lang={lang}"))
            .header(header::ORIGIN, format!("http://{address}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(body.map(Value::to_string).unwrap_or_default()))?;
        Ok(self.http.request(request).await?)
    }

    async fn expect(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let (status, answer) = self.call(method, path, body).await?;
        anyhow::ensure!(status.is_success(), "{path} answered {status}: {answer}");
        Ok(answer)
    }

    /// A figure of `/metrics`.
    ///
    /// # Errors
    /// When the server does not answer, or has no such figure.
    pub async fn metric(&self, name: &str) -> anyhow::Result<f64> {
        let response = timeout(ANSWER, self.send(Method::GET, "/metrics", None)).await??;
        let text = String::from_utf8(response.into_body().collect().await?.to_bytes().to_vec())?;
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok());
        value.with_context(|| format!("no {name} in:\n{text}"))
    }

    /// Waits until so many sandboxes are in the pool.
    ///
    /// # Errors
    /// When they are not within a minute.
    pub async fn wait_pool(&self, ready: usize) -> anyhow::Result<()> {
        let filled = async {
            while self.metric("quai_pool_ready").await? < ready as f64 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            anyhow::Ok(())
        };
        timeout(ANSWER, filled).await.context("the pool does not fill")?
    }

    /// Everything that a page shows.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn state(&self) -> anyhow::Result<Value> {
        self.expect(Method::GET, "/api/state", None).await
    }

    /// Opens a sandbox, and returns its id.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn open(&self, exercise: &str) -> anyhow::Result<String> {
        let sandbox =
            self.expect(Method::POST, "/api/sandboxes", Some(&json!({ "exercise": exercise }))).await?;
        Ok(sandbox["id"].as_str().context("a sandbox has an id")?.to_owned())
    }

    /// Asks for a check, and returns the sandbox after it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn check(&self, id: &str) -> anyhow::Result<Value> {
        self.expect(Method::POST, &format!("/api/sandboxes/{id}/check"), None).await
    }

    /// Ends a sandbox.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn end(&self, id: &str) -> anyhow::Result<()> {
        self.expect(Method::DELETE, &format!("/api/sandboxes/{id}"), None).await.map(drop)
    }

    /// The states that the server pushes, the present one first.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn live(&self) -> anyhow::Result<impl Stream<Item = anyhow::Result<Value>> + Unpin + use<>> {
        let response = self.send(Method::GET, "/api/live", None).await?;
        anyhow::ensure!(response.status().is_success(), "/api/live answered {}", response.status());
        let frames = TryStreamExt::map_err(BodyStream::new(response.into_body()), anyhow::Error::from);
        let lines = frames.scan(String::new(), |rest, frame| {
            let lines = frame.map(|frame| {
                rest.push_str(&String::from_utf8_lossy(&frame.into_data().unwrap_or_default()));
                let whole = rest.rfind('\n').map_or(0, |end| end + 1);
                let lines: String = rest.drain(..whole).collect();
                lines.lines().map(str::to_owned).collect::<Vec<_>>()
            });
            std::future::ready(Some(lines))
        });
        let lines = lines.map_ok(|lines| stream::iter(lines.into_iter().map(anyhow::Ok))).try_flatten();
        Ok(Box::pin(lines.try_filter_map(|line| async move {
            Ok(line.strip_prefix("data:").map(serde_json::from_str).transpose()?)
        })))
    }

    /// Waits until the state that the server pushes is as `wanted`, and returns it.
    ///
    /// # Errors
    /// When it is not within `patience`: the error shows the last state.
    pub async fn wait_state(
        &self,
        patience: Duration,
        mut wanted: impl FnMut(&Value) -> bool,
    ) -> anyhow::Result<Value> {
        let mut live = self.live().await?;
        let mut last = Value::Null;
        let found = async {
            while let Some(state) = live.try_next().await? {
                last.clone_from(&state);
                if wanted(&state) {
                    return Ok(state);
                }
            }
            bail!("the server ended the stream")
        };
        let found = timeout(patience, found).await;
        found.unwrap_or_else(|_| bail!("not within {patience:?}; the state was last {last:#}"))
    }

    /// Waits until what the server pushes of a sandbox is as `wanted`, and returns it.
    ///
    /// # Errors
    /// When it is not within `patience`: the error shows the last state.
    pub async fn wait(
        &self,
        id: &str,
        patience: Duration,
        mut wanted: impl FnMut(&Value) -> bool,
    ) -> anyhow::Result<Value> {
        let state = self.wait_state(patience, |state| sandbox(state, id).is_some_and(&mut wanted)).await?;
        Ok(sandbox(&state, id).cloned().unwrap_or_default())
    }

    /// Waits until a sandbox has left its start behind.
    ///
    /// # Errors
    /// When it ends instead, or takes longer than a minute.
    pub async fn wait_ready(&self, id: &str) -> anyhow::Result<()> {
        let left = self.wait(id, Duration::from_secs(60), |sandbox| sandbox["state"] != "starting").await?;
        anyhow::ensure!(left["state"] == "ready", "the sandbox did not start: {left:#}");
        Ok(())
    }

    /// Connects to a sandbox's terminal.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn terminal(&self, id: &str) -> anyhow::Result<Terminal> {
        let (address, lang) = (self.address, self.lang);
        let mut request = format!("ws://{address}/api/sandboxes/{id}/terminal?lang={lang}&cols=100&rows=30")
            .into_client_request()?;
        request.headers_mut().insert("origin", format!("http://{address}").parse()?);
        let (socket, _) = timeout(ANSWER, connect_async(request)).await.context("no terminal answers")??;
        Ok(Terminal { socket, transcript: String::new(), words: Vec::new() })
    }
}

fn sandbox<'a>(state: &'a Value, id: &str) -> Option<&'a Value> {
    state["sandboxes"].as_array()?.iter().find(|sandbox| sandbox["id"] == id)
}

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
            let answered = |seen: &str| seen.contains('\n') && at_prompt(seen);
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
        // The learner's own shell computes this, so it has read all that came before.
        let from = self.transcript.len();
        self.type_in("echo done-$((6*7))\n").await?;
        self.read_until(from, patience, |seen| seen.contains("done-42")).await
    }
}

fn at_prompt(seen: &str) -> bool {
    let last = seen.rsplit('\n').next().unwrap_or_default().trim_end_matches('\r');
    last.ends_with("$ ") || last.ends_with("# ")
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
    }
}
