//! The exercises of the course themselves, without an engine: they load, solutions solve, wrong answers earn
//! their messages. The workspace's own tests type the same scripts into a real one.

use std::path::Path;

use super::world::*;
use crate::{Catalogue, Container, Facts, Lang, Verdict, evaluate};

fn course() -> Catalogue {
    Catalogue::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_course_loads_in_order() {
    let course = course();
    let seen: Vec<_> = course.iter().map(|exercise| (&exercise.chapter, &exercise.id)).collect();
    assert!(seen.is_sorted_by_key(|(chapter, _)| chapter), "{seen:?}");
    for (index, exercise) in course.iter().enumerate() {
        let later = course.iter().skip(index).filter(|other| other.chapter == exercise.chapter);
        let later: Vec<_> = later.map(|other| &other.id).collect();
        assert!(exercise.needs.iter().all(|id| !later.contains(&id)), "{} comes too early", exercise.id);
    }
}

#[test]
fn untouched_no_exercise_is_solved() {
    for exercise in course().iter().filter(|exercise| !exercise.is_playground()) {
        let containers = (exercise.id == "stop-and-remove").then(|| container("web", "nginx"));
        let verdicts = evaluate(&exercise.goals, &engine(containers));
        assert!(verdicts.iter().any(|verdict| *verdict != Verdict::Met), "{}: {verdicts:?}", exercise.id);
    }
}

#[test]
fn solutions_solve() {
    let shell = || container("box", "debian").terminal().input().program("/bin/bash");
    let solved = [
        ("hello-world", container("any", "hello-world").exited(0, 1)),
        ("hello-world", container("any", "hello-world").exited(0, 1).removed()),
        ("run-nginx", container("web", "nginx")),
        ("stop-and-remove", container("web", "nginx").exited(0, 1).removed()),
        ("stop-and-remove", container("web", "nginx").removed()),
        ("open-a-shell", shell().exited(0, 1)),
        ("open-a-shell", shell().exited(130, 1).removed()),
    ];
    for (id, container) in solved {
        let verdicts = evaluate(&course().get(id).unwrap().goals, &engine([container]));
        assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Met), "{id}: {verdicts:?}");
    }
}

/// What the engine holds after a wrong answer. Not every exercise has to be here: all of them are played on
/// a real engine elsewhere.
fn after(exercise: &str, wrong: &str) -> Option<Facts> {
    let containers: Vec<Container> = match (exercise, wrong) {
        ("hello-world", "only-looked") => vec![],
        ("hello-world", "created-only") => vec![container("hello", "hello-world").created()],
        ("run-nginx", "other-name") => vec![container("website", "nginx")],
        ("run-nginx", "foreground") => vec![container("web", "nginx").foreground()],
        ("run-nginx", "other-image") => vec![container("web", "busybox").exited(0, 3)],
        ("run-nginx", "created-only") => vec![container("web", "nginx").created()],
        ("stop-and-remove", "only-stopped") => vec![container("web", "nginx").exited(0, 3)],
        ("stop-and-remove", "removed-while-running") => vec![container("web", "nginx")],
        ("open-a-shell", "no-terminal-no-input") => vec![container("box", "debian").exited(0, 3)],
        ("open-a-shell", "no-terminal") => vec![container("box", "debian").input().exited(0, 3)],
        ("open-a-shell", "other-program") => {
            vec![container("box", "debian").terminal().input().program("ls").exited(0, 3)]
        }
        ("open-a-shell", "still-open") => vec![container("box", "debian").terminal().input()],
        _ => return None,
    };
    Some(engine(containers))
}

#[test]
fn wrong_answers_earn_their_message() {
    for exercise in course().iter().filter(|exercise| !exercise.is_playground()) {
        assert!(exercise.wrong.len() >= 2, "{} has too few wrong answers", exercise.id);
        for wrong in &exercise.wrong {
            let Some(facts) = after(&exercise.id, &wrong.name) else { continue };
            let verdicts = evaluate(&exercise.goals, &facts);
            let judged = std::iter::zip(&exercise.goals, verdicts).find(|(goal, _)| goal.id == wrong.goal);
            let Some((_, Verdict::Unmet(explanation))) = judged else {
                panic!("{}: `{}` is not unmet after {}", exercise.id, wrong.goal, wrong.name);
            };
            for lang in Lang::ALL {
                assert_eq!(
                    &explanation.text(lang),
                    wrong.message.get(lang),
                    "{}: {}",
                    exercise.id,
                    wrong.name
                );
            }
        }
    }
}

#[test]
fn french_puts_no_breakable_space_before_double_punctuation() {
    for exercise in course().iter().chain(&new_exercise()) {
        let goals = exercise.goals.iter().map(|goal| &goal.title.fr);
        let messages = exercise.goals.iter().flat_map(|goal| &goal.messages).map(|message| &message.text.fr);
        let wrong = exercise.wrong.iter().map(|wrong| &wrong.message.fr);
        let help = exercise.hints.iter().chain(&exercise.explanation).map(|text| &text.fr);
        let texts = [&exercise.title.fr, &exercise.task.fr].into_iter();
        for text in texts.chain(goals).chain(messages).chain(wrong).chain(help) {
            for slip in [" :", " ;", " ?", " !", "« ", " »", "'"] {
                // Commands have their own punctuation.
                let prose = text.split('`').step_by(2).any(|prose| prose.contains(slip));
                assert!(!prose, "{}: `{slip}` in: {text}", exercise.id);
            }
        }
    }
}

/// What `quai new exercise` writes, read back.
fn new_exercise() -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in crate::SKELETON {
        let path = folder.path().join("chapter/new").join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    Catalogue::load(folder.path()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_new_exercise_has_everything_and_proves_itself() {
    let catalogue = new_exercise();
    let new = catalogue.get("new").unwrap();
    assert!(new.explanation.is_some() && new.hints.len() == 1 && new.wrong.len() == 2, "{new:?}");
    let told = |containers: Vec<Container>| evaluate(&new.goals, &engine(containers)).remove(0);
    assert_ne!(told(vec![]), Verdict::Met);
    assert_eq!(told(vec![container("web", "nginx")]), Verdict::Met);
    for wrong in &new.wrong {
        let left = match wrong.name.as_str() {
            "created-only" => container("web", "nginx").created(),
            _ => container("website", "nginx"),
        };
        let Verdict::Unmet(why) = told(vec![left]) else { panic!("{} solves it", wrong.name) };
        Lang::ALL.iter().for_each(|lang| assert_eq!(why.text(*lang), *wrong.message.get(*lang)));
    }
}
