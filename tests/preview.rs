//! The preview: what it tells a browser, what a browser makes of it, and what it refuses.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browser::Browser;
use crate::command::{jianbao, project};
use crate::support::{Running, issue, numbered, root};

/// The program while it serves, and its port.
struct Preview {
    running: Running,
    port: u16,
}

impl Preview {
    fn start(root: &Path, words: &[&str]) -> Self {
        let running = Running::start(root, &[&["preview"], words].concat());
        let told = running.until("http://127.0.0.1").pop().unwrap();
        let port = told.split(':').nth(2).unwrap().split('/').next().unwrap().parse().unwrap();
        Self { running, port }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let mut answer = ureq::get(format!("{}{path}", self.address())).call().unwrap();
        answer.body_mut().read_to_vec().unwrap()
    }

    /// The state once it is as wanted.
    fn state(&self, issue: usize, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        let mut since = 0;
        loop {
            let state = self.get(&format!("state?since={since}&issue={issue}"));
            let state: Value = serde_json::from_slice(&state).unwrap();
            if is_wanted(&state) {
                return state;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{state}");
            since = state["version"].as_u64().unwrap();
        }
    }

    /// Sends bytes as they are, and gives what comes back until the connection ends.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // It may be cut off in the middle.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The status of the answer to a request of these lines.
    fn status(&self, lines: &[&str]) -> String {
        let head = lines.join("\r\n").replace("PORT", &self.port.to_string());
        let answer = self.raw(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes());
        answer.split_whitespace().nth(1).unwrap_or("none").to_owned()
    }
}

/// Whether the state has an issue that is ready with so many pages.
fn is_ready(pages: usize) -> impl Fn(&Value) -> bool {
    move |state| state["issue"]["ready"] == true && state["issue"]["pages"].as_array().unwrap().len() == pages
}

#[test]
fn the_state_tells_all_that_is_seen() {
    let text = issue("title: 标题\nbody: |\n  第一段。\n\n  **一是学习。**第二段里有学习。");
    let (_folder, root) = project(&[("2022/36.yaml", &text), ("2022/37.yaml", &numbered(2, &text))]);
    let preview = Preview::start(&root, &[]);
    let state = preview.state(2, is_ready(2));
    let [latest, first] = [0, 1].map(|index| &state["issues"][index]);
    assert_eq!([&latest["name"], &first["name"]], ["issues/2022/37.yaml", "issues/2022/36.yaml"]);
    assert_eq!([&first["label"], &first["state"], &first["print"]], ["No. 1", "fine", "not released"]);

    // Every word knows its line and column.
    let shown = &state["issue"];
    assert_eq!(shown["files"][0], "issues/2022/36.yaml");
    let words: Vec<&Value> =
        shown["pages"].as_array().unwrap().iter().flat_map(|p| p["words"].as_array().unwrap()).collect();
    let of = |printed: &str| {
        let word = words.iter().find(|word| word[0].as_str().unwrap().trim_matches(['（', '　', '）']) == printed);
        let word = word.unwrap_or_else(|| panic!("{printed}: {words:?}"));
        let [line, column] = [6, 7].map(|index| word[index].as_u64().unwrap() as usize - 1);
        text.lines().nth(line).unwrap().chars().skip(column).collect::<String>()
    };
    for (printed, typed) in [
        ("某省精神文明建设简报", "某省精神文明建设简报"),
        ("标题", "标题"),
        ("第一段。", "第一段。"),
        ("一是学习。", "一是学习。**第二段里有学习。"),
        ("第二段里有学习。", "第二段里有学习。"),
        ("某某某", "某某某]"),
        ("2022", "2022-12-28"),
        ("28", "28"),
        ("400", "400"),
    ] {
        assert_eq!(of(printed), typed, "{printed}");
    }

    // The page, and the PDF as `build` makes it.
    let svg = preview.get(shown["pages"][0]["src"].as_str().unwrap());
    assert!(svg.starts_with(b"<svg"));
    let pdf = preview.get(shown["pdf"].as_str().unwrap());
    assert!(!root.join("out").exists(), "a preview writes nothing");
    assert!(jianbao(&root, &["build"]).status.success());
    assert!(pdf == fs::read(root.join("out/2022/36.pdf")).unwrap());

    // What was released is what is compared with.
    assert!(jianbao(&root, &["release", "issues/2022/36.yaml"]).status.success());
    fs::write(root.join("issues/2022/36.yaml"), text.replace("第一段", "头一段")).unwrap();
    let state = preview.state(2, |state| state["issue"]["pages"][1]["kind"] == "changed");
    assert_eq!(state["issues"][1]["print"], "released as 36-r1, page 2 has changed");
    assert_eq!(state["issue"]["pages"][0]["kind"], "");
    assert!(state["issue"]["changes"].as_str().unwrap().starts_with("Against release 36-r1: page 2 of 2"), "{state}");

    // With an error the last good pages stay; where there were none, there are those with the error in them.
    let (good, wrong) = (&state["issue"]["pages"], text.replace("第一段", "第😀段"));
    fs::write(root.join("issues/2022/36.yaml"), &wrong).unwrap();
    let state = preview.state(2, |state| state["issue"]["note"].is_string());
    assert_eq!((&state["issue"]["pages"], &state["issue"]["pdf"]), (good, &Value::Null));
    assert!(state["issue"]["note"].as_str().unwrap().contains("from before"));
    fs::write(root.join("issues/2022/39.yaml"), numbered(9, &wrong)).unwrap();
    let state = preview.state(3, |state| state["issue"]["ready"] == true);
    assert!(state["issue"]["note"].as_str().unwrap().contains("can't be printed"));
    assert_eq!(state["issue"]["pages"].as_array().unwrap().len(), 2);
    fs::remove_file(root.join("issues/2022/39.yaml")).unwrap();

    // So there are of one that broke while nobody looked at it.
    fs::write(root.join("issues/2022/37.yaml"), numbered(2, &wrong)).unwrap();
    let state = preview.state(1, |state| state["issue"]["note"].is_string() && state["issue"]["ready"] == true);
    assert!(state["issue"]["note"].as_str().unwrap().contains("can't be printed"), "{state}");
    assert_eq!(state["issue"]["pages"].as_array().unwrap().len(), 2);

    // A release that another version of the program made, and one that can't be read.
    let release = root.join("releases/2022/36-r1/release.json");
    let kept = fs::read_to_string(&release).unwrap();
    for (content, said) in [
        (kept.replace("\"version\": \"", "\"version\": \"0 "), "released as 36-r1 by another version"),
        (String::new(), "is damaged"),
        (kept.clone(), "released as 36-r1, page 2"),
    ] {
        fs::remove_file(&release).unwrap();
        fs::write(&release, content).unwrap();
        preview.get("state");
        preview.state(2, |state| state["issues"][1]["print"].as_str().unwrap().contains(said));
    }

    // An issue that goes, and one that comes, with a mistake; what is wrong with all.
    fs::remove_file(root.join("issues/2022/37.yaml")).unwrap();
    fs::write(root.join("issues/2022/38.yaml"), "number: 3\n").unwrap();
    preview.state(2, |state| {
        let first = &state["issues"][0];
        first["state"] == "wrong" && first["name"] == "issues/2022/38.yaml"
    });
    fs::remove_dir_all(root.join("issues/2022")).unwrap();
    let state = preview.state(2, |state| state["wrong"][0]["code"] == "nothing-to-build");
    assert_eq!(state["issues"][1]["name"], "issues/2022/36.yaml", "{state}");
    drop(preview.running);
}

#[test]
fn requests_from_elsewhere_are_refused() {
    let (_folder, root) = project(&[("36.yaml", &issue("title: 标题\nbody: 正文。"))]);
    fs::write(root.join("secret.txt"), "secret").unwrap();
    let preview = Preview::start(&root, &["--open-editor=true"]);
    let host = "Host: 127.0.0.1:PORT";
    let get = |path: &str| preview.status(&[&format!("GET {path} HTTP/1.1"), host]);
    assert_eq!(get("/"), "200");
    assert_eq!(preview.status(&["GET / HTTP/1.1", "Host: localhost:PORT"]), "200");
    assert_eq!(preview.status(&["HEAD / HTTP/1.1", host]), "200");

    for foreign in ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:PORT.evil.example", ""]
    {
        assert_eq!(preview.status(&["GET / HTTP/1.1", &format!("Host: {foreign}")]), "403", "{foreign}");
    }
    assert_eq!(preview.status(&["GET / HTTP/1.0"]), "403");
    assert_eq!(preview.status(&["GET / HTTP/1.1", host, "Host: evil.example"]), "403");
    assert_eq!(preview.status(&["GET http://evil.example/ HTTP/1.1", host]), "403");
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1",
        "http://127.0.0.1:PORT@evil.example",
    ] {
        assert_eq!(preview.status(&["GET /state HTTP/1.1", host, &format!("Origin: {origin}")]), "403", "{origin}");
    }
    let own = "Origin: http://127.0.0.1:PORT";
    assert_eq!(preview.status(&["GET / HTTP/1.1", host, own]), "200");

    // What does something asks for an origin, and takes no paths.
    preview.state(1, is_ready(2));
    let open = "POST /open?issue=1&file=0&line=1&column=1 HTTP/1.1";
    assert_eq!(preview.status(&[open, host]), "403");
    assert_eq!(preview.status(&[open, host, own]), "200");
    assert_eq!(preview.status(&["GET /open?issue=1&file=0&line=1 HTTP/1.1", host, own]), "404");
    for asked in ["issue=1&file=9&line=1", "issue=1&file=0", "issue=9&file=0&line=1", "issue=1&file=/etc/passwd&line=1"]
    {
        assert_eq!(preview.status(&[&format!("POST /open?{asked} HTTP/1.1"), host, own]), "404", "{asked}");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        assert_eq!(preview.status(&[&format!("{method} / HTTP/1.1"), host]), "405", "{method}");
    }

    // Its own routes alone.
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/secret.txt",
        "//secret.txt",
        "/page/../secret.txt",
        "/page/1/..%2f..%2fsecret.txt",
        "/page/1/../../secret.txt.svg",
        "/pdf/..%5csecret.txt",
        "/pdf/1.pdf/../secret.txt",
        "/style.css/",
        "/style.css/../secret.txt",
        "/issues/36.yaml",
        "/%00",
        "/page/99999999999999999999999/0.svg",
        "/pdf/-1.pdf",
        "/C:/secret.txt",
        "/.git/config",
        "/favicon.ico",
    ] {
        assert_eq!(get(path), "404", "{path}");
    }

    // Large bodies and heads, and no HTTP at all.
    let large = format!("POST /open HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: http://127.0.0.1:{0}\r\n", preview.port);
    let body = vec![b'x'; 8 << 20];
    // Announced, a large body is refused; sent, it may cut the answer off.
    for announced in [format!("Content-Length: {}", body.len()), "Transfer-Encoding: chunked".to_owned()] {
        let head = format!("{large}{announced}\r\n\r\n");
        assert!(preview.raw(head.as_bytes()).starts_with("HTTP/1.1 413"), "{announced}");
        let answer = preview.raw(&[head.as_bytes(), b"800000\r\n", &body].concat());
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert_eq!(get("/"), "200");
    }
    let head = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX: {}\r\n\r\n", preview.port, "x".repeat(1 << 20));
    let answer = preview.raw(head.as_bytes());
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    let answer = preview.raw(&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 13, 10, 13, 10]);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(get("/"), "200");

    // What another page asks for, as browsers tell; its link to the preview may be followed.
    for site in ["cross-site", "same-site"] {
        let told = format!("Sec-Fetch-Site: {site}");
        for path in ["/state", "/pdf/1.pdf", "/script.js"] {
            assert_eq!(preview.status(&[&format!("GET {path} HTTP/1.1"), host, &told]), "403", "{path}");
        }
        assert_eq!(preview.status(&["GET / HTTP/1.1", host, &told]), "200");
    }
    assert_eq!(preview.status(&["GET /script.js HTTP/1.1", host, "Sec-Fetch-Site: same-origin"]), "200");
}

#[test]
fn slow_clients_are_let_go() {
    let (_folder, root) = project(&[("36.yaml", &issue("title: 标题\nbody: 正文。"))]);
    let preview = Preview::start(&root, &[]);
    let begun = Instant::now();
    // More connections than there may be at a time, all of them silent in the middle of the head.
    let mut slow: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.");
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            stream
        })
        .collect();
    // Whoever comes after them has its turn as soon as the first are let go.
    assert_eq!(preview.status(&["GET / HTTP/1.1", "Host: 127.0.0.1:PORT"]), "200");
    // Each is told to go, or finds its connection closed.
    slow.iter_mut().for_each(|stream| drop(stream.read_to_end(&mut Vec::new())));
    assert!(begun.elapsed() < Duration::from_secs(50), "{:?}", begun.elapsed());
}

#[test]
fn mistakes_on_the_command_line_are_told() {
    let (_folder, root) = project(&[("36.yaml", &issue("title: 标题\nbody: 正文。"))]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let failed = |words: &[&str], code: &str| {
        let output = jianbao(&root, &[&["--lang", "en", "preview"], words].concat());
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(code), "{told}");
    };
    failed(&["--port", &port], "error[preview-port]");
    failed(&["--open-editor=\"code"], "error[editor-command]");
    failed(&["issues/37.yaml"], "error[path-missing]");
    failed(&["--port", "0"], "invalid value “0” for --port");
}

/// The centre of what an expression finds in the page, in pixels of the window.
fn centre(browser: &Browser, found: &str) -> (f64, f64) {
    let value =
        browser.value(&format!("(b => [b.x + b.width / 2, b.y + b.height / 2])({found}.getBoundingClientRect())"));
    (value[0].as_f64().unwrap(), value[1].as_f64().unwrap())
}

/// What finds the words of a page that hold some words.
fn word(words: &str) -> String {
    format!("[...document.querySelectorAll('.sheet text')].find(word => word.textContent.includes('{words}'))")
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser() {
    let text = fs::read_to_string(root().join("issues/2022/36.yaml")).unwrap();
    let other = fs::read_to_string(root().join("issues/2022/35.yaml")).unwrap();
    let publication = fs::read_to_string(root().join("issues/publication.yaml")).unwrap();
    let (folder, root) =
        project(&[("2022/36.yaml", &text), ("2022/35.yaml", &other), ("publication.yaml", &publication)]);
    assert!(jianbao(&root, &["release", "issues/2022/36.yaml"]).status.success());
    let opened = folder.path().join("opened");
    let editor = format!("sh -c 'echo \"$0\" > \"{}\"' {{file}}:{{line}}:{{column}}", opened.display());
    let preview = Preview::start(&root, &[&format!("--open-editor={editor}")]);
    let browser = Browser::open(1400, 900);
    browser.go(&preview.address());
    browser.wait("document.querySelectorAll('figure svg text').length > 200");
    browser.wait("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
    assert_eq!(browser.value("document.querySelectorAll('figure').length"), 10);
    assert_eq!(browser.value("document.querySelector('nav [aria-current] span').textContent"), "No. 36");
    assert_eq!(browser.value("document.querySelectorAll('figure.changed').length"), 0);
    // Nothing from outside, and nothing that the page's own rules forbid.
    let resources = browser.value("performance.getEntriesByType('resource').map(entry => entry.name)");
    assert!(resources.as_array().unwrap().iter().all(|name| name.as_str().unwrap().starts_with(&preview.address())));
    browser.picture("wide");

    // A correction far down: the new text and the mark are there, and the page hasn't moved.
    let (number, line) = text.lines().enumerate().filter(|(_, line)| line.contains("南京市")).last().unwrap();
    let corrected = text.replace(line, &line.replacen("南京市", "虚拟市", 1));
    browser.value("document.querySelector('#pages').scrollTop = 3000");
    let place = browser.value("document.querySelector('#pages').scrollTop");
    fs::write(root.join("issues/2022/36.yaml"), &corrected).unwrap();
    browser.wait("document.querySelectorAll('figure.changed').length === 1");
    browser.wait(&format!("{} !== undefined", word("虚拟市")));
    assert_eq!(browser.value("document.querySelector('#pages').scrollTop"), place);
    let changed = browser.value("document.querySelector('figure.changed').dataset.src");
    browser.wait("document.querySelector('figure.changed img').complete");
    assert!(browser.value("document.querySelector('#changes').textContent").as_str().unwrap().contains("36-r1"));
    assert!(
        browser
            .value("document.querySelector('nav [aria-current] .print').textContent")
            .as_str()
            .unwrap()
            .ends_with("has changed")
    );

    // What was changed is listed word by word, and leads there.
    assert_eq!(browser.value("document.querySelectorAll('#differences li').length"), 1);
    assert_eq!(browser.value("document.querySelector('#differences ins').textContent"), "虚拟市");
    assert_eq!(browser.value("document.querySelector('#differences del').textContent"), "南京市");
    browser.value("document.querySelector('#differences button').click()");
    browser.wait("document.querySelector('.sheet .marked')?.textContent.includes('虚拟市') === true");

    // A click on what has changed leads to its page.
    browser.value("document.querySelector('#pages').scrollTop = 0");
    browser.value("document.querySelector('#changes').click()");
    let far = "(figure => Math.abs(figure.getBoundingClientRect().top - document.querySelector('#pages').getBoundingClientRect().top))";
    browser.wait(&format!("{far}(document.querySelector('figure.changed')) < 20"));

    // A click names the line, and opens it.
    browser.value(&format!("{}.scrollIntoView({{block: 'center'}})", word("虚拟市")));
    let (x, y) = centre(&browser, &word("虚拟市"));
    browser.click(x, y);
    browser.wait("document.querySelector('#place').textContent.includes('opened')");
    let told = browser.value("document.querySelector('#place').textContent");
    assert!(told.as_str().unwrap().starts_with(&format!("issues/2022/36.yaml line {}, column ", number + 1)), "{told}");
    let opened = fs::read_to_string(opened).unwrap();
    let whole = root.canonicalize().unwrap().join("issues/2022/36.yaml");
    assert!(opened.starts_with(&format!("{}:{}:", whole.display(), number + 1)), "{opened}");
    let column: usize = opened.trim().rsplit(':').next().unwrap().parse().unwrap();
    let (before, printed) =
        (browser.value(&format!("{}.textContent", word("虚拟市"))), corrected.lines().nth(number).unwrap());
    let clicked: String = printed.chars().skip(column - 1).take(3).collect();
    assert!(before.as_str().unwrap().contains(&clicked[..3]), "{clicked} {before}");
    browser.picture("changed");

    let still = browser.value("document.querySelector('#pages').scrollTop");
    // An error: it is told with its line, and the old pages stay.
    fs::write(root.join("issues/2022/36.yaml"), corrected.replacen("虚拟市", "苏😀市", 1)).unwrap();
    browser.wait("document.querySelector('#findings .wrong') !== null");
    assert!(browser.value("document.querySelector('#findings').textContent").as_str().unwrap().contains("😀"));
    assert!(browser.value("document.querySelector('#findings').textContent").as_str().unwrap().contains("from before"));
    assert_eq!(browser.value("document.querySelector('figure.changed').dataset.src"), changed);
    assert_eq!(browser.value("document.querySelector('#pages').scrollTop"), still);
    assert_eq!(browser.value("document.querySelector('#pdf').hidden"), true);
    let (x, y) = centre(&browser, "document.querySelector('#findings button')");
    browser.click(x, y);
    browser.wait("document.querySelector('.marked') !== null");
    browser.picture("wrong");
    fs::write(root.join("issues/2022/36.yaml"), &corrected).unwrap();
    browser.wait("document.querySelector('#findings .wrong') === null && !document.querySelector('#pdf').hidden");

    // Whoever released it elsewhere sees that on coming back.
    assert!(jianbao(&root, &["release", "issues/2022/36.yaml"]).status.success());
    browser.value("window.dispatchEvent(new Event('focus'))");
    browser.wait("document.querySelector('nav [aria-current] .print').textContent.includes('36-r2')");
    browser.wait("document.querySelector('figure.changed') === null");
    browser.wait("document.querySelector('#since').hidden");

    // Another issue, the other language, a narrow window.
    let (x, y) = centre(&browser, "document.querySelector('nav button:not([aria-current])')");
    browser.click(x, y);
    browser.wait("document.title.startsWith('No. 35')");
    browser.wait("document.querySelectorAll('figure svg text').length > 50");
    let (x, y) = centre(&browser, "document.querySelector('#language')");
    browser.click(x, y);
    browser.wait("document.documentElement.lang === 'zh-CN' && document.title.startsWith('第35期')");
    browser.size(500, 900);
    browser.wait("document.querySelectorAll('figure svg text').length > 50");
    assert_eq!(browser.value("document.documentElement.scrollWidth <= innerWidth"), true);
    browser.wait("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
    browser.picture("narrow");

    // The program ends; the page says so, and goes on with the next one on the same port.
    let port = preview.port.to_string();
    drop(preview);
    browser.wait("!document.querySelector('#lost').hidden");
    let preview = Preview::start(&root, &["--port", &port]);
    browser.wait("document.querySelector('#lost').hidden");
    preview.state(2, |state| state["issue"]["ready"] == true);
    fs::write(root.join("issues/2022/35.yaml"), other.replacen("文明", "和谐", 1)).unwrap();
    browser.wait("document.querySelector('figure.changed, figure.moved') !== null");
}
