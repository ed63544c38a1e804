//! axe-core, which knows the rules of accessibility, on pages as they are in a browser.

use std::time::Duration;

use serde::Deserialize;

use crate::{Browser, ui};

/// A page that was shown has been drawn to its end by then.
const MOMENT: Duration = Duration::from_secs(3);

/// What was found on a page.
#[derive(Debug, Deserialize)]
pub struct Found {
    /// What axe-core holds against it, in either theme.
    pub violations: Vec<String>,
    /// Whether its text runs out of the window.
    pub overflows: bool,
    /// Bytes of its HTML without pictures.
    pub weight: usize,
}

/// Examines pages.
#[derive(Debug)]
pub struct Axe(String);

impl Axe {
    /// As npm brought it.
    #[must_use]
    pub fn load() -> Self {
        let axe = std::fs::read_to_string(ui::folder().join("node_modules/axe-core/axe.min.js"));
        Self(format!("{}\n{EXAMINE}", axe.expect("axe-core is installed")))
    }

    /// Looks at the page that is open. What a busy machine was still drawing is no fault of the page; what is still there a
    /// moment later is.
    pub async fn examine(&self, browser: &Browser) -> Found {
        let found: Found = browser.script(&self.0).await;
        if found.violations.is_empty() {
            return found;
        }
        tokio::time::sleep(MOMENT).await;
        browser.script(&self.0).await
    }
}

/// Examines the page by all rules in the light theme, and by that on contrast, the only one that knows colours, in the dark one.
const EXAMINE: &str = r"
    const told = ({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.any.concat(node.all).map((why) => why.message).join('; ')})`));
    const root = document.documentElement;
    // What moves when a page opens comes to rest, in the fonts that it is to have.
    await document.fonts.ready;
    const moves = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(moves.map((animation) => animation.finished));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const only = (rules) => ({ resultTypes: ['violations'], runOnly: rules });
    const light = await axe.run(document, { resultTypes: ['violations'] });
    root.classList.replace('light', 'navy');
    const dark = await axe.run(document, only(['color-contrast']));
    root.classList.replace('navy', 'light');
    const html = await (await fetch(location.href)).text();
    return {
        violations: [...told(light), ...told(dark).map((violation) => `in the dark, ${violation}`)],
        overflows: root.scrollWidth > root.clientWidth,
        weight: new TextEncoder().encode(html.replaceAll(/<svg[^]*?<\/svg>/g, '')).length,
    };
";
