//! What an operator meets: ports, power cuts, `doctor`.

use std::{net::TcpListener, time::Duration};

use exercises::Lang;
use server::client::Client;
use server::store::Store;
use tests::{
    Program, machine,
    program::{executable, quai},
};

const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn a_port_that_is_taken_is_told_with_another_one_to_try() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = quai(&["serve", "--listen", &address]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains("is taken by another program") && said.contains("--listen 127.0.0.1:"), "{said}");
}

#[test]
fn only_this_machine_is_served() {
    let output = quai(&["serve", "--listen", "0.0.0.0:8080"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("refusing to listen on 0.0.0.0:8080"), "{said}");
}

#[test]
fn a_data_folder_is_used_by_one_server() {
    let data = tempfile::tempdir().unwrap();
    let _first = Program::serve(data.path());
    let second = quai(&["serve", "--listen", "127.0.0.1:0", "--data", data.path().to_str().unwrap()]);
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success() && said.contains("another Quai uses the data folder"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_killed_leaves_nothing_after_its_next_start() {
    let engine = machine::engine().await;
    let data = tempfile::tempdir().unwrap();
    let instance = || async {
        let store = Store::open(&data.path().join("quai.db")).unwrap();
        store.instance().await.unwrap()
    };
    let mut server = Program::serve(data.path());
    let page = Client::new(server.address, Lang::En);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    let id = page.open("hello-world").await.unwrap();
    page.wait_ready(&id).await.unwrap();
    server.kill();
    assert_eq!(engine.sandboxes_of(&instance().await).await.unwrap().len(), 1);

    let server = Program::serve(data.path());
    let page = Client::new(server.address, Lang::En);
    page.wait_state(PATIENCE, |state| state["engine"]["available"] == true).await.unwrap();
    assert!(engine.sandboxes_of(&instance().await).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_finds_this_machine_fit_and_names_an_engine_that_is_away() {
    machine::engine().await;
    let well = quai(&["doctor"]);
    let said = String::from_utf8_lossy(&well.stdout);
    assert!(well.status.success() && said.contains("Sandboxes can run on this machine."), "{said}");

    let away = std::process::Command::new(executable())
        .args(["doctor", "--engine", "unix:///nonexistent/docker.sock"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&away.stdout);
    assert!(!away.status.success() && said.contains("MISSING  Docker Engine"), "{said}");
    assert!(said.contains("quai up"), "{said}");
}
