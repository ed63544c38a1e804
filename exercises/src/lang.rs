//! The languages of the course, and texts that exist in each of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text in the reader's language: `say!(lang, "en français", "in English")`. Both take what they name from around them.
macro_rules! say {
    ($lang:expr, $fr:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::Lang::Fr => format!($fr),
            $crate::Lang::En => format!($en),
        }
    };
}

/// A language of the course. French is the default, as the course was born in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Français.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 2] = [Lang::Fr, Lang::En];

    /// The ISO 639-1 code, as it stands in addresses, file names and manifests.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(|| UnknownLang(code.to_owned()))
    }
}

/// A language code that the course does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the course has no language `{0}`: use `fr` or `en`")]
pub struct UnknownLang(pub String);

/// A value that exists in every language: a missing translation cannot be expressed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localized<T = String> {
    /// For French readers.
    pub fr: T,
    /// For English readers.
    pub en: T,
}

impl<T> Localized<T> {
    /// The value for readers of `lang`.
    pub fn get(&self, lang: Lang) -> &T {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
            assert_eq!(serde_json::to_value(lang).unwrap(), lang.code());
        }
        assert_eq!("de".parse::<Lang>(), Err(UnknownLang("de".into())));
    }

    #[test]
    fn both_languages_are_required() {
        assert!(serde_json::from_str::<Localized>(r#"{"fr": "Bonjour"}"#).is_err());
        let both: Localized = serde_json::from_str(r#"{"fr": "Bonjour", "en": "Hello"}"#).unwrap();
        assert_eq!((both.get(Lang::Fr).as_str(), both.get(Lang::En).as_str()), ("Bonjour", "Hello"));
    }
}
