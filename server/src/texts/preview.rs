//! What is said where a preview has nothing to show.

use exercises::Lang;

use super::{Notice, end, notice};
use crate::{sandbox::ports::Silence, sessions::session::EndReason};

/// Why a preview has nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewFault {
    /// No sandbox has this address.
    Unknown,
    /// The sandbox is over.
    Ended(EndReason),
    /// A page of another site has sent the request.
    Foreign,
    /// Nothing is answered on this port.
    Silent(Silence, u16),
}

/// What to say of it.
#[must_use]
pub fn preview(fault: PreviewFault, lang: Lang) -> Notice {
    match (fault, lang) {
        (PreviewFault::Unknown, Lang::Fr) => notice(
            "Aucun bac à sable ne se trouve à cette adresse : il est terminé, ou l’adresse est incomplète.",
            "Retournez à l’exercice, démarrez un bac à sable si besoin, et ouvrez l’aperçu depuis la page.",
        ),
        (PreviewFault::Unknown, Lang::En) => notice(
            "There is no sandbox at this address: it has ended, or the address is not complete.",
            "Go back to the exercise, start a sandbox if there is none, and open the preview from the page.",
        ),
        (PreviewFault::Ended(reason), lang) => {
            let remedy = match lang {
                Lang::Fr => "Retournez à l’exercice, et démarrez-y un nouveau bac à sable.",
                Lang::En => "Go back to the exercise, and start a new sandbox there.",
            };
            notice(end(reason, lang).message, remedy)
        }
        (PreviewFault::Foreign, Lang::Fr) => notice(
            "Cette demande vient d’un autre site et a été refusée.",
            "Ouvrez l’aperçu depuis la page de l’exercice.",
        ),
        (PreviewFault::Foreign, Lang::En) => notice(
            "This request came from another site and was refused.",
            "Open the preview from the page of the exercise.",
        ),
        (PreviewFault::Silent(silence, port), lang) => silent(silence, port, lang),
    }
}

fn silent(silence: Silence, port: u16, lang: Lang) -> Notice {
    match (silence, lang) {
        (Silence::Nobody, Lang::Fr) => notice(
            format!("Personne n’écoute sur le port {port} de votre bac à sable."),
            format!(
                "Votre conteneur est-il démarré, et son port publié avec `-p {port}:…` ? `docker ps` le montre : la \
                 colonne PORTS doit contenir `{port}->`."
            ),
        ),
        (Silence::Nobody, Lang::En) => notice(
            format!("Nobody listens on port {port} of your sandbox."),
            format!(
                "Is your container running, and its port published with `-p {port}:…`? `docker ps` shows it: the PORTS \
                 column must contain `{port}->`."
            ),
        ),
        (Silence::Wordless, Lang::Fr) => notice(
            format!(
                "Le port {port} de votre bac à sable est ouvert, mais la connexion s’est fermée sans réponse."
            ),
            format!(
                "Dans `-p {port}:…`, le second nombre est-il le port sur lequel le programme écoute dans son conteneur ? \
                 A-t-il fini de démarrer, et écoute-t-il sur 0.0.0.0 plutôt que sur 127.0.0.1 ? Et parle-t-il HTTP ? \
                 `docker logs` le dit souvent."
            ),
        ),
        (Silence::Wordless, Lang::En) => notice(
            format!("Port {port} of your sandbox is open, but the connection was closed without an answer."),
            format!(
                "In `-p {port}:…`, is the second number the port that the program listens on in its container? Has it \
                 finished starting, and does it listen on 0.0.0.0 rather than on 127.0.0.1? And does it speak HTTP? \
                 `docker logs` often tells."
            ),
        ),
        (Silence::NotHttp, Lang::Fr) => notice(
            format!("Ce qui écoute sur le port {port} de votre bac à sable ne parle pas HTTP."),
            "Un navigateur ne peut rien en montrer : servez-vous du client qui convient, dans le terminal.",
        ),
        (Silence::NotHttp, Lang::En) => notice(
            format!("What listens on port {port} of your sandbox does not speak HTTP."),
            "A browser can show nothing of it: use the client that suits it, in the terminal.",
        ),
        (Silence::Late, Lang::Fr) => notice(
            format!("Ce qui écoute sur le port {port} de votre bac à sable n’a pas répondu à temps."),
            "Regardez dans le terminal ce qu’il fait, avec `docker logs` et `docker top`.",
        ),
        (Silence::Late, Lang::En) => notice(
            format!("What listens on port {port} of your sandbox has not answered in time."),
            "Look in the terminal at what it does, with `docker logs` and `docker top`.",
        ),
        (Silence::Busy, Lang::Fr) => notice(
            "Trop de connexions vers ce bac à sable sont ouvertes à la fois.",
            "Fermez d’autres aperçus, puis réessayez.",
        ),
        (Silence::Busy, Lang::En) => notice(
            "Too many connections to this sandbox are open at once.",
            "Close other previews, then try again.",
        ),
        (Silence::NotReady, Lang::Fr) => notice(
            "Votre bac à sable n’est pas prêt.",
            "Attendez que la page de l’exercice le dise, puis réessayez.",
        ),
        (Silence::NotReady, Lang::En) => notice(
            "Your sandbox is not ready.",
            "Wait until the page of the exercise says so, then try again.",
        ),
        (Silence::Fault, Lang::Fr) => notice(
            "Votre bac à sable n’a pas pu être joint.",
            "Réessayez dans un instant ; s’il déborde de processus, arrêtez-en.",
        ),
        (Silence::Fault, Lang::En) => notice(
            "Your sandbox could not be reached.",
            "Try again in a moment; if it is full of processes, stop some of them.",
        ),
    }
}
