//! What learners are told about everything that is not a container's state, word for word, in both languages. Each line was
//! read by a person: is it true, kind, precise, and does it not give the answer away?

use jiff::SignedDuration;

use super::world::*;
use crate::{
    Attachment, CommandSeen, Container, EngineEvent, Entry, Facts, FileSeen, HttpOutcome, HttpRequest,
    HttpSeen, Image, ImageDetails, Lang, LogsSeen, Mount, MountKind, Network, Object, PortMapping, Setup,
    Verdict, Volume, evaluate,
};

/// What is said of a goal in each world, a line for each language.
fn said(fact: &str, worlds: impl IntoIterator<Item = Facts>) -> String {
    let goals = [goal("it", &[], asked(fact))];
    let texts = worlds.into_iter().flat_map(|facts| {
        let verdict = evaluate(&goals, &facts).remove(0);
        let Verdict::Unmet(explanation) = verdict else { panic!("{fact}: {verdict:?}") };
        Lang::ALL.map(|lang| format!("{lang}  {}\n", explanation.text(lang)))
    });
    texts.collect()
}

fn met(fact: &str, facts: &Facts) {
    assert_eq!(evaluate(&[goal("it", &[], asked(fact))], facts), [Verdict::Met], "{fact}");
}

fn web() -> Container {
    container("web", "nginx")
}

fn each(containers: impl IntoIterator<Item = Container>) -> Vec<Facts> {
    containers.into_iter().map(|container| engine([container])).collect()
}

fn strings<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn port(host: u16, container: u16, address: &str) -> PortMapping {
    PortMapping { container, host, address: address.into(), protocol: "tcp".into() }
}

fn publishing(ports: impl IntoIterator<Item = PortMapping>) -> Container {
    Container { ports: ports.into_iter().collect(), ..web() }
}

#[test]
fn ports() {
    let wanted = "container = { name = 'web', publishes = '8431:80' }";
    met(wanted, &engine([publishing([port(8431, 80, "0.0.0.0")])]));
    met("container = { name = 'web', publishes = 80 }", &engine([publishing([port(4, 80, "::")])]));
    let near =
        [publishing([]), publishing([port(8080, 80, "0.0.0.0")]), publishing([port(8431, 8080, "0.0.0.0")])];
    insta::assert_snapshot!(said(wanted, each(near)), @r"
    fr  `web` ne publie aucun port : rien ne mène jusqu’à lui depuis l’extérieur.
    en  `web` publishes no port: nothing leads to it from outside.
    fr  Vous avez publié `web` sur le port 8080, la consigne demande 8431.
    en  You published `web` on port 8080, the task asks for 8431.
    fr  `web` publie son port 8080 : la consigne demande son port 80, celui où le programme écoute.
    en  `web` publishes its port 8080: the task asks for its port 80, the one where the program listens.
    ");
    let local = "container = { name = 'web', publishes = '127.0.0.1:8431:80' }";
    insta::assert_snapshot!(said(local, each([publishing([port(8431, 80, "0.0.0.0")])])), @r"
    fr  `web` est publié sur l’adresse `0.0.0.0` : la consigne demande `127.0.0.1`.
    en  `web` is published on the address `0.0.0.0`: the task asks for `127.0.0.1`.
    ");
    let any = "container = { publishes = '8431:80' }";
    insta::assert_snapshot!(said(any, each([publishing([])])), @r"
    fr  Aucun conteneur qui publie le port `8431:80` n’existe encore.
    en  No container that publishes port `8431:80` exists yet.
    ");
}

fn mounting(kind: MountKind, source: &str, read_only: bool) -> Container {
    let mount = Mount { kind, source: source.into(), target: "/data".into(), read_only };
    Container { mounts: vec![mount], ..web() }
}

#[test]
fn mounts() {
    let wanted = "container = { name = 'web', mounts = 'notes:/data:ro' }";
    met(wanted, &engine([mounting(MountKind::Volume, "notes", true)]));
    met(
        "container = { name = 'web', mounts = ['*:/data/'] }",
        &engine([mounting(MountKind::Tmpfs, "", false)]),
    );
    let anonymous = "0123456789abcdef".repeat(4);
    let near = [
        web(),
        mounting(MountKind::Volume, "other", true),
        mounting(MountKind::Volume, &anonymous, true),
        mounting(MountKind::Bind, "/home/learner/notes", true),
        mounting(MountKind::Tmpfs, "", true),
        mounting(MountKind::Volume, "notes", false),
    ];
    insta::assert_snapshot!(said(wanted, each(near)), @r"
    fr  Rien n’est monté sur `/data` dans `web`.
    en  Nothing is mounted at `/data` in `web`.
    fr  Sur `/data` dans `web` se trouve le volume `other` : la consigne demande le volume `notes`.
    en  What is mounted at `/data` in `web` is the volume `other`: the task asks for the volume `notes`.
    fr  Sur `/data` dans `web` se trouve un volume anonyme : la consigne demande le volume `notes`.
    en  What is mounted at `/data` in `web` is an anonymous volume: the task asks for the volume `notes`.
    fr  Sur `/data` dans `web` se trouve le dossier `/home/learner/notes` : la consigne demande le volume `notes`.
    en  What is mounted at `/data` in `web` is the folder `/home/learner/notes`: the task asks for the volume `notes`.
    fr  Sur `/data` dans `web` se trouve de la mémoire (tmpfs) : la consigne demande le volume `notes`.
    en  What is mounted at `/data` in `web` is memory (tmpfs): the task asks for the volume `notes`.
    fr  `web` peut écrire dans `/data` : la consigne le demande en lecture seule.
    en  `web` can write to `/data`: the task asks for it to be read-only.
    ");
    let folder = "container = { name = 'web', mounts = '/home/learner/site:/data:rw' }";
    let near =
        [mounting(MountKind::Bind, "/home/learner/site", true), mounting(MountKind::Volume, "site", false)];
    insta::assert_snapshot!(said(folder, each(near)), @r"
    fr  `web` ne peut pas écrire dans `/data` : la consigne demande qu’il le puisse.
    en  `web` cannot write to `/data`: the task asks that it can.
    fr  Sur `/data` dans `web` se trouve le volume `site` : la consigne demande le dossier `/home/learner/site`.
    en  What is mounted at `/data` in `web` is the volume `site`: the task asks for the folder `/home/learner/site`.
    ");
}

#[test]
fn what_a_container_was_given() {
    let attachment = |network: &str| Attachment { network: network.into(), ..Attachment::default() };
    let on = |network: &str| Container { networks: vec![attachment(network)], ..web() };
    let front = "container = { name = 'web', networks = 'front' }";
    met(front, &engine([on("front")]));
    insta::assert_snapshot!(said(front, each([on("bridge"), web()])), @r"
    fr  `web` est sur le réseau `bridge` : la consigne demande `front`.
    en  `web` is on the network `bridge`: the task asks for `front`.
    fr  `web` n’est sur aucun réseau : la consigne demande `front`.
    en  `web` is on no network: the task asks for `front`.
    ");
    let with = |env: &str, label: &str| Container { env: strings([env]), labels: strings([label]), ..web() };
    let env = "container = { name = 'web', env = ['MODE=prod', 'TOKEN'] }";
    met(env, &engine([Container { env: strings(["MODE=prod", "TOKEN=x"]), ..web() }]));
    insta::assert_snapshot!(said(env, each([web(), with("MODE=dev", ""), with("MODE=prod", "")])), @r"
    fr  `web` n’a pas de variable `MODE` dans son environnement.
    en  `web` has no variable `MODE` in its environment.
    fr  Dans `web`, la variable `MODE` vaut `dev` : la consigne demande `prod`.
    en  In `web`, the variable `MODE` is `dev`: the task asks for `prod`.
    fr  `web` n’a pas de variable `TOKEN` dans son environnement.
    en  `web` has no variable `TOKEN` in its environment.
    ");
    let label = "container = { name = 'web', labels = 'team=blue' }";
    insta::assert_snapshot!(said(label, each([web(), with("", "team=red")])), @r"
    fr  `web` ne porte pas d’étiquette `team`.
    en  `web` does not carry a label `team`.
    fr  L’étiquette `team` de `web` vaut `red` : la consigne demande `blue`.
    en  The label `team` of `web` is `red`: the task asks for `blue`.
    ");
    let args = "container = { name = 'web', args = 'sleep 600' }";
    met(args, &engine([Container { command: strings(["sh", "-c", "sleep 600"]), ..web() }]));
    insta::assert_snapshot!(said(args, each([web()])), @r"
    fr  La ligne de commande de `web` ne contient pas `sleep 600`.
    en  The command line of `web` does not hold `sleep 600`.
    ");
}

#[test]
fn how_a_container_is_limited() {
    let set = |setup: Setup| Container { setup, ..web() };
    let tell = |key: &str, containers: Vec<Container>| {
        said(&format!("container = {{ name = 'web', {key} }}"), each(containers))
    };
    let told = [
        tell(
            "restart = 'unless-stopped'",
            vec![web(), set(Setup { restart: "on-failure:3".into(), ..Setup::default() })],
        ),
        tell("memory = '64m'", vec![web(), set(Setup { memory: 128 << 20, ..Setup::default() })]),
        tell("cpus = 0.5", vec![web(), set(Setup { nano_cpus: 2_000_000_000, ..Setup::default() })]),
        tell("user = 'app'", vec![web(), set(Setup { user: "www-data".into(), ..Setup::default() })]),
        tell("workdir = '/srv'", vec![set(Setup { workdir: "/app".into(), ..Setup::default() })]),
        tell("hostname = 'web'", vec![web()]),
        tell("read_only = true", vec![web()]),
        tell("read_only = false", vec![set(Setup { read_only: true, ..Setup::default() })]),
        tell("privileged = false", vec![set(Setup { privileged: true, ..Setup::default() })]),
        tell("privileged = true", vec![web()]),
        tell("health = 'healthy'", vec![web(), Container { health: Some("starting".into()), ..web() }]),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  La politique de redémarrage de `web` est `no` : la consigne demande `unless-stopped`.
    en  The restart policy of `web` is `no`: the task asks for `unless-stopped`.
    fr  La politique de redémarrage de `web` est `on-failure` : la consigne demande `unless-stopped`.
    en  The restart policy of `web` is `on-failure`: the task asks for `unless-stopped`.
    fr  `web` peut prendre toute la mémoire de la machine : la consigne demande une limite de `64 MiB`.
    en  `web` may take all the memory of the machine: the task asks for a limit of `64 MiB`.
    fr  La limite de mémoire de `web` est `128 MiB` : la consigne demande `64 MiB`.
    en  The memory limit of `web` is `128 MiB`: the task asks for `64 MiB`.
    fr  `web` peut prendre tous les processeurs : la consigne demande une limite de `0.5` processeur.
    en  `web` may take every processor: the task asks for a limit of `0.5` processors.
    fr  La limite de processeur de `web` est `2` : la consigne demande `0.5`.
    en  The processor limit of `web` is `2`: the task asks for `0.5`.
    fr  `web` tourne en tant que `root` : la consigne demande l’utilisateur `app`.
    en  `web` runs as `root`: the task asks for the user `app`.
    fr  L’utilisateur de `web` est `www-data` : la consigne demande `app`.
    en  The user of `web` is `www-data`: the task asks for `app`.
    fr  Le dossier de travail de `web` est `/app` : la consigne demande `/srv`.
    en  The working directory of `web` is `/app`: the task asks for `/srv`.
    fr  Le nom d’hôte de `web` n’est pas fixé : la consigne demande `web`.
    en  The host name of `web` is not set: the task asks for `web`.
    fr  Le système de fichiers de `web` peut être modifié : la consigne le demande en lecture seule.
    en  The file system of `web` can be written: the task asks for it to be read-only.
    fr  Le système de fichiers de `web` est en lecture seule : la consigne ne le demande pas.
    en  The file system of `web` is read-only: the task does not ask for that.
    fr  `web` a tous les droits sur la machine : la consigne le demande sans privilège.
    en  `web` has every privilege on the machine: the task asks for none.
    fr  `web` n’a que les droits ordinaires : la consigne les demande tous.
    en  `web` has ordinary privileges only: the task asks for all of them.
    fr  Rien ne surveille la santé de `web` : ni son image ni sa création ne disent comment.
    en  Nothing checks the health of `web`: neither its image nor its creation says how.
    fr  La santé de `web` est `starting` : la consigne demande `healthy`.
    en  The health of `web` is `starting`: the task asks for `healthy`.
    ");
    met(
        "container = { name = 'web', memory = '64m', restart = 'on-failure' }",
        &engine([set(Setup { memory: 64 << 20, restart: "on-failure:3".into(), ..Setup::default() })]),
    );
}

#[test]
fn an_image_that_only_bears_the_name() {
    let given = [("nginx:latest".to_owned(), "sha256:true".to_owned())].into();
    let run = |id: &str| Container { image_id: id.into(), ..web() };
    let world = |id: &str| Facts { given: Clone::clone(&given), ..engine([run(id)]) };
    met("container = { name = 'web', image = 'nginx' }", &world("sha256:true"));
    insta::assert_snapshot!(said("container = { name = 'web', image = 'nginx' }", [world("sha256:false")]), @r"
    fr  `web` vient d’une image qui porte le nom `nginx`, mais ce n’est pas elle : quelqu’un a donné ce nom à une autre.
    en  `web` comes from an image that bears the name `nginx`, but is not it: somebody gave that name to another one.
    ");
}

#[test]
fn how_many() {
    let replicas =
        |count: usize| engine((0..count).map(|number| container(&format!("web{number}"), "nginx")));
    let three = "container = { image = 'nginx', state = 'running' }\ncount = 3";
    met(three, &replicas(3));
    insta::assert_snapshot!(said(three, [replicas(0), replicas(1), replicas(2), replicas(4)]), @r"
    fr  Aucun conteneur n’existe encore.
    en  No container exists yet.
    fr  1 conteneur correspond : la consigne en demande 3.
    en  1 container matches: the task asks for 3.
    fr  2 conteneurs correspondent : la consigne en demande 3.
    en  2 containers match: the task asks for 3.
    fr  4 conteneurs correspondent : la consigne en demande 3.
    en  4 containers match: the task asks for 3.
    ");
    let bounds = "container = { image = 'nginx' }\nat_least = 2\nat_most = 3";
    insta::assert_snapshot!(said(bounds, [replicas(1), replicas(4)]), @r"
    fr  1 conteneur correspond : la consigne en demande de 2 à 3.
    en  1 container matches: the task asks for 2 to 3.
    fr  4 conteneurs correspondent : la consigne en demande de 2 à 3.
    en  4 containers match: the task asks for 2 to 3.
    ");
    insta::assert_snapshot!(said("container = { image = 'nginx' }\nat_most = 1", [replicas(2)]), @r"
    fr  2 conteneurs correspondent : la consigne en demande au plus 1.
    en  2 containers match: the task asks for at most 1.
    ");
    met("container = { image = 'nginx' }\nat_most = 1", &replicas(0));
    let volumes = |count: usize| Facts {
        volumes: (0..count).map(|it| Volume { name: format!("v{it}"), ..Volume::default() }).collect(),
        ..engine([])
    };
    insta::assert_snapshot!(said("volume = {}\ncount = 2", [volumes(1), volumes(3)]), @r"
    fr  1 volume correspond : la consigne en demande 2.
    en  1 volume matches: the task asks for 2.
    fr  3 volumes correspondent : la consigne en demande 2.
    en  3 volumes match: the task asks for 2.
    ");
    insta::assert_snapshot!(said("image = { dangling = false }\ncount = 5", [engine([])]), @r"
    fr  4 images correspondent : la consigne en demande 5.
    en  4 images match: the task asks for 5.
    ");
    let networks = |count: usize| Facts {
        networks: (0..count).map(|it| Network { name: format!("n{it}"), ..Network::default() }).collect(),
        ..engine([])
    };
    insta::assert_snapshot!(said("network = {}\nat_least = 2", [networks(1)]), @r"
    fr  1 réseau correspond : la consigne en demande au moins 2.
    en  1 network matches: the task asks for at least 2.
    ");
    insta::assert_snapshot!(said("network = {}\ncount = 1", [networks(2)]), @r"
    fr  2 réseaux correspondent : la consigne en demande 1.
    en  2 networks match: the task asks for 1.
    ");
    insta::assert_snapshot!(said("image = { name = 'nginx' }\ncount = 2", [engine([])]), @r"
    fr  1 image correspond : la consigne en demande 2.
    en  1 image matches: the task asks for 2.
    ");
}

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
    fr  Le volume `notes` existe encore.
    en  The volume `notes` still exists.
    ");
    insta::assert_snapshot!(said("volume = { anonymous = true }\nabsent = true", [world(&anonymous)]), @r"
    fr  Un volume anonyme existe encore.
    en  An anonymous volume still exists.
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
    fr  Le réseau `front` existe encore.
    en  The network `front` still exists.
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
    fr  Les adresses du réseau `front` sont prises dans `172.18.0.0/16` : la consigne demande `10.9.0.0/24`.
    en  The addresses of the network `front` are from `172.18.0.0/16`: the task asks for `10.9.0.0/24`.
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

fn home(path: &str, entry: Entry) -> Facts {
    Facts { files: vec![FileSeen { path: path.into(), entry }], ..engine([]) }
}

fn file(text: &str) -> Entry {
    Entry::File { mode: 0o644, size: text.len() as u64, text: text.into() }
}

#[test]
fn files() {
    let wanted = "file = { path = '~/site/index.html', contains = ['Bonjour', 'Hello'], lacks = 'TODO' }";
    let index = |text: &str| home("site/index.html", file(text));
    met(wanted, &index("Bonjour, Hello"));
    let worlds = [
        engine([]),
        index(" \n"),
        index("Bonjour"),
        index("Bonjour, Hello, TODO"),
        home("site/index.html", Entry::Unreadable),
        home("site/index.html", Entry::Folder { mode: 0o755 }),
    ];
    insta::assert_snapshot!(said(wanted, worlds), @r"
    fr  Le fichier `site/index.html` n’existe pas dans votre dossier personnel.
    en  There is no file `site/index.html` in your home.
    fr  `site/index.html` est vide.
    en  `site/index.html` is empty.
    fr  `site/index.html` ne contient pas `Hello`.
    en  `site/index.html` does not hold `Hello`.
    fr  `site/index.html` contient encore `TODO`.
    en  `site/index.html` still holds `TODO`.
    fr  `site/index.html` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.
    en  `site/index.html` cannot be read: its permissions forbid it, or it is no ordinary file.
    fr  `site/index.html` est un dossier : la consigne demande un fichier.
    en  `site/index.html` is a folder: the task asks for a file.
    ");
    let script = home("run.sh", file("echo"));
    let told = [
        said("file = { path = 'data', folder = true }", [engine([]), home("data", file("x"))]),
        said("file = { path = 'run.sh', executable = true }", [script.clone()]),
        said("file = { path = 'run.sh' }\nabsent = true", [script]),
        said(
            "file = { path = 'run.sh', executable = false }",
            [home("run.sh", Entry::File { mode: 0o755, size: 4, text: "echo".into() })],
        ),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  Le dossier `data` n’existe pas dans votre dossier personnel.
    en  There is no folder `data` in your home.
    fr  `data` est un fichier : la consigne demande un dossier.
    en  `data` is a file: the task asks for a folder.
    fr  `run.sh` n’est pas exécutable.
    en  `run.sh` is not executable.
    fr  `run.sh` existe encore.
    en  `run.sh` still exists.
    fr  `run.sh` est exécutable : la consigne ne le demande pas.
    en  `run.sh` is executable: the task does not ask for that.
    ");
    met("file = { path = 'data', folder = true }", &home("data", Entry::Folder { mode: 0o755 }));
    met("file = { path = 'gone' }\nabsent = true", &engine([]));
}

#[test]
fn dockerfiles() {
    let text = "# syntax comment\nFROM debian:slim AS build\nRUN apt-get update \\\n && apt-get install -y curl\n\
                FROM python\nENV MODE prod\nLABEL team=\"blue\" other=x\nWORKDIR /app\nCOPY --from=build /x /y\nCOPY . .\n\
                EXPOSE 8000 9000\nUSER app\nHEALTHCHECK --interval=5s CMD curl localhost\nCMD python app.py\n";
    let world = |text: &str| home("Dockerfile", file(text));
    for asked in [
        "from = 'python'",
        "stages = 2",
        "has = ['RUN apt-get install', 'EXPOSE 9000', 'ENV MODE=prod', 'LABEL team=blue', 'COPY --from=build', 'USER']",
        "has = 'CMD python app.py'",
        "has = 'healthcheck cmd curl'",
        "in_order = ['WORKDIR', 'COPY .', 'CMD']",
        "lacks = ['ADD', 'USER root']",
    ] {
        let asked = asked.replace("healthcheck cmd", "HEALTHCHECK CMD");
        met(&format!("dockerfile = {{ {asked} }}"), &world(text));
    }
    met("dockerfile = { has = 'CMD [\"a\", \"b\"]' }", &world("FROM x\nCMD [\"a\", \"b\"]\n"));
    let tell = |asked: &str, text: &str| said(&format!("dockerfile = {{ {asked} }}"), [world(text)]);
    let told = [
        said("dockerfile = { path = 'app/Dockerfile' }", [engine([])]),
        said("dockerfile = {}", [home("Dockerfile", Entry::Unreadable)]),
        tell("from = 'python'", "\n"),
        tell("from = 'python'", "FROM debian\nRUNN true\n"),
        tell("from = 'python'", "FROM debian\n"),
        tell("stages = 2", "FROM debian\n"),
        tell("has = 'USER'", "FROM debian\n"),
        tell("has = 'USER app'", "FROM debian\n"),
        tell("has = 'USER app'", "FROM debian\n\nUSER root\n"),
        tell("has = 'CMD [\"python\", \"app.py\"]'", text),
        tell("lacks = 'ADD'", "FROM debian\nADD . .\n"),
        tell("in_order = ['RUN pip', 'COPY . .']", "FROM python\nCOPY . .\nRUN pip install -r r.txt\n"),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  Le fichier `app/Dockerfile` n’existe pas encore dans votre dossier personnel.
    en  There is no file `app/Dockerfile` in your home yet.
    fr  `Dockerfile` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.
    en  `Dockerfile` cannot be read: its permissions forbid it, or it is no ordinary file.
    fr  `Dockerfile` est vide.
    en  `Dockerfile` is empty.
    fr  `Dockerfile`, ligne 2 : Docker ne comprendra pas cette instruction.
    en  `Dockerfile`, line 2: Docker will not understand this instruction.
    fr  L’image part de `debian` : la consigne demande `python`.
    en  The image starts from `debian`: the task asks for `python`.
    fr  Le Dockerfile n’a qu’une étape `FROM` : la consigne en demande 2.
    en  The Dockerfile has one `FROM` stage only: the task asks for 2.
    fr  Il manque une instruction `USER` au Dockerfile.
    en  The Dockerfile lacks an instruction `USER`.
    fr  Il manque une instruction `USER` au Dockerfile.
    en  The Dockerfile lacks an instruction `USER`.
    fr  Ligne 3 : `USER root` n’est pas encore ce que demande la consigne.
    en  Line 3: `USER root` is not yet what the task asks for.
    fr  Ligne 14 : `CMD python app.py` passe par un shell ; la consigne demande `CMD` avec une liste de mots.
    en  Line 14: `CMD python app.py` goes through a shell; the task asks for `CMD` with a list of words.
    fr  Ligne 2 : la consigne demande de se passer de `ADD`.
    en  Line 2: the task asks to do without `ADD`.
    fr  Dans le Dockerfile, `COPY . .` doit venir après `RUN pip`.
    en  In the Dockerfile, `COPY . .` has to come after `RUN pip`.
    ");
}

#[test]
fn answers_over_http() {
    let wanted = "http = { port = 8431, status = 200, body_contains = 'Bonjour' }";
    let request = || HttpRequest { container: None, port: 8431, path: "/".into() };
    let published = || publishing([port(8431, 80, "0.0.0.0")]);
    let world = |containers: Vec<Container>, outcome: HttpOutcome| Facts {
        http: vec![HttpSeen { request: request(), outcome }],
        ..engine(containers)
    };
    let answer = |status, body: &str| HttpOutcome::Answered { status, body: body.into() };
    met(wanted, &world(vec![published()], answer(200, "<p>Bonjour</p>")));
    let worlds = [
        world(vec![web()], HttpOutcome::Refused),
        // A program of the learner's shell gives the right answer.
        world(vec![web()], answer(200, "Bonjour")),
        world(vec![published().exited(1, 3)], answer(200, "Bonjour")),
        // A program of the shell listens beside a container that publishes the port on another address.
        world(vec![publishing([port(8431, 80, "127.0.0.2")])], answer(200, "Bonjour")),
        world(vec![published()], HttpOutcome::Refused),
        world(vec![published()], HttpOutcome::Silent),
        world(vec![published()], HttpOutcome::NotHttp),
        world(vec![published()], answer(404, "Bonjour")),
        world(vec![published()], answer(200, "Welcome")),
    ];
    insta::assert_snapshot!(said(wanted, worlds), @r"
    fr  Aucun conteneur en marche ne publie le port 8431.
    en  No running container publishes port 8431.
    fr  Quelque chose répond sur le port 8431, mais ce n’est pas un conteneur : aucun ne publie ce port.
    en  Something answers on port 8431, but it is not a container: none publishes that port.
    fr  Quelque chose répond sur le port 8431, mais ce n’est pas un conteneur : aucun ne publie ce port.
    en  Something answers on port 8431, but it is not a container: none publishes that port.
    fr  Quelque chose répond sur le port 8431, mais ce n’est pas un conteneur : aucun ne publie ce port.
    en  Something answers on port 8431, but it is not a container: none publishes that port.
    fr  `localhost:8431` ne répond pas : dans `web`, aucun programme n’écoute sur ce port, ou pas encore.
    en  `localhost:8431` does not answer: in `web`, no program listens on that port, or not yet.
    fr  `localhost:8431` se tait : `web` accepte la connexion, mais ne répond rien.
    en  `localhost:8431` is silent: `web` accepts the connection, but answers nothing.
    fr  Ce que `web` répond sur `localhost:8431` n’est pas du HTTP.
    en  What `web` answers on `localhost:8431` is not HTTP.
    fr  `localhost:8431` répond 404, la consigne demande 200 : regardez `docker logs web`.
    en  `localhost:8431` answers 404, the task asks for 200: look at `docker logs web`.
    fr  `localhost:8431` répond, mais la page ne contient pas `Bonjour`.
    en  `localhost:8431` answers, but the page does not hold `Bonjour`.
    ");
    let gone = "http = { port = 8431 }\nabsent = true";
    insta::assert_snapshot!(said(gone, [world(vec![published()], answer(200, ""))]), @r"
    fr  `web` répond encore sur `localhost:8431`.
    en  `web` still answers on `localhost:8431`.
    ");
    met(gone, &world(vec![published()], HttpOutcome::Refused));
    let inside = "http = { container = 'web', port = 80, path = '/health' }";
    let request = HttpRequest { container: Some("web".into()), port: 80, path: "/health".into() };
    let refused =
        Facts { http: vec![HttpSeen { request, outcome: HttpOutcome::Refused }], ..engine([web()]) };
    insta::assert_snapshot!(said(inside, [engine([]), refused]), @r"
    fr  Aucun conteneur nommé `web` ne tourne.
    en  No container named `web` runs.
    fr  `web:80/health` ne répond pas : dans `web`, aucun programme n’écoute sur ce port, ou pas encore.
    en  `web:80/health` does not answer: in `web`, no program listens on that port, or not yet.
    ");
}

#[test]
fn commands() {
    let world = |exit_code, output: &str| Facts {
        commands: vec![CommandSeen { run: "count".into(), exit_code, output: output.into() }],
        ..engine([])
    };
    met("command = { run = 'count', output = '3' }", &world(Some(0), " 3\n"));
    met("command = { run = 'count', exit_code = 2, output_contains = 'no' }", &world(Some(2), "no such"));
    let told = [
        said(
            "command = { run = 'count' }",
            [engine([]), world(None, ""), world(Some(1), ""), world(Some(1), "a\nno db\n")],
        ),
        said("command = { run = 'count', exit_code = 3 }", [world(Some(0), "")]),
        said("command = { run = 'count', output = '3' }", [world(Some(0), ""), world(Some(0), "2")]),
        said("command = { run = 'count', output_contains = 'ready' }", [world(Some(0), "starting")]),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  La vérification n’a pas abouti à temps : ce qu’elle interroge ne répond pas.
    en  The check did not finish in time: what it asks does not answer.
    fr  La vérification n’a pas abouti à temps : ce qu’elle interroge ne répond pas.
    en  The check did not finish in time: what it asks does not answer.
    fr  La vérification a échoué sans rien dire.
    en  The check failed without a word.
    fr  La vérification a échoué : `no db`.
    en  The check failed: `no db`.
    fr  La vérification s’est terminée avec le code 0, elle attend 3.
    en  The check ended with code 0, it expects 3.
    fr  La vérification n’a rien trouvé : elle attend `3`.
    en  The check found nothing: it expects `3`.
    fr  La vérification a trouvé `2` : elle attend `3`.
    en  The check found `2`: it expects `3`.
    fr  La vérification a trouvé `starting` : elle attend `ready`.
    en  The check found `starting`: it expects `ready`.
    ");
}

#[test]
fn logs() {
    let world = |text: &str| Facts {
        logs: vec![LogsSeen { container: "web".into(), text: text.into() }],
        ..engine([web()])
    };
    let wanted = "logs = { container = 'web', contains = 'ready' }";
    met(wanted, &world("is ready"));
    insta::assert_snapshot!(said(wanted, [engine([]), world("\n"), world("starting")]), @r"
    fr  Aucun conteneur ne s’appelle encore `web`.
    en  No container is called `web` yet.
    fr  `web` n’a encore rien écrit.
    en  `web` has not written anything yet.
    fr  `ready` ne figure pas dans ce que `web` a écrit : regardez `docker logs web`.
    en  `ready` is not in what `web` has written: look at `docker logs web`.
    ");
    let calm = "logs = { container = 'web', contains = 'error' }\nabsent = true";
    met(calm, &world("is ready"));
    insta::assert_snapshot!(said(calm, [world("an error")]), @r"
    fr  `web` a écrit `error` : regardez `docker logs web`.
    en  `web` has written `error`: look at `docker logs web`.
    ");
}

fn happened(object: Object, action: &str, name: &str, detail: &str) -> Facts {
    let event = EngineEvent {
        at: now() - SignedDuration::from_secs(5),
        object,
        action: action.into(),
        name: name.into(),
        detail: detail.into(),
    };
    Facts { events: vec![event], ..engine([]) }
}

#[test]
fn what_has_happened() {
    use Object::{Container, Image, Network, Volume};
    met(
        "happened = { to = 'container', what = 'restart', name = 'web' }",
        &happened(Container, "restart", "web", ""),
    );
    met("happened = { to = 'image', what = 'tag', name = 'app' }", &happened(Image, "tag", "app:latest", ""));
    let exec = "happened = { to = 'container', what = 'exec', name = 'web', command = 'cat /etc/hostname' }";
    met(exec, &happened(Container, "exec_start", "web", "/bin/cat /etc/hostname"));
    let told = [
        said(
            "happened = { to = 'container', what = 'restart', name = 'web' }",
            [engine([]), happened(Container, "restart", "db", ""), happened(Container, "stop", "web", "")],
        ),
        said(exec, [engine([]), happened(Container, "exec_start", "web", "ls")]),
        said(
            "happened = { to = 'container', what = 'rename', name = 'web', from = 'old' }",
            [happened(Container, "rename", "web", "older")],
        ),
        said(
            "happened = { to = 'network', what = 'connect', name = 'front', container = 'web' }",
            [happened(Network, "connect", "front", "db")],
        ),
        said(
            "happened = { to = 'network', what = 'disconnect', name = 'front', container = 'web' }",
            [happened(Network, "disconnect", "front", "db")],
        ),
        said("happened = { to = 'image', what = 'save', name = 'app' }", [engine([])]),
        said("happened = { to = 'image', what = 'load' }", [engine([])]),
        said("happened = { to = 'container', what = 'pause' }", [engine([])]),
        said(
            "happened = { to = 'volume', what = 'rm', name = 'notes' }",
            [happened(Volume, "create", "notes", "")],
        ),
        said("happened = { to = 'volume', what = 'create' }", [engine([])]),
        said("happened = { to = 'network', what = 'create' }", [engine([])]),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  `web` n’a pas encore été redémarré.
    en  `web` has not yet been restarted.
    fr  `web` n’a pas encore été redémarré. Cela est arrivé à `db`.
    en  `web` has not yet been restarted. It has happened to `db`.
    fr  `web` n’a pas encore été redémarré.
    en  `web` has not yet been restarted.
    fr  `web` n’a pas encore exécuté d’autre commande que la sienne.
    en  `web` has not yet run any command but its own.
    fr  `web` a exécuté `ls` : la consigne demande `cat /etc/hostname`.
    en  `web` has run `ls`: the task asks for `cat /etc/hostname`.
    fr  `web` s’appelait `older` : la consigne demande `old`.
    en  `web` was called `older`: the task asks for `old`.
    fr  Le réseau `front` a été rejoint par `db` : la consigne demande `web`.
    en  The network `front` has been joined by `db`: the task asks for `web`.
    fr  Le réseau `front` a été quitté par `db` : la consigne demande `web`.
    en  The network `front` has been left by `db`: the task asks for `web`.
    fr  L’image `app` n’a pas encore été enregistrée dans une archive.
    en  The image `app` has not yet been saved to an archive.
    fr  Aucune image n’a encore été chargée depuis une archive.
    en  No image has been loaded from an archive yet.
    fr  Aucun conteneur n’a encore été mis en pause.
    en  No container has been paused yet.
    fr  Le volume `notes` n’a pas encore été supprimé.
    en  The volume `notes` has not yet been removed.
    fr  Aucun volume n’a encore été créé.
    en  No volume has been created yet.
    fr  Aucun réseau n’a encore été créé.
    en  No network has been created yet.
    ");
}

#[test]
fn answers() {
    let world = |answer: &str| Facts { answers: [("it".to_owned(), answer.to_owned())].into(), ..engine([]) };
    met("answer = { is = ['Blue whale', '42'] }", &world(" « blue   WHALE » "));
    let told = [
        said("answer = { is = '42' }", [engine([]), world("many"), world("41")]),
        said("answer = { is = 'blue' }", [world("red")]),
        said("answer = { run = 'count' }", [world("red")]),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  Vous n’avez pas encore répondu.
    en  You have not answered yet.
    fr  Vous avez répondu « many » : c’est un nombre qui est attendu.
    en  You answered “many”: a number is expected.
    fr  « 41 » n’est pas la bonne réponse.
    en  “41” is not the right answer.
    fr  « red » n’est pas la bonne réponse.
    en  “red” is not the right answer.
    fr  Ce sur quoi porte la question n’existe plus dans votre moteur : un bac à sable neuf le remettra en place.
    en  What the question is about is not in your engine any more: a fresh sandbox puts it back.
    ");
    let found = Facts {
        commands: vec![CommandSeen { run: "count".into(), exit_code: Some(0), output: "7\n".into() }],
        ..world("7")
    };
    met("answer = { run = 'count' }", &found);
}

#[test]
fn one_of_several_and_all_of_several() {
    let any = "any = [{ volume = { name = 'notes' } }, { container = { name = 'web', state = 'running' } }]";
    // What the learner has got farthest with is spoken of.
    insta::assert_snapshot!(said(any, [engine([]), engine([web().exited(0, 3)])]), @r"
    fr  Aucun volume ne s’appelle encore `notes`.
    en  No volume is called `notes` yet.
    fr  `web` existe, mais s’est arrêté il y a 3 s avec le code 0 : un conteneur ne vit pas plus longtemps que son programme.
    en  `web` exists but stopped 3 s ago with code 0: a container lives no longer than its program.
    ");
    met(any, &engine([web()]));
    let all = "all = [{ container = { name = 'web' } }, { container = { name = 'db' }, absent = true }]";
    met(all, &engine([web()]));
    insta::assert_snapshot!(said(all, [engine([]), engine([web(), container("db", "debian")])]), @r"
    fr  Aucun conteneur n’existe encore.
    en  No container exists yet.
    fr  `db` tourne encore.
    en  `db` still runs.
    ");
}
