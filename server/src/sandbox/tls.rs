//! TLS to an engine, by the files and the rules of the docker command: it must show a certificate of the CA's, and is
//! shown ours.

use std::{io, path::Path, sync::Arc};

use anyhow::Context;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    },
};

/// What is needed to speak TLS to one engine.
pub(super) struct Tls {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Tls {
    /// Reads `ca.pem`, and `cert.pem` with `key.pem` if they are there: an engine may be content without.
    pub(super) fn read(address: &str, folder: &Path) -> anyhow::Result<Self> {
        let name = address.rsplit_once(':').map_or(address, |(name, _)| name);
        let name = ServerName::try_from(name.trim_matches(['[', ']']).to_owned())
            .with_context(|| format!("no certificate can be for `{name}`"))?;
        let mut roots = RootCertStore::empty();
        for authority in certificates(&folder.join("ca.pem"))? {
            roots.add(authority).with_context(|| format!("{}/ca.pem is no CA", folder.display()))?;
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots);
        let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
        let config = if certificate.exists() || key.exists() {
            let chain = certificates(&certificate)?;
            let key = PrivateKeyDer::from_pem_file(&key)
                .with_context(|| format!("{} holds no key that can be read", key.display()))?;
            config
                .with_client_auth_cert(chain, key)
                .with_context(|| format!("cert.pem and key.pem in {} cannot be used", folder.display()))?
        } else {
            config.with_no_client_auth()
        };
        Ok(Self { connector: Arc::new(config).into(), name })
    }

    pub(super) async fn over(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.connector.connect(self.name.clone(), stream).await
    }
}

fn certificates(file: &Path) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let reading = || format!("{} holds no certificate that can be read", file.display());
    let found: Vec<_> =
        CertificateDer::pem_file_iter(file).and_then(Iterator::collect).with_context(reading)?;
    anyhow::ensure!(!found.is_empty(), reading());
    Ok(found)
}
