//! The sums of tables: totals beside them, rows and columns of totals, figures that can't be read.

use jianbao::diagnostic::message::Lang;

use crate::support::{folder, issue, typeset_in_test};

/// What is found in an issue with a table under `table:`, one finding a line: code, line, facts.
fn found_in_table(keys: &str) -> Vec<String> {
    found(&format!("title: 标题\ntable:\n{keys}"))
}

/// What is found in an issue whose body is a table in Markdown.
fn found_in_body(rows: &str) -> Vec<String> {
    found(&format!("title: 标题\nbody: |\n  正文。\n\n{rows}"))
}

fn found(article: &str) -> Vec<String> {
    let (_folder, project, job) = folder(&issue(article));
    let (_, findings) = typeset_in_test(&project, &job);
    let told = findings.iter().map(|finding| {
        let place = finding.place.as_ref().unwrap();
        // The article begins on line 16.
        format!("{}:{}:{}: {}", finding.code, place.position().unwrap().0 - 15, place.text(), Lang::En.message(finding))
    });
    told.collect()
}

const TABLE: &str = "  columns: [地区, 一季度, 二季度]\n";

#[test]
fn negative_numbers_decimals_and_thousands_are_added_as_what_they_are() {
    for (rows, total) in [
        ("[[甲, 0, -5], [乙, 9, 4]]", "8"),
        ("[[甲, 0, −5], [乙, 9, 4]]", "8"),
        ("[[甲, 0, －5], [乙, 9, 4]]", "8"),
        ("[[甲, 3.5, 1.25], [乙, 0.1, 0.2]]", "5.05"),
        ("[[甲, \"1,280\", 1，280], [乙, 0, 1]]", "2,561"),
        ("[[甲, 3（2025年为3）, 5], [乙, 1, 1]]", "10"),
        ("[[甲, 3.5万, 800], [乙, 1, 1]]", "35802"),
        ("[[甲, 12%, 5], [乙, 88%, 6]]", "11"),
        ("[[甲, 3, 5], [乙, 4, 6], [合计, 7, 11]]", "18"),
        ("[[甲, 3, 5], [其中：丙, 1, 1], [乙, 4, 6]]", "18"),
    ] {
        let right = format!("{TABLE}  rows: {rows}\n  total: {total}\n");
        assert_eq!(found_in_table(&right), Vec::<String>::new(), "{rows}");
        let wrong = format!("{TABLE}  rows: {rows}\n  total: 77\n");
        assert_eq!(found_in_table(&wrong).len(), 1, "{rows}: {:?}", found_in_table(&wrong));
        assert!(found_in_table(&wrong)[0].starts_with("total-mismatch:5:77: "), "{rows}");
    }
    let told = found_in_table(&format!("{TABLE}  rows: [[甲, 0, -5], [乙, 9, 4]]\n  total: 18\n"));
    assert_eq!(told, ["total-mismatch:5:18: the total says 18, the numbers add up to 8"]);
    let told = found_in_table(&format!("{TABLE}  rows: [[甲, 1.5万, 5000]]\n  unit: 万元\n  total: 3万\n"));
    assert_eq!(told, ["total-mismatch:6:3万: the total says 3万, the numbers add up to 5001.5万"]);
}

#[test]
fn a_total_is_printed_as_it_was_typed() {
    let article = format!("title: 标题\ntable:\n{TABLE}  rows: [[甲, \"1,280\", 0.5]]\n  unit: 篇\n  total: 1,280.5\n");
    let pages = crate::support::pages_of(&issue(&article));
    let words: String = crate::support::runs(&pages).iter().map(|run| run.text.clone()).collect();
    assert!(words.contains("（共1,280.5篇）"), "{words}");
    let told = found_in_table(&format!("{TABLE}  rows: [[甲, 1, 2]]\n  total: 三\n"));
    assert_eq!(
        told,
        [
            "wrong-value:5:三: “三” is not valid; expected: a number, such as 93, 12.5 or 1,280, or columns, rows or both for totals that are added"
        ]
    );
}

#[test]
fn a_row_of_totals_is_checked_and_not_added_again() {
    let told = found_in_table(&format!("{TABLE}  rows: [[甲, 3, 5], [乙, 4, 6], [合 计, 7, 12]]\n  total: 18\n"));
    assert_eq!(told, ["total-row:4:12: “合 计” says 12, the numbers add up to 11"]);
    let told = found_in_table(
        "  columns: [地区, 一季度, 二季度, 合计]\n  rows: [[甲, 3, 5, 8], [乙, 4, 6, 11], [合计, 7, 11, 18]]\n  total: 18\n",
    );
    assert_eq!(
        told,
        [
            "total-row:4:11: “合计” says 11, the numbers add up to 10",
            "total-row:4:18: “合计” says 18, the numbers add up to 19"
        ]
    );
    for rows in [
        "[[合计, 7, 11], [甲, 3, 5], [乙, 4, 6]]",
        "[[甲, 3, 5], [小计, 3, 5], [乙, 4, 6], [小计, 4, 6], [总计, 7, 11]]",
        "[[苏南, 3, 5], [小计, 3, 5], [苏北, 4, 6], [合计, 7, 11]]",
        "[[甲, 3, 5], [乙, 4, 无], [合计, 7, 5]]",
        "[[甲, 3, 40%], [乙, 4, 60%], [合计, 7, 100%]]",
        "[[甲, 3, 5.1%], [乙, 4, 6.3%], [合计, 7, 5.8%]]",
        "[[甲, 3, 5], [乙, {text: 丙 1、丁 1, span: 2}], [合计, 4, 6]]",
        "[[甲, 3, 5], [乙, 4, 6], [合计, —, —]]",
    ] {
        assert_eq!(found_in_table(&format!("{TABLE}  rows: {rows}\n")), Vec::<String>::new(), "{rows}");
    }
    // A column alone may be called 合计, and rates have no sum.
    let alone = "  columns: [地区, 合计]\n  rows: [[甲, 3], [乙, 4]]\n  total: 7\n";
    assert_eq!(found_in_table(alone), Vec::<String>::new());
    let rates =
        "  columns: [地区, 人数, 人均支出, 合格率]\n  rows: [[甲, 3, 50, 91], [乙, 4, 60, 95], [合计, 7, 55, 93]]\n";
    assert_eq!(found_in_table(rates), Vec::<String>::new());
}

#[test]
fn the_tables_in_a_text_are_checked_too() {
    let rows = "  | 地区 | 一季度 | 二季度 |\n  |---|---|---|\n  | 甲 | -3 | 1,280 |\n  | 乙 | 4 | 0.5 |\n";
    assert_eq!(found_in_body(&format!("{rows}  | **合计** | 1 | 1280.5 |\n")), Vec::<String>::new());
    let told = found_in_body(&format!("{rows}  | **合计** | 7 | 1280.5 |\n"));
    assert_eq!(told, ["total-row:9:7: “合计” says 7, the numbers add up to 1"]);
}

#[test]
fn what_can_not_be_read_is_not_added_and_is_named() {
    let told = found_in_table(&format!("{TABLE}  rows: [[甲, 约30, 5], [乙, 4, 6]]\n  total: 15\n"));
    assert_eq!(told, ["figure-unclear:4:约30: no exact number can be read from “约30”; it isn't part of the sum"]);
    let told = found_in_body("  | 地区 | 数 |\n  |---|---|\n  | 甲 | 10-20 |\n  | 乙 | 4 |\n  | 合计 | 4 |\n");
    assert_eq!(told, ["figure-unclear:7:10-20: no exact number can be read from “10-20”; it isn't part of the sum"]);
    // Without a total nothing is added, and a column of remarks has no figures.
    assert_eq!(found_in_table(&format!("{TABLE}  rows: [[甲, 约30, 5]]\n")), Vec::<String>::new());
    let remarks = "  columns: [地区, 数, 备注]\n  rows: [[甲, 30, 5月1日报来], [乙, 4, 见2025年文]]\n  total: 34\n";
    assert_eq!(found_in_table(remarks), Vec::<String>::new());
    let wrong = remarks.replace("34", "35");
    assert_eq!(found_in_table(&wrong).len(), 3, "{:?}", found_in_table(&wrong));
}
