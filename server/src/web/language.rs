//! In which language a request is to be answered.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header::ACCEPT_LANGUAGE, request::Parts},
};
use exercises::Lang;

/// The reader's language: the query's `lang`, else the book that the path names, else the browser's wish, else French.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reader(pub Lang);

impl Reader {
    /// Reads it off a request's address and headers.
    pub(super) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("lang="));
        let path = uri.path().split('/').nth(1);
        let asked = query.into_iter().chain(path).find_map(|code| code.parse().ok());
        Self(asked.unwrap_or_else(|| wished(headers)))
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// The first language of `Accept-Language` by weight that we have.
pub(super) fn wished(headers: &HeaderMap) -> Lang {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let weighed = header.split(',').filter_map(|part| {
        let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
        let weight: f32 = match parameters.trim().strip_prefix("q=") {
            Some(weight) => weight.parse().ok()?,
            None => 1.0,
        };
        let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
        Some((weight, primary.parse().ok()?))
    });
    // Of equal weights the first wins, so only a greater one replaces it.
    let best = weighed.fold(None, |best: Option<(f32, Lang)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.map(|(_, lang)| lang).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(uri: &str, accepts: &str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accepts.parse().unwrap());
        Reader::of(&uri.parse().unwrap(), &headers).0
    }

    #[test]
    fn the_address_goes_before_the_browsers_wish() {
        assert_eq!(reader("/api/state?lang=en", "fr"), Lang::En);
        assert_eq!(reader("/en/missing.html", "fr"), Lang::En);
        assert_eq!(reader("/api/state?lang=de", "en"), Lang::En);
    }

    #[test]
    fn the_heaviest_wish_that_we_can_meet_is_met() {
        for (accepts, expected) in [
            ("en-GB,en;q=0.9,fr;q=0.8", Lang::En),
            ("de, fr;q=0.5, en;q=0.7", Lang::En),
            ("FR-ca, en", Lang::Fr),
            ("de", Lang::Fr),
            ("en;q=high, fr;q=0.1", Lang::Fr),
        ] {
            assert_eq!(reader("/", accepts), expected, "{accepts}");
        }
    }
}
