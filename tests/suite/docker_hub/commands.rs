//! Command by command, word for word.

use exercises::Lang;
use tests::shell::Shell;

#[tokio::test(flavor = "multi_thread")]
async fn search() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell
        .expect(
            "docker search nginx",
            "NAME           DESCRIPTION              STARS   OFFICIAL
             nginx          [..](course image)       [..]    [OK]
             learner/demo   [..]                     [..]",
        )
        .await;
    shell.expect("docker search --limit 1 --format '{{.Name}}' nginx", "nginx").await;
    shell.expect("docker search --filter is-official=false --format '{{.Name}}' nginx", "learner/demo").await;
    shell.expect("docker search --filter stars=1000 --format '{{.Name}}' nginx", "nginx").await;
    shell.expect("docker search no-such-thing-anywhere", "NAME DESCRIPTION STARS OFFICIAL").await;
    // Its descriptions are in the learner's language.
    let mut shell = Shell::open("hello-world", Lang::Fr).await;
    shell
        .expect(
            "docker search --format '{{.Description}}' --no-trunc nginx | head -n 1",
            "[..](image du cours)",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pull() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell
        .expect(
            "docker pull nginx",
            "Using default tag: latest
             latest: Pulling from library/nginx
             [..]
             Digest: sha256:[..]
             Status: Downloaded newer image for nginx:latest
             docker.io/library/nginx:latest",
        )
        .await;
    shell
        .expect(
            "docker pull nginx",
            "Using default tag: latest
             latest: Pulling from library/nginx
             Digest: sha256:[..]
             Status: Image is up to date for nginx:latest
             docker.io/library/nginx:latest",
        )
        .await;
    // Layers that are there already are not fetched again.
    shell
        .expect(
            "docker pull nginx:1.22",
            "1.22: Pulling from library/nginx
             [..]: Already exists
             [..]
             Status: Downloaded newer image for nginx:1.22
             docker.io/library/nginx:1.22",
        )
        .await;
    shell.expect("docker run --rm nginx:1.22 nginx -v", "nginx version: nginx/1.22.[..]").await;
    shell
        .expect(
            "digest=$(docker inspect -f '{{index .RepoDigests 0}}' nginx:1.22); docker rmi -f nginx:1.22 > /dev/null; \
             docker pull $digest",
            "docker.io/library/nginx@sha256:[..]: Pulling from library/nginx
             [..]
             Digest: sha256:[..]
             Status: Downloaded newer image for nginx@sha256:[..]
             docker.io/library/nginx@sha256:[..]",
        )
        .await;
    shell
        .expect(
            "docker pull -q --platform linux/$(dpkg --print-architecture) busybox",
            "docker.io/library/busybox:latest",
        )
        .await;
    shell
        .expect(
            "docker pull --platform linux/s390x busybox",
            "[..]\nno matching manifest for linux/s390x in the manifest list entries\n[..]",
        )
        .await;
    shell
        .expect(
            "docker pull nginx:9.99",
            "Error response from daemon: manifest for nginx:9.99 not found: manifest unknown: manifest unknown",
        )
        .await;
    let denied = "repository does not exist or may require 'docker login': denied: requested access to the resource is denied";
    shell
        .expect(
            "docker pull no-such-image",
            &format!("Using default tag: latest\nError response from daemon: pull access denied for no-such-image, {denied}"),
        )
        .await;
    shell
        .expect(
            "docker run no-such-image",
            &format!(
                "Unable to find image 'no-such-image:latest' locally
                 docker: Error response from daemon: pull access denied for no-such-image, {denied}.
                 See 'docker run --help'."
            ),
        )
        .await;
    shell
        .expect(
            "docker rmi hello-world > /dev/null; docker run --rm hello-world",
            "Unable to find image 'hello-world:latest' locally
             latest: Pulling from library/hello-world
             [..]
             Status: Downloaded newer image for hello-world:latest
             Hello from Docker!
             [..]",
        )
        .await;
    // Builds find their base images there, too.
    shell
        .expect(
            "printf 'FROM redis\\nLABEL built=here\\n' | docker build -q -t mine - && docker inspect -f '{{.Config.Labels.built}}' mine",
            "sha256:[..]\nhere",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn manifest_inspect() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell
        .expect(
            "docker manifest inspect nginx:1.26",
            "{
               \"schemaVersion\": 2,
               \"mediaType\": \"application/vnd.oci.image.index.v1+json\",
               \"manifests\": [
               {
               \"mediaType\": \"application/vnd.oci.image.manifest.v1+json\",
               \"size\": [..],
               \"digest\": \"sha256:[..]\",
               \"platform\": {
               \"architecture\": \"[..]\",
               \"os\": \"linux\"
               }
               }
               ]
             }",
        )
        .await;
    shell.expect("docker manifest inspect nginx:9", "no such manifest: docker.io/library/nginx:9").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn login_tag_push_and_pull_it_back() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell.run("docker pull -q nginx; docker tag nginx learner/app:1.0; docker tag nginx somebody/app").await;
    shell
        .expect(
            "echo whatever | docker login -u learner --password-stdin",
            "WARNING! Your password will be stored unencrypted in /home/learner/.docker/config.json.
             [..]
             Login Succeeded",
        )
        .await;
    shell
        .expect(
            "docker push learner/app:1.0",
            "The push refers to repository [docker.io/learner/app]
             [..]
             [..]: Mounted from library/nginx
             [..]
             1.0: digest: sha256:[..] size: [..]",
        )
        .await;
    shell
        .expect(
            "docker rmi nginx learner/app:1.0 somebody/app > /dev/null; docker pull learner/app:1.0",
            "1.0: Pulling from learner/app
             [..]
             Digest: sha256:[..]
             Status: Downloaded newer image for learner/app:1.0
             docker.io/learner/app:1.0",
        )
        .await;
    shell.expect("docker search --format '{{.Name}}' learner/app", "learner/app").await;
    // A layer of one's own goes up and comes down.
    shell
        .expect(
            "printf 'FROM learner/app:1.0\\nRUN echo mine > /mine\\n' | docker build -q -t learner/app:2.0 - > /dev/null; \
             docker push -q learner/app:2.0 && docker rmi -f learner/app:2.0 > /dev/null; \
             docker run --rm learner/app:2.0 cat /mine",
            "docker.io/learner/app:2.0
             Unable to find image 'learner/app:2.0' locally
             [..]
             mine",
        )
        .await;
    // What is official or somebody else's cannot be pushed to.
    for name in ["nginx", "somebody/app"] {
        shell.run(&format!("docker tag learner/app:1.0 {name}")).await;
        shell
            .expect(
                &format!("docker push {name}; echo status $?"),
                "Using default tag: latest
                 [..]
                 denied: requested access to the resource is denied
                 [..]
                 status 1",
            )
            .await;
    }
    shell.expect("docker logout", "Removing login credentials for https://index.docker.io/v1/").await;
    shell
        .expect(
            "docker push learner/app:1.0; echo status $?",
            "[..]
             denied: requested access to the resource is denied
             [..]
             status 1",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_of_ones_own() {
    let mut shell = Shell::open("hello-world", Lang::En).await;
    shell.run("docker pull -q busybox; docker tag busybox localhost:5000/tools/box:1").await;
    shell
        .expect(
            "docker push localhost:5000/tools/box:1",
            "The push refers to repository [localhost:5000/tools/box]
             [..]
             [..]: Pushed
             1: digest: sha256:[..] size: [..]",
        )
        .await;
    shell
        .expect(
            "docker rmi -f $(docker images -q | sort -u) > /dev/null; docker run --rm localhost:5000/tools/box:1 echo back",
            "Unable to find image 'localhost:5000/tools/box:1' locally
             1: Pulling from tools/box
             [..]
             back",
        )
        .await;
    shell
        .expect("curl -s localhost:5000/v2/tools/box/tags/list", "{\"name\":\"tools/box\",\"tags\":[\"1\"]}")
        .await;
    // It is another one than Docker Hub, and knows nothing of it.
    shell
        .expect(
            "docker pull localhost:5000/nginx",
            "Using default tag: latest
             Error response from daemon: [..]: name unknown: repository name not known to registry",
        )
        .await;
    // A learner's own programs may have the port of HTTPS.
    shell
        .expect(
            "docker run -d -q -p 443:80 nginx > /dev/null; sleep 1; curl -s http://localhost:443 | head -n 1",
            "<!DOCTYPE html>",
        )
        .await;
    shell.expect("docker search --limit 1 --format '{{.Name}}' nginx", "nginx").await;
}
