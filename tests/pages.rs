//! Only what must be plated again, and what would keep the rest.

use std::fs;
use std::path::{Path, PathBuf};

use lopdf::Document;

use crate::command::{code, err, jianbao, out, project};
use crate::support::root;

const ISSUE: &str = "issues/2022/36.yaml";
const START: &str = "今年以来，苏州市把志愿服务作为新时代文明实践的主要抓手，";

/// The sample 36, released.
fn released() -> (tempfile::TempDir, PathBuf) {
    let read = |name: &str| fs::read_to_string(root().join("issues").join(name)).unwrap();
    let (folder, root) =
        project(&[("2022/36.yaml", &read("2022/36.yaml")), ("publication.yaml", &read("publication.yaml"))]);
    assert_eq!(code(&jianbao(&root, &["release", ISSUE])), 0);
    (folder, root)
}

fn edit(root: &Path, from: &str, to: &str) {
    let path = root.join(ISSUE);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn run(root: &Path, words: &[&str]) -> String {
    let told = jianbao(root, &[&["--lang", "en"], words].concat());
    assert_eq!(code(&told), 0, "{}", err(&told));
    out(&told)
}

/// The words of each page of a PDF.
fn words(path: &Path) -> Vec<String> {
    let document = Document::load(path).unwrap();
    let text = |number: &u32| document.extract_text(&[*number]).unwrap().split_whitespace().collect();
    document.get_pages().keys().map(text).collect()
}

#[test]
fn changed_pages_alone() {
    let (_folder, root) = released();
    let none = run(&root, &["build", ISSUE, "--pages", "changed"]);
    assert_eq!(none, "36: no page looks different\nno page needs new plates\n");
    edit(&root, "苏州市把", "苏州市将");
    edit(&root, "[南京市, 7, 4]", "[南京市, 4, 7]");
    let told = run(&root, &["build", ISSUE, "--pages", "changed"]);
    assert_eq!(told, "36: pages 2, 10 of 10 changed\npages 2, 10 → out/2022/36-pages-2,10.pdf\n");
    run(&root, &["build", ISSUE]);
    let (all, some) = (words(&root.join("out/2022/36.pdf")), words(&root.join("out/2022/36-pages-2,10.pdf")));
    assert_eq!(some, [all[1].clone(), all[9].clone()]);
    assert!(some[0].contains("苏州市将志愿服务") && some[1].contains("—10—"), "{some:?}");
    // The leaves: what is printed on the other sides comes along.
    run(&root, &["build", ISSUE, "--pages", "changed", "--sheets"]);
    assert_eq!(words(&root.join("out/2022/36-pages-1-2,9-10.pdf")).len(), 4);
    // Numbers, and the sheets that hold them: of a booklet of 12 the second has 10, 3, 4, 9.
    run(&root, &["build", ISSUE, "--pages", "3-4,9"]);
    assert_eq!(words(&root.join("out/2022/36-pages-3-4,9.pdf")), [all[2].clone(), all[3].clone(), all[8].clone()]);
    run(&root, &["impose", ISSUE, "--as", "booklet", "--bare", "--pages", "3"]);
    let sheet = words(&root.join("out/2022/36-booklet-bare-sheets-2.pdf"));
    assert_eq!(sheet.len(), 2);
    assert!(sheet[0].contains("—3—") && sheet[1].contains("—4—") && sheet[1].contains("—9—"), "{sheet:?}");
    let fit = run(&root, &["preflight", "out/2022/36-pages-2,10.pdf", "out/2022/36-booklet-bare-sheets-2.pdf"]);
    assert_eq!(fit.matches("fit for the press").count(), 2, "{fit}");
}

#[test]
fn what_would_keep_the_other_pages() {
    let (_folder, root) = released();
    // What is asked for is enough, and one character less isn't.
    let told = |start: &str| {
        let path = root.join(ISSUE);
        let text = fs::read_to_string(&path).unwrap();
        edit(&root, START, start);
        let told = run(&root, &["build", ISSUE, "--pages", "changed"]);
        fs::write(path, text).unwrap();
        told
    };
    let number = |told: &str, before: &str| -> usize {
        let rest = told.split(before).nth(1).unwrap_or_else(|| panic!("{told}"));
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    let longer = "今年以来，苏州市各级各部门齐心协力众人拾柴久久为功持之以恒把志愿服务作为新时代文明实践的主要抓手，";
    let first = told(longer);
    assert!(first.contains("the changes affect other pages: 3"), "{first}");
    let excess = number(&first, "(36.yaml line 12) were ");
    let shortened = |by: usize| {
        let characters: Vec<char> = longer.chars().collect();
        let cut: String = characters[..8].iter().chain(&characters[8 + by..]).collect();
        told(&cut)
    };
    assert!(shortened(excess).starts_with("36: page 2 of 10 changed\n"), "{}", shortened(excess));
    assert!(shortened(excess - 1).contains("affect other pages"), "{}", shortened(excess - 1));
    let shorter = told("今年以来，");
    assert!(shorter.contains("the changes affect other pages"), "{shorter}");
    let missing = number(&shorter, "(36.yaml line 12) were ");
    assert!(told(&format!("今年以来，{}", "字".repeat(missing))).starts_with("36: page 2 of 10 changed\n"));
    assert!(told(&format!("今年以来，{}", "字".repeat(missing - 1))).contains("affect other pages"));
}

/// An insertion that leaves but a few lengths with which the rest stays, in a paragraph whose end is on the next page;
/// a change on that next page alone; one of which nothing can be told.
#[test]
fn what_would_keep_the_other_pages_wherever_the_change_is() {
    let (_folder, root) = released();
    let text = fs::read_to_string(root.join(ISSUE)).unwrap();
    let told = |from: &str, to: &str| {
        edit(&root, from, to);
        let told = run(&root, &["build", ISSUE, "--pages", "changed"]);
        fs::write(root.join(ISSUE), &text).unwrap();
        told
    };
    let office = "由市精神文明建设指导委员会办公室";
    let first = told("由市文明办牵头", &format!("{office}牵头"));
    assert!(first.contains("page 2 (36.yaml line 14) were 9 characters shorter"), "{first}");
    let cut: String = office.chars().take(16 - 9).collect();
    assert!(told("由市文明办牵头", &format!("{cut}牵头")).starts_with("36: page 2 of 10 changed\npages 2 →"));
    let next = told("当地物产和民俗，", "当地物产和民俗，新增的文字");
    assert!(next.starts_with("36: page 8 of 10 changed\npages 8 →"), "{next}");
    // Near the start of a paragraph more can't be cut than was typed before.
    let start = told("**健全长效化", "**新近又进一步健全长效化激励机制和长效化激励办法以及健全长效化");
    assert!(start.contains("36.yaml line 18) were "), "{start}");
    // A note takes lines of its own; what is typed for it is no words.
    let note = told("都有了清楚的答案。", "都有了清楚的答案[^1]。\n\n          [^1]: 指今年。");
    assert!(note.contains("the changes affect other pages: 3") && !note.contains("were"), "{note}");
}

#[test]
fn what_can_not_be_written_is_told() {
    let (_folder, root) = released();
    for (words, status, expected) in [
        (&["build", ISSUE, "--pages", "31"][..], 2, "error[page-missing]"),
        (&["build", ISSUE, "--pages", "0"], 2, "“0”"),
        (&["build", ISSUE, "--pages", "4-3"], 2, "“4-3”"),
        (&["build", ISSUE, "--sheets"], 2, "--pages"),
        (&["build", ISSUE, "--pages", "3", "--profile", "screen"], 2, "error[pages-not-for-plates]"),
    ] {
        let told = jianbao(&root, &[&["--lang", "en"], words].concat());
        assert_eq!(code(&told), status, "{words:?}: {}", err(&told));
        assert!(err(&told).contains(expected), "{words:?}: {}", err(&told));
    }
    fs::copy(root.join(ISSUE), root.join("issues/2022/37.yaml")).unwrap();
    let unreleased = jianbao(&root, &["--lang", "zh", "build", "issues/2022/37.yaml", "--pages", "changed"]);
    assert!(err(&unreleased).contains("错误[release-none]"), "{}", err(&unreleased));
    let several = jianbao(&root, &["--lang", "en", "build", "--pages", "3"]);
    assert!(err(&several).contains("error[one-issue]"), "{}", err(&several));
}

/// Blank pages fill an issue up for sheets. What has changed is counted without them, as for pages that aren't imposed.
#[test]
fn changed_sheets_are_counted_as_changed_pages_are() {
    let (_folder, root) = released();
    // From 10 pages to 13, so that 12 pages on sheets become 16.
    edit(&root, START, &format!("{START}{}", "新增的文字，".repeat(330)));
    let first_lines = |words: &[&str]| {
        let told = run(&root, words);
        let lines: Vec<_> = told.lines().filter(|line| !line.contains('→')).map(str::to_owned).collect();
        lines.join("\n")
    };
    let pages = first_lines(&["build", ISSUE, "--pages", "changed"]);
    assert!(pages.starts_with("36: pages 2–13 of 13 changed; it had 10 pages, now 13"), "{pages}");
    let sheets = ["impose", ISSUE, "--as", "booklet", "--pages", "changed"];
    assert_eq!(first_lines(&sheets), pages);
    let json = |words: &[&str]| -> serde_json::Value {
        serde_json::from_str(&run(&root, &[&["--format", "json"], words].concat())).unwrap()
    };
    let (pages, sheets) = (json(&["build", ISSUE, "--pages", "changed"]), json(&sheets));
    for key in ["pages", "pages-before", "changed-pages", "moved-pages"] {
        assert_eq!(sheets[key], pages[key], "{key}");
    }
    // All four sheets hold a page that has changed.
    assert!(root.join("out/2022/36-booklet-sheets-1-4.pdf").is_file());
}
