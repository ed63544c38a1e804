//! What is said of answers, hints and solutions.

use exercises::Lang;

use super::{Notice, notice};
use crate::{
    sessions::{
        answers::{LONGEST, NoAnswer},
        help::Wait,
    },
    store::Aid,
};

/// What something that is locked waits for, in a few words beside its button.
#[must_use]
pub fn wait(wait: Wait, lang: Lang) -> String {
    match (wait, lang) {
        (Wait::Checks(1), Lang::Fr) => "après une vérification de plus".to_owned(),
        (Wait::Checks(1), Lang::En) => "after one more check".to_owned(),
        (Wait::Checks(more), Lang::Fr) => format!("après {more} vérifications de plus"),
        (Wait::Checks(more), Lang::En) => format!("after {more} more checks"),
        (Wait::Minutes(left), Lang::Fr) => format!("dans {left} min"),
        (Wait::Minutes(left), Lang::En) => format!("in {left} min"),
        (Wait::Solved, Lang::Fr) => "une fois l’exercice réussi".to_owned(),
        (Wait::Solved, Lang::En) => "when it is solved".to_owned(),
        (Wait::Instructor, Lang::Fr) => "c’est votre formateur qui l’ouvre".to_owned(),
        (Wait::Instructor, Lang::En) => "your instructor opens it".to_owned(),
    }
}

/// Somebody asked for what is locked.
#[must_use]
pub fn locked(aid: Aid, waits: Wait, lang: Lang) -> Notice {
    let when = wait(waits, lang);
    let message = match (aid, lang) {
        (Aid::Hint(_), Lang::Fr) => format!("Cet indice n’est pas encore ouvert : {when}."),
        (Aid::Hint(_), Lang::En) => format!("This hint is not open yet: {when}."),
        (Aid::Solution, Lang::Fr) => format!("La solution n’est pas encore ouverte : {when}."),
        (Aid::Solution, Lang::En) => format!("The solution is not open yet: {when}."),
    };
    match lang {
        Lang::Fr => notice(message, "D’ici là, « Vérifier » vous dit ce qui manque à chaque objectif."),
        Lang::En => notice(message, "Until then, “Check” tells you what each goal lacks."),
    }
}

/// Somebody asked for a hint when all have been shown.
#[must_use]
pub fn no_more_hints(lang: Lang) -> Notice {
    match lang {
        Lang::Fr => notice(
            "Il n’y a pas d’autre indice pour cet exercice.",
            "Relisez ceux que vous avez ouverts, ou la consigne.",
        ),
        Lang::En => notice(
            "There is no further hint for this exercise.",
            "Read those again that you have opened, or the task.",
        ),
    }
}

/// Somebody asked for the solution of a playground.
#[must_use]
pub fn no_solution(lang: Lang) -> Notice {
    match lang {
        Lang::Fr => notice("Un bac à sable libre n’a pas de solution.", "Essayez-y ce que vous voulez."),
        Lang::En => notice("A playground has no solution.", "Try whatever you like in it."),
    }
}

/// Why an answer was not taken.
#[must_use]
pub fn no_answer(why: NoAnswer, lang: Lang) -> Notice {
    match (why, lang) {
        (NoAnswer::NoGoal, Lang::Fr) => notice(
            "Cet exercice n’a pas d’objectif de ce nom.",
            "Rechargez la page : l’exercice a peut-être changé.",
        ),
        (NoAnswer::NoGoal, Lang::En) => notice(
            "This exercise has no goal of that name.",
            "Reload the page: the exercise may have changed.",
        ),
        (NoAnswer::NotInWords, Lang::Fr) => notice(
            "Cet objectif ne s’atteint pas par une réponse : c’est le bac à sable qui fait foi.",
            "Atteignez-le dans le terminal ; il se coche de lui-même.",
        ),
        (NoAnswer::NotInWords, Lang::En) => notice(
            "This goal is not reached by an answer: what counts is your sandbox.",
            "Reach it in the terminal; it ticks off by itself.",
        ),
        (NoAnswer::TooLong, Lang::Fr) => notice(
            format!("Cette réponse est trop longue : {LONGEST} caractères au plus."),
            "Ne répondez que ce qui est demandé : un nom, un nombre, une ligne.",
        ),
        (NoAnswer::TooLong, Lang::En) => notice(
            format!("This answer is too long: {LONGEST} characters at the most."),
            "Answer what is asked for only: a name, a number, a line.",
        ),
        (NoAnswer::Ended, Lang::Fr) => notice(
            "Ce bac à sable est terminé : il n’y a plus rien à quoi comparer votre réponse.",
            "Démarrez-en un nouveau, puis répondez.",
        ),
        (NoAnswer::Ended, Lang::En) => notice(
            "This sandbox has ended: there is nothing left to compare your answer with.",
            "Start a new one, then answer.",
        ),
    }
}

/// An answer in words, as a comment of the script that solves an exercise.
#[must_use]
pub fn answer(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("# Réponse\u{a0}: {text}"),
        Lang::En => format!("# Answer: {text}"),
    }
}
