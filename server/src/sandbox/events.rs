//! What happens in a learner's engine, as the engine tells it.

use std::collections::HashMap;

use bollard::{
    errors::Error,
    models::{EventMessage, EventMessageTypeEnum},
    query_parameters::EventsOptionsBuilder,
};
use exercises::{EngineEvent, Object};
use futures_util::{Stream, StreamExt};
use jiff::{SignedDuration, Timestamp};

use super::{
    inner::InnerEngine,
    journal::{Action, ContainerEvent},
    seen::short,
};

/// Something that an engine tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When it happened.
    pub at: Timestamp,
    /// What happened to a container, as far as the journal of containers cares.
    pub container: Option<ContainerEvent>,
    /// What happened, as goals ask for it; none for what they cannot ask for.
    pub event: Option<EngineEvent>,
}

impl InnerEngine {
    /// What happens to the engine's containers, images, volumes and networks after `since`.
    pub fn events(&self, since: Timestamp) -> impl Stream<Item = Result<Told, Error>> + use<> {
        let types = Object::ALL.map(|object| object.as_str().to_owned()).to_vec();
        let filters = HashMap::from([("type".to_owned(), types)]);
        // The engine tells what happened at that nanosecond as well.
        let since = since.saturating_add(SignedDuration::from_nanos(1)).unwrap_or(since);
        let since = format!("{}.{:09}", since.as_second(), since.subsec_nanosecond());
        let options = EventsOptionsBuilder::default().since(&since).filters(&filters).build();
        self.docker.events(Some(options)).map(|message| Ok(told(message?)))
    }
}

fn told(message: EventMessage) -> Told {
    let at =
        message.time_nano.and_then(|nano| Timestamp::from_nanosecond(nano.into()).ok()).unwrap_or_default();
    let object = match message.typ {
        Some(EventMessageTypeEnum::CONTAINER) => Some(Object::Container),
        Some(EventMessageTypeEnum::IMAGE) => Some(Object::Image),
        Some(EventMessageTypeEnum::VOLUME) => Some(Object::Volume),
        Some(EventMessageTypeEnum::NETWORK) => Some(Object::Network),
        _ => None,
    };
    let actor = message.actor.unwrap_or_default();
    let (id, attributes) = (actor.id.unwrap_or_default(), actor.attributes.unwrap_or_default());
    let action = message.action.unwrap_or_default();
    let attribute = |name: &str| attributes.get(name).cloned().map(short);
    let container = (object == Some(Object::Container)).then(|| ContainerEvent {
        id: id.clone(),
        name: attribute("name").unwrap_or_default(),
        image: attribute("image").unwrap_or_default(),
        action: match action.as_str() {
            "create" => Action::Create,
            "attach" => Action::Attach,
            "start" => Action::Start,
            "destroy" => Action::Destroy,
            "die" => {
                let code = attributes.get("exitCode").and_then(|code| code.parse().ok());
                Action::Die { exit_code: code.unwrap_or(0) }
            }
            _ => Action::Other,
        },
    });
    let event = object.map(|object| {
        // `exec_start: cat /etc/hostname`, `health_status: healthy`
        let (action, said) = action.split_once(": ").unwrap_or((&action, ""));
        let detail = match action {
            "rename" => attribute("oldName").unwrap_or_default().trim_start_matches('/').to_owned(),
            "connect" | "disconnect" | "mount" | "unmount" => attribute("container").unwrap_or_default(),
            _ => short(said.to_owned()),
        };
        let name = attribute("name").unwrap_or_else(|| short(id));
        EngineEvent { at, object, action: action.to_owned(), name, detail }
    });
    Told { at, container, event }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(message: serde_json::Value) -> EngineEvent {
        told(serde_json::from_value(message).unwrap()).event.unwrap()
    }

    #[test]
    fn what_the_engine_tells_is_put_in_the_words_of_goals() {
        let exec = event(json!({
            "Type": "container", "Action": "exec_start: cat /etc/hostname", "timeNano": 1_700_000_000_000_000_000_i64,
            "Actor": { "ID": "0123", "Attributes": { "name": "web", "image": "nginx" } },
        }));
        assert_eq!(
            (exec.object, exec.action.as_str(), exec.name.as_str()),
            (Object::Container, "exec_start", "web")
        );
        assert_eq!((exec.detail.as_str(), exec.at.as_second()), ("cat /etc/hostname", 1_700_000_000));
        let rename = event(json!({
            "Type": "container", "Action": "rename",
            "Actor": { "ID": "0123", "Attributes": { "name": "web", "oldName": "/old" } },
        }));
        assert_eq!((rename.name.as_str(), rename.detail.as_str()), ("web", "old"));
        let create = event(
            json!({ "Type": "volume", "Action": "create", "Actor": { "ID": "notes", "Attributes": {} } }),
        );
        assert_eq!((create.object, create.name.as_str()), (Object::Volume, "notes"));
        let connect = event(json!({
            "Type": "network", "Action": "connect",
            "Actor": { "ID": "77", "Attributes": { "name": "front", "container": "0123" } },
        }));
        assert_eq!((connect.name.as_str(), connect.detail.as_str()), ("front", "0123"));
    }
}
