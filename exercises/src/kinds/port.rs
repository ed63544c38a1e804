//! Ports and mounts, written as learners write them for `docker run`.

use std::fmt;

use serde::Serialize;
use toml::de::DeValue;

use crate::value::Value;
use crate::vars::Values;
use crate::{Mount, MountKind, PortMapping};

/// A published port: `80`, `8080:80`, `127.0.0.1:8080:80`, `53:53/udp`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortMatcher {
    /// The address of the host; any if none.
    pub address: Option<String>,
    /// The port of the host; any if none.
    pub host: Option<u16>,
    /// The port in the container.
    pub container: u16,
    /// `tcp` or `udp`.
    pub protocol: String,
}

impl PortMatcher {
    fn parse(text: &str) -> Option<PortMatcher> {
        let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
        let mut parts = ports.rsplit(':');
        let container = parts.next()?.parse().ok().filter(|&port| port > 0)?;
        let host = match parts.next() {
            Some(port) => Some(port.parse().ok().filter(|&port| port > 0)?),
            None => None,
        };
        let address = parts.next().map(str::to_owned);
        let whole = parts.next().is_none() && ["tcp", "udp"].contains(&protocol);
        whole.then(|| PortMatcher { address, host, container, protocol: protocol.to_owned() })
    }

    /// Whether a port that is published is this one.
    pub(crate) fn matches(&self, seen: &PortMapping) -> bool {
        self.same_target(seen)
            && self.host.is_none_or(|port| port == seen.host)
            && self.address.as_ref().is_none_or(|address| *address == seen.address)
    }

    /// Whether a port that is published leads to the same port of the container.
    pub(crate) fn same_target(&self, seen: &PortMapping) -> bool {
        self.container == seen.container && self.protocol == seen.protocol
    }
}

impl fmt::Display for PortMatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.iter().try_for_each(|address| write!(f, "{address}:"))?;
        self.host.iter().try_for_each(|port| write!(f, "{port}:"))?;
        write!(f, "{}", self.container)?;
        if self.protocol == "tcp" { Ok(()) } else { write!(f, "/{}", self.protocol) }
    }
}

impl Value for PortMatcher {
    fn what() -> String {
        "a port as for `docker run --publish`: \"80\" (whatever the host's port), \"8080:80\", \"127.0.0.1:8080:80\", \
         \"53:53/udp\""
            .into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        match value {
            DeValue::Integer(_) => PortMatcher::parse(&u16::read(value, values)?.to_string()),
            _ => PortMatcher::parse(&String::read(value, values)?),
        }
    }
}

/// Something that is mounted: `data:/var/lib/data`, `/home/learner/site:/srv:ro`, `*:/data` (whatever it is),
/// `tmpfs:/run`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MountMatcher {
    /// What kind of thing; any if none.
    pub kind: Option<MountKind>,
    /// Its name or path; any if none.
    pub source: Option<String>,
    /// Path in the container.
    pub target: String,
    /// Whether the container may only read it; either if none.
    pub read_only: Option<bool>,
}

impl MountMatcher {
    fn parse(text: &str) -> Option<MountMatcher> {
        let (source, rest) = text.split_once(':')?;
        let (target, read_only) = match rest.split_once(':') {
            None => (rest, None),
            Some((target, "ro")) => (target, Some(true)),
            Some((target, "rw")) => (target, Some(false)),
            Some(_) => return None,
        };
        let (kind, source) = match source {
            "" => return None,
            "*" => (None, None),
            "tmpfs" => (Some(MountKind::Tmpfs), None),
            path if path.starts_with('/') => (Some(MountKind::Bind), Some(path.to_owned())),
            name => (Some(MountKind::Volume), Some(name.to_owned())),
        };
        target.starts_with('/').then(|| MountMatcher { kind, source, target: target.to_owned(), read_only })
    }

    /// Whether what is mounted is this, apart from whether it can be written.
    pub(crate) fn same_source(&self, seen: &Mount) -> bool {
        self.kind.is_none_or(|kind| kind == seen.kind)
            && self.source.as_ref().is_none_or(|source| path(source) == path(&seen.source))
    }

    pub(crate) fn same_target(&self, seen: &Mount) -> bool {
        path(&self.target) == path(&seen.target)
    }

    pub(crate) fn matches(&self, seen: &Mount) -> bool {
        let same = self.same_target(seen) && self.same_source(seen);
        same && self.read_only.is_none_or(|wanted| wanted == seen.read_only)
    }
}

/// `/data/` and `/data` are the same.
fn path(text: &str) -> &str {
    let trimmed = text.trim_end_matches('/');
    if trimmed.is_empty() { text } else { trimmed }
}

impl Value for MountMatcher {
    fn what() -> String {
        "a mount as for `docker run --volume`: \"data:/data\", \"/home/learner/site:/srv:ro\", \"*:/data\" (whatever it \
         is), \"tmpfs:/run\""
            .into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        MountMatcher::parse(&String::read(value, values)?)
    }
}
