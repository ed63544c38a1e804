//! What holds of every verdict, whatever the goal and whatever the engine: tried on worlds that nobody thought of.

use std::path::Path;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::world::{asked, goal, now};
use crate::{
    Attachment, Catalogue, CommandSeen, Container, ContainerState, EngineEvent, Entry, Explanation, Fact,
    Facts, FileSeen, Goal, HttpOutcome, HttpRequest, HttpSeen, Image, ImageDetails, Lang, Localized,
    LogsSeen, Message, Mount, MountKind, Network, Object, PortMapping, PushedImage, RegistryAction,
    RegistryEvent, Setup, Values, Var, Verdict, Volume, check_manifest, evaluate,
};

/// Facts of every kind, over few names, so that worlds often come near them.
const FACTS: [&str; 40] = [
    "container = { name = 'a' }",
    "container = { name = 'a', image = 'x', state = 'running' }",
    "container = { name = 'a', state = 'exited', exit_code = 3 }\never = true",
    "container = { image = 'x:2', tty = true, interactive = true, command = 'sh' }\never = true",
    "container = { name = 'a', detached = true, args = 'a b' }",
    "container = { name = 'a', publishes = ['80', '80:80'] }",
    "container = { name = 'b', publishes = '127.0.0.1:80:80/udp' }",
    "container = { name = 'a', mounts = ['a:/a:ro', '/b:/b:rw', '*:/c', 'tmpfs:/d'] }",
    "container = { name = 'a', networks = ['a', 'b'], env = ['A=b', 'B'], labels = ['a=b', 'b'] }",
    "container = { name = 'a', restart = 'always', user = 'a', workdir = '/a', hostname = 'a' }",
    "container = { name = 'a', memory = '1m', cpus = 1, read_only = true, privileged = false, health = 'healthy' }",
    "container = { image = 'x' }\ncount = 2",
    "container = { image = 'x' }\nat_least = 1\nat_most = 2",
    "image = { name = 'x' }",
    "image = { name = 'x:2', labels = 'a=b', exposes = 80, user = 'a', command = 'sh', based_on = 'b' }",
    "image = { dangling = true }\nat_most = 1",
    "image = { max_size = '1k', env = 'A', workdir = '/a', volumes = '/a', healthcheck = true }",
    "volume = { name = 'a' }",
    "volume = { name = 'a', used_by = 'a', driver = 'local', labels = 'a' }",
    "volume = { anonymous = true, used = false }\ncount = 1",
    "network = { name = 'a', containers = ['a', 'b'] }",
    "network = { driver = 'bridge', subnet = '10.0.0.0/8', internal = true, labels = 'a=b' }",
    "searched = { query = 'x' }",
    "pulled = { name = 'x' }",
    "pushed = { name = 'x:2', command = 'sh', env = 'A=b', labels = 'a=b', exposes = 80 }",
    "happened = { to = 'container', what = 'restart', name = 'a' }",
    "happened = { to = 'container', what = 'exec', command = 'a b' }",
    "happened = { to = 'image', what = 'tag', name = 'x' }",
    "happened = { to = 'network', what = 'connect', name = 'a', container = 'a' }",
    "file = { path = 'a', contains = ['a', 'b'], lacks = 'c', executable = true }",
    "file = { path = 'b', folder = true }",
    "dockerfile = { path = 'a', from = 'x', stages = 1, has = ['RUN a', 'USER'], lacks = 'ADD' }",
    "dockerfile = { path = 'a', in_order = ['COPY', 'RUN'], has = 'CMD [\"a\"]' }",
    "http = { port = 80, status = 200, body_contains = 'a' }",
    "http = { container = 'a', port = 80, path = '/a' }",
    "command = { run = 'a', output = 'a' }",
    "command = { run = 'b', exit_code = 3, output_contains = 'b' }",
    "logs = { container = 'a', contains = 'a' }",
    "answer = { is = ['a', '3'] }",
    "answer = { run = 'a' }",
];

/// What slips into manifests.
const JUNK: [&str; 14] = [
    "",
    "",
    "\"",
    "=",
    "{",
    "}",
    "[[goal]]",
    "-1",
    "70000",
    "{{port}}",
    "\n",
    "\u{0}",
    "any = [",
    "é«\u{a0}",
];

/// The manifests of the course and those of the tests' own exercises.
fn manifests() -> Vec<String> {
    let course = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [course.to_owned(), course.join("../tests/exercises")];
    let catalogues = folders.map(|folder| Catalogue::load(&folder).unwrap_or_else(|error| panic!("{error}")));
    catalogues.iter().flatten().map(|exercise| exercise.manifest.clone()).collect()
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "", "aa", "c'est « ça »"]).prop_map(str::to_owned)
}

fn image_name() -> impl Strategy<Value = String> {
    select(vec!["x", "x:2", "docker.io/library/x", "localhost:5000/x", "sha256:0123", "<none>"])
        .prop_map(str::to_owned)
}

fn pairs() -> impl Strategy<Value = Vec<String>> {
    vec(select(vec!["A=b", "A=c", "B=", "a=b", "a=", "b"]).prop_map(str::to_owned), 0..3)
}

fn words() -> impl Strategy<Value = Vec<String>> {
    vec(select(vec!["sh", "/bin/sh", "a b", "a", "b", "-c"]).prop_map(str::to_owned), 0..4)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "",
            "a",
            "b",
            "a b c",
            "3",
            " \n",
            "FROM x\nCOPY a a\nRUN a\nUSER a\nCMD [\"a\"]\n",
            "FROM x\nADD a a\n"
        ])
        .prop_map(str::to_owned),
        "(FROM|RUN|#|COPY|\\\\|\n| |x|<<E|\\[|\"){0,12}",
        any::<String>(),
    ]
}

prop_compose! {
    fn container()(
        (name, image) in (name(), image_name()),
        state in select(ContainerState::ALL.to_vec()),
        exit_code in option::of(0_i64..4),
        flags in any::<[bool; 8]>(),
        (command, env, labels) in (words(), pairs(), pairs()),
        host in option::of(select(vec![80_u16, 81])),
        mount in option::of((select(vec![MountKind::Volume, MountKind::Bind, MountKind::Tmpfs]), name(), select(vec!["/a", "/b", "/c"]))),
        networks in vec(name(), 0..3),
        age in option::of(-5_i64..100_000),
        health in option::of(select(vec!["healthy", "starting"])),
    ) -> Container {
        let [tty, interactive, detached, read_only, privileged, removed, limited, udp] = flags;
        let protocol = if udp { "udp" } else { "tcp" };
        Container {
            id: name.clone(), image_id: image.clone(), name, image, state, exit_code, tty, interactive, detached, command, env, labels, removed,
            started_at: age.map(|age| now() - jiff::SignedDuration::from_secs(age + 1)),
            finished_at: age.map(|age| now() - jiff::SignedDuration::from_secs(age)),
            ports: host.into_iter().map(|host| PortMapping { container: 80, host, address: "0.0.0.0".into(), protocol: protocol.into() }).collect(),
            mounts: mount.into_iter().map(|(kind, source, target)| Mount { kind, source, target: target.into(), read_only }).collect(),
            networks: networks.into_iter().map(|network| Attachment { network, ..Attachment::default() }).collect(),
            setup: Setup { read_only, privileged, memory: u64::from(limited) << 20, restart: if limited { "always".into() } else { String::new() }, ..Setup::default() },
            health: health.map(str::to_owned),
        }
    }
}

prop_compose! {
    fn image()(
        id in name(),
        references in vec(image_name(), 0..3),
        size in 0_u64..3000,
        details in option::of((words(), pairs(), pairs(), vec(select(vec![80_u16, 81]), 0..2), name(), any::<bool>())),
    ) -> Image {
        let details = details.map(|(command, env, labels, exposes, user, healthcheck)| ImageDetails {
            layers: command.clone(), command, env, labels, exposes, workdir: user.clone(), user, healthcheck, volumes: Vec::new(),
        });
        Image { id, references, size, details }
    }
}

fn registry() -> impl Strategy<Value = RegistryEvent> {
    let action = prop_oneof![
        name().prop_map(|query| RegistryAction::Searched { query }),
        image_name().prop_map(|name| RegistryAction::Pulled { name, digest: String::new() }),
        (image_name(), words(), pairs()).prop_map(|(name, command, env)| {
            {
                let details = ImageDetails { command, labels: env.clone(), env, ..ImageDetails::default() };
                RegistryAction::Pushed(PushedImage { name, details, ..PushedImage::default() })
            }
        }),
        name().prop_map(|account| RegistryAction::LoggedIn { account }),
    ];
    action.prop_map(|action| RegistryEvent { at: now(), action })
}

fn event() -> impl Strategy<Value = EngineEvent> {
    let action = select(vec!["restart", "exec_start", "tag", "connect", "destroy"]);
    let name = prop_oneof![name(), image_name()];
    let detail = select(vec!["a b", "a", ""]);
    (select(Object::ALL.to_vec()), action, name, detail).prop_map(|(object, action, name, detail)| {
        EngineEvent { at: now(), object, action: action.into(), name, detail: detail.into() }
    })
}

fn file() -> impl Strategy<Value = FileSeen> {
    let entry = prop_oneof![
        Just(Entry::Absent),
        Just(Entry::Unreadable),
        Just(Entry::Folder),
        (0_u32..0o1000, text()).prop_map(|(mode, text)| Entry::File { mode, size: text.len() as u64, text }),
    ];
    (name(), entry).prop_map(|(path, entry)| FileSeen { path, entry })
}

fn http() -> impl Strategy<Value = HttpSeen> {
    let request = select(vec![
        HttpRequest { container: None, port: 80, path: "/".into() },
        HttpRequest { container: Some("a".into()), port: 80, path: "/a".into() },
    ]);
    let outcome = prop_oneof![
        Just(HttpOutcome::Refused),
        Just(HttpOutcome::Silent),
        Just(HttpOutcome::NotHttp),
        (select(vec![200_u16, 404]), text())
            .prop_map(|(status, body)| HttpOutcome::Answered { status, body }),
    ];
    (request, outcome).prop_map(|(request, outcome)| HttpSeen { request, outcome })
}

prop_compose! {
    fn world()(
        containers in vec(container(), 0..4),
        images in vec(image(), 0..3),
        names in vec((name(), pairs(), any::<bool>()), 0..3),
        (registry, events) in (vec(registry(), 0..3), vec(event(), 0..3)),
        (files, http) in (vec(file(), 0..3), vec(http(), 0..3)),
        commands in vec((select(vec!["a", "b"]), option::of(0_i64..4), text()), 0..3),
        logs in vec((name(), text()), 0..2),
        answer in option::of(text()),
        given in vec((image_name(), name()), 0..2),
    ) -> Facts {
        let volumes = names.iter().map(|(name, labels, anonymous)| Volume {
            name: if *anonymous { "0".repeat(64) } else { name.clone() }, driver: "local".into(), labels: labels.clone(),
        });
        let networks = names.iter().map(|(name, labels, internal)| Network {
            name: name.clone(), driver: "bridge".into(), labels: labels.clone(), internal: *internal, subnets: Vec::new(),
        });
        Facts {
            taken_at: now(),
            volumes: volumes.collect(), networks: networks.collect(),
            commands: commands.into_iter().map(|(run, exit_code, output)| CommandSeen { run: run.into(), exit_code, output }).collect(),
            logs: logs.into_iter().map(|(container, text)| LogsSeen { container, text }).collect(),
            answers: answer.into_iter().map(|answer| ("it".to_owned(), answer)).collect(),
            given: given.into_iter().collect(),
            containers, images, registry, events, files, http,
        }
    }
}

fn fact() -> impl Strategy<Value = Fact> {
    let one = select(FACTS.to_vec()).prop_map(asked);
    one.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![vec(inner.clone(), 1..4).prop_map(Fact::Any), vec(inner, 1..4).prop_map(Fact::All),]
    })
}

fn why_not(fact: &Fact, facts: &Facts) -> Option<Explanation> {
    match evaluate(&[goal("it", &[], fact.clone())], facts).remove(0) {
        Verdict::Met => None,
        Verdict::Unmet(explanation) => Some(explanation),
        Verdict::Waiting { .. } => unreachable!("it comes after nothing"),
    }
}

fn is_met(fact: &Fact, facts: &Facts) -> bool {
    why_not(fact, facts).is_none()
}

proptest! {
    /// A fact set either satisfies a goal or yields an explanation, in both languages, which is a sentence and never a
    /// command that would solve it.
    #[test]
    fn what_is_not_met_is_explained(fact in fact(), facts in world()) {
        let Some(explanation) = why_not(&fact, &facts) else { return Ok(()) };
        for text in Lang::ALL.map(|lang| explanation.text(lang)) {
            prop_assert!(text.ends_with('.'), "{text}");
            for command in ["run", "create", "start", "stop", "rm", "pull", "push", "build", "tag", "exec", "network", "volume"] {
                prop_assert!(!text.contains(&format!("docker {command} ")), "{text}");
            }
        }
        prop_assert_ne!(explanation.text(Lang::Fr), explanation.text(Lang::En));
    }

    #[test]
    fn the_same_facts_give_the_same_verdict_also_as_they_are_kept(fact in fact(), facts in world()) {
        let kept: Facts = serde_json::from_str(&serde_json::to_string(&facts).unwrap()).unwrap();
        prop_assert_eq!(&kept, &facts);
        prop_assert_eq!(why_not(&fact, &kept), why_not(&fact, &facts));
    }

    #[test]
    fn any_is_one_of_them_and_all_is_each_of_them(parts in vec(fact(), 1..4), facts in world()) {
        let met: Vec<bool> = parts.iter().map(|part| is_met(part, &facts)).collect();
        prop_assert_eq!(is_met(&Fact::Any(parts.clone()), &facts), met.contains(&true));
        prop_assert_eq!(is_met(&Fact::All(parts), &facts), !met.contains(&false));
    }

    #[test]
    fn absence_is_the_opposite_of_presence(facts in world(), index in 0_usize..4) {
        let kinds = ["container = { name = 'a', labels = 'a=b' }", "image = { name = 'x' }", "volume = { name = 'a' }", "network = { name = 'a' }"];
        let (present, absent) = (asked(kinds[index]), asked(&format!("{}\nabsent = true", kinds[index])));
        prop_assert_ne!(is_met(&present, &facts), is_met(&absent, &facts));
    }

    /// What waits is never met, and whatever it waits for is not met either.
    #[test]
    fn what_comes_after_waits(facts in world(), first in fact(), second in fact(), third in fact()) {
        let goals = [goal("third", &["second"], third), goal("first", &[], first), goal("second", &["first"], second)];
        let verdicts = evaluate(&goals, &facts);
        let met = |id: &str| goals.iter().zip(&verdicts).any(|(goal, verdict)| goal.id == id && *verdict == Verdict::Met);
        for (goal, verdict) in goals.iter().zip(&verdicts) {
            match verdict {
                Verdict::Waiting { on } => prop_assert!(!on.is_empty() && on.iter().all(|id| !met(id))),
                _ => prop_assert!(goal.after.iter().all(|id| met(id))),
            }
        }
    }

    /// An author's word on a misconception takes the place of the explanation, and never turns a goal that is met.
    #[test]
    fn messages_change_words_and_no_verdict(fact in fact(), when in fact(), facts in world()) {
        let text = Localized { fr: "Non.".into(), en: "No.".into() };
        let plain = goal("it", &[], fact.clone());
        let told = Goal { messages: vec![Message { when: when.clone(), text: text.clone() }], ..plain.clone() };
        let verdict = evaluate(&[told], &facts).remove(0);
        match why_not(&fact, &facts) {
            None => prop_assert_eq!(verdict, Verdict::Met),
            Some(_) if is_met(&when, &facts) => prop_assert_eq!(verdict, Verdict::Unmet(Explanation::Authored(text))),
            Some(explanation) => prop_assert_eq!(verdict, Verdict::Unmet(explanation)),
        }
    }

    #[test]
    fn values_are_of_their_kind_and_the_learners_own(key in any::<[u8; 32]>(), from in 0_u32..70_000, span in 0_u32..70_000, letters in 1_u32..=32) {
        let vars = [
            ("number".to_owned(), Var::Number { from, to: from.saturating_add(span) }),
            ("letters".to_owned(), Var::Letters(letters)),
            ("word".to_owned(), Var::OneOf(vec!["red".to_owned(), "blue".to_owned()])),
        ].into();
        let values = Values::draw(&vars, &key, "ada", "it");
        prop_assert_eq!(&values, &Values::draw(&vars, &key, "ada", "it"));
        let number: u32 = values.fill("{{number}}").parse().unwrap();
        prop_assert!((from..=from + span).contains(&number));
        prop_assert_eq!(values.fill("{{letters}}").len(), letters as usize);
        prop_assert!(["red", "blue"].contains(&values.fill("{{word}}").as_str()));
        if letters >= 8 {
            prop_assert_ne!(values.fill("{{letters}}"), Values::draw(&vars, &key, "bob", "it").fill("{{letters}}"));
        }
    }

    /// Whatever stands in a manifest, its author is told what is wrong with it.
    #[test]
    fn no_manifest_is_too_broken_to_be_told_so(
        index in any::<prop::sample::Index>(),
        cuts in vec((any::<prop::sample::Index>(), 0_usize..40, select(JUNK.to_vec())), 1..4),
    ) {
        let mut text = index.get(&manifests()).clone();
        for (at, length, junk) in cuts {
            let characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len() + 1);
            let rest = &characters[(at + length).min(characters.len())..];
            text = characters[..at].iter().copied().chain(junk.chars()).chain(rest.iter().copied()).collect();
        }
        if let Err(error) = check_manifest(&text) {
            prop_assert!(error.problems.iter().all(|problem| !problem.message.is_empty()));
            prop_assert!(!error.problems.is_empty());
        }
    }

    #[test]
    fn a_text_without_variables_stays_as_it_is(text in any::<String>()) {
        prop_assert_eq!(Values::default().fill(&text), text);
    }
}
