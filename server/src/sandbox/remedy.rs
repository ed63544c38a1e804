//! What to do about an engine that cannot be reached.

use super::host::Host;

/// Words of a failure, as the system, TLS, ssh or the engine say them, and what to do about it.
const REMEDIES: [(&str, &str); 14] = [
    (
        "HTTP request to an HTTPS server",
        "it wants TLS: name the folder of ca.pem, cert.pem and key.pem, as in tcp://host:2376?certs=/folder",
    ),
    (
        "InvalidContentType",
        "it speaks no TLS: start it with --tlsverify, --tlscacert, --tlscert and --tlskey; only on this very machine leave \
         ?certs= out instead",
    ),
    (
        "UnknownIssuer",
        "its certificate is of another CA than ca.pem: copy the ca.pem of that engine into the folder",
    ),
    (
        "certificate not valid for name",
        "its certificate is for other names: use one of those, or make it anew with this one as subjectAltName",
    ),
    ("invalid peer certificate", "the certificate of that engine is to be made anew"),
    (
        "received fatal alert",
        "it refuses this client: cert.pem and key.pem in the folder must be there and of the CA that it was started with \
         (--tlscacert), and not be out of date",
    ),
    (
        "Host key verification failed",
        "log in once by hand as the user that runs Quai (ssh, with the same user, host and port) and compare the key, or \
         add it to known_hosts",
    ),
    (
        "Permission denied (os error",
        "run Quai as a user who may use it: usermod --append --groups docker USER",
    ),
    (
        "Permission denied (",
        "ssh has no key that is accepted there: make one without a passphrase (ssh-keygen), and send it (ssh-copy-id)",
    ),
    (
        "Could not resolve hostname",
        "the name of that machine is unknown here: is it spelt as in DNS, /etc/hosts or the settings of ssh?",
    ),
    ("`ssh` is missing", "as root, on Debian: apt-get install openssh-client"),
    (
        "open failed:",
        "its sshd forwards no socket: in its sshd_config, set AllowStreamLocalForwarding yes and leave DisableForwarding \
         out; in authorized_keys, do not `restrict` the key",
    ),
    (
        "may not use",
        "give that user the right, which is as good as root's there: usermod --append --groups docker USER",
    ),
    ("no Docker Engine listens at", "install and start one there: on Debian, apt-get install docker.io"),
];

/// What to do about an engine that is reached over a network [without TLS](Host::is_exposed).
pub const EXPOSED: &str = "whoever reaches that port is root on that machine, and reads what learners type: use \
                           ssh://user@host, or TLS with tcp://host:2376?certs=/folder";

/// What to do when `host` fails with these words.
#[must_use]
pub fn remedy(host: &Host, failure: &str) -> &'static str {
    let known = REMEDIES.iter().find(|(words, _)| failure.contains(words));
    known.map_or_else(|| unanswered(host), |(_, remedy)| remedy)
}

/// Nothing is known but that it does not answer.
fn unanswered(host: &Host) -> &'static str {
    match host {
        host if *host == Host::default() => {
            "run `quai up` as root: it installs and starts one; or, on Debian: apt-get install docker.io, then systemctl \
             start docker (without systemd: dockerd &)"
        }
        Host::Unix(_) => {
            "start it there, or leave --engine and DOCKER_HOST out to use this machine's own, which `quai up` installs"
        }
        Host::Tcp(_) | Host::Tls { .. } => {
            "is it started there with --host tcp://…, and does the way to its port lie open?"
        }
        Host::Ssh(_) => {
            "does logging in by hand work (ssh, with the same user, host and port), and does docker work there?"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_answered_with_what_to_do() {
        let host = |text: &str| text.parse::<Host>().unwrap();
        let (own, other) = (Host::default(), host("unix:///srv/docker.sock"));
        let (tcp, ssh) = (host("tcp://engine:2376"), host("ssh://engine"));
        for (host, failure, word) in [
            (&own, "No such file or directory (os error 2)", "quai up"),
            (&other, "Permission denied (os error 13)", "--groups docker"),
            (&other, "Connection refused (os error 111)", "leave --engine"),
            (&tcp, "Client sent an HTTP request to an HTTPS server.", "?certs="),
            (&tcp, "received fatal alert: CertificateRequired", "refuses this client"),
            (&tcp, "invalid peer certificate: UnknownIssuer", "another CA"),
            (&tcp, "invalid peer certificate: Expired", "made anew"),
            (&ssh, "quai@engine: Permission denied (publickey).", "ssh-copy-id"),
            (&ssh, "Connection refused", "by hand"),
        ] {
            assert!(remedy(host, failure).contains(word), "{failure}: {}", remedy(host, failure));
        }
    }
}
