//! Keeps pages of other sites from using this server through the learner's browser.
//!
//! A page anywhere may send requests to a loopback address, open WebSockets to it, or give it a name of its own (DNS
//! rebinding) and then read the answers. So: only our own names are answered, and the API answers our own pages alone.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::WebError;
use crate::texts::RequestFault;

/// Refuses requests that pages of other sites have sent.
pub(super) async fn same_site(request: Request, next: Next) -> Response {
    let page = !request.uri().path().starts_with("/api/");
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD) && page;
    if allowed(request.headers(), harmless) {
        next.run(request).await
    } else {
        WebError::Request(RequestFault::Foreign).into_response()
    }
}

fn allowed(headers: &HeaderMap, harmless: bool) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| is_loopback(host)) else { return false };
    let origin = text(header::ORIGIN);
    let ours = origin.is_some_and(|origin| origin == format!("http://{host}"));
    let foreign = text(header::HeaderName::from_static("sec-fetch-site"))
        .is_some_and(|site| !matches!(site, "same-origin" | "none"));
    // Browsers send an Origin with everything that is not harmless; programs without one are no browser's page.
    if harmless { !foreign || origin.is_none() } else { ours || (origin.is_none() && !foreign) }
}

/// The names under which a loopback server may be reached.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.1"] {
            assert!(allowed(&headers(&[("host", host)]), true), "{host}");
        }
        for host in ["quai.example:8080", "127.0.0.1.example", "localhost.example", "192.168.0.1:8080", ""] {
            assert!(!allowed(&headers(&[("host", host)]), true), "{host}");
        }
        assert!(!allowed(&headers(&[]), true));
    }

    #[test]
    fn what_changes_something_must_come_from_our_own_pages() {
        let host = ("host", "127.0.0.1:8080");
        assert!(allowed(&headers(&[host, ("origin", "http://127.0.0.1:8080")]), false));
        assert!(allowed(&headers(&[host]), false));
        for origin in ["http://127.0.0.1:9090", "http://evil.example", "null", "https://127.0.0.1:8080"] {
            assert!(!allowed(&headers(&[host, ("origin", origin)]), false), "{origin}");
        }
        assert!(!allowed(&headers(&[host, ("sec-fetch-site", "cross-site")]), false));
    }

    #[test]
    fn a_link_from_elsewhere_opens_a_page_but_a_script_reads_nothing() {
        let host = ("host", "127.0.0.1:8080");
        let site = ("sec-fetch-site", "cross-site");
        assert!(allowed(&headers(&[host, site]), true));
        assert!(!allowed(&headers(&[host, site, ("origin", "http://evil.example")]), true));
    }
}
