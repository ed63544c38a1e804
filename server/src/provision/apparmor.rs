//! Our AppArmor profile, loaded into the kernel of a host that has AppArmor.

use std::{fs, io::Write, path::Path};

use anyhow::Context;
use tempfile::NamedTempFile;
use tracing::warn;

use super::{
    packages::{self, run},
    progress::Progress,
};
use crate::sandbox::{engine::Host, hardening::PROFILE_TEXT};

/// Loads the profile where the engine's kernel is this machine's, which has AppArmor, and we may. Elsewhere it is up to the
/// operator: sandboxes work without, and `quai doctor` says what to do.
pub async fn ensure(host: &Host, progress: &Progress) {
    let enabled = fs::read_to_string("/sys/module/apparmor/parameters/enabled");
    let enabled = enabled.is_ok_and(|enabled| enabled.trim() == "Y");
    let local = matches!(host, Host::Unix(_));
    if !(enabled && local && packages::is_root() && packages::find("apparmor_parser").is_some()) {
        return;
    }
    if let Err(error) = load(progress).await {
        warn!(error = format!("{error:#}"), "our AppArmor profile could not be loaded");
    }
}

/// An older one of the same name is replaced, also for the sandboxes that are under it.
async fn load(progress: &Progress) -> anyhow::Result<()> {
    let step = progress.step("AppArmor profile");
    let mut file = NamedTempFile::with_prefix("quai-apparmor-").context("writing a temporary file")?;
    file.write_all(PROFILE_TEXT.as_bytes())?;
    run("apparmor_parser", &["--replace", &path(file.path())], &step).await?;
    step.done();
    Ok(())
}

fn path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
