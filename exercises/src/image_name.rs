//! Names of images, compared as Docker resolves them.

use std::fmt;

/// An image name taken apart. `nginx`, `nginx:latest` and `docker.io/library/nginx` are the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ImageName {
    /// The repository, without the parts that Docker Hub implies.
    repository: String,
    /// The tag; none if a digest stands in its place, which says nothing about tags.
    tag: Option<String>,
}

impl ImageName {
    pub(crate) fn parse(name: &str) -> ImageName {
        let (name, digest) = match name.split_once('@') {
            Some((name, _)) => (name, true),
            None => (name, false),
        };
        // A colon before the last slash belongs to the port of a registry.
        let tag_at = name.rfind(':').filter(|&at| !name[at..].contains('/'));
        let (repository, tag) = match tag_at {
            Some(at) => (&name[..at], &name[at + 1..]),
            None => (name, "latest"),
        };
        let on_hub =
            ["docker.io/", "index.docker.io/"].into_iter().find_map(|hub| repository.strip_prefix(hub));
        let repository = on_hub.unwrap_or(repository);
        let repository = repository.strip_prefix("library/").unwrap_or(repository);
        ImageName { repository: repository.to_owned(), tag: (!digest).then(|| tag.to_owned()) }
    }

    /// Whether one name can stand for the other.
    pub(crate) fn matches(&self, other: &ImageName) -> bool {
        let same_tag = match (&self.tag, &other.tag) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.same_repository(other) && same_tag
    }

    pub(crate) fn same_repository(&self, other: &ImageName) -> bool {
        self.repository == other.repository
    }
}

impl fmt::Display for ImageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repository)?;
        self.tag.iter().try_for_each(|tag| write!(f, ":{tag}"))
    }
}

#[cfg(test)]
mod tests {
    use super::ImageName;

    #[test]
    fn names_match_as_docker_resolves_them() {
        let same = |one, other| ImageName::parse(one).matches(&ImageName::parse(other));
        assert!(same("nginx", "nginx:latest"));
        assert!(same("docker.io/library/nginx", "nginx"));
        assert!(same("index.docker.io/library/nginx:1.27", "nginx:1.27"));
        assert!(same("nginx@sha256:0123", "nginx:1.27"));
        assert!(same("nginx:1.27@sha256:0123", "nginx"));
        assert!(same("localhost:5000/web", "localhost:5000/web:latest"));
        assert!(!same("nginx:1.27", "nginx"));
        assert!(!same("somebody/nginx", "nginx"));
        assert!(!same("localhost:5000/nginx", "nginx"));
    }

    #[test]
    fn a_name_is_shown_with_its_tag() {
        assert_eq!(ImageName::parse("docker.io/library/nginx").to_string(), "nginx:latest");
        assert_eq!(ImageName::parse("localhost:5000/web:2").to_string(), "localhost:5000/web:2");
        assert_eq!(ImageName::parse("nginx@sha256:0123").to_string(), "nginx");
    }
}
