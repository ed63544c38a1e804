//! Nothing that readers read is misspelt: Hunspell knows French and English, and `tests/spelling/` the words of the trade.

use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use ::exercises::{Catalogue, Lang};
use server::provision::{packages, progress::Progress};
use tests::machine;

/// The spell checker and its dictionaries, as Debian has them.
const PACKAGES: [&str; 3] = ["hunspell", "hunspell-fr-classical", "hunspell-en-gb"];

#[tokio::test(flavor = "multi_thread")]
async fn in_french() {
    no_word_is_unknown(Lang::Fr, "fr").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_english() {
    no_word_is_unknown(Lang::En, "en_GB").await;
}

async fn no_word_is_unknown(lang: Lang, dictionary: &str) {
    packages::ensure("hunspell", &PACKAGES, &Progress::default())
        .await
        .expect("the tests need a spell checker");
    let course = machine::course();
    let catalogue = Catalogue::load(&course.exercises).expect("the exercises are sound");
    let prose = book::prose(&course.book, &catalogue, lang).expect("the course can be read");
    let text: Vec<String> = prose.iter().map(|(_, text)| readable(text)).collect();
    let mut unknown: BTreeMap<String, &str> = BTreeMap::new();
    for word in unknown_words(&text.join("\n"), lang, dictionary) {
        let at = text.iter().position(|text| text.contains(&word)).map_or("", |at| &prose[at].0);
        unknown.insert(word, at);
    }
    let listed: Vec<String> = unknown.iter().map(|(word, file)| format!("{word} ({file})")).collect();
    assert!(
        unknown.is_empty(),
        "misspelt, or words of the trade that belong in tests/spelling/{lang}.txt:\n{}",
        listed.join("\n")
    );
}

/// As Hunspell takes words apart: by plain apostrophes and spaces.
fn readable(text: &str) -> String {
    text.replace('’', "'").replace('\u{a0}', " ")
}

fn unknown_words(text: &str, lang: Lang, dictionary: &str) -> Vec<String> {
    let trade = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("spelling/{lang}.txt"));
    let mut hunspell = Command::new("hunspell")
        .args(["-i", "UTF-8", "-l", "-d", dictionary, "-p"])
        .arg(trade)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("hunspell runs");
    let mut stdin = hunspell.stdin.take().expect("its input is piped");
    let text = text.to_owned();
    // It answers while it reads.
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = hunspell.wait_with_output().expect("hunspell ends");
    writer.join().expect("a thread that writes").expect("hunspell reads to the end");
    assert!(output.status.success(), "hunspell failed: {}", String::from_utf8_lossy(&output.stderr));
    let unknown = String::from_utf8_lossy(&output.stdout).into_owned();
    // Options and numbers are no words.
    unknown.lines().filter(|word| word.starts_with(char::is_alphabetic)).map(str::to_owned).collect()
}
