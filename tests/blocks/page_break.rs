//! Page breaks: no lone lines, no heading at a page's end, two lines of text under a title.

use std::collections::BTreeMap;

use super::{Line, line_of, lines, typeset};
use crate::support::{Run, issue, near, pages_of, runs};

/// A paragraph of some hanzi with marks. Each length is another number of lines.
fn paragraph(length: usize) -> String {
    "今年以来，全市各级文明实践所站围绕群众需求，组织志愿队伍走进社区、村庄、学校和企业，开展宣讲帮扶活动，"
        .chars()
        .cycle()
        .take(length)
        .collect::<String>()
        + "。"
}

/// A number that seems to be without order, for the test's texts.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// The articles of an issue of many pages.
fn many_pages(seed: &mut u64) -> String {
    let mut text = String::from("title: 开头\nbody: 开头。\n");
    for article in 0..9 {
        text += &format!("\u{0}title: 第{article}篇\nbody: |\n");
        for _ in 0..8 + next(seed) % 8 {
            let body = match next(seed) % 12 {
                0 => format!("## 一、{}", paragraph(6)),
                1 => format!("### （一）{}", paragraph(6)),
                2 => format!("1. {}\n  2. {}", paragraph(30), paragraph(8)),
                _ => paragraph(5 + next(seed) as usize % 160),
            };
            text += &format!("  {body}\n\n");
        }
    }
    text
}

/// An issue of several articles, each after a NUL.
fn issue_of(articles: &str) -> String {
    let mut parts = articles.split('\u{0}');
    let mut text = issue(parts.next().unwrap());
    for part in parts {
        // A heading of the second level may not come first.
        let part = part.replacen("### （一）", "## 一、", 1);
        text += &format!("      - {}\n", part.trim_end().replace('\n', "\n        "));
    }
    text
}

/// The lines of each block, in order.
fn blocks(runs: &[Run]) -> BTreeMap<String, Vec<Line>> {
    let is_text = |run: &&Run| run.field.starts_with("articles.") && !run.field.ends_with("title") && run.size > 15.0;
    let fields: std::collections::BTreeSet<_> = runs.iter().filter(is_text).map(|run| run.field.clone()).collect();
    fields.into_iter().map(|field| (field.clone(), lines(runs, &field))).collect()
}

/// What is wrong with the pages of an issue: pages that begin with a last line, and those that end with a first one.
fn lone_lines(runs: &[Run]) -> (usize, usize) {
    let (mut last, mut first) = (0, 0);
    for lines in blocks(runs).values().filter(|lines| lines.len() > 1) {
        let count = lines.len();
        last += usize::from(lines[count - 1].page != lines[count - 2].page);
        first += usize::from(lines[0].page != lines[1].page);
    }
    (last, first)
}

#[test]
fn no_line_of_a_paragraph_stands_alone_on_a_page() {
    let mut seed = 14;
    let mut count = 0;
    for _ in 0..6 {
        let text = issue_of(&many_pages(&mut seed));
        let pages = pages_of(&text);
        count += pages.len();
        let runs = runs(&pages);
        assert_eq!(lone_lines(&runs), (0, 0));
        // All stands on the grid, and a page is at most two lines short unless a heading or title moved on.
        for run in runs.iter().filter(|run| run.field.starts_with("articles.") && run.size > 15.0 && run.size < 16.0) {
            assert!(near(line_of(run), line_of(run).round(), 0.001), "{run:?}");
        }
    }
    assert!(count >= 60, "{count} pages");
}

/// A page ends neither with a heading nor with a title that has less than two lines of text under it.
#[test]
fn headings_and_titles_stay_with_their_text() {
    for lead in 0..44 {
        let text = issue_of(&format!(
            "title: 开头\nbody: |\n  {}\u{0}title: 标题\nbody: |\n  短。\n\n  {}\n\n  ## 一、小标题\n\n  {}",
            "一行短文。\n\n  ".repeat(lead + 1),
            paragraph(100),
            paragraph(60)
        ));
        let runs = runs(&pages_of(&text));
        let page = |field: &str| lines(&runs, field)[0].page;
        assert_eq!(page("articles.1.title"), page("articles.1.0"), "{lead}");
        assert_eq!(page("articles.1.title"), page("articles.1.1"), "{lead}");
        assert_eq!(page("articles.1.2"), page("articles.1.3"), "{lead}");
        assert_eq!(lone_lines(&runs), (0, 0), "{lead}");
    }
}

/// A last paragraph of one line above the imprint doesn't part the last line of the one before it.
#[test]
fn the_end_of_an_issue_has_no_lone_line() {
    for lead in 0..44 {
        for length in [20, 40, 70, 100] {
            let body = format!("{}{}\n\n短。", "一行短文。\n\n".repeat(lead), paragraph(length));
            let (pages, _) = typeset(&body);
            let runs = runs(&pages);
            assert_eq!(lone_lines(&runs), (0, 0), "{lead} {length}");
            let last = lines(&runs, &format!("articles.0.{}", lead + 1));
            let before = lines(&runs, &format!("articles.0.{lead}"));
            assert_eq!(last[0].page, pages.len(), "{lead} {length}");
            assert_eq!(before.last().unwrap().page, pages.len(), "{lead} {length}");
            assert!(near(last[0].baseline - before.last().unwrap().baseline, super::L, 0.01), "{lead} {length}");
        }
    }
}
