//! `schema.json` says to editors what the reader says to authors: both know the same keys, and take the same values.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};

use super::asked;
use crate::problem::Problems;
use crate::section::Source;
use crate::vars::Values;
use crate::{Catalogue, Object, manifest};

const EVERYTHING: &str = include_str!("everything.toml");

/// The schema, ready to judge.
struct Judge(Schemas, SchemaIndex);

impl Judge {
    fn new() -> Judge {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.add_resource("schema.json", schema()).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
        Judge(schemas, index)
    }

    fn refusal(&self, manifest: &Value) -> Option<String> {
        self.0.validate(manifest, self.1).err().map(|error| format!("{error:#}"))
    }

    fn accepts(&self, manifest: &Value) -> bool {
        self.refusal(manifest).is_none()
    }
}

fn schema() -> Value {
    serde_json::from_str(crate::SCHEMA).unwrap()
}

fn parse(manifest: &str) -> Value {
    toml::from_str(manifest).unwrap()
}

/// All that the reader says of a manifest; empty if it accepts it.
fn said(manifest: &Value) -> String {
    let (problems, text) = (Problems::default(), toml::to_string(manifest).unwrap());
    let source = Source { file: Path::new("exercise.toml"), text: &text, problems: &problems };
    let read = manifest::read(&source, |vars| Values::sample(vars, false));
    match problems.or(read.is_some()) {
        Ok(whole) => String::from(if whole { "" } else { "not read, and nothing said" }),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_manifest_names_the_schema_and_is_accepted() {
    let (judge, root) = (Judge::new(), Path::new(env!("CARGO_MANIFEST_DIR")));
    for exercise in &Catalogue::load(root).unwrap() {
        let name = format!("{}/{}", exercise.chapter, exercise.id);
        let text = fs::read_to_string(root.join(&name).join("exercise.toml")).unwrap();
        assert!(text.starts_with("#:schema ../../schema.json\n"), "{name} does not begin with the schema");
        assert_eq!(judge.refusal(&parse(&text)), None, "{name}");
    }
    assert_eq!(judge.refusal(&parse(EVERYTHING)), None);
    assert_eq!(said(&parse(EVERYTHING)), "");
}

#[test]
fn reader_and_schema_know_the_same_keys() {
    let asked = asked::during(|| assert_eq!(said(&parse(EVERYTHING)), ""));
    let named = |path: &str| {
        path.replace("vars.port", "vars.*").replace("vars.word", "vars.*").replace("vars.code", "vars.*")
    };
    let asked: BTreeSet<String> = asked.keys().map(|path| named(path)).collect();
    let mut known = BTreeMap::new();
    let schema = schema();
    keys(&schema, &schema, "", &mut known);
    let known: BTreeSet<String> = known.into_keys().collect();
    let nested = |paths: &BTreeSet<String>| paths.iter().map(|path| flat(path)).collect::<BTreeSet<_>>();
    let (asked, known) = (nested(&asked), nested(&known));
    assert_eq!(
        asked.difference(&known).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "the schema does not know"
    );
    assert_eq!(
        known.difference(&asked).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "the reader does not ask for"
    );
}

/// Facts are the same wherever they stand: told of the goal's own alone.
fn flat(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').collect();
    while let Some(at) =
        parts.iter().position(|part| ["any", "all", "when"].contains(part)).filter(|at| at + 1 < parts.len())
    {
        parts.remove(at);
        if parts.get(at.wrapping_sub(1)) == Some(&"message") {
            parts.remove(at - 1);
        }
    }
    parts.join(".")
}

/// Every key that the schema knows below `schema`, by its path; every one says what it is.
fn keys(root: &Value, schema: &Value, path: &str, known: &mut BTreeMap<String, String>) {
    if let Some(pointer) = schema["$ref"].as_str() {
        return keys(root, root.pointer(&pointer[1..]).unwrap(), path, known);
    }
    // Facts within facts are the same again.
    if path.matches("any").count() + path.matches("all").count() > 1 {
        return;
    }
    if !path.is_empty() {
        let description = schema["description"].as_str().unwrap_or_default();
        assert!(description.ends_with(['.', '`']), "{path} is not described: {description:?}");
        known.insert(path.to_owned(), description.to_owned());
    }
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    if let Some(properties) = schema["properties"].as_object() {
        assert_eq!(schema["additionalProperties"], false, "{path} takes any key");
        properties.iter().for_each(|(key, schema)| keys(root, schema, &below(key), known));
    } else if schema["additionalProperties"].is_object() {
        keys(root, &schema["additionalProperties"], &below("*"), known);
    } else if schema["items"]["$ref"].is_string() || schema["items"]["properties"].is_object() {
        keys(root, &schema["items"], path, known);
    }
}

/// Each place in a manifest, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut place = |key: &str, value: &Value| {
        let at = format!("{at}/{key}");
        found.push(at.clone());
        places(value, &at, found);
    };
    match value {
        Value::Object(table) => table.iter().for_each(|(key, value)| place(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| place(&index.to_string(), value))
        }
        _ => {}
    }
}

/// A manifest without what stands at a place.
fn without(manifest: &Value, place: &str) -> Value {
    let mut changed = manifest.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    match changed.pointer_mut(parent).unwrap() {
        Value::Object(table) => drop(table.remove(key)),
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        _ => unreachable!(),
    }
    changed
}

#[test]
fn reader_and_schema_take_the_same_values() {
    let (judge, whole) = (Judge::new(), parse(EVERYTHING));
    let mut differ = Vec::new();
    let mut tried = 0;
    // Each goal by itself, as that is quicker.
    for goal in whole["goal"].as_array().unwrap() {
        let mut manifest = whole.clone();
        manifest["goal"] = json!([goal]);
        // What goals come after is known to the reader alone.
        manifest["goal"][0].as_object_mut().unwrap().remove("after");
        let mut all = Vec::new();
        places(&manifest, "", &mut all);
        for place in all.iter().filter(|place| tried == 0 || place.starts_with("/goal/0/")) {
            try_others(&judge, &manifest, place, &mut differ);
        }
        tried += all.len();
    }
    assert!(tried > 200, "{tried}");
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Puts other things in one place of a manifest that is right, and notes where reader and schema differ about that.
fn try_others(judge: &Judge, manifest: &Value, place: &str, differ: &mut Vec<String>) {
    let others = [
        json!(true),
        json!(1),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(70_000),
        json!(""),
        json!(" "),
        json!([]),
        json!([""]),
        json!([1]),
        json!([true]),
        json!({}),
        json!([{}]),
        json!({ "unknown": 1 }),
    ];
    let mut agree = |what: &str, changed: &Value| {
        let (reader, schema) = (said(changed), judge.refusal(changed));
        // Which of two numbers is the greater one is beyond a schema.
        let order = ["/vars/port/from = 70000", "/vars/port/to = 1", "/goal/0/at_least = 70000"];
        if reader.is_empty() != schema.is_none() && !order.contains(&format!("{place} {what}").as_str()) {
            differ.push(format!("{place} {what}\n  reader: {reader}\n  schema: {schema:?}"));
        }
    };
    agree("removed", &without(manifest, place));
    let replaced = |other: &Value| {
        let mut changed = manifest.clone();
        *changed.pointer_mut(place).unwrap() = other.clone();
        changed
    };
    for other in &others {
        agree(&format!("= {other}"), &replaced(other));
    }
    // Whatever a text or a variable may be to the reader, the schema must not be in its way.
    for text in ["{{port}}", "{{word}}", "x", "80", "/x", "RUN x"] {
        let changed = replaced(&json!(text));
        if said(&changed).is_empty() {
            agree(&format!("= {text:?}"), &changed);
        }
    }
}

#[test]
fn reader_and_schema_know_the_same_words() {
    let judge = Judge::new();
    let enums = |value: &Value| -> Vec<String> {
        let words = value["enum"].as_array().or(value["anyOf"][0]["enum"].as_array());
        let words = words.unwrap_or_else(|| panic!("no words: {value}"));
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let asked = asked::during(|| assert_eq!(said(&parse(EVERYTHING)), ""));
    let mut found = BTreeSet::new();
    for (path, what) in asked {
        let (Some(words), path) = (what.strip_prefix("one of "), flat(&path)) else { continue };
        let Some((kind, key)) = path.strip_prefix("goal.").and_then(|path| path.split_once('.')) else {
            continue;
        };
        let known = enums(&schema()["definitions"][kind]["properties"][key]);
        assert_eq!(known, words.replace('`', "").split(", ").collect::<Vec<_>>(), "{path}");
        found.insert(key.to_owned());
    }
    assert_eq!(found, ["health", "restart", "state", "to"].map(str::to_owned).into());
    let actions = enums(&schema()["definitions"]["happened"]["properties"]["what"]);
    for object in Object::ALL {
        for action in &actions {
            let fact = json!({ "to": object.as_str(), "what": action });
            let manifest = with(Map::from_iter([("happened".to_owned(), fact)]));
            assert_eq!(said(&manifest).is_empty(), judge.accepts(&manifest), "{action} of {object}");
        }
    }
    let known: BTreeSet<String> = crate::kinds::event::actions().map(str::to_owned).collect();
    assert_eq!(known, actions.into_iter().collect());
}

/// A manifest whose only goal asks so.
fn with(fact: Map<String, Value>) -> Value {
    let mut goal = fact;
    goal.extend([
        ("id".to_owned(), json!("it")),
        ("fr".to_owned(), json!("Cela")),
        ("en".to_owned(), json!("It")),
    ]);
    let title = json!({ "fr": "Un titre", "en": "A title" });
    json!({ "format": 1, "minutes": 1, "points": 1, "title": title, "goal": [goal] })
}

#[test]
fn both_refuse_what_does_not_fit_together() {
    let judge = Judge::new();
    let verdict = |fact: &str| {
        let manifest = with(toml::from_str(fact).unwrap());
        assert_eq!(said(&manifest).is_empty(), judge.accepts(&manifest), "{fact}\n{}", said(&manifest));
        judge.accepts(&manifest)
    };
    for right in [
        "container = { name = 'web' }\nabsent = true",
        "volume = {}\nabsent = true",
        "container = { name = 'web' }\nat_least = 1\nat_most = 2",
        "container = { name = 'web' }\never = true\nat_least = 2",
        "container = { publishes = 80, mounts = '*:/data', cpus = 1, state = 'exited' }",
        "file = { path = 'a' }\nabsent = true",
        "any = [{ image = { name = 'nginx' }, count = 2 }]",
    ] {
        assert!(verdict(right), "{right}");
    }
    for wrong in [
        "",
        "container = { name = 'web' }\nimage = { name = 'nginx' }",
        "container = { name = 'web' }\nabsent = true\ncount = 2",
        "container = { name = 'web' }\ncount = 2\nat_least = 1",
        "container = { name = 'web' }\never = true\nabsent = true",
        "container = { name = 'web' }\never = true\ncount = 1",
        "image = { name = 'nginx' }\never = true",
        "file = { path = 'a' }\ncount = 1",
        "command = { run = 'true' }\nabsent = true",
        "container = { stat = 'running' }",
        "container = { state = 'runing' }",
        "container = { publishes = '80/sctp' }",
        "container = { mounts = 'data' }",
        "container = { memory = '64' }",
        "happened = { to = 'image', what = 'pause' }",
        "happened = { to = 'container', what = 'start', command = 'ls' }",
        "http = { port = 65536 }",
        "http = { port = 80, path = 'index.html' }",
        "dockerfile = { has = 'RUNN x' }",
        "any = [{ image = { nam = 'nginx' } }]",
        "all = [{ image = { name = 'nginx' }, volume = { name = 'data' } }]",
        "answer = {}",
        "logs = { container = 'web' }",
    ] {
        assert!(!verdict(wrong), "{wrong}");
    }
}

#[test]
fn both_refuse_what_a_playground_has_to_reach() {
    let judge = Judge::new();
    let whole = with(toml::from_str("image = { name = 'nginx' }").unwrap());
    let text = json!({ "fr": "Un texte", "en": "A text" });
    let free = json!({ "format": 1, "playground": true, "title": text, "images": ["nginx"] });
    assert_eq!((said(&free), judge.refusal(&free)), (String::new(), None));
    let reached = [
        ("minutes", json!(1)),
        ("points", json!(1)),
        ("goal", whole["goal"].clone()),
        ("hint", json!([text])),
        ("solution", text.clone()),
    ];
    for (key, value) in reached {
        let mut more = free.clone();
        more[key] = value;
        assert!(said(&more).contains("nothing to reach") && !judge.accepts(&more), "{key}: {}", said(&more));
    }
}
