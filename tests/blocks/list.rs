//! Lists: markers by level, and where markers and words begin.

use super::{Line, PARAGRAPH, S, article, body_runs, lines};
use crate::support::{issue, near, pages_of, runs};

const LONG: &str = "要写得长一些，看看转到下一行之后是不是也与第一行的文字对齐，应当对齐";

/// The words of all items, one a line.
fn words(body: &str) -> Vec<String> {
    let runs = body_runs(body);
    let mut words: Vec<(String, String)> = Vec::new();
    for run in runs.iter().filter(|run| run.field.starts_with("articles.0.") && !run.field.ends_with("title")) {
        match words.last_mut() {
            Some((field, words)) if *field == run.field => *words += &run.text,
            _ => words.push((run.field.clone(), run.text.clone())),
        }
    }
    words.into_iter().map(|(_, words)| words).collect()
}

#[test]
fn numbers_and_bullets_follow_their_level() {
    let body = "1. 甲\n   1. 乙\n      1. 丙\n      2. 丁\n   2. 戊\n2. 己\n\n- 庚\n  - 辛\n    - 壬";
    assert_eq!(words(body), ["1.甲", "（1）乙", "①丙", "②丁", "（2）戊", "2.己", "•庚", "◦辛", "▪壬"]);
}

#[test]
fn a_number_of_another_kind_stays_as_it_was_typed() {
    assert_eq!(words("1) 甲\n2) 乙\n\n段。\n\n3. 丙"), ["1)甲", "2)乙", "段。", "3.丙"]);
}

#[test]
fn numbers_beyond_the_circles_have_one_form() {
    let list = |last: usize| -> String {
        let own = (1..=last).map(|number| format!("\n      {number}. 丙")).collect::<String>();
        format!("1. 甲\n   1. 乙{own}")
    };
    let twenty_one = words(&list(21));
    assert_eq!((&*twenty_one[21], &*twenty_one[22]), ("⑳丙", "㉑丙"));
    let fifty_one = words(&list(51));
    assert_eq!((&*fifty_one[2], &*fifty_one[52]), ("1）丙", "51）丙"));
}

/// Where an item's marker and its words begin, in characters; and all turned lines.
fn places(runs: &[crate::support::Run], field: &str) -> (f64, f64, Vec<f64>) {
    let own: Vec<_> = runs.iter().filter(|run| run.field == field).collect();
    let lines: Vec<Line> = lines(runs, field);
    let edge = super::left(own[0].page);
    let turned = lines[1..].iter().map(|line| line.left / S).collect();
    let is_word = |run: &&&crate::support::Run| run.text.starts_with(['甲', '乙', '丙', '丁', '戊', '己', '第']);
    (lines[0].left / S, (own.iter().find(is_word).unwrap().left - edge) / S, turned)
}

/// On left and right pages, turned lines begin under the words and in whole characters.
#[test]
fn turned_lines_begin_under_the_words() {
    for (lead, page) in [(1, 2), (8, 3)] {
        let lead = format!("{PARAGRAPH}\n\n").repeat(lead);
        let body = format!(
            "{lead}1. 甲{LONG}\n   1. 乙{LONG}\n      1. 丙{LONG}\n\n段。\n\n9. 丁{LONG}\n10. 戊{LONG}\n\n- 己{LONG}"
        );
        let runs = runs(&pages_of(&issue(&article(&body))));
        let first = lead.matches('今').count();
        // The item, where its marker begins, and where its words do.
        for (item, marker, words) in [(0, 2.0, 3.0), (1, 3.0, 5.0), (2, 5.0, 6.0), (4, 2.0, 4.0), (5, 2.0, 4.0)] {
            let (at, own, turned) = places(&runs, &format!("articles.0.{}", first + item));
            let on_page = runs.iter().find(|run| run.field == format!("articles.0.{}", first + item)).unwrap().page;
            assert_eq!(on_page, page, "{item}");
            assert!(near(at, marker, 0.01) && near(own, words, 0.01), "{item}: {at} {own}");
            assert!(!turned.is_empty() && turned.iter().all(|left| near(*left, words, 0.01)), "{item}: {turned:?}");
        }
        let (bullet, own, turned) = places(&runs, &format!("articles.0.{}", first + 6));
        assert!(bullet > 2.0 && bullet < 3.0 && near(own, 3.0, 0.01) && near(turned[0], 3.0, 0.01), "{bullet} {own}");
    }
}

/// A deep list keeps half of the line for its words.
#[test]
fn a_deep_list_keeps_room_for_its_words() {
    let body: String = (0..10).map(|depth| format!("{}1. 第{depth}级{LONG}\n", "   ".repeat(depth))).collect();
    let runs = body_runs(&body);
    for item in 0..10 {
        let (_, words, turned) = places(&runs, &format!("articles.0.{item}"));
        assert!(words < 14.01 && turned.iter().all(|left| near(*left, words, 0.01)), "{item}: {words} {turned:?}");
    }
}

/// A list's last item of one line stands above the imprint together with the line before it.
#[test]
fn a_list_may_end_an_issue() {
    for lines in 8..24 {
        let lead = "一行短文。\n\n".repeat(lines);
        let pages = pages_of(&issue(&article(&format!("{lead}1. 甲{LONG}\n2. 乙"))));
        let runs = runs(&pages);
        let last = format!("articles.0.{}", lines + 1);
        let own = super::lines(&runs, &last);
        let before = super::lines(&runs, &format!("articles.0.{lines}"));
        assert_eq!(own[0].page, pages.len(), "{lines}");
        assert_eq!(before.last().unwrap().page, pages.len(), "{lines}");
        assert!(near(own[0].left, 2.0 * S, 0.05), "{lines}: {own:?}");
        assert!(near(own[0].baseline - before.last().unwrap().baseline, super::L, 0.01), "{lines}: {own:?} {before:?}");
    }
}
