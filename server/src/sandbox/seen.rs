//! What a learner's engine says of its things, put in the words of `exercises`.

use std::collections::HashMap;

use bollard::models::{
    ContainerInspectResponse, EndpointSettings, HostConfig, ImageConfig, ImageInspect, ImageSummary,
    MountPoint, Network as NetworkModel, PortMap, Volume as VolumeModel,
};
use exercises::{
    Attachment, Container, ContainerState, Image, ImageDetails, Mount, MountKind, Network, PortMapping,
    Setup, Volume,
};
use jiff::Timestamp;

/// Words of a command that are kept, and characters of each; also of whatever else a learner can make long.
const WORDS: usize = 32;
const CHARACTERS: usize = 256;

/// A container, from what the engine says of it.
pub(super) fn container(inspected: ContainerInspectResponse) -> Container {
    let config = inspected.config.unwrap_or_default();
    let state = inspected.state.unwrap_or_default();
    let network = inspected.network_settings.unwrap_or_default();
    let host = inspected.host_config.unwrap_or_default();
    let started_at = moment(state.started_at);
    let status = match state.status.map(|status| status.to_string()).unwrap_or_default().as_str() {
        // It may be the last look at it: what it was before stays known.
        "removing" if started_at.is_none() => ContainerState::Created,
        "removing" => ContainerState::Exited,
        status => status.parse().unwrap_or(ContainerState::Dead),
    };
    let command = inspected.path.into_iter().chain(inspected.args.unwrap_or_default());
    let id = inspected.id.unwrap_or_default();
    let health = state.health.and_then(|health| health.status).map(|status| status.to_string());
    let open = network.ports.map(ports).unwrap_or_default();
    // What does not run has no open ports, but was told which to open.
    let ports =
        if open.is_empty() { host.port_bindings.clone().map(ports).unwrap_or_default() } else { open };
    let named = |hostname: &String| !id.starts_with(hostname.as_str());
    Container {
        name: inspected.name.unwrap_or_default().trim_start_matches('/').to_owned(),
        image: short(config.image.unwrap_or_default()),
        image_id: inspected.image.unwrap_or_default(),
        state: status,
        // The engine says 0 of what has not ended yet.
        exit_code: state
            .exit_code
            .filter(|_| matches!(status, ContainerState::Exited | ContainerState::Dead)),
        started_at,
        finished_at: moment(state.finished_at),
        tty: config.tty.unwrap_or_default(),
        interactive: config.open_stdin.unwrap_or_default(),
        // How it was created; the journal knows better how it was started.
        detached: !config.attach_stdout.unwrap_or_default(),
        command: command.take(WORDS).map(short).collect(),
        ports,
        env: config.env.unwrap_or_default().into_iter().take(WORDS).map(short).collect(),
        labels: labels(config.labels.unwrap_or_default()),
        mounts: mounts(inspected.mounts.unwrap_or_default(), &host),
        networks: network.networks.unwrap_or_default().into_iter().take(WORDS).map(attachment).collect(),
        health: health.filter(|status| !status.is_empty() && status != "none"),
        removed: false,
        setup: Setup {
            restart: restart(&host),
            user: short(config.user.unwrap_or_default()),
            workdir: short(config.working_dir.unwrap_or_default()),
            hostname: short(config.hostname.filter(named).unwrap_or_default()),
            memory: host.memory.and_then(|bytes| bytes.try_into().ok()).unwrap_or_default(),
            nano_cpus: host.nano_cpus.and_then(|cpus| cpus.try_into().ok()).unwrap_or_default(),
            read_only: host.readonly_rootfs.unwrap_or_default(),
            privileged: host.privileged.unwrap_or_default(),
        },
        id,
    }
}

fn restart(host: &HostConfig) -> String {
    let Some(policy) = &host.restart_policy else { return String::new() };
    let name = policy.name.map(|name| name.to_string()).unwrap_or_default();
    match policy.maximum_retry_count {
        Some(times) if times > 0 => format!("{name}:{times}"),
        _ => name,
    }
}

fn mounts(points: Vec<MountPoint>, host: &HostConfig) -> Vec<Mount> {
    let point = |point: MountPoint| {
        let (kind, source) = match point.typ.as_deref() {
            Some("volume") => (MountKind::Volume, point.name),
            Some("tmpfs") => (MountKind::Tmpfs, None),
            _ => (MountKind::Bind, point.source),
        };
        Mount {
            kind,
            source: short(source.unwrap_or_default()),
            target: short(point.destination.unwrap_or_default()),
            read_only: point.rw == Some(false),
        }
    };
    let memory = host.tmpfs.iter().flatten().map(|(target, options)| Mount {
        kind: MountKind::Tmpfs,
        source: String::new(),
        target: short(target.clone()),
        read_only: options.split(',').any(|option| option == "ro"),
    });
    points.into_iter().map(point).chain(memory).take(WORDS).collect()
}

fn attachment((network, settings): (String, EndpointSettings)) -> Attachment {
    Attachment {
        network: short(network),
        aliases: settings.aliases.unwrap_or_default().into_iter().take(WORDS).map(short).collect(),
        address: settings.ip_address.unwrap_or_default(),
    }
}

/// A text that a learner may have made as long as he likes, shortened.
pub(super) fn short(text: String) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

fn labels(labels: HashMap<String, String>) -> Vec<String> {
    let mut labels: Vec<String> =
        labels.into_iter().map(|(name, value)| short(format!("{name}={value}"))).collect();
    // A map has no order; equal facts are to be equal.
    labels.sort_unstable();
    labels.truncate(WORDS);
    labels
}

/// The engine writes the year 1 for what has not happened.
fn moment(text: Option<String>) -> Option<Timestamp> {
    text?.parse::<Timestamp>().ok().filter(|moment| moment.as_second() > 0)
}

fn ports(map: PortMap) -> Vec<PortMapping> {
    let published = map.into_iter().flat_map(|(target, bindings)| {
        let (port, protocol) =
            target.split_once('/').map_or((target.clone(), "tcp".to_owned()), |(port, protocol)| {
                (port.to_owned(), protocol.to_owned())
            });
        bindings.unwrap_or_default().into_iter().filter_map(move |binding| {
            Some(PortMapping {
                container: port.parse().ok()?,
                host: binding.host_port?.parse().ok()?,
                address: binding.host_ip.unwrap_or_default(),
                protocol: protocol.clone(),
            })
        })
    });
    published.collect()
}

/// An image, from its line in the list of images.
pub(super) fn image(summary: ImageSummary) -> Image {
    let references = summary.repo_tags.into_iter().filter(|name| name != "<none>:<none>");
    Image {
        id: summary.id,
        references: references.take(WORDS).collect(),
        size: summary.size.try_into().unwrap_or_default(),
        details: None,
    }
}

/// What is inside an image.
pub(super) fn details(inspected: ImageInspect) -> ImageDetails {
    let layers = inspected.root_fs.and_then(|files| files.layers).unwrap_or_default();
    ImageDetails { layers, ..configured(inspected.config.unwrap_or_default()) }
}

/// How an image says that it is run.
pub(super) fn configured(config: ImageConfig) -> ImageDetails {
    let words = |words: Option<Vec<String>>| words.unwrap_or_default().into_iter().take(WORDS).map(short);
    let ports = config.exposed_ports.unwrap_or_default();
    let mut exposes: Vec<u16> =
        ports.iter().filter_map(|port| port.split('/').next()?.parse().ok()).take(WORDS).collect();
    exposes.sort_unstable();
    ImageDetails {
        command: words(config.entrypoint).chain(words(config.cmd)).collect(),
        env: words(config.env).collect(),
        labels: labels(config.labels.unwrap_or_default()),
        exposes,
        user: short(config.user.unwrap_or_default()),
        workdir: short(config.working_dir.unwrap_or_default()),
        volumes: words(config.volumes).collect(),
        healthcheck: config.healthcheck.and_then(|check| check.test).is_some_and(|test| test != ["NONE"]),
        layers: Vec::new(),
    }
}

/// A volume.
pub(super) fn volume(volume: VolumeModel) -> Volume {
    Volume { name: short(volume.name), driver: volume.driver, labels: labels(volume.labels) }
}

/// A network.
pub(super) fn network(network: NetworkModel) -> Network {
    let pools = network.ipam.and_then(|ipam| ipam.config).unwrap_or_default();
    Network {
        name: short(network.name.unwrap_or_default()),
        driver: network.driver.unwrap_or_default(),
        subnets: pools.into_iter().filter_map(|pool| pool.subnet).collect(),
        internal: network.internal.unwrap_or_default(),
        labels: labels(network.labels.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_being_removed_is_what_it_was() {
        let seen = |started: &str| {
            let state = json!({ "Status": "removing", "ExitCode": 3, "StartedAt": started });
            let seen = container(serde_json::from_value(json!({ "State": state })).unwrap());
            (seen.state, seen.exit_code)
        };
        assert_eq!(seen("2026-11-26T08:00:00Z"), (ContainerState::Exited, Some(3)));
        assert_eq!(seen("0001-01-01T00:00:00Z"), (ContainerState::Created, None), "never started");
    }
}
