//! What is said of files and Dockerfiles in the home.

use super::*;

fn home(path: &str, entry: Entry) -> Facts {
    Facts { files: vec![FileSeen { path: path.into(), entry }], ..engine([]) }
}

fn file(text: &str) -> Entry {
    Entry::File { mode: 0o644, size: text.len() as u64, text: text.into() }
}

#[test]
fn files() {
    let wanted = "file = { path = '~/site/index.html', contains = ['Bonjour', 'Hello'], lacks = 'TODO' }";
    let index = |text: &str| home("site/index.html", file(text));
    met(wanted, &index("Bonjour, Hello"));
    let worlds = [
        engine([]),
        index(" \n"),
        index("Bonjour"),
        index("Bonjour, Hello, TODO"),
        home("site/index.html", Entry::Unreadable),
        home("site/index.html", Entry::Folder),
    ];
    insta::assert_snapshot!(said(wanted, worlds), @r"
    fr  Le fichier `site/index.html` n’existe pas dans votre dossier personnel.
    en  There is no file `site/index.html` in your home.
    fr  `site/index.html` est vide.
    en  `site/index.html` is empty.
    fr  `site/index.html` ne contient pas `Hello`.
    en  `site/index.html` does not hold `Hello`.
    fr  `site/index.html` contient encore `TODO`.
    en  `site/index.html` still holds `TODO`.
    fr  `site/index.html` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.
    en  `site/index.html` cannot be read: its permissions forbid it, or it is no ordinary file.
    fr  `site/index.html` est un dossier : la consigne demande un fichier.
    en  `site/index.html` is a folder: the task asks for a file.
    ");
    let script = home("run.sh", file("echo"));
    let told = [
        said("file = { path = 'data', folder = true }", [engine([]), home("data", file("x"))]),
        said("file = { path = 'run.sh', executable = true }", [script.clone()]),
        said("file = { path = 'run.sh' }\nabsent = true", [script]),
        said(
            "file = { path = 'run.sh', executable = false }",
            [home("run.sh", Entry::File { mode: 0o755, size: 4, text: "echo".into() })],
        ),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  Le dossier `data` n’existe pas dans votre dossier personnel.
    en  There is no folder `data` in your home.
    fr  `data` est un fichier : la consigne demande un dossier.
    en  `data` is a file: the task asks for a folder.
    fr  `run.sh` n’est pas exécutable.
    en  `run.sh` is not executable.
    fr  `run.sh` existe encore.
    en  `run.sh` still exists.
    fr  `run.sh` est exécutable : la consigne ne le demande pas.
    en  `run.sh` is executable: the task does not ask for that.
    ");
    met("file = { path = 'data', folder = true }", &home("data", Entry::Folder));
    met("file = { path = 'gone' }\nabsent = true", &engine([]));
}

#[test]
fn dockerfiles() {
    let text = "# syntax comment\nFROM debian:slim AS build\nRUN apt-get update \\\n && apt-get install -y curl\n\
                FROM python\nENV MODE prod\nLABEL team=\"blue\" other=x\nWORKDIR /app\nCOPY --from=build /x /y\nCOPY . .\n\
                EXPOSE 8000 9000\nUSER app\nHEALTHCHECK --interval=5s CMD curl localhost\nCMD python app.py\n";
    let world = |text: &str| home("Dockerfile", file(text));
    for asked in [
        "from = 'python'",
        "stages = 2",
        "has = ['RUN apt-get install', 'EXPOSE 9000', 'ENV MODE=prod', 'LABEL team=blue', 'COPY --from=build', 'USER']",
        "has = 'CMD python app.py'",
        "has = 'healthcheck cmd curl'",
        "in_order = ['WORKDIR', 'COPY .', 'CMD']",
        "lacks = ['ADD', 'USER root']",
    ] {
        let asked = asked.replace("healthcheck cmd", "HEALTHCHECK CMD");
        met(&format!("dockerfile = {{ {asked} }}"), &world(text));
    }
    met("dockerfile = { has = 'CMD [\"a\", \"b\"]' }", &world("FROM x\nCMD [\"a\", \"b\"]\n"));
    let tell = |asked: &str, text: &str| said(&format!("dockerfile = {{ {asked} }}"), [world(text)]);
    let told = [
        said("dockerfile = { path = 'app/Dockerfile' }", [engine([])]),
        said("dockerfile = {}", [home("Dockerfile", Entry::Unreadable)]),
        tell("from = 'python'", "\n"),
        tell("from = 'python'", "FROM debian\nRUNN true\n"),
        tell("from = 'python'", "FROM debian\n"),
        tell("stages = 2", "FROM debian\n"),
        tell("has = 'USER'", "FROM debian\n"),
        tell("has = 'USER app'", "FROM debian\n"),
        tell("has = 'USER app'", "FROM debian\n\nUSER root\n"),
        tell("has = 'CMD [\"python\", \"app.py\"]'", text),
        tell("lacks = 'ADD'", "FROM debian\nADD . .\n"),
        tell("in_order = ['RUN pip', 'COPY . .']", "FROM python\nCOPY . .\nRUN pip install -r r.txt\n"),
    ];
    insta::assert_snapshot!(told.concat(), @r"
    fr  Le fichier `app/Dockerfile` n’existe pas encore dans votre dossier personnel.
    en  There is no file `app/Dockerfile` in your home yet.
    fr  `Dockerfile` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.
    en  `Dockerfile` cannot be read: its permissions forbid it, or it is no ordinary file.
    fr  `Dockerfile` est vide.
    en  `Dockerfile` is empty.
    fr  `Dockerfile`, ligne 2 : Docker ne comprendra pas cette instruction.
    en  `Dockerfile`, line 2: Docker will not understand this instruction.
    fr  L’image part de `debian` : la consigne demande `python`.
    en  The image starts from `debian`: the task asks for `python`.
    fr  Le Dockerfile n’a qu’une étape `FROM` : la consigne en demande 2.
    en  The Dockerfile has one `FROM` stage only: the task asks for 2.
    fr  Il manque une instruction `USER` au Dockerfile.
    en  The Dockerfile lacks an instruction `USER`.
    fr  Il manque une instruction `USER` au Dockerfile.
    en  The Dockerfile lacks an instruction `USER`.
    fr  Ligne 3 : `USER root` n’est pas encore ce que demande la consigne.
    en  Line 3: `USER root` is not yet what the task asks for.
    fr  Ligne 14 : `CMD python app.py` passe par un shell ; la consigne demande `CMD` avec une liste de mots.
    en  Line 14: `CMD python app.py` goes through a shell; the task asks for `CMD` with a list of words.
    fr  Ligne 2 : la consigne demande de se passer de `ADD`.
    en  Line 2: the task asks to do without `ADD`.
    fr  Dans le Dockerfile, `COPY . .` doit venir après `RUN pip`.
    en  In the Dockerfile, `COPY . .` has to come after `RUN pip`.
    ");
}
