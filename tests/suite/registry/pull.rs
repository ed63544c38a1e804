//! Reading: the specification's section "Pull".

use tests::hub::{Hub, NAME, error_code};

#[tokio::test(flavor = "multi_thread")]
async fn the_base_says_that_this_is_a_registry() {
    let hub = Hub::open().await;
    for path in ["/v2/", "/v2"] {
        let response = hub.request("GET", path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["docker-distribution-api-version"], "registry/2.0");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn manifests_are_had_by_tag_and_by_digest_with_their_type_and_digest() {
    let hub = Hub::open().await;
    for (reference, digest, media_type) in [
        ("latest", &hub.index, "application/vnd.oci.image.index.v1+json"),
        (&hub.index, &hub.index, "application/vnd.oci.image.index.v1+json"),
        (&hub.manifest, &hub.manifest, "application/vnd.oci.image.manifest.v1+json"),
    ] {
        let path = format!("/v2/{NAME}/manifests/{reference}");
        let got = hub.request("GET", &path).send().await.unwrap();
        assert_eq!(got.status(), 200);
        assert_eq!(got.headers()["docker-content-digest"], **digest);
        assert_eq!(got.headers()["content-type"], media_type);
        let length = got.headers()["content-length"].clone();
        assert_eq!(hub::names::Digest::of(&got.bytes().await.unwrap()).as_str(), digest);

        let head = hub.request("HEAD", &path).send().await.unwrap();
        assert_eq!((head.status().as_u16(), &head.headers()["content-length"]), (200, &length));
        assert_eq!(head.headers()["docker-content-digest"], **digest);
        assert!(head.bytes().await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn blobs_are_had_by_digest_whole_or_in_part() {
    let hub = Hub::open().await;
    let path = format!("/v2/{NAME}/blobs/{}", hub.layer);
    let head = hub.request("HEAD", &path).send().await.unwrap();
    assert_eq!((head.status().as_u16(), &head.headers()["content-length"]), (200, &"1024".parse().unwrap()));
    assert_eq!(head.headers()["docker-content-digest"], *hub.layer);
    let got = hub.request("GET", &path).send().await.unwrap();
    assert_eq!((got.status().as_u16(), got.bytes().await.unwrap().len()), (200, 1024));
    let part = hub.request("GET", &path).header("range", "bytes=1000-").send().await.unwrap();
    assert_eq!(part.headers()["content-range"], "bytes 1000-1023/1024");
    assert_eq!((part.status().as_u16(), part.bytes().await.unwrap().len()), (206, 24));
    let beyond = hub.request("GET", &path).header("range", "bytes=2000-").send().await.unwrap();
    assert_eq!(beyond.status(), 416);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_404_with_the_code_of_its_kind() {
    let hub = Hub::open().await;
    let nothing = hub::names::Digest::of(b"nothing");
    for (path, code) in [
        (format!("/v2/{NAME}/manifests/9.9"), "MANIFEST_UNKNOWN"),
        (format!("/v2/{NAME}/manifests/{nothing}"), "MANIFEST_UNKNOWN"),
        (format!("/v2/{NAME}/blobs/{nothing}"), "BLOB_UNKNOWN"),
        ("/v2/library/nobody/manifests/latest".to_owned(), "NAME_UNKNOWN"),
        ("/v2/library/nobody/tags/list".to_owned(), "NAME_UNKNOWN"),
        // What is in one repository is not in another.
        (format!("/v2/library/nobody/blobs/{}", hub.layer), "NAME_UNKNOWN"),
        // A layer is no manifest, and a manifest no layer.
        (format!("/v2/{NAME}/manifests/{}", hub.layer), "MANIFEST_UNKNOWN"),
        (format!("/v2/{NAME}/blobs/{}", hub.index), "BLOB_UNKNOWN"),
    ] {
        let response = hub.request("GET", &path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(error_code(response).await, code, "{path}");
        let head = hub.request("HEAD", &path).send().await.unwrap();
        assert_eq!(head.status(), 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_listed_in_order_and_by_the_page() {
    let hub = Hub::open().await;
    let list = async |query: &str| {
        let response = hub.request("GET", &format!("/v2/{NAME}/tags/list{query}")).send().await.unwrap();
        let link = response.headers().get("link").map(|link| link.to_str().unwrap().to_owned());
        let body: serde_json::Value = response.json().await.unwrap();
        assert_eq!(body["name"], NAME);
        (body["tags"].clone(), link)
    };
    assert_eq!(list("").await, (serde_json::json!(["1.0", "latest"]), None));
    let next = format!("</v2/{NAME}/tags/list?n=1&last=1.0>; rel=\"next\"");
    assert_eq!(list("?n=1").await, (serde_json::json!(["1.0"]), Some(next)));
    assert_eq!(list("?n=1&last=1.0").await, (serde_json::json!(["latest"]), None));
    assert_eq!(list("?n=0").await.0, serde_json::json!([]));
}
