//! `docker search`: which repositories have all that is asked for in their name or description.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::{catalogue::Entry, names::Repository};

/// As many results as `docker search` wants without `--limit`.
pub const USUAL: usize = 25;
/// And the most it may want.
pub const MOST: usize = 100;

/// The answer in the words of Docker Hub's first API. `pushed` are repositories that learners have made; `lang` is the
/// language of descriptions.
#[must_use]
pub fn search<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    pushed: &[Repository],
    query: &str,
    most: usize,
    lang: &str,
) -> Value {
    let words: Vec<String> = query.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let all_in = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
    let entries: Vec<&Entry> = entries.into_iter().collect();
    let mut found: Vec<_> = entries
        .iter()
        .filter(|entry| {
            let descriptions: Vec<_> = entry.description.values().map(|text| text.to_lowercase()).collect();
            all_in(&format!("{} {}", entry.name.familiar(), descriptions.join(" ")))
        })
        .map(|entry| {
            let description = entry.description.get(lang).or_else(|| entry.description.get("en"));
            (entry.name.familiar(), description.map_or("", String::as_str), entry.stars, entry.official)
        })
        .collect();
    let new = pushed.iter().filter(|name| entries.iter().all(|entry| entry.name != **name));
    found.extend(new.map(Repository::familiar).filter(|name| all_in(name)).map(|name| (name, "", 0, false)));
    let query_lower = query.trim().to_lowercase();
    found.sort_by_key(|(name, _, stars, official)| {
        (*name != query_lower, !name.contains(&query_lower), !official, Reverse(*stars), *name)
    });
    let total = found.len();
    let results: Vec<_> = found
        .into_iter()
        .take(most)
        .map(|(name, description, stars, official)| {
            json!({
                "name": name,
                "description": description,
                "star_count": stars,
                "is_official": official,
                "is_automated": false,
            })
        })
        .collect();
    json!({
        "query": query,
        "page": 1,
        "page_size": most,
        "num_pages": total.div_ceil(most.max(1)),
        "num_results": total,
        "results": results,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn entry(name: &str, description: &str, stars: u32, official: bool) -> Entry {
        let description = ["en", "fr"].map(|lang| (lang.to_owned(), format!("{description} ({lang})")));
        let name = Repository::from_familiar(name).unwrap();
        Entry { name, description: description.into(), stars, official, tags: BTreeMap::new() }
    }

    fn names(query: &str, most: usize) -> (u64, Vec<String>) {
        let entries = [
            entry("httpd", "A web server", 9, true),
            entry("learner/demo", "A page, served by nginx", 50, false),
            entry("nginx", "The other web server", 20, true),
        ];
        let found = search(&entries, &["learner/mine".parse().unwrap()], query, most, "fr");
        let names = found["results"].as_array().unwrap().iter();
        (
            found["num_results"].as_u64().unwrap(),
            names.map(|it| it["name"].as_str().unwrap().to_owned()).collect(),
        )
    }

    #[test]
    fn all_words_count_and_the_name_counts_most() {
        assert_eq!(names("nginx", 25).1, ["nginx", "learner/demo"]);
        assert_eq!(names("WEB server", 25).1, ["nginx", "httpd"]);
        assert_eq!(names("web", 1), (2, vec!["nginx".to_owned()]));
        assert_eq!(names("learner", 25).1, ["learner/demo", "learner/mine"]);
        assert_eq!(names("postgres", 25), (0, Vec::new()));
    }

    #[test]
    fn descriptions_are_in_the_learners_language() {
        let found = |lang| search(&[entry("nginx", "Web", 1, true)], &[], "nginx", 25, lang);
        assert_eq!(found("fr")["results"][0]["description"], "Web (fr)");
        assert_eq!(found("de")["results"][0]["description"], "Web (en)");
    }
}
