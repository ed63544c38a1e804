//! Each course image does for a beginner what its namesake does.

use std::{collections::BTreeMap, fs};

use exercises::Lang;
use hub::catalogue::List;
use server::provision::{images::Plan, progress::Progress};
use tests::{machine, shell::Shell};

#[tokio::test(flavor = "multi_thread")]
async fn web_servers_serve_their_welcome_page_and_log() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell.run("docker run -d -q --name web -p 8080:80 nginx; docker run -d -q --name apache -p 8081:80 httpd; sleep 1").await;
    shell.expect("curl -s localhost:8080 | grep title", "<title>Welcome to nginx!</title>").await;
    shell.expect("docker logs web 2>&1 | grep -c 'GET / '", "1").await;
    shell.expect("curl -s localhost:8081 | grep -o 'It works!'", "It works!").await;
    shell.expect("docker logs apache 2>&1 | grep -c 'GET / '", "1").await;
    shell
        .expect(
            "docker stop -t 5 web apache > /dev/null; docker inspect -f '{{.State.ExitCode}}' web apache",
            "0\n0",
        )
        .await;
    // Their layers below are the same.
    shell.run("docker pull -q debian:13-slim").await;
    let first = "docker inspect -f '{{index .RootFS.Layers 0}}' nginx httpd debian:13-slim | sort -u | wc -l";
    shell.expect(first, "1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn databases_answer_and_keep_their_data_in_volumes() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell.run("docker run -d -q --name cache redis; sleep 1").await;
    shell.expect("docker exec cache redis-cli PING", "PONG").await;
    shell.expect("docker run --name none postgres > /dev/null 2>&1; docker logs none 2>&1 | grep -c POSTGRES_PASSWORD", "[..]").await;
    shell.expect("docker inspect -f '{{.State.ExitCode}}' none", "1").await;
    let start = "docker run -d -q --name db -e POSTGRES_PASSWORD=secret -v data:/var/lib/postgresql/data postgres > /dev/null; \
                 until docker exec db pg_isready -q -h 127.0.0.1; do sleep 0.3; done";
    let sql =
        |sql: &str| format!("docker exec -e PGPASSWORD=secret db psql -h 127.0.0.1 -U postgres -Atc '{sql}'");
    shell.run(start).await;
    shell.expect(&sql("create table t (n int); insert into t values (42)"), "CREATE TABLE\nINSERT 0 1").await;
    shell.run("docker rm -f db").await;
    shell.run(start).await;
    shell.expect(&sql("select n from t"), "42").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn languages_tools_and_the_demo() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell
        .expect(
            "echo 'import json; print(json.dumps({\"n\": 6 * 7}))' | docker run -q --rm -i python python",
            "{\"n\": 42}",
        )
        .await;
    shell
        .expect(
            "docker run -q --rm debian sh -c 'cat /etc/debian_version; ps -e | head -n 1'",
            "13[..]\nPID[..]",
        )
        .await;
    shell.expect("docker run -q --rm debian:13-slim bash -c 'echo slim'", "slim").await;
    shell.expect("docker run -q --rm busybox echo tiny", "tiny").await;
    shell
        .run("for v in 1 2; do docker run -d -q --name v$v -p 808$v:80 learner/demo:$v.0; done; sleep 1")
        .await;
    shell.expect("curl -s localhost:8081/version; curl -s localhost:8082/version", "1.0\n2.0").await;
    shell
        .expect(
            "test \"$(curl -s localhost:8081)\" != \"$(curl -s localhost:8082)\" && echo different",
            "different",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_image_says_that_it_is_a_course_image() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    let folders = fs::read_dir(machine::course().images.join("catalog")).unwrap();
    let count = folders.map(Result::unwrap).filter(|entry| entry.path().join("image.toml").is_file()).count();
    assert!(count >= 9, "{count}");
    let names = "$(docker search --limit 100 --format '{{.Name}}' image)";
    let label = "{{index .Config.Labels \"io.quai.course-image\"}} {{ne (index .Config.Labels \"io.quai.description.fr\") \"\"}}";
    let ask = format!(
        "for n in {names}; do docker pull -q $n > /dev/null && docker inspect -f '{label}' $n; docker rmi -f $n > /dev/null; done | sort | uniq -c"
    );
    shell.expect(&ask, &format!("{count} true true")).await;
}

/// Two builds of the same sources, the second from nothing but packages, give the same bytes.
#[tokio::test(flavor = "multi_thread")]
async fn images_are_built_reproducibly() {
    let engine = machine::engine().await;
    let plan = Plan::read(&machine::course()).unwrap();
    for image in ["busybox:1.37", "nginx:1.26"] {
        let digests = async |fresh: bool| {
            let folder = tempfile::tempdir().unwrap();
            plan.lay_out(&engine, image, fresh, folder.path(), &Progress::default()).await.unwrap();
            let list: List =
                serde_json::from_slice(&fs::read(folder.path().join("catalogue.json")).unwrap()).unwrap();
            list.repositories.into_iter().map(|entry| (entry.name, entry.tags)).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(digests(false).await, digests(true).await, "{image}");
    }
}
