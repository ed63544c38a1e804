//! A small client of the server's own API: what a page does, done by a program. `verify`, `bench` and the tests use it,
//! so that they see what a learner sees.

mod terminal;

pub use terminal::{Terminal, at_prompt, goes_on, plain};

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, bail};
use bytes::Bytes;
use exercises::{Lang, Values};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use http_body_util::{BodyExt, BodyStream, Full};
use hyper::{Method, Request, StatusCode, body::Incoming, header};
use hyper_util::{
    client::legacy::{Client as Http, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::{connect_async_with_config, tungstenite::client::IntoClientRequest};

/// The server answers everything that is no stream within this while, or is broken.
const ANSWER: Duration = Duration::from_secs(60);

/// A sandbox more in the pool takes no longer, even on a machine that is busy.
const EACH: Duration = Duration::from_secs(3);

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

    /// A page of somebody else, with connections of its own.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        Self::new(self.address, self.lang)
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
    /// When they are not within a minute, and a few seconds more for each.
    pub async fn wait_pool(&self, ready: usize) -> anyhow::Result<()> {
        self.wait_metric("quai_pool_ready", ready).await
    }

    /// Waits until so many sandboxes could be started.
    ///
    /// # Errors
    /// When they cannot within a minute.
    pub async fn wait_places(&self, free: usize) -> anyhow::Result<()> {
        self.wait_metric("quai_places_free", free).await
    }

    /// Waits until so many sandboxes are frozen.
    ///
    /// # Errors
    /// When they are not within a minute.
    pub async fn wait_frozen(&self, frozen: usize) -> anyhow::Result<()> {
        self.wait_metric("quai_sandboxes_frozen", frozen).await
    }

    async fn wait_metric(&self, name: &str, least: usize) -> anyhow::Result<()> {
        let reached = async {
            while self.metric(name).await? < least as f64 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            anyhow::Ok(())
        };
        let patience = ANSWER + EACH * u32::try_from(least)?;
        timeout(patience, reached).await.with_context(|| format!("{name} does not reach {least}"))?
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

    /// The learner's values in an exercise; none where it has no variables.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn values(&self, exercise: &str) -> anyhow::Result<Values> {
        let state = self.state().await?;
        let values = state["values"][exercise].as_object().into_iter().flatten();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Ok(values.map(|(name, value)| (name.clone(), text(value))).collect())
    }

    /// Answers a goal in words, and returns the sandbox after it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn answer(&self, id: &str, goal: &str, answer: &str) -> anyhow::Result<Value> {
        let body = json!({ "goal": goal, "answer": answer });
        self.expect(Method::POST, &format!("/api/sandboxes/{id}/answers"), Some(&body)).await
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
        self.told("/api/live").await
    }

    /// The maps of a sandbox's engine that the server pushes, the present one first.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn maps(
        &self,
        id: &str,
    ) -> anyhow::Result<impl Stream<Item = anyhow::Result<Value>> + Unpin + use<>> {
        self.told(&format!("/api/sandboxes/{id}/map")).await
    }

    /// What the server tells at an address, event after event.
    async fn told(
        &self,
        path: &str,
    ) -> anyhow::Result<impl Stream<Item = anyhow::Result<Value>> + Unpin + use<>> {
        let response = self.send(Method::GET, path, None).await?;
        anyhow::ensure!(response.status().is_success(), "{path} answered {}", response.status());
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
        self.shell(id, 1).await
    }

    /// Connects to one of a sandbox's terminals, by its number.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn shell(&self, id: &str, number: usize) -> anyhow::Result<Terminal> {
        let (address, lang) = (self.address, self.lang);
        let mut request =
            format!("ws://{address}/api/sandboxes/{id}/terminal?lang={lang}&cols=100&rows=30&shell={number}")
                .into_client_request()?;
        request.headers_mut().insert("origin", format!("http://{address}").parse()?);
        // As browsers do: keys wait for no others to share a packet with.
        let connected = connect_async_with_config(request, None, true);
        let (socket, _) = timeout(ANSWER, connected).await.context("no terminal answers")??;
        Ok(Terminal::new(socket))
    }
}

fn sandbox<'a>(state: &'a Value, id: &str) -> Option<&'a Value> {
    state["sandboxes"].as_array()?.iter().find(|sandbox| sandbox["id"] == id)
}
