//! Renders both books for a look at them without the server: `cargo run -p book --example render -- FOLDER`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exercises::{Catalogue, Lang};

fn main() -> Result<()> {
    let folder =
        std::env::args_os().nth(1).map(PathBuf::from).context("which FOLDER? It is emptied first")?;
    let course = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue = Catalogue::load(&course.join("../exercises"))?;
    for lang in Lang::ALL {
        let dest = folder.join(lang.code());
        book::build(course, &catalogue, lang, &dest)?;
        println!("{}", dest.join("index.html").display());
    }
    Ok(())
}
