//! The front matter of a page: what the build and the tests have to know about it, as TOML between two lines `+++`.

use anyhow::{Context, Result};
use serde::Deserialize;

/// What stands above the first heading of a page. Both languages have the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Front {
    /// Minutes that it takes to read the page, without its exercises; 0 if it is not for reading from end to end.
    pub minutes: u32,
    /// Images that are in the engine before the page's console blocks are typed.
    pub images: Vec<String>,
    /// Whether the page belongs to the path of those who decide, and do not type.
    pub concepts: bool,
    /// Whether the page is to be printed on a single sheet of A4.
    pub sheet: bool,
}

/// Parts `page` into its front matter and the Markdown after it. A page may have none.
pub(crate) fn split(page: &str) -> Result<(Front, &str)> {
    let Some(rest) = page.strip_prefix("+++\n") else { return Ok((Front::default(), page)) };
    let (front, markdown) =
        rest.split_once("\n+++\n").context("the front matter is not closed: end it with a line `+++`")?;
    let front = toml::from_str(front)
        .map_err(|error| anyhow::anyhow!("{}", error.to_string().trim_end()))
        .context("the front matter (it has `minutes`, `images`, `concepts` and `sheet`)")?;
    Ok((front, markdown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_parted_from_its_front_matter() {
        let (front, markdown) = split("+++\nminutes = 8\nimages = [\"nginx\"]\n+++\n# Title\n").unwrap();
        assert_eq!(front, Front { minutes: 8, images: vec!["nginx".into()], ..Front::default() });
        assert_eq!(markdown, "# Title\n");
        assert_eq!(split("# Title\n").unwrap(), (Front::default(), "# Title\n"));
    }

    #[test]
    fn a_mistake_in_it_is_told() {
        let open = split("+++\nminutes = 8\n# Title\n").unwrap_err();
        assert!(open.to_string().contains("end it with a line `+++`"), "{open}");
        let unknown = format!("{:#}", split("+++\nminute = 8\n+++\n").unwrap_err());
        assert!(unknown.contains("unknown field `minute`"), "{unknown}");
    }
}
