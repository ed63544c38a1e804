//! A terminal over a WebSocket: binary frames are bytes of the terminal, text frames are JSON ([`wire`](super::wire)).

use std::{sync::Arc, time::Instant};

use axum::{
    body::Bytes,
    extract::{
        Path, Query,
        rejection::QueryRejection,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use exercises::Lang;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use serde::Deserialize;
use tokio::time::{interval, timeout};
use tokio_tungstenite::tungstenite;
use tracing::{Instrument, debug, error, error_span};

use super::{
    WebError,
    language::Reader,
    learner::Learner,
    wire::{FromPage, ToPage},
};
use crate::{
    app::AppState,
    reference,
    sandbox::tty::Size,
    sessions::{
        Session,
        desk::SHELLS,
        durations::Timed,
        session::Phase,
        terminal::{Acknowledger, Seen, Sight, Terminal, View, Viewer},
    },
    texts::{self, RequestFault},
    timeouts,
};

/// A page cuts what it sends into frames shorter than this, bytes.
const LONGEST_FRAME: usize = 64 * 1024;

/// Close codes; 4404 tells the page not to come back.
mod close {
    pub(super) const NORMAL: u16 = 1000;
    pub(super) const AWAY: u16 = 1001;
    pub(super) const UNSUPPORTED: u16 = 1003;
    pub(super) const TOO_LONG: u16 = 1009;
    pub(super) const INTERNAL: u16 = 1011;
    pub(super) const GONE: u16 = 4404;
}

/// The page's first word: which terminal, its size, characters, and how far it has seen before.
#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    cols: u16,
    rows: u16,
    /// Which of the learner's shells.
    shell: usize,
    /// Name of the stream that it shows, if it shows one.
    stream: Option<String>,
    /// Number of the next byte of that.
    next: u64,
}

impl Default for Wish {
    fn default() -> Self {
        let Size { cols, rows } = Size::default();
        Self { cols, rows, shell: 1, stream: None, next: 0 }
    }
}

/// Where a page takes its seat.
struct Place {
    shell: usize,
    size: Size,
    /// How far it has seen before.
    seen: Option<Seen>,
}

/// `GET /api/sandboxes/{id}/terminal`.
pub(super) async fn connect(
    app: AppState,
    Learner(learner): Learner,
    Reader(lang): Reader,
    Path(id): Path<String>,
    wish: Result<Query<Wish>, QueryRejection>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, WebError> {
    let session = app.sessions.get(&learner, &id)?;
    let Query(wish) = wish.map_err(|_| WebError::Request(RequestFault::Malformed))?;
    if !(1..=SHELLS).contains(&wish.shell) {
        return Err(WebError::Request(RequestFault::Malformed));
    }
    let upgrade = upgrade.map_err(|_| WebError::Request(RequestFault::Malformed))?;
    let place = Place {
        shell: wish.shell,
        size: Size::clamped(wish.cols, wish.rows),
        seen: wish.stream.map(|stream| Seen { stream, next: wish.next }),
    };
    // Twice the longest frame, so that one that is too long is answered with a word and not with a broken line.
    let upgrade = upgrade.max_frame_size(2 * LONGEST_FRAME).max_message_size(2 * LONGEST_FRAME);
    let span = error_span!("terminal", sandbox = session.id);
    Ok(upgrade.on_upgrade(move |socket| serve(app, session, lang, place, socket).instrument(span)))
}

/// How a connection is ended.
struct Goodbye {
    word: Option<ToPage>,
    code: u16,
}

async fn serve(app: AppState, session: Arc<Session>, lang: Lang, place: Place, socket: WebSocket) {
    let (mut sink, mut stream) = socket.split();
    let asked = Instant::now();
    let on_output = |shell| app.sessions.time(Timed::TerminalOutput, shell, asked.elapsed());
    let goodbye = tokio::select! {
        biased;
        // The page comes back to the next server.
        () = app.stopping.cancelled() => Some(Goodbye { word: None, code: close::AWAY }),
        goodbye = over(&session, lang) => Some(goodbye),
        goodbye = attach(&session, lang, place, &mut sink, &mut stream, on_output) => goodbye,
    };
    let Some(Goodbye { word, code }) = goodbye else { return };
    // The page may be gone already, or take nothing in: then there is nobody left to tell.
    let _ = timeout(timeouts::TERMINAL_GOODBYE, async {
        if let Some(word) = word {
            tell(&mut sink, &word).await?;
        }
        sink.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await?;
        // What the page has sent meanwhile is read until it closes as well: a connection that is dropped with something
        // unread is reset, and the page would never hear these last words.
        while let Some(Ok(_)) = stream.next().await {}
        Ok::<(), axum::Error>(())
    })
    .await;
}

/// Shows the terminal until either side ends; `None` if the page went away.
async fn attach(
    session: &Session,
    lang: Lang,
    Place { shell, size, seen }: Place,
    sink: &mut SplitSink<WebSocket, Message>,
    stream: &mut SplitStream<WebSocket>,
    on_output: impl FnOnce(&'static str),
) -> Option<Goodbye> {
    let terminal = match session.terminal(shell, lang, size).await {
        Ok(Some(terminal)) => terminal,
        // It ended before the learner could enter: `over` says so.
        Ok(None) => std::future::pending().await,
        Err(cause) => {
            let reference = reference();
            error!(reference, cause = format!("{cause:#}"), "no shell could be opened");
            let message = format!("{} ({reference})", texts::request(RequestFault::Internal, lang).message);
            return Some(Goodbye {
                word: Some(ToPage::Error { code: "no-shell", message }),
                code: close::INTERNAL,
            });
        }
    };
    let viewer = terminal.view(seen.as_ref());
    let acknowledger = viewer.acknowledger();
    // Each direction waits for itself alone: a shell that does not read must not keep its output from being shown.
    tokio::select! {
        goodbye = show(viewer, sink, on_output) => goodbye,
        goodbye = listen(session, &terminal, &acknowledger, stream, lang) => goodbye,
    }
}

/// The sandbox's end, whenever it comes.
async fn over(session: &Session, lang: Lang) -> Goodbye {
    let mut live = session.watch();
    let ended = live.wait_for(|live| matches!(live.phase, Phase::Ended(_))).await;
    let message = match ended.as_deref().map(|live| &live.phase) {
        Ok(Phase::Ended(ended)) => texts::end(ended.reason, lang).message,
        _ => String::new(),
    };
    Goodbye { word: Some(ToPage::Error { code: "sandbox-gone", message }), code: close::GONE }
}

/// Shows what the shell prints; `on_output` is told at the first of it whether the shell is new.
async fn show(
    mut viewer: Viewer,
    sink: &mut SplitSink<WebSocket, Message>,
    on_output: impl FnOnce(&'static str),
) -> Option<Goodbye> {
    let mut on_output = Some(on_output);
    let View { stream, from, past, goes_on, .. } = viewer.view.clone();
    tell(sink, &ToPage::Replay { stream, from, bytes: past, goes_on }).await.ok()?;
    let mut ping = interval(timeouts::TERMINAL_PING);
    loop {
        let message = tokio::select! {
            sight = viewer.next() => match sight {
                Sight::Output(bytes) => {
                    if let Some(on_output) = on_output.take() {
                        on_output(if viewer.is_first() { "new" } else { "kept" });
                    }
                    Message::Binary(bytes)
                }
                Sight::Ended(code) => {
                    return Some(Goodbye { word: Some(ToPage::Exit { code }), code: close::NORMAL });
                }
                Sight::Lost => return Some(Goodbye { word: None, code: close::AWAY }),
            },
            _ = ping.tick() => Message::Ping(Bytes::new()),
        };
        sink.send(message).await.ok()?;
    }
}

async fn listen(
    session: &Session,
    terminal: &Terminal,
    acknowledger: &Acknowledger,
    stream: &mut SplitStream<WebSocket>,
    lang: Lang,
) -> Option<Goodbye> {
    let refuse = |fault, code| {
        let message = texts::request(fault, lang).message;
        Some(Goodbye { word: Some(ToPage::Error { code: "bad-frame", message }), code })
    };
    loop {
        // Pages answer pings: one that says nothing at all is gone.
        let message = match timeout(timeouts::TERMINAL_SILENCE, stream.next()).await.ok()?? {
            Ok(message) => message,
            Err(error) if is_too_long(&error) => return refuse(RequestFault::FrameTooLong, close::TOO_LONG),
            Err(error) => {
                debug!(%error, "a terminal's connection broke");
                return None;
            }
        };
        match message {
            Message::Binary(keys) if keys.len() <= LONGEST_FRAME => {
                session.wake().await;
                session.may_type().await;
                terminal.type_in(keys).await;
            }
            Message::Binary(_) => return refuse(RequestFault::FrameTooLong, close::TOO_LONG),
            Message::Text(text) => match serde_json::from_str(&text) {
                Ok(FromPage::Resize { cols, rows }) => {
                    if let Err(error) = terminal.resize(Size::clamped(cols, rows)).await {
                        debug!(%error, "a shell that has ended was to be resized");
                    }
                }
                Ok(FromPage::Ack { bytes }) => acknowledger.acknowledge(bytes),
                Err(_) => return refuse(RequestFault::Frame, close::UNSUPPORTED),
            },
            Message::Close(_) => return None,
            Message::Ping(_) | Message::Pong(_) => {}
        }
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref());
    matches!(cause, Some(tungstenite::Error::Capacity(_)))
}

async fn tell(sink: &mut SplitSink<WebSocket, Message>, word: &ToPage) -> Result<(), axum::Error> {
    let text = serde_json::to_string(word).expect("words to pages are plain data");
    sink.send(Message::Text(text.into())).await
}
