//! What the course has to cover: every concept and every command of the two documents that it was written from, each with the
//! page that teaches it and the exercise that practises it.

use std::fs;
use std::path::Path;

use exercises::Lang;

use super::{catalogue, course};

/// A concept: what it is, the page that explains it, and a word of it in French and in English.
const CONCEPTS: [(&str, &str, &str, &str); 33] = [
    ("Docker is a platform of light virtualisation", "discover/what-is-docker", "conteneurs", "containers"),
    ("containers are portable and reproducible", "discover/why-docker", "partout", "everywhere"),
    ("container", "discover/images-and-containers", "conteneur", "container"),
    ("namespaces", "discover/namespaces-and-cgroups", "namespace", "namespace"),
    ("cgroups", "discover/namespaces-and-cgroups", "cgroup", "cgroup"),
    ("image, an immutable template", "discover/images-and-containers", "image", "image"),
    ("Dockerfile", "images/build-an-image", "Dockerfile", "Dockerfile"),
    ("engine: client and server", "discover/engine-and-client", "dockerd", "dockerd"),
    ("engine: CLI", "discover/engine-and-client", "CLI", "CLI"),
    ("engine: API", "discover/engine-and-client", "API", "API"),
    ("registry", "discover/registries", "registre", "registry"),
    ("Docker Hub", "discover/registries", "Docker Hub", "Docker Hub"),
    ("volume, independent of the life of containers", "volumes/why-volumes", "volume", "volume"),
    ("volumes that Docker manages", "volumes/named-volumes", "docker volume", "docker volume"),
    ("bind mounts", "volumes/bind-mounts", "dossier", "folder"),
    ("advantage: fast and light", "discover/why-docker", "seconde", "second"),
    ("advantage: the same everywhere", "discover/why-docker", "même", "same"),
    ("advantage: made for an orchestrator", "discover/why-docker", "orchestrateur", "orchestrator"),
    ("Kubernetes", "further/orchestrators", "Kubernetes", "Kubernetes"),
    ("advantage: isolation of the network, security", "discover/why-docker", "réseau", "network"),
    ("security", "further/security", "root", "root"),
    ("virtual machine against Docker", "discover/virtual-machine-or-container", "hyperviseur", "hypervisor"),
    ("architecture", "discover/architecture", "client", "client"),
    ("client", "discover/engine-and-client", "client", "client"),
    ("how Docker works", "discover/how-it-works", "docker run", "docker run"),
    (
        "installation per platform",
        "discover/install",
        "docs.docker.com/engine/install",
        "docs.docker.com/engine/install",
    ),
    ("running other people’s applications", "containers/first-containers", "nginx", "nginx"),
    ("building one’s own images", "images/build-an-image", "docker build", "docker build"),
    ("data in volumes that last", "volumes/why-volumes", "volume", "volume"),
    ("communication between containers", "network/two-containers", "réseau", "network"),
    ("network", "network/networks", "bridge", "bridge"),
    ("distribution of images", "distribute/publish-an-image", "docker push", "docker push"),
    ("backup", "distribute/back-up-a-volume", "tar", "tar"),
];

/// A command as the documents write it, the page whose blocks show it, and the exercise whose solution types it.
const COMMANDS: [(&str, &str, &str); 24] = [
    ("docker search", "images/search-and-pull", "find-the-image"),
    ("docker images", "images/list-and-remove", "list-images"),
    ("docker pull", "images/search-and-pull", "pull-a-version"),
    ("docker build -t", "images/build-an-image", "build-a-page"),
    ("docker rmi", "images/list-and-remove", "remove-an-image"),
    ("docker rmi -f", "images/list-and-remove", "remove-an-image"),
    ("docker run -d --name", "containers/first-containers", "run-nginx"),
    ("docker ps", "containers/first-containers", "list-them-all"),
    ("docker ps -a", "containers/first-containers", "list-them-all"),
    ("docker stop", "containers/first-containers", "stop-and-remove"),
    ("docker rm", "containers/first-containers", "stop-and-remove"),
    ("docker rm -f $(docker ps -a -q)", "clean/everything", "remove-every-container"),
    ("docker logs", "containers/logs", "read-the-logs"),
    ("docker run -it", "containers/interactive", "open-a-shell"),
    ("docker volume create", "volumes/named-volumes", "keep-the-data"),
    ("docker volume ls", "volumes/named-volumes", "list-and-remove-volumes"),
    ("docker volume rm", "volumes/named-volumes", "list-and-remove-volumes"),
    (" -v ", "volumes/named-volumes", "keep-the-data"),
    ("docker network ls", "network/networks", "list-networks"),
    ("docker network create", "network/names", "call-by-name"),
    ("docker network connect", "network/connect", "join-a-network"),
    ("docker container prune", "clean/prune", "remove-stopped-containers"),
    ("docker image prune -a", "clean/prune", "remove-unused-images"),
    ("docker system prune -a --volumes -f", "clean/everything", "clean-everything"),
];

/// The pictures of the second document, in its order.
const PICTURES: [(&str, &str); 8] = [
    ("vm-or-container", "discover/virtual-machine-or-container"),
    ("architecture", "discover/architecture"),
    ("engine", "discover/engine-and-client"),
    ("client", "discover/engine-and-client"),
    ("image", "discover/images-and-containers"),
    ("container", "discover/images-and-containers"),
    ("registry", "discover/registries"),
    ("how-it-works", "discover/how-it-works"),
];

fn page(lang: Lang, name: &str) -> String {
    let file = course().join(format!("{lang}/{name}.md"));
    fs::read_to_string(&file).unwrap_or_else(|_| panic!("{}: the documents need this page", file.display()))
}

#[test]
fn every_concept_has_its_page() {
    for (concept, name, french, english) in CONCEPTS {
        for (lang, word) in [(Lang::Fr, french), (Lang::En, english)] {
            assert!(page(lang, name).contains(word), "{concept}: {lang}/{name}.md does not say `{word}`");
        }
    }
}

#[test]
fn every_command_is_shown_and_practised() {
    let exercises = catalogue();
    for (command, name, id) in COMMANDS {
        assert!(page(Lang::Fr, name).contains(command), "{name}.md does not show `{command}`");
        let exercise = exercises.get(id).unwrap_or_else(|| panic!("`{command}` needs the exercise `{id}`"));
        let scripts = Path::new("../exercises").join(&exercise.chapter).join(id);
        assert!(exercise.solution.contains(command), "{} does not type `{command}`", scripts.display());
    }
}

#[test]
fn every_picture_is_drawn() {
    for (picture, name) in PICTURES {
        for lang in Lang::ALL {
            let shown = page(lang, name).contains(&format!("{{{{#diagram {picture}}}}}"));
            assert!(shown, "{lang}/{name}.md does not show the picture `{picture}`");
        }
    }
}
