//! What comes after what: circles, and how deep a thing stands.

use std::collections::BTreeMap;

/// For each name, the names it comes after. Names that are not keys are ignored: others complain of those.
pub(crate) type After = BTreeMap<String, Vec<String>>;

/// A circle if there is one, spelt out from a name back to that name.
pub(crate) fn circle(after: &After) -> Option<Vec<&str>> {
    after.keys().find_map(|name| {
        let mut trail = vec![name.as_str()];
        leads_back(after, &mut trail).then_some(trail)
    })
}

/// Whether the trail can be prolonged to its first name; if so it has been.
fn leads_back<'a>(after: &'a After, trail: &mut Vec<&'a str>) -> bool {
    let last = trail[trail.len() - 1];
    for next in after.get(last).into_iter().flatten().map(String::as_str) {
        let seen = trail.contains(&next);
        trail.push(next);
        if next == trail[0] || (!seen && leads_back(after, trail)) {
            return true;
        }
        trail.pop();
    }
    false
}

/// How many steps come before a name, at the longest. Only for what has no circle.
pub(crate) fn depth(after: &After, name: &str) -> usize {
    after.get(name).into_iter().flatten().map(|before| 1 + depth(after, before)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(links: &[(&str, &[&str])]) -> After {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        links.iter().map(|(name, before)| ((*name).to_owned(), owned(before))).collect()
    }

    #[test]
    fn circles_are_spelt_out() {
        assert_eq!(circle(&after(&[("a", &["a"])])).unwrap(), ["a", "a"]);
        let links = after(&[("a", &["c", "b"]), ("b", &["a"]), ("c", &[])]);
        assert_eq!(circle(&links).unwrap(), ["a", "b", "a"]);
        let tail_into_circle = after(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])]);
        assert_eq!(circle(&tail_into_circle).unwrap(), ["b", "c", "b"]);
        assert_eq!(circle(&after(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &["nobody"])])), None);
    }

    #[test]
    fn depth_is_the_longest_way() {
        let links = after(&[("a", &[]), ("b", &["a"]), ("c", &["a", "b"])]);
        assert_eq!(["a", "b", "c"].map(|name| depth(&links, name)), [0, 1, 2]);
    }
}
