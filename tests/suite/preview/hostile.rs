//! A page that a learner's container serves is hostile, and gets nowhere: not into the course, not into another preview.

use exercises::Lang;
use serde_json::{Value, json};
use tests::{Browser, Site};

use super::stall::Stall;

/// What the page may want, each in a function that tells what it got. What the browser or the server refuses is `null`.
const ATTEMPTS: &str = r#"
    const none = () => null;
    const soon = (attempt) => Promise.race([attempt, new Promise((r) => setTimeout(r, 10000, "nothing happens"))]);
    const fetched = (url, how) => soon(fetch(url, how).then((answer) => answer.text(), none));
    const socket = (url) => soon(new Promise((told) => {
        const socket = new WebSocket(url);
        socket.onopen = () => told("open");
        socket.onerror = () => told(null);
    }));
    const events = (url) => soon(new Promise((told) => {
        const events = new EventSource(url, { withCredentials: true });
        events.onopen = events.onmessage = () => told("open");
        events.onerror = () => { events.close(); told(null); };
    }));
    const framed = (url) => soon(new Promise((told) => {
        const frame = document.createElement("iframe");
        frame.src = url;
        frame.onload = () => {
            try { told(frame.contentDocument?.body?.innerText ?? null); } catch { told(null); }
        };
        document.body.append(frame);
    }));
    const loaded = (url) => soon(new Promise((told) => {
        const script = document.createElement("script");
        script.src = url;
        script.onload = () => told("loaded");
        script.onerror = () => told(null);
        document.body.append(script);
    }));
"#;

async fn attempt(browser: &Browser, what: &str) -> Value {
    browser.script(&format!("{ATTEMPTS} return (async () => ({what}))();")).await
}

/// Opens a page of the course that has something to hide.
async fn open_course(site: &Site, browser: &Browser, name: &str) {
    browser.open(&format!("http://{name}:{}/en/", site.address.port())).await;
    let hide = "document.cookie = 'treasure=1; path=/'; localStorage.setItem('treasure', '1'); return 1";
    assert_eq!(browser.script::<i32>(hide).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_course_is_out_of_its_reach() {
    let site = Site::start().await;
    let server = site.address.port();
    let mut stall = Stall::open(&site, "run-nginx").await;
    stall.run_app(8090).await;
    let browser = Browser::start("en").await;
    for name in ["localhost", "127.0.0.1"] {
        open_course(&site, &browser, name).await;
        let course = format!("http://{name}:{server}");
        let terminal = format!("ws://{name}:{server}/api/sandboxes/{}/terminal", stall.id);
        // What the course's own pages get is there to be had.
        for (what, got) in [
            (format!("(await fetched('{course}/api/state')).includes('{}')", stall.id), json!(true)),
            (format!("await socket('{terminal}')"), json!("open")),
            (format!("await events('{course}/api/live')"), json!("open")),
            (format!("await loaded('{course}/assets/quai.js')"), json!("loaded")),
        ] {
            assert_eq!(attempt(&browser, &what).await, got, "{name}: {what}");
        }
        // A page that is opened from the course, by a link that lets go of nothing.
        let link = format!(
            "const link = document.createElement('a'); [link.href, link.target, link.rel, link.className] = \
             ['{}', '_blank', 'opener', 'preview']; link.textContent = 'Preview'; document.body.prepend(link); \
             link.style = 'position:fixed;top:0;left:0;z-index:9999'; return 1",
            stall.url(8090, "/")
        );
        assert_eq!(browser.script::<i32>(&link).await, 1);
        browser.click("a.preview").await;
        browser.go_to_new_tab().await;
        browser.read("p", "a treasure").await;
        assert!(browser.url().await.contains(&stall.name));

        let open = "{ method: 'POST', mode: 'no-cors', body: '{\"exercise\":\"hello-world\"}' }";
        for what in [
            "window.opener".to_owned(),
            format!("await fetched('{course}/api/state')"),
            format!("await fetched('{course}/en/')"),
            format!("await fetched('{course}/api/state', {{ credentials: 'include' }})"),
            format!("await fetched('{course}/api/sandboxes', {open}) || null"),
            format!("await socket('{terminal}')"),
            format!("await events('{course}/api/live')"),
            format!("await framed('{course}/en/')"),
            format!("await loaded('{course}/assets/quai.js')"),
            format!("(document.domain = 'localhost', await framed('{course}/en/'))"),
        ] {
            // What a browser forbids by an exception is forbidden as well.
            let guarded = format!("await (async () => {what})().catch(none)");
            assert_eq!(attempt(&browser, &guarded).await, Value::Null, "{name}: {what}");
        }
        assert_eq!(attempt(&browser, "document.cookie.includes('treasure')").await, false, "{name}");
        assert_eq!(attempt(&browser, "Object.keys(localStorage)").await, json!([]), "{name}");
        // The other way round: what it writes wide is not seen by the course.
        let wide = "document.cookie = 'broad=1; path=/; domain=localhost', document.cookie = 'broad=2; path=/; domain=.localhost', \
            await fetched('/cookies')";
        assert_eq!(attempt(&browser, wide).await, "set", "{name}");
        assert_eq!(attempt(&browser, "document.cookie.includes('own=2')").await, true, "{name}");
        open_course(&site, &browser, name).await;
        assert_eq!(browser.script::<String>("return document.cookie").await, "treasure=1", "{name}");
        browser.close_tab().await;
    }
    let sandboxes = &site.page(Lang::En).state().await.unwrap()["sandboxes"];
    assert_eq!(sandboxes.as_array().unwrap().len(), 1, "none was opened: {sandboxes:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_preview_is_out_of_its_reach() {
    let site = Site::start().await;
    let (mut mine, mut other) =
        (Stall::open(&site, "run-nginx").await, Stall::open(&site, "hello-world").await);
    mine.run_app(8090).await;
    mine.run_app(8091).await;
    other.run_app(8090).await;
    let browser = Browser::start("en").await;
    browser.open(&other.url(8090, "/cookies")).await;
    let hide = "localStorage.setItem('treasure', '1'); return document.cookie";
    assert!(browser.script::<String>(hide).await.contains("own=2"));
    browser.open(&mine.url(8090, "/")).await;

    // What is told here is what the attempts below would be told, did nothing hold them off.
    let own = mine.url(8091, "/");
    let open_socket = |stall: &Stall, port| stall.url(port, "/socket").replace("http:", "ws:");
    assert_eq!(attempt(&browser, &format!("await fetched('{own}')")).await, "<p>a treasure");
    assert_eq!(attempt(&browser, &format!("await socket('{}')", open_socket(&mine, 8091))).await, "open");
    assert_eq!(attempt(&browser, "await framed('/')").await, "a treasure");
    assert_eq!(attempt(&browser, &format!("await events('{}')", mine.url(8090, "/ticks"))).await, "open");

    let post = "{ method: 'POST', mode: 'no-cors', body: 'x' }";
    assert_eq!(attempt(&browser, &format!("await fetched('{own}', {post})")).await, "");
    assert_eq!(mine.get(8091, "/posts").send().await.unwrap().text().await.unwrap(), "1");

    // The application lets everybody read, which is not for it to say.
    for what in [
        format!("await fetched('{}')", other.url(8090, "/")),
        format!("await fetched('{}', {post}) || null", other.url(8090, "/")),
        format!("await framed('{}')", other.url(8090, "/")),
        format!("await socket('{}')", open_socket(&other, 8090)),
        format!("await events('{}')", other.url(8090, "/ticks")),
    ] {
        assert_eq!(attempt(&browser, &what).await, Value::Null, "{what}");
    }
    // Of what is posted so, no answer is seen either way; but nothing came.
    assert_eq!(other.get(8090, "/posts").send().await.unwrap().text().await.unwrap(), "0");
    // Nor does a port of the same sandbox share what a browser keeps.
    for (stall, port) in [(&mine, 8091), (&other, 8090)] {
        let wide = "document.cookie = 'broad=1; path=/; domain=localhost'; localStorage.setItem('mine', '1'); return 1";
        assert_eq!(browser.script::<i32>(wide).await, 1);
        browser.open(&stall.url(port, "/")).await;
        let kept =
            attempt(&browser, "[document.cookie.includes('broad'), localStorage.getItem('mine')]").await;
        assert_eq!(kept, json!([false, null]));
        browser.open(&mine.url(8090, "/")).await;
    }
}
