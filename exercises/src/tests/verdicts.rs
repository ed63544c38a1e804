//! Which goals are met.

use super::world::*;
use crate::kinds::container::{ContainerMatcher, Reason};
use crate::{ContainerState, Explanation, Fact, Facts, Verdict, evaluate};

fn met(fact: Fact, facts: &Facts) -> bool {
    evaluate(&[goal("it", &[], fact)], facts) == [Verdict::Met]
}

#[test]
fn a_container_is_met_as_docker_would_name_it() {
    for image in ["nginx", "nginx:latest", "docker.io/library/nginx", "nginx@sha256:00"] {
        assert!(met(present(running_web()), &engine([container("web", image)])), "{image}");
    }
    assert!(!met(present(running_web()), &engine([container("web", "nginx:1.27")])));
    assert!(!met(present(running_web()), &engine([])));
}

#[test]
fn an_image_given_by_its_id_is_that_image() {
    let facts = engine([]);
    let id = facts.images.iter().find(|image| image.references == ["nginx:latest"]).unwrap().id.clone();
    for typed in [&id, &id["sha256:".len()..], &id["sha256:".len()..][..6]] {
        assert!(met(present(running_web()), &engine([container("web", typed)])), "{typed}");
    }
    assert!(!met(present(running_web()), &engine([container("web", "")])));
}

#[test]
fn a_program_is_told_by_its_base_name() {
    for program in ["bash", "/bin/bash", "/usr/bin/bash"] {
        let facts = engine([container("box", "debian").terminal().input().program(program)]);
        assert!(met(present(shell()), &facts), "{program}");
    }
}

#[test]
fn only_ever_sees_what_was_removed() {
    let facts = engine([container("box", "debian").terminal().input().exited(0, 5).removed()]);
    assert!(met(ever(shell()), &facts));
    assert!(!met(present(shell()), &facts));
    assert!(met(absent(shell()), &facts));
}

#[test]
fn what_was_removed_does_not_run() {
    let facts = engine([container("web", "nginx").removed()]);
    let with = |state| ContainerMatcher { state: Some(state), ..running_web() };
    assert!(met(ever(with(ContainerState::Exited)), &facts));
    assert!(!met(ever(with(ContainerState::Running)), &facts));
    // What never started did not stop either.
    let facts = engine([container("web", "nginx").created().removed()]);
    assert!(!met(ever(with(ContainerState::Exited)), &facts));
}

#[test]
fn an_exit_code_counts_once_the_program_has_ended() {
    let ended_well = ContainerMatcher { exit_code: Some(0), ..ContainerMatcher::default() };
    let mut running = container("web", "nginx");
    running.exit_code = Some(0); // As the Engine API reports it for a container that runs.
    assert!(!met(present(ended_well.clone()), &engine([running])));
    assert!(met(present(ended_well), &engine([container("web", "nginx").exited(0, 1)])));
}

#[test]
fn absence_is_a_goal() {
    let web = || absent(ContainerMatcher { name: Some("web".into()), ..ContainerMatcher::default() });
    assert!(met(web(), &engine([container("other", "nginx")])));
    assert!(!met(web(), &engine([container("web", "nginx").exited(0, 1)])));
}

#[test]
fn images_are_found_by_name_and_tag() {
    let facts = engine([]);
    assert!(met(asked("image = { name = 'nginx' }"), &facts));
    assert!(!met(asked("image = { name = 'nginx:1.27' }"), &facts));
    assert!(met(asked("image = { name = 'redis' }\nabsent = true"), &facts));
    assert!(!met(asked("image = { name = 'nginx:latest' }\nabsent = true"), &facts));
}

#[test]
fn a_goal_waits_for_those_before_it_even_if_it_would_hold() {
    let gone = absent(ContainerMatcher { name: Some("gone".into()), ..ContainerMatcher::default() });
    let goals = [
        goal("third", &["second"], gone.clone()),
        goal("first", &[], present(running_web())),
        goal("second", &["first"], gone),
    ];
    let waiting = |on: &str| Verdict::Waiting { on: vec![on.into()] };
    let unmet = Verdict::Unmet(Explanation::Container(Reason::NoContainer));
    assert_eq!(evaluate(&goals, &engine([])), [waiting("second"), unmet, waiting("first")]);
    assert_eq!(evaluate(&goals, &engine([container("web", "nginx")])), [const { Verdict::Met }; 3]);
}

#[test]
fn a_circle_waits_and_does_not_hang() {
    let goals = [goal("it", &["it"], absent(running_web()))];
    assert_eq!(evaluate(&goals, &engine([])), [Verdict::Waiting { on: vec!["it".into()] }]);
}

#[test]
fn facts_survive_as_evidence() {
    let facts = engine([container("web", "nginx").exited(1, 12)]);
    let kept = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<Facts>(&kept).unwrap(), facts);
    let verdict = evaluate(&[goal("it", &[], present(running_web()))], &facts).remove(0);
    insta::assert_snapshot!(serde_json::to_string_pretty(&verdict).unwrap(), @r#"
    {
      "verdict": "unmet",
      "why": {
        "about": "container",
        "why": {
          "kind": "differs",
          "container": {
            "name": "web",
            "image": "nginx",
            "state": "exited",
            "exit_code": 1,
            "ended_ago": 12,
            "shell": false,
            "removed": false
          },
          "differences": [
            {
              "what": "state",
              "wanted": "running"
            }
          ]
        }
      }
    }
    "#);
}
