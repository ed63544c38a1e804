//! Whatever stands in a manifest, it is read or its problems are told.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = exercises::check_manifest(text) {
        assert!(!error.problems.is_empty(), "refused without a word");
        assert!(error.to_string().lines().count() > error.problems.len());
    }
});
