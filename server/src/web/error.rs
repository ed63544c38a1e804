//! What can go wrong with a request, and the one place that tells it: with a status, in the reader's language.

use askama::Template;
use axum::{
    Json,
    extract::{Request, rejection::JsonRejection},
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use exercises::Lang;
use serde::Serialize;
use std::sync::Arc;
use tracing::{error, info};

use super::language::Reader;
use crate::{
    reference,
    sessions::{Refusal, answers::NoAnswer, help::Wait},
    store::Aid,
    texts::{self, Notice, QuizFault, RequestFault},
};

/// Why a request was not answered as it wished.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The sessions refused.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// An answer was not taken.
    #[error("no answer: {0:?}")]
    NoAnswer(NoAnswer),
    /// A hint or the solution is not open yet.
    #[error("locked: {0}, {1:?}")]
    Locked(Aid, Wait),
    /// All hints have been shown.
    #[error("no more hints")]
    NoMoreHints,
    /// A playground has nothing to solve.
    #[error("no solution")]
    NoSolution,
    /// An answer to a question of a quiz was not taken.
    #[error("no answer to a question: {0:?}")]
    Quiz(QuizFault),
    /// The request is at fault.
    #[error("bad request: {0:?}")]
    Request(RequestFault),
    /// We are. The cause goes to the log, never to the reader.
    #[error("internal error: {0:#}")]
    Internal(#[from] anyhow::Error),
}

impl From<Refusal> for WebError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<JsonRejection> for WebError {
    fn from(_: JsonRejection) -> Self {
        Self::Request(RequestFault::Malformed)
    }
}

impl WebError {
    /// Its status, and the name by which programs know it.
    fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Refused(refusal) => (refused(refusal), refusal.name()),
            Self::NoAnswer(NoAnswer::NoGoal) => (StatusCode::NOT_FOUND, "no-such-goal"),
            Self::NoAnswer(NoAnswer::NotInWords) => (StatusCode::CONFLICT, "goal-not-answered-in-words"),
            Self::NoAnswer(NoAnswer::TooLong) => (StatusCode::BAD_REQUEST, "answer-too-long"),
            Self::NoAnswer(NoAnswer::Ended) => (StatusCode::CONFLICT, "sandbox-ended"),
            Self::Locked(..) => (StatusCode::FORBIDDEN, "locked"),
            Self::NoMoreHints => (StatusCode::NOT_FOUND, "no-more-hints"),
            Self::NoSolution => (StatusCode::NOT_FOUND, "no-solution"),
            Self::Quiz(QuizFault::NoQuestion) => (StatusCode::NOT_FOUND, "no-such-question"),
            Self::Quiz(QuizFault::NoAnswer) => (StatusCode::BAD_REQUEST, "no-such-answer"),
            Self::Request(RequestFault::NotFound) => (StatusCode::NOT_FOUND, "not-found"),
            Self::Request(RequestFault::Foreign) => (StatusCode::FORBIDDEN, "foreign-origin"),
            Self::Request(_) => (StatusCode::BAD_REQUEST, "malformed-request"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal-error"),
        }
    }

    fn notice(&self, lang: Lang) -> Notice {
        match self {
            Self::Refused(refusal) => texts::refusal(refusal, lang),
            Self::NoAnswer(why) => texts::no_answer(*why, lang),
            Self::Locked(aid, wait) => texts::locked(*aid, *wait, lang),
            Self::NoMoreHints => texts::no_more_hints(lang),
            Self::NoSolution => texts::no_solution(lang),
            Self::Quiz(fault) => texts::quiz(*fault, lang),
            Self::Request(fault) => texts::request(*fault, lang),
            Self::Internal(_) => texts::request(RequestFault::Internal, lang),
        }
    }
}

fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NoExercise(_) | Refusal::NoSession => StatusCode::NOT_FOUND,
        Refusal::LearnerFull(_) => StatusCode::CONFLICT,
        Refusal::Absent(_) | Refusal::Full(_) | Refusal::Stopping => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        // The reader's language is not known here: `tell` writes the body.
        let mut response = self.kind().0.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[derive(Serialize)]
struct Body {
    error: Told,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    message: String,
    remedy: Option<String>,
    #[serde(rename = "ref")]
    reference: String,
}

#[derive(Template)]
#[template(path = "error.html")]
struct Page {
    lang: Lang,
    title: &'static str,
    notice: Notice,
    reference: String,
    contents: &'static str,
}

/// Gives every [`WebError`] its body: JSON for the API, a page for people.
pub(super) async fn tell(request: Request, next: Next) -> Response {
    let Reader(lang) = Reader::of(request.uri(), request.headers());
    let uri = request.uri().clone();
    let response = next.run(request).await;
    let Some(failure) = response.extensions().get::<Arc<WebError>>().cloned() else { return response };
    let (status, code) = failure.kind();
    let reference = reference();
    if matches!(*failure, WebError::Internal(_)) {
        error!(reference, %uri, %failure, "a request failed");
    } else {
        info!(reference, %uri, %failure, "a request was refused");
    }
    let notice = failure.notice(lang);
    let mut told = if uri.path().starts_with("/api/") {
        let Notice { message, remedy } = notice;
        (status, Json(Body { error: Told { code, message, remedy, reference } })).into_response()
    } else {
        let (title, contents) = match (status, lang) {
            (StatusCode::NOT_FOUND, Lang::Fr) => ("Page introuvable", "Sommaire du cours"),
            (StatusCode::NOT_FOUND, Lang::En) => ("Page not found", "Table of contents"),
            (_, Lang::Fr) => ("Cette page n’a pas pu s’ouvrir", "Sommaire du cours"),
            (_, Lang::En) => ("This page could not be opened", "Table of contents"),
        };
        let page = Page { lang, title, notice, reference, contents };
        (status, Html(page.render().unwrap_or_default())).into_response()
    };
    told.headers_mut().extend(response.headers().clone().into_iter().filter_map(|(name, value)| {
        // The headers of every answer are kept, those of the empty body are not.
        let name = name.filter(|name| *name != "content-length" && *name != "content-type")?;
        Some((name, value))
    }));
    told
}
