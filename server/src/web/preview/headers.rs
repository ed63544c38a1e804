//! Which headers go on: not those that are about one connection alone, nor what would reach other sites than the preview's own.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::address::without_port;

/// About one connection, whoever names them (RFC 9110, 7.6.1).
const HOP_BY_HOP: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// The protocol that a request or an answer changes to, as `websocket`.
pub(super) fn upgrade(headers: &HeaderMap) -> Option<HeaderValue> {
    let asked = named_by_connection(headers).any(|name| name.eq_ignore_ascii_case("upgrade"));
    headers.get(header::UPGRADE).filter(|_| asked).cloned()
}

/// Takes off a request what is not the application's to see. `Host` stays as the browser has it: applications compare it with
/// `Origin`, make addresses of it, and take names under `.localhost` for the machine that they are developed on.
pub(super) fn clean_request(headers: &mut HeaderMap) {
    clean(headers);
    // This server has said already that it goes on.
    headers.remove(header::EXPECT);
}

/// Takes off an answer from `port` what is not the browser's to see; `host` is the preview's.
pub(super) fn clean_answer(headers: &mut HeaderMap, host: &str, port: u16) {
    clean(headers);
    if let header::Entry::Occupied(mut cookies) = headers.entry(header::SET_COOKIE) {
        cookies.iter_mut().for_each(|cookie| *cookie = own_cookie(cookie));
    }
    let location = headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
    if let Some(path) = location.and_then(|to| own_path(to, host, port)) {
        headers.insert(header::LOCATION, path);
    }
}

/// Puts the change of a protocol back.
pub(super) fn set_upgrade(headers: &mut HeaderMap, protocol: HeaderValue) {
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, protocol);
}

fn named_by_connection(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(header::CONNECTION).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

fn clean(headers: &mut HeaderMap) {
    let named = named_by_connection(headers).filter_map(|name| name.parse::<HeaderName>().ok());
    // What says where a message ends, or whom it is for, is nobody's to take away.
    let named: Vec<_> = named.filter(|name| ![header::CONTENT_LENGTH, header::HOST].contains(name)).collect();
    if headers.contains_key(header::TRANSFER_ENCODING) {
        // Of the two, this one does not count.
        headers.remove(header::CONTENT_LENGTH);
    }
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
}

/// A cookie for the preview that sets it and for no other: without a domain. `Domain=localhost` would be for all of them and
/// for the course, where a browser lets it.
fn own_cookie(cookie: &HeaderValue) -> HeaderValue {
    let is_domain = |attribute: &[u8]| {
        let name = attribute.split(|byte| *byte == b'=').next().unwrap_or_default();
        name.trim_ascii().eq_ignore_ascii_case(b"domain")
    };
    let mut parts = cookie.as_bytes().split(|byte| *byte == b';');
    // The first part is the cookie itself, whatever its name.
    let value = parts.next().unwrap_or_default();
    let kept: Vec<&[u8]> = std::iter::once(value).chain(parts.filter(|part| !is_domain(part))).collect();
    HeaderValue::from_bytes(&kept.join(&b';')).expect("parts of a value are values")
}

/// The path of an address that the application takes for its own: at the name by which the browser knows it, where servers
/// leave out or replace the port by the one that they listen on in their container; or at the port that it is published on.
fn own_path(location: &str, host: &str, port: u16) -> Option<HeaderValue> {
    let rest = location.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let at_home = ["localhost", "127.0.0.1"].map(|name| format!("{name}:{port}"));
    let own = without_port(authority).eq_ignore_ascii_case(without_port(host))
        || at_home.iter().any(|home| authority.eq_ignore_ascii_case(home));
    if !own {
        return None;
    }
    // Two slashes would begin another address.
    let path = path.trim_start_matches('/');
    let slash = if path.starts_with(['?', '#']) { "" } else { "/" };
    HeaderValue::try_from(format!("{slash}{path}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn what_is_about_one_connection_does_not_go_on() {
        let mut request = headers(&[
            ("host", "p80-a.localhost"),
            ("connection", "keep-alive, X-Mine , host, content-length"),
            ("x-mine", "1"),
            ("keep-alive", "timeout=5"),
            ("te", "trailers"),
            ("upgrade", "websocket"),
            ("expect", "100-continue"),
            ("content-length", "3"),
            ("cookie", "a=b"),
        ]);
        assert_eq!(upgrade(&request), None, "it is not asked for");
        clean_request(&mut request);
        assert_eq!(
            request,
            headers(&[("host", "p80-a.localhost"), ("content-length", "3"), ("cookie", "a=b")])
        );
        let mut both = headers(&[("transfer-encoding", "chunked"), ("content-length", "3")]);
        clean_request(&mut both);
        assert!(both.is_empty());
    }

    #[test]
    fn a_protocol_changes_where_that_is_asked_for() {
        let asked = headers(&[("connection", "keep-alive, Upgrade"), ("upgrade", "websocket")]);
        assert_eq!(upgrade(&asked).unwrap(), "websocket");
        assert_eq!(upgrade(&headers(&[("connection", "upgrade")])), None);
    }

    #[test]
    fn cookies_are_the_previews_own() {
        for (set, kept) in [
            ("a=b", "a=b"),
            ("a=b; Path=/; HttpOnly", "a=b; Path=/; HttpOnly"),
            ("a=b; Domain=localhost; Path=/", "a=b; Path=/"),
            ("a=b;DOMAIN = .localhost;domain;\tdomain\t=x; Secure", "a=b; Secure"),
            ("domain=localhost; Path=/", "domain=localhost; Path=/"),
            ("a=b; Domain=p80-a.localhost", "a=b"),
            ("a=b; XDomain=c", "a=b; XDomain=c"),
        ] {
            assert_eq!(own_cookie(&HeaderValue::from_static(set)), kept, "{set}");
        }
        let mut answer =
            headers(&[("set-cookie", "a=b; domain=localhost"), ("set-cookie", "c=d; domain=localhost")]);
        clean_answer(&mut answer, "p80-a.localhost", 80);
        assert_eq!(answer, headers(&[("set-cookie", "a=b"), ("set-cookie", "c=d")]));
    }

    #[test]
    fn an_application_leads_back_to_itself() {
        let led = |to: &'static str| {
            let mut answer = headers(&[("location", to)]);
            clean_answer(&mut answer, "p8080-a.localhost:4000", 8080);
            answer[header::LOCATION].to_str().unwrap().to_owned()
        };
        for (to, path) in [
            ("http://p8080-a.localhost/docs/", "/docs/"),
            ("http://P8080-a.localhost:80/docs/?a=b#c", "/docs/?a=b#c"),
            ("http://localhost:8080/docs/", "/docs/"),
            ("http://127.0.0.1:8080", "/"),
            ("http://localhost:8080?a=b", "?a=b"),
            ("http://localhost:8080//elsewhere.example/", "/elsewhere.example/"),
        ] {
            assert_eq!(led(to), path, "{to}");
        }
        for elsewhere in [
            "/docs/",
            "http://localhost/",
            "http://localhost:9090/",
            "https://localhost:8080/",
            "//x.example/",
        ] {
            assert_eq!(led(elsewhere), elsewhere);
        }
    }
}
