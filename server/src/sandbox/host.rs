//! Where an engine listens, as an operator writes it down.

use std::{fmt, net::IpAddr, path::PathBuf, str::FromStr, time::Duration};

use hyper::Uri;

use crate::timeouts;

/// Where engines listen unless they are told otherwise.
const SOCKET: &str = "/var/run/docker.sock";

/// Where an engine listens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// A socket on this machine.
    Unix(PathBuf),
    /// `address:port`, without TLS.
    Tcp(String),
    /// With TLS, by certificates that both sides show.
    Tls {
        /// `address:port`.
        address: String,
        /// Folder of `ca.pem`, `cert.pem` and `key.pem`, as the docker command has it.
        certificates: PathBuf,
    },
    /// A socket on a machine that ssh logs in to.
    Ssh(Login),
}

/// A way by ssh: what is not named is as in the settings of ssh.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Login {
    /// User there.
    pub user: Option<String>,
    /// Name or address of the machine, or what the settings of ssh call it.
    pub host: String,
    /// Port of its sshd.
    pub port: Option<u16>,
    /// Where the engine listens there.
    pub socket: PathBuf,
    /// Settings of ssh, instead of `~/.ssh/config`.
    pub config: Option<PathBuf>,
}

impl Default for Host {
    fn default() -> Self {
        Self::Unix(SOCKET.into())
    }
}

impl Host {
    /// The same engine, reached with TLS where it was to be reached without.
    #[must_use]
    pub fn secured(self, certificates: PathBuf) -> Self {
        match self {
            Self::Tcp(address) => Self::Tls { address, certificates },
            other => other,
        }
    }

    /// How long to wait before an engine that did not answer is looked for again.
    #[must_use]
    pub fn retry(&self) -> Duration {
        match self {
            Self::Ssh(_) => timeouts::TUNNEL_RETRY,
            Self::Unix(_) | Self::Tcp(_) | Self::Tls { .. } => timeouts::ENGINE_RETRY,
        }
    }

    /// Whether whoever is on the network between may command the engine, and with it be root on its machine.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        let Self::Tcp(address) = self else { return false };
        let name = address.rsplit_once(':').map_or(address.as_str(), |(name, _)| name);
        let ip = name.trim_matches(['[', ']']).parse::<IpAddr>();
        !ip.map_or(name == "localhost", |ip| ip.is_loopback())
    }
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = match text.split_once("://") {
            // An empty DOCKER_HOST means that none is set, as for the docker command.
            None if text.is_empty() => Ok(Self::default()),
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(("unix", _)) => Err("the path of a socket begins with /, as in unix:///run/docker.sock"),
            Some(("tcp" | "http", _)) => over_tcp(text),
            Some(("ssh", _)) => over_ssh(text).map(Self::Ssh),
            _ => Err("unix:///path, tcp://host:port or ssh://user@host is expected"),
        };
        parsed.map_err(|why| format!("`{text}` is no engine address: {why}"))
    }
}

fn over_tcp(text: &str) -> Result<Host, &'static str> {
    let uri: Uri = text.parse().map_err(|_| "tcp://host:port is expected")?;
    let authority = uri.authority().ok_or("it names no host")?;
    if authority.as_str().contains('@') || authority.host().is_empty() {
        return Err("tcp://host:port is expected: there are no users over TCP");
    }
    if !matches!(uri.path(), "" | "/") {
        return Err("nothing follows the port but ?certs=/folder");
    }
    let port = authority.port_u16().filter(|&port| port != 0);
    let port = port.ok_or("it names no port: engines use 2376 with TLS and 2375 without")?;
    let address = format!("{}:{port}", authority.host());
    Ok(match option(&uri, "certs")? {
        Some(certificates) => Host::Tls { address, certificates },
        None => Host::Tcp(address),
    })
}

fn over_ssh(text: &str) -> Result<Login, &'static str> {
    let uri: Uri = text.parse().map_err(|_| "ssh://user@host:port is expected")?;
    let authority = uri.authority().ok_or("it names no host")?;
    let user = authority.as_str().rsplit_once('@').map(|(user, _)| user);
    if user.is_some_and(|user| user.contains(':')) {
        return Err("a password has no place in it: ssh is to have a key");
    }
    let host = authority.host().trim_matches(['[', ']']);
    if !user.is_none_or(is_plain) || !is_plain(host) {
        return Err("a user or host is made of letters, digits and . _ - :");
    }
    let named = authority.as_str().trim_end_matches(']').rsplit_once(authority.host());
    let port = authority.port_u16().filter(|&port| port != 0);
    if port.is_none() && named.is_some_and(|(_, rest)| !rest.is_empty()) {
        return Err("a port is a number from 1 to 65535");
    }
    let socket = if matches!(uri.path(), "" | "/") { SOCKET } else { uri.path() };
    // It becomes part of a command there.
    if !socket.chars().all(|char| char.is_ascii_alphanumeric() || "/._-".contains(char)) {
        return Err("the path of a socket is made of letters, digits and / . _ -");
    }
    Ok(Login {
        user: user.map(str::to_owned),
        host: host.to_owned(),
        port,
        socket: socket.into(),
        config: option(&uri, "config")?,
    })
}

/// What ssh takes neither for a flag nor for more than a name.
fn is_plain(name: &str) -> bool {
    let plain = |char: char| char.is_ascii_alphanumeric() || "._-:".contains(char);
    !name.is_empty() && !name.starts_with('-') && name.chars().all(plain)
}

/// The one option that an address may have, a path.
fn option(uri: &Uri, name: &str) -> Result<Option<PathBuf>, &'static str> {
    let Some(query) = uri.query() else { return Ok(None) };
    match query.split_once('=') {
        Some((found, path)) if found == name && path.starts_with('/') => Ok(Some(path.into())),
        Some((found, _)) if found == name => Err("its certs or config is to be a path from the root"),
        _ => Err("it has an option that is unknown: TCP has ?certs=/folder, ssh has ?config=/file"),
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix://{}", path.display()),
            Self::Tcp(address) => write!(f, "tcp://{address}"),
            Self::Tls { address, certificates } => {
                write!(f, "tcp://{address}?certs={}", certificates.display())
            }
            Self::Ssh(login) => login.fmt(f),
        }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { user, host, port, socket, config } = self;
        f.write_str("ssh://")?;
        if let Some(user) = user {
            write!(f, "{user}@")?;
        }
        if host.contains(':') { write!(f, "[{host}]") } else { f.write_str(host) }?;
        if let Some(port) = port {
            write!(f, ":{port}")?;
        }
        if *socket != *SOCKET {
            write!(f, "{}", socket.display())?;
        }
        if let Some(config) = config {
            // Without a path, what asks is a part of the name.
            let path = if *socket == *SOCKET { "/" } else { "" };
            write!(f, "{path}?config={}", config.display())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for text in [
            "unix:///run/docker.sock",
            "tcp://127.0.0.1:2375",
            "tcp://[::1]:2375",
            "tcp://engine.example:2376?certs=/etc/quai/engine",
            "ssh://engine",
            "ssh://quai@engine.example:2222",
            "ssh://quai@[fe80::1]:22",
            "ssh://quai@engine/run/user/1000/docker.sock?config=/etc/quai/ssh",
            "ssh://engine/?config=/etc/quai/ssh",
        ] {
            assert_eq!(text.parse::<Host>().unwrap().to_string(), text);
        }
        assert_eq!("".parse(), Ok(Host::default()));
        assert_eq!("http://engine:2375/".parse(), Ok(Host::Tcp("engine:2375".to_owned())));
        let Ok(Host::Ssh(login)) = "ssh://[::1]:22".parse() else { panic!("no address") };
        assert_eq!((login.host.as_str(), login.port, login.socket.to_str()), ("::1", Some(22), Some(SOCKET)));
    }

    #[test]
    fn what_is_malformed_is_refused_with_what_is_expected() {
        for (text, word) in [
            ("docker.sock", "unix:///path"),
            ("npipe:////./pipe/docker", "unix:///path"),
            ("unix://docker.sock", "begins with /"),
            ("tcp://", "tcp://host:port"),
            ("tcp://engine", "no port"),
            ("tcp://engine:0", "no port"),
            ("tcp://engine:99999", "no port"),
            ("tcp://quai@engine:2376", "no users"),
            ("tcp://engine:2376/v1", "?certs=/folder"),
            ("tcp://engine:2376?certs=here", "from the root"),
            ("tcp://engine:2376?cert=/here", "unknown"),
            ("ssh://", "ssh://user@host"),
            ("ssh://quai:secret@engine", "password"),
            ("ssh://-oProxyCommand=x@engine", "letters"),
            ("ssh://-F", "letters"),
            ("ssh://a;b@engine", "letters"),
            ("ssh://engine:0", "65535"),
            ("ssh://engine:99999", "65535"),
            ("ssh://engine/run/a'b", "letters"),
            ("ssh://engine?certs=/folder", "unknown"),
        ] {
            let refused = text.parse::<Host>().unwrap_err();
            assert!(refused.starts_with(&format!("`{text}` is no engine address: ")), "{refused}");
            assert!(refused.contains(word), "{refused}");
        }
    }

    #[test]
    fn plain_tcp_is_exposed_unless_it_stays_on_the_machine() {
        for (text, exposed) in [
            ("tcp://10.0.0.7:2375", true),
            ("tcp://engine:2375", true),
            ("tcp://127.1.2.3:2375", false),
            ("tcp://[::1]:2375", false),
            ("tcp://localhost:2375", false),
            ("tcp://engine:2376?certs=/folder", false),
            ("ssh://engine", false),
        ] {
            assert_eq!(text.parse::<Host>().unwrap().is_exposed(), exposed, "{text}");
        }
    }
}
