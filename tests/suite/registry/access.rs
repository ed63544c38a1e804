//! Docker Hub's tokens, search and journal.

use futures_util::StreamExt;
use hub::journal::What;
use serde_json::Value;
use tests::hub::{Hub, NAME, error_code};

async fn token(hub: &Hub, account: Option<&str>, scope: &str) -> String {
    let mut request = hub.request("GET", &format!("/token?service=registry.docker.io&scope={scope}"));
    if let Some(account) = account {
        request = request.basic_auth(account, Some("any password"));
    }
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_shows_no_token_is_told_where_to_get_one() {
    let hub = Hub::guarded().await;
    let base = hub.request("GET", "/v2/").send().await.unwrap();
    assert_eq!(base.status(), 401);
    let challenge = "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"";
    assert_eq!(base.headers()["www-authenticate"], challenge);
    assert_eq!(error_code(base).await, "UNAUTHORIZED");

    let path = format!("/v2/{NAME}/manifests/latest");
    let refused = hub.request("GET", &path).send().await.unwrap();
    let wanted = format!("{challenge},scope=\"repository:{NAME}:pull\"");
    assert_eq!(refused.headers()["www-authenticate"], wanted);

    let token = token(&hub, None, &format!("repository:{NAME}:pull")).await;
    assert_eq!(hub.request("GET", &path).bearer_auth(&token).send().await.unwrap().status(), 200);
    assert_eq!(hub.request("GET", "/v2/").bearer_auth(&token).send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn official_images_are_nobodys_and_names_belong_to_their_accounts() {
    let hub = Hub::guarded().await;
    for (account, repository, status) in [
        (None, NAME, 401),
        (Some("learner"), NAME, 401),
        (Some("library"), NAME, 401),
        (None, "learner/app", 401),
        (Some("somebody"), "learner/app", 401),
        (Some("learner"), "learner/app", 202),
    ] {
        let token = token(&hub, account, &format!("repository:{repository}:pull,push")).await;
        let begin = hub.request("POST", &format!("/v2/{repository}/blobs/uploads/")).bearer_auth(&token);
        let answer = begin.send().await.unwrap();
        assert_eq!(answer.status(), status, "{account:?} {repository}");
        if status == 401 {
            let challenge = answer.headers()["www-authenticate"].to_str().unwrap();
            assert!(challenge.ends_with("error=\"insufficient_scope\""), "{challenge}");
        }
    }
    for forged in ["x", "e30.e30", ""] {
        let answer = hub.request("GET", "/v2/").bearer_auth(forged).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{forged}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_written_down() {
    let hub = Hub::guarded().await;
    let found = hub.request("GET", "/v1/search?q=hello&n=25").send().await.unwrap();
    let found: Value = found.json().await.unwrap();
    assert_eq!(found["results"][0]["name"], "hello");
    assert_eq!(
        (&found["results"][0]["is_official"], &found["results"][0]["star_count"]),
        (&true.into(), &7.into())
    );

    let login = hub.request("GET", "/token?service=registry.docker.io&account=Learner");
    login.basic_auth("Learner", Some("x")).send().await.unwrap();
    let read = token(&hub, None, &format!("repository:{NAME}:pull")).await;
    for (agent, reference) in
        [("Docker-Client/26.1.5", "latest"), ("docker/26.1.5", "latest"), ("docker/26.1.5", &hub.manifest)]
    {
        let path = format!("/v2/{NAME}/manifests/{reference}");
        hub.request("GET", &path).bearer_auth(&read).header("user-agent", agent).send().await.unwrap();
    }
    // An engine of today asks what a tag is, then for that by its digest, then for one of its manifests.
    for (method, reference) in
        [("HEAD", "1.0"), ("GET", &hub.index), ("GET", &hub.manifest), ("GET", &hub.index)]
    {
        let path = format!("/v2/{NAME}/manifests/{reference}");
        let request = hub.request(method, &path).bearer_auth(&read).header("user-agent", "docker/26.1.5");
        request.send().await.unwrap();
    }
    let heard: Vec<_> = hub.journal.follow().take(5).map(|happening| happening.what).collect().await;
    let pull = |reference: &str| What::Pull {
        name: "hello".to_owned(),
        reference: reference.to_owned(),
        digest: hub.index.clone(),
    };
    assert_eq!(
        heard,
        [
            What::Search { query: "hello".to_owned(), found: 1 },
            What::Login { account: "learner".to_owned() },
            pull("latest"),
            pull("1.0"),
            pull(&hub.index),
        ]
    );
}
