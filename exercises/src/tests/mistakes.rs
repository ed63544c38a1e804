//! What an author is told about a mistake in each kind of fact: where it is, and what to do.

use super::loading::Folder;

const FACT: &str = r#"container = { name = "web", state = "running" }"#;

/// What is said of a goal that asks so.
fn said(fact: &str) -> String {
    // The goal's texts come before, as what follows may open a table of its own.
    let texts = "fr = \"Il tourne\"\nen = \"It runs\"\n";
    let folder = Folder::with_change(&format!("{FACT}\n{texts}"), &format!("{texts}{fact}\n"));
    let problems = folder.problems();
    let lines = problems.lines().skip(1).map(|line| line.trim().replace("chapter/one/exercise.toml:", ""));
    lines.map(|line| format!("    {line}\n")).collect()
}

/// What is said of each of them.
fn all_said(facts: &[&str]) -> String {
    facts.iter().map(|fact| format!("{fact}\n{}", said(fact))).collect()
}

#[test]
fn what_has_happened_is_one_of_what_can() {
    let facts = [
        r##"happened = { to = "container", what = "explode" }"##,
        r##"happened = { to = "images", what = "pull" }"##,
        r##"happened = { what = "pull" }"##,
        r##"happened = { to = "container", what = "start", command = "ls" }"##,
    ];
    insta::assert_snapshot!(all_said(&facts), @r#"
    happened = { to = "container", what = "explode" }
        12: goal.happened.what: `explode` does not happen to containers: write one of `create`, `start`, `stop`, `restart`, `kill`, `pause`, `unpause`, `rename`, `exec`, `attach`, `top`, `commit`, `export`, `cp-to`, `cp-from`, `update`, `die`, `rm`
    happened = { to = "images", what = "pull" }
        12: goal.happened.to: wrong value: write one of `container`, `image`, `network`, `volume`
    happened = { what = "pull" }
        12: goal.happened.to: missing: add `to = …`, one of `container`, `image`, `network`, `volume`
    happened = { to = "container", what = "start", command = "ls" }
        12: goal.happened.command: does not belong to `start`: take it out
    "#);
}

#[test]
fn paths_stay_in_the_home() {
    let facts = [
        r##"file = { path = "../secret" }"##,
        r##"file = { contains = "x" }"##,
        r##"dockerfile = { path = "/Dockerfile", has = "RUNN npm ci" }"##,
        r##"dockerfile = { lacks = ["ROOT"] }"##,
    ];
    insta::assert_snapshot!(all_said(&facts), @r#"
    file = { path = "../secret" }
        12: goal.file.path: leads out of the learner's home: write it from there, as in `site/index.html`
    file = { contains = "x" }
        12: goal.file.path: missing: add `path = …`, a text in quotes that is not empty
    dockerfile = { path = "/Dockerfile", has = "RUNN npm ci" }
        12: goal.dockerfile.path: leads out of the learner's home: write it from there, as in `site/index.html`
        12: goal.dockerfile.has: `RUNN` is no instruction of a Dockerfile: did you mean `RUN`?
    dockerfile = { lacks = ["ROOT"] }
        12: goal.dockerfile.lacks: `ROOT` is no instruction of a Dockerfile: begin with the instruction's own word, as in `RUN npm ci`
    "#);
}

#[test]
fn quantities_are_said_once_and_can_be() {
    let facts = [
        r##"volume = { name = "data" }
absent = true
count = 2"##,
        r##"image = { dangling = true }
count = 0"##,
        r##"network = { driver = "bridge" }
at_least = 3
at_most = 2"##,
        r##"logs = { container = "web", contains = "ready" }
count = 2"##,
        r##"command = { run = "true" }
absent = true"##,
        r##"file = { path = "a" }
absent = "yes""##,
    ];
    insta::assert_snapshot!(all_said(&facts), @r#"
    volume = { name = "data" }
    absent = true
    count = 2
        14: goal.count: says how many once more: keep `absent`, `count`, or `at_least` with `at_most`
    image = { dangling = true }
    count = 0
        13: goal.count: wrong value: write a whole number from 1 up; for none, `absent = true`
    network = { driver = "bridge" }
    at_least = 3
    at_most = 2
        14: goal.at_most: is less than `at_least`: nothing can be both; correct one
    logs = { container = "web", contains = "ready" }
    count = 2
        13: goal.count: is for containers, images, volumes and networks, which can be counted: take it out
    command = { run = "true" }
    absent = true
        13: goal.absent: is for what is there, not for what has happened or is worked out: take it out
    file = { path = "a" }
    absent = "yes"
        13: goal.absent: wrong value: write `true` or `false`
    "#);
}

#[test]
fn what_lies_inside_any_and_all_is_read_as_strictly() {
    let facts = [
        r##"any = [{ container = { name = "web", stat = "running" } }, { volume = { name = "data", count = 2 } }]"##,
        r##"all = []"##,
        r##"all = { image = { name = "nginx" } }"##,
        r##"any = [{ image = { name = "nginx" }, file = { path = "a" } }, { all = [{ pulled = {} }] }]"##,
    ];
    insta::assert_snapshot!(all_said(&facts), @r#"
    any = [{ container = { name = "web", stat = "running" } }, { volume = { name = "data", count = 2 } }]
        12: goal.any.container.stat: unknown key: did you mean `state`? Known here: `args`, `command`, `cpus`, `detached`, `env`, `exit_code`, `health`, `hostname`, `image`, `interactive`, `labels`, `memory`, `mounts`, `name`, `networks`, `privileged`, `publishes`, `read_only`, `restart`, `state`, `tty`, `user`, `workdir`
        12: goal.any.volume.count: unknown key: it stands beside `volume = { … }`, not in it
    all = []
        12: goal.all: wrong value: write a list of tables, `all = [{ … }, { … }]`
    all = { image = { name = "nginx" } }
        12: goal.all: wrong value: write a list of tables, `all = [{ … }, { … }]`
    any = [{ image = { name = "nginx" }, file = { path = "a" } }, { all = [{ pulled = {} }] }]
        12: goal.any: asks about several things, `image`, `file`: give each its own goal, or put them in `all = [ … ]`
        12: goal.any.all.pulled.name: missing: add `name = …`, a text in quotes that is not empty
    "#);
}

#[test]
fn ports_mounts_and_limits_are_as_docker_takes_them() {
    let facts = [
        r##"container = { publishes = "80:80:80:80", mounts = "data", memory = "64", cpus = "many" }"##,
        r##"container = { name = "web", restart = "sometimes", health = "well" }"##,
        r##"http = { port = 80, path = "index.html", status = 20 }"##,
        r##"http = { status = 200 }"##,
        r##"answer = {}"##,
        r##"logs = { container = "web" }"##,
    ];
    insta::assert_snapshot!(all_said(&facts), @r#"
    container = { publishes = "80:80:80:80", mounts = "data", memory = "64", cpus = "many" }
        12: goal.container.publishes: wrong value: write a port as for `docker run --publish`: "80" (whatever the host's port), "8080:80", "127.0.0.1:8080:80", "53:53/udp", or a list of them: `[…, …]`
        12: goal.container.mounts: wrong value: write a mount as for `docker run --volume`: "data:/data", "/home/learner/site:/srv:ro", "*:/data" (whatever it is), "tmpfs:/run", or a list of them: `[…, …]`
        12: goal.container.memory: wrong value: write a size in quotes: "64m", "1g", "100MB"
        12: goal.container.cpus: wrong value: write a number of processors: "0.5"
    container = { name = "web", restart = "sometimes", health = "well" }
        12: goal.container.restart: wrong value: write one of `no`, `always`, `unless-stopped`, `on-failure`
        12: goal.container.health: wrong value: write one of `starting`, `healthy`, `unhealthy`
    http = { port = 80, path = "index.html", status = 20 }
        12: goal.http.path: does not begin with a slash: write it as in `/index.html`
        12: goal.http.status: is no status of HTTP: write one from 100 to 599
    http = { status = 200 }
        12: goal.http.port: missing: add `port = …`, a port, from 1 to 65535
    answer = {}
        12: goal.answer: no answer is right: add `is = "…"`, or `run = "…"` with a command that prints it
    logs = { container = "web" }
        12: goal.logs.contains: missing: add `contains = …`, a text in quotes that is not empty
    "#);
}

#[test]
fn messages_say_when() {
    let facts = [
        r##"container = { name = "web" }
[[goal.message]]
fr = "Non."
en = "No.""##,
        r##"container = { name = "web" }
[[goal.message]]
when = { container = {} }
fr = "Non.""##,
        r##"container = { name = "web" }
[[goal.message]]
when = { }
fr = "Non."
en = "No.""##,
    ];
    insta::assert_snapshot!(all_said(&facts), @r#"
    container = { name = "web" }
    [[goal.message]]
    fr = "Non."
    en = "No."
        13: goal.message.when: missing: add what shows the misconception, `when = { container = { … } }`
    container = { name = "web" }
    [[goal.message]]
    when = { container = {} }
    fr = "Non."
        13: goal.message.en: missing: add `en = …`, a text in quotes that is not empty
        14: goal.message.when.container: matches any container: say which one is meant, with `name` or `image` for example
    container = { name = "web" }
    [[goal.message]]
    when = { }
    fr = "Non."
    en = "No."
        14: goal.message.when: asks about nothing: add one of `container`, `image`, `volume`, `network`, `searched`, `pulled`, `pushed`, `happened`, `file`, `dockerfile`, `http`, `command`, `logs`, `answer`, `any`, `all`, for example `container = { … }`
    "#);
}

#[test]
fn variables_can_be_drawn_and_fit_wherever_they_stand() {
    let folder = |vars: &str, fact: &str| {
        let folder = Folder::with_change(FACT, fact);
        let manifest = folder.read("chapter/one/exercise.toml");
        folder.file("chapter/one/exercise.toml", &format!("{manifest}[vars]\n{vars}\n"))
    };
    let beyond = folder("port = { from = 65000, to = 66000 }", r#"http = { port = "{{port}}" }"#);
    insta::assert_snapshot!(beyond.problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:10: goal.http.port: wrong value: a learner may get `66000` from `{{port}}`; change `[vars]` so that it always is a port, from 1 to 65535
    ");
    let none = folder("port = { from = 9, to = 8 }\nword = { one_of = [] }\nUp = { letters = 3 }", FACT);
    insta::assert_snapshot!(none.problems(), @r#"
    3 problems in the exercises
      chapter/one/exercise.toml:14: vars.port: cannot be drawn: write `{ from = 8000, to = 8999 }`, `{ one_of = ["…"] }` or `{ letters = 8 }` (32 at most)
      chapter/one/exercise.toml:15: vars.word: cannot be drawn: write `{ from = 8000, to = 8999 }`, `{ one_of = ["…"] }` or `{ letters = 8 }` (32 at most)
      chapter/one/exercise.toml:16: vars.Up: no name for a variable: use lower-case letters, digits and `_`, as in `port`
    "#);
    let words =
        folder(r#"state = { one_of = ["exited", "gone"] }"#, r#"container = { state = "{{state}}" }"#);
    insta::assert_snapshot!(words.problems(), @r"
    1 problem in the exercises
      chapter/one/exercise.toml:10: goal.container.state: wrong value: a learner may get `gone` from `{{state}}`; change `[vars]` so that it always is one of `created`, `running`, `paused`, `restarting`, `exited`, `dead`
    ");
}

#[test]
fn answers_in_scripts_are_to_goals_that_are_answered() {
    let folder = Folder::with_change(FACT, r#"answer = { is = "42" }"#)
        .file("chapter/one/solution.sh", "docker images\n#? runs: 42\n#? walks: 42\n#? runs\n")
        .file("chapter/one/wrong/a.sh", "# goal: runs\n# fr: Non.\n# en: No.\n#? sizes: 41\n");
    insta::assert_snapshot!(folder.problems(), @r"
    3 problems in the exercises
      chapter/one/solution.sh:3: #?: there is no goal `walks`: use one of `runs`
      chapter/one/solution.sh:4: #?: answers nothing: write the goal and the answer, `#? goal: answer`
      chapter/one/wrong/a.sh:4: #?: there is no goal `sizes`: use one of `runs`
    ");
    let unasked = Folder::with_one().file("chapter/one/solution.sh", "#? runs: 42\n#? other: 42\n");
    insta::assert_snapshot!(unasked.problems(), @r"
    2 problems in the exercises
      chapter/one/solution.sh:1: #?: the goal `runs` is not answered in words: take the line out, or give the goal `answer = { … }`
      chapter/one/solution.sh:2: #?: there is no goal `other`, nor any that is answered in words: take the line out
    ");
}

#[test]
fn hints_and_explanations_exist_in_both_languages() {
    let manifest = Folder::with_one().read("chapter/one/exercise.toml");
    let folder = Folder::new().exercise(
        "chapter/one",
        &format!("{manifest}[[hint]]\nfr = \"Un indice\"\n[solution]\nen = \"Because\"\n"),
    );
    insta::assert_snapshot!(folder.problems(), @r"
    2 problems in the exercises
      chapter/one/exercise.toml:13: hint.en: missing: add `en = …`, a text in quotes that is not empty
      chapter/one/exercise.toml:15: solution.fr: missing: add `fr = …`, a text in quotes that is not empty
    ");
}
