//! What is said of that which a container was given.

use super::*;

pub(super) fn port(host: u16, container: u16, address: &str) -> PortMapping {
    PortMapping { container, host, address: address.into(), protocol: "tcp".into() }
}

pub(super) fn publishing(ports: impl IntoIterator<Item = PortMapping>) -> Container {
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

pub(super) fn mounting(kind: MountKind, source: &str, read_only: bool) -> Container {
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
