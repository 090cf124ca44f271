//! Drafts in: each folder of `import/` is a draft with the YAML and the report that are wanted.

mod faithful;
mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jianbao::diagnostic::Source;
use jianbao::input::yaml::{Locator, parse};
use jianbao::issue::markdown::read;
use jianbao::issue::{Article, Contributor, Issue};
use serde_json::Value;

use crate::support::{TestProject, root};

/// The folder of a case.
fn case(name: &str) -> PathBuf {
    let all = fs::read_dir(root().join("tests/import")).unwrap().map(|entry| entry.unwrap().path());
    all.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with(name)).unwrap()
}

/// The draft of a case.
fn draft(folder: &Path) -> PathBuf {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.into_iter().find(|path| path.file_stem().unwrap() == "input").unwrap()
}

/// A project with the publication of the cases and a draft. Returns the draft's name, too.
fn project(name: &str) -> (TestProject, String) {
    let project = TestProject::new();
    project.write("publication.yaml", fs::read(root().join("tests/import/publication.yaml")).unwrap());
    let draft = draft(&case(name));
    let file = draft.file_name().unwrap().to_string_lossy().into_owned();
    project.write(&file, fs::read(&draft).unwrap());
    (project, file)
}

/// What an article says, with its looks, without places.
fn sign(article: &Article) -> String {
    let title: Vec<&str> = article.title.trim().lines().map(str::trim).collect();
    let source = article.source.as_ref().map(|source| match &source.value {
        Contributor::Office(office) => format!("{:?} {:?}", office.city.as_deref(), office.county.as_deref()),
        Contributor::Combined => "combined".to_owned(),
        Contributor::Joint(offices) => format!("{} offices", offices.len()),
    });
    let blocks = article.body.as_ref().map(|body| read(&Locator::new(body), &mut Vec::new())).unwrap_or_default();
    let blocks = blocks.iter().map(|block| without_ranges(&format!("{:?}", block.kind))).collect::<Vec<_>>().join("\n");
    let table = article.table.as_ref().map(|table| {
        let heads: Vec<&str> = table.columns.iter().map(|head| head.as_str()).collect();
        let row = |row: &Vec<jianbao::issue::Cell>| {
            let cells: Vec<String> =
                row.iter().map(|cell| format!("{}:{}", cell.text.trim(), cell.columns())).collect();
            cells.join("|").trim_end_matches("|:1").to_owned()
        };
        let rows: Vec<String> = table.rows.iter().map(row).collect();
        let total = table.printed_total().map(|total| total.value.text.clone());
        format!("{heads:?}\n{}\n{:?} {total:?}", rows.join("\n"), table.unit.as_deref())
    });
    format!("{title:?}\n{source:?}\n{blocks}\n{}", table.unwrap_or_default())
}

/// Removes the places from a value that is printed for programmers.
fn without_ranges(text: &str) -> String {
    let mut kept = String::new();
    for (index, part) in text.split("range: ").enumerate() {
        kept.push_str(if index == 0 {
            part
        } else {
            part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        });
    }
    kept
}

/// Asserts that YAML has the values of another.
#[track_caller]
fn assert_article(actual: &str, expected: &str) {
    let read =
        |text: &str| parse::<Article>(&Source::new("a.yaml", text)).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    assert_eq!(sign(&read(actual)), sign(&read(expected)), "{actual}");
}

/// Asserts that YAML of an issue has the values of another.
#[track_caller]
fn assert_issue(actual: &str, expected: &str) {
    let read =
        |text: &str| parse::<Issue>(&Source::new("a.yaml", text)).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    let (actual, expected) = (read(actual), read(expected));
    let heads = |issue: &Issue| {
        let total = issue.total_number.as_ref().map(|total| total.value);
        (
            issue.number.value.clone(),
            total,
            issue.date.value.to_string(),
            issue.title.as_ref().map(|title| title.value.clone()),
        )
    };
    assert_eq!(heads(&actual), heads(&expected));
    let sections = |issue: &Issue| {
        let section = |section: &jianbao::issue::Section| {
            (section.title.value.clone(), section.articles.iter().map(sign).collect::<Vec<_>>())
        };
        issue.sections.iter().map(section).collect::<Vec<_>>()
    };
    assert_eq!(sections(&actual), sections(&expected));
}

/// How often each code is reported, without what was only taken.
fn codes(line: &Value) -> BTreeMap<String, u64> {
    let mut codes = BTreeMap::new();
    for entry in line["entries"].as_array().unwrap() {
        *codes.entry(entry["code"].as_str().unwrap().to_owned()).or_default() += entry["count"].as_u64().unwrap();
    }
    codes
}

/// Runs an import and asserts what it reports: the codes of the case's report, and no others but `taken-…`.
#[track_caller]
fn assert_report(name: &str, words: &[&str], except: &[&str]) -> Value {
    let (project, file) = project(name);
    let ran = project.run([&["import", &file, "--format", "json"], words].concat());
    let line: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
    let mut found = codes(&line);
    let report = fs::read_to_string(case(name).join("report.yaml")).unwrap();
    let report = report.lines().filter(|line| !line.starts_with([' ', '#'])).filter_map(|line| line.split_once(':'));
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for (code, count) in report {
        let count = count.split('#').next().unwrap().trim();
        expected.extend(count.parse().ok().filter(|count| *count > 0).map(|count| (code.to_owned(), count)));
    }
    expected.retain(|code, _| !except.contains(&code.as_str()));
    found.retain(|code, _| !code.starts_with("taken-") || expected.contains_key(code));
    assert_eq!(found, expected, "{name}: {}", line["entries"]);
    line
}

/// Imports an article and asserts its values and its report.
#[track_caller]
fn assert_case(name: &str, words: &[&str], expected: &str, except: &[&str]) {
    let line = assert_report(name, words, except);
    let expected = fs::read_to_string(case(name).join(expected)).unwrap();
    assert_article(line["yaml"].as_str().unwrap_or_else(|| panic!("{name}: {line}")), &expected);
}

#[test]
fn an_article_of_word_is_taken_whole() {
    for name in ["01", "02", "03", "04", "08", "09", "11"] {
        assert_case(name, &[], "expected.yaml", &[]);
    }
    for name in ["05", "17"] {
        assert_case(name, &["--leave-out", "all"], "expected.yaml", &[]);
    }
}

#[test]
fn sheets_and_texts_are_taken() {
    assert_case("12", &["--sheet", "用稿统计"], "expected.yaml", &["sheet-undecided"]);
    assert_case("13", &[], "expected.yaml", &[]);
    assert_case("16", &[], "expected.yaml", &[]);
}

#[test]
fn nothing_is_written_while_something_is_open() {
    for (name, code, count) in [
        ("05", "refused-picture", 1),
        ("06", "change-undecided", 10),
        ("07", "comment-undecided", 3),
        ("12", "sheet-undecided", 1),
        ("17", "refused-formula", 1),
    ] {
        let (project, file) = project(name);
        let ran = project.run(["import", &file, "-o", "7.yaml", "--section", "来信", "--format", "json"]).code(1);
        let line: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(codes(&line).get(code), Some(&count), "{name}: {line}");
        assert!(!project.has("7.yaml") && line["written"].is_null(), "{name}");
    }
}

#[test]
fn changes_are_accepted_and_rejected_as_chosen() {
    for (words, expected) in [
        (vec!["--accept", "all"], "expected-accept.yaml"),
        (vec!["--reject", "all"], "expected-reject.yaml"),
        (vec!["--accept", "by:审稿甲", "--reject", "by:审稿乙"], "expected-mixed.yaml"),
        (vec!["--accept", "1,4,6-7,9", "--reject", "all"], "expected-mixed.yaml"),
    ] {
        assert_case("06", &words, expected, &["change-undecided"]);
    }
    let (project, file) = project("06");
    project.run(["import", &file, "--accept", "11"]).code(2).error("import-choice");
    project.run(["import", &file, "--accept", "2", "--reject", "2"]).code(2).error("import-choice");
}

#[test]
fn changes_are_listed_as_a_person_made_them() {
    let line = assert_report("06", &[], &[]);
    let changes: Vec<&Value> =
        line["entries"].as_array().unwrap().iter().filter(|entry| entry["code"] == "change-undecided").collect();
    let list = fs::read_to_string(case("06").join("report.yaml")).unwrap();
    let list: Vec<&str> = list.lines().filter(|line| line.trim_start().starts_with("- {n:")).collect();
    assert_eq!(changes.len(), list.len());
    for (change, wanted) in changes.iter().zip(list) {
        let text = |name: &str| change[name].as_str().unwrap_or_default().to_owned();
        for name in ["by", "kind"] {
            assert!(wanted.contains(&format!("{name}: {}", text(name))), "{wanted}: {change}");
        }
        assert!(wanted.contains(&format!("n: {},", change["n"])), "{wanted}: {change}");
        assert!(wanted.contains(&text("was")) && wanted.contains(&text("now")), "{wanted}: {change}");
        assert!(wanted.contains(&format!("at: {}", change["at"]["short"].as_str().unwrap())), "{wanted}: {change}");
    }
}

#[test]
fn comments_stand_above_the_key_that_they_are_on() {
    assert_case("07", &["--comments", "drop"], "expected.yaml", &["comment-undecided"]);
    let line = assert_report("07", &["--comments", "keep"], &["comment-undecided"]);
    let yaml = line["yaml"].as_str().unwrap();
    let kept = fs::read_to_string(case("07").join("kept.txt")).unwrap();
    assert!(yaml.contains(&format!("{}\nbody: |", kept.trim_end())), "{yaml}");
}

#[test]
fn pictures_are_written_byte_for_byte() {
    let (project, file) = project("05");
    let words = ["-o", "7.yaml", "--number", "7", "--date", "2025-11-18", "--section", "来信", "--leave-out", "all"];
    project.run([&["import", file.as_str()], words.as_slice()].concat()).code(0);
    let names: Vec<_> =
        fs::read_dir(project.path("pictures")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(project.read_bytes("pictures/7-1.png").starts_with(b"\x89PNG"));
    assert!(project.read("7.yaml").contains("](pictures/7-1.png \"100mm\")"));
    // Another draft never takes the name of a picture that is there.
    project.write("pictures/8-1.png", b"other");
    let words = ["-o", "8.yaml", "--number", "8", "--date", "2025-11-19", "--section", "来信", "--leave-out", "all"];
    project.run([&["import", file.as_str()], words.as_slice()].concat()).code(0);
    assert_eq!(project.read_bytes("pictures/8-1.png"), b"other");
}

#[test]
fn a_whole_issue_is_recognised() {
    for name in ["10", "15"] {
        let line = assert_report(name, &["-o", "7.yaml"], &[]);
        assert_eq!(line["as"], "issue");
        let (project, file) = project(name);
        project.run(["import", &file, "-o", "7.yaml"]).code(0);
        assert_issue(&project.read("7.yaml"), &fs::read_to_string(case(name).join("expected.yaml")).unwrap());
        project.run(["import", &file, "-o", "7.yaml"]).code(2).error("output-exists");
        project.run(["import", &file, "-o", "7.yaml", "--force"]).code(0);
    }
}

#[test]
fn an_article_goes_into_an_issue_and_no_other_byte_changes() {
    let (project, file) = project("19");
    let before = fs::read(case("19").join("37.yaml")).unwrap();
    project.write("37.yaml", &before);
    project.run(["import", &file, "--into", "37.yaml", "--section", "基层来信"]).code(1).error("import-flow");
    project.run(["import", &file, "--into", "37.yaml", "--section", "没有的栏目"]).code(1).error("section-unknown");
    assert_eq!(project.read_bytes("37.yaml"), before);
    project.run(["import", &file, "--into", "37.yaml", "--section", "工作交流"]).code(0);
    let expected = fs::read(case("19").join("37-after.yaml")).unwrap();
    assert_eq!(String::from_utf8(project.read_bytes("37.yaml")), String::from_utf8(expected));
}

#[test]
fn an_article_goes_before_and_behind_others() {
    let (project, file) = project("01");
    let issue = "number: 1\ndate: 2025-01-02\nsections:\n  - title: 甲栏\n    articles:\n      - title: 一\n        body: 文。\n      # 第二篇\n      - title: 二\n        body: 文。";
    for (words, order) in [
        (["--before", "二"], ["一", "云", "二"]),
        (["--after", "一"], ["一", "云", "二"]),
        (["--before", "一"], ["云", "一", "二"]),
    ] {
        project.write("1.yaml", issue);
        project.run([&["import", &file, "--into", "1.yaml", "--section", "甲栏"], words.as_slice()].concat()).code(0);
        let text = project.read("1.yaml");
        let read: Issue = parse(&Source::new("1.yaml", &text)).unwrap();
        let titles: Vec<String> = read.articles().map(|article| article.title.chars().take(1).collect()).collect();
        assert_eq!(titles, order, "{text}");
        assert!(text.contains("      # 第二篇\n      - title: 二\n"), "{text}");
    }
    project.write("1.yaml", issue);
    let words = ["import", &file, "--into", "1.yaml", "--section", "甲栏", "--after", "三"];
    project.run(words).code(2).error("import-neighbour");
    project.run(["import", &file, "--into", "1.yaml", "--section", "乙栏", "--new-section"]).code(0);
    assert!(project.read("1.yaml").starts_with(issue));
}

#[test]
fn old_files_are_converted_or_refused() {
    let (project, file) = project("14");
    project.run(["import", &file, "--no-libreoffice"]).code(1).error("import-old-format");
    let has_office =
        std::env::split_paths(&std::env::var_os("PATH").unwrap()).any(|folder| folder.join("soffice").is_file());
    if has_office {
        assert_case("14", &[], "expected.yaml", &[]);
    }
}

#[test]
fn several_drafts_become_one_issue() {
    let (project, file) = project("01");
    project.write("来稿/1.docx", project.read_bytes(&file));
    project.write("来稿/2.txt", "一个标题\n\n　　一段文字。\n");
    project.write("来稿/~$1.docx", "x");
    project
        .run(["import", "来稿", "-o", "9.yaml", "--section", "来信", "--date", "2025-01-02"])
        .code(1)
        .error("import-no-number");
    project
        .run(["import", "来稿", "-o", "9.yaml", "--section", "来信", "--number", "9"])
        .code(1)
        .error("import-no-date");
    project
        .run(["import", "来稿", "-o", "9.yaml", "--number", "9", "--date", "2025-01-02"])
        .code(2)
        .error("import-section-needed");
    project.run(["import", "来稿", "--accept", "1"]).code(2);
    let words = ["import", "来稿", "-o", "9.yaml", "--section", "来信", "--number", "9", "--date", "2025-01-02"];
    project.run(words).code(0);
    let read: Issue = parse(&Source::new("9.yaml", &project.read("9.yaml"))).unwrap();
    assert_eq!(read.articles().count(), 2);
}

#[test]
fn hostile_files_are_refused_in_bounded_time() {
    let folder = case("18");
    let cases = fs::read_to_string(folder.join("cases.yaml")).unwrap();
    for code in ["import-unknown-format", "import-password", "import-damaged", "import-too-large", "import-doctype"] {
        assert!(cases.contains(code), "{code}");
    }
    for line in cases.lines().filter(|line| line.starts_with("- {")) {
        let field = |name: &str| {
            let rest = line.split_once(&format!("{name}: ")).unwrap().1;
            rest.split([',', '}']).next().unwrap().to_owned()
        };
        let (file, code) = (field("file"), field("code"));
        let project = TestProject::new();
        project.write(&file, fs::read(folder.join(&file)).unwrap());
        let began = Instant::now();
        let ran = project.run(["import", &file, "--no-libreoffice", "--format", "json"]);
        let took = began.elapsed();
        let line: Value =
            serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{file}: {error}: {}{}", ran.out, ran.err));
        assert_eq!(ran.status().to_string(), field("exit"), "{file}: {line}");
        assert!(code == "none" || codes(&line).contains_key(&code), "{file}: {line}");
        assert!(took.as_secs() < 10, "{file}: {took:?}");
    }
}

#[test]
fn what_a_draft_is_has_to_be_clear() {
    let project = TestProject::new();
    project.write("a.txt", "第 7 期\n\n　　一段文字。\n");
    project.run(["import", "a.txt"]).code(1).error("import-unclear");
    project.run(["import", "a.txt", "--as", "article"]).code(0);
    project.write("b.txt", "　\n\u{3000}");
    project.run(["import", "b.txt"]).code(1).error("import-no-text");
}

#[test]
fn the_report_is_in_both_languages() {
    let (project, file) = project("06");
    let zh = project.run(["import", &file, "--lang", "zh"]).code(1);
    for words in ["修订待定：10 处", "替换", "【45→54】", "什么都没有写", "--accept all"] {
        assert!(zh.err.contains(words), "{words}: {}", zh.err);
    }
    let en = project.run(["import", &file]).code(1);
    for words in ["error[change-undecided]: tracked changes are to be decided: 10", "replaced", "nothing was written"] {
        assert!(en.err.contains(words), "{words}: {}", en.err);
    }
}
