//! The HTML that page, style sheet and script agree on.

use exercises::{Exercise, Lang};

use super::{Small, catalogue};
use crate::panel::{escape, inline, panel};

fn exercise() -> Exercise {
    catalogue().get("stop-and-remove").unwrap().clone()
}

#[test]
fn a_panel_has_the_agreed_shape() {
    let mut exercise = exercise();
    exercise.minutes = 8;
    exercise.points = 1;
    exercise.title.fr = "Arrêter & « ranger »".into();
    exercise.task.fr = "Arrêtez `web`.\n\n```console\n$ docker ps\n\n$\n```\n".into();
    exercise.goals[0].title.fr = "`web` est <arrêté>".into();
    exercise.goals.truncate(1);
    assert_eq!(
        panel(&exercise, Lang::Fr).replace('\u{a0}', " "),
        r#"<section class="exercise" id="exercise-stop-and-remove" data-exercise="stop-and-remove" aria-labelledby="exercise-stop-and-remove-title">
<header class="exercise-header"><h3 id="exercise-stop-and-remove-title">Arrêter &amp; « ranger »</h3><p class="exercise-meta">8 min · 1 point</p></header>
<div class="exercise-task">

Arrêtez `web`.

```console
$ docker ps

$
```

</div>
<ol class="exercise-goals">
<li data-goal="stopped"><span class="goal-title"><code>web</code> est &lt;arrêté&gt;</span></li>
</ol>
<div class="exercise-workspace"></div>
<noscript><p>Cet exercice se fait dans un terminal : activez JavaScript pour l’ouvrir.</p></noscript>
</section>"#
    );
}

#[test]
fn the_task_is_rendered_inside_its_panel() {
    let page = Small::new("# P\n\n{{#exercise stop-and-remove}}\n\nAfter.\n").page();
    let (_, rest) = page.split_once("<section class=\"exercise\" id=\"exercise-stop-and-remove\"").unwrap();
    let (panel, after) = rest.split_once("</section>").unwrap();
    assert!(panel.contains("<code>web</code>"), "{panel}");
    assert!(panel.contains("<div class=\"exercise-workspace\"></div>"), "{panel}");
    assert!(!panel.contains('`'), "{panel}");
    assert!(after.contains("<p>After.</p>"), "{after}");
}

#[test]
fn inline_markdown_is_one_safe_line() {
    assert_eq!(
        inline("Une image `<none>` *de trop*\net un <b>"),
        "Une image <code>&lt;none&gt;</code> <em>de trop</em> et un &lt;b&gt;"
    );
    assert_eq!(inline("<script>x</script>"), "&lt;script&gt;x&lt;/script&gt;");
    assert_eq!(escape(r#"a<b> & "c""#), "a&lt;b&gt; &amp; &quot;c&quot;");
}
