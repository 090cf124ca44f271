//! Who sent how many articles: against a table written by hand.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use jianbao::asset::layout::Layouts;
use jianbao::build::batch::{Batch, Report, Status, Task, run_batch};
use jianbao::build::record::Records;
use jianbao::project::Project;
use jianbao::project::year::read_issues;

use snapbox::str;

use crate::support::{TestProject, engine, issue, numbered, told};

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
fn year() -> TestProject {
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
    TestProject::new().issues(files)
}

#[test]
fn the_articles_of_a_year_are_counted_city_by_city() {
    let project = year();
    let mut expected = "地区,市本级用稿篇数,所辖县（市、区）用稿篇数\n".to_owned();
    for (city, own, counties) in TABLE {
        expected += &format!("{city},{own},{counties}\n");
    }
    expected += "综合稿件,3,\n文明行业：省交通运输系统,1,\n文明行业：省审计系统,1,\n合计,91,\n";
    project.run(["statistics", "2022", "--format", "csv"]).code(0).stdout(expected);
    project.run(["--lang", "zh", "statistics", "2022"]).code(0).stdout(str![[r#"
地区      市本级用稿篇数  所辖县（市、区）用稿篇数
南京市                 7                         4
无锡市                 4                         3
徐州市                 2                         3
常州市                 1                         2
苏州市                 5                        10
南通市                 1                         9
连云港市               0                         0
淮安市                 3                         2
盐城市                 3                         5
扬州市                 2                         1
镇江市                 2                         3
泰州市                 4                         2
宿迁市                 5                         3
综合稿件               3
文明行业  省交通运输系统 1、省审计系统 1
共 91 篇

"#]]);
    project.run(["statistics", "2022"]).code(0).stdout(str![[r#"
地区      市本级用稿篇数  所辖县（市、区）用稿篇数
南京市                 7                         4
无锡市                 4                         3
徐州市                 2                         3
常州市                 1                         2
苏州市                 5                        10
南通市                 1                         9
连云港市               0                         0
淮安市                 3                         2
盐城市                 3                         5
扬州市                 2                         1
镇江市                 2                         3
泰州市                 4                         2
宿迁市                 5                         3
综合稿件               3
文明行业  省交通运输系统 1、省审计系统 1
91 articles in all

"#]]);
    let json = project.json(["statistics", "2022", "--format", "json"]);
    assert_eq!((json["total"].as_u64(), json["combined"].as_u64()), (Some(91), Some(3)));
    assert_eq!(json["cities"][8], serde_json::json!({ "city": "盐城市", "own": 3, "counties": 5 }));
}

#[test]
fn a_year_without_issues_has_no_statistics() {
    year().run(["statistics", "1999"]).code(1).stderr(str![[r#"
error[year-empty]: no issue is dated 1999
 |
 = help: check the year, and whether the files are below issues/1999


"#]]);
}

const LAST: &str = "issues/2022/7.yaml";

#[test]
fn an_issue_typesets_the_table_by_itself() {
    let project = year();
    project.run(["build", LAST]).code(0);
    let text = project.page_words("out/2022/7.pdf").concat();
    for part in ["（共91篇）", "苏州市510", "连云港市00", "综合稿件3", "文明行业省交通运输系统1、省审计系统1"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn an_issue_with_statistics_is_built_again_after_another_issue_changed() {
    let project = year();
    let is_unchanged = || project.out(["build", LAST]).contains("unchanged");
    assert!(!is_unchanged());
    assert!(is_unchanged());
    project.edit("issues/2022/1.yaml", "{city: 南京市}", "{city: 连云港市}");
    assert!(!is_unchanged());
    let more = "number: 8\ndate: 2022-12-29\nsections:\n  - title: 交流\n    articles:\n      - title: 新\n        \
                source: {city: 连云港市}\n        body: 文。\n";
    project.write("issues/2022/8.yaml", more);
    assert!(!is_unchanged());
    let text = project.page_words("out/2022/7.pdf").concat();
    assert!(text.contains("（共92篇）"), "{text}");
}

#[test]
fn the_archive_of_an_issue_with_statistics_brings_what_was_counted() {
    let project = year();
    project.run(["build", "--profile", "archive", LAST]).code(0);
    let document = lopdf::Document::load(project.path("out/2022/7-archive.pdf")).unwrap();
    let specs = document.objects.values().filter_map(|object| object.as_dict().ok());
    assert_eq!(specs.filter(|dict| dict.has_type(b"Filespec")).count(), 8);
}

/// Adds text to the end of an issue.
fn append(project: &TestProject, path: &str, text: &str) {
    project.write(path, project.read(path) + text);
}

#[test]
fn contributors_that_the_publication_does_not_list_are_named() {
    let project = year();
    let articles = "      - title: 甲\n        source: {city: 苏洲市}\n        body: 文。\n      - title: 乙\n        source: {city: 盐城市, \
                    county: 东抬市}\n        body: 文。\n      - title: 丙\n        body: 文。\n";
    append(&project, "issues/2022/2.yaml", articles);
    project.run(["check", "issues/2022/2.yaml"]).code(0).stderr(str![[r#"
warning[city-unknown]: “苏洲市” isn't among the cities of the publication
  --> issues/2022/2.yaml:52:24
   |
52 |         source: {city: 苏洲市}
   |                        ^^^^^^
   |
   = help: correct the name, or add it under “cities” in publication.yaml

warning[county-unknown]: “东抬市” isn't among the counties of 盐城市
  --> issues/2022/2.yaml:55:37
   |
55 |         source: {city: 盐城市, county: 东抬市}
   |                                        ^^^^^^
   |
   = help: correct the name, or add it to the city's counties in publication.yaml

warning[source-missing]: this article has no source, others of its section have one
  --> issues/2022/2.yaml:57:16
   |
57 |       - title: 丙
   |                ^^
   |
   = help: give “source”, so that the article is counted


"#]]);
    project.run(["--lang", "zh", "check", "issues/2022/2.yaml"]).code(0).stderr(str![[r#"
提醒[city-unknown]: “苏洲市”不在 publication.yaml 列出的市名里
  --> issues/2022/2.yaml:52:24
   |
52 |         source: {city: 苏洲市}
   |                        ^^^^^^
   |
   = 办法: 请改正市名，或加到 publication.yaml 的 cities（设区市）里

提醒[county-unknown]: “东抬市”不在盐城市的县（市、区）里
  --> issues/2022/2.yaml:55:37
   |
55 |         source: {city: 盐城市, county: 东抬市}
   |                                        ^^^^^^
   |
   = 办法: 请改正名称，或加到 publication.yaml 中该市的 counties（县市区）里

提醒[source-missing]: 这篇稿件没有写来稿单位，同栏目的其他稿件写了
  --> issues/2022/2.yaml:57:16
   |
57 |       - title: 丙
   |                ^^
   |
   = 办法: 请写 source（来稿单位），否则不计入统计


"#]]);
    // Counting names them, too, and counts them.
    let counted = project.run(["statistics", "2022"]).code(0);
    assert!(counted.err.contains("warning[city-unknown]"), "{}", counted.err);
    assert!(counted.out.contains("苏洲市"), "{}", counted.out);
}

#[test]
fn a_contributor_with_signs_of_markdown_or_a_remark_is_named() {
    let project = year();
    let odd = "      - title: 丁\n        source: {sector: 某系统**}\n        body: 文。\n      - title: 戊\n        source:\n          \
               city: 苏州市 #一\n        body: 文。\n";
    append(&project, "issues/2022/1.yaml", odd);
    project.run(["check", "issues/2022/1.yaml"]).code(1).stderr(str![[r#"
error[markup-stars]: stars are left over here: “**” opens or closes nothing
  --> issues/2022/1.yaml:55:26
   |
55 |         source: {sector: 某系统**}
   |                          ^^^^^^^^
   |
   = help: a lead-in stands between two “**” without blanks inside: **服务网络。**

warning[comment-lost]: what follows the “#” isn't printed
  --> issues/2022/1.yaml:59:21
   |
59 |           city: 苏州市 #一
   |                        ^^^
   |
   = help: put the whole text in quotes if the “#” belongs to it, or a space after “#” if it is a comment


"#]]);
}

#[test]
fn an_article_has_a_table_or_statistics_but_not_both() {
    let project = year();
    append(&project, LAST, "        table: {columns: [甲], rows: [[1]]}\n");
    project.run(["check", LAST]).code(1).stderr(str![[r#"
error[statistics-and-table]: an article has a table or statistics, not both
 --> issues/2022/7.yaml:7:28
  |
7 |         statistics: {year: 2022}
  |                            ^^^^
  |
  = help: remove “table” to have the figures counted from the issues, or remove “statistics”


"#]]);
}

#[test]
fn a_list_of_cities_that_is_wrong_is_named() {
    let project = year();
    let wrong = |cities: &str| {
        project.write("issues/publication.yaml", format!("title: 某报\nissuer: 某省\ncities: {cities}\n"));
        project.run(["check", "issues/2022/1.yaml"]).code(1)
    };
    wrong("[苏州市, 苏州市]").error("city-twice");
    wrong("[{name: 盐城市, counties: [甲, 甲]}]").error("city-twice");
    wrong("[\"\"]").error("empty-text");
    wrong("[3]").stderr(str![[r#"
error[wrong-type]: expected here: a name, or {name: …, counties: […]}
 --> issues/publication.yaml:3:10
  |
3 | cities: [3]
  |          ^
  |
  = help: “jianbao new” writes a skeleton that shows each key


"#]]);
}

#[test]
fn the_chart_is_a_picture_and_a_page() {
    let project = year();
    for file in ["out/图.svg", "out/图.pdf", "out/表.csv", "out/表.json"] {
        project.run(["statistics", "2022", "-o", file]).code(0);
    }
    let svg = project.read("out/图.svg");
    // A bar for each number that isn't nothing, and the two of the legend; the text is drawn and needs no fonts.
    let bars = TABLE.iter().map(|(_, own, counties)| usize::from(*own > 0) + usize::from(*counties > 0)).sum::<usize>();
    assert!(svg.starts_with("<svg") && !svg.contains("<text"), "{}", &svg[..200]);
    assert!(svg.matches("<path").count() >= bars + 2, "{}", svg.matches("<path").count());
    assert!(project.read("out/表.csv").starts_with("\u{feff}地区,"));
    let found = project.out(["preflight", "out/图.pdf"]);
    assert!(found.contains("PDF/X-4") && found.ends_with("fit for the press\n"), "{found}");
    project.run(["statistics", "2022", "-o", "out/图.docx"]).code(2).stderr(str![[r#"
error[statistics-output]: statistics can't be written to a file of this kind
--> out/图.docx
 = help: name a file that ends in .csv, .json, .svg or .pdf


"#]]);
    if let Some(folder) = std::env::var_os("JIANBAO_KEEP") {
        fs::copy(project.path("out/图.pdf"), PathBuf::from(&folder).join("chart.pdf")).unwrap();
        fs::copy(project.path("out/图.svg"), PathBuf::from(&folder).join("chart.svg")).unwrap();
    }
}

#[test]
fn an_issue_counts_for_the_year_of_its_date_in_whichever_folder_it_lies() {
    let text = issue("title: 标题\nsource: {city: 苏州市}\nbody: 正文。").replace("2022-12-28", "2020-01-02");
    let other = numbered(2, &text);
    let project = TestProject::new().issue("2020/1.yaml", text).issue("2022/2.yaml", other);
    let told = project.out(["statistics", "2020"]);
    assert!(told.contains("2 articles in all"), "{told}");
}

/// The publication comes into the record twice, as the issue's own and with the year that is counted.
#[test]
fn a_counted_year_needs_no_second_build() {
    let folder = year();
    let project = Project::at(folder.root());
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
