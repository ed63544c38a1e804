//! Long work shows how far it is: bars on a terminal, a line at the start and end of each step elsewhere.

use std::{
    borrow::Cow,
    io::{IsTerminal, stderr},
    sync::{Mutex, PoisonError},
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

/// Many things that go on side by side, on one line: how many of how many are done, and what is under way.
#[derive(Debug)]
pub struct Tally {
    bars: MultiProgress,
    bar: ProgressBar,
    terminal: bool,
    under_way: Mutex<Vec<(String, String)>>,
}

impl Progress {
    /// Begins so many things.
    #[must_use]
    pub fn tally(&self, of: usize) -> Tally {
        let bar = self.bars.add(ProgressBar::new(of as u64));
        bar.set_style(style("{spinner} {bar:24.cyan/dim} {pos}/{len} {wide_msg:.dim}"));
        bar.enable_steady_tick(Duration::from_millis(120));
        Tally { bars: self.bars.clone(), bar, terminal: self.terminal, under_way: Mutex::default() }
    }
}

impl Tally {
    /// Begins one of them.
    pub fn begin(&self, name: &str) -> Part<'_> {
        if !self.terminal {
            eprintln!("  … {name}");
        }
        self.change(|under_way| under_way.push((name.to_owned(), String::new())));
        Part { tally: self, name: name.to_owned(), begun: Instant::now() }
    }

    /// Prints something above it, on standard error.
    pub fn print(&self, text: &str) {
        self.bars.suspend(|| eprintln!("{text}"));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<(String, String)>)) {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut under_way);
        let all: Vec<String> =
            under_way.iter().map(|(name, at)| format!("{name} {at}").trim_end().to_owned()).collect();
        self.bar.set_message(all.join(" · "));
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// One of many things. Dropped before its end, it is not counted.
#[derive(Debug)]
pub struct Part<'a> {
    tally: &'a Tally,
    name: String,
    begun: Instant,
}

impl Part<'_> {
    /// What it is at.
    pub fn say(&self, words: &str) {
        self.tally.change(|under_way| {
            let own = under_way.iter_mut().filter(|(name, _)| *name == self.name);
            own.for_each(|(_, at)| words.clone_into(at));
        });
    }

    /// It is over, well or not.
    pub fn end(self, well: bool) {
        if !self.tally.terminal {
            let (sign, seconds) = (if well { "✓" } else { "✗" }, self.begun.elapsed().as_secs_f32());
            eprintln!("  {sign} {} ({seconds:.1} s)", self.name);
        }
        self.tally.bar.inc(1);
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        self.tally.change(|under_way| under_way.retain(|(name, _)| *name != self.name));
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
