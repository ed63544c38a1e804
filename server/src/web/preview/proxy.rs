//! A request on its way to a port of a sandbox, and the answer on its way back.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, Version, header},
    response::Response,
};
use http_body_util::BodyExt;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{headers, joined, until::Until};
use crate::{sandbox::ports::Silence, sessions::Session};

/// Asks whoever listens, and answers with what is answered there; until the sandbox ends, or the server.
pub(super) async fn forward(
    session: Arc<Session>,
    port: u16,
    mut request: Request,
    stopping: CancellationToken,
) -> Result<Response, Silence> {
    if request.method() == Method::CONNECT {
        return Err(Silence::NotHttp);
    }
    let wished = headers::upgrade(request.headers());
    let browser = wished.is_some().then(|| hyper::upgrade::on(&mut request));
    let (mut parts, body) = request.into_parts();
    let host =
        parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    headers::clean_request(&mut parts.headers);
    if let Some(protocol) = wished {
        headers::set_upgrade(&mut parts.headers, protocol);
    }
    parts.version = Version::HTTP_11;
    parts.extensions.clear();
    let upload = body.map_err(|error| error.into_inner()).boxed_unsync();
    let asked = session.ask_port(port, Request::from_parts(parts, upload));
    let mut answer = session.until_over(asked).await.ok_or(Silence::NotReady)??;

    let granted = headers::upgrade(answer.headers());
    let sandbox =
        (answer.status() == StatusCode::SWITCHING_PROTOCOLS).then(|| hyper::upgrade::on(&mut answer));
    let (mut parts, body) = answer.into_parts();
    headers::clean_answer(&mut parts.headers, &host, port);
    parts.version = Version::HTTP_11;
    parts.extensions.clear();
    let Some(sandbox) = sandbox else {
        let end = async move { session.until_over(stopping.cancelled_owned()).await.unwrap_or_default() };
        return Ok(Response::from_parts(parts, Body::new(Until::new(body, end))));
    };
    // What nobody has asked for is no answer.
    let (Some(browser), Some(protocol)) = (browser, granted) else { return Err(Silence::NotHttp) };
    headers::set_upgrade(&mut parts.headers, protocol);
    let joined = async move {
        let joined = session.until_over(joined::join(&session, browser, sandbox));
        stopping.run_until_cancelled(joined).await;
    };
    tokio::spawn(joined.in_current_span());
    Ok(Response::from_parts(parts, Body::empty()))
}
