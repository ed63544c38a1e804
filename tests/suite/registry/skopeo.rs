//! A client that nobody here wrote: skopeo, from Debian.

use std::process::{Command, Output};

use serde_json::Value;
use server::provision::{packages, progress::Progress};
use tests::hub::{Hub, NAME};

async fn skopeo(arguments: &[&str]) -> Output {
    packages::ensure("skopeo", &["skopeo"], &Progress::default()).await.unwrap();
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let run = move || Command::new("skopeo").args(arguments).output().unwrap();
    tokio::task::spawn_blocking(run).await.unwrap()
}

async fn succeed(arguments: &[&str]) -> String {
    let output = skopeo(arguments).await;
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_inspects_pulls_pushes_and_pulls_again() {
    let hub = Hub::open().await;
    let image = |name: &str| format!("docker://{}/{name}", hub.address);
    let official = image(&format!("{NAME}:latest"));
    let seen: Value = serde_json::from_str(
        &succeed(&["inspect", "--tls-verify=false", "--override-arch=amd64", &official]).await,
    )
    .unwrap();
    assert_eq!(
        (&seen["RepoTags"], &seen["Architecture"]),
        (&serde_json::json!(["1.0", "latest"]), &"amd64".into())
    );
    assert_eq!(seen["Layers"][0], *hub.layer);

    let folder = tempfile::tempdir().unwrap();
    let here = format!("oci:{}:mine", folder.path().join("layout").display());
    let policy = ["--insecure-policy", "--override-arch=amd64"];
    let copy = async |from: &str, to: &str| {
        let [one, other] = policy;
        succeed(&["copy", one, other, "--src-tls-verify=false", "--dest-tls-verify=false", from, to]).await
    };
    copy(&official, &here).await;
    let mine = image("learner/app:1.0");
    copy(&here, &mine).await;
    let digest = succeed(&[
        "inspect",
        "--tls-verify=false",
        "--override-arch=amd64",
        "--format",
        "{{.Digest}}",
        &mine,
    ])
    .await;
    assert_eq!(digest.trim(), hub.manifest, "a copy of a manifest is the same manifest");
    let again = format!("dir:{}", folder.path().join("again").display());
    copy(&mine, &again).await;

    let missing = skopeo(&["inspect", "--tls-verify=false", &image("learner/app:9")]).await;
    assert!(String::from_utf8_lossy(&missing.stderr).contains("manifest unknown"), "{missing:?}");
    assert_eq!(hub.unfinished(), 0);
}
