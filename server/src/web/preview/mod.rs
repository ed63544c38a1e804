//! What a learner's containers publish, in the learner's browser: `http://p8080-NAME.localhost:…/` shows port 8080 of the
//! sandbox whose preview has that name.
//!
//! - `address`: which port of which sandbox a request is for.
//! - `proxy`: the request on its way there, and the answer on its way back; `headers`: what of either goes on; `until`: bodies
//!   that end with the sandbox; `joined`: WebSockets.
//!
//! Browsers take every name under `.localhost` for this machine, and each such name for a site of its own: what a container
//! serves shares neither cookies nor storage nor windows with the course or another preview. It is not trusted with more: no
//! request for such a name reaches the course's own routes, and no request from one is answered by them (`guard`).

mod address;
mod headers;
mod joined;
mod proxy;
mod until;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use exercises::Lang;
use tracing::debug;

use super::language::wished;
use crate::{
    app::AppState,
    sandbox::ports::Silence,
    sessions::session::{Ended, Phase},
    texts::{self, Notice, PreviewFault},
};
use address::Address;

/// Answers requests for previews; all others go on to the course.
pub(super) async fn apart(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !address::is_below_localhost(host) {
        return next.run(request).await;
    }
    let lang = wished(request.headers());
    let address = Address::parse(host);
    match show(&app, address.as_ref(), request).await {
        Ok(answer) => answer,
        Err(fault) => {
            debug!(?address, ?fault, "a preview shows nothing");
            tell(fault, lang)
        }
    }
}

async fn show(app: &AppState, address: Option<&Address>, request: Request) -> Result<Response, PreviewFault> {
    let address = address.ok_or(PreviewFault::Unknown)?;
    let session = app.sessions.previewed(&address.name).ok_or(PreviewFault::Unknown)?;
    if let Phase::Ended(Ended { reason, .. }) = session.live().phase {
        return Err(PreviewFault::Ended(reason));
    }
    if is_foreign(request.headers(), address) {
        return Err(PreviewFault::Foreign);
    }
    let shown = proxy::forward(session, address.port, request, app.stopping.clone()).await;
    shown.map_err(|silence| PreviewFault::Silent(silence, address.port))
}

/// Whether a page that is no preview of the same sandbox has sent a request with a say: one that changes something, reads
/// the answer or opens a WebSocket. Links, pictures and frames have none.
fn is_foreign(headers: &HeaderMap, address: &Address) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // Pages that hide where they are from (`Referrer-Policy: no-referrer`) are `null` even to themselves; this tells.
    if matches!(text(header::HeaderName::from_static("sec-fetch-site")), Some("same-origin" | "none")) {
        return false;
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let from = origin.strip_prefix("http://").and_then(Address::parse);
    from.is_none_or(|from| from.name != address.name)
}

/// Nothing but this may be in a page of ours there: it is of the containers' origin.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

#[derive(Template)]
#[template(path = "preview.html")]
struct Page {
    lang: Lang,
    title: &'static str,
    notice: Notice,
    /// What the link says that loads the page again, where that may help.
    again: Option<&'static str>,
}

fn tell(fault: PreviewFault, lang: Lang) -> Response {
    let status = match fault {
        PreviewFault::Unknown | PreviewFault::Ended(_) => StatusCode::NOT_FOUND,
        PreviewFault::Foreign => StatusCode::FORBIDDEN,
        PreviewFault::Silent(Silence::Nobody | Silence::Wordless | Silence::NotHttp, _) => {
            StatusCode::BAD_GATEWAY
        }
        PreviewFault::Silent(Silence::Late, _) => StatusCode::GATEWAY_TIMEOUT,
        PreviewFault::Silent(Silence::NotReady | Silence::Busy | Silence::Fault, _) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    let (title, again) = match lang {
        Lang::Fr => ("Aperçu indisponible", "Réessayer"),
        Lang::En => ("No preview", "Try again"),
    };
    let again = matches!(fault, PreviewFault::Silent(..)).then_some(again);
    let page = Page { lang, title, notice: texts::preview(fault, lang), again };
    let headers =
        [(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY), (header::CACHE_CONTROL, "no-store")];
    (status, headers, Html(page.render().unwrap_or_default())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sites_have_no_say_in_a_preview() {
        let address = Address::parse("p8080-0123456789abcdef0123.localhost:80").unwrap();
        let foreign = |pairs: &[(&'static str, &str)]| {
            let headers =
                pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap()));
            is_foreign(&headers.collect(), &address)
        };
        let own = "http://p8080-0123456789abcdef0123.localhost:80";
        let neighbour = "http://p3000-0123456789abcdef0123.localhost:80";
        assert!(!foreign(&[]) && !foreign(&[("origin", own)]) && !foreign(&[("origin", neighbour)]));
        assert!(!foreign(&[("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(!foreign(&[("sec-fetch-site", "cross-site")]), "a link");
        for origin in [
            "null",
            "http://localhost:80",
            "http://p8080-1123456789abcdef0123.localhost:80",
            "https://p8080-0123456789abcdef0123.localhost:80",
        ] {
            assert!(foreign(&[("origin", origin), ("sec-fetch-site", "cross-site")]), "{origin}");
            assert!(foreign(&[("origin", origin)]), "{origin}");
        }
    }
}
