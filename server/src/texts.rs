//! Whatever the server itself says to people, in French and in English: what happened, why, and what to do next.

mod help;
mod preview;
mod quiz;

pub use help::{answer, locked, no_answer, no_more_hints, no_solution, wait};
pub use preview::{PreviewFault, preview};
pub use quiz::{QuizFault, quiz};

use exercises::Lang;

use crate::sessions::{
    Refusal,
    host::Absence,
    session::EndReason,
    strain::{CROWD, Strain},
};

/// A message and, where something can be done, what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened, and why.
    pub message: String,
    /// What to do next.
    pub remedy: Option<String>,
}

fn notice(message: impl Into<String>, remedy: impl Into<String>) -> Notice {
    Notice { message: message.into(), remedy: Some(remedy.into()) }
}

/// Why there are no sandboxes.
#[must_use]
pub fn absence(absence: &Absence, lang: Lang) -> Notice {
    match (absence, lang) {
        (Absence::NoEngine(host), Lang::Fr) => notice(
            format!(
                "Les bacs à sable ne sont pas disponibles : aucun moteur Docker ne répond à l’adresse `{host}`."
            ),
            "La lecture reste possible. Sur la machine qui héberge le cours, lancez `quai doctor` pour savoir quoi \
             faire ; dès qu’un moteur répondra, cette page s’animera d’elle-même.",
        ),
        (Absence::NoEngine(host), Lang::En) => notice(
            format!("Sandboxes are not available: no Docker Engine answers at `{host}`."),
            "You can still read. On the machine that hosts the course, run `quai doctor` to see what to do; as soon \
             as an engine answers, this page comes alive by itself.",
        ),
        (Absence::Preparing, Lang::Fr) => notice(
            "Les bacs à sable se préparent : leurs images sont en construction.",
            "Continuez votre lecture : cela prend une à deux minutes, une seule fois, et cette page s’animera d’elle-même.",
        ),
        (Absence::Preparing, Lang::En) => notice(
            "Sandboxes are being prepared: their images are being built.",
            "Read on: this takes a minute or two, once, and this page comes alive by itself.",
        ),
        (Absence::Unfit(_), Lang::Fr) => notice(
            "Les bacs à sable ne sont pas disponibles : la machine qui devrait les porter ne s’y prête pas.",
            "Sur cette machine, lancez `quai doctor` : il dit ce qui manque et quoi faire.",
        ),
        (Absence::Unfit(_), Lang::En) => notice(
            "Sandboxes are not available: the machine that was to hold them is not fit for it.",
            "On that machine, run `quai doctor`: it says what is missing and what to do.",
        ),
        (Absence::NoImages, Lang::Fr) => notice(
            "Les bacs à sable ne sont pas disponibles : leurs images ne sont pas construites.",
            "Sur la machine qui héberge le cours, lancez `quai up` : il construit ce qui manque et dit ce qui l’en empêche.",
        ),
        (Absence::NoImages, Lang::En) => notice(
            "Sandboxes are not available: their images are not built.",
            "On the machine that hosts the course, run `quai up`: it builds what is missing and says what keeps it from doing so.",
        ),
    }
}

/// Why a session was not opened or found.
#[must_use]
pub fn refusal(refusal: &Refusal, lang: Lang) -> Notice {
    match (refusal, lang) {
        (Refusal::Absent(reason), lang) => absence(reason, lang),
        (Refusal::NoExercise(id), Lang::Fr) => notice(
            format!("Aucun exercice ne s’appelle `{id}`."),
            "Rechargez la page : le cours a peut-être changé.",
        ),
        (Refusal::NoExercise(id), Lang::En) => {
            notice(format!("No exercise is called `{id}`."), "Reload the page: the course may have changed.")
        }
        (Refusal::NoSession, Lang::Fr) => notice(
            "Ce bac à sable n’existe plus.",
            "Démarrez-en un nouveau : les exercices déjà résolus le restent.",
        ),
        (Refusal::NoSession, Lang::En) => {
            notice("This sandbox no longer exists.", "Start a new one: what you have solved stays solved.")
        }
        (Refusal::LearnerFull(1), Lang::Fr) => notice(
            "Vous avez déjà un bac à sable ouvert, le maximum.",
            "Terminez-le, puis démarrez celui-ci.",
        ),
        (Refusal::LearnerFull(1), Lang::En) => {
            notice("You already have a sandbox open, which is the most.", "End it, then start this one.")
        }
        (Refusal::LearnerFull(max), Lang::Fr) => notice(
            format!("Vous avez déjà {max} bacs à sable ouverts, le maximum."),
            "Terminez-en un, puis démarrez celui-ci.",
        ),
        (Refusal::LearnerFull(max), Lang::En) => notice(
            format!("You already have {max} sandboxes open, which is the most."),
            "End one, then start this one.",
        ),
        (Refusal::Full(max), Lang::Fr) => notice(
            format!("Tous les bacs à sable de cette machine sont pris ({max})."),
            "Réessayez dans quelques minutes : chacun se libère dès que son utilisateur le termine ou l’oublie.",
        ),
        (Refusal::Full(max), Lang::En) => notice(
            format!("All sandboxes of this machine are taken ({max})."),
            "Try again in a few minutes: each is freed as soon as its user ends or forgets it.",
        ),
        (Refusal::Stopping, Lang::Fr) => {
            notice("Le serveur est en train de s’arrêter.", "Rechargez la page lorsqu’il aura redémarré.")
        }
        (Refusal::Stopping, Lang::En) => {
            notice("The server is stopping.", "Reload the page once it is back.")
        }
    }
}

/// A session took the place of one that was lost with its host.
#[must_use]
pub fn rescued(lang: Lang) -> Notice {
    match lang {
        Lang::Fr => notice(
            "La machine qui portait votre bac à sable ne répond plus, et lui non plus. En voici un neuf. C’est notre faute : \
             cela ne compte pas contre vous, et ce que vous avez résolu le reste.",
            "Reprenez l’exercice au début.",
        ),
        Lang::En => notice(
            "The machine that held your sandbox no longer answers, and neither does the sandbox. Here is a fresh one. This is our \
             fault: it does not count against you, and what you have solved stays solved.",
            "Take the exercise up from its beginning.",
        ),
    }
}

/// Why a session ended.
#[must_use]
pub fn end(reason: EndReason, lang: Lang) -> Notice {
    let again = match (reason, lang) {
        (EndReason::ServerStopping, Lang::Fr) => {
            "Rechargez la page lorsqu’il aura redémarré : rien de ce qui est résolu n’est perdu."
        }
        (EndReason::ServerStopping, Lang::En) => {
            "Reload the page once it is back: nothing that is solved is lost."
        }
        (EndReason::OutOfMemory, Lang::Fr) => {
            "Démarrez-en un nouveau d’un clic, et lancez-y moins de choses à la fois : les exercices déjà résolus le \
             restent."
        }
        (EndReason::OutOfMemory, Lang::En) => {
            "Start a new one with one click, and run fewer things in it at a time: what you have solved stays solved."
        }
        (_, Lang::Fr) => "Démarrez-en un nouveau d’un clic : les exercices déjà résolus le restent.",
        (_, Lang::En) => "Start a new one with one click: what you have solved stays solved.",
    };
    let message = match (reason, lang) {
        (EndReason::ByLearner, Lang::Fr) => "Vous avez terminé ce bac à sable.",
        (EndReason::ByLearner, Lang::En) => "You ended this sandbox.",
        (EndReason::Replaced, Lang::Fr) => "Ce bac à sable a été remplacé par un neuf.",
        (EndReason::Replaced, Lang::En) => "This sandbox was replaced by a fresh one.",
        (EndReason::Idle, Lang::Fr) => "Ce bac à sable s’est terminé faute d’activité.",
        (EndReason::Idle, Lang::En) => "This sandbox ended because nobody used it.",
        (EndReason::Time, Lang::Fr) => "Le temps de ce bac à sable est écoulé.",
        (EndReason::Time, Lang::En) => "The time of this sandbox is over.",
        (EndReason::OutOfMemory, Lang::Fr) => {
            "La mémoire de ce bac à sable est épuisée : ce que vous y avez lancé en demandait plus que les 1024 Mio \
             qu’il a, et son moteur Docker s’est arrêté."
        }
        (EndReason::OutOfMemory, Lang::En) => {
            "This sandbox ran out of memory: what you ran needed more than the 1024 MiB that it has, and its Docker \
             Engine stopped."
        }
        (EndReason::EngineStopped, Lang::Fr) => {
            "Le moteur Docker de ce bac à sable s’est arrêté : il est tombé en panne, ou une commande l’a tué, et vos \
             conteneurs ont disparu avec lui. Cela ne compte pas contre vous."
        }
        (EndReason::EngineStopped, Lang::En) => {
            "The Docker Engine of this sandbox has stopped: it crashed, or a command killed it, and your containers are \
             gone with it. That does not count against you."
        }
        (EndReason::HostEngineGone, Lang::Fr) => {
            "Le moteur Docker de la machine qui héberge le cours s’est arrêté, et ce bac à sable avec lui. \
             C’est notre faute : cela ne compte pas contre vous."
        }
        (EndReason::HostEngineGone, Lang::En) => {
            "The Docker Engine of the machine that hosts the course has stopped, and this sandbox with it. \
             This is our fault: it does not count against you."
        }
        (EndReason::StartFailed, Lang::Fr) => {
            "Ce bac à sable n’a pas pu démarrer. C’est notre faute : cela ne compte pas contre vous."
        }
        (EndReason::StartFailed, Lang::En) => {
            "This sandbox could not start. This is our fault: it does not count against you."
        }
        (EndReason::ServerStopping, Lang::Fr) => "Le serveur s’arrête, et ce bac à sable avec lui.",
        (EndReason::ServerStopping, Lang::En) => "The server is stopping, and this sandbox with it.",
    };
    notice(message, again)
}

/// What a sandbox runs short of while it goes on.
#[must_use]
pub fn strain(strain: Strain, lang: Lang) -> Notice {
    match (strain, lang) {
        (Strain::Memory, Lang::Fr) => notice(
            "La mémoire de ce bac à sable est épuisée : le noyau Linux a tué un programme qui y tournait.",
            "Supprimez des conteneurs, ou lancez moins de choses à la fois. « Recommencer » vous donne un bac à sable neuf d’un clic.",
        ),
        (Strain::Memory, Lang::En) => notice(
            "This sandbox ran out of memory: the Linux kernel killed a program that ran in it.",
            "Remove containers, or run fewer things at a time. “Start over” gives you a fresh sandbox with one click.",
        ),
        (Strain::Processes, Lang::Fr) => notice(
            format!(
                "Plus de {CROWD} processus tournent dans ce bac à sable : un programme s’y multiplie sans doute, et votre \
                 shell ne peut plus rien lancer."
            ),
            "« Recommencer » vous donne un bac à sable neuf d’un clic ; les exercices déjà résolus le restent.",
        ),
        (Strain::Processes, Lang::En) => notice(
            format!(
                "More than {CROWD} processes run in this sandbox: a program seems to multiply, and your shell cannot \
                 start anything any more."
            ),
            "“Start over” gives you a fresh sandbox with one click; what you have solved stays solved.",
        ),
    }
}

/// Where a learner stands in the queue, and how long it may take at the most.
#[must_use]
pub fn queue(ahead: usize, minutes: Option<i64>, lang: Lang) -> String {
    let place = ahead + 1;
    match (minutes, lang) {
        (Some(minutes), Lang::Fr) => format!(
            "Toutes les places sont prises. Vous êtes au rang {place} de la file d’attente ; une place se libérera \
             dans {minutes} min au plus tard, et votre bac à sable s’ouvrira de lui-même."
        ),
        (None, Lang::Fr) => format!(
            "Toutes les places sont prises. Vous êtes au rang {place} de la file d’attente ; votre bac à sable \
             s’ouvrira de lui-même."
        ),
        (Some(minutes), Lang::En) => format!(
            "Every place is taken. You are number {place} in the queue; a place is free in {minutes} min at the latest, \
             and your sandbox opens by itself."
        ),
        (None, Lang::En) => {
            format!(
                "Every place is taken. You are number {place} in the queue; your sandbox opens by itself."
            )
        }
    }
}

/// Why a goal cannot be told yet: the titles of those that come first.
#[must_use]
pub fn waiting(titles: &[&str], lang: Lang) -> String {
    let (word, colon) = match lang {
        Lang::Fr => ("D’abord", "\u{a0}: "),
        Lang::En => ("First", ": "),
    };
    format!("{word}{colon}{}.", titles.join(", "))
}

/// The platform could not tell whether a goal is met.
#[must_use]
pub fn fault(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => {
            "Votre moteur Docker n’a pas répondu à temps, et nous ne pouvons rien en conclure. Cela ne compte \
                     pas contre vous ; vérifiez à nouveau dans un instant."
        }
        Lang::En => {
            "Your Docker Engine did not answer in time, so we cannot tell. That does not count against you; \
                     check again in a moment."
        }
    }
}

/// Nothing is judged any more in a sandbox whose engine was replaced.
#[must_use]
pub fn foreign(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => {
            "Le moteur qui répond dans ce bac à sable n’est pas celui avec lequel il a démarré : un autre programme a pris \
                     sa place. Nous ne pouvons plus nous fier à ce qu’il dit, et plus rien n’est vérifié ici. \
                     Prenez un bac à sable neuf pour continuer ; ce que vous avez résolu reste résolu."
        }
        Lang::En => {
            "The engine that answers in this sandbox is not the one it was started with: another program has taken its \
                     place. We cannot rely on what it says, so nothing is checked in here any more. \
                     Take a fresh sandbox to go on; what you have solved stays solved."
        }
    }
}

/// What is wrong with a request, whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFault {
    /// No page or call has this address.
    NotFound,
    /// Its body is not what the call expects.
    Malformed,
    /// It came from a page of another site.
    Foreign,
    /// Something failed inside the server.
    Internal,
    /// A terminal's frame was not understood.
    Frame,
    /// A terminal's frame was too long.
    FrameTooLong,
}

/// What to say about a request that is at fault.
#[must_use]
pub fn request(fault: RequestFault, lang: Lang) -> Notice {
    match (fault, lang) {
        (RequestFault::NotFound, Lang::Fr) => notice(
            "Rien ne se trouve à cette adresse.",
            "Revenez au sommaire du cours, et suivez-en les liens.",
        ),
        (RequestFault::NotFound, Lang::En) => notice(
            "There is nothing at this address.",
            "Go back to the table of contents and follow its links.",
        ),
        (RequestFault::Malformed, Lang::Fr) => {
            notice("Le serveur n’a pas compris cette demande.", "Rechargez la page, puis recommencez.")
        }
        (RequestFault::Malformed, Lang::En) => {
            notice("The server did not understand this request.", "Reload the page, then try again.")
        }
        (RequestFault::Foreign, Lang::Fr) => notice(
            "Cette demande vient d’un autre site et a été refusée.",
            "Ouvrez le cours par son adresse affichée au démarrage, puis recommencez.",
        ),
        (RequestFault::Foreign, Lang::En) => notice(
            "This request came from another site and was refused.",
            "Open the course at the address shown at its start, then try again.",
        ),
        (RequestFault::Internal, Lang::Fr) => notice(
            "Quelque chose s’est mal passé de notre côté.",
            "Réessayez. Si cela se répète, donnez la référence à qui administre le cours.",
        ),
        (RequestFault::Internal, Lang::En) => notice(
            "Something went wrong on our side.",
            "Try again. If it happens again, give the reference to whoever runs the course.",
        ),
        (RequestFault::Frame, Lang::Fr) => {
            notice("Le terminal a reçu un message incompréhensible et s’est fermé.", "Rechargez la page.")
        }
        (RequestFault::Frame, Lang::En) => {
            notice("The terminal received a message that makes no sense, and closed.", "Reload the page.")
        }
        (RequestFault::FrameTooLong, Lang::Fr) => notice(
            "Ce qui a été envoyé au terminal d’un seul coup est trop long (plus de 64 Kio).",
            "Collez le texte en plusieurs fois.",
        ),
        (RequestFault::FrameTooLong, Lang::En) => notice(
            "What was sent to the terminal in one go is too long (over 64 KiB).",
            "Paste the text in several parts.",
        ),
    }
}
