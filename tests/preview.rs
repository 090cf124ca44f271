//! The preview: what it tells a browser, what a browser makes of it, and what it refuses.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use snapbox::str;

use crate::browser::Browser;
use crate::support::{Running, TestProject, issue, numbered};

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

/// Whether the state has a finished issue with this number of pages.
fn is_ready(pages: usize) -> impl Fn(&Value) -> bool {
    move |state| state["issue"]["ready"] == true && state["issue"]["pages"].as_array().unwrap().len() == pages
}

const TEXT: &str = "title: 标题\nbody: |\n  第一段。\n\n  **一是学习。**第二段里有学习。";

/// Two issues of two pages each. The preview lists the latest first, so that the first has the number 2.
fn two_issues() -> TestProject {
    TestProject::new().issue("2022/36.yaml", issue(TEXT)).issue("2022/37.yaml", numbered(2, &issue(TEXT)))
}

/// The same, the first one released and then changed.
fn released() -> TestProject {
    let project = two_issues();
    project.run(["release", "issues/2022/36.yaml"]).code(0);
    project.edit("issues/2022/36.yaml", "第一段", "头一段");
    project
}

#[test]
fn the_state_lists_the_issues_latest_first() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    let state = preview.state(2, is_ready(2));
    let [latest, first] = [0, 1].map(|index| &state["issues"][index]);
    assert_eq!([&latest["name"], &first["name"]], ["issues/2022/37.yaml", "issues/2022/36.yaml"]);
    assert_eq!([&first["label"], &first["state"], &first["print"]], ["No. 1", "fine", "not released"]);
    drop(preview.running);
}

#[test]
fn every_word_of_a_page_knows_its_line_and_column() {
    let (text, project) = (issue(TEXT), two_issues());
    let preview = Preview::start(project.root(), &[]);
    let state = preview.state(2, is_ready(2));
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
}

#[test]
fn the_preview_gives_pages_and_the_pdf_of_a_build_and_writes_nothing() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    let state = preview.state(2, is_ready(2));
    let svg = preview.get(state["issue"]["pages"][0]["src"].as_str().unwrap());
    assert!(svg.starts_with(b"<svg"));
    let pdf = preview.get(state["issue"]["pdf"].as_str().unwrap());
    assert!(!project.path("out").exists(), "a preview writes nothing");
    project.run(["build"]).code(0);
    assert!(pdf == project.read_bytes("out/2022/36.pdf"));
}

#[test]
fn pages_are_compared_with_those_of_the_release() {
    let project = two_issues();
    project.run(["release", "issues/2022/36.yaml"]).code(0);
    let preview = Preview::start(project.root(), &[]);
    preview.state(2, is_ready(2));
    project.edit("issues/2022/36.yaml", "第一段", "头一段");
    let state = preview.state(2, |state| state["issue"]["pages"][1]["kind"] == "changed");
    assert_eq!(state["issues"][1]["print"], "released as 36-r1, page 2 has changed");
    assert_eq!(state["issue"]["pages"][0]["kind"], "");
    assert_eq!(state["issue"]["changes"], "Against release 36-r1: page 2 of 2 changed");
}

#[test]
fn after_an_error_the_last_good_pages_stay() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    let good = preview.state(2, is_ready(2))["issue"]["pages"].clone();
    project.edit("issues/2022/36.yaml", "第一段", "第😀段");
    let state = preview.state(2, |state| state["issue"]["note"].is_string());
    assert_eq!((&state["issue"]["pages"], &state["issue"]["pdf"]), (&good, &Value::Null));
    assert_eq!(state["issue"]["note"], "The issue has errors; the pages are those from before");
}

#[test]
fn after_an_error_nothing_says_that_nothing_has_changed() {
    let project = two_issues();
    project.run(["release", "issues/2022/36.yaml"]).code(0);
    let preview = Preview::start(project.root(), &[]);
    let state = preview.state(2, is_ready(2));
    assert_eq!(state["issues"][1]["print"], "released as 36-r1, unchanged since");
    project.edit("issues/2022/36.yaml", "第一段", "第😀段");
    let state = preview.state(2, |state| state["issue"]["note"].is_string());
    assert_eq!(
        state["issues"][1]["print"],
        "released as 36-r1; there are errors now, and it is compared once they are gone"
    );
    assert_eq!(state["issue"]["changes"], "The issue has errors; the pages are those from before");
    project.edit("issues/2022/36.yaml", "第😀段", "第一段");
    preview.state(2, |state| state["issues"][1]["print"] == "released as 36-r1, unchanged since");
    // A layout with errors keeps the pages from being laid out, too.
    project.write("layouts/own/layout.typ", "#let layout(data) = \n#(");
    project.edit("issues/2022/36.yaml", "number:", "layout: own\nnumber:");
    let state = preview.state(2, |state| state["issue"]["note"].is_string());
    assert_ne!(state["issues"][1]["print"], "released as 36-r1, unchanged since");
}

#[test]
fn each_ink_of_a_page_can_be_shown_alone() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    let state = preview.state(2, is_ready(2));
    let inks = state["issue"]["inks"].as_array().unwrap();
    let names: Vec<_> =
        inks.iter().map(|ink| (ink["label"].as_str().unwrap(), ink["name"].as_str().unwrap())).collect();
    assert_eq!(names, [("Red", "Bulletin Red"), ("Black", "Black")]);
    let page = state["issue"]["pages"][0]["src"].as_str().unwrap().replace("page/", "plate/");
    let plate = |ink: usize| {
        let png = preview.get(&page.replace(".svg", &format!("/{ink}.png")));
        image::load_from_memory(&png).unwrap().into_luma8()
    };
    let dark = |plate: &image::GrayImage| plate.pixels().filter(|pixel| pixel.0[0] < 128).count();
    let [red, black] = [plate(0), plate(1)];
    // The masthead and its rule are red, the words below are black. A4 has two pixels to the point.
    assert_eq!((red.dimensions(), black.dimensions()), ((1191, 1684), (1191, 1684)));
    assert!(dark(&red) > 5_000 && dark(&black) > 1_000, "{} {}", dark(&red), dark(&black));
    let both = red.pixels().zip(black.pixels()).filter(|(red, black)| red.0[0] < 128 && black.0[0] < 128).count();
    assert_eq!(both, 0, "nothing is printed with both inks");
}

#[test]
fn the_red_of_the_preview_is_that_of_the_printing_condition() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    let state = preview.state(2, is_ready(2));
    let svg = preview.get(state["issue"]["pages"][0]["src"].as_str().unwrap());
    // M 80 Y 80 in FOGRA39, as viewers with colour management show the print file (234, 80, 55 with lcms2).
    let red = "#ea4f37";
    assert_eq!(state["issue"]["inks"][0]["colour"], red);
    assert!(String::from_utf8(svg).unwrap().contains(red));
}

#[test]
fn an_issue_that_never_had_good_pages_shows_them_with_the_error() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    preview.state(1, is_ready(2));
    project.write("issues/2022/39.yaml", numbered(9, &issue(TEXT)).replace("第一段", "第😀段"));
    let state = preview.state(3, |state| state["issue"]["ready"] == true);
    assert_eq!(state["issue"]["note"], "The issue has errors; pages like these can't be printed");
    assert_eq!(state["issue"]["pages"].as_array().unwrap().len(), 2);
}

#[test]
fn an_issue_that_broke_while_nobody_looked_at_it_shows_its_pages_with_the_error() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    preview.state(2, is_ready(2));
    project.edit("issues/2022/37.yaml", "第一段", "第😀段");
    let state = preview.state(1, |state| state["issue"]["note"].is_string() && state["issue"]["ready"] == true);
    assert_eq!(state["issue"]["note"], "The issue has errors; pages like these can't be printed");
    assert_eq!(state["issue"]["pages"].as_array().unwrap().len(), 2);
}

#[test]
fn a_release_of_another_version_or_a_damaged_one_is_named() {
    let project = released();
    let preview = Preview::start(project.root(), &[]);
    preview.state(2, is_ready(2));
    let release = "releases/2022/36-r1/release.json";
    let kept = project.read(release);
    for (content, said) in [
        (kept.replace("\"version\": \"", "\"version\": \"0 "), "released as 36-r1 by another version"),
        (String::new(), "is damaged"),
        (kept.clone(), "released as 36-r1, page 2"),
    ] {
        fs::remove_file(project.path(release)).unwrap();
        project.write(release, content);
        preview.get("state");
        preview.state(2, |state| state["issues"][1]["print"].as_str().unwrap().contains(said));
    }
}

#[test]
fn issues_that_come_and_go_are_listed() {
    let project = two_issues();
    let preview = Preview::start(project.root(), &[]);
    preview.state(2, is_ready(2));
    fs::remove_file(project.path("issues/2022/37.yaml")).unwrap();
    project.write("issues/2022/38.yaml", "number: 3\n");
    preview.state(2, |state| {
        let first = &state["issues"][0];
        first["state"] == "wrong" && first["name"] == "issues/2022/38.yaml"
    });
    fs::remove_dir_all(project.path("issues/2022")).unwrap();
    let state = preview.state(2, |state| state["wrong"][0]["code"] == "no-issues");
    assert_eq!(state["issues"][1]["name"], "issues/2022/36.yaml", "{state}");
}

const HOST: &str = "Host: 127.0.0.1:PORT";
const ORIGIN: &str = "Origin: http://127.0.0.1:PORT";

/// A preview of one issue beside a file that is nobody's business. The project lives as long as the preview.
fn guarded() -> (TestProject, Preview) {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    project.write("secret.txt", "secret");
    let preview = Preview::start(project.root(), &["--open-editor=true"]);
    (project, preview)
}

#[test]
fn requests_to_the_address_of_the_preview_are_answered() {
    let (_project, preview) = guarded();
    assert_eq!(preview.status(&["GET / HTTP/1.1", HOST]), "200");
    assert_eq!(preview.status(&["GET / HTTP/1.1", "Host: localhost:PORT"]), "200");
    assert_eq!(preview.status(&["HEAD / HTTP/1.1", HOST]), "200");
    assert_eq!(preview.status(&["GET / HTTP/1.1", HOST, ORIGIN]), "200");
}

#[test]
fn requests_to_another_host_are_refused() {
    let (_project, preview) = guarded();
    for foreign in ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:PORT.evil.example", ""]
    {
        assert_eq!(preview.status(&["GET / HTTP/1.1", &format!("Host: {foreign}")]), "403", "{foreign}");
    }
    assert_eq!(preview.status(&["GET / HTTP/1.0"]), "403");
    assert_eq!(preview.status(&["GET / HTTP/1.1", HOST, "Host: evil.example"]), "403");
    assert_eq!(preview.status(&["GET http://evil.example/ HTTP/1.1", HOST]), "403");
}

#[test]
fn requests_from_another_origin_are_refused() {
    let (_project, preview) = guarded();
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1",
        "http://127.0.0.1:PORT@evil.example",
    ] {
        assert_eq!(preview.status(&["GET /state HTTP/1.1", HOST, &format!("Origin: {origin}")]), "403", "{origin}");
    }
}

#[test]
fn the_editor_opens_only_files_of_an_issue_and_only_for_the_preview_itself() {
    let (_project, preview) = guarded();
    preview.state(1, is_ready(2));
    let open = "POST /open?issue=1&file=0&line=1&column=1 HTTP/1.1";
    assert_eq!(preview.status(&[open, HOST]), "403");
    assert_eq!(preview.status(&[open, HOST, ORIGIN]), "200");
    assert_eq!(preview.status(&["GET /open?issue=1&file=0&line=1 HTTP/1.1", HOST, ORIGIN]), "404");
    for asked in ["issue=1&file=9&line=1", "issue=1&file=0", "issue=9&file=0&line=1", "issue=1&file=/etc/passwd&line=1"]
    {
        assert_eq!(preview.status(&[&format!("POST /open?{asked} HTTP/1.1"), HOST, ORIGIN]), "404", "{asked}");
    }
}

#[test]
fn other_methods_are_refused() {
    let (_project, preview) = guarded();
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        assert_eq!(preview.status(&[&format!("{method} / HTTP/1.1"), HOST]), "405", "{method}");
    }
}

#[test]
fn no_path_leads_to_other_files() {
    let (_project, preview) = guarded();
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
        "/plate/1/0/0.png",
        "/plate/1/..%2fsecret.txt/0.png",
        "/plate/1/0/-1.png",
        "/plate/1/0/../secret.txt",
        "/C:/secret.txt",
        "/.git/config",
        "/favicon.ico",
    ] {
        assert_eq!(preview.status(&[&format!("GET {path} HTTP/1.1"), HOST]), "404", "{path}");
    }
}

/// Announced, a large body is refused; sent, it may cut the answer off.
#[test]
fn large_bodies_and_heads_are_refused() {
    let (_project, preview) = guarded();
    let large = format!("POST /open HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: http://127.0.0.1:{0}\r\n", preview.port);
    let body = vec![b'x'; 8 << 20];
    for announced in [format!("Content-Length: {}", body.len()), "Transfer-Encoding: chunked".to_owned()] {
        let head = format!("{large}{announced}\r\n\r\n");
        assert!(preview.raw(head.as_bytes()).starts_with("HTTP/1.1 413"), "{announced}");
        let answer = preview.raw(&[head.as_bytes(), b"800000\r\n", &body].concat());
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert_eq!(preview.status(&["GET / HTTP/1.1", HOST]), "200");
    }
    let head = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX: {}\r\n\r\n", preview.port, "x".repeat(1 << 20));
    let answer = preview.raw(head.as_bytes());
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert_eq!(preview.status(&["GET / HTTP/1.1", HOST]), "200");
}

#[test]
fn bytes_that_are_no_http_are_refused() {
    let (_project, preview) = guarded();
    let answer = preview.raw(&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 13, 10, 13, 10]);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(preview.status(&["GET / HTTP/1.1", HOST]), "200");
}

/// Browsers say which site asks. A link to the preview may be followed from anywhere.
#[test]
fn pages_of_other_sites_get_nothing_but_the_page_itself() {
    let (_project, preview) = guarded();
    for site in ["cross-site", "same-site"] {
        let told = format!("Sec-Fetch-Site: {site}");
        for path in ["/state", "/pdf/1.pdf", "/script.js"] {
            assert_eq!(preview.status(&[&format!("GET {path} HTTP/1.1"), HOST, &told]), "403", "{path}");
        }
        assert_eq!(preview.status(&["GET / HTTP/1.1", HOST, &told]), "200");
    }
    assert_eq!(preview.status(&["GET /script.js HTTP/1.1", HOST, "Sec-Fetch-Site: same-origin"]), "200");
}

#[test]
fn slow_clients_are_let_go() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    let preview = Preview::start(project.root(), &[]);
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
    // Each gets an answer that refuses it, or finds its connection closed.
    slow.iter_mut().for_each(|stream| drop(stream.read_to_end(&mut Vec::new())));
    assert!(begun.elapsed() < Duration::from_secs(50), "{:?}", begun.elapsed());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let told = project.run(["preview", "--port", &port]).code(2).error("preview-port").err;
    assert!(told.contains(&port), "{told}");
}

#[test]
fn options_of_the_preview_that_can_not_be_used_are_named() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["preview", "--open-editor=\"code"]).code(2).stderr(str![[r#"
error[editor-command]: a quotation mark after --open-editor isn't closed: "code
 |
 = help: write it like this: --open-editor="code --goto {file}:{line}"


"#]]);
    project.run(["preview", "issues/37.yaml"]).code(2).stderr(str![[r#"
error[path-missing]: this file or folder doesn't exist
--> issues/37.yaml
 = help: check the path; what is relative is looked for in the current folder, or in the folder given with --project


"#]]);
    project.run(["preview", "--port", "0"]).code(2).stderr(str![[r#"
error: invalid value “0” for --port <N>
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
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

const FIRST: &str = "issues/2022/36.yaml";
const SECOND: &str = "issues/2022/35.yaml";

/// The first issue as it is shown by a browser, after a release.
struct Shown {
    project: TestProject,
    preview: Preview,
    browser: Browser,
}

impl Shown {
    fn open() -> Self {
        let samples = [FIRST, SECOND, "issues/publication.yaml"];
        let project = samples.into_iter().fold(TestProject::new(), TestProject::sample);
        project.run(["release", FIRST]).code(0);
        // The editor is a shell that notes what it was asked to open.
        let editor =
            format!("sh -c 'echo \"$0\" > \"{}\"' {{file}}:{{line}}:{{column}}", project.path("opened").display());
        let preview = Preview::start(project.root(), &[&format!("--open-editor={editor}")]);
        let browser = Browser::open(1400, 900);
        browser.go(&preview.address());
        browser.wait("document.querySelectorAll('figure svg text').length > 200");
        browser.wait("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
        Self { project, preview, browser }
    }

    /// Puts another city into the last line that names this one, and waits for the page. Gives the line, from 1.
    fn correct(&self) -> usize {
        let text = self.project.read(FIRST);
        let (number, line) = text.lines().enumerate().filter(|(_, line)| line.contains("南京市")).last().unwrap();
        self.project.edit(FIRST, line, &line.replacen("南京市", "虚拟市", 1));
        self.browser.wait("document.querySelectorAll('figure.changed').length === 1");
        self.browser.wait(&format!("{} !== undefined", word("虚拟市")));
        self.browser.wait("document.querySelector('figure.changed img').complete");
        number + 1
    }

    /// The text of what a selector finds.
    fn text(&self, selector: &str) -> String {
        let text = self.browser.value(&format!("document.querySelector('{selector}').textContent"));
        text.as_str().unwrap().to_owned()
    }

    fn count(&self, selector: &str) -> Value {
        self.browser.value(&format!("document.querySelectorAll('{selector}').length"))
    }
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_all_pages_are_shown_with_nothing_from_outside() {
    let shown = Shown::open();
    assert_eq!(shown.count("figure"), 10);
    assert_eq!(shown.text("nav [aria-current] span"), "No. 36");
    assert_eq!(shown.count("figure.changed"), 0);
    let resources = shown.browser.value("performance.getEntriesByType('resource').map(entry => entry.name)");
    let address = shown.preview.address();
    assert!(resources.as_array().unwrap().iter().all(|name| name.as_str().unwrap().starts_with(&address)));
    shown.browser.picture("wide");
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_a_correction_appears_without_moving_the_pages() {
    let shown = Shown::open();
    shown.browser.value("document.querySelector('#pages').scrollTop = 3000");
    let place = shown.browser.value("document.querySelector('#pages').scrollTop");
    shown.correct();
    assert_eq!(shown.browser.value("document.querySelector('#pages').scrollTop"), place);
    assert!(shown.text("#changes").contains("36-r1"));
    assert!(shown.text("nav [aria-current] .print").ends_with("has changed"));
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_changes_are_listed_word_by_word_and_lead_to_their_page() {
    let shown = Shown::open();
    shown.correct();
    assert_eq!(shown.count("#differences li"), 1);
    assert_eq!((shown.text("#differences ins"), shown.text("#differences del")), ("虚拟市".into(), "南京市".into()));
    shown.browser.value("document.querySelector('#differences button').click()");
    shown.browser.wait("document.querySelector('.sheet .marked')?.textContent.includes('虚拟市') === true");
    shown.browser.value("document.querySelector('#pages').scrollTop = 0");
    shown.browser.value("document.querySelector('#changes').click()");
    let far = "(figure => Math.abs(figure.getBoundingClientRect().top - document.querySelector('#pages').getBoundingClientRect().top))";
    shown.browser.wait(&format!("{far}(document.querySelector('figure.changed')) < 20"));
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_a_click_names_the_line_and_opens_it() {
    let shown = Shown::open();
    let line = shown.correct();
    shown.browser.value(&format!("{}.scrollIntoView({{block: 'center'}})", word("虚拟市")));
    let (x, y) = centre(&shown.browser, &word("虚拟市"));
    shown.browser.click(x, y);
    shown.browser.wait("document.querySelector('#place').textContent.includes('opened')");
    let place = shown.text("#place");
    assert!(place.starts_with(&format!("{FIRST} line {line}, column ")), "{place}");
    let opened = shown.project.read("opened");
    let whole = shown.project.path(FIRST).canonicalize().unwrap();
    assert!(opened.starts_with(&format!("{}:{line}:", whole.display())), "{opened}");
    let column: usize = opened.trim().rsplit(':').next().unwrap().parse().unwrap();
    let before = shown.browser.value(&format!("{}.textContent", word("虚拟市")));
    let text = shown.project.read(FIRST);
    let clicked: String = text.lines().nth(line - 1).unwrap().chars().skip(column - 1).take(3).collect();
    assert!(before.as_str().unwrap().contains(&clicked[..3]), "{clicked} {before}");
    shown.browser.picture("changed");
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_an_error_is_named_with_its_line_and_the_old_pages_stay() {
    let shown = Shown::open();
    shown.correct();
    let (browser, project) = (&shown.browser, &shown.project);
    let changed = browser.value("document.querySelector('figure.changed').dataset.src");
    let still = browser.value("document.querySelector('#pages').scrollTop");
    project.edit(FIRST, "虚拟市", "苏😀市");
    browser.wait("document.querySelector('#findings .wrong') !== null");
    let findings = shown.text("#findings");
    assert!(findings.contains("😀") && findings.contains("from before"), "{findings}");
    assert_eq!(browser.value("document.querySelector('figure.changed').dataset.src"), changed);
    assert_eq!(browser.value("document.querySelector('#pages').scrollTop"), still);
    assert_eq!(browser.value("document.querySelector('#pdf').hidden"), true);
    let (x, y) = centre(browser, "document.querySelector('#findings button')");
    browser.click(x, y);
    browser.wait("document.querySelector('.marked') !== null");
    browser.picture("wrong");
    project.edit(FIRST, "苏😀市", "虚拟市");
    browser.wait("document.querySelector('#findings .wrong') === null && !document.querySelector('#pdf').hidden");
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_a_release_made_elsewhere_is_seen_on_coming_back() {
    let shown = Shown::open();
    shown.correct();
    shown.project.run(["release", FIRST]).code(0);
    shown.browser.value("window.dispatchEvent(new Event('focus'))");
    shown.browser.wait("document.querySelector('nav [aria-current] .print').textContent.includes('36-r2')");
    shown.browser.wait("document.querySelector('figure.changed') === null");
    shown.browser.wait("document.querySelector('#since').hidden");
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_another_issue_another_language_and_a_narrow_window_can_be_had() {
    let shown = Shown::open();
    let browser = &shown.browser;
    let (x, y) = centre(browser, "document.querySelector('nav button:not([aria-current])')");
    browser.click(x, y);
    browser.wait("document.title.startsWith('No. 35')");
    browser.wait("document.querySelectorAll('figure svg text').length > 50");
    let (x, y) = centre(browser, "document.querySelector('#language')");
    browser.click(x, y);
    browser.wait("document.documentElement.lang === 'zh-CN' && document.title.startsWith('第35期')");
    browser.size(500, 900);
    browser.wait("document.querySelectorAll('figure svg text').length > 50");
    assert_eq!(browser.value("document.documentElement.scrollWidth <= innerWidth"), true);
    browser.wait("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
    browser.picture("narrow");
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_the_page_says_that_the_program_has_ended_and_goes_on_with_the_next() {
    let Shown { project, preview, browser } = Shown::open();
    let port = preview.port.to_string();
    drop(preview);
    browser.wait("!document.querySelector('#lost').hidden");
    let preview = Preview::start(project.root(), &["--port", &port]);
    browser.wait("document.querySelector('#lost').hidden");
    preview.state(1, |state| state["issue"]["ready"] == true);
    project.edit(FIRST, "文明", "和谐");
    browser.wait("document.querySelector('figure.changed, figure.moved') !== null");
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_pages_are_scaled_and_scrolled_by_buttons_and_keys() {
    let Shown { browser, preview: _preview, project: _project } = Shown::open();
    let number = |expression: &str| browser.value(expression).as_f64().unwrap();
    let width = || number("document.querySelector('figure').getBoundingClientRect().width");
    // A4 at its actual size has 96 pixels to the inch.
    browser.key("1");
    assert!((width() - 793.7).abs() < 1.0, "{}", width());
    assert_eq!(browser.value("document.querySelector('#scale').textContent"), "100 %");
    browser.key("+");
    assert!((width() - 873.1).abs() < 1.0, "{}", width());
    browser.key("-");
    browser.key("-");
    assert!((width() - 714.3).abs() < 1.0, "{}", width());
    let (x, y) = centre(&browser, "document.querySelector('[data-zoom=width]')");
    browser.click(x, y);
    let room = number("document.querySelector('#pages').clientWidth");
    assert!((room - width() - 30.0).abs() < 2.0, "{room} {}", width());
    browser.picture("zoom-width");
    // After a click on a button, keys still scroll the pages.
    let scrolled = || number("document.querySelector('#pages').scrollTop");
    let window = number("document.querySelector('#pages').clientHeight");
    assert_eq!(scrolled(), 0.0);
    for (key, expected) in [(" ", 0.9), ("\u{E00F}", 1.8), ("\u{E00E}", 0.9)] {
        browser.key(key);
        assert!((scrolled() - expected * window).abs() < 3.0, "{key:?} {} {window}", scrolled());
    }
    browser.key("3");
    let sheet = "document.querySelector('.sheet').getBoundingClientRect().height";
    assert!(number(sheet) < window && number(sheet) > 0.8 * window);
    // Space turns whole pages.
    browser.key("\u{E011}");
    browser.key(" ");
    let second = "document.querySelectorAll('figure')[1].getBoundingClientRect().top - document.querySelector('#pages').getBoundingClientRect().top";
    assert!(number(second).abs() < 2.0, "{}", number(second));
    browser.picture("zoom-page");
    // What was chosen holds the next time.
    let before = width();
    browser.value("location.reload()");
    browser.wait("document.querySelectorAll('figure svg text').length > 200");
    assert!((width() - before).abs() < 2.0);
}

#[test]
#[ignore = "needs Chromium and chromedriver, which .ci/run installs"]
fn in_a_browser_each_ink_is_shown_alone_and_measured_where_the_mouse_points() {
    let Shown { project, browser, preview: _preview } = Shown::open();
    let press = |index: usize| {
        let (x, y) = centre(&browser, &format!("document.querySelectorAll('#inks button')[{index}]"));
        browser.click(x, y);
    };
    let labels = browser.value("[...document.querySelectorAll('#inks button')].map(button => button.textContent)");
    assert_eq!(labels, serde_json::json!(["All inks", "Red only", "Black only", "Ink"]));
    let top = || browser.value("document.querySelector('.sheet').getBoundingClientRect().top");
    let top_of_all = top();
    press(1);
    browser.wait("document.querySelector('.sheet.inked .plate')?.complete === true");
    assert_eq!(top(), top_of_all, "the pages stay where they are when the hint appears");
    browser.picture("ink-red");
    // Within the masthead there is red and no black.
    let masthead =
        "(() => { const image = document.querySelector('.plate'); const canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
        const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
        const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
        const isFull = (x, y) => [0, 1, 2, 3, 4].every(dy => [0, 1, 2, 3, 4].every(dx =>
            data[4 * ((y + dy) * canvas.width + x + dx)] === 0));
        for (let y = 0; y < canvas.height - 4; y++) for (let x = 0; x < canvas.width - 4; x++) if (isFull(x, y)) {
            const box = image.getBoundingClientRect();
            return [box.x + (x + 2.5) / canvas.width * box.width, box.y + (y + 2.5) / canvas.height * box.height];
        } })()";
    let at = browser.value(masthead);
    let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
    browser.point(x, y);
    browser.wait("document.querySelector('#shares').textContent.includes('Total')");
    let told = browser.value("document.querySelector('#shares').textContent");
    assert_eq!(told, "Red 100 %　Black 0 %　Total 100 %");
    press(2);
    browser.wait("document.querySelector('.sheet.inked .plate')?.complete === true");
    browser.picture("ink-black");
    press(0);
    browser.wait("document.querySelector('.plate') === null");
    // All inks can be measured, too.
    press(3);
    browser.point(x, y);
    browser.wait("document.querySelector('#shares').textContent.startsWith('Red 100 %')");
    browser.picture("ink-all");
    // An issue with errors has no plates.
    project.edit(FIRST, "南京市", "苏😀市");
    browser.wait("document.querySelector('#findings .wrong') !== null");
    assert_eq!(browser.value("[...document.querySelectorAll('#inks button')].every(button => button.disabled)"), true);
    assert_eq!(browser.value("document.querySelector('.plate')"), Value::Null);
}
