//! What tired, hostile and broken clients send. Each gets a clear answer, and nobody else notices.

use std::time::Duration;

use exercises::Lang;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use tests::Site;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const PATIENCE: Duration = Duration::from_secs(60);

/// Sends a request as it is written, and returns the answer.
async fn raw(site: &Site, request: &str) -> String {
    let mut stream = TcpStream::connect(site.address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![0; 64 * 1024];
    let mut length = 0;
    while let Ok(Ok(count @ 1..)) =
        tokio::time::timeout(Duration::from_secs(2), stream.read(&mut answer[length..])).await
    {
        length += count;
    }
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_make_no_sense_are_told_so_in_the_readers_language() {
    let site = Site::start().await;
    for (lang, unknown, malformed) in [
        (Lang::Fr, "Aucun exercice ne s’appelle `nonsense`.", "Le serveur n’a pas compris cette demande."),
        (Lang::En, "No exercise is called `nonsense`.", "The server did not understand this request."),
    ] {
        let page = site.page(lang);
        let post = |body: Value| {
            let page = page.clone();
            async move { page.call(Method::POST, "/api/sandboxes", Some(&body)).await.unwrap() }
        };
        let (status, answer) = post(json!({ "exercise": "nonsense" })).await;
        assert_eq!((status, &answer["error"]["message"]), (StatusCode::NOT_FOUND, &json!(unknown)));
        for body in [json!({}), json!(7), json!({ "exercise": "hello-world", "learner": "ada" })] {
            let (status, answer) = post(body).await;
            assert_eq!((status, &answer["error"]["message"]), (StatusCode::BAD_REQUEST, &json!(malformed)));
            assert_eq!(answer["error"]["ref"].as_str().map(str::len), Some(8));
        }
        for (method, path) in [
            (Method::POST, "/api/sandboxes/nonsense/check"),
            (Method::DELETE, "/api/sandboxes/..%2f..%2fetc"),
            (Method::GET, "/api/nonsense"),
            (Method::PUT, "/api/state"),
        ] {
            let (status, answer) = page.call(method, path, None).await.unwrap();
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer["error"]["remedy"].is_string(), "{path}: {answer}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_there_is_answered_with_a_way_back() {
    let site = Site::start().await;
    let host = site.address;
    for (path, words) in [
        ("/fr/nonsense.html", ["Rien ne se trouve à cette adresse.", "href=\"/fr/\""]),
        ("/en/nonsense.html", ["There is nothing at this address.", "href=\"/en/\""]),
        ("/de/containers/first-containers.html", ["English", "Français"]),
        ("/fr/../../../etc/passwd", ["Quai", "<h1>"]),
        ("/fr/%2e%2e/%2e%2e/quai.db", ["Quai", "<h1>"]),
    ] {
        let answer =
            raw(&site, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(words.iter().all(|word| answer.contains(word)), "{path}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_other_sites_can_neither_act_nor_read() {
    let site = Site::start().await;
    let host = site.address;
    let body = r#"{"exercise":"hello-world"}"#;
    let post = |headers: &str| {
        format!(
            "POST /api/sandboxes HTTP/1.1\r\nConnection: close\r\n{headers}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    for headers in [
        format!("Host: {host}\r\nOrigin: http://evil.example\r\n"),
        format!("Host: {host}\r\nOrigin: null\r\n"),
        format!("Host: {host}\r\nSec-Fetch-Site: cross-site\r\n"),
        "Host: evil.example\r\n".to_owned(),
        "Host: evil.example\r\nOrigin: http://evil.example\r\n".to_owned(),
    ] {
        let answer = raw(&site, &post(&headers)).await;
        assert!(answer.starts_with("HTTP/1.1 403"), "{headers}: {answer}");
    }
    let rebound =
        raw(&site, "GET /api/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").await;
    assert!(rebound.starts_with("HTTP/1.1 403"), "{rebound}");
    assert!(site.containers().await.is_empty());

    let id = site.page(Lang::Fr).open("hello-world").await.unwrap();
    let hijack = format!(
        "GET /api/sandboxes/{id}/terminal HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n\
         Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    let answer = raw(&site, &hijack).await;
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_in_a_terminal_closes_it_with_a_word_and_leaves_the_shell_alone() {
    use tokio_tungstenite::tungstenite::Message;
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut neighbour = page.terminal(&id).await.unwrap();
    neighbour.prompt(PATIENCE).await.unwrap();

    let long = "x".repeat(10 * 1024 * 1024);
    for (frame, code) in [
        (Message::text("this is no JSON"), 1003),
        (Message::text(r#"{"type":"resize","cols":"wide"}"#), 1003),
        (Message::text(r#"{"type":"become-root"}"#), 1003),
        (Message::binary(vec![b'x'; 65 * 1024]), 1009),
        (Message::binary(long.clone()), 1009),
        (Message::text(long), 1009),
    ] {
        let mut terminal = page.terminal(&id).await.unwrap();
        // A frame that is far too long may be refused before all of it is sent.
        let _ = terminal.send(frame).await;
        let closed = terminal.closed(PATIENCE).await.ok();
        assert!(closed.is_none_or(|closed| closed == code), "closed with {closed:?} instead of {code}");
        if closed.is_some() {
            assert_eq!(terminal.words.last().unwrap()["type"], "error");
        }
    }
    neighbour.type_script("echo still $((1+1))", PATIENCE).await.unwrap();
    assert!(neighbour.transcript.contains("still 2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sizes_that_no_terminal_has_are_bounded() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    let resize = r#"{"type":"resize","cols":65535,"rows":0}"#;
    terminal.send(tokio_tungstenite::tungstenite::Message::text(resize)).await.unwrap();
    terminal.type_script("stty size", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("1 500"), "{}", terminal.transcript);
}
