//! Explanations in French. Spaces before double punctuation and units are unbreakable.

use crate::{ContainerMatcher, ContainerState, Difference, Explanation, PushDifference, Seen};

pub(crate) fn explanation(explanation: &Explanation) -> String {
    match explanation {
        Explanation::NoContainer => "Aucun conteneur n’existe encore.".into(),
        Explanation::NoSuchContainer { wanted } => {
            format!("Aucun conteneur{} n’existe encore.", description(wanted))
        }
        Explanation::ContainerDiffers { container, differences } => differs(container, differences),
        Explanation::ContainerRemains { container } => remains(container),
        Explanation::NoImage { wanted } => format!("L’image `{wanted}` n’est pas dans le moteur."),
        Explanation::OtherTag { wanted, seen } => {
            format!("Le moteur a `{seen}`, mais la consigne demande `{wanted}`.")
        }
        Explanation::ImageRemains { name } => format!("L’image `{name}` est encore dans le moteur."),
        Explanation::NotSearched { wanted, seen: None } => {
            format!("Vous n’avez encore rien cherché sur Docker Hub : la consigne demande `{wanted}`.")
        }
        Explanation::NotSearched { wanted, seen: Some(seen) } => {
            format!("Vous avez cherché `{seen}` : la consigne demande `{wanted}`.")
        }
        Explanation::NotPulled { wanted, seen: None } => {
            format!("Aucune image n’a encore été téléchargée : la consigne demande `{wanted}`.")
        }
        Explanation::NotPulled { wanted, seen: Some(seen) } => {
            format!("Vous avez téléchargé `{seen}` : la consigne demande `{wanted}`.")
        }
        Explanation::NotPushed { wanted, seen: None } => {
            format!("Aucune image n’a encore été publiée : la consigne demande `{wanted}`.")
        }
        Explanation::NotPushed { wanted, seen: Some(seen) } => {
            format!("Vous avez publié `{seen}` : la consigne demande `{wanted}`.")
        }
        Explanation::PushedDiffers { name, difference } => push_differs(name, difference),
    }
}

fn push_differs(name: &str, difference: &PushDifference) -> String {
    let pushed = format!("`{name}` est publiée, mais");
    match difference {
        PushDifference::Command { wanted, seen: Some(seen) } => {
            format!("{pushed} son programme est `{seen}` : la consigne demande `{wanted}`.")
        }
        PushDifference::Command { wanted, seen: None } => {
            format!("{pushed} elle n’a pas de programme : la consigne demande `{wanted}`.")
        }
        PushDifference::Env { wanted } => {
            format!("{pushed} son environnement ne contient pas `{wanted}`.")
        }
        PushDifference::Label { wanted } => format!("{pushed} elle ne porte pas l’étiquette `{wanted}`."),
        PushDifference::Port { wanted } => format!("{pushed} elle n’annonce pas le port {wanted}."),
    }
}

/// The words that tell the container apart: " nommé `web` issu de l’image `nginx`".
fn description(wanted: &ContainerMatcher) -> String {
    let name = wanted.name.iter().map(|name| format!(" nommé `{name}`"));
    let image = wanted.image.iter().map(|image| format!(" issu de l’image `{image}`"));
    let words: String = name.chain(image).collect();
    if words.is_empty() { " comme le demande la consigne".into() } else { words }
}

/// Tells the first difference only: one thing at a time is what a learner can mend.
fn differs(container: &Seen, differences: &[Difference]) -> String {
    use Difference::*;
    let Seen { name, image, .. } = container;
    let subject = if container.shell { format!("Le shell de `{name}`") } else { format!("`{name}`") };
    match differences {
        [Terminal { wanted: true }, Input { wanted: true }, ..] if container.shell => {
            format!("{subject} n’a ni terminal ni entrée ouverte : il n’entend rien et se termine aussitôt.")
        }
        [Terminal { wanted: true }, Input { wanted: true }, ..] => {
            format!("{subject} n’a ni terminal ni entrée ouverte.")
        }
        [Terminal { wanted: true }, ..] => {
            format!("{subject} n’a pas de terminal : il vous entend, mais n’affiche pas d’invite.")
        }
        [Terminal { wanted: false }, ..] => {
            format!("{subject} a un terminal : la consigne n’en demande pas.")
        }
        [Input { wanted: true }, ..] => {
            format!("{subject} ne vous entend pas : son entrée est fermée.")
        }
        [Input { wanted: false }, ..] => {
            format!("L’entrée de `{name}` est ouverte : la consigne la demande fermée.")
        }
        [Removed, ..] => format!("`{name}` a existé, mais il a été supprimé."),
        [Image { wanted }, ..] => {
            format!("`{name}` vient de l’image `{image}` : la consigne demande `{wanted}`.")
        }
        [Name { wanted }, ..] => {
            let does = match container.state {
                ContainerState::Running => "tourne",
                _ if container.removed => "a tourné",
                _ => "existe",
            };
            format!(
                "Un conteneur issu de `{image}` {does}, mais il s’appelle `{name}` : la consigne demande `{wanted}`."
            )
        }
        [Command { wanted, seen: Some(seen) }, ..] => {
            format!("Le programme de `{name}` est `{seen}` : la consigne demande `{wanted}`.")
        }
        [Command { wanted, seen: None }, ..] => {
            format!("`{name}` n’a pas de programme : la consigne demande `{wanted}`.")
        }
        [State { wanted }, ..] => state(container, *wanted),
        [ExitCode { wanted }, ..] => exit_code(container, *wanted),
        [Detached { wanted: true }, ..] => {
            format!("`{name}` tourne, mais au premier plan : la consigne le demande en arrière-plan.")
        }
        [Detached { wanted: false }, ..] => {
            format!("`{name}` tourne, mais en arrière-plan : la consigne le demande au premier plan.")
        }
        [] => format!("`{name}` n’est pas ce que demande la consigne."),
    }
}

fn state(container: &Seen, wanted: ContainerState) -> String {
    use ContainerState::*;
    let name = &container.name;
    match (wanted, container.state) {
        (Exited, Running) if container.shell => format!("Le shell de `{name}` est encore ouvert."),
        (Exited, Running) => format!("`{name}` tourne encore."),
        (Running | Exited, Created) => format!("`{name}` existe, mais n’a jamais démarré."),
        (Running, Exited) => format!("`{name}` existe, mais s’est arrêté{}", ending(container)),
        (Running, Restarting) => format!("`{name}` se termine et redémarre sans cesse{}", logs(container)),
        (_, seen) => format!("`{name}` est dans l’état `{seen}` : la consigne demande `{wanted}`."),
    }
}

/// How and when it stopped, and what that hints at.
fn ending(container: &Seen) -> String {
    let ago = container.ended_ago.map(|seconds| format!(" il y a {}", age(seconds))).unwrap_or_default();
    match container.exit_code {
        Some(0) => {
            format!("{ago} avec le code 0 : un conteneur ne vit pas plus longtemps que son programme.")
        }
        Some(code) => format!("{ago} avec le code {code}{}", logs(container)),
        None => format!("{ago}{}", logs(container)),
    }
}

fn exit_code(container: &Seen, wanted: i64) -> String {
    let name = &container.name;
    match container.exit_code {
        Some(code) => {
            format!(
                "`{name}` s’est terminé avec le code {code}, la consigne demande {wanted}{}",
                logs(container)
            )
        }
        None => format!(
            "`{name}` ne s’est pas encore terminé : la consigne demande qu’il le fasse avec le code {wanted}."
        ),
    }
}

/// Where to look next, as long as there is something to look at.
fn logs(container: &Seen) -> String {
    if container.removed { ".".into() } else { format!(" : regardez `docker logs {}`.", container.name) }
}

fn remains(container: &Seen) -> String {
    use ContainerState::*;
    let name = &container.name;
    match container.state {
        Running => format!("`{name}` tourne encore."),
        Exited => format!("`{name}` est arrêté, mais existe encore."),
        Created => format!("`{name}` n’a jamais démarré, mais existe."),
        state => format!("`{name}` existe encore, dans l’état `{state}`."),
    }
}

fn age(seconds: i64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}
