//! The proof of a playground: it opens, with all that it has, and solves nothing.

use anyhow::{Context, ensure};
use exercises::Exercise;

use super::{
    proof::{ended, transcript},
    script::PATIENCE,
};
use crate::client::Client;

/// What the shell says once it has seen every image; the shell itself works it out, so its echo says something else.
const SEEN: &str = "all-42-there";

/// Opens it. Keys reach the shell when images, files and `setup.sh` are through, and the sandbox ends if one of them fails.
pub(super) async fn open(client: &Client, exercise: &Exercise) -> anyhow::Result<()> {
    let id = client.open(&exercise.id).await?;
    let opened = async {
        client.wait_ready(&id).await?;
        let mut terminal = client.terminal(&id).await?;
        let typed = terminal.type_script(&look(&exercise.images), PATIENCE).await;
        typed.with_context(|| transcript(&terminal))?;
        ensure!(
            terminal.transcript.contains(SEEN),
            "its images are not all in the engine\n{}",
            transcript(&terminal)
        );
        let sandbox = client.check(&id).await?;
        ensure!(sandbox["solved"] == false, "it counts as solved, and has nothing to reach");
        Ok(())
    };
    ended(client, &id, opened.await).await
}

/// A line of shell that says [`SEEN`] where all images are.
fn look(images: &[String]) -> String {
    let said = "echo all-$((40+2))-there";
    match images {
        [] => said.to_owned(),
        images => format!("docker image inspect {} > /dev/null && {said}", images.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_says_what_the_line_does_not() {
        let line = look(&["nginx".to_owned(), "busybox:1.37".to_owned()]);
        assert_eq!(line, "docker image inspect nginx busybox:1.37 > /dev/null && echo all-$((40+2))-there");
        assert!(!line.contains(SEEN) && !look(&[]).contains(SEEN));
    }
}
