//! Long work shows how far it is: bars on a terminal, a line at the start and end of each step elsewhere.

use std::{
    borrow::Cow,
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// Where steps are shown.
#[derive(Clone, Debug)]
pub struct Progress {
    bars: MultiProgress,
    terminal: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self { bars: MultiProgress::new(), terminal: stderr().is_terminal() }
    }
}

impl Progress {
    /// Begins a step.
    #[must_use]
    pub fn step(&self, label: impl Into<Cow<'static, str>>) -> Step {
        let label = label.into();
        let bar = self.bars.add(ProgressBar::new_spinner());
        bar.set_style(style("{spinner} {prefix:32} {wide_msg:.dim}"));
        bar.set_prefix(label.clone());
        bar.enable_steady_tick(Duration::from_millis(120));
        if !self.terminal {
            eprintln!("  … {label}");
        }
        Step { bar, label, terminal: self.terminal, begun: Instant::now(), over: false }
    }
}

/// One step of long work. Dropped before it is done, it is shown as failed.
#[derive(Debug)]
pub struct Step {
    bar: ProgressBar,
    label: Cow<'static, str>,
    terminal: bool,
    begun: Instant,
    over: bool,
}

impl Step {
    /// What it is at.
    pub fn say(&self, words: impl Into<Cow<'static, str>>) {
        self.bar.set_message(words);
    }

    /// How far it is.
    pub fn reach(&self, position: u64, of: u64) {
        if self.bar.length() != Some(of) {
            self.bar.set_length(of);
            self.bar.set_style(style("{spinner} {prefix:32} {bar:16.cyan/dim} {pos}/{len} {wide_msg:.dim}"));
        }
        self.bar.set_position(position);
    }

    /// It is done.
    pub fn done(mut self) {
        self.end("✓", &format!("{:.1} s", self.begun.elapsed().as_secs_f32()));
    }

    fn end(&mut self, sign: &str, words: &str) {
        self.over = true;
        if self.terminal {
            self.bar.set_style(style(&format!("{sign} {{prefix:32}} {{msg:.dim}}")));
            self.bar.finish_with_message(words.to_owned());
        } else {
            eprintln!("  {sign} {} ({words})", self.label);
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if !self.over {
            self.end("✗", "failed");
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("our templates are well-formed")
}
