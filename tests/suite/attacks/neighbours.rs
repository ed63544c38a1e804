//! What one learner could do to another, in a sandbox beside.

use super::{
    rig::{Lacking, Target},
    table::Position,
};

/// What a neighbour leaves lying about in a sandbox of their own.
const LEAVE: &str = "
    echo mine > ~/quai-neighbour-file; echo mine > /dev/shm/quai-neighbour-file; echo mine > /tmp/quai-neighbour-file
    exec > /dev/null 2>&1
    setsid sleep 98765 < /dev/null &
    setsid socat ABSTRACT-LISTEN:quai-neighbour,fork SYSTEM:'echo mine' < /dev/null &
    setsid socat TCP-LISTEN:7777,fork,bind=0.0.0.0 SYSTEM:'echo mine' < /dev/null &
    ipcmk -Q; ipcmk -M 4096
    docker tag busybox quai-neighbour-image; docker volume create quai-neighbour-volume
    docker run -d --name quai-neighbour --cap-add ALL --network host busybox sleep 98765";

/// Name, and what finds it: the same that finds it in the neighbour's own sandbox.
const ATTACKS: [(&str, &str); 10] = [
    ("files", "find / -name quai-neighbour-file 2> /dev/null | grep -q . && won"),
    ("processes", "ps -A -o args | grep -qx 'sleep 9876[5]' && won"),
    ("abstract sockets", "socat -u ABSTRACT-CONNECT:quai-neighbour - < /dev/null | grep -q mine && won"),
    (
        "ports",
        "for a in 127.0.0.1 172.17.0.1 172.17.0.2; do \
               timeout 1 socat -u TCP:$a:7777 - < /dev/null | grep -q mine && won && exit; done",
    ),
    ("message queues", "ipcs -q | grep -q 0x && won"),
    ("shared memory", "ipcs -m | grep -q 0x && won"),
    ("containers", "docker ps -a --format '{{.Names}}' | grep -q quai-neighbour && won"),
    ("images", "docker images | grep -q quai-neighbour && won"),
    ("volumes", "docker volume ls | grep -q quai-neighbour && won"),
    ("the terminal", "ls -l /dev/pts/[0-9]* 2> /dev/null | grep -q . && won"),
];

fn script(attacks: &[(&str, &str)]) -> String {
    attacks.iter().map(|(name, attack)| format!("( won() {{ echo 'WON {name}'; }}; {attack} )\n")).collect()
}

fn won(printed: &str) -> Vec<&str> {
    printed.lines().filter_map(|line| line.strip_prefix("WON ")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_is_not_even_seen() {
    let (one, other) =
        tokio::join!(Target::start(Lacking::Nothing, &[]), Target::start(Lacking::Nothing, &[]));
    one.run(Position::Learner, LEAVE).await;
    // All but the terminal, which none of the two has: where it is, it is found.
    let seen = &ATTACKS[..9];
    let at_home = one.run(Position::Root, &script(seen)).await;
    assert_eq!(won(&at_home), seen.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{at_home}");
    for from in [Position::Learner, Position::Root] {
        let found = other.run(from, &script(&ATTACKS)).await;
        assert_eq!(won(&found), [""; 0], "{found}");
    }
}

/// First and last id of the host that a sandbox has.
async fn ids(target: &Target) -> (u64, u64) {
    let root = target.run(Position::Server, "id -u").await.trim().parse().unwrap();
    (root, root + 65_535)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_two_sandboxes_have_an_id_of_the_host_in_common() {
    let targets: Vec<Target> =
        futures_util::future::join_all((0..3).map(|_| Target::start(Lacking::Nothing, &[]))).await;
    let mut ranges = Vec::new();
    for target in &targets {
        let map = target.run(Position::Server, "cat /proc/1/uid_map /proc/1/gid_map").await;
        let range = ids(target).await;
        // As seen from outside: inside 0 is the root of the slot, and from 1 on there is what follows.
        let lines: Vec<Vec<u64>> = map
            .lines()
            .map(|line| line.split_whitespace().map(|word| word.parse().unwrap()).collect())
            .collect();
        let wanted = [vec![0, range.0, 1], vec![1, range.0 + 1, 65_535]];
        assert_eq!(lines, [wanted.clone(), wanted].concat(), "{map}");
        assert!(range.0 >= 1 << 24, "{range:?} are ids of people on the host");
        ranges.push(range);
    }
    ranges.sort_unstable();
    assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0), "{ranges:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_learner_has_a_name_and_owns_what_is_in_the_home() {
    let target = Target::start(Lacking::Nothing, &[]).await;
    let seen = target
        .run(
            Position::Learner,
            "id -un; id -u; id -gn; touch ~/mine; docker run --rm -v ~:/w busybox touch /w/roots
             docker run --rm -v ~:/w -u $(id -u):$(id -g) busybox touch /w/again
             stat -c '%n %U %G' ~ ~/* /run/docker.sock; echo said > /dev/stderr",
        )
        .await;
    // Standard error is a stream of its own: when its line comes between the others is chance.
    let (said, lines): (Vec<&str>, Vec<&str>) = seen.lines().partition(|line| *line == "said");
    let wanted = [
        "learner",
        "1000",
        "learner",
        "/home/learner learner learner",
        "/home/learner/again learner learner",
        "/home/learner/mine learner learner",
        "/home/learner/roots root root",
        "/run/docker.sock root learner",
    ];
    assert_eq!((lines.as_slice(), said.len()), (wanted.as_slice(), 1), "{seen}");
}
