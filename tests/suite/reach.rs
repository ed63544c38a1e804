//! Engines that are not this machine's own one: reached, used, and lost.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use exercises::Lang;
use serde_json::Value;
use server::{client::Client, sandbox::engine::Host};
use tests::{
    Certificates, Dockerd, Program, Site, Sshd, machine,
    program::{executable, quai},
    sshd::Login,
};

const PATIENCE: Duration = Duration::from_secs(60);

/// Processes, mounts and control groups that carry a name.
fn traces(name: &str) -> Vec<String> {
    let of_process = |entry: fs::DirEntry| {
        let file = |file| fs::read_to_string(entry.path().join(file)).unwrap_or_default();
        let (command, groups) = (file("cmdline").replace('\0', " "), file("cgroup"));
        (command.contains(name) || groups.contains(name)).then_some(command)
    };
    let processes = fs::read_dir("/proc").unwrap().flatten().filter_map(of_process);
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
    let mounts = mounts.lines().filter(|line| line.contains(name)).map(str::to_owned);
    let root = std::path::Path::new("/sys/fs/cgroup");
    let hierarchies =
        fs::read_dir(root).unwrap().flatten().map(|entry| entry.path()).chain([root.to_owned()]);
    let groups = hierarchies.map(|hierarchy| hierarchy.join(name)).filter(|group| group.exists());
    processes.chain(mounts).chain(groups.map(|group| group.display().to_string())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_killed_takes_its_sandboxes_along_and_leaves_nothing() {
    let mut dockerd = Dockerd::start().await;
    let (name, folder) = (dockerd.name().to_owned(), dockerd.log().parent().unwrap().to_owned());
    dockerd.with_sandbox_image().await;
    let site = Site::plan().engine(dockerd.host()).start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("docker run hello-world", PATIENCE).await.unwrap();
    assert!(site.containers().await.is_empty(), "the machine's own engine has no part in it");
    assert!(traces(&name).iter().any(|trace| trace.contains("bash --login")), "{:#?}", traces(&name));

    dockerd.kill();
    assert_eq!(traces(&name), [""; 0]);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == false).await.unwrap();

    dockerd.start_again().await;
    let fresh = |state: &Value| {
        state["sandboxes"].as_array().unwrap().iter().any(|it| it["id"] != *id && it["state"] == "ready")
    };
    page.wait_state(PATIENCE, fresh).await.unwrap();
    drop(site);
    drop(dockerd);
    assert_eq!(traces(&name), [""; 0]);
    assert!(!folder.exists());
}

/// What `quai doctor` says of an engine.
fn doctor(host: &Host) -> String {
    String::from_utf8(quai(&["doctor", "--engine", &host.to_string()]).stdout).unwrap()
}

/// A learner solves an exercise on an engine: calls, commands and a terminal come through.
async fn learn_on(host: Host) -> Site {
    let site = Site::plan().engine(host).start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("docker run hello-world", PATIENCE).await.unwrap();
    terminal.type_script("head -c 3000000 /bin/bash | base64 | tail -n 30000", PATIENCE).await.unwrap();
    page.wait(&id, PATIENCE, |sandbox| sandbox["solved"] == true).await.unwrap();
    assert!(site.containers().await.is_empty(), "the machine's own engine has no part in it");
    site
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_with_tls_is_used_by_who_shows_the_right_certificate_alone() {
    let (certificates, port) = (Certificates::make().await, machine::free_port());
    let listening = format!("--host=tcp://127.0.0.1:{port}");
    let flags = certificates.flags();
    let flags: Vec<_> = flags.iter().map(String::as_str).chain([listening.as_str()]).collect();
    let mut dockerd = Dockerd::start_with(&flags).await;
    dockerd.with_sandbox_image().await;
    let host = |name: &str, certs: PathBuf| -> Host {
        format!("tcp://{name}:{port}?certs={}", certs.display()).parse().unwrap()
    };
    let right = certificates.client("ours", Some("quai"));

    for (host, remedy) in [
        (Host::Tcp(format!("127.0.0.1:{port}")), "it wants TLS"),
        (host("127.0.0.1", certificates.client("ours", None)), "it refuses this client"),
        (host("127.0.0.1", certificates.client("ours", Some("stranger"))), "it refuses this client"),
        (host("127.0.0.1", certificates.client("theirs", Some("quai"))), "of another CA"),
        (host("localhost", right.clone()), "for other names"),
    ] {
        let said = doctor(&host);
        assert!(said.contains("MISSING  Docker Engine") && said.contains(remedy), "{said}");
    }
    let said = doctor(&host("127.0.0.1", right.clone()));
    assert!(said.contains("OK       Docker Engine") && said.contains("another one, not looked at"), "{said}");
    let mut by_environment = Command::new(executable());
    by_environment
        .arg("doctor")
        .env("DOCKER_HOST", format!("tcp://127.0.0.1:{port}"))
        .env("DOCKER_TLS_VERIFY", "1")
        .env("DOCKER_CERT_PATH", &right);
    let said = String::from_utf8(by_environment.output().unwrap().stdout).unwrap();
    assert!(said.contains("OK       Docker Engine"), "{said}");
    drop(learn_on(host("127.0.0.1", right)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_behind_ssh_is_used_and_what_ssh_complains_of_is_told() {
    let mut dockerd = Dockerd::start().await;
    dockerd.with_sandbox_image().await;
    let sshd = Sshd::start(&dockerd).await;

    for (login, socket, word, remedy) in [
        (Login::Newcomer, "/", "Host key verification failed", "log in once by hand"),
        (Login::Stranger, "/", "Permission denied (publickey)", "ssh-copy-id"),
        (Login::Restricted, "/", "open failed:", "AllowStreamLocalForwarding yes"),
        (Login::Quai, "/run/no.sock", "no Docker Engine listens at", "install and start one there"),
    ] {
        let host = sshd.host_of(login, socket);
        let said = doctor(&host);
        assert!(said.contains("MISSING  Docker Engine"), "{said}");
        assert!(said.contains(word) && said.contains(remedy), "{said}");
    }
    let said = doctor(&sshd.host());
    assert!(said.contains("OK       Docker Engine") && said.contains("another one, not looked at"), "{said}");

    let site = learn_on(sshd.host()).await;
    assert_eq!(tunnels(&sshd).len(), 1, "{:#?}", tunnels(&sshd));
    dockerd.kill();
    site.page(Lang::En).wait_state(PATIENCE, |state| state["engine"]["available"] == false).await.unwrap();
    drop(site);
    wait_until_closed(&sshd).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_leaves_no_ssh_behind() {
    let dockerd = Dockerd::start().await;
    let sshd = Sshd::start(&dockerd).await;
    let data = tempfile::tempdir().unwrap();
    let mut server = Program::serve_with(data.path(), &["--pool", "0", "--engine", &sshd.host().to_string()]);
    let page = Client::new(server.address, Lang::En);
    let reached =
        |state: &Value| state["engine"]["message"].as_str().is_some_and(|said| said.contains("images"));
    page.wait_state(PATIENCE, reached).await.unwrap();
    assert_eq!(tunnels(&sshd).len(), 1);
    server.kill();
    wait_until_closed(&sshd).await;
}

/// Tunnels through an sshd that are open.
fn tunnels(sshd: &Sshd) -> Vec<String> {
    traces(sshd.name()).into_iter().filter(|trace| trace.starts_with("ssh ")).collect()
}

async fn wait_until_closed(sshd: &Sshd) {
    let begun = Instant::now();
    while !tunnels(sshd).is_empty() {
        assert!(begun.elapsed() < PATIENCE, "{:#?}", tunnels(sshd));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
