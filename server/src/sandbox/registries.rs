//! What happens in the registries inside a sandbox, as their journal tells it.

use std::io;

use bollard::models::ImageConfig;
use exercises::{PushedImage, RegistryAction, RegistryEvent};
use futures_util::{Stream, StreamExt, TryStreamExt};
use http_body_util::{BodyStream, Empty};
use hub::journal::{Happening, Place, What};
use hyper::{Request, client::conn::http1, header::HOST};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use tokio_util::{
    codec::{FramedRead, LinesCodec},
    io::StreamReader,
};

use super::{inner::InnerEngine, seen};

/// A longer line is not read.
const LONGEST_LINE: usize = 64 * 1024;

impl InnerEngine {
    /// All that is remembered of the sandbox's registries, then what comes.
    ///
    /// # Errors
    /// When the sandbox or its registries do not answer.
    pub async fn registry_events(
        &self,
    ) -> anyhow::Result<impl Stream<Item = anyhow::Result<RegistryEvent>> + Send + use<>> {
        let stream = self.dial_registries().await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let request = Request::get("/journal").header(HOST, "hub").body(Empty::<bytes::Bytes>::new())?;
        let response = sender.send_request(request).await?;
        anyhow::ensure!(response.status().is_success(), "the registries answered {}", response.status());
        let bytes = BodyStream::new(response.into_body()).map_err(io::Error::other);
        let bytes = bytes.try_filter_map(|frame| async move { Ok(frame.into_data().ok()) });
        let lines = FramedRead::new(
            StreamReader::new(Box::pin(bytes)),
            LinesCodec::new_with_max_length(LONGEST_LINE),
        );
        Ok(lines.map(move |line| {
            // Calls end with their sender.
            let _call = &sender;
            let happening: Happening = serde_json::from_str(&line?)?;
            Ok(event(happening))
        }))
    }
}

fn event(happening: Happening) -> RegistryEvent {
    let Happening { at, place, what } = happening;
    let at = i64::try_from(at).ok().and_then(|at| Timestamp::from_millisecond(at).ok()).unwrap_or_default();
    let named = |name: &str, reference: &str| {
        let host = if place == Place::Local { "localhost:5000/" } else { "" };
        let separator = if reference.contains(':') { '@' } else { ':' };
        format!("{host}{name}{separator}{reference}")
    };
    let action = match what {
        What::Search { query, .. } => RegistryAction::Searched { query },
        What::Pull { name, reference, digest } => {
            RegistryAction::Pulled { name: named(&name, &reference), digest }
        }
        What::Push { name, reference, digest, config } => {
            // What it does not say as an image's configuration says it, it does not say.
            let config: ImageConfig = serde_json::from_value(config).unwrap_or_default();
            let details = seen::configured(config);
            RegistryAction::Pushed(PushedImage { name: named(&name, &reference), digest, details })
        }
        What::Login { account } => RegistryAction::LoggedIn { account },
    };
    RegistryEvent { at, action }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_the_journal_tells_is_put_in_the_words_of_goals() {
        let told = |happening: Value| event(serde_json::from_value(happening).unwrap()).action;
        assert_eq!(
            told(json!({ "at": 1, "place": "hub", "what": "search", "query": "nginx", "found": 2 })),
            RegistryAction::Searched { query: "nginx".to_owned() }
        );
        let pull = |place: &str, reference: &str| {
            let pull = json!({ "at": 1, "place": place, "what": "pull", "name": "nginx", "reference": reference, "digest": "d" });
            told(pull).pulled().unwrap().to_owned()
        };
        assert_eq!(pull("hub", "1.22"), "nginx:1.22");
        assert_eq!(pull("local", "1.22"), "localhost:5000/nginx:1.22");
        assert_eq!(pull("hub", "sha256:00"), "nginx@sha256:00");
        let push = told(json!({
            "at": 1, "place": "hub", "what": "push", "name": "learner/app", "reference": "1.0", "digest": "d",
            "config": {
                "Entrypoint": ["/start"], "Cmd": ["-v"], "Env": ["A=b"], "Labels": { "team": "blue" },
                "ExposedPorts": { "80/tcp": {}, "53/udp": {} }, "User": "app", "Volumes": { "/data": {} },
            },
        }));
        let image = push.pushed().unwrap();
        let details = &image.details;
        assert_eq!(
            (image.name.as_str(), details.command.len(), details.exposes.as_slice()),
            ("learner/app:1.0", 2, &[53, 80][..])
        );
        assert_eq!((details.env[0].as_str(), details.labels[0].as_str()), ("A=b", "team=blue"));
        assert_eq!((details.user.as_str(), details.volumes[0].as_str()), ("app", "/data"));
    }
}
