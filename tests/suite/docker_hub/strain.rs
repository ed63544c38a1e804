//! Too much of everything: the registry says so, and goes on.

use exercises::Lang;
use tests::shell::Shell;

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_does_not_fit_is_refused_and_gives_its_room_back() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell.run("place=$(curl -si -X POST localhost:5000/v2/big/blobs/uploads/ | sed -n 's/\\r$//; s/^location: //p')").await;
    let send = "head -c 2G /dev/zero | curl -s -X PATCH -T - -H 'Content-Type: application/octet-stream' localhost:5000$place";
    shell.expect(send, "{\"errors\":[{\"code\":\"DENIED\",\"detail\":null,\"message\":\"no space left on device[..]\"}]}").await;
    shell.expect("test $(df --output=avail /engine | tail -n 1) -gt 500000 && echo room", "room").await;
    shell.expect("docker run -q --rm hello-world | head -n 2", "Hello from Docker!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_requests_and_a_registry_that_was_killed() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    let many = "seq 1000 | xargs -P 100 -I {} curl -s -o /dev/null -w '%{http_code}\\n' localhost:5000/v2/ | sort | uniq -c";
    shell.expect(many, "1000 200").await;
    // It holds no more than its share of memory, busy or not.
    let rss =
        "docker run -q --rm --pid=host busybox sh -c 'grep VmRSS /proc/$(pidof hub)/status' | tr -dc 0-9";
    let printed = shell.run(&format!("echo kib-$({rss})-")).await;
    let kib: u64 = printed.rsplit("kib-").next().unwrap().split('-').next().unwrap().parse().unwrap();
    assert!(kib > 0 && kib <= 8 * 1024, "{kib} KiB");
    shell.run("docker run -q --rm --pid=host busybox killall hub").await;
    shell.expect("sleep 2; docker search --limit 1 --format '{{.Name}}' nginx", "nginx").await;
}
