//! What a registry must not take.

use std::{process::Command, time::Duration};

use futures_util::future::join_all;
use hub::names::Digest;
use serde_json::json;
use tests::hub::{Hub, NAME, error_code};

const APP: &str = "learner/app";

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_that_does_not_match_is_refused_and_leaves_nothing() {
    let hub = Hub::open().await;
    let digest = Digest::of(b"something else");
    let path = format!("/v2/{APP}/blobs/uploads/?digest={digest}");
    let response = hub.request("POST", &path).body("hello").send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert_eq!(error_code(response).await, "DIGEST_INVALID");
    assert_eq!(hub.request("HEAD", &format!("/v2/{APP}/blobs/{digest}")).send().await.unwrap().status(), 404);
    assert_eq!(hub.unfinished(), 0);

    let response =
        hub.request("PUT", &format!("/v2/{APP}/manifests/{digest}")).body("{}").send().await.unwrap();
    assert_eq!(error_code(response).await, "DIGEST_INVALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn manifests_that_are_none_or_name_what_is_not_there() {
    let hub = Hub::open().await;
    let config = hub.push_blob(APP, "{}").await;
    let missing = Digest::of(b"missing");
    let no_blob = Hub::manifest_of((&config, 2), (missing.as_str(), 7));
    let no_child = json!({
        "schemaVersion": 2,
        "manifests": [{ "mediaType": hub::manifest::MANIFEST, "digest": missing, "size": 7 }],
    });
    let both = json!({ "schemaVersion": 2, "mediaType": hub::manifest::INDEX, "config": no_blob["config"] });
    for (manifest, status, code) in [
        (no_blob.to_string(), 404, "MANIFEST_BLOB_UNKNOWN"),
        (no_child.to_string(), 404, "MANIFEST_BLOB_UNKNOWN"),
        ("{".to_owned(), 400, "MANIFEST_INVALID"),
        ("[]".to_owned(), 400, "MANIFEST_INVALID"),
        (json!({ "schemaVersion": 1 }).to_string(), 400, "MANIFEST_INVALID"),
        (both.to_string(), 400, "MANIFEST_INVALID"),
        (format!("{{\"x\": \"{}\"}}", "x".repeat(hub::manifest::LARGEST)), 413, "MANIFEST_INVALID"),
    ] {
        let path = format!("/v2/{APP}/manifests/latest");
        let response = hub.request("PUT", &path).body(manifest.clone()).send().await.unwrap();
        assert_eq!(response.status(), status, "{:.200}", manifest);
        assert_eq!(error_code(response).await, code, "{:.200}", manifest);
        assert_eq!(hub.request("HEAD", &path).send().await.unwrap().status(), 404, "{:.200}", manifest);
    }
    // Sent as something else than it says to be.
    let layer = hub.push_blob(APP, "layer").await;
    let manifest = Hub::manifest_of((&config, 2), (&layer, 5)).to_string();
    let put = hub.request("PUT", &format!("/v2/{APP}/manifests/latest"));
    let response = put.header("content-type", hub::manifest::INDEX).body(manifest).send().await.unwrap();
    assert_eq!(error_code(response).await, "MANIFEST_INVALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_are_none() {
    let hub = Hub::open().await;
    let path = |name: &str| format!("/v2/{name}/manifests/latest");
    for (path, code) in [
        (path("UPPER"), "NAME_INVALID"),
        (path("a%2f..%2fb"), "NAME_INVALID"),
        (path(&"a/".repeat(200)), "NAME_INVALID"),
        (format!("/v2/{NAME}/manifests/.hidden"), "MANIFEST_INVALID"),
        (format!("/v2/{NAME}/blobs/sha256:12"), "DIGEST_INVALID"),
        (format!("/v2/{NAME}/blobs/md5:d41d8cd98f00b204e9800998ecf8427e"), "DIGEST_INVALID"),
    ] {
        let response = hub.request("GET", &path).send().await.unwrap();
        assert_eq!(response.status(), 400, "{path}");
        assert_eq!(error_code(response).await, code, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_here_does_is_unsupported() {
    let hub = Hub::open().await;
    for (method, path) in [
        ("DELETE", format!("/v2/{NAME}/manifests/latest")),
        ("DELETE", format!("/v2/{NAME}/blobs/{}", hub.layer)),
        ("POST", "/v2/".to_owned()),
        ("GET", "/v2/_catalog".to_owned()),
        ("GET", format!("/v2/{NAME}/referrers/{}", hub.index)),
    ] {
        let response = hub.request(method, &path).send().await.unwrap();
        assert_eq!(error_code(response).await, "UNSUPPORTED", "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_requests_at_once_are_all_answered() {
    let hub = Hub::open().await;
    let ask = |number: usize| {
        // Each by a connection of its own: more than there is room for at once.
        let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
        let path = if number.is_multiple_of(2) {
            format!("blobs/{}", hub.layer)
        } else {
            "manifests/latest".to_owned()
        };
        let request = client.get(hub.url(&format!("/v2/{NAME}/{path}"))).header("connection", "close");
        async move { request.timeout(Duration::from_secs(60)).send().await.map(|response| response.status()) }
    };
    let answers = join_all((0..1000).map(ask)).await;
    assert!(
        answers.iter().all(|answer| matches!(answer, Ok(status) if status.as_u16() == 200)),
        "{answers:?}"
    );
    assert_eq!(hub.request("GET", "/v2/").send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_connections_do_not_keep_others_out() {
    let hub = Hub::open().await;
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(tokio::net::TcpStream::connect(hub.address).await.unwrap());
    }
    let answer = hub.request("GET", "/v2/").timeout(Duration::from_secs(40)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_to_one_upload_do_not_mix() {
    let hub = Hub::open().await;
    let begun = hub.request("POST", &format!("/v2/{APP}/blobs/uploads/")).send().await.unwrap();
    let place = begun.headers()["location"].to_str().unwrap().to_owned();
    let (hold, slow) = tokio::sync::mpsc::unbounded_channel::<Result<&'static str, std::io::Error>>();
    let slow = futures_util::stream::unfold(slow, |mut slow| async move { Some((slow.recv().await?, slow)) });
    let first = tokio::spawn(hub.request("PATCH", &place).body(reqwest::Body::wrap_stream(slow)).send());
    hold.send(Ok("one")).unwrap();
    let taken = async {
        loop {
            let status = hub.request("GET", &place).send().await.unwrap();
            if status.headers()["range"] == "0-2" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), taken).await.unwrap();
    let second = hub.request("PATCH", &place).body("two").send().await.unwrap();
    assert_eq!(error_code(second).await, "BLOB_UPLOAD_INVALID");
    drop(hold);
    assert_eq!(first.await.unwrap().unwrap().status(), 202);
    let done = hub.request("PUT", &format!("{place}?digest={}", Digest::of(b"one"))).send().await.unwrap();
    assert_eq!(done.status(), 201);
}

/// A disk that is too small for what is pushed, on this machine: sandboxes have such disks too.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_what_was_there_stays() {
    let disk = tempfile::tempdir().unwrap();
    let mount = |arguments: &[&str]| {
        assert!(
            Command::new(arguments[0]).args(&arguments[1..]).arg(disk.path()).status().unwrap().success()
        );
    };
    mount(&["mount", "-t", "tmpfs", "-o", "size=4m", "quai-test"]);
    let store = hub::store::Store::open(disk.path()).unwrap();
    let repository = APP.parse().unwrap();
    let upload = async |size: usize| {
        let id = store.begin().await?;
        let held = store.hold(id).await?;
        let piece = bytes::Bytes::from(vec![b'x'; 64 * 1024]);
        let pieces = futures_util::stream::iter((0..size / piece.len()).map(|_| Ok(piece.clone())));
        held.append(pieces).await?;
        let digest = Digest::of(&vec![b'x'; size]);
        store.finish(held, &repository, &digest).await?;
        Ok::<_, hub::error::Error>(digest)
    };
    let kept = upload(1024 * 1024).await.unwrap();
    let full = upload(64 * 1024 * 1024).await.unwrap_err();
    assert!(matches!(full, hub::error::Error::Full), "{full:?}");
    assert!(full.to_string().contains("no space left on device"));
    // What did not fit takes no room.
    upload(2 * 1024 * 1024).await.unwrap();
    assert!(store.owns(&repository, &kept) && store.blob(&kept).is_some());
    mount(&["umount"]);
}
