//! Pieces of a page that are replaced by others.

use std::ops::Range;

/// Bytes of a page, and what stands there instead.
pub(crate) type Edit = (Range<usize>, String);

/// `page` with its edits, which may come in any order but touch nothing twice.
pub(crate) fn apply(page: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut edited = String::with_capacity(page.len());
    let mut end = 0;
    for (range, instead) in edits {
        edited.push_str(&page[end..range.start]);
        edited.push_str(&instead);
        end = range.end;
    }
    edited.push_str(&page[end..]);
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_come_in_any_order() {
        let edits = vec![(4..5, "D".to_owned()), (0..1, String::new())];
        assert_eq!(apply("abc d", edits), "bc D");
    }
}
