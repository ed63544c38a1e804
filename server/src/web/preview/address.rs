//! Addresses of previews: `p8080-NAME.localhost`, with the server's own port behind it or none.

/// Which port of which sandbox is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) port: u16,
    /// Of the sandbox's preview.
    pub(super) name: String,
}

/// Whether a Host is one of those under which nothing but previews is served, also where there is no such preview.
pub(super) fn is_below_localhost(host: &str) -> bool {
    let name = without_port(host).to_ascii_lowercase();
    name.strip_suffix('.').unwrap_or(&name).ends_with(".localhost")
}

impl Address {
    /// Reads a Host; `None` if it is no preview's. Each preview has one way to be written, but for capitals.
    pub(super) fn parse(host: &str) -> Option<Self> {
        let host = without_port(host).to_ascii_lowercase();
        let (port, name) = host.strip_suffix(".localhost")?.strip_prefix('p')?.split_once('-')?;
        let plain =
            |text: &str, known: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| known(&byte));
        if !plain(port, u8::is_ascii_digit) || port.starts_with('0') || !plain(name, u8::is_ascii_hexdigit) {
            return None;
        }
        Some(Self { port: port.parse().ok()?, name: name.to_owned() })
    }
}

pub(super) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_a_port_and_a_name() {
        let parsed = |host: &str| Address::parse(host).map(|Address { port, name }| (port, name));
        assert_eq!(parsed("p8080-0123abcd.localhost:8080"), Some((8080, "0123abcd".to_owned())));
        assert_eq!(parsed("P1-ABC.LocalHost"), Some((1, "abc".to_owned())));
        assert_eq!(parsed("p65535-a.localhost:1"), Some((65535, "a".to_owned())));
        for other in [
            "p0-a.localhost",
            "p65536-a.localhost",
            "p080-a.localhost",
            "p+80-a.localhost",
            "p-a.localhost",
            "p80-.localhost",
            "p80.localhost",
            "80-a.localhost",
            "p80-a.b.localhost",
            "x.p80-a.localhost",
            "p80-g.localhost",
            "p80-a.localhost.",
            "p80-a.localhost:80:80",
            "p80-a.localhost.example",
            "p80-a",
            "localhost",
            "",
        ] {
            assert_eq!(parsed(other), None, "{other}");
        }
    }

    #[test]
    fn whatever_is_below_localhost_is_no_name_of_the_course() {
        for host in ["p80-a.localhost:80", "x.localhost", "X.LOCALHOST", ".localhost", "a.localhost.:80"] {
            assert!(is_below_localhost(host), "{host}");
        }
        for host in
            ["localhost:80", "localhost", "127.0.0.1:80", "[::1]:80", "a.localhost.example", "alocalhost", ""]
        {
            assert!(!is_below_localhost(host), "{host}");
        }
    }
}
