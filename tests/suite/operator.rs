//! What an operator meets: ports, power cuts, `doctor`.

use std::net::TcpListener;

use tests::{
    Program, machine,
    program::{executable, quai},
};

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
async fn the_doctor_finds_this_machine_fit_and_names_an_engine_that_is_away() {
    machine::engine().await;
    let well = quai(&["doctor"]);
    let said = String::from_utf8_lossy(&well.stdout);
    assert!(well.status.success() && said.contains("Sandboxes can run on this machine."), "{said}");
    // A sandbox was started for it, and looked into.
    assert!(said.contains("OK       host ids") && said.contains("OK       docker run "), "{said}");

    let away = std::process::Command::new(executable())
        .args(["doctor", "--engine", "unix:///nonexistent/docker.sock"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&away.stdout);
    assert!(!away.status.success() && said.contains("MISSING  Docker Engine"), "{said}");
    assert!(said.contains("quai up"), "{said}");
}
