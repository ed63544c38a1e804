//! A learner at a terminal: lines typed, and what they print, compared with what they should.

use std::time::Duration;

use book::alike;
use exercises::Lang;
use server::client::{Terminal, plain};

use crate::Site;

const PATIENCE: Duration = Duration::from_secs(120);

/// A learner's shell in a sandbox of a site of its own.
#[derive(Debug)]
pub struct Shell {
    /// Where it is.
    pub site: Site,
    /// Id of the sandbox.
    pub id: String,
    terminal: Terminal,
}

impl Shell {
    /// Opens one for an exercise.
    pub async fn open(exercise: &str, lang: Lang) -> Self {
        let site = Site::start().await;
        let page = site.page(lang);
        let id = page.open(exercise).await.expect("a sandbox opens");
        let mut terminal = page.terminal(&id).await.expect("a terminal opens");
        terminal.prompt(PATIENCE).await.expect("a shell greets");
        let mut shell = Self { site, id, terminal };
        // Wide enough for every line, and without the colours and animations of a terminal.
        shell.run("stty cols 200; export PAGER=cat").await;
        shell
    }

    /// Types a line and returns what it printed.
    pub async fn run(&mut self, line: &str) -> String {
        run(&mut self.terminal, line).await
    }

    /// Types a line into a pipe, so that programs print as they do for a file, and compares what comes with what is
    /// expected. The pipe ends what it prints with a new line.
    pub async fn expect(&mut self, line: &str, expected: &str) {
        // In one line, so that nothing is echoed among what is printed.
        let piped = format!("echo from-$((6*7)); ({line}) 2>&1 | sed '$a\\'; echo over-$((6*7))\n");
        let from = self.terminal.transcript.len();
        self.terminal.type_in(&piped).await.expect("the terminal is there");
        let over = |seen: &str| seen.contains("over-42");
        self.terminal.read_until(from, PATIENCE, over).await.expect("the line comes to its end");
        let printed = plain(&self.terminal.transcript[from..]).replace('\r', "");
        let printed = printed.split_once("from-42\n").map_or("", |(_, rest)| rest);
        let printed = printed.split_once("over-42").map_or("", |(before, _)| before);
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let lines: Vec<&str> = printed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert!(
            alike(&lines, &expected),
            "`{line}` printed\n{}\ninstead of\n{}",
            lines.join("\n"),
            expected.join("\n")
        );
    }
}

/// Runs a line in a shell, and returns what it printed, its echo included.
pub async fn run(terminal: &mut Terminal, line: &str) -> String {
    let from = terminal.transcript.len();
    terminal.type_in(&format!("{line}\necho over-$((6*7))\n")).await.expect("the terminal is there");
    let over = |seen: &str| seen.contains("over-42");
    terminal.read_until(from, PATIENCE, over).await.expect("the line comes to its end");
    plain(&terminal.transcript[from..])
}
