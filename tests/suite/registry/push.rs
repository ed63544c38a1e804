//! Writing: the specification's section "Push".

use hub::names::Digest;
use serde_json::json;
use tests::hub::{Hub, NAME, error_code};

const APP: &str = "learner/app";

async fn begin(hub: &Hub) -> String {
    let response = hub.request("POST", &format!("/v2/{APP}/blobs/uploads/")).send().await.unwrap();
    assert_eq!(response.status(), 202);
    response.headers()["location"].to_str().unwrap().to_owned()
}

async fn there(hub: &Hub, digest: &str) -> bool {
    hub.request("HEAD", &format!("/v2/{APP}/blobs/{digest}")).send().await.unwrap().status() == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_at_once_by_post_and_then_put() {
    let hub = Hub::open().await;
    let digest = Digest::of(b"hello").to_string();
    let place = begin(&hub).await;
    let done = hub.request("PUT", &format!("{place}?digest={digest}")).body("hello").send().await.unwrap();
    assert_eq!(done.status(), 201);
    assert_eq!(done.headers()["location"], format!("/v2/{APP}/blobs/{digest}"));
    assert_eq!(done.headers()["docker-content-digest"], digest);
    assert!(there(&hub, &digest).await);
    assert_eq!(hub.unfinished(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_at_once_by_one_post() {
    let hub = Hub::open().await;
    let digest = hub.push_blob(APP, "at once").await;
    let got = hub.request("GET", &format!("/v2/{APP}/blobs/{digest}")).send().await.unwrap();
    assert_eq!(got.text().await.unwrap(), "at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_in_chunks_with_or_without_a_last_one_in_the_put() {
    let hub = Hub::open().await;
    let digest = Digest::of(b"one two three").to_string();
    for last in ["", " three"] {
        let place = begin(&hub).await;
        let chunks = if last.is_empty() { vec!["one ", "two three"] } else { vec!["one ", "two"] };
        let mut length = 0;
        for chunk in chunks {
            let range = format!("{length}-{}", length + chunk.len() - 1);
            let sent =
                hub.request("PATCH", &place).header("content-range", range).body(chunk).send().await.unwrap();
            length += chunk.len();
            assert_eq!(sent.status(), 202);
            assert_eq!(sent.headers()["range"], format!("0-{}", length - 1));
            let status = hub.request("GET", &place).send().await.unwrap();
            assert_eq!(
                (status.status().as_u16(), &status.headers()["range"]),
                (204, &format!("0-{}", length - 1).parse().unwrap())
            );
        }
        let done = hub.request("PUT", &format!("{place}?digest={digest}")).body(last).send().await.unwrap();
        assert_eq!(done.status(), 201);
        assert!(there(&hub, &digest).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chunks_that_do_not_follow_are_416_and_harm_nothing() {
    let hub = Hub::open().await;
    let place = begin(&hub).await;
    let send = async |range: &str, chunk: &'static str| {
        let sent =
            hub.request("PATCH", &place).header("content-range", range).body(chunk).send().await.unwrap();
        sent.status().as_u16()
    };
    assert_eq!(send("3-5", "abc").await, 416);
    assert_eq!(send("0-2", "abc").await, 202);
    assert_eq!(send("0-2", "abc").await, 416);
    assert_eq!(send("3-1", "abc").await, 416);
    assert_eq!(send("3-9", "abc").await, 400);
    assert_eq!(send("x", "abc").await, 400);
    assert_eq!(send("3-5", "def").await, 202);
    let digest = Digest::of(b"abcdef");
    let done = hub.request("PUT", &format!("{place}?digest={digest}")).send().await.unwrap();
    assert_eq!(done.status(), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_can_be_given_up() {
    let hub = Hub::open().await;
    let place = begin(&hub).await;
    assert_eq!(hub.request("DELETE", &place).send().await.unwrap().status(), 204);
    for method in ["GET", "PATCH", "DELETE"] {
        let response = hub.request(method, &place).send().await.unwrap();
        assert_eq!(response.status(), 404, "{method}");
        assert_eq!(error_code(response).await, "BLOB_UPLOAD_UNKNOWN");
    }
    assert_eq!(hub.unfinished(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_is_taken_over_from_another_repository() {
    let hub = Hub::open().await;
    assert!(!there(&hub, &hub.layer).await);
    let path = |from: &str| format!("/v2/{APP}/blobs/uploads/?mount={}&from={from}", hub.layer);
    // From where it is not, there is nothing to take: an upload begins instead.
    assert_eq!(hub.request("POST", &path("library/nobody")).send().await.unwrap().status(), 202);
    let mounted = hub.request("POST", &path(NAME)).send().await.unwrap();
    assert_eq!(mounted.status(), 201);
    assert_eq!(mounted.headers()["location"], format!("/v2/{APP}/blobs/{}", hub.layer));
    // The file itself is not copied: it can be read all the same.
    let got = hub.request("GET", &format!("/v2/{APP}/blobs/{}", hub.layer)).send().await.unwrap();
    assert_eq!(got.bytes().await.unwrap().len(), 1024);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manifest_under_a_tag_and_by_its_digest() {
    let hub = Hub::open().await;
    let config = hub.push_blob(APP, "{}").await;
    let layer = hub.push_blob(APP, "layer").await;
    let manifest = Hub::manifest_of((&config, 2), (&layer, 5)).to_string();
    let digest = Digest::of(manifest.as_bytes()).to_string();
    for reference in ["1.0", &digest, "latest"] {
        let path = format!("/v2/{APP}/manifests/{reference}");
        let put = hub.request("PUT", &path).header("content-type", hub::manifest::MANIFEST);
        let put = put.body(manifest.clone()).send().await.unwrap();
        assert_eq!(put.status(), 201, "{reference}");
        assert_eq!(put.headers()["docker-content-digest"], digest);
        let got = hub.request("GET", &path).send().await.unwrap();
        assert_eq!(got.text().await.unwrap(), manifest);
    }
    let tags = hub.request("GET", &format!("/v2/{APP}/tags/list")).send().await.unwrap();
    let tags: serde_json::Value = tags.json().await.unwrap();
    assert_eq!(tags["tags"], json!(["1.0", "latest"]));

    // An index of it, and a tag that moves.
    let index = json!({
        "schemaVersion": 2,
        "mediaType": hub::manifest::INDEX,
        "manifests": [{ "mediaType": hub::manifest::MANIFEST, "digest": digest, "size": manifest.len() }],
    });
    let path = format!("/v2/{APP}/manifests/latest");
    let put = hub.request("PUT", &path).body(index.to_string()).send().await.unwrap();
    assert_eq!(put.status(), 201);
    let got = hub.request("GET", &path).send().await.unwrap();
    assert_eq!(got.headers()["content-type"], hub::manifest::INDEX);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pushed_stands_before_what_came_with_the_catalogue() {
    let hub = Hub::open().await;
    let config = hub.push_blob(NAME, "{}").await;
    let manifest = Hub::manifest_of((&config, 2), (&hub.layer, 1024)).to_string();
    let put = hub
        .request("PUT", &format!("/v2/{NAME}/manifests/latest"))
        .body(manifest.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), 201);
    let get = async |tag: &str| {
        let got = hub.request("GET", &format!("/v2/{NAME}/manifests/{tag}")).send().await.unwrap();
        got.text().await.unwrap()
    };
    assert_eq!(get("latest").await, manifest);
    assert_ne!(get("1.0").await, manifest);
}
