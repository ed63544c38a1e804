//! Search without quizzes, and in French.
//!
//! Quizzes are left out: they would give their answers away, and speak of much that is not so.
//!
//! mdBook indexes every language as if it were English: here French words lose their elision, accents and endings, so that
//! “reseau” finds “l’enregistrement des réseaux” as it finds “le réseau”. The same is done twice, and has to come to the same:
//! to the pages here, and to what a reader types by `search/french.js`.
//! Both take the accents off before the ending, so that whoever types none is understood; both stem as Snowball does.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use elasticlunr::Index;
use elasticlunr::lang::Language;
use elasticlunr::pipeline::{FnWrapper, Pipeline};
use exercises::Lang;
use rust_stemmers::{Algorithm, Stemmer};
use serde_json::Value;

/// What mdBook indexes of a page.
const FIELDS: [&str; 3] = ["title", "body", "breadcrumbs"];

/// Words that say nothing of what is sought, as they are without accents.
const STOP_WORDS: &str = include_str!("search/stop-words.txt");

/// The stemmer of [lunr-languages](https://github.com/MihaiValentin/lunr-languages) 1.22. It extends what is called `lunr`,
/// of which it asks no more than `STAND_IN` has.
const STEMMER: [&str; 2] =
    [include_str!("search/lunr.stemmer.support.min.js"), include_str!("search/lunr.fr.min.js")];

const STAND_IN: &str = "var lunr = { Pipeline: { registerFunction() {} }, generateStopWordFilter() {} };";

/// The script that does the same to what is typed.
const FRENCH: &str = include_str!("search/french.js");

/// Mends the search of the finished book in `dest`.
pub(crate) fn mend(dest: &Path, lang: Lang) -> Result<()> {
    for entry in fs::read_dir(dest).with_context(|| format!("reading {}", dest.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let read = || fs::read_to_string(&file).with_context(|| format!("reading {name}"));
        let changed = match (name.split('-').next(), lang) {
            (Some("searchindex"), _) if name.ends_with(".js") => {
                reindexed(&read()?, lang).with_context(|| format!("mending the search: {name}"))?
            }
            (Some("elasticlunr"), Lang::Fr) => with_french(&read()?),
            (Some("searcher"), Lang::Fr) => read()?.replace("elasticlunr.stemmer(", "elasticlunr.french("),
            _ => continue,
        };
        fs::write(&file, changed).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

fn with_french(script: &str) -> String {
    let stop_words = STOP_WORDS.split_whitespace().collect::<Vec<_>>().join(" ");
    let [support, stemmer] = STEMMER;
    let french = FRENCH.replace("STOP_WORDS", &stop_words);
    format!("{script}\n{STAND_IN}\n{support}\n{stemmer}\n{french}")
}

/// The index of `script` made anew from the sections that it holds, but for quizzes.
fn reindexed(script: &str, lang: Lang) -> Result<String> {
    let start =
        script.find("JSON.parse('").context("mdBook writes its index in another way")? + "JSON.parse('".len();
    let end = script.rfind("')").context("mdBook writes its index in another way")?;
    let json = script[start..end].replace("\\'", "'").replace("\\\\", "\\");
    let mut search: Value = serde_json::from_str(&json).context("the index is no JSON")?;
    let sections =
        search["index"]["documentStore"]["docs"].as_object().context("the index has no sections")?;
    let mut index = match lang {
        Lang::Fr => Index::with_language(Box::new(French), FIELDS),
        Lang::En => Index::new(FIELDS),
    };
    for (id, section) in sections {
        let url = id.parse().ok().and_then(|place: usize| search["doc_urls"][place].as_str());
        if !url.is_some_and(|url| url.contains("#quiz-")) {
            index.add_doc(id, FIELDS.map(|field| section[field].as_str().unwrap_or_default()));
        }
    }
    search["index"] = serde_json::to_value(&index)?;
    let json = search.to_string().replace('\\', "\\\\").replace('\'', "\\'");
    Ok(format!("{}{json}{}", &script[..start], &script[end..]))
}

/// The language, for the indexer.
struct French;

impl Language for French {
    fn name(&self) -> String {
        "French".into()
    }

    fn code(&self) -> String {
        "fr".into()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split(|c: char| c.is_whitespace() || c == '-').map(str::to_lowercase).collect()
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: vec![Box::new(FnWrapper("french".into(), french))] }
    }
}

/// What a word is sought and found by; nothing, if it says nothing.
#[expect(clippy::needless_pass_by_value, reason = "the indexer hands words over")]
fn french(word: String) -> Option<String> {
    let folded: String = word.chars().map(folded).collect();
    let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    // "l’image", "qu'un": what was elided belongs to the word before.
    let bare = match bare.split_once('\'') {
        Some((elided, rest)) if elided.len() <= 2 => rest,
        _ => bare,
    };
    let says = !bare.is_empty() && !STOP_WORDS.split_whitespace().any(|word| word == bare);
    says.then(|| Stemmer::create(Algorithm::French).stem(bare).into_owned())
}

/// A letter without its accent.
fn folded(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        '’' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_any_of_their_forms() {
        let found_by = |word: &str| french(word.to_owned());
        for (one, other) in [
            ("réseaux", "reseau"),
            ("l’image", "images"),
            ("télécharger", "telecharge"),
            ("(conteneurs),", "conteneur"),
            ("qu'elles", "elle"),
        ] {
            assert_eq!(found_by(one), found_by(other), "{one}");
        }
        assert_eq!(found_by("dans"), None);
        assert_eq!(found_by("--"), None);
    }

    #[test]
    fn an_index_is_made_anew_from_its_pages() {
        let index = r#"{"doc_urls":["a.html#a","a.html#quiz-a__title"],"index":{"documentStore":{"docs":{"0":{"title":"L’hôte","body":"des r\u00e9seaux \"l\u0027un\"","breadcrumbs":"","id":"0"},"1":{"title":"Quiz","body":"rien","breadcrumbs":"","id":"1"}}}}}"#;
        let script = format!("window.search = Object.assign(window.search, JSON.parse('{index}'));");
        let changed = reindexed(&script, Lang::Fr).unwrap();
        assert!(changed.contains(r#""pipeline":["french"]"#), "{changed}");
        assert!(changed.starts_with("window.search") && changed.ends_with("'));"), "{changed}");
        assert!(changed.contains("réseaux") && !changed.contains("rien"), "{changed}");
    }
}
