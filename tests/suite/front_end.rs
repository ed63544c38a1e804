//! The front end's own checks: types, and unit tests on node.

use tests::ui::{folder, npm};

#[test]
fn types_hold_and_unit_tests_pass() {
    npm(&folder(), &["run", "check"]);
    npm(&folder(), &["test"]);
}
