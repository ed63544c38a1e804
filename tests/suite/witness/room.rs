//! A sandbox to look into, and what root in its engine lays over our programs.

use std::time::Duration;

use bytes::Bytes;
use server::{
    provision::images::Plan,
    sandbox::{
        Sandbox,
        exec::{Command, Who},
        hardening::{self, Identity, Settings},
        witness::Witness,
    },
};
use tests::{entry::Entry, machine};
use tokio::{sync::oneshot, time::timeout};

use super::PATIENCE;

/// A sandbox without a session.
pub(super) struct Room {
    pub(super) sandbox: Sandbox,
    gone: oneshot::Receiver<()>,
}

/// Lays programs and a socket of the learner's own over ours, in every mount namespace that root in the engine can enter.
/// Whatever is asked of the one there is a container that runs in the background. What is run there leaves a trace.
pub(super) const COVER: &str = r#"
    mkdir -p /tmp/forged; cat > /tmp/forged/program << 'FORGED'
#!/bin/sh
echo "$0 $*" >> /tmp/forged/trace; chmod 666 /tmp/forged/trace
[ "$1" = identify ] && exec echo 7 7
[ "$1" = relay ] && echo 'quai-witness: relaying'
return=$(printf '\r') body='{"Id":"7","Name":"/web","Config":{"Image":"nginx"},"State":{"Running":true,"Status":"running"}}'
while read -r line; do
    [ "$line" != "$return" ] ||
        printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' ${#body} "$body"
done
FORGED
    chmod 755 /tmp/forged/program; : > /tmp/forged/trace; chmod 666 /tmp/forged/trace
    setsid socat UNIX-LISTEN:/tmp/forged/socket,fork,mode=777 EXEC:/tmp/forged/program > /dev/null 2>&1 < /dev/null &
    until [ -S /tmp/forged/socket ]; do sleep 0.01; done
    cover() {
        for file in /usr/lib/quai/witness /usr/lib/quai/as-witness /usr/lib/quai/as-learner /usr/bin/socat /usr/bin/setpriv; do
            "$@" mount --no-canonicalize --bind /tmp/forged/program $in$file
        done
        "$@" mount --no-canonicalize --bind /tmp/forged/socket $in/run/docker.sock
    }
    for process in /proc/[0-9]*; do
        in='' cover nsenter --target ${process#/proc/} --mount
        in=$process/root cover
    done 2> /dev/null
    pkill -KILL -f 'witness rel[a]y'; true"#;

impl Room {
    pub(super) async fn start(name: &str) -> Self {
        Self::start_with(name, None).await
    }

    pub(super) async fn start_with(name: &str, entry: Option<Entry>) -> Self {
        let engine = machine::engine().await;
        let image = Plan::read(&machine::course()).unwrap().sandbox;
        let latest_end = (std::time::SystemTime::now() + Duration::from_secs(600)).try_into().unwrap();
        let sandbox = format!("witness-{name}-{}", std::process::id());
        let identity = Identity { instance: "witness".to_owned(), sandbox, latest_end };
        let mut body = hardening::sandbox(&image, &identity, &Settings::default(), None);
        if let Some(Entry { entrypoint, env }) = entry {
            body.entrypoint = Some(entrypoint);
            body.env.as_mut().unwrap().extend(env);
        }
        let (hold, gone) = oneshot::channel::<()>();
        let sandbox = Sandbox::start(&engine, &identity.name(), body, hold).await.unwrap();
        Self { sandbox, gone }
    }

    /// Runs a script as somebody, and returns what it printed.
    pub(super) async fn run(&self, who: Who, script: &str) -> String {
        let argv = ["/bin/bash", "-c", script];
        let command = Command { argv: &argv, who, env: &["HOME=/home/learner", "LC_ALL=C"] };
        let output = timeout(PATIENCE, self.sandbox.container.run(command, Bytes::new())).await;
        output.expect("a script without an end").unwrap().text
    }

    /// Runs a script as root of the learner's engine, with all that a learner can give a container.
    pub(super) async fn run_as_root(&self, script: &str) -> String {
        self.sandbox.container.pull_images(&["busybox".to_owned()]).await.unwrap();
        let quoted = script.replace('\'', r"'\''");
        let line = format!(
            "docker run --rm --pid=host --network=host --cap-add ALL --security-opt seccomp=unconfined -v /:/host \
             busybox chroot /host /bin/bash -c '{quoted}' 2>&1"
        );
        self.run(Who::Learner, &line).await
    }

    pub(super) async fn witness(&self) -> Witness {
        Witness::attend(&self.sandbox.container).await.unwrap()
    }

    pub(super) async fn leave(self) {
        drop(self.sandbox);
        // What the sandbox holds is dropped when it is gone: that is the whole message.
        let _ = self.gone.await;
    }
}
