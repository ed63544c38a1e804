//! Everything that this crate itself says to readers, in both languages.

use exercises::Lang;

/// The words of one language.
pub(crate) struct Words {
    /// The book's title, shown in the bar above each page.
    pub(crate) title: &'static str,
    /// One sentence for search engines.
    pub(crate) description: &'static str,
    /// The language's own name: what its readers look for in the switch.
    pub(crate) language: &'static str,
    /// What the switch does, said to readers of this language while they see the other one.
    pub(crate) read_here: &'static str,
    /// Shown in a panel where scripts do not run: of an exercise, of a playground.
    pub(crate) needs_script: [&'static str; 2],
    /// What the panel of a playground says it is, where that of an exercise has its minutes and points.
    pub(crate) playground: &'static str,
    /// One point, several points.
    pub(crate) points: [&'static str; 2],
    /// After the minutes that a page takes: “of reading”.
    pub(crate) of_reading: &'static str,
    /// One exercise, several exercises.
    pub(crate) exercises: [&'static str; 2],
    /// Heads of the table of contents: pages, reading, practice, total.
    pub(crate) contents: [&'static str; 4],
    /// Why a console block is not played, by reason.
    pub(crate) elsewhere: &'static [(&'static str, &'static str)],
    /// What stands around questions.
    pub(crate) quiz: QuizWords,
    /// mdBook's words and ours, where they differ: English fragment of markup, its translation.
    pub(crate) chrome: &'static [(&'static str, &'static str)],
}

/// The words around the questions of a quiz.
pub(crate) struct QuizWords {
    /// The heading of every quiz.
    pub(crate) title: &'static str,
    /// Says that more than one choice may be right.
    pub(crate) several: &'static str,
    /// Moves a step towards the first one.
    pub(crate) up: &'static str,
    /// Moves a step towards the last one.
    pub(crate) down: &'static str,
    /// Shown in an empty field.
    pub(crate) type_here: &'static str,
    /// The button that judges an answer.
    pub(crate) check: &'static str,
    /// Unfolds the answer.
    pub(crate) answer: &'static str,
    /// What the script says, by the name that it asks for; it fills in `{…}`.
    pub(crate) script: [(&'static str, &'static str); 11],
}

/// The words for readers of `lang`.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
    }
}

/// The language that `lang` is switched to.
pub(crate) fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Fr => Lang::En,
        Lang::En => Lang::Fr,
    }
}

static ENGLISH: Words = Words {
    title: "Quai: learn Docker",
    description: "An interactive Docker course: read a page, type the commands in a real engine, \
                  see each goal tick off.",
    language: "English",
    read_here: "Read this page in English",
    needs_script: [
        "This exercise takes place in a terminal: turn JavaScript on to open it.",
        "This playground is a terminal: turn JavaScript on to open it.",
    ],
    playground: "Playground",
    points: ["point", "points"],
    of_reading: "of reading",
    exercises: ["exercise", "exercises"],
    contents: ["Page", "Reading", "Practice", "In all"],
    elsewhere: &[
        ("install", "To be typed on your own machine: a sandbox has Docker already."),
        ("internet", "To be typed on a machine with internet: a sandbox has none."),
        ("cluster", "To be typed where there is a cluster: a sandbox has none."),
        ("desktop", "To be typed on your own Windows or macOS: a sandbox is a Linux."),
        (
            "limits",
            "To be typed on your own machine: not every sandbox can measure and limit its containers.",
        ),
    ],
    quiz: QuizWords {
        title: "Check your understanding",
        several: "One answer or more.",
        up: "Move up:",
        down: "Move down:",
        type_here: "Your answer",
        check: "Check",
        answer: "The answer",
        script: [
            ("right", "Right."),
            ("wrong", "Not yet."),
            ("missing", "At least one right answer is missing."),
            ("placed", "In their place: {right} of {all}."),
            ("moved", "Place {place} of {all}."),
            ("first", "Already first."),
            ("last", "Already last."),
            ("nothing", "Give an answer first."),
            ("good", "right"),
            ("bad", "wrong"),
            ("score", "{right} of {all} right"),
        ],
    },
    chrome: &[],
};

static FRENCH: Words = Words {
    title: "Quai : apprendre Docker",
    description: "Un cours Docker interactif : lisez une page, tapez les commandes dans un vrai moteur, \
                  voyez chaque objectif se cocher.",
    language: "Français",
    read_here: "Lire cette page en français",
    needs_script: [
        "Cet exercice se fait dans un terminal : activez JavaScript pour l’ouvrir.",
        "Ce bac à sable libre est un terminal : activez JavaScript pour l’ouvrir.",
    ],
    playground: "Bac à sable libre",
    points: ["point", "points"],
    of_reading: "de lecture",
    exercises: ["exercice", "exercices"],
    contents: ["Page", "Lecture", "Pratique", "En tout"],
    elsewhere: &[
        ("install", "À taper sur votre propre machine\u{a0}: un bac à sable a déjà Docker."),
        ("internet", "À taper sur une machine reliée à Internet\u{a0}: un bac à sable ne l’est pas."),
        ("cluster", "À taper là où il y a un cluster\u{a0}: un bac à sable n’en a pas."),
        ("desktop", "À taper sur votre Windows ou votre macOS\u{a0}: un bac à sable est un Linux."),
        (
            "limits",
            "À taper sur votre propre machine\u{a0}: tous les bacs à sable ne savent pas mesurer et limiter leurs conteneurs.",
        ),
    ],
    quiz: QuizWords {
        title: "Faites le point",
        several: "Une réponse ou plusieurs.",
        up: "Monter :",
        down: "Descendre :",
        type_here: "Votre réponse",
        check: "Vérifier",
        answer: "La réponse",
        script: [
            ("right", "C’est juste."),
            ("wrong", "Pas encore."),
            ("missing", "Il manque au moins une bonne réponse."),
            ("placed", "À leur place : {right} sur {all}."),
            ("moved", "Place {place} sur {all}."),
            ("first", "C’est déjà la première étape."),
            ("last", "C’est déjà la dernière étape."),
            ("nothing", "Donnez d’abord une réponse."),
            ("good", "juste"),
            ("bad", "faux"),
            ("score", "Bonnes réponses : {right} sur {all}"),
        ],
    },
    chrome: &[
        // Every page.
        (r#"aria-label="Table of contents""#, r#"aria-label="Sommaire""#),
        (r#"title="Toggle Table of Contents""#, r#"title="Afficher ou masquer le sommaire""#),
        (r#"aria-label="Toggle Table of Contents""#, r#"aria-label="Afficher ou masquer le sommaire""#),
        (r#"title="Change theme""#, r#"title="Changer de thème""#),
        (r#"aria-label="Change theme""#, r#"aria-label="Changer de thème""#),
        (r#"aria-label="Themes""#, r#"aria-label="Thèmes""#),
        (r#"id="mdbook-theme-default_theme">Auto<"#, r#"id="mdbook-theme-default_theme">Automatique<"#),
        (r#"id="mdbook-theme-light">Light<"#, r#"id="mdbook-theme-light">Clair<"#),
        (r#"id="mdbook-theme-coal">Coal<"#, r#"id="mdbook-theme-coal">Charbon<"#),
        (r#"id="mdbook-theme-navy">Navy<"#, r#"id="mdbook-theme-navy">Marine<"#),
        (r#"title="Search (`/`)""#, r#"title="Rechercher (touche /)""#),
        (r#"aria-label="Toggle Searchbar""#, r#"aria-label="Rechercher""#),
        (r#"placeholder="Search this book ...""#, r#"placeholder="Rechercher dans le cours…""#),
        (r#"title="Print this book""#, r#"title="Imprimer le cours""#),
        (r#"aria-label="Print this book""#, r#"aria-label="Imprimer le cours""#),
        (r#"aria-label="Page navigation""#, r#"aria-label="Pages voisines""#),
        (
            r#"title="Previous chapter" aria-label="Previous chapter""#,
            r#"title="Page précédente" aria-label="Page précédente""#,
        ),
        (
            r#"title="Next chapter" aria-label="Next chapter""#,
            r#"title="Page suivante" aria-label="Page suivante""#,
        ),
        (">Keyboard shortcuts<", ">Raccourcis clavier<"),
        (
            "<p>Press <kbd>←</kbd> or <kbd>→</kbd> to navigate between chapters</p>",
            "<p><kbd>←</kbd> et <kbd>→</kbd> : page précédente, page suivante</p>",
        ),
        (
            "<p>Press <kbd>S</kbd> or <kbd>/</kbd> to search in the book</p>",
            "<p><kbd>S</kbd> ou <kbd>/</kbd> : rechercher dans le cours</p>",
        ),
        ("<p>Press <kbd>?</kbd> to show this help</p>", "<p><kbd>?</kbd> : afficher cette aide</p>"),
        ("<p>Press <kbd>Esc</kbd> to hide this help</p>", "<p><kbd>Échap</kbd> : fermer cette aide</p>"),
        ("<title>Page not found", "<title>Page introuvable"),
        // Admonitions; a note is a note in both languages.
        ("</svg>Tip</p>", "</svg>Astuce</p>"),
        ("</svg>Important</p>", "</svg>Important</p>"),
        ("</svg>Warning</p>", "</svg>Attention</p>"),
        ("</svg>Caution</p>", "</svg>Danger</p>"),
        // Scripts: buttons of code blocks, results of a search.
        ("'Copy to clipboard'", "'Copier'"),
        ("'Copied!'", "'Copié'"),
        ("'Clipboard error!'", "'Copie impossible'"),
        (r"' search result for \'' + searchterm + '\':'", "' résultat pour « ' + searchterm + ' » :'"),
        (r"'No search results for \'' + searchterm + '\'.'", "'Aucun résultat pour « ' + searchterm + ' ».'"),
        (r"' search results for \'' + searchterm + '\':'", "' résultats pour « ' + searchterm + ' » :'"),
        (r#"aria-label="Search Result Teaser""#, r#"aria-label="Extrait""#),
    ],
};
