//! What a path of the registry's interface asks for. Names of repositories hold slashes, so that paths are read from
//! their ends.

use uuid::Uuid;

use crate::{
    error::Error,
    names::{Digest, Reference, Repository},
};

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The registry itself.
    Base,
    /// Something in a repository.
    In(Repository, Target),
}

/// Something in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Tags,
    Manifest(Reference),
    Blob(Digest),
    Uploads,
    Upload(Uuid),
}

impl Route {
    /// Reads a path.
    ///
    /// # Errors
    /// When it names nothing, or something by a name that is none.
    pub(crate) fn read(path: &str) -> Result<Self, Error> {
        let rest = path.strip_prefix("/v2").ok_or(Error::Unsupported)?;
        if matches!(rest, "" | "/") {
            return Ok(Self::Base);
        }
        let mut parts: Vec<&str> = rest.strip_prefix('/').ok_or(Error::Unsupported)?.split('/').collect();
        let last = parts.pop().unwrap_or_default();
        let kind = parts.pop().unwrap_or_default();
        let above = parts.last().copied().unwrap_or_default();
        let (name, target) = match (above, kind, last) {
            (_, "tags", "list") => (&parts[..], Target::Tags),
            ("blobs", "uploads", "") => (&parts[..parts.len() - 1], Target::Uploads),
            ("blobs", "uploads", id) => {
                let id = id.parse().map_err(|_| Error::UploadUnknown)?;
                (&parts[..parts.len() - 1], Target::Upload(id))
            }
            (_, "blobs", "uploads") => (&parts[..], Target::Uploads),
            (_, "manifests", reference) => {
                (&parts[..], Target::Manifest(reference.parse().map_err(Error::ReferenceInvalid)?))
            }
            (_, "blobs", digest) => {
                (&parts[..], Target::Blob(digest.parse().map_err(Error::ReferenceInvalid)?))
            }
            _ => return Err(Error::Unsupported),
        };
        Ok(Self::In(name.join("/").parse().map_err(Error::NameInvalid)?, target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::BadName;

    #[test]
    fn paths_are_read_from_their_ends() {
        let digest = Digest::of(b"");
        let id = Uuid::nil();
        let read = |path: &str| Route::read(path).ok();
        let within = |name: &str, target| Some(Route::In(name.parse().unwrap(), target));
        assert_eq!(read("/v2/"), Some(Route::Base));
        assert_eq!(read("/v2"), Some(Route::Base));
        assert_eq!(read("/v2/a/b/tags/list"), within("a/b", Target::Tags));
        assert_eq!(read("/v2/a/manifests/1.0"), within("a", Target::Manifest("1.0".parse().unwrap())));
        assert_eq!(read(&format!("/v2/a/b/c/blobs/{digest}")), within("a/b/c", Target::Blob(digest.clone())));
        assert_eq!(read("/v2/a/blobs/uploads/"), within("a", Target::Uploads));
        assert_eq!(read("/v2/a/blobs/uploads"), within("a", Target::Uploads));
        assert_eq!(read(&format!("/v2/a/blobs/uploads/{id}")), within("a", Target::Upload(id)));
        // Repositories may be called like parts of the interface.
        assert_eq!(read("/v2/blobs/manifests/tags/list"), within("blobs/manifests", Target::Tags));
    }

    #[test]
    fn what_is_no_path_is_refused_by_its_reason() {
        let refused = |path: &str| Route::read(path).unwrap_err();
        assert!(matches!(refused("/v1/search"), Error::Unsupported));
        assert!(matches!(refused("/v2/a/unknown/x"), Error::Unsupported));
        assert!(matches!(refused("/v2/A/tags/list"), Error::NameInvalid(BadName::Repository)));
        assert!(matches!(refused("/v2/../etc/tags/list"), Error::NameInvalid(_)));
        assert!(matches!(refused("/v2/tags/list"), Error::NameInvalid(_)));
        assert!(matches!(refused("/v2/a/manifests/.x"), Error::ReferenceInvalid(BadName::Tag)));
        assert!(matches!(refused("/v2/a/blobs/sha256:x"), Error::ReferenceInvalid(BadName::Digest)));
        assert!(matches!(refused("/v2/a/blobs/uploads/x"), Error::UploadUnknown));
    }
}
