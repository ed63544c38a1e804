//! The last touch on finished pages: the language switch, and mdBook's own words in the reader's language.
//!
//! Both are done to what mdBook wrote, not by a copy of its page template: a copy would have to follow every
//! release, while a fragment that is no longer found shows up in the tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exercises::Lang;

use crate::sources::collect;
use crate::words::{other, words};

/// Where the switch goes: into the bar above the page, which stays in sight.
const PLACE: &str = r#"<div class="right-buttons">"#;

/// Finishes every page and script of the book in `dest`.
pub(crate) fn finish(dest: &Path, lang: Lang) -> Result<()> {
    let mut files = Vec::new();
    collect(dest, &mut files)?;
    for file in files {
        let page = file.extension().is_some_and(|kind| kind == "html");
        if !page && !is_translated_script(&file) {
            continue;
        }
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let mut finished = translate(&text, lang);
        if page {
            let address = file.strip_prefix(dest).expect("collected below dest");
            finished = finished.replacen(PLACE, &format!("{PLACE}\n{}", switch(address, lang)), 1);
        }
        if finished != text {
            fs::write(&file, finished).with_context(|| format!("writing {}", file.display()))?;
        }
    }
    Ok(())
}

/// Scripts that speak to the reader; their names end in a hash.
fn is_translated_script(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".js") && (name.starts_with("book-") || name.starts_with("searcher-"))
}

/// Fragments of mdBook's that are not for everybody, and what stands in their place.
const MENDED: [(&str, &str); 3] = [
    // Whoever goes from landmark to landmark would miss what stands in none.
    (r#"<div id="mdbook-menu-bar""#, r#"<div role="banner" id="mdbook-menu-bar""#),
    // The corner of a table is the head of nothing.
    ("<th></th>", "<td></td>"),
    // Of a console, its button copies what is typed: `theme/reading.js` knows.
    (
        "return playground_text(playground, false);",
        "return window.quaiTyped?.(playground) ?? playground_text(playground, false);",
    ),
];

fn translate(text: &str, lang: Lang) -> String {
    let replacements = MENDED.iter().chain(words(lang).chrome);
    replacements.fold(text.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours))
}

/// A link to the same page in the other language: relative, so that it works below any address and from disk.
fn switch(address: &Path, lang: Lang) -> String {
    let there = other(lang);
    let up: PathBuf = address.iter().map(|_| "..").collect();
    let href = up.join(there.code()).join(address);
    format!(
        r#"<a class="language-switch" rel="alternate" href="{}" hreflang="{there}" lang="{there}" title="{}">{}</a>"#,
        href.to_string_lossy(),
        words(there).read_here,
        words(there).language,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_keeps_the_page() {
        let link = switch(Path::new("containers/first-containers.html"), Lang::Fr);
        assert!(
            link.contains(r#"href="../../en/containers/first-containers.html" hreflang="en" lang="en""#),
            "{link}"
        );
        assert!(link.contains(">English</a>"), "{link}");
        assert!(
            switch(Path::new("index.html"), Lang::En)
                .contains(r#"href="../fr/index.html" hreflang="fr" lang="fr""#)
        );
    }
}
