//! What is said of that which a container was given: ports, mounts, variables, labels, settings.

use super::{Mounted, Setting};
use crate::kinds::port::{MountMatcher, PortMatcher};
use crate::{Lang, MountKind};

pub(super) fn port(name: &str, wanted: &PortMatcher, seen: Option<&PortMatcher>, lang: Lang) -> String {
    let Some(seen) = seen else {
        return say!(
            lang,
            "`{name}` ne publie aucun port : rien ne mène jusqu’à lui depuis l’extérieur.",
            "`{name}` publishes no port: nothing leads to it from outside."
        );
    };
    let (inside, other_inside) = (wanted.container, seen.container);
    if inside != other_inside || wanted.protocol != seen.protocol {
        let (inside, other) = (wanted.inside(), seen.inside());
        return say!(
            lang,
            "`{name}` publie son port {other} : la consigne demande son port {inside}, celui où le programme écoute.",
            "`{name}` publishes its port {other}: the task asks for its port {inside}, the one where the program listens."
        );
    }
    match (wanted.host, seen.host) {
        (Some(wanted), Some(seen)) if wanted != seen => say!(
            lang,
            "Vous avez publié `{name}` sur le port {seen}, la consigne demande {wanted}.",
            "You published `{name}` on port {seen}, the task asks for {wanted}."
        ),
        _ => {
            let any = String::new();
            let (seen, wanted) =
                (seen.address.as_ref().unwrap_or(&any), wanted.address.as_ref().unwrap_or(&any));
            say!(
                lang,
                "`{name}` est publié sur l’adresse `{seen}` : la consigne demande `{wanted}`.",
                "`{name}` is published on the address `{seen}`: the task asks for `{wanted}`."
            )
        }
    }
}

impl PortMatcher {
    fn inside(&self) -> String {
        PortMatcher { address: None, host: None, ..self.clone() }.to_string()
    }
}

/// “the volume `data`”, “the folder `/srv`”.
fn thing(kind: MountKind, source: Option<&str>, lang: Lang) -> String {
    match (kind, source) {
        (MountKind::Volume, Some(name)) => say!(lang, "le volume `{name}`", "the volume `{name}`"),
        (MountKind::Volume, None) => say!(lang, "un volume anonyme", "an anonymous volume"),
        (MountKind::Bind, Some(path)) => say!(lang, "le dossier `{path}`", "the folder `{path}`"),
        (MountKind::Bind, None) => say!(lang, "un dossier de la machine", "a folder of the machine"),
        (MountKind::Tmpfs, _) => say!(lang, "de la mémoire (tmpfs)", "memory (tmpfs)"),
    }
}

pub(super) fn mount(name: &str, wanted: &MountMatcher, seen: Option<&Mounted>, lang: Lang) -> String {
    let target = &wanted.target;
    match seen {
        None => say!(
            lang,
            "Rien n’est monté sur `{target}` dans `{name}`.",
            "Nothing is mounted at `{target}` in `{name}`."
        ),
        Some(Mounted { right: true, .. }) => match wanted.read_only {
            Some(true) => say!(
                lang,
                "`{name}` peut écrire dans `{target}` : la consigne le demande en lecture seule.",
                "`{name}` can write to `{target}`: the task asks for it to be read-only."
            ),
            _ => say!(
                lang,
                "`{name}` ne peut pas écrire dans `{target}` : la consigne demande qu’il le puisse.",
                "`{name}` cannot write to `{target}`: the task asks that it can."
            ),
        },
        Some(Mounted { kind, source, .. }) => {
            let seen = thing(*kind, source.as_deref(), lang);
            let wanted = thing(wanted.kind.unwrap_or_default(), wanted.source.as_deref(), lang);
            say!(
                lang,
                "Sur `{target}` dans `{name}` se trouve {seen} : la consigne demande {wanted}.",
                "What is mounted at `{target}` in `{name}` is {seen}: the task asks for {wanted}."
            )
        }
    }
}

pub(super) fn variable(name: &str, wanted: &str, seen: Option<&str>, lang: Lang) -> String {
    let (variable, value) = wanted.split_once('=').unwrap_or((wanted, ""));
    match seen {
        Some(seen) => say!(
            lang,
            "Dans `{name}`, la variable `{variable}` vaut `{seen}` : la consigne demande `{value}`.",
            "In `{name}`, the variable `{variable}` is `{seen}`: the task asks for `{value}`."
        ),
        None => say!(
            lang,
            "`{name}` n’a pas de variable `{variable}` dans son environnement.",
            "`{name}` has no variable `{variable}` in its environment."
        ),
    }
}

pub(super) fn label(name: &str, wanted: &str, seen: Option<&str>, lang: Lang) -> String {
    let (label, value) = wanted.split_once('=').unwrap_or((wanted, ""));
    match seen {
        Some(seen) => say!(
            lang,
            "L’étiquette `{label}` de `{name}` vaut `{seen}` : la consigne demande `{value}`.",
            "The label `{label}` of `{name}` is `{seen}`: the task asks for `{value}`."
        ),
        None => say!(
            lang,
            "`{name}` ne porte pas d’étiquette `{label}`.",
            "`{name}` does not carry a label `{label}`."
        ),
    }
}

pub(super) fn set(name: &str, setting: Setting, wanted: &str, seen: &str, lang: Lang) -> String {
    let what = match setting {
        Setting::Restart => say!(lang, "La politique de redémarrage de", "The restart policy of"),
        Setting::User => say!(lang, "L’utilisateur de", "The user of"),
        Setting::Workdir => say!(lang, "Le dossier de travail de", "The working directory of"),
        Setting::Hostname => say!(lang, "Le nom d’hôte de", "The host name of"),
        Setting::Memory => say!(lang, "La limite de mémoire de", "The memory limit of"),
        Setting::Cpus => say!(lang, "La limite de processeur de", "The processor limit of"),
    };
    if !seen.is_empty() {
        return say!(
            lang,
            "{what} `{name}` est `{seen}` : la consigne demande `{wanted}`.",
            "{what} `{name}` is `{seen}`: the task asks for `{wanted}`."
        );
    }
    match setting {
        Setting::Memory => say!(
            lang,
            "`{name}` peut prendre toute la mémoire de la machine : la consigne demande une limite de `{wanted}`.",
            "`{name}` may take all the memory of the machine: the task asks for a limit of `{wanted}`."
        ),
        Setting::Cpus => say!(
            lang,
            "`{name}` peut prendre tous les processeurs : la consigne demande une limite de `{wanted}` processeur.",
            "`{name}` may take every processor: the task asks for a limit of `{wanted}` processors."
        ),
        Setting::User => say!(
            lang,
            "`{name}` tourne en tant que `root` : la consigne demande l’utilisateur `{wanted}`.",
            "`{name}` runs as `root`: the task asks for the user `{wanted}`."
        ),
        _ => say!(
            lang,
            "{what} `{name}` n’est pas fixé : la consigne demande `{wanted}`.",
            "{what} `{name}` is not set: the task asks for `{wanted}`."
        ),
    }
}
