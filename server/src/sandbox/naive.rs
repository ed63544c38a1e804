//! A sandbox as people make one by themselves, for `bench` to compare with: the same image in the same hardened
//! container, but plain `dockerd` started alone in it.
//!
//! The image has no part in this: its own first two steps are run from their texts, and only what they lead to is another.

use bollard::models::ContainerCreateBody;

use super::hardening::{self, Identity, Settings};

/// Process 1, first and second step, as in the image.
const ENTRY: &str = include_str!("../../../images/sandbox/entry");
const SEAL: &str = include_str!("../../../images/sandbox/seal");

/// The third step. No file of settings: what is said here is where this container can be written to and who may ask, and
/// `--rootless` is what no `dockerd` starts without here. Nobody tells when it answers, so the word that the server waits for
/// comes first: who wants to know must ask. The shell wants its folder and images their registry, as everywhere; and whoever
/// enters wants the namespaces where process 1 holds them.
const DOCKERD: &str = "
install --directory --mode 700 --owner learner --group learner /run/learner
mkdir --mode 700 /run/quai
unshare --user --map-users 0:0:1 --map-users 1:1:65535 --map-groups 0:0:1 --map-groups 1:1:65535 \
    --setuid 0 --setgid 0 --mount --propagation private --net /bin/bash -c \"$INSIDE\" >&2 &
until [ -e /run/quai/inside ]; do sleep 0.005; done
exec 20< /proc/$!/ns/user 21< /proc/$!/ns/mnt 22< /proc/$!/ns/net
echo 'quai: engine ready'
wait
";

/// What it starts in the engine's namespaces.
const INSIDE: &str = "
> /run/quai/inside
ip link set lo up
iptables --table nat --append OUTPUT --destination 127.0.0.80/32 --protocol tcp --dport 443 --jump REDIRECT --to-ports 61443
/usr/lib/quai/hub &
export HOME=/engine
exec dockerd --rootless --config-file /dev/null --host unix:///run/docker.sock --group learner \
    --data-root /engine/docker --exec-root /run/docker --pidfile /run/docker.pid
";

/// The container, with the hardening of every other sandbox.
#[must_use]
pub fn sandbox(image: &str, identity: &Identity, settings: &Settings) -> ContainerCreateBody {
    let text = |name: &str, text: String| format!("{name}={text}");
    ContainerCreateBody {
        entrypoint: Some(vec!["/bin/bash".to_owned(), "-c".to_owned(), leading_to(ENTRY, "seal", "SEAL")]),
        env: Some(vec![
            text("SEAL", leading_to(SEAL, "engine", "DOCKERD")),
            text("DOCKERD", DOCKERD.to_owned()),
            text("INSIDE", INSIDE.to_owned()),
        ]),
        ..hardening::sandbox(image, identity, settings, None)
    }
}

/// A step that runs the text in a variable where it would run the next step's file.
fn leading_to(step: &str, next: &str, variable: &str) -> String {
    step.replace(&format!("/usr/lib/quai/{next}"), &format!("/bin/bash -c \"${variable}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_step_is_another() {
        for (step, next, variable) in [(ENTRY, "seal", "SEAL"), (SEAL, "engine", "DOCKERD")] {
            let text = leading_to(step, next, variable);
            assert!(text.trim_end().ends_with(&format!("/bin/bash -c \"${variable}\"")), "{text}");
            assert!(!text.contains(&format!("/usr/lib/quai/{next}")), "{text}");
        }
        let ours = hardening::tests::body();
        let identity = Identity {
            instance: "i".to_owned(),
            sandbox: "s".to_owned(),
            latest_end: jiff::Timestamp::UNIX_EPOCH,
        };
        let naive = sandbox("image", &identity, &Settings::default());
        let (ours, naive) = (ours.host_config.unwrap(), naive.host_config.unwrap());
        // Each has a slot of its own, and with it owners of its file systems.
        let naive = bollard::models::HostConfig { tmpfs: ours.tmpfs.clone(), ..naive };
        assert_eq!(naive, ours);
    }
}
