//! What a browser may run on our pages: this server's own scripts, and those that mdBook writes into its pages, known by
//! their hashes. Nothing that somebody else puts into a page runs, and nothing comes from elsewhere.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use axum::http::HeaderValue;
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The policy of whatever is no page of a book.
#[must_use]
pub fn strict() -> HeaderValue {
    with_scripts(&BTreeSet::new())
}

/// The policy of the pages below a folder, if there is one.
///
/// # Errors
/// When they cannot be read.
pub fn of_pages(folder: &Path) -> anyhow::Result<HeaderValue> {
    let mut hashes = BTreeSet::new();
    // Whoever only measures or proves serves no pages.
    let mut folders: Vec<PathBuf> = folder.exists().then(|| folder.to_path_buf()).into_iter().collect();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "html") {
                let page =
                    fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
                hashes.extend(inline_scripts(&page).map(hash));
            }
        }
    }
    Ok(with_scripts(&hashes))
}

fn with_scripts(hashes: &BTreeSet<String>) -> HeaderValue {
    let scripts: String = hashes.iter().map(|hash| format!(" 'sha256-{hash}'")).collect();
    // Pictures and search results of mdBook's are styled where they stand.
    let policy = format!(
        "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    );
    policy.try_into().expect("hashes are plain letters")
}

/// The texts of scripts that stand in a page itself.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    })
}

/// As browsers reckon it.
fn hash(script: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(script.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_that_stand_in_a_page_are_named() {
        let page = r#"<script src="a.js"></script><script>one()</script> <script type="module" src="b.js"></script><script>
two()</script>"#;
        assert_eq!(inline_scripts(page).collect::<Vec<_>>(), ["one()", "\ntwo()"]);
    }

    #[test]
    fn a_script_is_known_by_the_hash_that_browsers_reckon() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("fr")).unwrap();
        fs::write(folder.path().join("fr/index.html"), "<script>one()</script>").unwrap();
        let policy = of_pages(folder.path()).unwrap();
        let expected = format!("script-src 'self' 'sha256-{}';", hash("one()"));
        assert!(policy.to_str().unwrap().contains(&expected), "{policy:?}");
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(of_pages(&folder.path().join("none")).unwrap(), strict());
        assert!(strict().to_str().unwrap().contains("script-src 'self';"));
    }
}
