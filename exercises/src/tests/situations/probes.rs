//! What is said of what answers, ends and is written inside the sandbox.

use super::containers::{port, publishing};
use super::*;

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
