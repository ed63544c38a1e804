//! Limits that hold: what a learner uses up is used up in one sandbox. Its engine survives where anything can, the
//! neighbour and the server do not notice, what happened is said, and one click gives a fresh sandbox.

mod floods;
mod on_the_page;

use std::time::Duration;

use exercises::Lang;
use hyper::Method;
use serde_json::Value;
use server::client::{Client, Terminal};
use tests::{Site, shell::run};
use tokio::sync::{Mutex, MutexGuard};

const PATIENCE: Duration = Duration::from_secs(120);

/// A shell of root, with every capability and the whole sandbox before it; its script follows.
const AS_ROOT: &str = "docker run --rm --pid=host --network=host --cap-add ALL --security-opt seccomp=unconfined \
    --security-opt apparmor=unconfined -v /:/host busybox chroot /host /bin/bash -c";

/// A learner at work, beside a neighbour; one sandbox more waits in the pool.
struct Class {
    site: Site,
    page: Client,
    id: String,
    terminal: Terminal,
    neighbour: Terminal,
    /// One bomb at a time: each is to be told from what it does alone.
    alone: Option<MutexGuard<'static, ()>>,
}

impl Class {
    async fn start() -> Self {
        static BOMB: Mutex<()> = Mutex::const_new(());
        let alone = BOMB.lock().await;
        let site = Site::plan().pool(1).start().await;
        let page = site.page(Lang::En);
        let id = page.open("hello-world").await.unwrap();
        let beside = page.open("run-nginx").await.unwrap();
        let mut terminal = page.terminal(&id).await.unwrap();
        let load = "docker pull -q busybox";
        terminal.type_script(load, PATIENCE).await.unwrap();
        let mut neighbour = page.terminal(&beside).await.unwrap();
        neighbour.prompt(PATIENCE).await.unwrap();
        Self { site, page, id, terminal, neighbour, alone: Some(alone) }
    }

    /// What comes now is no bomb: others may have theirs.
    fn let_others(&mut self) {
        self.alone = None;
    }

    /// Runs a line in the learner's shell, while the neighbour works on. Returns what it printed.
    async fn run(&mut self, line: &str) -> String {
        let other = "docker run --rm nginx nginx -v; echo as-$?-ever";
        let (printed, other) = tokio::join!(run(&mut self.terminal, line), run(&mut self.neighbour, other));
        assert!(other.contains("as-0-ever"), "the neighbour noticed `{line}`:\n{other}");
        printed
    }

    /// Whatever a learner asks of an engine works.
    async fn engine_works(&mut self) {
        let printed = self.run("docker run --rm hello-world").await;
        assert!(printed.contains("Hello from Docker!"), "{printed}");
        let state = self.page.check(&self.id).await.unwrap();
        assert_eq!(state["solved"], true, "{state:#}");
    }

    /// The page says what the sandbox runs short of.
    async fn strain(&self, words: &str) {
        let said =
            |sandbox: &Value| sandbox["notice"]["message"].as_str().is_some_and(|said| said.contains(words));
        self.page.wait(&self.id, PATIENCE, said).await.unwrap();
    }

    /// Types what ends the sandbox, and returns how it ended, in a language.
    async fn end_by(&mut self, line: &str, lang: Lang) -> Value {
        self.terminal.type_in(&format!("{line}\n")).await.unwrap();
        let over = |sandbox: &Value| sandbox["state"] == "ended";
        self.page.reading(lang).wait(&self.id, PATIENCE, over).await.unwrap()["ended"].clone()
    }

    /// The fresh one is the one that waited.
    async fn one_click_gives_a_fresh_one(&self) {
        self.page.wait_pool(1).await.unwrap();
        let waiting = self.site.sandboxes().await;
        let path = format!("/api/sandboxes/{}/reset", self.id);
        let (status, fresh) = self.page.call(Method::POST, &path, None).await.unwrap();
        assert!(status.is_success(), "{fresh}");
        let fresh = fresh["id"].as_str().unwrap();
        assert!(waiting.iter().any(|id| id == fresh), "{fresh} did not wait in the pool: {waiting:?}");
        let mut terminal = self.page.terminal(fresh).await.unwrap();
        terminal.type_script("docker run --rm hello-world", PATIENCE).await.unwrap();
        self.page.wait(fresh, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    }
}

/// Programs of 15 MB, each far smaller than the engine: together they take all memory.
const MANY_SMALL: &str = "for i in $(seq 120); do perl -e \"\\$x = q(a) x 1e7; sleep 8\" & done; wait";

#[tokio::test(flavor = "multi_thread")]
async fn memory_bombs_are_killed_before_the_engine() {
    let mut class = Class::start().await;
    let bombs = [
        ("tail /dev/zero; echo status-$?".to_owned(), "status-137"),
        (format!("bash -c '{MANY_SMALL}'"), "Killed"),
        (
            "docker run --rm busybox sh -c 'x=a; while :; do x=$x$x; done'; echo status-$?".to_owned(),
            "status-137",
        ),
        (format!("{AS_ROOT} '{MANY_SMALL}'"), "Killed"),
        // Files in memory are given back when the container that holds them is killed.
        (
            "docker run --rm --tmpfs /x:size=4g busybox sh -c 'cat /dev/zero > /x/full'; echo status-$?"
                .to_owned(),
            "status-137",
        ),
        (
            "docker run --rm --shm-size 4g busybox sh -c 'cat /dev/zero > /dev/shm/full'; echo status-$?"
                .to_owned(),
            "status-137",
        ),
    ];
    for (bomb, sign) in bombs {
        let printed = class.run(&bomb).await;
        assert!(printed.contains(sign), "{bomb}:\n{printed}");
        class.strain("ran out of memory").await;
        class.engine_works().await;
    }
    // The memory that there is, and no swap: whichever version of control groups tells it.
    let swap =
        "cat /sys/fs/cgroup/memory.swap.max /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes 2> /dev/null";
    let swap = class.run(&format!("echo swap-$({swap})")).await;
    assert!(swap.contains("swap-0\r\n") || swap.contains("swap-1073741824\r\n"), "{swap}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_ends_for_want_of_memory_says_so() {
    let mut class = Class::start().await;
    // A bomb that makes itself as dear to the kernel as the engine: being larger, the engine goes before it. The shell goes
    // first, and must not take the bomb with it.
    let bomb = format!("setsid bash -c 'echo 200 > /proc/self/oom_score_adj; {MANY_SMALL}'");
    let ended = class.end_by(&bomb, Lang::Fr).await;
    assert_eq!(ended["reason"], "out-of-memory", "{ended:#}");
    assert!(ended["message"].as_str().unwrap().starts_with("La mémoire de ce bac à sable est épuisée"));
    assert!(ended["remedy"].as_str().unwrap().contains("un nouveau d’un clic"));
    class.one_click_gives_a_fresh_one().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_killed_is_said_to_be_and_one_click_gives_a_fresh_one() {
    let mut class = Class::start().await;
    let ended = class.end_by(&format!("{AS_ROOT} 'kill -9 $(pgrep -x dockerd)'"), Lang::En).await;
    assert_eq!(ended["reason"], "engine-stopped", "{ended:#}");
    assert!(ended["message"].as_str().unwrap().contains("or a command killed it"));
    class.one_click_gives_a_fresh_one().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_bomb_leaves_the_engine_room_to_answer_and_ends_with_a_click() {
    let mut class = Class::start().await;
    // In a container: the learner sees it and ends it. Its first program forks no more once the bomb goes off, when it could
    // not: it would end, and the container with it.
    class.run("docker run -d busybox sh -c 'bomb() { bomb | bomb & }; bomb; exec sleep 1000'").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let printed = class.run("docker rm -f $(docker ps -q) && echo re''moved").await;
    assert!(printed.contains("removed"), "{printed}");

    // In the shell itself: nothing can be typed any more, but goals are told and the fresh one comes.
    class.terminal.type_in("bomb() { bomb | bomb & }; bomb\n").await.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let sandbox = class.page.check(&class.id).await.unwrap();
    assert_eq!(sandbox["goals"][0]["state"], "open", "{sandbox:#}");
    class.strain("processes").await;
    run(&mut class.neighbour, "docker run --rm nginx nginx -v").await;
    class.one_click_gives_a_fresh_one().await;
}
