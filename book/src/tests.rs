//! The real course, built; and small courses with one mistake each.

mod course;
mod mistakes;
mod panel;
mod playground;
mod quiz;
mod seeds;

use std::fs;
use std::path::Path;

use exercises::{Catalogue, Lang};
use tempfile::TempDir;

/// The folder of the real course.
fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The real exercises.
fn catalogue() -> Catalogue {
    Catalogue::load(&course().join("../exercises")).unwrap()
}

/// A course of one page in both languages, to make mistakes in.
struct Small(TempDir);

impl Small {
    fn new(page: &str) -> Small {
        let small = Small(TempDir::new().unwrap());
        for lang in Lang::ALL {
            small.write(&format!("{lang}/SUMMARY.md"), "# S\n\n- [Page](page.md)\n");
            small.write(&format!("{lang}/page.md"), page);
        }
        for sheet in ["quai", "panel", "diagrams", "quiz", "print"] {
            small.write(&format!("theme/{sheet}.css"), "");
        }
        for script in ["reading", "quiz", "print"] {
            small.write(&format!("theme/{script}.js"), "");
        }
        small.write("diagrams/icons/dot.svg", "<circle r=\"1\"/>");
        small
            .write("diagrams/dots.svg", "<svg role=\"img\"><title>t</title><desc>d</desc>{{icon dot}}</svg>");
        small.write(
            "diagrams/dots.toml",
            "title = { fr = \"Points\", en = \"Dots\" }\ndescription = { fr = \"Un.\", en = \"One.\" }",
        );
        small
    }

    fn write(&self, file: &str, content: &str) {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn build(&self) -> anyhow::Result<()> {
        crate::build(self.0.path(), &catalogue(), Lang::Fr, &self.0.path().join("out/fr"))
    }

    /// The page, built.
    fn page(&self) -> String {
        self.build().unwrap();
        fs::read_to_string(self.0.path().join("out/fr/page.html")).unwrap()
    }

    /// The whole chain of the error that the build ends with.
    fn problem(&self) -> String {
        format!("{:#}", self.build().unwrap_err())
    }
}
