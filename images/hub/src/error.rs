//! What a registry answers when it cannot do as it is asked: the specification's codes, in its JSON.

use std::io;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::WWW_AUTHENTICATE},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{
    access::Action,
    names::{BadName, Digest, Reference, Repository},
};

/// An answer other than yes. The text is what the client's user sees.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody has said who asks; the challenge tells where a token is to be had.
    #[error("authentication required")]
    Unauthorized(Challenge),
    /// Who asks may not. Clients read that from the challenge; the text is the one that they show besides.
    #[error("authentication required")]
    Denied(Challenge),
    /// There is no such repository.
    #[error("repository name not known to registry")]
    NameUnknown(Repository),
    /// It is no name.
    #[error("invalid repository name: {0}")]
    NameInvalid(BadName),
    /// It is neither a tag nor a digest.
    #[error("invalid reference: {0}")]
    ReferenceInvalid(BadName),
    /// The repository has no such manifest.
    #[error("manifest unknown")]
    ManifestUnknown(Reference),
    /// It is no manifest.
    #[error("manifest invalid: {0}")]
    ManifestInvalid(String),
    /// A manifest names something that was not pushed before it.
    #[error("manifest references a manifest or blob unknown to registry")]
    ManifestBlobUnknown(Digest),
    /// It is larger than any manifest has a reason to be.
    #[error("manifest too large")]
    ManifestTooLarge,
    /// The repository has no such blob.
    #[error("blob unknown to registry")]
    BlobUnknown,
    /// There is no such upload.
    #[error("blob upload unknown to registry")]
    UploadUnknown,
    /// A request about an upload that makes no sense: why.
    #[error("blob upload invalid: {0}")]
    UploadInvalid(&'static str),
    /// A chunk that does not begin where the upload ends.
    #[error("blob upload invalid: this chunk does not follow the last one")]
    OutOfOrder,
    /// What was pushed is not what it was said to be.
    #[error("provided digest did not match uploaded content")]
    DigestInvalid,
    /// Nobody here does that.
    #[error("the operation is unsupported")]
    Unsupported,
    /// The disk is full. Denied, because clients try anything else again and again.
    #[error("no space left on device: what was pushed does not fit on the disk of this sandbox")]
    Full,
    /// Reading or writing failed.
    #[error("the registry could not read or write its files")]
    Io(io::Error),
}

/// What a client is to ask the token server for: something in a repository, or, without one, any token at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(pub Option<(Repository, Action)>);

impl Challenge {
    fn header(&self, insufficient: bool) -> HeaderValue {
        let mut challenge =
            "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"".to_owned();
        if let Some((repository, action)) = &self.0 {
            // Who pushes also looks.
            let actions = if *action == Action::Push { "pull,push" } else { "pull" };
            challenge += &format!(",scope=\"repository:{repository}:{actions}\"");
        }
        if insufficient {
            challenge += ",error=\"insufficient_scope\"";
        }
        HeaderValue::try_from(challenge).expect("names of repositories are plain ASCII")
    }
}

impl Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Unauthorized(_) | Self::Denied(_) => "UNAUTHORIZED",
            Self::Full => "DENIED",
            Self::NameUnknown(_) => "NAME_UNKNOWN",
            Self::NameInvalid(_) => "NAME_INVALID",
            Self::ReferenceInvalid(BadName::Digest) | Self::DigestInvalid => "DIGEST_INVALID",
            Self::ManifestUnknown(_) => "MANIFEST_UNKNOWN",
            Self::ReferenceInvalid(_) | Self::ManifestInvalid(_) | Self::ManifestTooLarge => {
                "MANIFEST_INVALID"
            }
            Self::ManifestBlobUnknown(_) => "MANIFEST_BLOB_UNKNOWN",
            Self::BlobUnknown => "BLOB_UNKNOWN",
            Self::UploadUnknown => "BLOB_UPLOAD_UNKNOWN",
            Self::UploadInvalid(_) | Self::OutOfOrder => "BLOB_UPLOAD_INVALID",
            Self::Unsupported => "UNSUPPORTED",
            Self::Io(_) => "UNKNOWN",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            // Clients take the word of the challenge for the reason.
            Self::Unauthorized(_) | Self::Denied(_) => StatusCode::UNAUTHORIZED,
            Self::NameUnknown(_)
            | Self::ManifestUnknown(_)
            | Self::ManifestBlobUnknown(_)
            | Self::BlobUnknown
            | Self::UploadUnknown => StatusCode::NOT_FOUND,
            Self::NameInvalid(_)
            | Self::ReferenceInvalid(_)
            | Self::ManifestInvalid(_)
            | Self::UploadInvalid(_)
            | Self::DigestInvalid => StatusCode::BAD_REQUEST,
            Self::ManifestTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::OutOfOrder => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::Unsupported => StatusCode::METHOD_NOT_ALLOWED,
            Self::Full => StatusCode::FORBIDDEN,
            Self::Io(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Engines tell a problem with a detail from one without, and word it better.
    fn detail(&self) -> Value {
        match self {
            Self::ManifestBlobUnknown(digest) => json!({ "digest": digest }),
            Self::NameUnknown(name) => json!({ "name": name }),
            Self::ManifestUnknown(Reference::Tag(tag)) => json!({ "Tag": tag }),
            Self::ManifestUnknown(Reference::Digest(digest)) => json!({ "Revision": digest }),
            Self::Unauthorized(Challenge(Some((repository, action))))
            | Self::Denied(Challenge(Some((repository, action)))) => {
                json!([{ "Type": "repository", "Class": "", "Name": repository, "Action": action }])
            }
            _ => Value::Null,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Io(cause) = &self {
            eprintln!("quai-hub: {cause}");
        }
        let error = json!({ "code": self.code(), "message": self.to_string(), "detail": self.detail() });
        let mut response = (self.status(), Json(json!({ "errors": [error] }))).into_response();
        let challenge = match &self {
            Self::Unauthorized(challenge) => Some(challenge.header(false)),
            Self::Denied(challenge) => Some(challenge.header(true)),
            _ => None,
        };
        if let Some(challenge) = challenge {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
