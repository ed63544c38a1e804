//! `quai bench` in small: it runs to its end, says what it has measured, and leaves nothing behind.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::Value;
use tests::{machine, program::executable};

/// Measures some parts as small as can be, and returns the report.
async fn report(parts: &str) -> Value {
    machine::engine().await;
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("report.json");
    let output = Command::new(executable())
        .args(["bench", "--only", parts, "--rounds", "1", "--rush", "2", "--keystrokes", "3"])
        .args(["--idle-counts", "1", "--idle-seconds", "1", "--json"])
        .arg(&json)
        .arg("--data")
        .arg(folder.path())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    assert!(output.status.success(), "{}", said.join("\n"));
    let report: Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    let table = &said[0];
    for measured in measurements(&report) {
        assert!(table.contains(measured["name"].as_str().unwrap()), "no {measured} in:\n{table}");
    }
    report
}

fn measurements(report: &Value) -> &Vec<Value> {
    report["measurements"].as_array().unwrap()
}

/// A report of these parts that can be true.
fn assert_sound(report: &Value, parts: &str) {
    assert!(report["machine"]["processors"].as_u64().unwrap() > 0, "{report:#}");
    assert!(report["date"].is_string() && report["failures"] == serde_json::json!([]), "{report:#}");
    let measured: BTreeSet<_> =
        measurements(report).iter().map(|found| found["part"].as_str().unwrap()).collect();
    assert_eq!(measured, parts.split(',').collect());
    for found in measurements(report) {
        let number = |name: &str| found[name].as_f64().unwrap_or_else(|| panic!("no {name} in {found:#}"));
        let sorted = [0.0, number("median"), number("p95"), number("p99"), number("max")];
        // What the machine has freed elsewhere meanwhile counts against us, and may be more.
        let ours = !found["name"].as_str().unwrap().contains("of the machine");
        assert!(!ours || sorted.is_sorted(), "{found:#}");
        assert!(number("n") >= 1.0 && found["unit"].is_string(), "{found:#}");
        assert_eq!(found["goal"].is_object(), found["reached"].is_boolean(), "{found:#}");
        if found["name"] == "sandboxes left behind" {
            assert_eq!(number("max"), 0.0, "{found:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn starts_clicks_rushes_and_idling_are_measured() {
    let parts = "cold,pull,click,naive,rush,map,idle";
    assert_sound(&report(parts).await, parts);
}

#[tokio::test(flavor = "multi_thread")]
async fn echoes_are_measured_beside_every_bomb() {
    let report = report("echo").await;
    assert_sound(&report, "echo");
    for bomb in ["fork bomb", "log bomb", "build bomb"] {
        let burnt = |found: &&Value| found["name"] == format!("the {bomb}'s own CPU");
        let found = measurements(&report).iter().find(burnt).unwrap();
        assert!(found["max"].as_f64().unwrap() > 0.0, "{bomb}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_bench_leaves_nothing_behind() {
    let engine = machine::engine().await;
    let data = tempfile::tempdir().unwrap();
    let mut bench = Command::new(executable())
        .args(["bench", "--only", "rush", "--rush", "3", "--log", "server=debug", "--log-format", "json"])
        .arg("--data")
        .arg(data.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Nothing can fail here before it has ended, which it does when it is told to.
    let mut lines = BufReader::new(bench.stderr.take().unwrap()).lines().map_while(Result::ok);
    let waits = lines.by_ref().find(|line| line.contains("a sandbox waits for its learner"));
    let told = Command::new("kill").args(["-INT", &bench.id().to_string()]).status();
    let rest: Vec<_> = lines.collect();
    let status = bench.wait();
    assert!(told.unwrap().success() && !status.unwrap().success());
    assert!(rest.iter().any(|line| line == "quai: interrupted"), "{rest:#?}");

    let waits: Value = serde_json::from_str(&waits.expect("it made a sandbox")).unwrap();
    let sandbox = waits["span"]["sandbox"].as_str().unwrap();
    assert!(engine.usage_of(&format!("quai-{sandbox}")).await.is_err(), "{sandbox} is still there");
}
