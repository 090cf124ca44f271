//! Who sent how many articles: against a table written by hand.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use jianbao::asset::layout::Layouts;
use jianbao::build::batch::{Batch, Report, Status, Task, run_batch};
use jianbao::build::record::Records;
use jianbao::project::Project;
use jianbao::project::year::read_issues;

use crate::command::{code, err, jianbao, out, project};
use crate::support::{engine, issue, numbered, told};

const CITIES: &str = "cities: [南京市, 无锡市, 徐州市, 常州市, 苏州市, 南通市, 连云港市, 淮安市, {name: 盐城市, counties: [东台市, 建湖县]}, \
                      扬州市, 镇江市, 泰州市, 宿迁市]\n";

/// City, articles of its own, of its counties.
const TABLE: &[(&str, usize, usize)] = &[
    ("南京市", 7, 4),
    ("无锡市", 4, 3),
    ("徐州市", 2, 3),
    ("常州市", 1, 2),
    ("苏州市", 5, 10),
    ("南通市", 1, 9),
    ("连云港市", 0, 0),
    ("淮安市", 3, 2),
    ("盐城市", 3, 5),
    ("扬州市", 2, 1),
    ("镇江市", 2, 3),
    ("泰州市", 4, 2),
    ("宿迁市", 5, 3),
];

/// A year of six issues whose articles come from where the table says, and a last one that counts them.
fn year() -> (tempfile::TempDir, PathBuf) {
    let mut sources = Vec::new();
    for (city, own, counties) in TABLE {
        let county = if *city == "盐城市" { "东台市" } else { "某县" };
        sources.extend(std::iter::repeat_n(format!("{{city: {city}}}"), *own));
        sources.extend(std::iter::repeat_n(format!("{{city: {city}, county: {county}}}"), *counties));
    }
    sources.extend(
        ["combined", "combined", "combined", "{sector: 省审计系统}", "{sector: 省交通运输系统}"].map(str::to_owned),
    );
    // Spread over the issues, so that no city comes in one stretch.
    let mut issues = vec![String::new(); 6];
    for (index, source) in sources.iter().enumerate() {
        issues[index % 6] += &format!("      - title: 标题{index}\n        source: {source}\n        body: 正文。\n");
    }
    let mut files: Vec<_> = (1..)
        .zip(&issues)
        .map(|(number, articles)| {
            let head =
                format!("number: {number}\ndate: 2022-0{number}-10\nsections:\n  - title: 交流\n    articles:\n");
            (format!("2022/{number}.yaml"), head + articles)
        })
        .collect();
    files.push((
        "2022/7.yaml".to_owned(),
        "number: 7\ndate: 2022-12-28\nsections:\n  - title: 用稿通报\n    articles:\n      - title: 2022 年稿件采用情况统计\n        \
         statistics: {year: 2022}\n"
            .to_owned(),
    ));
    // Neither of another year nor without a source: not counted.
    files.push((
        "2021/1.yaml".to_owned(),
        "number: 1\ndate: 2021-01-10\nsections:\n  - title: 交流\n    articles:\n      - title: 旧\n        source: combined\n        \
         body: 文。\n"
            .to_owned(),
    ));
    files.push(("publication.yaml".to_owned(), format!("title: 某省简报\nissuer: 某省文明办\n{CITIES}")));
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    project(&files)
}

#[test]
fn the_table_of_a_year() {
    let (_folder, root) = year();
    let csv = out(&jianbao(&root, &["statistics", "2022", "--format", "csv"]));
    let mut expected = "地区,市本级用稿篇数,所辖县（市、区）用稿篇数\n".to_owned();
    for (city, own, counties) in TABLE {
        expected += &format!("{city},{own},{counties}\n");
    }
    expected += "综合稿件,3,\n文明行业：省交通运输系统,1,\n文明行业：省审计系统,1,\n合计,91,\n";
    assert_eq!(csv, expected);
    let table = out(&jianbao(&root, &["--lang", "zh", "statistics", "2022"]));
    let squeezed: Vec<_> = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(squeezed[5], "苏州市 5 10");
    assert_eq!(squeezed[7], "连云港市 0 0");
    assert_eq!(squeezed[14..], ["综合稿件 3", "文明行业 省交通运输系统 1、省审计系统 1", "共 91 篇"]);
    let json = out(&jianbao(&root, &["statistics", "2022", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["total"].as_u64(), json["combined"].as_u64()), (Some(91), Some(3)));
    assert_eq!(json["cities"][8], serde_json::json!({ "city": "盐城市", "own": 3, "counties": 5 }));
    let none = jianbao(&root, &["--lang", "en", "statistics", "1999"]);
    assert_eq!(code(&none), 1);
    assert!(err(&none).contains("no issue is dated 1999"), "{}", err(&none));
}

#[test]
fn an_issue_typesets_the_table_by_itself() {
    let (_folder, root) = year();
    let built = jianbao(&root, &["--lang", "en", "build", "issues/2022/7.yaml"]);
    assert_eq!(code(&built), 0, "{}", err(&built));
    let read = || {
        let document = lopdf::Document::load(root.join("out/2022/7.pdf")).unwrap();
        let pages: Vec<_> = document.get_pages().keys().copied().collect();
        document.extract_text(&pages).unwrap().split_whitespace().collect::<String>()
    };
    let text = read();
    for part in ["（共91篇）", "苏州市510", "连云港市00", "综合稿件3", "文明行业省交通运输系统1、省审计系统1"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    // An article more in another issue, an issue more: both are counted the next time, and nothing else is.
    let run = || out(&jianbao(&root, &["--lang", "en", "build", "issues/2022/7.yaml"]));
    assert!(run().contains("unchanged"), "{}", run());
    let first = root.join("issues/2022/1.yaml");
    let text = fs::read_to_string(&first).unwrap().replacen("{city: 南京市}", "{city: 连云港市}", 1);
    fs::write(&first, text).unwrap();
    assert!(!run().contains("unchanged"));
    let more = "number: 8\ndate: 2022-12-29\nsections:\n  - title: 交流\n    articles:\n      - title: 新\n        \
                source: {city: 连云港市}\n        body: 文。\n";
    fs::write(root.join("issues/2022/8.yaml"), more).unwrap();
    assert!(!run().contains("unchanged"));
    assert!(read().contains("（共92篇）"), "{}", read());
    // The record brings along what was counted.
    assert_eq!(code(&jianbao(&root, &["build", "--profile", "archive", "issues/2022/7.yaml"])), 0);
    let record = fs::read(root.join("out/2022/7-archive.pdf")).unwrap();
    let document = lopdf::Document::load_mem(&record).unwrap();
    let specs = document.objects.values().filter_map(|object| object.as_dict().ok());
    assert_eq!(specs.filter(|dict| dict.has_type(b"Filespec")).count(), 9);
}

#[test]
fn sources_that_look_wrong_are_told() {
    let (_folder, root) = year();
    let path = root.join("issues/2022/2.yaml");
    let articles = "      - title: 甲\n        source: {city: 苏洲市}\n        body: 文。\n      - title: 乙\n        source: {city: 盐城市, \
                    county: 东抬市}\n        body: 文。\n      - title: 丙\n        body: 文。\n";
    let text = fs::read_to_string(&path).unwrap() + articles;
    fs::write(&path, text).unwrap();
    let checked = jianbao(&root, &["--lang", "en", "check", "issues/2022/2.yaml"]);
    assert_eq!(code(&checked), 0);
    for part in [
        "warning[city-unknown]: “苏洲市” isn't among the cities",
        "warning[county-unknown]: “东抬市” isn't among the counties of 盐城市",
        "warning[source-missing]: this article has no source, others of its section have one",
    ] {
        assert!(err(&checked).contains(part), "{part}\n{}", err(&checked));
    }
    assert_eq!(err(&checked).matches("warning[").count(), 3);
    // A source that YAML cuts short, and one with signs of Markdown.
    let first = root.join("issues/2022/1.yaml");
    let odd = "      - title: 丁\n        source: {sector: 某系统**}\n        body: 文。\n      - title: 戊\n        source:\n          \
               city: 苏州市 #一\n        body: 文。\n";
    fs::write(&first, fs::read_to_string(&first).unwrap() + odd).unwrap();
    let checked = jianbao(&root, &["--lang", "en", "check", "issues/2022/1.yaml"]);
    assert!(
        err(&checked).contains("error[markup-stars]") && err(&checked).contains("warning[comment-lost]"),
        "{}",
        err(&checked)
    );
    fs::write(&first, fs::read_to_string(&first).unwrap().replace(odd, "")).unwrap();
    // The count tells the same.
    let counted = jianbao(&root, &["--lang", "en", "statistics", "2022"]);
    assert_eq!(code(&counted), 0);
    assert!(err(&counted).contains("warning[city-unknown]"), "{}", err(&counted));
    assert!(out(&counted).contains("苏洲市"));
    // A table and statistics in one article; a city that is no name.
    let both =
        fs::read_to_string(root.join("issues/2022/7.yaml")).unwrap() + "        table: {columns: [甲], rows: [[1]]}\n";
    fs::write(root.join("issues/2022/7.yaml"), both).unwrap();
    let checked = jianbao(&root, &["--lang", "en", "check", "issues/2022/7.yaml"]);
    assert!(err(&checked).contains("error[statistics-and-table]"), "{}", err(&checked));
    for (cities, code) in [
        ("[苏州市, 苏州市]", "city-twice"),
        ("[{name: 盐城市, counties: [甲, 甲]}]", "city-twice"),
        ("[\"\"]", "empty-text"),
    ] {
        fs::write(root.join("issues/publication.yaml"), format!("title: 某报\nissuer: 某省\ncities: {cities}\n"))
            .unwrap();
        let checked = jianbao(&root, &["--lang", "en", "check", "issues/2022/1.yaml"]);
        assert!(err(&checked).contains(&format!("error[{code}]")), "{cities}: {}", err(&checked));
    }
    fs::write(root.join("issues/publication.yaml"), "cities: [3]\n").unwrap();
    let checked = jianbao(&root, &["--lang", "en", "check", "issues/2022/2.yaml"]);
    assert!(err(&checked).contains("expected here: a name, or {name: …, counties: […]}"), "{}", err(&checked));
}

#[test]
fn the_chart_is_a_picture_and_a_page() {
    let (_folder, root) = year();
    for file in ["out/图.svg", "out/图.pdf", "out/表.csv", "out/表.json"] {
        let made = jianbao(&root, &["--lang", "en", "statistics", "2022", "-o", file]);
        assert_eq!(code(&made), 0, "{}", err(&made));
    }
    let svg = fs::read_to_string(root.join("out/图.svg")).unwrap();
    // A bar for each number that isn't nothing, and the two of the legend; the text is drawn and needs no fonts.
    let bars = TABLE.iter().map(|(_, own, counties)| usize::from(*own > 0) + usize::from(*counties > 0)).sum::<usize>();
    assert!(svg.starts_with("<svg") && !svg.contains("<text"), "{}", &svg[..200]);
    assert!(svg.matches("<path").count() >= bars + 2, "{}", svg.matches("<path").count());
    assert!(fs::read_to_string(root.join("out/表.csv")).unwrap().starts_with("\u{feff}地区,"));
    let found = out(&jianbao(&root, &["--lang", "en", "preflight", "out/图.pdf"]));
    assert!(found.contains("PDF/X-4") && found.ends_with("fit for the press\n"), "{found}");
    let wrong = jianbao(&root, &["--lang", "en", "statistics", "2022", "-o", "out/图.docx"]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("error[statistics-output]"), "{}", err(&wrong));
    if let Some(folder) = std::env::var_os("JIANBAO_KEEP") {
        fs::copy(root.join("out/图.pdf"), PathBuf::from(&folder).join("chart.pdf")).unwrap();
        fs::copy(root.join("out/图.svg"), PathBuf::from(&folder).join("chart.svg")).unwrap();
    }
}

#[test]
fn an_issue_counts_for_the_year_of_its_date_in_whichever_folder_it_lies() {
    let text = issue("title: 标题\nsource: {city: 苏州市}\nbody: 正文。").replace("2022-12-28", "2020-01-02");
    let other = numbered(2, &text);
    let (_folder, root) = project(&[("2020/1.yaml", &text), ("2022/2.yaml", &other)]);
    let told = out(&jianbao(&root, &["--lang", "en", "statistics", "2020"]));
    assert!(told.contains("2 articles in all"), "{told}");
}

/// The publication comes into the record twice, as the issue's own and with the year that is counted.
#[test]
fn a_counted_year_needs_no_second_build() {
    let (_folder, root) = year();
    let project = Project::at(&root);
    let jobs = project.jobs(&[], None).unwrap();
    let loaded = read_issues(&jobs);
    let records = Records::new(&project, &Layouts::built_in(), "");
    let task = Task::Build { force: false, imposition: None };
    let batch =
        Batch { engine: engine(), project: &project, task, records: Some(&records), loaded: &loaded, across: &[] };
    let mut built = 0;
    run_batch(&batch, &jobs, &[], 2, &AtomicBool::new(false), &mut |report| {
        assert_eq!(report.status, Status::Built, "{}", told(&report.findings));
        built += 1;
    });
    assert_eq!(built, jobs.len());
    for job in &jobs {
        assert!(Report::unchanged(&records, &project, job).is_some(), "{}", job.issue.display());
    }
}
