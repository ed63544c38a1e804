//! What the server knows of a sandbox, it knows from the engine that it started and from a program of its own, whatever a
//! learner who is root there puts in their places.

mod room;

use std::time::{Duration, Instant};

use exercises::Lang;
use serde_json::Value;
use server::sandbox::{
    exec::Who,
    witness::{Exchange, Impostor, Ran, Sight},
};
use tests::{
    Site,
    entry::{self},
};
use tokio::time::{sleep, timeout};

use self::room::{COVER, Room};

const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than any answer of a witness that is well takes.
const SOON: Duration = Duration::from_secs(5);

fn text(ran: &Ran) -> (&str, &str) {
    (ran.stdout.text().unwrap(), ran.stderr.text().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_engine_of_the_same_kind_is_an_impostor_for_the_next_server_too() {
    let mut site = Site::start().await;
    let page = site.page(Lang::Fr);
    let id = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    // In a folder of its own, so that it runs beside the first one, and is all that answers.
    let second = "docker run -d --pid=host --network=host --cap-add ALL --security-opt seccomp=unconfined -v /:/host \
         busybox chroot /host bash -c 'export PATH=/usr/sbin:/usr/bin; mkdir /tmp/2; mv /run/docker.sock /run/real.sock; \
         pkill -f \"witness rel[a]y\"; HOME=/tmp exec dockerd --rootless --config-file /dev/null \
         --host unix:///run/docker.sock --group learner --data-root /tmp/2/data --exec-root /tmp/2/exec --pidfile /tmp/2/pid \
         --containerd /run/quai/containerd.sock --bridge none --iptables=false > /tmp/2/log 2>&1'\n\
         until test -S /run/real.sock && docker version > /dev/null 2>&1; do sleep 0.1; done; echo re''placed";
    terminal.type_script(second, PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("replaced"), "{}", terminal.transcript);
    let replaced = |sandbox: &Value| {
        let why = sandbox["goals"][0]["why"].as_str();
        why.is_some_and(|why| why.contains("n’est pas celui avec lequel"))
    };
    page.wait(&id, PATIENCE, replaced).await.unwrap();

    site.restart().await;
    page.wait(&id, PATIENCE, replaced).await.unwrap();
    let sandbox = page.check(&id).await.unwrap();
    assert!(replaced(&sandbox) && sandbox["solved"] == false, "{sandbox:#}");
    assert_eq!(sandbox["state"], "ready", "{sandbox:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_killed_and_started_again_judges_nothing() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    let kill = "docker run -d --pid=host --cap-add ALL -v /:/host busybox chroot /host sh -c \
         'pkill -STOP -f quai/engin[e]; pkill -KILL dockerd; exec dockerd --rootless --config-file /etc/docker/daemon.json'\n";
    // Its terminal may well break off.
    let _ = terminal.type_script(kill, Duration::from_secs(5)).await;
    let over = |sandbox: &Value| {
        sandbox["state"] == "ended"
            || sandbox["goals"]
                .as_array()
                .is_some_and(|goals| goals.iter().all(|goal| goal["state"] == "fault"))
    };
    let sandbox = page.wait(&id, PATIENCE, over).await.unwrap();
    assert_eq!(sandbox["solved"], false, "{sandbox:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_impostor_is_told_from_an_engine_that_does_not_answer() {
    let room = Room::start("impostor").await;
    let listener = room.sandbox.listener().await.unwrap();
    assert_eq!(listener, listener.to_string().parse().unwrap());
    let inner = room.sandbox.inner().await.unwrap();
    assert!(inner.container("none").await.unwrap().is_none() && !inner.is_foreign());
    room.run_as_root("mv /run/docker.sock /run/real.sock; pkill -f \"witness rel[a]y\"").await;
    let absent = inner.container("none").await.unwrap_err();
    assert!(!Impostor::is_behind(&absent) && !inner.is_foreign(), "{absent:#}");
    let impostor = "setsid socat UNIX-LISTEN:/run/docker.sock,fork,mode=777 UNIX-CONNECT:/run/real.sock > /dev/null 2>&1 &
        until test -S /run/docker.sock; do sleep 0.01; done";
    // By the connection that it has, for there is no other.
    room.run(Who::Engine, impostor).await;
    let foreign = inner.container("none").await.unwrap_err();
    assert!(Impostor::is_behind(&foreign) && inner.is_foreign(), "{foreign:#}");
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_knocks_at_ports() {
    let room = Room::start("ports").await;
    let witness = room.witness().await;
    let get = "GET /v2/ HTTP/1.0\r\n\r\n";
    let heard = witness.exchange("127.0.0.1:5000".parse().unwrap(), get, 4096, SOON).await.unwrap();
    let Exchange::Heard(piece) = heard else { panic!("{heard:?}") };
    assert!(piece.text().unwrap().starts_with("HTTP/1.0 200"), "{piece:?}");
    let knock = async |to: &str| witness.exchange(to.parse().unwrap(), "", 10, SOON).await.unwrap();
    assert_eq!(knock("127.0.0.1:1").await, Exchange::Refused);
    assert_eq!(knock("192.0.2.1:80").await, Exchange::Unreachable);
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_reads_the_home_and_nothing_else() {
    let room = Room::start("files").await;
    let witness = room.witness().await;
    let files = "cd; mkdir folder; echo hello > folder/file; printf '\\377' > bytes; mkfifo pipe; ln -s /etc/passwd out; \
        ln -s /proc/1/environ process; ln -s folder/file link; truncate -s 50G huge; touch secret; chmod 600 secret";
    assert_eq!(room.run(Who::Learner, files).await, "");
    let paths = [
        "folder/file",
        "link",
        "bytes",
        "huge",
        "none",
        "folder",
        "pipe",
        "out",
        "process",
        "secret",
        "../../etc/passwd",
    ];
    let sights = timeout(SOON, witness.read(&paths, 5)).await.unwrap().unwrap();
    let told: Vec<String> = (sights.iter())
        .map(|sight| match sight {
            Sight::File { size, mode, owner, content } => {
                format!("{size} {mode:o} {owner} {:?} {}", content.text(), content.cut)
            }
            Sight::Unreadable(_) => "unreadable".to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "6 644 1000 Some(\"hello\") true",
            "6 644 1000 Some(\"hello\") true",
            "1 644 1000 None false",
            "53687091200 644 1000 Some(\"\\0\\0\\0\\0\\0\") true",
            "Absent",
            "Directory",
            "Special",
            "Outside",
            "Outside",
            "unreadable",
            "Outside",
        ]
    );
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_runs_scripts_with_nothing_of_the_learners_around_them() {
    let room = Room::start("scripts").await;
    let witness = room.witness().await;
    room.run(Who::Learner, "echo 'exit 9' > ~/docker; chmod 755 ~/docker; echo 'echo hi' > ~/greet").await;
    let run = async |script: &str, within: Duration| witness.run(script, 2000, within).await.unwrap();
    let ran =
        run("id -u; pwd; docker version --format '{{.Server.Version}}' && sh greet; nothing", SOON).await;
    let (out, err) = text(&ran);
    assert!(out.starts_with("999\n/home/learner\n26."), "{out}");
    assert!(out.ends_with("\nhi\n") && err.contains("nothing") && ran.code == Some(127), "{ran:?}");
    // Nobody of the sandbox may write where its programs are.
    let ran =
        run("for f in $(echo $PATH | tr : ' '); do test -w $f && echo $f; done; touch it 2>&1", SOON).await;
    assert!(text(&ran).0.starts_with("touch: cannot touch 'it'"), "{ran:?}");
    let learner = room
        .run(Who::Learner, "for f in /usr/local/bin /usr/bin /bin; do touch $f/x; done; ls /usr/local/bin")
        .await;
    assert_eq!(learner.matches("Read-only file system").count(), 3, "{learner}");

    // What does not end is ended, and holds up nobody.
    let begun = Instant::now();
    let short = Duration::from_millis(300);
    let (sleeping, endless, quick) =
        tokio::join!(run("sleep 1000 & sleep 1000", short), run("yes", short), run("echo quick", SOON));
    assert_eq!((sleeping.code, endless.code, quick.code), (None, None, Some(0)));
    assert_eq!((endless.stdout.bytes.len(), endless.stdout.cut), (2000, true));
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    // Whoever gives up does not spoil it for others.
    assert!(timeout(Duration::from_millis(50), run("sleep 2", SOON)).await.is_err());
    assert_eq!(text(&run("echo again", SOON).await).0, "again\n");
    // More than may be under way at once come one after the other.
    let many = (0..20).map(|_| run("sleep 0.1; echo", SOON));
    assert!(futures_util::future::join_all(many).await.iter().all(|ran| ran.code == Some(0)));
    // With the witness, what it runs ends too.
    let _ = timeout(short, run("sleep 4321", SOON)).await;
    drop(witness);
    for _ in 0..50 {
        if room.run(Who::Engine, "pgrep -f 'sleep 432[1]|quai/witnes[s]'").await.is_empty() {
            return room.leave().await;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("it is still there: {}", room.run(Who::Engine, "ps -ef").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_tells_of_changes() {
    let room = Room::start("changes").await;
    let witness = room.witness().await;
    let mut changes = witness.changes();
    assert!(witness.watch().await.unwrap().all && witness.watch().await.unwrap().all);
    for change in ["mkdir -p ~/a/b", "echo x > ~/a/b/c", "chmod 600 ~/a/b/c", "mv ~/a ~/d", "rm -r ~/d"] {
        changes.mark_unchanged();
        room.run(Who::Learner, change).await;
        timeout(SOON, changes.changed()).await.expect(change).unwrap();
        sleep(Duration::from_millis(50)).await;
    }
    // A flood of changes is told now and then.
    let before = *changes.borrow_and_update();
    room.run(Who::Learner, "cd; for n in {1..3000}; do echo $n > f$n; done; rm f*; mkdir d{1..1500}").await;
    let told = *changes.borrow() - before;
    assert!((1..500).contains(&told), "{told}");
    drop(witness);
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_in_a_sandbox_looks_into_a_witness_or_makes_it_lie() {
    let room = Room::start("attacked").await;
    let witness = room.witness().await;
    room.sandbox.inner().await.unwrap();
    let look = "for p in $(pgrep -x witness) $(pgrep -x dockerd) 1; do echo process; for f in mem environ maps fd/0 ns/mnt; do
          head -c 1 /proc/$p/$f > /dev/null 2>&1 && echo READ $f; ls -l /proc/$p/$f/ 2> /dev/null; done
          gdb -p $p 2> /dev/null; (echo x > /proc/$p/mem) 2> /dev/null && echo WRITTEN
          nsenter --target $p --mount true 2> /dev/null && echo ENTERED
        done; cat /usr/lib/quai/witness /usr/sbin/dockerd > /dev/null 2>&1 && echo PROGRAM";
    let learner = format!("{look}; pkill -KILL -x witness 2> /dev/null && echo KILLED");
    let four = "process\n".repeat(4);
    assert_eq!(room.run(Who::Learner, &learner).await, four);
    assert_eq!(room.run_as_root(look).await, four);
    // Others are open to root, who could look so.
    let other = ": < /proc/$(pgrep -xo containerd)/mem && echo OPEN";
    assert_eq!(room.run_as_root(other).await, "OPEN\n");
    assert_eq!(witness.run("echo here", 9, SOON).await.unwrap().code, Some(0));

    // Nor into what it runs.
    let runs =
        tokio::spawn(async move { (witness.run("id -u; sleep 2; echo end", 500, SOON).await, witness) });
    let look = "until p=$(pgrep -xn -u 999 sh); do sleep 0.1; done; for f in mem environ ns/mnt root/; do
          : 2> /dev/null < /proc/$p/$f && echo READ $f; done; echo looked";
    assert_eq!(room.run_as_root(look).await, "looked\n");
    let (ran, witness) = runs.await.unwrap();
    assert_eq!(text(&ran.unwrap()).0, "999\nend\n");

    // Root may lay other programs over those that it uses: it does not see them, whenever it was started.
    let cover = "printf '#!/bin/sh\\necho forged\\n' > /tmp/forged; chmod 755 /tmp/forged
        nsenter -t $(pgrep -xo containerd) -m mount --bind /tmp/forged /usr/bin/id";
    assert_eq!(room.run_as_root(cover).await, "");
    assert_eq!(room.run_as_root("nsenter -t $(pgrep -xo containerd) -m id").await, "forged\n");
    for witness in [&witness, &room.witness().await] {
        assert_eq!(text(&witness.run("id -u", 500, SOON).await.unwrap()).0, "999\n");
    }

    // Root may take its id and stop it, which is seen.
    let kill = "pkill -KILL -f 'witness atten[d]' 2> /dev/null && echo KILLED
        setpriv --reuid 999 --clear-groups pkill -KILL -f 'witness atten[d]'";
    assert_eq!(room.run_as_root(kill).await, "");
    timeout(SOON, witness.broken()).await.unwrap();
    assert!(timeout(SOON, witness.read(&["x"], 1)).await.unwrap().is_err());
    room.leave().await;
}

/// What is known of a container that is not there, once root has covered what we run. The engine is known by then, as in a
/// session.
async fn forged(room: &Room) -> Option<exercises::Container> {
    let inner = room.sandbox.inner().await.unwrap();
    assert!(inner.container("none").await.unwrap().is_none());
    room.run_as_root(COVER).await;
    inner.container("none").await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_root_lays_over_programs_and_sockets_of_ours_is_not_what_is_run_or_asked() {
    let room = Room::start("covered").await;
    assert_eq!(forged(&room).await, None);
    assert_eq!(room.run(Who::Engine, "cat /tmp/forged/trace").await, "");
    assert_eq!(text(&room.witness().await.run("id -u", 500, SOON).await.unwrap()).0, "999\n");
    room.leave().await;

    // Were process 1 in the learner's namespaces, they would be run.
    let room = Room::start_with("together", Some(entry::without_outside())).await;
    let container = forged(&room).await.expect("a forged one");
    assert_eq!(container.name, "web");
    room.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_covers_our_programs_earns_nothing_by_it_and_what_is_right_is_still_right() {
    let mut site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("run-nginx").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    // The engine keeps a name by which it can be told to run something once the other one is covered.
    let cover = format!("ln /run/docker.sock /run/again.sock; {COVER}").replace('\'', r"'\''");
    let root = format!(
        "docker run --rm --pid=host --network=host --cap-add ALL --security-opt seccomp=unconfined -v /:/host \
         busybox chroot /host /bin/bash -c '{cover}'; echo cov''ered\n"
    );
    terminal.type_script(&root, PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("covered"), "{}", terminal.transcript);
    let open = |sandbox: &Value| sandbox["solved"] == false && sandbox["goals"][0]["state"] != "fault";
    let sandbox = page.check(&id).await.unwrap();
    assert!(open(&sandbox), "{sandbox:#}");
    // The next server has nothing but what it starts from now on.
    site.restart().await;
    page.wait_ready(&id).await.unwrap();
    let sandbox = page.check(&id).await.unwrap();
    assert!(open(&sandbox), "{sandbox:#}");
    let mut terminal = page.terminal(&id).await.unwrap();
    // The learner, who is among those mounts, asks the forged one.
    let ran = "curl -s -m 2 --unix-socket /run/docker.sock http://d/any | grep -q '/web' && echo de''ceived; \
               docker -H unix:///run/again.sock run -d --name web nginx";
    terminal.type_script(ran, PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("deceived"), "{}", terminal.transcript);
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
}
