//! The last touch on finished pages: the language switch, one style sheet, and mdBook's own words in the reader's language.
//!
//! All is done to what mdBook wrote, not by a copy of its page template: a copy would have to follow every
//! release, while a fragment that is no longer found shows up in the tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exercises::Lang;

use crate::sources::collect;
use crate::stylesheets::Bundle;
use crate::words::{other, words};

/// Where the switch goes: into the bar above the page, which stays in sight.
const PLACE: &str = r#"<div class="right-buttons">"#;

/// Finishes every page and script of the book in `dest`.
pub(crate) fn finish(dest: &Path, lang: Lang) -> Result<()> {
    let styles = Bundle::write(dest)?;
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
            finished = styles.linked(&with_button(&finished).unwrap_or(finished));
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

/// What opens the table of contents is a label, which no key reaches and which may not say that it is expanded: with scripts it
/// becomes a button (`theme/reading.js` lends it a hand), and stays a label without.
fn with_button(page: &str) -> Option<String> {
    let (before, rest) = page.split_once(r#"<label id="mdbook-sidebar-toggle""#)?;
    let (label, after) = rest.split_once("</label>")?;
    let (attributes, icon) = label.split_once('>')?;
    let unbound = attributes.replace(r#" for="mdbook-sidebar-toggle-anchor""#, "");
    Some(format!(
        r#"{before}<button type="button" id="mdbook-sidebar-toggle"{unbound}>{icon}</button><noscript><label{attributes}>{icon}</label></noscript>{after}"#
    ))
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
    fn the_contents_are_opened_by_a_button() {
        let label =
            r#"a<label id="mdbook-sidebar-toggle" class="c" for="mdbook-sidebar-toggle-anchor">i</label>b"#;
        assert_eq!(
            with_button(label).unwrap(),
            r#"a<button type="button" id="mdbook-sidebar-toggle" class="c">i</button><noscript><label class="c" for="mdbook-sidebar-toggle-anchor">i</label></noscript>b"#
        );
        assert_eq!(with_button("no label"), None);
    }

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
