//! What stands around a text in other commands: the dispatch list and its labels, joint contributions in the statistics,
//! quotations and rules in what was corrected.

use snapbox::str;

use crate::support::{TestProject, issue};

/// An issue with receivers and their copies.
const ISSUE: &str = "number: 36\ndate: 2022-12-28\ntitle: 某省简报\nissuer: 某省文明办\ncopies: 42\n\
distribution:\n  - {label: 报, to: [{name: 中央文明办, copies: 2}]}\n\
  - {label: 发, to: [{name: \"各设区市文明办，省直机关\", copies: 40}]}\n\
sections:\n  - title: 交流\n    articles:\n      - title: 标题\n        body: 正文。\n";

#[test]
fn the_list_of_receivers_and_their_labels_are_written() {
    let project = TestProject::new().issue("2022/36.yaml", ISSUE);
    project.run(["dispatch", "2022/36"]).code(0);
    assert_eq!(
        project.read("out/2022/36-dispatch.csv"),
        "\u{feff}序号,类别,报送对象,份数\n1,报,中央文明办,2\n2,发,各设区市文明办，省直机关,40\n"
    );
    let words = |path: &str| project.page_words(path).concat().replace(char::is_whitespace, "");
    let list = words("out/2022/36-dispatch.pdf");
    for part in ["分发清单", "报送对象", "中央文明办", "各设区市文明办，省直机关", "共2处，42份"]
    {
        assert!(list.contains(part), "{part}: {list}");
    }
    let labels = words("out/2022/36-labels.pdf");
    for part in ["中央文明办", "2份", "40份", "某省简报第36期"] {
        assert!(labels.contains(part), "{part}: {labels}");
    }
}

#[test]
fn copies_that_do_not_add_up_and_a_list_without_receivers_are_errors() {
    let wrong = ISSUE.replace("copies: 42", "copies: 43");
    let none = ISSUE.split("distribution:").next().unwrap().to_owned() + &ISSUE[ISSUE.find("sections:").unwrap()..];
    let project = TestProject::new().issue("2022/36.yaml", wrong).issue("2022/37.yaml", none.replace("36", "37"));
    project.run(["dispatch", "2022/36"]).code(1).error("copies-mismatch");
    project.run(["dispatch", "2022/37"]).code(1).error("no-receiver");
    assert!(!project.has("out/2022/36-labels.pdf") && !project.has("out/2022/37-dispatch.csv"));
}

#[test]
fn a_joint_contribution_counts_once_for_each_office() {
    let articles =
        "title: 标题\nsource: [{city: 甲市}, {city: 乙市, county: 某县}, {sector: 省水利系统}]\nbody: 正文。";
    let project = TestProject::new().issue("2022/1.yaml", issue(articles).replace("number: 36", "number: 1"));
    project.run(["statistics", "2022"]).code(0).stdout(str![]);
}

#[test]
fn a_paragraph_that_becomes_a_quotation_is_a_difference() {
    let articles = "title: 标题\nbody: |\n  第一段。\n\n  这个做法好。\n\n  ---\n\n  第三段。";
    let project = TestProject::new().issue("2022/36.yaml", issue(articles));
    project.run(["release", "2022/36"]).code(0);
    project.edit("issues/2022/36.yaml", "这个做法好。", "> 这个做法好。");
    project.edit("issues/2022/36.yaml", "---", "另一段。");
    project.run(["diff", "2022/36"]).stdout(str![]);
}
