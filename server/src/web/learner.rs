//! Who makes a request. Without accounts there is one learner: whoever sits at this machine.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

/// Id of a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Learner(pub String);

/// The learner of an instance without accounts.
pub(super) const LOCAL: &str = "local";

impl<S: Sync> FromRequestParts<S> for Learner {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(LOCAL.to_owned()))
    }
}
