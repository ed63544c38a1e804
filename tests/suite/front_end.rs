//! The front end's own checks: types, and unit tests on node.

use std::{path::Path, process::Command};

use tests::machine;

fn npm(folder: &Path, arguments: &[&str]) {
    let output = Command::new("npm").args(arguments).current_dir(folder).output().expect("npm runs");
    assert!(
        output.status.success(),
        "npm {}:\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn types_hold_and_unit_tests_pass() {
    let work = tempfile::tempdir().expect("a temporary folder");
    let ui = machine::course().book.join("../server/ui");
    let copy = Command::new("cp").arg("-r").arg(ui).arg(work.path()).status().expect("cp runs");
    assert!(copy.success());
    let folder = work.path().join("ui");
    npm(&folder, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    npm(&folder, &["run", "check"]);
    npm(&folder, &["test"]);
}
