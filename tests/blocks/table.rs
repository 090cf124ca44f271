//! Tables: alignment, heads, widths, air, 续表, and where a long table begins.

use std::collections::BTreeSet;

use jianbao::diagnostic::Code;

use super::{L, PARAGRAPH, S, body_runs, left, line_of, lines, typeset};
use crate::support::{Run, folder, issue, near, rules, runs, typeset_in_test};

/// A table in Markdown: the head, and rows.
fn table(head: &[&str], rows: &[&[&str]]) -> String {
    let row = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let rule = row(&vec!["---"; head.len()]);
    row(head) + &rule + &rows.iter().map(|cells| row(cells)).collect::<String>()
}

/// The runs of a cell of the first article's block `block`; `None` is the head.
fn cell(runs: &[Run], block: usize, row: Option<usize>, column: usize) -> Vec<Run> {
    let row = row.map_or("columns".to_owned(), |row| row.to_string());
    let field = format!("articles.0.{block}.{row}.{column}");
    runs.iter().filter(|run| run.field == field).cloned().collect()
}

/// The words of a cell, line by line.
fn cell_lines(runs: &[Run], block: usize, row: Option<usize>, column: usize) -> Vec<String> {
    let row = row.map_or("columns".to_owned(), |row| row.to_string());
    lines(runs, &format!("articles.0.{block}.{row}.{column}")).into_iter().map(|line| line.words).collect()
}

/// Where the units of a figure end: half an em for each character up to the decimal point, a quarter for commas.
fn units(run: &Run) -> f64 {
    let units = run.text.split('.').next().unwrap().trim_end_matches(['%', '％']);
    let narrow = units.chars().filter(|c| *c == ',').count() as f64;
    let hyphen = units.chars().filter(|c| *c == '-').count() as f64;
    let digits = units.chars().count() as f64 - narrow - hyphen;
    run.left + (digits * 0.5 + narrow * 0.25 + hyphen * 0.333) * run.size / super::MM
}

#[test]
fn figures_stand_on_their_units() {
    for (lead, page) in [(1, 2), (8, 3)] {
        let rows: &[&[&str]] = &[
            &["甲", "1,234.50", "12", "12.5%", "-3"],
            &["乙", "86.20", "3", "-3%", "105"],
            &["丙", "305", "—", "0.25%", "-12"],
            &["丁", "", "105", "100%", "0"],
        ];
        let body = format!("{PARAGRAPH}\n\n").repeat(lead) + &table(&["单位", "经费", "篇数", "增幅", "增减"], rows);
        let runs = body_runs(&(body + "\n后文。"));
        for column in 1..5 {
            let cells: Vec<_> = (0..4).flat_map(|row| cell(&runs, lead, Some(row), column)).collect();
            assert!(cells.iter().all(|run| run.page == page), "{cells:?}");
            let ends: Vec<_> = cells.iter().filter(|run| run.text != "—").map(units).collect();
            assert!(ends.iter().all(|end| near(*end, ends[0], 0.02)), "{column}: {ends:?} {cells:?}");
        }
    }
}

/// A column in which a cell turns begins at the left; any other is centred.
#[test]
fn a_column_has_one_alignment() {
    let rows: &[&[&str]] = &[
        &["姑苏区文明办", "建立居民自治小组，制定公约，定期评比，形成长效机制，得到群众好评。", "张某"],
        &["吴中区", "开展活动。", "李某某"],
    ];
    let runs = body_runs(&format!("文。\n\n{}\n后文。", table(&["单位", "主要做法", "联系人"], rows)));
    let lefts = |column: usize| [0, 1].map(|row| cell(&runs, 1, Some(row), column)[0].left);
    let centres = |column: usize| {
        [0, 1].map(|row| {
            let cell = cell(&runs, 1, Some(row), column);
            (cell[0].left + cell.last().unwrap().right) / 2.0
        })
    };
    assert!(near(lefts(1)[0], lefts(1)[1], 0.02), "{:?}", lefts(1));
    for column in [0, 2] {
        assert!(near(centres(column)[0], centres(column)[1], 0.02), "{:?}", centres(column));
    }
}

#[test]
fn heads_break_by_sense() {
    let head = ["单位", "周开放时长（小时）", "所辖县（市、区）用稿篇数", "经费（万元）", "增幅"];
    let rows: &[&[&str]] =
        &[&["姑苏区文明办", "42", "7", "1,234.50", "12.5%"], &["吴中区", "38.5", "12", "86.20", "-3%"]];
    let runs = body_runs(&format!("文。\n\n{}\n后文。", table(&head, rows)));
    assert_eq!(cell_lines(&runs, 1, None, 1), ["周开放时长", "（小时）"]);
    assert_eq!(cell_lines(&runs, 1, None, 2), ["所辖县（市、区）", "用稿篇数"]);
    for (column, words) in head.iter().enumerate() {
        assert_eq!(cell_lines(&runs, 1, None, column).concat(), *words);
    }
}

/// No short cell turns while another column has room.
#[test]
fn widths_are_fair() {
    let rows: &[&[&str]] = &[
        &["姑苏区文明办", "42", "7", "1,234.50", "12.5%"],
        &["吴中区", "38.5", "12", "86.20", "-3%"],
        &["相城区文明实践中心", "105", "103", "305", "—"],
    ];
    let head = ["单位", "周开放时长（小时）", "所辖县（市、区）用稿篇数", "经费（万元）", "增幅"];
    let runs = body_runs(&format!("文。\n\n{}\n后文。", table(&head, rows)));
    assert_eq!(cell_lines(&runs, 1, Some(0), 0), ["姑苏区文明办"]);
    assert_eq!(cell_lines(&runs, 1, Some(2), 0).len(), 2);
    let long = "建立“一米菜园”居民自治小组，制定公约，定期评比，形成长效机制，得到群众好评，居民的参与热情很高。";
    let runs = body_runs(&format!("文。\n\n{}\n后文。", table(&["单位", "做法"], &[&["姑苏区文明办", long]])));
    assert_eq!(cell_lines(&runs, 1, Some(0), 0), ["姑苏区文明办"]);
}

/// Half a line of white above and below, and the text after it on the grid.
#[test]
fn a_table_has_air_and_the_text_after_it_is_on_the_grid() {
    for (lead, page) in [(1, 2), (8, 3)] {
        let body = format!("{PARAGRAPH}\n\n").repeat(lead) + &table(&["甲", "乙"], &[&["丙", "丁"]]) + "\n后文。";
        let (pages, _) = typeset(&body);
        let runs = runs(&pages);
        let before = lines(&runs, &format!("articles.0.{}", lead - 1)).pop().unwrap();
        let after = runs.iter().find(|run| run.field == format!("articles.0.{}", lead + 1)).unwrap();
        let edges: Vec<_> = rules(&pages).into_iter().filter(|(at, r)| *at == page && r[1] - r[0] > 20.0).collect();
        let top = edges.iter().map(|(_, r)| r[2]).filter(|y| *y > before.baseline).fold(f64::MAX, f64::min);
        let bottom = edges.iter().map(|(_, r)| r[3]).filter(|y| *y < after.baseline).fold(0.0, f64::max);
        let white = (L - S) / 2.0;
        assert!(near(top - before.baseline - 0.12 * S, white + L / 2.0, 0.2), "{top} {before:?}");
        assert!(near(after.baseline - 0.88 * S - bottom, white + L / 2.0, 0.2), "{bottom} {after:?}");
        assert!(near(line_of(after), line_of(after).round(), 0.001), "{after:?}");
    }
}

/// On each further page 续表 stands above the repeated head, at the right.
#[test]
fn a_table_that_goes_on_says_so() {
    let rows: String = (1..=60).map(|row| format!("| 第{row}村 | {row} |\n")).collect();
    let (pages, _) = typeset(&format!("文。\n\n| 村名 | 人次 |\n|---|---|\n{rows}\n后文。"));
    let runs = runs(&pages);
    let on: Vec<_> = runs.iter().filter(|run| run.text == "续表").collect();
    let table: BTreeSet<_> =
        runs.iter().filter(|run| run.field.starts_with("articles.0.1.")).map(|run| run.page).collect();
    let further: Vec<_> = table.iter().copied().skip(1).collect();
    assert_eq!(on.iter().map(|run| run.page).collect::<Vec<_>>(), further);
    assert!(further.len() >= 2);
    for run in on {
        assert!(near(line_of(run), 0.0, 0.001) && near(run.right, left(run.page) + 156.0, 0.3), "{run:?}");
    }
    let after = runs.iter().find(|run| run.field == "articles.0.2").unwrap();
    assert!(near(line_of(after), line_of(after).round(), 0.001), "{after:?}");
}

/// A long table begins on a page of which more than a third would stay white; a shorter white stays.
#[test]
fn a_long_table_begins_on_a_page_with_room() {
    for (lead, begins) in [(2, true), (3, true), (4, true), (6, false)] {
        let rows: String = (1..=14).map(|row| format!("| 第{row}区 | {row} |\n")).collect();
        let body =
            format!("{}| 地区 | 篇数 |\n|---|---|\n{rows}\n{PARAGRAPH}", format!("{PARAGRAPH}\n\n").repeat(lead));
        let runs = body_runs(&body);
        let before = lines(&runs, &format!("articles.0.{}", lead - 1)).pop().unwrap();
        let first = cell(&runs, lead, None, 0);
        assert_eq!(first[0].page == before.page, begins, "{lead}: {before:?} {first:?}");
    }
}

/// Nine columns are set smaller; more than the page can hold are one finding.
#[test]
fn a_table_of_too_many_columns_is_one_finding() {
    let nine = ["序号", "项目名称", "单位", "一季度", "二季度", "三季度", "四季度", "全年合计", "同比增幅"];
    let row: &[&str] = &["12", "文明实践", "市文明办", "1,234", "2,345", "3,456", "4,567", "11,602", "12.5%"];
    let (pages, findings) = typeset(&format!("文。\n\n{}\n后文。", table(&nine, &[row, row])));
    assert!(findings.is_empty(), "{findings:?}");
    let set = runs(&pages);
    for column in 0..9 {
        assert_eq!(cell_lines(&set, 1, Some(0), column).len(), 1, "{column}");
        assert!(cell(&set, 1, Some(0), column).iter().all(|run| run.size < 15.0 && run.size > 11.9), "{column}");
    }
    let many: Vec<String> = (1..=14).map(|column| format!("指标{column}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let row = vec!["1,234,567.89"; 14];
    let text = issue(&super::article(&format!("文。\n\n{}\n后文。", table(&many, &[&row, &row, &row]))));
    let (_folder, project, job) = folder(&text);
    let (_, findings) = typeset_in_test(&project, &job);
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::TableTooWide], "{findings:?}");
}
