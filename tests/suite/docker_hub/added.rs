//! `quai images`: an operator with a registry in reach puts other images in the catalogue.

use std::process::Output;

use tests::{
    hub::{Hub, NAME},
    machine,
    program::quai,
};

async fn images(data: &std::path::Path, arguments: &[&str]) -> Output {
    let data = data.to_string_lossy().into_owned();
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let run = move || {
        let words = ["images", "--data", &data].into_iter();
        quai(&words.chain(arguments.iter().map(String::as_str)).collect::<Vec<_>>())
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_added_by_its_digest_found_in_sandboxes_and_taken_out_again() {
    machine::engine().await;
    let (hub, data) = (Hub::open().await, tempfile::tempdir().unwrap());
    // The engine pulls from loopback without TLS.
    let source = format!("{}/{NAME}", hub.address);
    let added = images(data.path(), &["add", &format!("{source}:1.0")]).await;
    let said = String::from_utf8_lossy(&added.stdout).into_owned();
    assert!(added.status.success(), "{said}{}", String::from_utf8_lossy(&added.stderr));
    assert!(said.contains("hello:1.0") && said.contains(&hub.index), "{said}");

    let listed = String::from_utf8(images(data.path(), &["list"]).await.stdout).unwrap();
    assert!(
        listed.lines().any(|line| line.starts_with("nginx:1.22 ") && line.ends_with("of the course")),
        "{listed}"
    );
    let pinned = format!("{source}@{}", hub.index);
    assert!(listed.lines().any(|line| line.starts_with("hello:1.0 ") && line.ends_with(&pinned)), "{listed}");

    // In a sandbox, it is the same image: its id is the digest of its configuration.
    let mut server = tests::Program::serve(data.path());
    let page = server::client::Client::new(server.address, exercises::Lang::En);
    let patience = std::time::Duration::from_secs(60);
    page.wait_state(patience, |state| state["engine"]["available"] == true).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(patience).await.unwrap();
    let printed = tests::shell::run(
        &mut terminal,
        "docker pull -q hello:1.0; docker inspect -f 'it is {{.Id}}' hello:1.0",
    )
    .await;
    let manifest =
        hub.request("GET", &format!("/v2/{NAME}/manifests/{}", hub.manifest)).send().await.unwrap();
    let manifest: serde_json::Value = manifest.json().await.unwrap();
    let config = manifest["config"]["digest"].as_str().unwrap();
    assert!(printed.contains(&format!("it is {config}")), "{printed}");
    server.end();

    let removed = images(data.path(), &["remove", "hello:1.0"]).await;
    assert!(removed.status.success());
    let again = images(data.path(), &["remove", "hello:1.0"]).await;
    assert!(String::from_utf8_lossy(&again.stderr).contains("`quai images list` tells which were"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_had_is_said_and_changes_nothing() {
    machine::engine().await;
    let (hub, data) = (Hub::open().await, tempfile::tempdir().unwrap());
    let wrong = format!("{}/{NAME}@sha256:{}", hub.address, "0".repeat(64));
    let missing = format!("{}/{NAME}:9", hub.address);
    for (image, word) in
        [(missing.as_str(), "such an image"), (&wrong, "such an image"), ("No Name", "names no image")]
    {
        let refused = images(data.path(), &["add", image]).await;
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(word), "{said}");
        assert!(!data.path().join("images.toml").exists());
    }
}
