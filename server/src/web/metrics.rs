//! For whoever watches over the machine: figures in Prometheus' text format, and whether the server is well.

use std::fmt::{Display, Write};

use axum::{
    http::{StatusCode, header},
    response::IntoResponse,
};

use crate::{app::AppState, sessions::figures::Figures};

/// `GET /metrics`.
pub(super) async fn metrics(app: AppState) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], exposition(&app.sessions.figures()))
}

/// `GET /healthz`: the server answers.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: sandboxes can be started.
pub(super) async fn readyz(app: AppState) -> impl IntoResponse {
    match app.sessions.figures().engine {
        true => (StatusCode::OK, "ok\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "no engine\n"),
    }
}

fn exposition(figures: &Figures) -> String {
    let Figures { queued, starting, ready, pool, free, engine, counted } = figures;
    let mut text = String::new();
    let sessions = [("queued", queued), ("starting", starting), ("ready", ready)];
    family(&mut text, "quai_sessions", "gauge", "Sessions under way.", "phase", sessions);
    single(&mut text, "quai_pool_ready", "Sandboxes that wait for learners.", pool);
    single(&mut text, "quai_places_free", "Sandboxes that could still be started.", free);
    single(&mut text, "quai_engine_up", "Whether the host's engine can start sandboxes.", &u8::from(*engine));
    let opened = counted.opened.iter().map(|(origin, count)| (*origin, count));
    family(&mut text, "quai_sessions_opened_total", "counter", "Sessions opened.", "origin", opened);
    let refused = counted.refused.iter().map(|(why, count)| (*why, count));
    family(&mut text, "quai_sessions_refused_total", "counter", "Sessions refused.", "reason", refused);
    let ended = counted.ended.iter().map(|(reason, count)| (reason.name(), count));
    family(&mut text, "quai_sessions_ended_total", "counter", "Sessions ended.", "reason", ended);
    text
}

fn single(text: &mut String, name: &str, help: &str, value: &impl Display) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
}

fn family<'a, V: Display + 'a>(
    text: &mut String,
    name: &str,
    kind: &str,
    help: &str,
    label: &str,
    values: impl IntoIterator<Item = (&'static str, &'a V)>,
) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    for (value, count) in values {
        let _ = writeln!(text, "{name}{{{label}=\"{value}\"}} {count}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::session::EndReason;

    #[test]
    fn figures_are_told_in_prometheus_words() {
        let mut figures = Figures { ready: 3, pool: 2, engine: true, ..Figures::default() };
        figures.counted.ended.insert(EndReason::Idle, 7);
        let text = exposition(&figures);
        for line in [
            "quai_sessions{phase=\"ready\"} 3",
            "# TYPE quai_pool_ready gauge",
            "quai_pool_ready 2",
            "quai_engine_up 1",
            "quai_sessions_ended_total{reason=\"idle\"} 7",
        ] {
            assert!(text.lines().any(|found| found == line), "no `{line}` in:\n{text}");
        }
    }
}
