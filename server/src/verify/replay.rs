//! The proof of a page: its console blocks are typed, in order, into a fresh sandbox, and print what the page shows.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use book::{Play, Transcript, alike};
use exercises::{Exercise, Lang, Localized};
use tokio::time::{sleep, timeout};

use crate::client::{Client, Terminal, at_prompt, goes_on, plain};

/// A command has come to its end by then.
const PATIENCE: Duration = Duration::from_secs(60);
/// A terminal that no line wraps in, and over whose edge no progress bar scrolls.
const COLUMNS: u16 = 250;
const ROWS: u16 = 400;
/// A program has started, or ended, by then; meanwhile it is looked at so often.
const SETTLED: Duration = Duration::from_secs(15);
const MOMENT: Duration = Duration::from_millis(500);
/// How commands begin that only look.
const LOOKS: [&str; 9] = [
    "ps",
    "curl",
    "docker ps",
    "docker logs",
    "docker inspect",
    "docker port",
    "docker top",
    "docker compose ps",
    "docker compose logs",
];
/// How commands begin that meet a container's program, which has to be there: one that has hardly started hears no signal.
const MEETS: [&str; 4] = ["docker attach", "docker exec", "docker kill", "docker stop"];
const GREETING: Duration = Duration::from_secs(1);
/// What Ctrl+C sends.
const INTERRUPT: &str = "\u{3}";

/// The exercise that stands for a page: the page's images, and nothing to reach.
#[must_use]
pub fn stage(transcript: &Transcript, lang: Lang) -> Exercise {
    let nothing = || Localized { fr: String::new(), en: String::new() };
    Exercise {
        id: id(transcript, lang),
        chapter: "pages".to_owned(),
        minutes: 60,
        points: 0,
        needs: Vec::new(),
        images: transcript.images.clone(),
        vars: Default::default(),
        title: nothing(),
        task: nothing(),
        goals: Vec::new(),
        hints: Vec::new(),
        explanation: None,
        setup: None,
        solution: String::new(),
        wrong: Vec::new(),
        files: None,
        manifest: String::new(),
    }
}

/// Each language has a sandbox of its own: a learner who opens an exercise again comes back into the same one.
fn id(transcript: &Transcript, lang: Lang) -> String {
    format!("{lang}-{}", transcript.page.with_extension("").to_string_lossy().replace('/', "-"))
}

/// Plays a page, for readers of `lang`. Returns each command that printed something else than the page shows, with both.
///
/// # Errors
/// When there is no sandbox, or its terminal is gone.
pub async fn replay(client: &Client, transcript: &Transcript, lang: Lang) -> anyhow::Result<Vec<String>> {
    let client = client.reading(lang);
    let sandbox = client.open(&id(transcript, lang)).await?;
    let played = async {
        client.wait_ready(&sandbox).await?;
        let mut terminal = client.terminal(&sandbox).await?;
        terminal.type_script(&format!("stty cols {COLUMNS} rows {ROWS}"), PATIENCE).await?;
        prompt(&mut terminal).await?;
        let mut flaws = Vec::new();
        for play in &transcript.plays {
            let Play { line, typed, expected, .. } = play;
            let came = settled(&mut terminal, play).await;
            let came = came.with_context(|| format!("line {line}: `{typed}`"))?;
            if !is_alike(&came, play) {
                let shown =
                    |lines: &[String]| lines.iter().map(|line| format!("  │ {line}\n")).collect::<String>();
                flaws.push(format!(
                    "line {line}: `{typed}` printed\n{}instead of\n{}",
                    shown(&came),
                    shown(expected)
                ));
            }
        }
        anyhow::Ok(flaws)
    };
    let played = played.await;
    let ended = client.end(&sandbox).await;
    let flaws = played?;
    ended.map(|()| flaws)
}

/// Waits until the shell has shown its prompt after what it was asked last.
async fn prompt(terminal: &mut Terminal) -> anyhow::Result<()> {
    terminal.read_until(0, PATIENCE, at_prompt).await
}

/// Types a command, and one that only looks once more where it looked too soon: readers are slower than this.
async fn settled(terminal: &mut Terminal, play: &Play) -> anyhow::Result<Vec<String>> {
    if begins(&play.typed, &MEETS) {
        sleep(GREETING).await;
    }
    let deadline = Instant::now() + SETTLED;
    loop {
        let came = one(terminal, play).await?;
        if is_alike(&came, play) || !begins(&play.typed, &LOOKS) || Instant::now() > deadline {
            return Ok(came);
        }
        sleep(MOMENT).await;
    }
}

/// Whether a command begins in one of these ways.
fn begins(typed: &str, ways: &[&str]) -> bool {
    ways.iter()
        .any(|way| typed.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Types one command and returns the lines that it printed, as a terminal shows them.
async fn one(terminal: &mut Terminal, play: &Play) -> anyhow::Result<Vec<String>> {
    let from = terminal.transcript.len();
    for line in play.typed.lines() {
        let asked = terminal.transcript.len();
        terminal.type_in(&format!("{line}\n")).await?;
        if play.interrupted {
            break;
        }
        // The next line is typed when the shell waits for it, and so is the next command.
        let answered = |seen: &str| seen.contains('\n') && (at_prompt(seen) || goes_on(seen));
        terminal.read_until(asked, PATIENCE, answered).await?;
    }
    if play.interrupted {
        let deadline = Instant::now() + PATIENCE;
        while !is_alike(&printed(&terminal.transcript[from..], play), play) {
            ensure!(
                Instant::now() < deadline,
                "what is expected does not come:\n{}",
                plain(&terminal.transcript[from..])
            );
            timeout(PATIENCE, terminal.next()).await.context("nothing comes any more")??;
        }
        let came = printed(&terminal.transcript[from..], play);
        let asked = terminal.transcript.len();
        terminal.type_in(INTERRUPT).await?;
        terminal.read_until(asked, PATIENCE, at_prompt).await?;
        return Ok(came);
    }
    Ok(printed(&terminal.transcript[from..], play))
}

/// The lines between the echo of what was typed and the next prompt. A terminal of one's own draws them: what moves, such as
/// a download, ends as one line.
fn printed(output: &str, play: &Play) -> Vec<String> {
    let mut screen = vt100::Parser::new(ROWS, COLUMNS, 0);
    screen.process(output.as_bytes());
    let shown = screen.screen().contents();
    let mut lines: Vec<String> =
        shown.lines().skip(play.typed.lines().count()).map(|line| line.trim_end().to_owned()).collect();
    if !play.interrupted {
        lines.pop();
    }
    lines
}

fn is_alike(came: &[String], play: &Play) -> bool {
    // Empty lines say nothing, and differ with what is elided around them.
    fn said(lines: &[String]) -> Vec<&str> {
        lines.iter().map(String::as_str).filter(|line| !line.trim().is_empty()).collect()
    }
    alike(&said(came), &said(&play.expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play(typed: &str, expected: &[&str]) -> Play {
        let expected = expected.iter().map(|&line| line.to_owned()).collect();
        Play { line: 1, typed: typed.to_owned(), expected, interrupted: false }
    }

    #[test]
    fn what_is_printed_lies_between_echo_and_prompt() {
        let output = "docker ps\r\nCONTAINER ID   IMAGE\r\n\u{1b}[1;34mlearner\u{1b}[0m:~$ ";
        assert_eq!(printed(output, &play("docker ps", &[])), ["CONTAINER ID   IMAGE"]);
    }

    #[test]
    fn what_changes_something_is_typed_once() {
        let looks = |typed| begins(typed, &LOOKS);
        for look in ["docker ps", "docker ps -a", "curl -s localhost:8080 | grep title"] {
            assert!(looks(look), "{look}");
        }
        for change in ["docker run -d nginx", "docker psst", "docker container prune"] {
            assert!(!looks(change), "{change}");
        }
    }

    #[test]
    fn a_download_is_what_it_ends_as() {
        let output = "docker pull x\r\na: Pulling\r\nb: Pulling\r\n\u{1b}[2A\u{1b}[2Ka: Pull complete\r\n\u{1b}[2Kb: Pull complete\r\nDone\r\nlearner:~$ ";
        let play = play("docker pull x", &["[..]: Pull complete", "[..]: Pull complete", "Done"]);
        let came = printed(output, &play);
        assert_eq!(came, ["a: Pull complete", "b: Pull complete", "Done"]);
        assert!(is_alike(&came, &play));
    }
}
