//! Bundles the front end (`ui/`) with npm into `OUT_DIR/ui/dist`, from where it is embedded in the binary.
//!
//! The sources are copied first: a build script writes nowhere but in its own folder.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};

/// What the bundle is made of; tests of the front end are not.
const SOURCES: &[&str] = &["src", "package.json", "package-lock.json", "build.mjs", "tsconfig.json"];

fn main() -> anyhow::Result<()> {
    let from = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").context("cargo sets it")?).join("ui");
    let to = PathBuf::from(env::var_os("OUT_DIR").context("cargo sets it")?).join("ui");
    for source in SOURCES {
        println!("cargo::rerun-if-changed=ui/{source}");
    }
    // What was removed from the sources must not survive in the copy; installed packages may.
    remove(&to.join("src"))?;
    remove(&to.join("dist"))?;
    let locked = fs::read(to.join("package-lock.json")).ok();
    for source in SOURCES {
        copy(&from.join(source), &to.join(source)).with_context(|| format!("copying ui/{source}"))?;
    }
    let same_packages = locked == Some(fs::read(to.join("package-lock.json"))?);
    if !same_packages || !to.join("node_modules").is_dir() {
        npm(&to, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    }
    npm(&to, &["run", "build"])
}

fn npm(folder: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let run = Command::new("npm").args(arguments).current_dir(folder).output();
    let output =
        run.context("npm could not be run: install Node.js 20 or newer, with npm, then build again")?;
    ensure!(
        output.status.success(),
        "`npm {}` failed:\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            copy(&from.join(&name), &to.join(&name))?;
        }
    } else {
        fs::create_dir_all(to.parent().unwrap_or(to))?;
        fs::copy(from, to)?;
    }
    Ok(())
}
