//! A real Chromium, driven as a person would: looking, clicking, typing.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;
pub use thirtyfour::Key;
use thirtyfour::{
    ChromiumLikeCapabilities, DesiredCapabilities, WebDriver, WebElement, common::print::PrintParameters,
    prelude::*,
};

use crate::machine;

/// A person's patience with a page, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// Chromium asks the network for nothing of its own.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
];

/// A browser with one tab. Dropping it ends it.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    service: Child,
    profile: TempDir,
}

impl Browser {
    /// Starts a browser that prefers a language.
    pub async fn start(lang: &str) -> Self {
        Self::start_with(lang, None).await
    }

    /// Starts a browser on a small screen that is touched, and has no mouse.
    pub async fn start_on_a_phone(lang: &str) -> Self {
        let screen = json!({ "width": 360, "height": 740, "pixelRatio": 2.0, "touch": true });
        Self::start_with(lang, Some(json!({ "deviceMetrics": screen }))).await
    }

    async fn start_with(lang: &str, phone: Option<Value>) -> Self {
        machine::browser().await;
        let mut service = Command::new("chromedriver")
            .args(["--port=0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver runs");
        let lines = BufReader::new(service.stdout.take().expect("its output is piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("chromedriver says its port");
        let profile = TempDir::new().expect("a temporary folder");
        let mut wishes = DesiredCapabilities::chrome();
        let profile_flag = format!("--user-data-dir={}", profile.path().display());
        let lang_flag = format!("--accept-lang={lang}");
        for flag in FLAGS.into_iter().chain([profile_flag.as_str(), lang_flag.as_str()]) {
            wishes.add_arg(flag).expect("a flag is text");
        }
        if let Some(phone) = phone {
            wishes.add_experimental_option("mobileEmulation", phone).expect("an option is JSON");
        }
        let driver =
            WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await.expect("chromium starts");
        Self { driver, service, profile }
    }

    /// Opens an address.
    pub async fn open(&self, url: &str) {
        self.driver.goto(url).await.expect("the page opens");
    }

    /// Goes on in a second tab that the first one has opened.
    pub async fn go_to_new_tab(&self) {
        let first = self.driver.window().await.expect("there is a tab");
        let deadline = Instant::now() + PATIENCE;
        loop {
            let tabs = self.driver.windows().await.expect("tabs are known");
            if let Some(new) = tabs.into_iter().find(|tab| *tab != first) {
                return self.driver.switch_to_window(new).await.expect("a tab can be gone to");
            }
            assert!(Instant::now() < deadline, "no tab was opened");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Closes that, and goes back to the first one.
    pub async fn close_tab(&self) {
        self.driver.close_window().await.expect("a tab can be closed");
        let tabs = self.driver.windows().await.expect("tabs are known");
        let first = tabs.into_iter().next().expect("one is left");
        self.driver.switch_to_window(first).await.expect("a tab can be gone to");
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.driver.refresh().await.expect("the page opens again");
    }

    /// Address of the page.
    pub async fn url(&self) -> String {
        self.driver.current_url().await.expect("a page has an address").to_string()
    }

    /// Waits for what a person would see, and returns it.
    pub async fn see(&self, css: &str) -> WebElement {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.driver.find(By::Css(css)).await;
            if let Ok(element) = found
                && element.is_displayed().await.unwrap_or(false)
            {
                return element;
            }
            if Instant::now() > deadline {
                let page = self.text("body").await;
                panic!("`{css}` is not to be seen on the page:\n{page}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until what a selector finds shows a text.
    pub async fn read(&self, css: &str, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = self.text(css).await;
            if seen.contains(text) {
                return;
            }
            assert!(Instant::now() < deadline, "`{css}` does not say `{text}` but:\n{seen}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The text that a selector finds now.
    pub async fn text(&self, css: &str) -> String {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element.prop("textContent").await.ok().flatten().unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// How many elements a selector finds now.
    pub async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.map(|found| found.len()).unwrap_or_default()
    }

    /// Scrolls to something: a terminal that is out of sight is not drawn.
    pub async fn scroll_to(&self, css: &str) {
        let element = self.see(css).await;
        element.scroll_into_view().await.expect("what is seen can be scrolled to");
    }

    /// Clicks.
    pub async fn click(&self, css: &str) {
        let element = self.see(css).await;
        element.scroll_into_view().await.expect("what is seen can be scrolled to");
        element.click().await.expect("what is seen can be clicked");
    }

    /// Types into what a selector finds, and presses Enter.
    pub async fn type_line(&self, css: &str, line: &str) {
        let element = self.driver.find(By::Css(css)).await.expect("something to type into");
        element.send_keys(line).await.expect("keys are taken");
        element.send_keys("" + Key::Enter).await.expect("keys are taken");
    }

    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.driver.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("keys are taken");
    }

    /// Goes on from field to field until what a selector finds has the focus.
    pub async fn tab_to(&self, css: &str) {
        self.walk_to(css, || Key::Tab.into()).await;
    }

    /// Goes back from field to field until what a selector finds has the focus.
    pub async fn tab_back_to(&self, css: &str) {
        self.walk_to(css, || Key::Shift + Key::Tab).await;
    }

    async fn walk_to(&self, css: &str, step: impl Fn() -> TypingData) {
        let reached = format!("return document.activeElement.matches({css:?})");
        for _ in 0..40 {
            self.press(step()).await;
            if self.script(&reached).await {
                return;
            }
        }
        panic!("`{css}` is not reached by Tab");
    }

    /// Makes the window as wide and as high as this.
    pub async fn resize(&self, width: u32, height: u32) {
        self.driver.set_window_rect(0, 0, width, height).await.expect("a window has a size");
    }

    /// Sheets of paper that the page takes when it is printed.
    pub async fn sheets(&self) -> usize {
        let printed =
            self.driver.print_page(PrintParameters::default()).await.expect("a page can be printed");
        let document = String::from_utf8_lossy(&printed);
        document.split("/Type /Page").skip(1).filter(|rest| !rest.starts_with('s')).count()
    }

    /// Runs a script in the page, and returns what it returns.
    pub async fn script<T: serde::de::DeserializeOwned>(&self, script: &str) -> T {
        let answer = self.driver.execute(script, Vec::new()).await.expect("the script runs");
        answer.convert().expect("the script returns what is expected")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.service.kill();
        // The driver cannot end its browser when it is killed: it is known by its profile, which is ours alone.
        let _ = Command::new("pkill").args(["-KILL", "-f"]).arg(self.profile.path()).status();
        let _ = self.service.wait();
    }
}
