//! Every kind of finding is met by a test: the last ones by name here, all of them by a walk over the codes.

use std::fs;
use std::path::Path;
use std::process::Command;

use jianbao::Code;

use crate::support::{TestProject, issue, root};

/// Codes that no test brings about, and why.
const UNTESTED: &[(&str, &str)] = &[
    ("crashed", "the engine would have to break down"),
    ("export-failed", "the engine would have to refuse pages that it has laid out itself"),
    ("pdf-ink", "a plate would have to be there that can't be rasterised"),
    ("input-changed", "a file would have to change between two readings of the same run"),
    ("text-lost", "Markdown would have to drop words in a way that nobody knows"),
    ("import-conversion-failed", "LibreOffice would have to break down"),
    ("import-not-faithful", "the writer would have to lose words in a way that nobody knows"),
    ("import-splice", "an issue would have to be read whose lines lie in a way that nobody knows"),
    ("editor-missing", "an editor would have to be removed while the preview runs"),
];

#[test]
fn every_code_is_met_by_a_test() {
    let mut tests = String::new();
    collect(&root().join("tests"), &mut tests);
    collect(&root().join("src"), &mut tests);
    let is_met = |code: &&&Code| {
        let (name, variant) = (code.as_str(), format!("Code::{code:?}"));
        [format!("\"{name}\""), format!("[{name}]"), format!(" {name}: ")].iter().any(|form| tests.contains(form))
            || tests.contains(&variant)
    };
    let is_excepted = |code: &&Code| UNTESTED.iter().any(|(name, _)| *name == code.as_str());
    let unmet: Vec<_> = Code::ALL.iter().filter(|code| !is_met(&code) && !is_excepted(code)).collect();
    assert!(unmet.is_empty(), "no test brings about {unmet:?}");
    for (name, _) in UNTESTED {
        assert!(Code::ALL.iter().any(|code| code.as_str() == *name), "there is no code {name} any more");
    }
}

/// Adds what tests expect: the golden outputs, and the code of tests (without the list of exceptions above).
fn collect(folder: &Path, texts: &mut String) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "txt") {
            // A draft of the tests may be in another encoding.
            let text = fs::read_to_string(&path).unwrap_or_default();
            let is_source = path.starts_with(root().join("src"));
            let start = if is_source { text.find("#[cfg(test)]").unwrap_or(text.len()) } else { 0 };
            let start = if path.ends_with("codes.rs") { text.find("#[test]").unwrap() } else { start };
            *texts += &text[start..];
        }
    }
}

/// Asserts that a command reports a finding with this code.
#[track_caller]
fn assert_reports(project: &TestProject, words: &[&str], code: &str) {
    let ran = project.run(words);
    let is_warning = ran.err.contains("warning[");
    let text = format!("{}{}", ran.err, ran.out);
    assert!(text.contains(&format!("[{code}]")), "{code}: {text}");
    assert!(ran.status() != 0 || is_warning, "{code}: {text}");
}

fn one_issue(article: &str) -> TestProject {
    TestProject::new().issue("1.yaml", issue(article))
}

#[test]
fn paths_that_can_not_be_used_are_named() {
    let project = one_issue("title: 标题\nbody: 正文。");
    assert_reports(&project, &["build", "issues/1.yaml/2.yaml"], "path-unreadable");
    assert_reports(&project, &["preflight", "issues/1.yaml/2.pdf"], "file-unreadable");
    assert_reports(&project, &["--project", "nowhere", "build"], "project-missing");
    assert_reports(&project, &["statistics", "1999"], "year-empty");
    assert_reports(&project, &["new", "issues/1.yaml"], "output-exists");
    project.write("issues/publication.yaml", "copies: 1\n");
    assert_reports(&project, &["build", "issues/publication.yaml"], "publication-no-issue");
    let second = issue("title: 另一篇\nbody: 正文。").replace("number: 1\n", "number: 2\n");
    project.write("issues/2.yaml", second);
    assert_reports(&project, &["build", "-o", "一.pdf"], "output-name");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_an_issue_is_named() {
    let project = one_issue("title: 标题\nbody: 正文。");
    assert!(Command::new("mkfifo").arg(project.path("issues/2.yaml")).status().unwrap().success());
    assert_reports(&project, &["build", "issues/2.yaml"], "file-not-regular");
}

#[test]
fn files_that_are_too_large_are_named() {
    let project = one_issue("title: 标题\nbody: |\n  文。\n\n  ![图](大.png)");
    let pdf = project.path("大.pdf");
    // A sparse file: it takes no room.
    fs::File::create(&pdf).unwrap().set_len(600 << 20).unwrap();
    assert_reports(&project, &["preflight", "大.pdf"], "pdf-too-large");
    // The head of a picture of 60,000 by 60,000 pixels.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat());
    png.extend([8, 2, 0, 0, 0]);
    png.resize(4096, 0);
    project.write("issues/大.png", png);
    assert_reports(&project, &["check"], "picture-too-large");
}

#[test]
fn an_imprint_taller_than_the_page_is_named() {
    let text =
        issue("title: 标题\nbody: 正文。").replace("to: [各市]", &format!("to: [{}]", vec!["各市"; 60].join(", ")));
    let project = TestProject::new().issue("1.yaml", text);
    assert_reports(&project, &["check"], "imprint-too-tall");
}

#[test]
fn more_findings_than_anybody_reads_are_summed_up() {
    let body: String = (0..400).map(|_| "  文,文\n\n").collect();
    let text = issue(&format!("title: 标题\nbody: |\n{body}"));
    let sections: String =
        (0..40).map(|n| format!("  - title: 交流{n}\n    articles:\n      - title: 题{n},题,题\n")).collect();
    let project = TestProject::new().issue("1.yaml", text + &sections);
    assert_reports(&project, &["check"], "more-findings");
}

#[test]
fn complaints_about_a_layout_of_ones_own_are_named() {
    let text = issue("title: 标题\nbody: 正文。") + "layout: own\n";
    let project = TestProject::new().issue("1.yaml", text);
    let layout = |text: &str| {
        project.write("layouts/own/layout.typ", text);
    };
    layout("#let layout(data) = { let s = state(\"s\", 0); context s.update(s.final() + 1); context s.final() }\n");
    assert_reports(&project, &["check"], "unsettled");
    layout("#let layout(data) = { [甲]; return [] }\n");
    assert_reports(&project, &["check"], "layout-warning");
}
