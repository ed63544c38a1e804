//! For whoever watches over the machine: figures in Prometheus' text format, and whether the server is well.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write},
};

use axum::{
    http::{StatusCode, header},
    response::IntoResponse,
};

use crate::{
    app::AppState,
    sessions::{
        durations::{BOUNDS, Histogram, Timed},
        figures::Figures,
    },
};

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
    let Figures { queued, starting, ready, frozen, pool, free, engine, counted } = figures;
    let mut text = String::new();
    let sessions = [("queued", queued), ("starting", starting), ("ready", ready)];
    family(&mut text, "quai_sessions", "gauge", "Sessions under way.", "phase", sessions);
    let mut gauge = |name, help, value: &dyn Display| single(&mut text, name, "gauge", help, value);
    gauge("quai_sandboxes_frozen", "Sandboxes that nobody uses, frozen.", frozen);
    gauge("quai_pool_ready", "Sandboxes that wait for learners.", pool);
    gauge("quai_places_free", "Sandboxes that could still be started.", free);
    gauge("quai_engine_up", "Whether any host can start sandboxes.", &u8::from(*engine));
    let opened = counted.opened.iter().map(|(origin, count)| (*origin, count));
    family(&mut text, "quai_sessions_opened_total", "counter", "Sessions opened.", "origin", opened);
    let refused = counted.refused.iter().map(|(why, count)| (*why, count));
    family(&mut text, "quai_sessions_refused_total", "counter", "Sessions refused.", "reason", refused);
    let ended = counted.ended.iter().map(|(reason, count)| (reason.name(), count));
    family(&mut text, "quai_sessions_ended_total", "counter", "Sessions ended.", "reason", ended);
    let reaped = "Sandboxes removed because nobody owned them.";
    single(&mut text, "quai_sandboxes_reaped_total", "counter", reaped, &counted.reaped);
    for (timed, by_label) in &counted.durations {
        histograms(&mut text, *timed, by_label);
    }
    text
}

/// The name of a family of durations, what it is, and the label that tells its members apart.
fn words(timed: Timed) -> (&'static str, &'static str, &'static str) {
    match timed {
        Timed::SandboxStart => ("quai_sandbox_start_seconds", "Parts of a sandbox's start.", "part"),
        Timed::SessionReady => {
            ("quai_session_ready_seconds", "From the click to a sandbox that may be entered.", "origin")
        }
        Timed::TerminalOutput => {
            ("quai_terminal_output_seconds", "From the call for a terminal to its first output.", "shell")
        }
        Timed::Check => ("quai_check_seconds", "Checks that learners asked for.", "outcome"),
        Timed::Evaluation => ("quai_evaluation_seconds", "Looks at all that goals ask about.", "outcome"),
    }
}

fn histograms(text: &mut String, timed: Timed, by_label: &BTreeMap<&'static str, Histogram>) {
    let (name, help, label) = words(timed);
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} histogram");
    for (value, Histogram { within, count, sum }) in by_label {
        let member = format!("{label}=\"{value}\"");
        for (bound, within) in BOUNDS.iter().zip(within) {
            let _ = writeln!(text, "{name}_bucket{{{member},le=\"{bound}\"}} {within}");
        }
        let _ = writeln!(text, "{name}_bucket{{{member},le=\"+Inf\"}} {count}");
        let _ = writeln!(text, "{name}_sum{{{member}}} {}", sum.as_secs_f64());
        let _ = writeln!(text, "{name}_count{{{member}}} {count}");
    }
}

fn single(text: &mut String, name: &str, kind: &str, help: &str, value: &dyn Display) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
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
    use std::time::Duration;

    use super::*;
    use crate::sessions::session::EndReason;

    #[test]
    fn figures_are_told_in_prometheus_words() {
        let mut figures = Figures { ready: 3, pool: 2, engine: true, ..Figures::default() };
        figures.counted.ended.insert(EndReason::Idle, 7);
        let starts = figures.counted.durations.entry(Timed::SandboxStart).or_default();
        starts.entry("ready").or_default().observe(Duration::from_millis(300));
        let text = exposition(&figures);
        for line in [
            "quai_sessions{phase=\"ready\"} 3",
            "# TYPE quai_pool_ready gauge",
            "quai_pool_ready 2",
            "quai_engine_up 1",
            "quai_sessions_ended_total{reason=\"idle\"} 7",
            "quai_sandboxes_reaped_total 0",
            "# TYPE quai_sandbox_start_seconds histogram",
            "quai_sandbox_start_seconds_bucket{part=\"ready\",le=\"0.25\"} 0",
            "quai_sandbox_start_seconds_bucket{part=\"ready\",le=\"0.5\"} 1",
            "quai_sandbox_start_seconds_bucket{part=\"ready\",le=\"+Inf\"} 1",
            "quai_sandbox_start_seconds_sum{part=\"ready\"} 0.3",
            "quai_sandbox_start_seconds_count{part=\"ready\"} 1",
        ] {
            assert!(text.lines().any(|found| found == line), "no `{line}` in:\n{text}");
        }
    }
}
