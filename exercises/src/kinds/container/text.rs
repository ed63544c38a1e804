//! What is said of containers.

use super::{ContainerMatcher, Difference, Reason, Seen, given};
use crate::kinds::quantity::Noun;
use crate::{ContainerState, Lang};

const NOUN: Noun = Noun { fr: ("conteneur", "conteneurs"), en: ("container", "containers") };

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::NoContainer => say!(lang, "Aucun conteneur n’existe encore.", "No container exists yet."),
            Reason::NoSuchContainer { wanted } => {
                let which = description(wanted, lang);
                say!(lang, "Aucun conteneur{which} n’existe encore.", "No container{which} exists yet.")
            }
            Reason::Differs { container, differences } => differs(container, differences, lang),
            Reason::Remains { container } => remains(container, lang),
            Reason::Count { seen, wanted } => wanted.told(*seen, &NOUN, lang),
        }
    }
}

/// The words that tell the container apart: " named `web` from the image `nginx`".
fn description(wanted: &ContainerMatcher, lang: Lang) -> String {
    let name = wanted.name.iter().map(|name| say!(lang, " nommé `{name}`", " named `{name}`"));
    let image = wanted
        .image
        .iter()
        .map(|image| say!(lang, " issu de l’image `{image}`", " from the image `{image}`"));
    let ports = wanted
        .publishes
        .iter()
        .map(|port| say!(lang, " qui publie le port `{port}`", " that publishes port `{port}`"));
    let networks = wanted
        .networks
        .iter()
        .map(|network| say!(lang, " sur le réseau `{network}`", " on the network `{network}`"));
    let labels = wanted
        .labels
        .iter()
        .map(|label| say!(lang, " portant l’étiquette `{label}`", " with the label `{label}`"));
    let words: String =
        name.chain(image).chain(ports.take(1)).chain(networks.take(1)).chain(labels.take(1)).collect();
    if words.is_empty() {
        say!(lang, " comme le demande la consigne", " like the one the task asks for")
    } else {
        words
    }
}

/// Tells the first difference only: one thing at a time is what a learner can mend.
fn differs(container: &Seen, differences: &[Difference], lang: Lang) -> String {
    use Difference::*;
    let Seen { name, image, .. } = container;
    let subject = match container.shell {
        true => say!(lang, "Le shell de `{name}`", "The shell in `{name}`"),
        false => format!("`{name}`"),
    };
    match differences {
        [Terminal { wanted: true }, Input { wanted: true }, ..] if container.shell => say!(
            lang,
            "{subject} n’a ni terminal ni entrée ouverte : il n’entend rien et se termine aussitôt.",
            "{subject} has neither a terminal nor an open input: it hears nothing and ends at once."
        ),
        [Terminal { wanted: true }, Input { wanted: true }, ..] => say!(
            lang,
            "{subject} n’a ni terminal ni entrée ouverte.",
            "{subject} has neither a terminal nor an open input."
        ),
        [Terminal { wanted: true }, ..] => say!(
            lang,
            "{subject} n’a pas de terminal : il vous entend, mais n’affiche pas d’invite.",
            "{subject} has no terminal: it hears you, but shows no prompt."
        ),
        [Terminal { wanted: false }, ..] => say!(
            lang,
            "{subject} a un terminal : la consigne n’en demande pas.",
            "{subject} has a terminal: the task asks for none."
        ),
        [Input { wanted: true }, ..] => say!(
            lang,
            "{subject} ne vous entend pas : son entrée est fermée.",
            "{subject} does not hear you: its input is closed."
        ),
        [Input { wanted: false }, ..] => say!(
            lang,
            "L’entrée de `{name}` est ouverte : la consigne la demande fermée.",
            "The input of `{name}` is open: the task asks for it to be closed."
        ),
        [Removed, ..] => {
            say!(
                lang,
                "`{name}` a existé, mais il a été supprimé.",
                "`{name}` existed, but it has been removed."
            )
        }
        [Image { wanted }, ..] => say!(
            lang,
            "`{name}` vient de l’image `{image}` : la consigne demande `{wanted}`.",
            "`{name}` comes from the image `{image}`: the task asks for `{wanted}`."
        ),
        [Renamed { wanted }, ..] => say!(
            lang,
            "`{name}` vient d’une image qui porte le nom `{wanted}`, mais ce n’est pas elle : quelqu’un a donné ce nom à une autre.",
            "`{name}` comes from an image that bears the name `{wanted}`, but is not it: somebody gave that name to another one."
        ),
        [Name { wanted }, ..] => {
            let does = match container.state {
                ContainerState::Running => say!(lang, "tourne", "runs"),
                _ if container.removed => say!(lang, "a tourné", "ran"),
                _ => say!(lang, "existe", "exists"),
            };
            say!(
                lang,
                "Un conteneur issu de `{image}` {does}, mais il s’appelle `{name}` : la consigne demande `{wanted}`.",
                "A container from `{image}` {does}, but its name is `{name}`: the task asks for `{wanted}`."
            )
        }
        [Command { wanted, seen: Some(seen) }, ..] => say!(
            lang,
            "Le programme de `{name}` est `{seen}` : la consigne demande `{wanted}`.",
            "The program of `{name}` is `{seen}`: the task asks for `{wanted}`."
        ),
        [Command { wanted, seen: None }, ..] => say!(
            lang,
            "`{name}` n’a pas de programme : la consigne demande `{wanted}`.",
            "`{name}` has no program: the task asks for `{wanted}`."
        ),
        [Args { wanted }, ..] => say!(
            lang,
            "La ligne de commande de `{name}` ne contient pas `{wanted}`.",
            "The command line of `{name}` does not hold `{wanted}`."
        ),
        [State { wanted }, ..] => state(container, *wanted, lang),
        [ExitCode { wanted }, ..] => exit_code(container, *wanted, lang),
        [Detached { wanted: true }, ..] => say!(
            lang,
            "`{name}` tourne, mais au premier plan : la consigne le demande en arrière-plan.",
            "`{name}` runs, but in the foreground: the task asks for it in the background."
        ),
        [Detached { wanted: false }, ..] => say!(
            lang,
            "`{name}` tourne, mais en arrière-plan : la consigne le demande au premier plan.",
            "`{name}` runs, but in the background: the task asks for it in the foreground."
        ),
        [Port { wanted, seen }, ..] => given::port(name, wanted, seen.as_ref(), lang),
        [Mount { wanted, seen }, ..] => given::mount(name, wanted, seen.as_ref(), lang),
        [Network { wanted, seen }, ..] => match seen.join("`, `") {
            seen if seen.is_empty() => say!(
                lang,
                "`{name}` n’est sur aucun réseau : la consigne demande `{wanted}`.",
                "`{name}` is on no network: the task asks for `{wanted}`."
            ),
            seen => say!(
                lang,
                "`{name}` est sur le réseau `{seen}` : la consigne demande `{wanted}`.",
                "`{name}` is on the network `{seen}`: the task asks for `{wanted}`."
            ),
        },
        [Env { wanted, seen }, ..] => given::variable(name, wanted, seen.as_deref(), lang),
        [Label { wanted, seen }, ..] => given::label(name, wanted, seen.as_deref(), lang),
        [Setting { setting, wanted, seen }, ..] => given::set(name, *setting, wanted, seen, lang),
        [ReadOnly { wanted: true }, ..] => say!(
            lang,
            "Le système de fichiers de `{name}` peut être modifié : la consigne le demande en lecture seule.",
            "The file system of `{name}` can be written: the task asks for it to be read-only."
        ),
        [ReadOnly { wanted: false }, ..] => say!(
            lang,
            "Le système de fichiers de `{name}` est en lecture seule : la consigne ne le demande pas.",
            "The file system of `{name}` is read-only: the task does not ask for that."
        ),
        [Privileged { wanted: true }, ..] => say!(
            lang,
            "`{name}` n’a que les droits ordinaires : la consigne les demande tous.",
            "`{name}` has ordinary privileges only: the task asks for all of them."
        ),
        [Privileged { wanted: false }, ..] => say!(
            lang,
            "`{name}` a tous les droits sur la machine : la consigne le demande sans privilège.",
            "`{name}` has every privilege on the machine: the task asks for none."
        ),
        [Health { wanted, seen: Some(seen) }, ..] => say!(
            lang,
            "La santé de `{name}` est `{seen}` : la consigne demande `{wanted}`.",
            "The health of `{name}` is `{seen}`: the task asks for `{wanted}`."
        ),
        [Health { seen: None, .. }, ..] => say!(
            lang,
            "Rien ne surveille la santé de `{name}` : ni son image ni sa création ne disent comment.",
            "Nothing checks the health of `{name}`: neither its image nor its creation says how."
        ),
        [] => say!(
            lang,
            "`{name}` n’est pas ce que demande la consigne.",
            "`{name}` is not what the task asks for."
        ),
    }
}

fn state(container: &Seen, wanted: ContainerState, lang: Lang) -> String {
    use ContainerState::*;
    let name = &container.name;
    match (wanted, container.state) {
        (Exited, Running) if container.shell => {
            say!(lang, "Le shell de `{name}` est encore ouvert.", "The shell in `{name}` is still open.")
        }
        (Exited, Running) => say!(lang, "`{name}` tourne encore.", "`{name}` still runs."),
        (Running | Exited, Created) => {
            say!(lang, "`{name}` existe, mais n’a jamais démarré.", "`{name}` exists, but was never started.")
        }
        (Running, Exited) => {
            let ending = ending(container, lang);
            say!(lang, "`{name}` existe, mais s’est arrêté{ending}", "`{name}` exists but stopped{ending}")
        }
        (Running, Restarting) => {
            let logs = logs(container, lang);
            say!(
                lang,
                "`{name}` se termine et redémarre sans cesse{logs}",
                "`{name}` ends and restarts over and over{logs}"
            )
        }
        (_, seen) => say!(
            lang,
            "`{name}` est dans l’état `{seen}` : la consigne demande `{wanted}`.",
            "`{name}` is `{seen}`: the task asks for `{wanted}`."
        ),
    }
}

/// How and when it stopped, and what that hints at.
fn ending(container: &Seen, lang: Lang) -> String {
    let ago =
        container.ended_ago.map(age).map(|ago| say!(lang, " il y a {ago}", " {ago} ago")).unwrap_or_default();
    match container.exit_code {
        Some(0) => say!(
            lang,
            "{ago} avec le code 0 : un conteneur ne vit pas plus longtemps que son programme.",
            "{ago} with code 0: a container lives no longer than its program."
        ),
        Some(code) => {
            let logs = logs(container, lang);
            say!(lang, "{ago} avec le code {code}{logs}", "{ago} with code {code}{logs}")
        }
        None => format!("{ago}{}", logs(container, lang)),
    }
}

fn exit_code(container: &Seen, wanted: i64, lang: Lang) -> String {
    let name = &container.name;
    match container.exit_code {
        Some(code) => {
            let logs = logs(container, lang);
            say!(
                lang,
                "`{name}` s’est terminé avec le code {code}, la consigne demande {wanted}{logs}",
                "`{name}` ended with code {code}, the task asks for {wanted}{logs}"
            )
        }
        None => say!(
            lang,
            "`{name}` ne s’est pas encore terminé : la consigne demande qu’il le fasse avec le code {wanted}.",
            "`{name}` has not ended yet: the task asks for it to end with code {wanted}."
        ),
    }
}

/// Where to look next, as long as there is something to look at.
fn logs(container: &Seen, lang: Lang) -> String {
    let name = &container.name;
    match container.removed {
        true => ".".into(),
        false => say!(lang, " : regardez `docker logs {name}`.", ": look at `docker logs {name}`."),
    }
}

fn remains(container: &Seen, lang: Lang) -> String {
    use ContainerState::*;
    let name = &container.name;
    match container.state {
        Running => say!(lang, "`{name}` tourne encore.", "`{name}` still runs."),
        Exited => {
            say!(lang, "`{name}` est arrêté, mais existe encore.", "`{name}` is stopped but still exists.")
        }
        Created => say!(
            lang,
            "`{name}` n’a jamais démarré, mais existe.",
            "`{name}` was never started, but it exists."
        ),
        state => say!(
            lang,
            "`{name}` existe encore, dans l’état `{state}`.",
            "`{name}` still exists, in the state `{state}`."
        ),
    }
}

fn age(seconds: i64) -> String {
    match seconds {
        0..120 => format!("{seconds}\u{a0}s"),
        120..7200 => format!("{}\u{a0}min", seconds / 60),
        _ => format!("{}\u{a0}h", seconds / 3600),
    }
}
