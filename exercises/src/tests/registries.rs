//! Goals on registries: met, and what learners are told otherwise.

use jiff::SignedDuration;

use super::loading::Folder;
use super::world::*;
use crate::kinds::image::DetailsMatcher;
use crate::kinds::registry::{PushMatcher, RegistryMatcher};
use crate::{Fact, Facts, ImageDetails, Lang, PushedImage, RegistryAction, RegistryEvent, Verdict, evaluate};

fn searched(query: &str) -> RegistryAction {
    RegistryAction::Searched { query: query.into() }
}

fn pulled(name: &str) -> RegistryAction {
    RegistryAction::Pulled { name: name.into(), digest: "sha256:00".into() }
}

fn app(name: &str) -> PushedImage {
    PushedImage {
        name: name.into(),
        digest: "sha256:00".into(),
        details: ImageDetails {
            command: vec!["/usr/sbin/nginx".into(), "-g".into()],
            env: vec!["APP_VERSION=2.0".into(), "PATH=/bin".into()],
            labels: vec!["team=blue".into()],
            exposes: vec![80],
            ..ImageDetails::default()
        },
    }
}

/// The same, without a program.
fn bare() -> PushedImage {
    let mut image = app("learner/app:1.0");
    image.details.command.clear();
    image
}

fn after(actions: impl IntoIterator<Item = RegistryAction>) -> Facts {
    let event =
        |(second, action)| RegistryEvent { at: now() - SignedDuration::from_secs(60 - second), action };
    Facts { registry: std::iter::zip(0_i64.., actions).map(event).collect(), ..engine([]) }
}

fn verdict(matcher: RegistryMatcher, facts: &Facts) -> Verdict {
    evaluate(&[goal("it", &[], Fact::Registry(matcher))], facts).remove(0)
}

fn met(matcher: RegistryMatcher, action: RegistryAction) -> bool {
    verdict(matcher, &after([action])) == Verdict::Met
}

fn said(matcher: &RegistryMatcher, worlds: impl IntoIterator<Item = Facts>) -> String {
    let texts = worlds.into_iter().flat_map(|facts| {
        let Verdict::Unmet(why) = verdict(matcher.clone(), &facts) else { panic!("not unmet") };
        Lang::ALL.map(|lang| format!("{lang}  {}\n", why.text(lang)))
    });
    texts.collect()
}

fn search(query: &str) -> RegistryMatcher {
    RegistryMatcher::Searched { query: query.into() }
}

fn pull(name: &str) -> RegistryMatcher {
    RegistryMatcher::Pulled { name: name.into() }
}

fn push(details: DetailsMatcher) -> RegistryMatcher {
    RegistryMatcher::Pushed(PushMatcher { name: "learner/app:1.0".into(), details })
}

#[test]
fn what_happened_counts_by_the_names_that_docker_takes_for_the_same() {
    assert!(met(search("nginx"), searched(" NGINX ")));
    assert!(!met(search("nginx"), searched("nginx alpine")));
    assert!(met(pull("nginx"), pulled("nginx:latest")));
    assert!(met(pull("nginx:1.22"), pulled("nginx:1.22")));
    assert!(!met(pull("nginx:1.22"), pulled("nginx:latest")));
    assert!(!met(pull("nginx:1.22"), pulled("nginx@sha256:00")));
    assert!(met(pull("nginx@sha256:00"), pulled("nginx@sha256:00")));
    assert!(met(push(DetailsMatcher::default()), RegistryAction::Pushed(app("learner/app:1.0"))));
    assert!(!met(
        push(DetailsMatcher::default()),
        RegistryAction::Pushed(app("localhost:5000/learner/app:1.0"))
    ));
}

#[test]
fn all_that_is_said_of_a_pushed_image_counts() {
    let wanted = DetailsMatcher {
        command: Some("nginx".into()),
        env: vec!["APP_VERSION=2.0".into(), "PATH".into()],
        labels: vec!["team=blue".into()],
        exposes: vec![80],
        ..DetailsMatcher::default()
    };
    assert!(met(push(wanted.clone()), RegistryAction::Pushed(app("learner/app:1.0"))));
    // What was pushed last is what is there.
    let pushes = [app("learner/app:1.0"), bare()].map(RegistryAction::Pushed);
    assert_ne!(verdict(push(wanted), &after(pushes)), Verdict::Met);
}

#[test]
fn nothing_or_something_else() {
    insta::assert_snapshot!(said(&search("nginx"), [after([]), after([searched("web"), searched("apache")])]), @r"
    fr  Vous n’avez encore rien cherché sur Docker Hub : la consigne demande `nginx`.
    en  You have not searched Docker Hub for anything yet: the task asks for `nginx`.
    fr  Vous avez cherché `apache` : la consigne demande `nginx`.
    en  You searched for `apache`: the task asks for `nginx`.
    ");
    let pulls =
        [after([]), after([pulled("nginx:latest"), pulled("redis:latest")]), after([pulled("redis:8")])];
    insta::assert_snapshot!(said(&pull("nginx:1.22"), pulls), @r"
    fr  Aucune image n’a encore été téléchargée : la consigne demande `nginx:1.22`.
    en  No image has been pulled yet: the task asks for `nginx:1.22`.
    fr  Vous avez téléchargé `nginx:latest` : la consigne demande `nginx:1.22`.
    en  You pulled `nginx:latest`: the task asks for `nginx:1.22`.
    fr  Vous avez téléchargé `redis:8` : la consigne demande `nginx:1.22`.
    en  You pulled `redis:8`: the task asks for `nginx:1.22`.
    ");
    let others =
        ["learner/app:latest", "localhost:5000/app:1.0"].map(|name| RegistryAction::Pushed(app(name)));
    let [near, far] = others.map(|action| after([action]));
    insta::assert_snapshot!(said(&push(DetailsMatcher::default()), [after([]), near, far]), @r"
    fr  Aucune image n’a encore été publiée : la consigne demande `learner/app:1.0`.
    en  No image has been pushed yet: the task asks for `learner/app:1.0`.
    fr  Vous avez publié `learner/app:latest` : la consigne demande `learner/app:1.0`.
    en  You pushed `learner/app:latest`: the task asks for `learner/app:1.0`.
    fr  Vous avez publié `localhost:5000/app:1.0` : la consigne demande `learner/app:1.0`.
    en  You pushed `localhost:5000/app:1.0`: the task asks for `learner/app:1.0`.
    ");
}

#[test]
fn another_image_under_the_right_name() {
    let wanted = [
        DetailsMatcher { command: Some("python3".into()), ..DetailsMatcher::default() },
        DetailsMatcher { env: vec!["APP_VERSION=3.0".into()], ..DetailsMatcher::default() },
        DetailsMatcher { labels: vec!["team=red".into()], ..DetailsMatcher::default() },
        DetailsMatcher { exposes: vec![8080], ..DetailsMatcher::default() },
    ];
    let world = || [after([RegistryAction::Pushed(app("learner/app:1.0"))])];
    let told: String = wanted.into_iter().map(|matcher| said(&push(matcher), world())).collect();
    insta::assert_snapshot!(told, @r"
    fr  Dans le registre, le programme de l’image `learner/app:1.0` est `nginx` : la consigne demande `python3`.
    en  In the registry, the program of the image `learner/app:1.0` is `nginx`: the task asks for `python3`.
    fr  Dans le registre, l’environnement de l’image `learner/app:1.0` ne contient pas `APP_VERSION=3.0`.
    en  In the registry, the environment of the image `learner/app:1.0` does not hold `APP_VERSION=3.0`.
    fr  Dans le registre, l’image `learner/app:1.0` ne porte pas l’étiquette `team=red`.
    en  In the registry, the image `learner/app:1.0` does not carry the label `team=red`.
    fr  Dans le registre, l’image `learner/app:1.0` n’annonce pas le port 8080.
    en  In the registry, the image `learner/app:1.0` does not expose port 8080.
    ");
    let command = DetailsMatcher { command: Some("python3".into()), ..DetailsMatcher::default() };
    insta::assert_snapshot!(said(&push(command), [after([RegistryAction::Pushed(bare())])]), @r"
    fr  Dans le registre, l’image `learner/app:1.0` ne dit pas quel programme lancer : la consigne demande `python3`.
    en  In the registry, the image `learner/app:1.0` does not say which program to start: the task asks for `python3`.
    ");
}

#[test]
fn goals_on_registries_are_read_and_know_no_absence() {
    let goal = |goal: &str| Folder::with_change(r#"container = { name = "web", state = "running" }"#, goal);
    let folder = goal(
        r#"pushed = { name = "learner/app:1.0", env = ["A=b"], labels = ["c=d"], exposes = 80, command = "nginx" }"#,
    );
    let Fact::Registry(RegistryMatcher::Pushed(push)) =
        folder.load().get("one").unwrap().goals[0].fact.clone()
    else {
        panic!("not a push");
    };
    assert_eq!(
        (push.name.as_str(), push.details.env, push.details.labels, push.details.exposes),
        ("learner/app:1.0", vec!["A=b".into()], vec!["c=d".into()], vec![80])
    );
    assert!(goal(r#"searched = { query = "nginx" }"#).load().get("one").unwrap().inquiry().registries);
    assert!(!Folder::with_one().load().get("one").unwrap().inquiry().registries);
    insta::assert_snapshot!(goal("absent = true\npulled = { name = \"nginx\" }").problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:10: goal.absent: is for what is there, not for what has happened or is worked out: take it out
    ");
    insta::assert_snapshot!(goal(r#"pushed = { name = "learner/app", exposes = 0 }"#).problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:10: goal.pushed.exposes: wrong value: write a port, from 1 to 65535, or a list of them: `[…, …]`
    ");
}
