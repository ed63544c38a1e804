//! Pictures: `diagrams/<name>.svg` is the drawing, `diagrams/<name>.toml` its words in both languages.
//!
//! The drawing is one `<svg>` per panel; panels sit side by side and wrap where the screen is narrow, so that
//! each stays readable at 360 px. `{{label}}` stands for a text of the `[labels]` table, `{{icon name}}` for a
//! shape of `diagrams/icons/`, 24 × 24; colours and lines come from the classes of `theme/diagrams.css`. A picture goes into the page itself: no request, the theme's colours, and
//! its title and description read aloud.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use exercises::{Lang, Localized};
use serde::Deserialize;

use crate::fragment::inline;
use crate::panel::escape;
use crate::sources::collect;

/// The words of a picture.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Legend {
    /// What the picture shows, in bold below it.
    title: Localized,
    /// What to see in it, inline Markdown, after the title.
    description: Localized,
    /// Texts in the drawing.
    #[serde(default)]
    labels: BTreeMap<String, Localized>,
}

/// Shapes by name.
type Icons = BTreeMap<String, String>;

/// Every picture of `folder`, drawn for readers of `lang`, by name. Pictures that no page shows are checked too.
pub(crate) fn diagrams(folder: &Path, lang: Lang) -> Result<BTreeMap<String, String>> {
    let icons = icons(&folder.join("icons"))?;
    let mut drawn = BTreeMap::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("reading the pictures of {}", folder.display()))?
    {
        let path = entry?.path();
        let (Some(name), Some(kind)) = (path.file_stem().and_then(|s| s.to_str()), path.extension()) else {
            continue;
        };
        if kind == "toml" {
            drawn.insert(name.to_owned(), read(folder, name, &icons, lang)?);
        } else if kind == "svg" {
            ensure!(
                path.with_extension("toml").exists(),
                "diagrams/{name}.svg has no words: add diagrams/{name}.toml with [title] and [description]"
            );
        }
    }
    Ok(drawn)
}

/// The words of every picture of `folder`, by name.
pub(crate) fn texts(folder: &Path) -> Result<BTreeMap<String, Vec<Localized>>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let mut texts = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "toml")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Legend { title, description, labels } = toml::from_str(&fs::read_to_string(file)?)?;
        texts.insert(name, [title, description].into_iter().chain(labels.into_values()).collect());
    }
    Ok(texts)
}

/// The icons by name, ready to be put into a drawing.
fn icons(folder: &Path) -> Result<Icons> {
    let mut icons = Icons::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading the icons of {}", folder.display()))? {
        let path = entry?.path();
        let shape = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        icons.insert(name, format!("<g class=\"icon\">{}</g>", shape.trim()));
    }
    Ok(icons)
}

fn read(folder: &Path, name: &str, icons: &Icons, lang: Lang) -> Result<String> {
    let words = fs::read_to_string(folder.join(format!("{name}.toml")))?;
    let drawing = fs::read_to_string(folder.join(format!("{name}.svg")))
        .with_context(|| format!("diagrams/{name}.toml has no drawing: add diagrams/{name}.svg"))?;
    draw(name, &drawing, &words, icons, lang).with_context(|| format!("diagrams/{name}"))
}

/// The picture as an HTML block: no empty line, which would end the block in Markdown.
fn draw(name: &str, drawing: &str, words: &str, icons: &Icons, lang: Lang) -> Result<String> {
    let legend: Legend = toml::from_str(words)
        .map_err(|error| anyhow::anyhow!("{}", error.to_string().trim_end()))
        .context("the .toml (every text needs `fr` and `en`)")?;
    let panels = fill(drawing, &legend.labels, icons, lang)?;
    for part in ["role=\"img\"", "<title", "<desc"] {
        ensure!(
            panels.matches(part).count() == panels.matches("<svg").count(),
            "the .svg: each <svg> needs `{part}` exactly once, for readers who listen"
        );
    }
    let panels: Vec<_> = panels.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(format!(
        "<figure class=\"diagram\" id=\"diagram-{name}\">\n<div class=\"diagram-panels\">\n{}\n</div>\n\
         <figcaption><strong>{}</strong> {}</figcaption>\n</figure>",
        panels.join("\n"),
        escape(legend.title.get(lang)),
        inline(legend.description.get(lang)),
    ))
}

/// `drawing` with each `{{label}}` replaced; every label must exist, say something, and be used.
fn fill(drawing: &str, labels: &BTreeMap<String, Localized>, icons: &Icons, lang: Lang) -> Result<String> {
    let mut filled = String::with_capacity(drawing.len());
    let mut unused: BTreeSet<&str> = labels.keys().map(String::as_str).collect();
    let mut rest = drawing;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((label, after)) = after.split_once("}}") else {
            bail!("the .svg: a `{{{{` is never closed: end it with `}}}}`");
        };
        filled.push_str(before);
        rest = after;
        if let Some(icon) = label.strip_prefix("icon ") {
            filled.push_str(icons.get(icon).with_context(|| {
                format!("the .svg uses icon `{icon}`, which diagrams/icons/ does not have: correct the name, or draw it")
            })?);
            continue;
        }
        let Some(text) = labels.get(label) else {
            bail!(
                "the .svg uses `{{{{{label}}}}}`, which the .toml does not have: add it to [labels] with `fr` and `en`"
            );
        };
        for lang in Lang::ALL {
            ensure!(
                !text.get(lang).trim().is_empty(),
                "the .toml: label `{label}` is empty in `{lang}`: write it"
            );
        }
        filled.push_str(&escape(text.get(lang)));
        unused.remove(label);
    }
    filled.push_str(rest);
    ensure!(
        unused.is_empty(),
        "the .toml has labels that the .svg never uses: {}; use or remove them",
        unused.into_iter().collect::<Vec<_>>().join(", ")
    );
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg role=\"img\">\n\n<title>{{what}}</title><desc>d</desc>\n</svg>\n";
    const WORDS: &str = r#"
        title = { fr = "L’une & l’autre", en = "One & other" }
        description = { fr = "Voir `docker ps`.", en = "See `docker ps`." }
        [labels]
        what = { fr = "Ça <là>", en = "That" }
    "#;

    fn problem(drawing: &str, words: &str) -> String {
        format!("{:#}", draw("it", drawing, words, &Icons::new(), Lang::Fr).unwrap_err())
    }

    #[test]
    fn a_picture_speaks_the_language_and_holds_no_empty_line() {
        let french = draw("it", DRAWING, WORDS, &Icons::new(), Lang::Fr).unwrap();
        assert!(french.contains("<title>Ça &lt;là&gt;</title>"), "{french}");
        assert!(
            french.contains("<strong>L’une &amp; l’autre</strong> Voir <code>docker ps</code>."),
            "{french}"
        );
        assert!(!french.contains("\n\n"), "{french}");
        assert!(draw("it", DRAWING, WORDS, &Icons::new(), Lang::En).unwrap().contains("<title>That</title>"));
    }

    #[test]
    fn a_label_must_exist_in_both_languages_and_be_used() {
        let one_language = problem(DRAWING, &WORDS.replace(r#", en = "That""#, ""));
        assert!(one_language.contains("missing field `en`"), "{one_language}");
        let empty = problem(DRAWING, &WORDS.replace(r#""That""#, r#""""#));
        assert_eq!(empty, "the .toml: label `what` is empty in `en`: write it");
        let unknown = problem(&DRAWING.replace("what", "who"), WORDS);
        assert!(unknown.contains("uses `{{who}}`") && unknown.contains("add it to [labels]"), "{unknown}");
        let unused = problem(&DRAWING.replace("{{what}}", "what"), WORDS);
        assert!(unused.contains("never uses: what; use or remove"), "{unused}");
    }

    #[test]
    fn a_picture_without_title_is_refused() {
        assert!(problem(&DRAWING.replace("title", "text"), WORDS).contains("each <svg> needs `<title`"));
    }
}
