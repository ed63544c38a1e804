//! `wrong/*.sh`: a header that says what the answer must earn, then what a learner would type.

use std::path::Path;

use crate::problem::Problems;
use crate::script::is_answer;
use crate::section::quoted;
use crate::{Localized, WrongAnswer};

const KEYS: [&str; 3] = ["goal", "fr", "en"];

/// Reads a wrong answer. `goals` are the ids it may speak of; if the manifest could not be read, none are
/// known and none are refused.
pub(crate) fn read(
    file: &Path,
    text: &str,
    goals: Option<&[String]>,
    problems: &Problems,
) -> Option<WrongAnswer> {
    let mut found = [const { None }; KEYS.len()];
    let header = text.lines().take_while(|line| line.starts_with('#') && !is_answer(line)).count();
    for (index, line) in text.lines().take(header).enumerate() {
        let (key, value) = line[1..].split_once(':').unwrap_or((&line[1..], ""));
        let (key, value, line) = (key.trim(), value.trim(), index + 1);
        match KEYS.iter().position(|known| *known == key) {
            Some(at) if found[at].is_some() => {
                problems.key(file, Some(line), key, "said twice: take one out");
            }
            Some(at) if !value.is_empty() => found[at] = Some((line, value)),
            Some(_) => problems.key(file, Some(line), key, "empty: write it after the colon"),
            None => {
                let known = "the header has `# goal: …`, `# fr: …` and `# en: …` only";
                problems.key(file, Some(line), key, format!("unknown key: remove it, {known}"));
            }
        }
    }
    for (key, _) in std::iter::zip(KEYS, found).filter(|(_, value)| value.is_none()) {
        problems.key(file, None, key, format!("missing: add `# {key}: …` at the top"));
    }
    let commands = text.lines().skip(header).skip_while(|line| line.trim().is_empty());
    let script: String = commands.map(|line| format!("{line}\n")).collect();
    if script.is_empty() {
        problems.file(file, "types nothing: add the commands of the wrong answer below the header");
    }
    let [goal, fr, en] = found;
    let (line, goal) = goal?;
    if let Some(goals) = goals.filter(|goals| !goals.iter().any(|known| known == goal)) {
        let known: Vec<&str> = goals.iter().map(String::as_str).collect();
        let message = format!("there is no goal `{goal}`: use one of {}", quoted(&known));
        problems.key(file, Some(line), "goal", message);
    }
    let name = file.file_stem()?.to_string_lossy().into_owned();
    let message = Localized { fr: fr?.1.to_owned(), en: en?.1.to_owned() };
    Some(WrongAnswer { name, script, goal: goal.to_owned(), message })
}
