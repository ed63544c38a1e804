//! Disks, logs, caches, output and processors: what fills or overflows is held back, and kills nothing.

use std::time::Duration;

use futures_util::future::join_all;

use super::{AS_ROOT, Class};

#[tokio::test(flavor = "multi_thread")]
async fn full_disks_are_said_to_the_learner_and_kill_nothing() {
    let mut class = Class::start().await;
    // Each disk is filled with data, then with files: /run by a container that waits, because none starts any more then.
    let witness = "until [ -e /home/fill ]; do sleep 0.1; done; cat /dev/zero > /r/full; seq 9000 | sed s,^,/r/file, | xargs touch; \
                   until [ -e /home/clean ]; do sleep 0.1; done; rm -f /r/full /r/file*";
    class.run(&format!("docker run -d --name witness -v /run:/r -v ~:/home busybox sh -c '{witness}'")).await;
    let fill = "cat /dev/zero > $d/full; seq 60000 | sed s,^,$d/file, | xargs touch 2>&1 | tail -n 1";
    let printed = class.run(&format!("docker run --name filler -e d=/tmp busybox sh -c '{fill}'")).await;
    assert!(printed.matches("No space left on device").count() >= 2, "{printed}");
    let printed = class.run(&format!("touch ~/fill; for d in /tmp /dev/shm ~; do {fill}; done")).await;
    assert!(printed.matches("No space left on device").count() >= 6, "{printed}");

    let printed =
        class.run("docker ps --format 're''ady {{.Names}}'; docker run busybox true || echo re''fused").await;
    assert!(printed.contains("ready witness") && printed.contains("refused"), "{printed}");
    let kills = "cat /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control 2> /dev/null";
    let printed = class.run(&format!("{kills} | sed -n 's/^oom_kill /killed-/p'")).await;
    assert_eq!(number_after(&printed, "killed-"), 0, "{printed}");

    class.run("rm -f /tmp/* /dev/shm/* ~/file* ~/full; touch ~/clean; docker wait witness; docker rm witness filler").await;
    class.engine_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_of_containers_are_cut_and_at_worst_fill_the_disk() {
    let mut class = Class::start().await;
    let sizes = "docker run --rm -v /engine/docker/containers:/c busybox du -s /c | cut -f 1 | sed s/^/kib-/";
    class
        .run("docker run busybox sh -c 'yes of a hundred million bytes | head -c 100000000' > /dev/null")
        .await;
    let kept = number_after(&class.run(sizes).await, "kib-");
    assert!(kept < 4 * 1024, "{kept} KiB of logs are kept");

    // A learner may ask for more: the disk is the limit then, and the container can be removed.
    class.run("docker run -d --name greedy --log-opt max-size=4g busybox yes no end").await;
    let full = "until [ $(df --output=avail /engine | tail -n 1) -lt 1024 ]; do sleep 0.2; done";
    class.run(full).await;
    class.run("docker rm -f greedy").await;
    class.engine_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_build_cache_is_collected_and_at_worst_fills_the_disk() {
    let mut class = Class::start().await;
    let build = |mib: u32| {
        let file =
            format!("FROM busybox\\nARG N\\nRUN echo $N; dd if=/dev/zero of=/blob bs=1M count={mib}\\n");
        format!(
            "printf '{file}' | docker build -q --build-arg N=$RANDOM - && docker image prune -f > /dev/null"
        )
    };
    let printed = class.run(&build(700)).await;
    assert!(printed.contains("did not complete successfully"), "{printed}");
    for _ in 0..5 {
        class.run(&build(60)).await;
    }
    let cache =
        "docker system df --format '{{.Type}} {{.Size}}' | sed -n 's/Build Cache \\([0-9]*\\).*MB/mb-\\1/p'";
    let before = number_after(&class.run(cache).await, "mb-");
    assert!(before > 200, "{before} MB: the test does not fill the cache");
    // The engine collects a minute after a build.
    class.let_others();
    let mut kept = before;
    for _ in 0..60 {
        kept = number_after(&class.run(cache).await, "mb-");
        if kept <= 128 {
            break;
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    assert!(kept <= 128, "{kept} MB are kept");
    class.engine_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_in_the_engines_own_output_is_held_back() {
    let mut class = Class::start().await;
    let flood = "timeout -s INT 4 dd if=/dev/zero of=/proc/$(pgrep -xo containerd)/fd/2 bs=64k";
    let printed = class.run(&format!("{AS_ROOT} '{flood}' 2>&1 | sed 's/^/dd-/'")).await;
    let line = printed.lines().find(|line| line.contains("copied")).unwrap_or_default();
    let bytes = number_after(line, "dd-");
    assert!(bytes < 32 * 1024 * 1024, "{bytes} bytes went to the host in four seconds");
    class.engine_works().await;
    // What the sandbox says is still heard.
    let ended = class.end_by(&format!("{AS_ROOT} 'kill $(pgrep -x dockerd)'"), exercises::Lang::En).await;
    assert_eq!(ended["reason"], "engine-stopped", "{ended:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn busy_loops_get_their_share_of_a_processor_and_no_more() {
    let mut class = Class::start().await;
    // Nanoseconds of processor time, whichever version of control groups tells it.
    class.run("cpu() { cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2> /dev/null || sed -n 's/usage_usec \\(.*\\)/\\1000/p' /sys/fs/cgroup/cpu.stat; }").await;
    class.run("for i in 1 2 3 4 5 6; do timeout 60 sh -c 'while :; do :; done' & done").await;
    let measure =
        "a=$(cpu) b=$(date +%s%N); sleep 3; echo percent-$((($(cpu) - a) * 100 / ($(date +%s%N) - b)))";
    let percent = number_after(&class.run(measure).await, "percent-");
    assert!(percent <= 130, "{percent} % of a processor where 100 are allowed");
    class.engine_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_pages_look_there_is_one_shell() {
    let mut class = Class::start().await;
    let pages = join_all((0..30).map(|_| class.page.terminal(&class.id))).await;
    assert!(pages.iter().all(Result::is_ok));
    let printed = class.run("echo shells-$(pgrep -fc '^bash --login')").await;
    assert_eq!(number_after(&printed, "shells-"), 1, "{printed}");
}

/// The number that follows a word.
fn number_after(printed: &str, word: &str) -> u64 {
    let after = printed.rsplit_once(word).unwrap_or_else(|| panic!("no {word} in:\n{printed}")).1;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("no number after {word} in:\n{printed}"))
}
