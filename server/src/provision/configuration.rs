//! The configuration of an image, without anything of its build.

use hub::manifest::Descriptor;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::layout::NEWEST;

/// What of a configuration is the image's own. The rest is the build's.
const CONFIGURED: [&str; 11] = [
    "User",
    "ExposedPorts",
    "Env",
    "Entrypoint",
    "Cmd",
    "Volumes",
    "WorkingDir",
    "Labels",
    "StopSignal",
    "Healthcheck",
    "Shell",
];
/// Labels of the host's engine.
const HOST_LABELS: &str = "io.quai.image";

/// When an image says that it was made: before the newest file in it, and no two in the same moment, so that
/// `docker images`, which goes by that, has an order.
pub(super) fn created(title: &str) -> String {
    const SPAN: u64 = 60 * 24 * 60 * 60;
    let hash = Sha256::digest(title);
    let back = hash[..8].iter().fold(0, |number: u64, byte| (number << 8) | u64::from(*byte)) % SPAN;
    let second = i64::try_from(NEWEST - back).unwrap_or_default();
    Timestamp::from_second(second).unwrap_or_default().to_string()
}

/// With the keys of all its objects in order, whatever keeps them.
pub(super) fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<_> = object.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            Value::Object(keys.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        Value::Array(values) => values.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// The configuration of an image, without anything of its build.
pub(super) fn configuration(image: &Value, layers: &[Descriptor], created: &str) -> Value {
    let mut config = serde_json::Map::new();
    for key in CONFIGURED {
        match &image["config"][key] {
            Value::Null => {}
            Value::Object(labels) if key == "Labels" => {
                let own = labels.iter().filter(|(name, _)| *name != HOST_LABELS);
                config
                    .insert(key.to_owned(), own.map(|(name, value)| (name.clone(), value.clone())).collect());
            }
            value => drop(config.insert(key.to_owned(), value.clone())),
        }
    }
    let steps = image["history"].as_array().into_iter().flatten();
    let steps = steps.filter(|step| !step["created_by"].as_str().unwrap_or_default().contains(HOST_LABELS));
    let history: Vec<_> = steps
        .map(|step| {
            let mut kept = json!({
                "created": created,
                "created_by": without_hash(step["created_by"].as_str().unwrap_or_default()),
            });
            if step["empty_layer"] == true {
                kept["empty_layer"] = true.into();
            }
            kept
        })
        .collect();
    let diff_ids: Vec<_> = layers.iter().map(|layer| &layer.digest).collect();
    json!({
        "architecture": image["architecture"],
        "os": image["os"],
        "created": created,
        "config": config,
        "history": history,
        "rootfs": { "type": "layers", "diff_ids": diff_ids },
    })
}

/// The builder writes what it has copied as `dir:HASH`, and the hash has times in it.
fn without_hash(step: &str) -> String {
    let plain = |word: &str| match word.split_once(':') {
        Some((kind @ ("dir" | "file" | "multi"), hash))
            if hash.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            kind.to_owned()
        }
        _ => word.to_owned(),
    };
    step.split(' ').map(plain).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_of_the_builder_are_taken_out_of_the_history() {
        let step = "/bin/sh -c #(nop) COPY dir:0a1b in /usr/share:x ";
        assert_eq!(without_hash(step), "/bin/sh -c #(nop) COPY dir in /usr/share:x ");
    }
}
