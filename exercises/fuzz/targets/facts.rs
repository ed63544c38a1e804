//! Whatever an engine is said to hold, a goal is met or its explanation is told: a line of TOML, then facts as JSON.

#![no_main]

use exercises::{Fact, Facts, Goal, Lang, Localized, Verdict, evaluate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let Some((fact, facts)) = input.split_once('\n') else { return };
    let (Ok(fact), Ok(facts)) = (Fact::parse(fact), serde_json::from_str::<Facts>(facts)) else { return };
    let title = Localized { fr: "But".to_owned(), en: "Goal".to_owned() };
    let goal = Goal { id: "it".to_owned(), title, after: Vec::new(), fact, messages: Vec::new() };
    if let [Verdict::Unmet(explanation)] = evaluate(&[goal], &facts).as_slice() {
        for lang in Lang::ALL {
            assert!(explanation.text(lang).ends_with('.'));
        }
    }
});
