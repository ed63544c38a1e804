//! The HTML that page, style sheet and script agree on.

use exercises::{Exercise, Lang};

use super::{Small, catalogue};
use crate::fragment::inline;
use crate::panel::{escape, panel};

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

#[test]
fn a_variable_has_its_name_in_brackets_and_templates_of_go_stay() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("networks/own-port");
    std::fs::create_dir_all(home.join("wrong")).unwrap();
    let task = "Publish {{port}}.\n\n```console\n$ docker ps --format '{{.Names}}' -p {{port}}:80\n```\n";
    let files = [
        (
            "exercise.toml",
            "format = 1\nminutes = 5\npoints = 1\n[title]\nfr = \"Port {{port}}\"\nen = \"Port {{port}}\"\n\
             [vars]\nport = { from = 8000, to = 8999 }\n\
             [[goal]]\nid = \"which\"\nanswer = { is = \"{{port}}\" }\nfr = \"Quel port\"\nen = \"Port `{{port}}`\"\n\
             [[goal]]\nid = \"runs\"\ncontainer = { name = \"web\" }\nfr = \"Tourne\"\nen = \"Runs\"\n",
        ),
        ("fr.md", task),
        ("en.md", task),
        ("solution.sh", "docker run -d --name web -p {{port}}:80 nginx\n"),
    ];
    for (name, text) in files {
        std::fs::write(home.join(name), text).unwrap();
    }
    for name in ["one", "two"] {
        let wrong = "# goal: runs\n# fr: Rien.\n# en: Nothing.\ntrue\n";
        std::fs::write(home.join(format!("wrong/{name}.sh")), wrong).unwrap();
    }
    let catalogue = exercises::Catalogue::load(folder.path()).unwrap();
    let panel = panel(catalogue.get("own-port").unwrap(), Lang::En);
    for expected in [
        ">Port ⟦port⟧</h3>",
        "Publish ⟦port⟧.",
        "$ docker ps --format '{{.Names}}' -p ⟦port⟧:80",
        "<li data-goal=\"which\" data-answered><span class=\"goal-title\">Port <code>⟦port⟧</code></span></li>",
        "<li data-goal=\"runs\"><span",
    ] {
        assert!(panel.contains(expected), "{expected} is not in\n{panel}");
    }
}
