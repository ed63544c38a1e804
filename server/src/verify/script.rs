//! What a learner types, and answers in words.

use std::time::Duration;

use anyhow::Context;
use exercises::{Step, steps};

use crate::client::{Client, Terminal};

/// A line that was typed has come to its end by then.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Types and answers what a script says, one after the other.
pub(super) async fn play(
    client: &Client,
    sandbox: &str,
    terminal: &mut Terminal,
    script: &str,
) -> anyhow::Result<()> {
    for step in steps(script) {
        match step {
            Step::Type(lines) => terminal.type_script(&lines, PATIENCE).await?,
            Step::Answer { goal, text } => {
                let answered = client.answer(sandbox, &goal, &text).await;
                answered.with_context(|| format!("answering `{text}` to the goal `{goal}`"))?;
            }
        }
    }
    Ok(())
}
