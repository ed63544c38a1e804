//! Names of repositories, tags and digests, as the [OCI distribution specification] writes them.
//!
//! [OCI distribution specification]: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md

use std::{fmt, str::FromStr};

use ring::digest::{Context, SHA256, digest};
use serde::{Deserialize, Serialize};

/// What is no name: which rule it breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Of a repository.
    #[error("a repository is named by lower-case letters and digits, in parts with / between them")]
    Repository,
    /// Of a tag.
    #[error("a tag is made of at most 128 letters, digits and _ . -")]
    Tag,
    /// Of a digest.
    #[error("a digest is sha256: and 64 hexadecimal digits")]
    Digest,
}

/// Name of a repository, as registries know it: what people call `nginx` is `library/nginx` on Docker Hub.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Repository(String);

/// Where official images are.
const OFFICIAL: &str = "library/";

impl Repository {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people write it on Docker Hub.
    #[must_use]
    pub fn familiar(&self) -> &str {
        self.0.strip_prefix(OFFICIAL).unwrap_or(&self.0)
    }

    /// Reads it as people write it on Docker Hub.
    ///
    /// # Errors
    /// When it is no name.
    pub fn from_familiar(text: &str) -> Result<Self, BadName> {
        if text.contains('/') { text.parse() } else { format!("{OFFICIAL}{text}").parse() }
    }

    /// Whose it is: its first part.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl FromStr for Repository {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        const LONGEST: usize = 255;
        let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit();
        let part = |part: &str| {
            // What lies between two letters or digits is one dot, one or two low lines, or any number of dashes.
            let mut between = part.split(plain).filter(|between| !between.is_empty());
            part.starts_with(plain)
                && part.ends_with(plain)
                && between.all(|it| matches!(it, "." | "_" | "__") || it.bytes().all(|byte| byte == b'-'))
        };
        let good = text.len() <= LONGEST && text.split('/').all(part);
        if good { Ok(Self(text.to_owned())) } else { Err(BadName::Repository) }
    }
}

/// `sha256:` and what a blob hashes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

const SHA256_PREFIX: &str = "sha256:";

impl Digest {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::new(digest(&SHA256, bytes).as_ref())
    }

    /// Of what was fed to a hash.
    #[must_use]
    pub fn finish(context: Context) -> Self {
        Self::new(context.finish().as_ref())
    }

    fn new(hash: &[u8]) -> Self {
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Self(format!("{SHA256_PREFIX}{hex}"))
    }

    /// All of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> &str {
        &self.0[SHA256_PREFIX.len()..]
    }
}

impl FromStr for Digest {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let hex = text.strip_prefix(SHA256_PREFIX).ok_or(BadName::Digest)?;
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let good = hex.len() == 64 && hex.bytes().all(digit);
        if good { Ok(Self(text.to_owned())) } else { Err(BadName::Digest) }
    }
}

/// Which manifest of a repository is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// Whatever this tag points to.
    Tag(Tag),
    /// This one.
    Digest(Digest),
}

/// Name of a tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

impl Tag {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Tag {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let first = text.bytes().next().is_some_and(word);
        let good = first && text.len() <= 128 && text.bytes().all(|byte| word(byte) || b".-".contains(&byte));
        if good { Ok(Self(text.to_owned())) } else { Err(BadName::Tag) }
    }
}

impl FromStr for Reference {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        if text.contains(':') { text.parse().map(Self::Digest) } else { text.parse().map(Self::Tag) }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tag(tag) => tag.as_str(),
            Self::Digest(digest) => digest.as_str(),
        })
    }
}

/// What serde and messages need of a name that is a checked string.
macro_rules! checked_string {
    ($($name:ident),*) => { $(
        impl TryFrom<String> for $name {
            type Error = BadName;

            fn try_from(text: String) -> Result<Self, BadName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

checked_string!(Repository, Digest, Tag);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_are_named_as_the_specification_says() {
        for good in ["nginx", "library/nginx", "a/b/c", "a.b_c__d-e---f", "0/1"] {
            assert!(good.parse::<Repository>().is_ok(), "{good}");
        }
        let long = "a".repeat(256);
        for bad in [
            "", "/", "a/", "/a", "a//b", "A", "a..b", "a___b", "-a", "a-", "a._b", "é", "a b", "..",
            "a/../b", &long,
        ] {
            assert_eq!(bad.parse::<Repository>(), Err(BadName::Repository), "{bad}");
        }
        let nginx = Repository::from_familiar("nginx").unwrap();
        assert_eq!((nginx.as_str(), nginx.familiar(), nginx.owner()), ("library/nginx", "nginx", "library"));
        assert_eq!(Repository::from_familiar("learner/app").unwrap().familiar(), "learner/app");
    }

    #[test]
    fn references_are_tags_or_digests() {
        let digest = Digest::of(b"");
        assert_eq!(
            digest.as_str(),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(digest.as_str().parse(), Ok(Reference::Digest(digest.clone())));
        for good in ["latest", "1.22", "_x", "V1-rc.2"] {
            assert!(matches!(good.parse(), Ok(Reference::Tag(_))), "{good}");
        }
        for bad in ["", ".x", "-x", "a b", "../x", &"a".repeat(129)] {
            assert_eq!(bad.parse::<Reference>(), Err(BadName::Tag), "{bad}");
        }
        let upper = digest.as_str().to_uppercase();
        for bad in ["sha256:", "sha256:abc", "sha512:abc", &upper] {
            assert_eq!(bad.parse::<Reference>(), Err(BadName::Digest), "{bad}");
        }
    }
}
