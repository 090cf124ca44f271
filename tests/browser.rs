//! A browser without a window, driven in the words of `WebDriver` (W3C) through Debian's chromedriver.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

/// A window of Chromium; it closes with the test.
pub struct Browser {
    driver: Child,
    session: String,
}

impl Browser {
    /// A window of this size, in pixels.
    pub fn open(width: u32, height: u32) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver; Debian has it in chromium-driver");
        let mut browser = Self { driver, session: format!("http://127.0.0.1:{port}") };
        browser.until("chromedriver is ready", |browser| {
            let status = ureq::get(format!("{}/status", browser.session)).call();
            status.ok()?.body_mut().read_json::<Value>().ok()
        });
        let arguments = json!(["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]);
        let session = browser.say(
            "session",
            &json!({ "capabilities": { "alwaysMatch": {
                "browserName": "chrome", "goog:chromeOptions": { "args": arguments },
            } } }),
        );
        browser.session += &format!("/session/{}", session["sessionId"].as_str().unwrap());
        browser.size(width, height);
        browser
    }

    /// The window's size in pixels.
    pub fn size(&self, width: u32, height: u32) {
        self.say("window/rect", &json!({ "width": width, "height": height }));
    }

    pub fn go(&self, address: &str) {
        self.say("url", &json!({ "url": address }));
    }

    /// The value of an expression in the page.
    pub fn value(&self, expression: &str) -> Value {
        self.say("execute/sync", &json!({ "script": format!("return {expression}"), "args": [] }))
    }

    /// Waits until an expression is true in the page.
    pub fn wait(&self, expression: &str) {
        self.until(expression, |browser| browser.value(expression).as_bool().filter(|is| *is));
    }

    /// Clicks at a point of the window, in pixels, as a mouse does.
    pub fn click(&self, x: f64, y: f64) {
        let at = json!({ "type": "pointerMove", "duration": 0, "x": x.round(), "y": y.round() });
        let (down, up) = (json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 }));
        self.say("actions", &json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": [at, down, up] }] }));
    }

    /// Moves the mouse to a point of the window, in pixels.
    pub fn point(&self, x: f64, y: f64) {
        let from = json!({ "type": "pointerMove", "duration": 0, "x": x.round() as i64 + 3, "y": y.round() as i64 });
        let to = json!({ "type": "pointerMove", "duration": 0, "x": x.round() as i64, "y": y.round() as i64 });
        self.say("actions", &json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": [from, to] }] }));
    }

    /// Presses a key: a character, or one of the private characters that `WebDriver` has for the others.
    pub fn key(&self, key: &str) {
        let (down, up) = (json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key }));
        self.say("actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": [down, up] }] }));
    }

    /// A picture of the window; `JIANBAO_PICTURES` names a folder to keep it in.
    pub fn picture(&self, name: &str) {
        let Ok(folder) = std::env::var("JIANBAO_PICTURES") else { return };
        let answer = ureq::get(format!("{}/screenshot", self.session)).call();
        let picture: Value = answer.unwrap().body_mut().with_config().limit(64 << 20).read_json().unwrap();
        let bytes = BASE64_STANDARD.decode(picture["value"].as_str().unwrap()).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }

    fn say(&self, command: &str, words: &Value) -> Value {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        let mut answer = agent.post(format!("{}/{command}", self.session)).send_json(words).unwrap();
        let said: Value = answer.body_mut().read_json().unwrap();
        assert!(answer.status().is_success(), "{command} {words}: {said}");
        said["value"].clone()
    }

    fn until<T>(&self, what: &str, mut get: impl FnMut(&Self) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(got) = get(self) {
                return got;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "waited for {what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
