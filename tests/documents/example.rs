//! The examples of a page, put to the test: YAML and text are built, commands are run.
//!
//! The words behind a fence say what an example is: `yaml issue`, `yaml publication`, `yaml article`, `markdown`,
//! with `wrong:CODE` where it shows a mistake; `sh`, with `empty` for a new folder, `fails` where something is wrong,
//! `edit:OLD→NEW` for what was changed in the sample before; `text output` for what the commands above have printed.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::page::{Page, Part};
use crate::support::{difference, is_accepting, output_of, root};

/// Commands that run until somebody ends them.
const ENDLESS: &[&str] = &["watch", "preview"];
const CARGO: &[&str] = &["run", "test", "bench", "install"];

/// Builds what an example says, and finds what it says is wrong with it.
pub fn build(page: &Page, words: &[&str], text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (publication, issue) = match words[..2.min(words.len())] {
        ["yaml", "publication"] => (text.to_owned(), issue_with(&missing(text), "body: 正文。")),
        ["yaml", "issue"] => (missing(text), text.to_owned()),
        ["yaml", "article"] => (missing(""), issue_with("", text)),
        ["markdown", ..] => (missing(""), issue_with("", &format!("body: |\n{}", indented(text, 2)))),
        _ => panic!("{}: a fence says ```yaml issue, publication or article: {words:?}", page.name),
    };
    let year = issue.split("\ndate: ").nth(1).and_then(|date| date.get(..4)).unwrap_or("2022").to_owned();
    if !publication.is_empty() {
        write(folder.path(), "issues/publication.yaml", publication.as_bytes());
    }
    write(folder.path(), &format!("issues/{year}/1.yaml"), issue.as_bytes());
    let photo = fs::read(root().join("issues/2022/pictures/33-实践广场.jpg")).unwrap();
    for place in ["photo.jpg", "pictures/photo.jpg"] {
        write(folder.path(), &format!("issues/{year}/{place}"), &photo);
    }
    write(folder.path(), &format!("issues/{year}/稿件统计.csv"), "地区,一季度\n南京市,7\n苏州市,9\n".as_bytes());
    if text.contains("plant.icc") {
        write(folder.path(), "issues/plant.icc", &profile());
    }
    if text.contains("statistics:") {
        let sent =
            issue_with("", "title: 来稿\nsource: {city: 苏州市}\nbody: 正文。").replace("number: 36", "number: 35");
        write(folder.path(), &format!("issues/{year}/2.yaml"), sent.as_bytes());
    }
    let checked = output_of(folder.path(), &["--lang", page.lang(), "--format", "json", "check"]);
    let wrong = words.iter().find_map(|word| word.strip_prefix("wrong:"));
    let found = utf8(&checked.stdout) + &utf8(&checked.stderr);
    let lines = found.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let codes: Vec<_> = lines.flat_map(|line| line["diagnostics"].as_array().cloned().unwrap_or_default()).collect();
    let codes: Vec<_> = codes.iter().map(|found| found["code"].as_str().unwrap()).collect();
    let as_said = match wrong {
        Some(wrong) => codes.iter().any(|code| code.starts_with(wrong)),
        None => codes.is_empty(),
    };
    assert!(as_said, "{}: {words:?} finds {found}\n{text}", page.name);
}

/// An issue of one article with these keys.
fn issue_with(shared: &str, article: &str) -> String {
    let article = if article.lines().any(|line| line.starts_with("title:")) {
        article.to_owned()
    } else {
        format!("title: 标题\n{article}")
    };
    let article = indented(&article, 8);
    format!(
        "number: 36\ndate: 2022-12-28\n{shared}sections:\n  - title: 交流\n    articles:\n      - {}",
        article.trim_start()
    )
}

/// What has to stand somewhere and isn't there.
fn missing(text: &str) -> String {
    let lacks = |key: &&str| !text.lines().any(|line| line.starts_with(&format!("{key}:")));
    ["title", "issuer"].iter().filter(|key| lacks(key)).map(|key| format!("{key}: 某办\n")).collect()
}

fn indented(text: &str, blanks: usize) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{}{line}\n", " ".repeat(blanks)) };
    text.lines().map(line).collect()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A press's profile: the one that a PDF of the program brings along.
fn profile() -> Vec<u8> {
    let folder = samples();
    let built = output_of(folder.path(), &["build", "issues/2022/35.yaml", "-o", "35.pdf"]);
    assert!(built.status.success(), "{}", utf8(&built.stderr));
    let pdf = lopdf::Document::load(folder.path().join("35.pdf")).unwrap();
    let intents = pdf.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
    let intent = pdf.get_dictionary(intents[0].as_reference().unwrap()).unwrap();
    let profile = intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap();
    pdf.get_object(profile).unwrap().as_stream().unwrap().decompressed_content().unwrap()
}

/// The project's samples and some drafts, in a folder with a space and Chinese in its name.
fn samples() -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("简报 ").tempdir().unwrap();
    copy(&root().join("issues"), &folder.path().join("issues"));
    let draft = fs::read(root().join("tests/import/01-plain-article/input.docx")).unwrap();
    for name in ["draft.docx", "second.docx", "来稿.docx", "第二篇.docx"] {
        write(folder.path(), name, &draft);
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// Runs a page's commands from the first to the last, each in what those before it have left.
pub fn run(page: &mut Page) {
    let mut folder = samples();
    let mut printed = String::new();
    for (words, text) in page.examples().map(|(words, text)| (words.join(" "), text.to_owned())).collect::<Vec<_>>() {
        let words: Vec<_> = words.split(' ').collect();
        match words[..] {
            ["sh", ..] => {
                if words.contains(&"empty") {
                    folder = tempfile::Builder::new().prefix("简报 ").tempdir().unwrap();
                }
                words.iter().filter_map(|word| word.strip_prefix("edit:")).for_each(|edit| change(folder.path(), edit));
                printed =
                    text.lines().map(|line| command(page, folder.path(), line, words.contains(&"fails"))).collect();
            }
            ["text", "output"] => shows(page, &text, &printed),
            _ => {}
        }
    }
}

/// A correction in the sample issue.
fn change(folder: &Path, edit: &str) {
    let file = folder.join("issues/2022/36.yaml");
    let (old, new) = edit.split_once('→').unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(old), "{old}");
    fs::write(file, text.replacen(old, new, 1)).unwrap();
}

/// Runs a line, and gives what it printed.
fn command(page: &Page, folder: &Path, line: &str, fails: bool) -> String {
    let words = shell_words::split(line).unwrap();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let words = match words[..] {
        [] => return String::new(),
        ["cargo", "run", "--", ..] => &words[3..],
        ["cargo", name, ..] => {
            assert!(CARGO.contains(&name), "{}: {line}", page.name);
            return String::new();
        }
        ["jianbao", ..] => &words[1..],
        _ => panic!("{}: only jianbao and cargo are run: {line}", page.name),
    };
    let endless = words.iter().any(|word| ENDLESS.contains(word));
    let help: &[&str] = if endless { &["--help"] } else { &[] };
    let ran = output_of(folder, &[&["--lang", page.lang()], words, help].concat());
    assert_eq!(ran.status.success(), !fails, "{}: {line}\n{}{}", page.name, utf8(&ran.stdout), utf8(&ran.stderr));
    said(&ran)
}

fn said(ran: &Output) -> String {
    utf8(&ran.stdout) + &utf8(&ran.stderr)
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Compares what a page shows with what was printed; `JIANBAO_ACCEPT=1` takes that instead.
fn shows(page: &mut Page, shown: &str, printed: &str) {
    let printed = without_seconds(printed);
    if is_accepting() && shown != printed {
        let fenced = |text: &str| format!("```text output\n{text}```");
        page.text = page.text.replacen(&fenced(shown), &fenced(&printed), 1);
        return fs::write(root().join(&page.name), &page.text).unwrap();
    }
    assert!(shown == printed, "{}JIANBAO_ACCEPT=1 takes it", difference(&page.name, &printed, shown));
}

/// The time that a build took is another each time.
fn without_seconds(printed: &str) -> String {
    let line = |line: &str| {
        let words: Vec<_> = line.split(['　', ' ']).collect();
        match words[..] {
            [.., time, "秒" | "s"] if time.parse::<f64>().is_ok() => line.replace(time, "0.1"),
            _ => line.to_owned(),
        }
    };
    printed.lines().map(|text| line(text) + "\n").collect()
}

/// Words of code within a line that are a command have to be one.
pub fn parses(page: &Page) {
    let codes = page.parts.iter().filter_map(|part| if let Part::Code(code) = part { Some(code) } else { None });
    for code in codes.filter(|code| code.starts_with("jianbao ") && !code.contains('…')) {
        let words = shell_words::split(code).unwrap();
        let words: Vec<_> = words.iter().skip(1).map(String::as_str).chain(["--help"]).collect();
        let ran = output_of(root(), &words);
        assert!(ran.status.success(), "{}: {code}\n{}", page.name, utf8(&ran.stderr));
    }
}
