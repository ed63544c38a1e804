//! OCI runtimes: what the host's engine starts containers with.

use std::fmt;

/// The engine has no runtime of the name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// That name.
    pub wanted: String,
    /// Those that it has.
    pub known: Vec<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the engine knows {}, not {}: install it on the engine's host and name it under \"runtimes\" in \
             /etc/docker/daemon.json, or choose another one with --runtime",
            list(&self.known),
            self.wanted
        )
    }
}

impl std::error::Error for Unknown {}

/// `a, b and c`.
fn list(names: &[String]) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Looks for a runtime among those that an engine names.
///
/// # Errors
/// When it is not there.
pub fn find(wanted: &str, known: &[String]) -> Result<(), Unknown> {
    // Since version 23, engines also take a containerd shim that they do not name, by its full name or path.
    let is_shim = wanted.contains(['.', '/']);
    if is_shim || known.iter().any(|name| name == wanted) {
        return Ok(());
    }
    Err(Unknown { wanted: wanted.to_owned(), known: known.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runtime_that_is_not_there_is_told_with_those_that_are() {
        let known = ["crun", "io.containerd.runc.v2", "runc"].map(str::to_owned);
        assert!(find("runc", &known).is_ok());
        assert!(find("io.containerd.kata.v2", &known).is_ok(), "a shim, which the engine finds by itself");
        let said = find("sysbox-runc", &known).unwrap_err().to_string();
        assert!(
            said.starts_with(
                "the engine knows crun, io.containerd.runc.v2 and runc, not sysbox-runc: install it"
            ),
            "{said}"
        );
        assert!(said.contains("/etc/docker/daemon.json"), "{said}");
    }
}
