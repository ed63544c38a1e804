//! Certificates of a test's own, as an operator makes them for an engine and for Quai.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use server::provision::{packages, progress::Progress};
use tempfile::TempDir;

/// A CA, a certificate of an engine at 127.0.0.1, and folders of certificates that clients show.
#[derive(Debug)]
pub struct Certificates {
    folder: TempDir,
}

impl Certificates {
    /// Makes them.
    pub async fn make() -> Self {
        packages::ensure("openssl", &["openssl"], &Progress::default())
            .await
            .expect("the tests need openssl");
        let made = Self { folder: TempDir::new().expect("a temporary folder") };
        for authority in ["ours", "theirs"] {
            openssl(made.folder.path(), authority, None, "basicConstraints=critical,CA:TRUE");
        }
        openssl(made.folder.path(), "engine", Some("ours"), "subjectAltName=IP:127.0.0.1");
        openssl(made.folder.path(), "quai", Some("ours"), "extendedKeyUsage=clientAuth");
        openssl(made.folder.path(), "stranger", Some("theirs"), "extendedKeyUsage=clientAuth");
        made
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Flags of a dockerd that shows its certificate and wants to see one.
    #[must_use]
    pub fn flags(&self) -> [String; 4] {
        let file = |flag, name| format!("--{flag}={}", self.file(name).display());
        [
            "--tlsverify".to_owned(),
            file("tlscacert", "ours.pem"),
            file("tlscert", "engine.pem"),
            file("tlskey", "engine-key.pem"),
        ]
    }

    /// A folder for a client that trusts a CA, `ours` or `theirs`, and shows a certificate: `quai`, or that of a `stranger`.
    #[must_use]
    pub fn client(&self, authority: &str, shown: Option<&str>) -> PathBuf {
        let folder = self.file(&format!("{authority}-{}", shown.unwrap_or("nothing")));
        fs::create_dir_all(&folder).expect("a temporary folder can be written");
        let copy = |from: String, to| fs::copy(self.file(&from), folder.join(to)).expect("it was made");
        copy(format!("{authority}.pem"), "ca.pem");
        if let Some(name) = shown {
            copy(format!("{name}.pem"), "cert.pem");
            copy(format!("{name}-key.pem"), "key.pem");
        }
        folder
    }
}

/// Makes a key and its certificate, signed by an authority or by itself.
fn openssl(folder: &Path, name: &str, authority: Option<&str>, extension: &str) {
    let mut command = Command::new("openssl");
    command.current_dir(folder).args([
        "req",
        "-x509",
        "-nodes",
        "-days",
        "2",
        "-subj",
        &format!("/CN={name}"),
    ]);
    command.args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-addext", extension]);
    command.args(["-keyout", &format!("{name}-key.pem"), "-out", &format!("{name}.pem")]);
    if let Some(authority) = authority {
        command.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
        command.args(["-CA", &format!("{authority}.pem"), "-CAkey", &format!("{authority}-key.pem")]);
    }
    let made = command.output().expect("openssl runs");
    assert!(made.status.success(), "{name}: {}", String::from_utf8_lossy(&made.stderr));
}
