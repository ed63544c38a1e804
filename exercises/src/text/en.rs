//! Explanations in English.

use crate::{ContainerMatcher, ContainerState, Difference, Explanation, PushDifference, Seen};

pub(crate) fn explanation(explanation: &Explanation) -> String {
    match explanation {
        Explanation::NoContainer => "No container exists yet.".into(),
        Explanation::NoSuchContainer { wanted } => format!("No container{} exists yet.", description(wanted)),
        Explanation::ContainerDiffers { container, differences } => differs(container, differences),
        Explanation::ContainerRemains { container } => remains(container),
        Explanation::NoImage { wanted } => format!("The image `{wanted}` is not in the engine."),
        Explanation::OtherTag { wanted, seen } => {
            format!("The engine has `{seen}`, but the task asks for `{wanted}`.")
        }
        Explanation::ImageRemains { name } => format!("The image `{name}` is still in the engine."),
        Explanation::NotSearched { wanted, seen: None } => {
            format!("You have not searched Docker Hub for anything yet: the task asks for `{wanted}`.")
        }
        Explanation::NotSearched { wanted, seen: Some(seen) } => {
            format!("You searched for `{seen}`: the task asks for `{wanted}`.")
        }
        Explanation::NotPulled { wanted, seen: None } => {
            format!("No image has been pulled yet: the task asks for `{wanted}`.")
        }
        Explanation::NotPulled { wanted, seen: Some(seen) } => {
            format!("You pulled `{seen}`: the task asks for `{wanted}`.")
        }
        Explanation::NotPushed { wanted, seen: None } => {
            format!("No image has been pushed yet: the task asks for `{wanted}`.")
        }
        Explanation::NotPushed { wanted, seen: Some(seen) } => {
            format!("You pushed `{seen}`: the task asks for `{wanted}`.")
        }
        Explanation::PushedDiffers { name, difference } => push_differs(name, difference),
    }
}

fn push_differs(name: &str, difference: &PushDifference) -> String {
    let pushed = format!("`{name}` is pushed, but");
    match difference {
        PushDifference::Command { wanted, seen: Some(seen) } => {
            format!("{pushed} its program is `{seen}`: the task asks for `{wanted}`.")
        }
        PushDifference::Command { wanted, seen: None } => {
            format!("{pushed} it has no program: the task asks for `{wanted}`.")
        }
        PushDifference::Env { wanted } => format!("{pushed} its environment does not hold `{wanted}`."),
        PushDifference::Label { wanted } => format!("{pushed} it does not carry the label `{wanted}`."),
        PushDifference::Port { wanted } => format!("{pushed} it does not expose port {wanted}."),
    }
}

/// The words that tell the container apart: " named `web` from the image `nginx`".
fn description(wanted: &ContainerMatcher) -> String {
    let name = wanted.name.iter().map(|name| format!(" named `{name}`"));
    let image = wanted.image.iter().map(|image| format!(" from the image `{image}`"));
    let words: String = name.chain(image).collect();
    if words.is_empty() { " like the one the task asks for".into() } else { words }
}

/// Tells the first difference only: one thing at a time is what a learner can mend.
fn differs(container: &Seen, differences: &[Difference]) -> String {
    use Difference::*;
    let Seen { name, image, .. } = container;
    let subject = if container.shell { format!("The shell in `{name}`") } else { format!("`{name}`") };
    match differences {
        [Terminal { wanted: true }, Input { wanted: true }, ..] if container.shell => {
            format!("{subject} has neither a terminal nor an open input: it hears nothing and ends at once.")
        }
        [Terminal { wanted: true }, Input { wanted: true }, ..] => {
            format!("{subject} has neither a terminal nor an open input.")
        }
        [Terminal { wanted: true }, ..] => {
            format!("{subject} has no terminal: it hears you, but shows no prompt.")
        }
        [Terminal { wanted: false }, ..] => format!("{subject} has a terminal: the task asks for none."),
        [Input { wanted: true }, ..] => {
            format!("{subject} does not hear you: its input is closed.")
        }
        [Input { wanted: false }, ..] => {
            format!("The input of `{name}` is open: the task asks for it to be closed.")
        }
        [Removed, ..] => format!("`{name}` existed, but it has been removed."),
        [Image { wanted }, ..] => {
            format!("`{name}` comes from the image `{image}`: the task asks for `{wanted}`.")
        }
        [Name { wanted }, ..] => {
            let does = match container.state {
                ContainerState::Running => "runs",
                _ if container.removed => "ran",
                _ => "exists",
            };
            format!(
                "A container from `{image}` {does}, but its name is `{name}`: the task asks for `{wanted}`."
            )
        }
        [Command { wanted, seen: Some(seen) }, ..] => {
            format!("The program of `{name}` is `{seen}`: the task asks for `{wanted}`.")
        }
        [Command { wanted, seen: None }, ..] => {
            format!("`{name}` has no program: the task asks for `{wanted}`.")
        }
        [State { wanted }, ..] => state(container, *wanted),
        [ExitCode { wanted }, ..] => exit_code(container, *wanted),
        [Detached { wanted: true }, ..] => {
            format!("`{name}` runs, but in the foreground: the task asks for it in the background.")
        }
        [Detached { wanted: false }, ..] => {
            format!("`{name}` runs, but in the background: the task asks for it in the foreground.")
        }
        [] => format!("`{name}` is not what the task asks for."),
    }
}

fn state(container: &Seen, wanted: ContainerState) -> String {
    use ContainerState::*;
    let name = &container.name;
    match (wanted, container.state) {
        (Exited, Running) if container.shell => format!("The shell in `{name}` is still open."),
        (Exited, Running) => format!("`{name}` still runs."),
        (Running | Exited, Created) => format!("`{name}` exists, but was never started."),
        (Running, Exited) => format!("`{name}` exists but stopped{}", ending(container)),
        (Running, Restarting) => format!("`{name}` ends and restarts over and over{}", logs(container)),
        (_, seen) => format!("`{name}` is `{seen}`: the task asks for `{wanted}`."),
    }
}

/// How and when it stopped, and what that hints at.
fn ending(container: &Seen) -> String {
    let ago = container.ended_ago.map(|seconds| format!(" {} ago", age(seconds))).unwrap_or_default();
    match container.exit_code {
        Some(0) => format!("{ago} with code 0: a container lives no longer than its program."),
        Some(code) => format!("{ago} with code {code}{}", logs(container)),
        None => format!("{ago}{}", logs(container)),
    }
}

fn exit_code(container: &Seen, wanted: i64) -> String {
    let name = &container.name;
    match container.exit_code {
        Some(code) => {
            format!("`{name}` ended with code {code}, the task asks for {wanted}{}", logs(container))
        }
        None => format!("`{name}` has not ended yet: the task asks for it to end with code {wanted}."),
    }
}

/// Where to look next, as long as there is something to look at.
fn logs(container: &Seen) -> String {
    if container.removed { ".".into() } else { format!(": look at `docker logs {}`.", container.name) }
}

fn remains(container: &Seen) -> String {
    use ContainerState::*;
    let name = &container.name;
    match container.state {
        Running => format!("`{name}` still runs."),
        Exited => format!("`{name}` is stopped but still exists."),
        Created => format!("`{name}` was never started, but it exists."),
        state => format!("`{name}` still exists, in the state `{state}`."),
    }
}

fn age(seconds: i64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}
