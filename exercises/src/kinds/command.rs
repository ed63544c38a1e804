//! What a command leaves that the server runs inside the sandbox, apart from the learner's shell.

use serde::Serialize;

use crate::section::Section;
use crate::{Facts, Lang};

/// A command, and what it must leave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommandMatcher {
    /// A line of shell.
    pub run: String,
    /// How it must end.
    pub exit_code: i64,
    /// What it must print, spaces at both ends apart.
    pub output: Option<String>,
    /// What its output must hold.
    pub output_contains: Option<String>,
}

/// Why a goal on a command is not met. The command itself is the author's, and is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// It took too long.
    Endless,
    /// It ended otherwise.
    ExitCode {
        /// How it should.
        wanted: i64,
        /// How it did.
        seen: i64,
        /// The last line that it printed.
        said: String,
    },
    /// It printed something else.
    Output {
        /// What it should.
        wanted: String,
        /// The last line that it did.
        seen: String,
    },
}

impl CommandMatcher {
    pub(crate) fn read(mut section: Section<'_>) -> Option<CommandMatcher> {
        let run = section.required("run");
        let exit_code = section.optional("exit_code").unwrap_or(0);
        let (output, output_contains) = (section.optional("output"), section.optional("output_contains"));
        section.finish();
        Some(CommandMatcher { run: run?, exit_code, output, output_contains })
    }
}

/// Why the goal is not met; nothing if it is.
pub(crate) fn why_not(matcher: &CommandMatcher, facts: &Facts) -> Option<Reason> {
    let seen = facts.commands.iter().find(|seen| seen.run == matcher.run);
    let Some((exit_code, output)) = seen.and_then(|seen| Some((seen.exit_code?, seen.output.trim()))) else {
        return Some(Reason::Endless);
    };
    let last = output.lines().last().unwrap_or_default().chars().take(120).collect::<String>();
    if exit_code != matcher.exit_code {
        return Some(Reason::ExitCode { wanted: matcher.exit_code, seen: exit_code, said: last });
    }
    let whole = matcher.output.as_ref().filter(|wanted| wanted.trim() != output);
    let part = matcher.output_contains.as_ref().filter(|wanted| !output.contains(wanted.as_str()));
    whole.or(part).map(|wanted| Reason::Output { wanted: wanted.trim().to_owned(), seen: last })
}

impl Reason {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Endless => say!(
                lang,
                "La vérification n’a pas abouti à temps : ce qu’elle interroge ne répond pas.",
                "The check did not finish in time: what it asks does not answer."
            ),
            Reason::ExitCode { wanted: 0, said, .. } if said.is_empty() => {
                say!(lang, "La vérification a échoué sans rien dire.", "The check failed without a word.")
            }
            Reason::ExitCode { wanted: 0, said, .. } => {
                say!(lang, "La vérification a échoué : `{said}`.", "The check failed: `{said}`.")
            }
            Reason::ExitCode { wanted, seen, .. } => say!(
                lang,
                "La vérification s’est terminée avec le code {seen}, elle attend {wanted}.",
                "The check ended with code {seen}, it expects {wanted}."
            ),
            Reason::Output { wanted, seen } if seen.is_empty() => say!(
                lang,
                "La vérification n’a rien trouvé : elle attend `{wanted}`.",
                "The check found nothing: it expects `{wanted}`."
            ),
            Reason::Output { wanted, seen } => say!(
                lang,
                "La vérification a trouvé `{seen}` : elle attend `{wanted}`.",
                "The check found `{seen}`: it expects `{wanted}`."
            ),
        }
    }
}
