//! The secret of a data folder, from which learners' values are drawn.

use std::fmt;

use super::Store;

/// Whoever knows it can work out every learner's values: it never leaves the server, nor goes to its log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// To draw from.
    #[must_use]
    pub fn key(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Store {
    /// The secret, made with the data folder and never anew: learners would find other values in their exercises.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secret(&self) -> anyhow::Result<Secret> {
        let key =
            self.call(|connection| connection.query_row("SELECT key FROM secret", [], |row| row.get(0)));
        key.await.map(Secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_keeps_its_secret_has_its_own_and_does_not_tell_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quai.db");
        let secret = Store::open(&path).unwrap().secret().await.unwrap();
        assert_eq!(Store::open(&path).unwrap().secret().await.unwrap(), secret);
        let other = Store::open(&folder.path().join("other.db")).unwrap().secret().await.unwrap();
        assert_ne!(other, secret);
        assert_ne!(secret.key(), &[0; 32]);
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
