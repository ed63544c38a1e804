//! What the course is about, each thing tried as a learner would.

use crate::{sandbox::exec::Output, timeouts};

/// Course images that the trials use.
pub(super) const IMAGES: [&str; 2] = ["busybox", "nginx"];

/// Something of the course.
pub(super) struct Feature {
    name: &'static str,
    /// The course cannot do without it; the others need control groups that the sandbox's engine may use.
    essential: bool,
    /// Succeeds where it works. `fail WORDS` says what is wrong where no program does; `$ask` is how to ask `http://web`.
    script: &'static str,
}

/// Something of the course that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What was tried.
    pub name: &'static str,
    /// Whether the course cannot do without it.
    pub essential: bool,
    /// It works, or what the engine said.
    pub outcome: Result<(), String>,
}

const fn essential(name: &'static str, script: &'static str) -> Feature {
    Feature { name, essential: true, script }
}

const fn with_control_groups(name: &'static str, script: &'static str) -> Feature {
    Feature { name, essential: false, script }
}

/// In this order, all in one sandbox: the second starts the container that later ones look at.
pub(super) const FEATURES: &[Feature] = &[
    essential("docker run", "docker run --rm busybox true"),
    essential("docker exec", "docker run --detach --name idle busybox sleep 1000; docker exec idle true"),
    essential(
        "docker build (BuildKit)",
        "docker build --quiet --tag built - <<< $'FROM busybox\\nRUN echo built > /it'; docker run --rm built cat /it",
    ),
    essential(
        "docker build (classic)",
        "DOCKER_BUILDKIT=0 docker build --quiet --tag classic - <<< $'FROM busybox\\nRUN echo built > /it'
         docker run --rm classic cat /it",
    ),
    essential(
        "published ports",
        "docker run --detach --publish 8080:80 nginx; curl --silent --show-error --fail --retry 9 --retry-all-errors \
         --retry-delay 0 --retry-max-time 9 --output /dev/null localhost:8080",
    ),
    essential(
        "networks, names",
        "docker network create private; docker run --detach --name web --network private nginx
         docker run --rm --network private busybox sh -c \"$ask\"",
    ),
    essential(
        "volumes",
        "docker run --rm --volume kept:/v busybox touch /v/it; docker run --rm --volume kept:/v busybox ls /v/it",
    ),
    essential("bind mounts", "docker run --rm --volume ~:/v busybox touch /v/it; rm ~/it"),
    essential(
        "docker compose",
        "mkdir ~/project; cd ~/project
         printf 'services:\\n  web: { image: nginx }\\n  client: { image: busybox, depends_on: [web] }\\n' > compose.yaml
         docker compose --progress quiet run --rm client sh -c \"$ask\"",
    ),
    essential(
        "health checks",
        "docker run --detach --name checked --health-cmd true --health-interval 100ms busybox sleep 1000
         for n in {1..80}; do state=$(docker inspect --format '{{.State.Health.Status}}' checked)
           [ $state != healthy ] || exit 0; sleep 0.1; done; fail \"the container stays $state\"",
    ),
    essential(
        "restart policies",
        "docker run --detach --name restarted --restart on-failure:1 busybox false
         for n in {1..80}; do count=$(docker inspect --format '{{.RestartCount}}' restarted)
           [ $count != 1 ] || exit 0; sleep 0.1; done; fail 'the container was not started again'",
    ),
    with_control_groups("docker pause", "docker pause idle; docker unpause idle"),
    with_control_groups("docker top", "docker top idle"),
    with_control_groups(
        "docker stats",
        // Where it cannot tell containers apart, it says nothing of them, or the figures of the whole sandbox.
        "usage=$(docker stats --no-stream --format '{{.MemUsage}}, {{.PIDs}} processes' idle)
         case $usage in [1-9]*', 1 processes') ;; *) fail \"docker stats says of a single sleep: $usage\" ;; esac",
    ),
    with_control_groups(
        "docker run --memory",
        "code=0; docker run --rm --memory 32m --memory-swap 32m busybox dd if=/dev/zero of=/dev/null bs=64M count=1 || code=$?
         [ $code = 137 ] || fail \"64 MiB in a container with --memory 32m: it ended with code $code instead of 137\"",
    ),
    with_control_groups(
        "docker run --cpus",
        "docker run --rm --cpus 0.5 busybox grep -q '^50000 ' /sys/fs/cgroup/cpu.max ||
         fail 'a container with --cpus 0.5 has no such limit'",
    ),
    with_control_groups(
        "docker run --pids-limit",
        "docker run --rm --pids-limit 20 busybox grep -q '^20$' /sys/fs/cgroup/pids.max ||
         fail 'a container with --pids-limit 20 has no such limit'",
    ),
    with_control_groups("docker update", "docker update --memory 64m --memory-swap 64m idle"),
];

impl Feature {
    /// The script that tries it.
    pub(super) fn script(&self) -> String {
        // A server that was just started may not listen yet.
        const PRELUDE: &str = "set -euo pipefail; fail() { echo \"$*\"; exit 1; }
            ask='for n in 1 2 3 4 5; do wget -q -O - http://web && exit; sleep 0.2; done; exit 1'";
        format!("{PRELUDE}\n{}", self.script)
    }

    /// What came of it; `None` is no answer in time.
    pub(super) fn trial(&self, output: Option<Output>) -> Trial {
        let outcome = match output {
            Some(Output { code: 0, .. }) => Ok(()),
            Some(Output { text, .. }) => Err(last_words(&text)),
            None => Err(format!("it did not come to an end in {} s", timeouts::CANARY_FEATURE.as_secs())),
        };
        Trial { name: self.name, essential: self.essential, outcome }
    }
}

/// The last line that says something, shortened.
fn last_words(text: &str) -> String {
    /// Characters.
    const LONGEST: usize = 200;
    let lines = text.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphabetic));
    let said: Vec<&str> = lines.collect();
    // An engine says more than one line after this word.
    let from = said.iter().rposition(|line| line.contains("Error response from daemon: "));
    let line = from.or(said.len().checked_sub(1)).map_or("nothing was said", |at| said[at]);
    let line = line.split_once("Error response from daemon: ").map_or(line, |(_, words)| words);
    // Ids say nothing to people.
    let words = line.split(' ').map(|word| match word.split_at_checked(64) {
        Some((id, rest)) if id.bytes().all(|byte| byte.is_ascii_hexdigit()) => format!("{}{rest}", &id[..12]),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engines_own_words_are_kept_without_what_surrounds_them() {
        let id = "2e3475b627e1bfa5e7a4b8c8c0d5fc25eaf3a802e735abb3d5d8e4750192b970";
        let said = format!(
            "{id}\nError response from daemon: cannot pause container {id}: OCI runtime pause failed\n: unknown\n"
        );
        assert_eq!(last_words(&said), "cannot pause container 2e3475b627e1: OCI runtime pause failed");
        assert_eq!(last_words("Pulling\na container has no such limit\n"), "a container has no such limit");
        assert_eq!(last_words(""), "nothing was said");
    }

    #[test]
    fn a_trial_without_an_end_does_not_work() {
        let feature = essential("docker run", "sleep 1000");
        assert!(feature.trial(None).outcome.is_err());
        assert_eq!(feature.trial(Some(Output { code: 0, text: "noise".to_owned() })).outcome, Ok(()));
    }
}
