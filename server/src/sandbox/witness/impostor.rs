//! The error that tells a replaced engine from one that does not answer.

use std::{error::Error, io};

/// Who listens in a sandbox is not who should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an impostor listens in the sandbox: {0}")]
pub struct Impostor(pub(super) String);

impl Impostor {
    /// Whether this is why something failed, however deep down.
    #[must_use]
    pub fn is_behind(error: &anyhow::Error) -> bool {
        error.chain().any(|cause| Self::of(cause).is_some())
    }

    /// As it is in an error, or in those around it that do not name it as their source.
    pub(in crate::sandbox) fn of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Self> {
        let within = || {
            let io = match error.downcast_ref() {
                Some(bollard::errors::Error::IOError { err }) => Some(err),
                _ => error.downcast_ref::<io::Error>(),
            };
            io?.get_ref()?.downcast_ref()
        };
        error.downcast_ref().or_else(within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{sandbox::stream, timeouts};

    #[tokio::test]
    async fn an_impostor_is_found_behind_a_call_that_failed() {
        let call = async |error: fn() -> io::Error| {
            let dial = move || async move { Err(error()) };
            let docker = stream::client(dial, None, timeouts::INNER_CALL_SECONDS).unwrap();
            anyhow::Error::from(docker.ping().await.unwrap_err()).context("facts")
        };
        let foreign = call(|| io::Error::other(Impostor("process 7".to_owned()))).await;
        assert!(Impostor::is_behind(&foreign), "{foreign:?}");
        assert!(format!("{foreign:#}").contains("process 7"), "{foreign:#}");
        let fault = call(|| io::Error::other("nobody")).await;
        assert!(!Impostor::is_behind(&fault));
        assert!(format!("{fault:#}").contains("nobody"), "{fault:#}");
    }
}
