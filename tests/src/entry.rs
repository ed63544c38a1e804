//! Sandboxes that lack one step of the image's, for tests that see what it holds off. The other steps are the image's own texts.

const ENTRY: &str = include_str!("../../images/sandbox/entry");
const SEAL: &str = include_str!("../../images/sandbox/seal");
const ENGINE: &str = include_str!("../../images/sandbox/engine");

/// What a container starts with.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Instead of the image's.
    pub entrypoint: Vec<String>,
    /// Variables that this needs, `NAME=value`.
    pub env: Vec<String>,
}

/// Nothing makes the mounts `nosuid`.
#[must_use]
pub fn without_seal() -> Entry {
    Entry::new(replaced(ENTRY, "/usr/lib/quai/seal", "/usr/lib/quai/engine"), [])
}

/// Process 1 is in the namespaces of the engine, over which a learner is root.
#[must_use]
pub fn without_outside() -> Entry {
    let entry = replaced(ENTRY, "/usr/lib/quai/seal", "/bin/bash -c \"$SEAL\"");
    let seal = replaced(SEAL, "/usr/lib/quai/engine", "--net /bin/bash -c \"$ENGINE\"");
    let (before, rest) = ENGINE.split_once("unshare --user").expect("it makes further namespaces");
    let (_, after) = rest.split_once("/usr/lib/quai/inside").expect("it starts something in them");
    let engine = format!("{before}/usr/lib/quai/inside{after}");
    let enter = "nsenter --user=/proc/1/fd/20 --mount=/proc/1/fd/21 --net=/proc/1/fd/22 \"$@\"";
    let engine = replaced(&engine, enter, "\"$@\"");
    Entry::new(entry, [format!("SEAL={seal}"), format!("ENGINE={engine}")])
}

impl Entry {
    fn new<const N: usize>(script: String, env: [String; N]) -> Self {
        Self { entrypoint: vec!["/bin/bash".to_owned(), "-c".to_owned(), script], env: env.to_vec() }
    }
}

fn replaced(step: &str, from: &str, to: &str) -> String {
    assert!(step.contains(from), "`{from}` is not in:\n{step}");
    step.replace(from, to)
}
