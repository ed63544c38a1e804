//! What is said of images, volumes and networks.

use super::containers::mounting;
use super::*;

fn app(details: ImageDetails) -> Facts {
    let image = Image {
        id: "sha256:app".into(),
        references: strings(["app:1.0"]),
        size: 123_456_789,
        details: Some(details),
    };
    let mut facts = engine([]);
    for image in &mut facts.images {
        image.details = Some(ImageDetails { layers: strings(["one"]), ..ImageDetails::default() });
    }
    facts.images.push(image);
    facts
}

#[test]
fn images() {
    insta::assert_snapshot!(said("image = { name = 'redis' }", [engine([])]), @r"
    fr  L’image `redis` n’est pas dans le moteur.
    en  The image `redis` is not in the engine.
    ");
    insta::assert_snapshot!(said("image = { name = 'nginx:1.27' }", [engine([])]), @r"
    fr  Le moteur a `nginx:latest`, mais la consigne demande `nginx:1.27`.
    en  The engine has `nginx:latest`, but the task asks for `nginx:1.27`.
    ");
    insta::assert_snapshot!(said("image = { name = 'nginx' }\nabsent = true", [engine([])]), @r"
    fr  L’image `nginx` est encore dans le moteur.
    en  The image `nginx` is still in the engine.
    ");
    let dangling = Image { id: "sha256:0123456789abcdef".into(), ..Image::default() };
    let facts = Facts { images: vec![dangling], ..engine([]) };
    insta::assert_snapshot!(said("image = { dangling = true }\nabsent = true", [facts]), @r"
    fr  Une image sans nom (`<none>`) est encore dans le moteur.
    en  An image without a name (`<none>`) is still in the engine.
    ");
    insta::assert_snapshot!(said("image = { dangling = true }", [engine([])]), @r"
    fr  Aucune image du moteur n’est comme le demande la consigne.
    en  No image in the engine is like the one the task asks for.
    ");
    let plain = ImageDetails::default;
    let whole = ImageDetails {
        command: strings(["/usr/bin/python3", "app.py"]),
        env: strings(["MODE=prod"]),
        labels: strings(["team=blue"]),
        exposes: vec![8000],
        user: "app".into(),
        workdir: "/app".into(),
        volumes: strings(["/data"]),
        healthcheck: true,
        layers: strings(["one", "two"]),
    };
    met(
        "image = { name = 'app:1.0', based_on = 'debian', command = 'python3', env = 'MODE=prod', labels = 'team', exposes = 8000, \
         user = 'app', workdir = '/app', volumes = '/data', healthcheck = true, max_size = '200MB' }",
        &app(whole.clone()),
    );
    let tell = |key: &str, details: ImageDetails| {
        said(&format!("image = {{ name = 'app:1.0', {key} }}"), [app(details)])
    };
    let told = [
        tell("based_on = 'debian'", plain()),
        tell("command = 'python3'", plain()),
        tell("command = 'nginx'", whole.clone()),
        tell("env = 'MODE=dev'", whole.clone()),
        tell("labels = 'team=red'", whole.clone()),
        tell("exposes = 80", whole.clone()),
        tell("user = 'app'", plain()),
        tell("user = 'root'", whole.clone()),
        tell("workdir = '/srv'", plain()),
        tell("workdir = '/srv'", whole.clone()),
        tell("volumes = '/var'", whole.clone()),
        tell("healthcheck = true", plain()),
        tell("healthcheck = false", whole.clone()),
        tell("max_size = '100MB'", whole),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  L’image `app:1.0` ne repose pas sur `debian` : ses premières couches ne sont pas les siennes.
    en  The image `app:1.0` is not built on `debian`: its first layers are not those of it.
    fr  L’image `app:1.0` ne dit pas quel programme lancer : la consigne demande `python3`.
    en  The image `app:1.0` does not say which program to start: the task asks for `python3`.
    fr  Le programme de l’image `app:1.0` est `python3` : la consigne demande `nginx`.
    en  The program of the image `app:1.0` is `python3`: the task asks for `nginx`.
    fr  L’environnement de l’image `app:1.0` ne contient pas `MODE=dev`.
    en  The environment of the image `app:1.0` does not hold `MODE=dev`.
    fr  L’image `app:1.0` ne porte pas l’étiquette `team=red`.
    en  The image `app:1.0` does not carry the label `team=red`.
    fr  L’image `app:1.0` n’annonce pas le port 80.
    en  The image `app:1.0` does not expose port 80.
    fr  L’image `app:1.0` tourne en tant que `root` : la consigne demande l’utilisateur `app`.
    en  The image `app:1.0` runs as `root`: the task asks for the user `app`.
    fr  L’utilisateur de l’image `app:1.0` est `app` : la consigne demande `root`.
    en  The user of the image `app:1.0` is `app`: the task asks for `root`.
    fr  Le dossier de travail de l’image `app:1.0` est `/` : la consigne demande `/srv`.
    en  The working directory of the image `app:1.0` is `/`: the task asks for `/srv`.
    fr  Le dossier de travail de l’image `app:1.0` est `/app` : la consigne demande `/srv`.
    en  The working directory of the image `app:1.0` is `/app`: the task asks for `/srv`.
    fr  L’image `app:1.0` ne fait pas de `/var` un volume.
    en  The image `app:1.0` does not make `/var` a volume.
    fr  L’image `app:1.0` ne surveille pas sa propre santé.
    en  The image `app:1.0` does not check its own health.
    fr  L’image `app:1.0` surveille sa santé : la consigne ne le demande pas.
    en  The image `app:1.0` checks its own health: the task does not ask for that.
    fr  L’image `app:1.0` pèse `123 MB` : la consigne permet `100 MB`.
    en  The image `app:1.0` weighs `123 MB`: the task allows `100 MB`.
    ");
    let nameless = "image = { based_on = 'debian', exposes = 80 }";
    let built = ImageDetails { layers: strings(["one", "two"]), ..plain() };
    insta::assert_snapshot!(said(nameless, [app(built), engine([])]), @r"
    fr  L’image `hello-world:latest` n’annonce pas le port 80.
    en  The image `hello-world:latest` does not expose port 80.
    fr  Aucune image du moteur n’est comme le demande la consigne.
    en  No image in the engine is like the one the task asks for.
    ");
}

#[test]
fn volumes() {
    let volume =
        |name: &str| Volume { name: name.into(), driver: "local".into(), labels: strings(["keep=yes"]) };
    let world = |name: &str| Facts { volumes: vec![volume(name)], ..engine([web()]) };
    let anonymous = "0123456789abcdef".repeat(4);
    insta::assert_snapshot!(said("volume = { name = 'notes' }", [engine([]), world("note"), world("x")]), @r"
    fr  Aucun volume ne s’appelle encore `notes`.
    en  No volume is called `notes` yet.
    fr  Il y a un volume `note`, mais la consigne demande `notes`.
    en  There is a volume `note`, but the task asks for `notes`.
    fr  Aucun volume ne s’appelle encore `notes`.
    en  No volume is called `notes` yet.
    ");
    insta::assert_snapshot!(said("volume = { labels = 'keep' }", [engine([])]), @r"
    fr  Aucun volume n’est encore comme le demande la consigne.
    en  No volume is like the one the task asks for yet.
    ");
    insta::assert_snapshot!(said("volume = { name = 'notes' }\nabsent = true", [world("notes")]), @r"
    fr  Le volume `notes` est encore dans le moteur.
    en  The volume `notes` is still in the engine.
    ");
    insta::assert_snapshot!(said("volume = { anonymous = true }\nabsent = true", [world(&anonymous)]), @r"
    fr  Un volume anonyme est encore dans le moteur.
    en  An anonymous volume is still in the engine.
    ");
    let used = Facts { containers: vec![mounting(MountKind::Volume, "notes", false)], ..world("notes") };
    met("volume = { name = 'notes', used_by = 'web', driver = 'local', labels = 'keep=yes' }", &used);
    let told = [
        said("volume = { name = 'notes', used_by = 'web' }", [world("notes")]),
        said("volume = { name = 'notes', used_by = 'db' }", [world("notes")]),
        said("volume = { name = 'notes', used = true }", [world("notes")]),
        said("volume = { name = 'notes', used = false }", [used]),
        said("volume = { name = 'notes', driver = 'nfs' }", [world("notes")]),
        said("volume = { name = 'notes', labels = 'keep=no' }", [world("notes")]),
        said("volume = { anonymous = true, used = true }", [world(&anonymous)]),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  Le volume `notes` existe, mais n’est pas monté dans `web`.
    en  The volume `notes` exists, but is not mounted in `web`.
    fr  Le volume `notes` existe, mais aucun conteneur ne s’appelle `db`.
    en  The volume `notes` exists, but no container is called `db`.
    fr  Le volume `notes` existe, mais aucun conteneur ne s’en sert.
    en  The volume `notes` exists, but no container uses it.
    fr  Le volume `notes` sert encore à un conteneur.
    en  The volume `notes` is still used by a container.
    fr  Le volume `notes` a le pilote `local` : la consigne demande `nfs`.
    en  The volume `notes` has the driver `local`: the task asks for `nfs`.
    fr  Le volume `notes` ne porte pas l’étiquette `keep=no`.
    en  The volume `notes` does not carry the label `keep=no`.
    fr  Un volume anonyme existe, mais aucun conteneur ne s’en sert.
    en  An anonymous volume exists, but no container uses it.
    ");
}

#[test]
fn networks() {
    let network = |name: &str| Network {
        name: name.into(),
        driver: "bridge".into(),
        subnets: strings(["172.18.0.0/16"]),
        ..Network::default()
    };
    let world = |name: &str| Facts { networks: vec![network("bridge"), network(name)], ..engine([web()]) };
    insta::assert_snapshot!(said("network = { name = 'front' }", [world("frond"), world("x")]), @r"
    fr  Il y a un réseau `frond`, mais la consigne demande `front`.
    en  There is a network `frond`, but the task asks for `front`.
    fr  Aucun réseau ne s’appelle encore `front`.
    en  No network is called `front` yet.
    ");
    insta::assert_snapshot!(said("network = { internal = true }", [Facts { networks: vec![network("bridge")], ..engine([]) }]), @r"
    fr  Il n’y a encore que les réseaux que tout moteur a : aucun n’est comme le demande la consigne.
    en  There are only the networks that every engine has: none is like the one the task asks for yet.
    ");
    insta::assert_snapshot!(said("network = { name = 'front' }\nabsent = true", [world("front")]), @r"
    fr  Le réseau `front` est encore dans le moteur.
    en  The network `front` is still in the engine.
    ");
    let on = Attachment { network: "front".into(), ..Attachment::default() };
    let joined = Facts { containers: vec![Container { networks: vec![on], ..web() }], ..world("front") };
    met("network = { name = 'front', containers = 'web', driver = 'bridge', internal = false }", &joined);
    let inside = Facts { networks: vec![Network { internal: true, ..network("front") }], ..engine([]) };
    let bare = Facts { networks: vec![Network { subnets: Vec::new(), ..network("front") }], ..engine([]) };
    let told = [
        said("network = { name = 'front', containers = ['web', 'db'] }", [world("front"), joined]),
        said("network = { name = 'front', driver = 'macvlan' }", [world("front")]),
        said("network = { name = 'front', subnet = '10.9.0.0/24' }", [world("front"), bare]),
        said("network = { name = 'front', internal = true }", [world("front")]),
        said("network = { name = 'front', internal = false }", [inside]),
        said("network = { name = 'front', labels = 'team=blue' }", [world("front")]),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  `web` n’est pas sur le réseau `front`.
    en  `web` is not on the network `front`.
    fr  Le réseau `front` existe, mais aucun conteneur ne s’appelle `db`.
    en  The network `front` exists, but no container is called `db`.
    fr  Le réseau `front` a le pilote `bridge` : la consigne demande `macvlan`.
    en  The network `front` has the driver `bridge`: the task asks for `macvlan`.
    fr  Dans le réseau `front`, les adresses sont prises dans `172.18.0.0/16` : la consigne demande `10.9.0.0/24`.
    en  In the network `front`, addresses are from `172.18.0.0/16`: the task asks for `10.9.0.0/24`.
    fr  Le réseau `front` n’a pas d’adresses : la consigne demande `10.9.0.0/24`.
    en  The network `front` has no addresses: the task asks for `10.9.0.0/24`.
    fr  Le réseau `front` mène vers l’extérieur : la consigne demande qu’il soit interne.
    en  The network `front` leads to the outside: the task asks for it to be internal.
    fr  Le réseau `front` est interne : la consigne demande qu’il mène vers l’extérieur.
    en  The network `front` is internal: the task asks that it lead to the outside.
    fr  Le réseau `front` ne porte pas l’étiquette `team=blue`.
    en  The network `front` does not carry the label `team=blue`.
    ");
}
