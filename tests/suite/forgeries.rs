//! Learners who would rather have the points than earn them. Whatever they make their shell, their files, their engine's
//! names or other learners say, nobody gets a point for it.
//!
//! Who puts a program in the place of the engine is in `hostile` and `witness`; who tries cookies, in `bad_input`.

use std::time::Duration;

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::json;
use server::client::Client;
use tests::{OwnCourse, Site, machine};

const PATIENCE: Duration = Duration::from_secs(60);

/// The engine's own client, at the engine, whatever the shell was made to believe.
const DOCKER: &str = "env -u DOCKER_CONFIG -u DOCKER_CONTEXT /usr/bin/docker -H unix:///run/docker.sock";

/// A container `web` from `nginx` is to run.
const CONTAINER: &[(&str, &str)] = &[
    (
        "a program called docker, first in the path",
        "mkdir -p ~/bin; printf '#!/bin/sh\\necho web nginx Up\\n' > ~/bin/docker; chmod +x ~/bin/docker\n\
         PATH=~/bin:$PATH docker run -d --name web nginx",
    ),
    (
        "the same for every shell to come",
        "echo 'PATH=~/bin:$PATH' | tee -a ~/.bashrc ~/.profile > ~/.bash_profile",
    ),
    ("an alias", "alias docker='echo web nginx Up #'\ndocker run -d --name web nginx"),
    ("a function", "unalias docker; docker() { echo web nginx Up; }; docker run -d --name web nginx"),
    (
        "an engine of the shell's own in DOCKER_HOST",
        "printf '#!/bin/sh\\nread -r line\\nprintf \"HTTP/1.0 200 OK\\\\r\\\\n\\\\r\\\\n[{\\\\\"Names\\\\\":[\\\\\"/web\\\\\"]}]\"\\nsleep 0.2\\n' > ~/answer; chmod +x ~/answer\n\
         (socat UNIX-LISTEN:/tmp/forged.sock,fork EXEC:/home/learner/answer > /dev/null 2>&1 &)\n\
         export DOCKER_HOST=unix:///tmp/forged.sock; docker ps",
    ),
    (
        "a context",
        "unset DOCKER_HOST; unset -f docker; docker context create forged --docker host=unix:///tmp/forged.sock; docker context use forged",
    ),
    (
        "another configuration in DOCKER_CONFIG",
        "mkdir -p /tmp/config; echo '{\"currentContext\":\"forged\"}' > /tmp/config/config.json; export DOCKER_CONFIG=/tmp/config",
    ),
    (
        "a plug-in that answers in the client's place",
        "mkdir -p ~/.docker/cli-plugins; cp ~/bin/docker ~/.docker/cli-plugins/docker-ps; chmod +x ~/.docker/cli-plugins/docker-ps",
    ),
    (
        "a container of another image with the right name and labels",
        "DOCKER run -d --name web --label image=nginx --label org.opencontainers.image.title=nginx busybox sleep 600",
    ),
    (
        "a container that bears the image's name",
        "DOCKER rm -f web; DOCKER run -d --name nginx --hostname web busybox sleep 600",
    ),
    (
        "another image that was given the right name",
        "DOCKER rm -f nginx; DOCKER rmi nginx; DOCKER tag busybox nginx; DOCKER run -d --name web nginx sleep 600",
    ),
    (
        "an image of the learner's own with the right name",
        "DOCKER rm -f web; printf 'FROM busybox\\nLABEL a=b\\nCMD [\"sleep\", \"600\"]\\n' | DOCKER build -q -t nginx -; DOCKER run -d --name web nginx",
    ),
    (
        "a container that was committed under the right name",
        "DOCKER commit web nginx; DOCKER rm -f web; DOCKER run -d --name web nginx sleep 600",
    ),
    (
        "the engine's own books, rewritten",
        "DOCKER rm -f web; DOCKER run -d --name blog busybox sleep 600\n\
         DOCKER run --rm -v /engine:/engine busybox sh -c 'sed -i s,/blog,/web,g\\;s,busybox,nginx,g $(find /engine -name config.v2.json)'",
    ),
];

/// PORT of the sandbox is to answer with WORD.
const ANSWER: &[(&str, &str)] = &[
    (
        "a program of the shell that answers",
        "printf '#!/bin/sh\\nread -r line\\nprintf \"HTTP/1.0 200 OK\\\\r\\\\n\\\\r\\\\nWORD\"\\nsleep 0.2\\n' > ~/answer; chmod +x ~/answer\n\
         (socat TCP-LISTEN:PORT,bind=127.0.0.1,fork,reuseaddr EXEC:/home/learner/answer > /dev/null 2>&1 &)\n\
         until curl -s localhost:PORT; do sleep 0.1; done",
    ),
    (
        "beside a container that publishes the port elsewhere",
        "docker run -d --name web -p 127.0.0.2:PORT:80 nginx",
    ),
    (
        "beside a container that publishes it for UDP",
        "docker rm -f web; docker run -d --name web -p PORT:80/udp nginx",
    ),
    ("beside a container that never started", "docker rm -f web; docker create --name web -p PORT:80 nginx"),
    ("beside a container that could not start", "docker start web"),
];

/// Two containers with a label are to run, and one of them is to hold a note: the server asks with `docker` and `wc`.
const COMMAND: &[(&str, &str)] = &[
    (
        "programs of the learner's own in the home",
        "printf '#!/bin/sh\\necho 2; echo hello\\n' | tee docker wc sh cat > /dev/null; chmod +x docker wc sh cat",
    ),
    (
        "a shell that is told otherwise from the start",
        "echo 'docker() { echo 2; echo hello; }' | tee .bashrc .profile .bash_profile .shrc > .env; export ENV=~/.env BASH_ENV=~/.env",
    ),
    (
        "programs of the learner's own where the server looks for them",
        "cp docker wc /usr/local/bin/; cp docker wc /usr/bin/; cp docker wc /bin/",
    ),
    (
        "a context of the learner's own",
        "unset ENV BASH_ENV; docker context create forged --docker host=unix:///tmp/none.sock; docker context use forged",
    ),
];

struct Class {
    site: Site,
    _course: OwnCourse,
}

impl Class {
    async fn start() -> Self {
        let course = OwnCourse::showing(&[]);
        let exercises = machine::trials();
        let site = Site::plan().exercises(exercises).book(course.book()).per_learner(4).start().await;
        Self { site, _course: course }
    }

    /// A page of a learner of its own.
    fn learner(&self) -> Client {
        self.site.page(Lang::En)
    }
}

/// Tries one forgery after the other in one sandbox, and asks for a verdict after each.
async fn none_counts(exercise: &str, forgeries: &[(&str, &str)]) {
    let class = Class::start().await;
    let page = class.learner();
    let values = page.state().await.unwrap()["values"][exercise].clone();
    let filled = |script: &str| {
        let port = values["port"].as_str().unwrap_or_default();
        let word = values["word"].as_str().unwrap_or_default();
        script.replace("DOCKER ", &format!("{DOCKER} ")).replace("PORT", port).replace("WORD", word)
    };
    let id = page.open(exercise).await.unwrap();
    page.wait_ready(&id).await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    for (forgery, script) in forgeries {
        terminal.type_script(&filled(script), PATIENCE).await.unwrap();
        let sandbox = page.check(&id).await.unwrap();
        if *forgery == ANSWER[0].0 {
            let why = sandbox["goals"][0]["why"].as_str().unwrap();
            assert!(why.contains("it is not a container"), "{why}\n{}", terminal.transcript);
        }
        for goal in sandbox["goals"].as_array().unwrap() {
            assert_ne!(goal["state"], "met", "{forgery}: {goal:#}\n{}", terminal.transcript);
            assert_ne!(goal["state"], "fault", "{forgery}: {goal:#}\n{}", terminal.transcript);
        }
    }
    assert_eq!(page.state().await.unwrap()["solved"], json!([]), "0 points in total");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_shell_and_names_say_is_no_container() {
    none_counts("misconception", CONTAINER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_of_the_shell_answers_is_no_containers_answer() {
    none_counts("http", ANSWER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_learners_programs_print_is_not_what_the_server_reads() {
    none_counts("command", COMMAND).await;
}

/// Without accounts, another learner is whoever sits at another server.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_learner_was_asked_and_did_is_no_use() {
    let (hers, his) = tokio::join!(Class::start(), Class::start());
    let (ada, bob) = (hers.learner(), his.learner());
    let (hers, his) = (ada.open("from-logs").await.unwrap(), bob.open("from-logs").await.unwrap());
    ada.wait_ready(&hers).await.unwrap();
    bob.wait_ready(&his).await.unwrap();
    let word = ada.state().await.unwrap()["values"]["from-logs"]["word"].clone();
    let answer = json!({ "goal": "word", "answer": word });
    let post = async |page: &Client, path: &str, body: &serde_json::Value| {
        page.call(Method::POST, &format!("/api/sandboxes/{path}"), Some(body)).await.unwrap()
    };
    // Her answer is not his.
    let (_, told) = post(&bob, &format!("{his}/answers"), &answer).await;
    assert_eq!((&told["solved"], &told["goals"][0]["state"]), (&json!(false), &json!("open")), "{told:#}");
    // It is hers: the same request counts once she sends it.
    let (_, told) = post(&ada, &format!("{hers}/answers"), &answer).await;
    assert_eq!(told["goals"][0]["state"], "met", "{told:#}");
    ada.wait(&hers, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    // Her requests, replayed with the id of her sandbox, are about nothing of his.
    for (path, body) in [
        ("answers", answer.clone()),
        ("check", json!({})),
        ("hints", json!({})),
        ("solution", json!({})),
        ("extend", json!({})),
        ("reset", json!({})),
    ] {
        let (status, told) = post(&bob, &format!("{hers}/{path}"), &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {told:#}");
    }
    assert!(bob.terminal(&hers).await.is_err(), "nor is her terminal");
    let (_, told) = post(&bob, &format!("{his}/answers"), &answer).await;
    assert_eq!(told["solved"], false, "{told:#}");
    assert_eq!(bob.state().await.unwrap()["solved"], json!([]), "0 points in total");
}
