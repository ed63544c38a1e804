//! Who may do what: accounts, and tokens that say what they were given for.
//!
//! As at Docker Hub, everybody may pull, and who has logged in may push to what begins with their name. Unlike there, any
//! name is an account and any password is right: in a sandbox there is nobody to keep out.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use ring::{
    hmac::{HMAC_SHA256, Key, sign, verify},
    rand::SystemRandom,
};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Challenge, Error},
    names::Repository,
};

/// A token is good for so long, seconds; clients ask for another one by themselves.
pub const LIFETIME: u64 = 300;

/// What can be done in a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Reading.
    Pull,
    /// Writing.
    Push,
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Who has it; nobody in particular if none is named.
    pub account: Option<String>,
    /// What it is good for.
    pub access: Vec<(Repository, Action)>,
    /// Unix second after which it is good for nothing.
    pub until: u64,
}

/// Gives tokens out and takes them back.
#[derive(Debug)]
pub struct Tokens(Key);

impl Default for Tokens {
    fn default() -> Self {
        Self(Key::generate(HMAC_SHA256, &SystemRandom::new()).expect("the system has random numbers"))
    }
}

impl Tokens {
    /// A token for these scopes (`repository:NAME:pull,push`), as far as they are granted; `exists` tells which
    /// repositories there are.
    #[must_use]
    pub fn give<'a>(
        &self,
        account: Option<String>,
        scopes: impl IntoIterator<Item = &'a str>,
        exists: impl Fn(&Repository) -> bool,
    ) -> String {
        let mut access = Vec::new();
        for (repository, actions) in scopes.into_iter().filter_map(parse_scope) {
            let own = account.as_deref() == Some(repository.owner());
            let granted = |action: &Action| match action {
                // Whoever owns a name may learn that nothing is there yet.
                Action::Pull => own || exists(&repository),
                Action::Push => own,
            };
            access.extend(actions.into_iter().filter(granted).map(|action| (repository.clone(), action)));
        }
        let grant = Grant { account, access, until: now() + LIFETIME };
        let said = serde_json::to_vec(&grant).expect("names are plain text");
        let signature = sign(&self.0, &said);
        format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(said), BASE64_URL_SAFE_NO_PAD.encode(signature))
    }

    /// What a token says, if it is one of ours and still good.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<Grant> {
        let (said, signature) = token.split_once('.')?;
        let said = BASE64_URL_SAFE_NO_PAD.decode(said).ok()?;
        verify(&self.0, &said, &BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
        let grant: Grant = serde_json::from_slice(&said).ok()?;
        (grant.until > now()).then_some(grant)
    }

    /// Whether a request with this `Authorization` may do that in a repository; without one, whether it may ask at all.
    ///
    /// # Errors
    /// When it may not, with what it is to show instead.
    pub fn check(&self, header: Option<&str>, wish: Option<(&Repository, Action)>) -> Result<(), Error> {
        let challenge = Challenge(wish.map(|(repository, action)| (repository.clone(), action)));
        let token = header.and_then(|header| header.strip_prefix("Bearer "));
        let Some(grant) = token.and_then(|token| self.read(token)) else {
            return Err(Error::Unauthorized(challenge));
        };
        let Some((repository, action)) = wish else { return Ok(()) };
        if grant.access.iter().any(|(granted, what)| granted == repository && *what == action) {
            return Ok(());
        }
        Err(Error::Denied(challenge))
    }
}

fn parse_scope(scope: &str) -> Option<(Repository, Vec<Action>)> {
    let (name, actions) = scope.strip_prefix("repository:")?.rsplit_once(':')?;
    let action = |name| match name {
        "pull" => vec![Action::Pull],
        "push" => vec![Action::Push],
        "*" => vec![Action::Pull, Action::Push],
        _ => Vec::new(),
    };
    Some((name.parse().ok()?, actions.split(',').flat_map(action).collect()))
}

/// The account that a request names with HTTP's Basic scheme, whatever its password is.
#[must_use]
pub fn basic_account(header: &str) -> Option<String> {
    let decoded = BASE64_STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
    let (account, _) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    account_named(account)
}

/// An account's name is what the names of its repositories begin with, in lower case.
#[must_use]
pub fn account_named(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let good = !name.contains('/') && name.parse::<Repository>().is_ok() && name != "library";
    good.then_some(name)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(account: Option<&str>, scopes: &[&str], wish: (&str, Action)) -> bool {
        let tokens = Tokens::default();
        let exists = |repository: &Repository| repository.as_str() == "library/nginx";
        let token = tokens.give(account.map(str::to_owned), scopes.iter().copied(), exists);
        let repository = wish.0.parse().unwrap();
        tokens.check(Some(&format!("Bearer {token}")), Some((&repository, wish.1))).is_ok()
    }

    #[test]
    fn everybody_pulls_and_owners_push() {
        let nginx = "repository:library/nginx:pull,push";
        let app = "repository:learner/app:push,pull";
        assert!(may(None, &[nginx], ("library/nginx", Action::Pull)));
        assert!(!may(Some("learner"), &[nginx], ("library/nginx", Action::Push)));
        assert!(!may(None, &["repository:library/unknown:pull"], ("library/unknown", Action::Pull)));
        assert!(may(Some("learner"), &[app], ("learner/app", Action::Push)));
        assert!(may(Some("learner"), &[app], ("learner/app", Action::Pull)), "nothing is there yet");
        for account in [None, Some("somebody"), Some("learn")] {
            assert!(!may(account, &[app], ("learner/app", Action::Push)), "{account:?}");
        }
        assert!(
            !may(Some("learner"), &[app], ("learner/other", Action::Push)),
            "a token is for what was asked"
        );
    }

    #[test]
    fn what_is_no_token_of_ours_is_asked_for_one() {
        let (tokens, others) = (Tokens::default(), Tokens::default());
        let foreign = format!("Bearer {}", others.give(None, [], |_| true));
        let repository: Repository = "library/nginx".parse().unwrap();
        for header in [None, Some("Bearer x.y"), Some("Basic bGVhcm5lcjp4"), Some(foreign.as_str())] {
            let refused = tokens.check(header, Some((&repository, Action::Push))).unwrap_err();
            let Error::Unauthorized(challenge) = refused else { panic!("{refused:?}") };
            assert_eq!(challenge, Challenge(Some((repository.clone(), Action::Push))));
        }
    }

    #[test]
    fn any_password_is_right_but_a_name_is_a_name() {
        let header = |text: &str| format!("Basic {}", BASE64_STANDARD.encode(text));
        assert_eq!(basic_account(&header("Learner:x:y")), Some("learner".to_owned()));
        for bad in ["library:x", "a/b:x", ":x", "learner", "é:x"] {
            assert_eq!(basic_account(&header(bad)), None, "{bad}");
        }
        assert_eq!(basic_account("Basic ?"), None);
    }
}
