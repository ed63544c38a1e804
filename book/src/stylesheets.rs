//! One style sheet for a page, in place of a dozen: a reader sees nothing before all of them have come.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, ensure};

const LINK: &str = r#"<link rel="stylesheet" href=""#;

/// Text is shown at once, in a font that the reader has, and not when its own has come.
const FONT: (&str, &str) = ("@font-face {", "@font-face {\n  font-display: swap;");

/// The style sheets of a book in one file.
pub(crate) struct Bundle {
    /// Its address from the book's root: its name changes with what is in it, for browsers keep it.
    address: String,
}

/// A style sheet that a page asks for.
struct Link<'a> {
    /// What leads from the page to the book's root: `../`, or nothing.
    up: &'a str,
    /// Its address from there.
    address: &'a str,
    for_print: bool,
}

impl Bundle {
    /// Puts all that the first page of the book in `dest` asks for into one file.
    pub(crate) fn write(dest: &Path) -> Result<Bundle> {
        let index = dest.join("index.html");
        let page = fs::read_to_string(&index).with_context(|| format!("reading {}", index.display()))?;
        let mut all = String::new();
        for Link { address, for_print, .. } in page.lines().filter_map(link) {
            // In a folder beside theirs, all that they refer to is where it was.
            ensure!(address.matches('/').count() == 1, "the style sheet {address} cannot be moved to css/");
            let file = dest.join(address);
            let sheet = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let sheet = sheet.replace(FONT.0, FONT.1);
            all += &if for_print { format!("@media print {{\n{sheet}\n}}\n") } else { sheet + "\n" };
            fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
        }
        ensure!(!all.is_empty(), "mdBook asks for its style sheets in another way: teach `link`");
        let mut hasher = DefaultHasher::new();
        all.hash(&mut hasher);
        let address = format!("css/all-{:08x}.css", hasher.finish() >> 32);
        fs::write(dest.join(&address), all).with_context(|| format!("writing {address}"))?;
        Ok(Bundle { address })
    }

    /// The page, asking for this one alone.
    pub(crate) fn linked(&self, page: &str) -> String {
        let last = page.lines().rfind(|line| link(line).is_some());
        let lines = page.split_inclusive('\n').filter_map(|line| match link(line) {
            Some(Link { up, .. }) if Some(line.trim_end_matches('\n')) == last => {
                Some(format!("{LINK}{up}{}\">\n", self.address))
            }
            Some(_) => None,
            None => Some(line.to_owned()),
        });
        lines.collect()
    }
}

/// The style sheet that a line asks for, if scripts do not switch it and it is the book's own.
fn link(line: &str) -> Option<Link<'_>> {
    let (href, rest) = line.trim().strip_prefix(LINK)?.split_once('"')?;
    let address = href.trim_start_matches("../");
    let up = &href[..href.len() - address.len()];
    (!address.starts_with('/')).then_some(Link { up, address, for_print: rest.contains(r#"media="print""#) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head>
<link rel="stylesheet" href="/assets/quai.css">
<link rel="stylesheet" href="../css/general-1.css">
<link rel="stylesheet" href="../css/print-2.css" media="print">
<link rel="stylesheet" id="switched" href="../highlight-3.css">
<link rel="stylesheet" href="../fonts/fonts-4.css">
</head>
"#;

    #[test]
    fn a_book_has_one_style_sheet_beside_those_that_are_switched_and_the_servers() {
        let book = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let file = book.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        put("index.html", &PAGE.replace("../", ""));
        put("css/general-1.css", "a {}");
        put("css/print-2.css", "b {}");
        put("fonts/fonts-4.css", "@font-face {\n  src: url('../fonts/f.woff2');\n}");
        let bundle = Bundle::write(book.path()).unwrap();
        assert_eq!(
            fs::read_to_string(book.path().join(&bundle.address)).unwrap(),
            "a {}\n@media print {\nb {}\n}\n@font-face {\n  font-display: swap;\n  src: url('../fonts/f.woff2');\n}\n"
        );
        assert!(!book.path().join("css/general-1.css").exists());
        let expected = format!(
            r#"<head>
<link rel="stylesheet" href="/assets/quai.css">
<link rel="stylesheet" id="switched" href="../highlight-3.css">
<link rel="stylesheet" href="../{}">
</head>
"#,
            bundle.address
        );
        assert_eq!(bundle.linked(PAGE), expected);
    }
}
