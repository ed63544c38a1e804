//! What whoever watches over a server finds: figures and log lines.

use std::time::Duration;

use exercises::Lang;
use serde_json::Value;
use server::client::Client;
use tests::{Program, Site};

const PATIENCE: Duration = Duration::from_secs(60);

/// A learner who opens a terminal, is checked, and leaves. Returns the sandbox's id.
async fn a_visit(page: &Client) -> String {
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    page.check(&id).await.unwrap();
    page.end(&id).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_tell_how_many_and_how_long() {
    let site = Site::plan().pool(1).start().await;
    let page = site.page(Lang::En);
    page.wait_pool(1).await.unwrap();
    a_visit(&page).await;
    page.open("no-such-exercise").await.unwrap_err();

    for (name, least) in [
        (r#"quai_sessions_opened_total{origin="pool"}"#, 1.0),
        (r#"quai_sessions_refused_total{reason="no-such-exercise"}"#, 1.0),
        (r#"quai_sessions_ended_total{reason="by-learner"}"#, 1.0),
        ("quai_sandboxes_reaped_total", 0.0),
        (r#"quai_sandbox_start_seconds_count{part="create"}"#, 1.0),
        (r#"quai_sandbox_start_seconds_count{part="start"}"#, 1.0),
        (r#"quai_sandbox_start_seconds_count{part="ready"}"#, 1.0),
        (r#"quai_session_ready_seconds_count{origin="pool"}"#, 1.0),
        (r#"quai_terminal_output_seconds_count{shell="new"}"#, 1.0),
        (r#"quai_check_seconds_count{outcome="open"}"#, 1.0),
        (r#"quai_evaluation_seconds_count{outcome="seen"}"#, 1.0),
    ] {
        let found = page.metric(name).await.unwrap();
        assert!(found >= least, "{name} is {found}");
    }
    // A bucket for all that took no longer: the last one holds every duration, and their sum is a time.
    let last = r#"quai_sandbox_start_seconds_bucket{part="ready",le="+Inf"}"#;
    let count = r#"quai_sandbox_start_seconds_count{part="ready"}"#;
    assert_eq!(page.metric(last).await.unwrap(), page.metric(count).await.unwrap());
    assert!(page.metric(r#"quai_sandbox_start_seconds_sum{part="ready"}"#).await.unwrap() > 0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn log_lines_are_json_and_name_their_sandbox() {
    tests::machine::engine().await;
    let data = tempfile::tempdir().unwrap();
    let arguments = ["--pool", "1", "--log-format", "json", "--log", "warn,server=debug"];
    let mut server = Program::serve_with(data.path(), &arguments);
    let page = Client::new(server.address, Lang::En);
    page.wait_pool(1).await.unwrap();
    let id = a_visit(&page).await;
    server.end();

    let parse = |line: &String| -> Option<Value> { serde_json::from_str(line).ok() };
    let (log, words): (Vec<String>, Vec<String>) =
        server.log().into_iter().partition(|line| line.starts_with('{'));
    // Steps of long work are for people.
    assert!(words.iter().all(|line| line.starts_with("  ")), "{words:#?}");
    let lines: Vec<Value> = log.iter().map(|line| parse(line).expect("a line is JSON")).collect();
    let of_sandbox = |message: &str| {
        let told = |line: &&Value| line["span"]["sandbox"] == *id && line["message"] == message;
        lines.iter().find(told).unwrap_or_else(|| panic!("no `{message}` of {id} in:\n{}", log.join("\n")))
    };
    assert_eq!(of_sandbox("a sandbox waits for its learner")["span"]["name"], "pool");
    assert_eq!(of_sandbox("over")["reason"], "by-learner");
    let over = of_sandbox("over");
    assert_eq!((&over["span"]["exercise"], &over["level"]), (&"hello-world".into(), &"INFO".into()));
    assert!(over["timestamp"].is_string() && over["target"].is_string(), "{over}");
}
