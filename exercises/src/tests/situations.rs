//! What learners are told about everything that is not a container's state, word for word, in both languages. Each line was
//! read by a person: is it true, kind, precise, and does it not give the answer away?

mod containers;
mod files;
mod probes;
mod things;

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
