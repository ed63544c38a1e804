//! What learners are told, word for word, in both languages.

use super::world::*;
use crate::kinds::container::{ContainerMatcher, Reason};
use crate::{ContainerState, Explanation, Fact, Facts, Lang, Verdict, evaluate};

fn why(fact: Fact, facts: &Facts) -> Explanation {
    let verdict = evaluate(&[goal("it", &[], fact)], facts).remove(0);
    let Verdict::Unmet(explanation) = verdict else { panic!("not unmet: {verdict:?}") };
    explanation
}

/// What is said of one matcher in many engines, a line for each language.
fn said(fact: &Fact, engines: impl IntoIterator<Item = Facts>) -> String {
    let texts = engines.into_iter().flat_map(|facts| {
        let explanation = why(fact.clone(), &facts);
        Lang::ALL.map(|lang| format!("{lang}  {}\n", explanation.text(lang)))
    });
    texts.collect()
}

fn each(containers: impl IntoIterator<Item = crate::Container>) -> impl Iterator<Item = Facts> {
    containers.into_iter().map(|container| engine([container]))
}

#[test]
fn nothing_comes_near() {
    let engines = [engine([]), engine([container("db", "debian")])];
    insta::assert_snapshot!(said(&present(running_web()), engines), @r"
    fr  Aucun conteneur n’existe encore.
    en  No container exists yet.
    fr  Aucun conteneur nommé `web` issu de l’image `nginx` n’existe encore.
    en  No container named `web` from the image `nginx` exists yet.
    ");
}

#[test]
fn another_name_or_image() {
    let near = [
        container("quirky_turing", "nginx"),
        container("quirky_turing", "nginx").exited(0, 3),
        container("web", "busybox").exited(0, 3),
        container("web", "nginx:1.27"),
    ];
    insta::assert_snapshot!(said(&present(running_web()), each(near)), @r"
    fr  Un conteneur issu de `nginx` tourne, mais il s’appelle `quirky_turing` : la consigne demande `web`.
    en  A container from `nginx` runs, but its name is `quirky_turing`: the task asks for `web`.
    fr  Un conteneur issu de `nginx` existe, mais il s’appelle `quirky_turing` : la consigne demande `web`.
    en  A container from `nginx` exists, but its name is `quirky_turing`: the task asks for `web`.
    fr  `web` vient de l’image `busybox` : la consigne demande `nginx`.
    en  `web` comes from the image `busybox`: the task asks for `nginx`.
    fr  `web` vient de l’image `nginx:1.27` : la consigne demande `nginx:latest`.
    en  `web` comes from the image `nginx:1.27`: the task asks for `nginx:latest`.
    ");
}

#[test]
fn it_should_run() {
    let near = [
        container("web", "nginx").created(),
        container("web", "nginx").exited(1, 12),
        container("web", "nginx").exited(0, 240),
        container("web", "nginx").exited(137, 8000),
        container("web", "nginx").state(ContainerState::Restarting),
        container("web", "nginx").state(ContainerState::Paused),
        container("web", "nginx").exited(0, 5).removed(),
    ];
    insta::assert_snapshot!(said(&present(running_web()), each(near)), @r"
    fr  `web` existe, mais n’a jamais démarré.
    en  `web` exists, but was never started.
    fr  `web` existe, mais s’est arrêté il y a 12 s avec le code 1 : regardez `docker logs web`.
    en  `web` exists but stopped 12 s ago with code 1: look at `docker logs web`.
    fr  `web` existe, mais s’est arrêté il y a 4 min avec le code 0 : un conteneur ne vit pas plus longtemps que son programme.
    en  `web` exists but stopped 4 min ago with code 0: a container lives no longer than its program.
    fr  `web` existe, mais s’est arrêté il y a 2 h avec le code 137 : regardez `docker logs web`.
    en  `web` exists but stopped 2 h ago with code 137: look at `docker logs web`.
    fr  `web` se termine et redémarre sans cesse : regardez `docker logs web`.
    en  `web` ends and restarts over and over: look at `docker logs web`.
    fr  `web` est dans l’état `paused` : la consigne demande `running`.
    en  `web` is `paused`: the task asks for `running`.
    fr  `web` a existé, mais il a été supprimé.
    en  `web` existed, but it has been removed.
    ");
}

#[test]
fn it_should_have_ended() {
    let ended = ContainerMatcher { state: Some(ContainerState::Exited), exit_code: Some(0), ..shell() };
    let shell = || container("box", "debian").terminal().input();
    let near = [
        shell(),
        shell().created(),
        shell().exited(130, 5),
        shell().exited(130, 5).removed(),
        shell().state(ContainerState::Paused),
    ];
    insta::assert_snapshot!(said(&ever(ended), each(near)), @r"
    fr  Le shell de `box` est encore ouvert.
    en  The shell in `box` is still open.
    fr  `box` existe, mais n’a jamais démarré.
    en  `box` exists, but was never started.
    fr  `box` s’est terminé avec le code 130, la consigne demande 0 : regardez `docker logs box`.
    en  `box` ended with code 130, the task asks for 0: look at `docker logs box`.
    fr  `box` s’est terminé avec le code 130, la consigne demande 0.
    en  `box` ended with code 130, the task asks for 0.
    fr  `box` est dans l’état `paused` : la consigne demande `exited`.
    en  `box` is `paused`: the task asks for `exited`.
    ");
    let web = ContainerMatcher { state: Some(ContainerState::Exited), ..running_web() };
    insta::assert_snapshot!(said(&present(web), each([container("web", "nginx")])), @r"
    fr  `web` tourne encore.
    en  `web` still runs.
    ");
    let code =
        ContainerMatcher { exit_code: Some(0), name: Some("web".into()), ..ContainerMatcher::default() };
    insta::assert_snapshot!(said(&present(code), each([container("web", "nginx")])), @r"
    fr  `web` ne s’est pas encore terminé : la consigne demande qu’il le fasse avec le code 0.
    en  `web` has not ended yet: the task asks for it to end with code 0.
    ");
}

#[test]
fn a_shell_to_talk_to() {
    let box_ = || container("box", "debian");
    let near = [
        box_().exited(0, 3),
        box_().program("ls").exited(0, 3),
        box_().input(),
        box_().terminal(),
        box_().terminal().input().program("sh"),
        container("box", "busybox").terminal().input().program("bash"),
        crate::Container { command: Vec::new(), ..box_().terminal().input() },
    ];
    insta::assert_snapshot!(said(&ever(shell()), each(near)), @r"
    fr  Le shell de `box` n’a ni terminal ni entrée ouverte : il n’entend rien et se termine aussitôt.
    en  The shell in `box` has neither a terminal nor an open input: it hears nothing and ends at once.
    fr  Le programme de `box` est `ls` : la consigne demande `bash`.
    en  The program of `box` is `ls`: the task asks for `bash`.
    fr  Le shell de `box` n’a pas de terminal : il vous entend, mais n’affiche pas d’invite.
    en  The shell in `box` has no terminal: it hears you, but shows no prompt.
    fr  Le shell de `box` ne vous entend pas : son entrée est fermée.
    en  The shell in `box` does not hear you: its input is closed.
    fr  Le programme de `box` est `sh` : la consigne demande `bash`.
    en  The program of `box` is `sh`: the task asks for `bash`.
    fr  `box` vient de l’image `busybox` : la consigne demande `debian`.
    en  `box` comes from the image `busybox`: the task asks for `debian`.
    fr  `box` n’a pas de programme : la consigne demande `bash`.
    en  `box` has no program: the task asks for `bash`.
    ");
    let background = |wanted| ContainerMatcher { detached: Some(wanted), ..running_web() };
    insta::assert_snapshot!(said(&present(background(true)), each([container("web", "nginx").foreground()])), @r"
    fr  `web` tourne, mais au premier plan : la consigne le demande en arrière-plan.
    en  `web` runs, but in the foreground: the task asks for it in the background.
    ");
    insta::assert_snapshot!(said(&present(background(false)), each([container("web", "nginx")])), @r"
    fr  `web` tourne, mais en arrière-plan : la consigne le demande au premier plan.
    en  `web` runs, but in the background: the task asks for it in the foreground.
    ");
    let deaf = ContainerMatcher {
        image: Some("debian".into()),
        tty: Some(false),
        interactive: Some(false),
        ..ContainerMatcher::default()
    };
    insta::assert_snapshot!(said(&ever(deaf), each([box_().terminal(), box_().input()])), @r"
    fr  Le shell de `box` a un terminal : la consigne n’en demande pas.
    en  The shell in `box` has a terminal: the task asks for none.
    fr  L’entrée de `box` est ouverte : la consigne la demande fermée.
    en  The input of `box` is open: the task asks for it to be closed.
    ");
    let cat = ContainerMatcher { command: Some("cat".into()), ..shell() };
    insta::assert_snapshot!(said(&ever(cat), each([box_().program("cat")])), @r"
    fr  `box` n’a ni terminal ni entrée ouverte.
    en  `box` has neither a terminal nor an open input.
    ");
}

#[test]
fn it_should_be_gone() {
    let web = absent(ContainerMatcher { name: Some("web".into()), ..ContainerMatcher::default() });
    let near = [
        container("web", "nginx"),
        container("web", "nginx").exited(0, 3),
        container("web", "nginx").created(),
        container("web", "nginx").state(ContainerState::Dead),
    ];
    insta::assert_snapshot!(said(&web, each(near)), @r"
    fr  `web` tourne encore.
    en  `web` still runs.
    fr  `web` est arrêté, mais existe encore.
    en  `web` is stopped but still exists.
    fr  `web` n’a jamais démarré, mais existe.
    en  `web` was never started, but it exists.
    fr  `web` existe encore, dans l’état `dead`.
    en  `web` still exists, in the state `dead`.
    ");
}

#[test]
fn the_nearest_container_is_spoken_of() {
    let name = |containers: Vec<crate::Container>| match why(present(running_web()), &engine(containers)) {
        Explanation::Container(Reason::Differs { container, .. }) => container.name,
        other => panic!("{other:?}"),
    };
    // The right one, though stopped, before another one that runs.
    assert_eq!(name(vec![container("other", "nginx"), container("web", "nginx").exited(1, 9)]), "web");
    // One that exists before one that was removed.
    assert_eq!(name(vec![container("web", "nginx").removed(), container("other", "nginx")]), "other");
    // Of equals, the one started last.
    let mut earlier = container("earlier", "nginx");
    earlier.started_at = Some(now() - jiff::SignedDuration::from_secs(600));
    assert_eq!(name(vec![earlier, container("later", "nginx")]), "later");
}

/// Every matcher against every container: whatever is unmet is explained, in both languages, without the
/// command that would solve it.
#[test]
fn every_unmet_goal_is_explained() {
    let one = |one: Option<&str>| one.map(str::to_owned);
    let mut matchers = Vec::new();
    for (name, image) in
        [(None, None), (Some("web"), None), (None, Some("nginx")), (Some("web"), Some("nginx"))]
    {
        for state in std::iter::once(None).chain(ContainerState::ALL.map(Some)) {
            for (tty, interactive, exit_code, command) in [
                (None, None, None, None),
                (Some(true), Some(true), None, Some("bash")),
                (Some(false), None, Some(0), Some("nginx")),
                (None, Some(false), Some(3), None),
            ] {
                let (name, image, command) = (one(name), one(image), one(command));
                matchers.push(ContainerMatcher {
                    name,
                    image,
                    state,
                    tty,
                    interactive,
                    exit_code,
                    command,
                    detached: tty,
                    ..ContainerMatcher::default()
                });
            }
        }
    }
    let mut containers = vec![None];
    for image in ["nginx", "nginx:1.27", "debian"] {
        for name in ["web", "other"] {
            for state in ContainerState::ALL {
                let it = || container(name, image).state(state);
                let unknown_end = it();
                let never_named = crate::Container { command: Vec::new(), ..it() };
                let removed = it().removed();
                let ended =
                    if state == ContainerState::Exited { it().exited(3, -5) } else { it().terminal() };
                containers.extend([unknown_end, never_named, removed, ended, it().input()].map(Some));
            }
        }
    }
    let mut unmet = 0;
    for container in containers {
        let facts = engine(container);
        for matcher in &matchers {
            for fact in [present(matcher.clone()), ever(matcher.clone()), absent(matcher.clone())] {
                let Verdict::Unmet(explanation) = evaluate(&[goal("it", &[], fact)], &facts).remove(0) else {
                    continue;
                };
                unmet += 1;
                let texts = Lang::ALL.map(|lang| explanation.text(lang));
                assert_ne!(texts[0], texts[1], "{explanation:?}");
                // French puts no breakable space before double punctuation.
                assert!(
                    [" :", " ;", " ?", " !", "'"].iter().all(|slip| !texts[0].contains(slip)),
                    "{}",
                    texts[0]
                );
                for text in texts {
                    let fine =
                        text.ends_with('.') && text.matches('`').count() % 2 == 0 && !text.contains("  ");
                    assert!(fine, "{text}");
                    for command in ["docker run", "docker stop", "docker rm", "docker start", "docker create"]
                    {
                        assert!(!text.contains(command), "{text}");
                    }
                }
            }
        }
    }
    assert!(unmet > 10_000, "only {unmet} were tried");
}
