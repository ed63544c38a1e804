//! The sandbox's registry by itself, on a free port of this machine, with a catalogue of one small image.

use std::{fs, net::SocketAddr, path::Path, sync::Arc};

use ::hub::{
    access::Tokens,
    catalogue::{BLOBS, Catalogue, Entry, LIST, List},
    docker_hub::DockerHub,
    journal::{Journal, Place},
    manifest::{CONFIG, Descriptor, INDEX, LAYER, MANIFEST, Manifest, Platform},
    names::Digest,
    registry::Registry,
    serve,
    store::Store,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

/// What the image is called.
pub const NAME: &str = "library/hello";

/// A registry that runs as long as this lives.
#[derive(Debug)]
pub struct Hub {
    /// Where it listens, without TLS.
    pub address: SocketAddr,
    /// What happens there.
    pub journal: Journal,
    /// Digest of the image's index.
    pub index: String,
    /// Digest of the image's manifest.
    pub manifest: String,
    /// Digest of its one layer.
    pub layer: String,
    http: reqwest::Client,
    folder: TempDir,
    server: JoinHandle<()>,
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Hub {
    /// One where everybody may do everything, as at `localhost:5000`.
    pub async fn open() -> Self {
        Self::start(None).await
    }

    /// One that asks for tokens, as Docker Hub does.
    pub async fn guarded() -> Self {
        Self::start(Some(Tokens::default())).await
    }

    async fn start(tokens: Option<Tokens>) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let [index, manifest, layer] = lay_out(folder.path());
        let catalogue = Arc::new(Catalogue::load(folder.path()).expect("the catalogue is sound"));
        let store = Store::open(&folder.path().join("pushed")).expect("a temporary folder can be written");
        let journal = Journal::default();
        let registry = Registry::new(Place::Hub, catalogue, store, tokens, journal.clone());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let router = DockerHub { registry, language: None }.router();
        let server = tokio::spawn(serve::over_tcp(listener, None, router));
        Self { address, journal, index, manifest, layer, http: reqwest::Client::new(), folder, server }
    }

    /// Address of something in it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A request to it.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method.parse().expect("a method"), self.url(path))
    }

    /// How many files of unfinished uploads it holds.
    #[must_use]
    pub fn unfinished(&self) -> usize {
        fs::read_dir(self.folder.path().join("pushed/uploads")).expect("the folder is there").count()
    }

    /// Uploads a blob at once, and returns its digest.
    pub async fn push_blob(&self, repository: &str, bytes: impl Into<Vec<u8>>) -> String {
        let bytes = bytes.into();
        let digest = Digest::of(&bytes).to_string();
        let path = format!("/v2/{repository}/blobs/uploads/?digest={digest}");
        let response = self.request("POST", &path).body(bytes).send().await.expect("it answers");
        assert_eq!(response.status(), 201);
        digest
    }

    /// A manifest of an image with these blobs.
    #[must_use]
    pub fn manifest_of(config: (&str, usize), layer: (&str, usize)) -> Value {
        let blob = |media_type: &str, (digest, size): (&str, usize)| json!({ "mediaType": media_type, "digest": digest, "size": size });
        json!({
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": blob(CONFIG, config),
            "layers": [blob(LAYER, layer)],
        })
    }
}

/// The code of an error, as the specification has it.
pub async fn error_code(response: reqwest::Response) -> String {
    let body: Value = response.json().await.expect("errors are JSON");
    body["errors"][0]["code"].as_str().expect("an error has a code").to_owned()
}

/// Writes a catalogue, and returns the digests of its index, its manifest and its layer.
fn lay_out(folder: &Path) -> [String; 3] {
    let blobs = folder.join(BLOBS);
    fs::create_dir_all(&blobs).expect("a temporary folder can be written");
    let keep = |media_type: &str, bytes: &[u8]| {
        let digest = Digest::of(bytes);
        fs::write(blobs.join(digest.hex()), bytes).expect("a temporary folder can be written");
        let size = bytes.len() as u64;
        Descriptor { media_type: media_type.to_owned(), digest, size, platform: None, urls: Vec::new() }
    };
    let json = |value: &Manifest| serde_json::to_vec(value).expect("a manifest is JSON");
    // An archive with nothing in it.
    let layer = keep(LAYER, &[0; 1024]);
    let config = json!({
        "architecture": "amd64", "os": "linux", "config": { "Cmd": ["/hello"] },
        "rootfs": { "type": "layers", "diff_ids": [layer.digest] },
    });
    let config = keep(CONFIG, config.to_string().as_bytes());
    let manifest = Manifest {
        schema_version: 2,
        media_type: Some(MANIFEST.to_owned()),
        config: Some(config),
        layers: vec![layer.clone()],
        ..Manifest::default()
    };
    let manifest = keep(MANIFEST, &json(&manifest));
    let platform = Platform { architecture: "amd64".to_owned(), os: "linux".to_owned() };
    let index = Manifest {
        schema_version: 2,
        media_type: Some(INDEX.to_owned()),
        manifests: vec![Descriptor { platform: Some(platform), ..manifest.clone() }],
        ..Manifest::default()
    };
    let index = keep(INDEX, &json(&index));
    let tag = |name: &str| (name.parse().expect("a tag"), index.digest.clone());
    let entry = Entry {
        name: NAME.parse().expect("a repository"),
        description: [("en".to_owned(), "Says hello".to_owned())].into(),
        stars: 7,
        official: true,
        tags: [tag("1.0"), tag("latest")].into(),
    };
    let list = serde_json::to_vec(&List { repositories: vec![entry] }).expect("a list is JSON");
    fs::write(folder.join(LIST), list).expect("a temporary folder can be written");
    [index, manifest, layer].map(|blob| blob.digest.to_string())
}
