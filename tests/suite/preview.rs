//! What a learner's containers publish is seen in the browser, as it is, and apart from everything else.

mod hostile;
mod stall;

use std::time::{Duration, Instant};

use exercises::Lang;
use futures_util::{SinkExt, StreamExt, future::join_all};
use hyper::StatusCode;
use serde_json::{Value, json};
use tests::{Browser, Site};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{client_async, tungstenite::Message};

use self::stall::{PATIENCE, Stall, get};

#[tokio::test(flavor = "multi_thread")]
async fn a_published_nginx_is_seen_in_the_browser_by_the_next_server_too() {
    let mut site = Site::start().await;
    let mut stall = Stall::open(&site, "run-nginx").await;
    stall.run("docker run -d -p 8080:80 nginx\nuntil curl -s localhost:8080; do sleep 0.2; done").await;
    let browser = Browser::start("fr").await;
    browser.open(&stall.url(8080, "/")).await;
    browser.read("h1", "Welcome to nginx!").await;
    // Nobody listens there yet; the page that says so tries again.
    browser.open(&stall.url(8081, "/")).await;
    browser.read("main", "Personne n’écoute sur le port 8081").await;
    stall.run("docker run -d -p 8081:80 nginx\nuntil curl -s localhost:8081; do sleep 0.2; done").await;
    browser.click(".again").await;
    browser.read("h1", "Welcome to nginx!").await;

    site.restart().await;
    let page = site.page(Lang::En);
    let again = page.wait(&stall.id, PATIENCE, |sandbox| sandbox["state"] == "ready").await.unwrap();
    assert_eq!(again["preview"], stall.name.as_str());
    assert_eq!(stall.name.len(), 20);
    assert!(!stall.id.contains(&stall.name));
    let seen = async {
        while stall.get(8081, "/").send().await.unwrap().status() != StatusCode::OK {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    timeout(PATIENCE, seen).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_seen_as_it_is() {
    let site = Site::start().await;
    let mut stall = Stall::open(&site, "run-nginx").await;
    stall.run_app(8090).await;

    let headers =
        stall.get(8090, "/headers").header("connection", "x-mine").header("x-mine", "1").send().await;
    let headers = headers.unwrap();
    assert!(headers.headers().get("content-security-policy").is_none(), "{headers:?}");
    let headers: Value = headers.json().await.unwrap();
    assert_eq!(headers["host"], stall.host(8090).as_str());
    assert!(headers.get("x-mine").is_none() && headers.get("X-Mine").is_none(), "{headers:#}");

    let cookies = stall.get(8090, "/cookies").send().await.unwrap();
    let cookies: Vec<_> = cookies.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["wide=1; Path=/", "own=2; Path=/"]);
    let home = stall.get(8090, "/home").send().await.unwrap();
    assert_eq!(
        (home.status(), &home.headers()["location"]),
        (StatusCode::FOUND, &"/headers".parse().unwrap())
    );

    // What is long comes through whole, either way.
    let sent = vec![b'a'; 20_000_000];
    let posted = reqwest::Client::new().post(format!("http://{}/", site.address));
    let digest =
        posted.header("host", stall.host(8090)).body(sent).send().await.unwrap().text().await.unwrap();
    assert_eq!(digest, "aded0ea9b4d06589b13d00bab483faf479d61ed5de21f1760aa7018a28e330e5");
    let flood = stall.get(8090, "/flood").send().await.unwrap().bytes().await.unwrap();
    assert_eq!(flood.len(), 50_000_000);

    // And what never ends comes as it is said.
    let mut ticks = stall.get(8090, "/ticks").send().await.unwrap().bytes_stream();
    for _ in 0..3 {
        let tick = timeout(Duration::from_secs(10), ticks.next()).await.unwrap().unwrap().unwrap();
        assert!(tick.starts_with(b"data: tick"), "{tick:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_websocket_echoes_and_wakes_a_sandbox_that_was_frozen() {
    let site = Site::plan().freeze(Duration::from_secs(3)).start().await;
    let page = site.page(Lang::En);
    let mut stall = Stall::open(&site, "run-nginx").await;
    stall.run_app(8090).await;
    let stream = TcpStream::connect(site.address).await.unwrap();
    let address = stall.url(8090, "/socket").replace("http:", "ws:");
    let (mut socket, answer) = client_async(address, stream).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SWITCHING_PROTOCOLS);
    for word in ["ahoy", "à bientôt", ""] {
        socket.send(Message::text(word)).await.unwrap();
        let echo = timeout(PATIENCE, socket.next()).await.unwrap().unwrap().unwrap();
        assert_eq!(echo, Message::text(word));
    }

    page.wait_frozen(1).await.unwrap();
    socket.send(Message::text("still there?")).await.unwrap();
    let echo = timeout(PATIENCE, socket.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(echo, Message::text("still there?"));
    page.wait_frozen(1).await.unwrap();
    let thawed = stall.get(8090, "/").send().await.unwrap();
    assert_eq!(thawed.text().await.unwrap(), "<p>a treasure");

    // With the sandbox, it is over.
    page.end(&stall.id).await.unwrap();
    let over = timeout(PATIENCE, async { while let Some(Ok(_)) = socket.next().await {} }).await;
    assert!(over.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_to_be_seen_it_is_said_why_in_both_languages() {
    let site = Site::start().await;
    let mut stall = Stall::open(&site, "run-nginx").await;
    let greeter = "import socketserver as s; H = type(\"H\", (s.BaseRequestHandler,), \
         {\"handle\": lambda h: h.request.recv(65536) and h.request.sendall(b\"ahoy\\n\\n\")}); s.TCPServer((\"\", 80), H).serve_forever()";
    stall.run(&format!("docker run -d -p 7000:80 python python3 -c '{greeter}'")).await;
    stall.run("until curl -s --http0.9 localhost:7000; do sleep 0.2; done").await;
    stall.run("docker run -d -p 7001:7001 busybox sleep 1000").await;
    let server = site.address.port();
    let told = async |host: &str, status: u16, french: &str, english: &str| {
        for (lang, words) in [("fr", french), ("en", english)] {
            let answer = get(server, host, "/api/state").header("accept-language", lang);
            let mut request = answer.build().unwrap();
            request.headers_mut().insert("accept-language", lang.parse().unwrap());
            let answer = reqwest::Client::new().execute(request).await.unwrap();
            assert_eq!(answer.status(), status, "{host}");
            let text = answer.text().await.unwrap().replace('\u{a0}', " ");
            assert!(text.contains(words) && text.contains(&format!("lang=\"{lang}\"")), "{host}: {text}");
        }
    };
    for unknown in ["p8080-0123456789abcdef0123", "p0-a", "p99999-a", "www", &format!("p80x-{}", stall.name)]
    {
        told(&format!("{unknown}.localhost:{server}"), 404, "Aucun bac à sable", "There is no sandbox").await;
    }
    let nobody = stall.host(9999);
    told(&nobody, 502, "Personne n’écoute sur le port 9999", "Nobody listens on port 9999").await;
    told(&nobody, 502, "publié avec `-p 9999:…` ?", "published with `-p 9999:…`?").await;
    told(&stall.host(7000), 502, "ne parle pas HTTP", "does not speak HTTP").await;
    told(&stall.host(7001), 502, "sans réponse", "without an answer").await;

    site.page(Lang::En).end(&stall.id).await.unwrap();
    told(&nobody, 404, "Vous avez terminé ce bac à sable.", "You ended this sandbox.").await;
    let state = site.page(Lang::En).state().await.unwrap();
    assert_eq!(state["sandboxes"][0]["preview"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_few_at_once_and_given_back() {
    let site = Site::start().await;
    let mut stall = Stall::open(&site, "run-nginx").await;
    stall.run_app(8090).await;
    let asked = join_all((0..20).map(|_| stall.get(8090, "/ticks").send())).await;
    let statuses: Vec<_> = asked.iter().map(|answer| answer.as_ref().unwrap().status()).collect();
    let open = statuses.iter().filter(|status| **status == StatusCode::OK).count();
    let busy = statuses.iter().filter(|status| **status == StatusCode::SERVICE_UNAVAILABLE).count();
    assert_eq!((open, busy), (12, 8), "{statuses:?}");

    drop(asked);
    let begun = Instant::now();
    assert_eq!(stall.get(8090, "/").send().await.unwrap().status(), StatusCode::OK);
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    // The goals are still looked at by the witness, which is of the same user as the connections.
    let sandbox = site.page(Lang::En).check(&stall.id).await.unwrap();
    assert!(sandbox["goals"].as_array().unwrap().iter().all(|goal| goal["state"] != "fault"), "{sandbox:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_forged_does_not_reach_the_course() {
    let site = Site::start().await;
    let stall = Stall::open(&site, "run-nginx").await;
    let server = site.address.port();
    let preview = stall.host(9999);
    for host in [
        preview.as_str(),
        "a.localhost",
        &format!("x.{preview}"),
        "localhost.",
        &format!("LOCALHOST.:{server}"),
    ] {
        for path in ["/", "/api/state", "/metrics", "/fr/", "/assets/quai.js"] {
            let answer = get(server, host, path).send().await.unwrap();
            let status = answer.status();
            assert!([403, 404, 502].contains(&status.as_u16()), "{host}{path}: {status}");
        }
    }
    // Nor does the course's own name, from a page of a preview.
    for (method, path) in [("GET", "/api/state"), ("POST", "/api/sandboxes"), ("GET", "/api/live")] {
        let request = get(server, &format!("localhost:{server}"), path).build().unwrap();
        let (client, mut request) = (reqwest::Client::new(), request);
        *request.method_mut() = method.parse().unwrap();
        request.headers_mut().insert("origin", format!("http://{preview}").parse().unwrap());
        let answer = client.execute(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{method} {path}");
        let told: Value = answer.json().await.unwrap();
        assert_eq!(told["error"]["code"], json!("foreign-origin"));
    }
}
