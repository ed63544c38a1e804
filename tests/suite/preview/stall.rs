//! A sandbox that publishes something, and those who look at it.

use std::time::Duration;

use exercises::Lang;
use reqwest::{Client, RequestBuilder, redirect::Policy};
use server::client::Terminal;
use tests::Site;

/// On a machine that is busy with other tests.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// A sandbox, and where what it publishes is seen.
pub(super) struct Stall {
    pub(super) id: String,
    /// Of its preview.
    pub(super) name: String,
    pub(super) terminal: Terminal,
    server: u16,
}

impl Stall {
    /// A sandbox of a site, with nothing published yet.
    pub(super) async fn open(site: &Site, exercise: &str) -> Self {
        let page = site.page(Lang::En);
        let id = page.open(exercise).await.unwrap();
        let sandbox = page.wait(&id, PATIENCE, |sandbox| sandbox["state"] == "ready").await.unwrap();
        let name = sandbox["preview"].as_str().unwrap().to_owned();
        let terminal = page.terminal(&id).await.unwrap();
        Self { id, name, terminal, server: site.address.port() }
    }

    /// Types lines into its terminal.
    pub(super) async fn run(&mut self, script: &str) {
        self.terminal.type_script(script, PATIENCE).await.unwrap();
    }

    /// Publishes `app.py` on a port.
    pub(super) async fn run_app(&mut self, port: u16) {
        let app = include_str!("app.py");
        let run = format!("docker run -d -p {port}:80 -v ~/app.py:/app.py python python3 /app.py");
        let up = format!("until curl -s localhost:{port}; do sleep 0.2; done");
        self.run(&format!("cat > app.py << 'END'\n{app}END\n{run}\n{up}")).await;
    }

    /// The name of a port of it, as browsers send it.
    pub(super) fn host(&self, port: u16) -> String {
        format!("p{port}-{}.localhost:{}", self.name, self.server)
    }

    /// An address of it for a browser.
    pub(super) fn url(&self, port: u16, path: &str) -> String {
        format!("http://{}{path}", self.host(port))
    }

    /// A request to a port of it.
    pub(super) fn get(&self, port: u16, path: &str) -> RequestBuilder {
        get(self.server, &self.host(port), path)
    }
}

/// A request to a server under a name, as a program sends it that reads English.
pub(super) fn get(server: u16, host: &str, path: &str) -> RequestBuilder {
    // Of the browsers alone it is certain that they know names under `.localhost`.
    let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
    let request = client.get(format!("http://127.0.0.1:{server}{path}"));
    request.header("host", host).header("accept-language", "en").timeout(PATIENCE)
}
