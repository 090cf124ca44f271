//! No word is lost: what was typed is on the pages, or is Markdown's sign, or a finding names it.

use std::collections::HashMap;

use jianbao::diagnostic::{Diagnostic, Source};
use jianbao::input::yaml::{Locator, Text};
use jianbao::issue::markdown::{self, BlockKind, Inline};
use proptest::prelude::*;

use crate::hostile::runs;
use crate::support::{folder, issue, runs as text_runs, told, typeset_in_test};

/// Returns what a body is read to, and the findings.
fn read(value: &str) -> (String, Vec<Diagnostic>) {
    let source = Source::new("a.yaml", value);
    let body = Text { value: source.text.clone(), place: source.whole() };
    let mut findings = Vec::new();
    let blocks = markdown::read(&Locator::new(&body), &mut findings);
    let mut words = String::new();
    for block in &blocks {
        match &block.kind {
            BlockKind::Item { marker, .. } => words += marker,
            BlockKind::Picture { path, width, .. } => words += &format!("{path}{width:?}"),
            _ => {}
        }
        block.kind.inlines().for_each(|inline| add(inline, &mut words));
    }
    (words, findings)
}

/// Adds the words of a run and of its footnote.
fn add(inline: &Inline, words: &mut String) {
    match inline {
        Inline::Text { text, .. } => *words += text,
        Inline::Break => {}
        Inline::Footnote { inlines, .. } => inlines.iter().for_each(|inline| add(inline, words)),
    }
}

/// Returns the hanzi that were typed more often than they were printed.
fn lost(typed: &str, printed: &str) -> String {
    let mut counts: HashMap<char, usize> = HashMap::new();
    printed.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    let is_lost = |c: &char| match counts.get_mut(c) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    typed.chars().filter(|c| matches!(c, '一'..='鿿')).filter(is_lost).collect()
}

#[test]
fn a_row_that_begins_with_an_empty_cell_loses_none() {
    let (words, findings) = read("| 甲 | 乙 | 丙 |\n|---|---|---|\n|| 丁 | 戊 |\n");
    assert!(findings.is_empty(), "{}", told(&findings));
    assert_eq!(words, "甲乙丙丁戊");
    let (_, findings) = read("| 甲 | 乙 | 丙 |\n|---|---|---|\n|| 丁 | 戊 | 己 |\n");
    assert_eq!(findings[0].code.as_str(), "row-too-long", "{}", told(&findings));
}

#[test]
fn what_looks_like_the_definition_of_a_link_is_printed() {
    for body in [
        "[注]: 数据来源",
        "1. [注释]: 资料来源\n   正文",
        "- 甲\n- [注释]: 资料来源",
        "甲[^1]。\n\n[^1]: [注]: 来源",
        "[附件\n一]: 名单",
        "正文：\n[注]: 来源\n[附]: 名单",
        "[注]:\n来源",
        "[注]: <来源> \"说明\"",
        "## [注]: 来源",
        "| [注]: 甲 | 乙 |\n|---|---|\n| [附]: 丙 | 丁 |",
        "[网页](附件 \"题注\")",
        "[1](注:见附件)",
        "[文件][注]\n\n[注]: 说明",
    ] {
        let (words, findings) = read(body);
        assert!(findings.is_empty(), "{body}: {}", told(&findings));
        assert_eq!(lost(body, &words), "", "{body}: {words}");
    }
}

#[test]
fn what_can_not_be_printed_is_named() {
    for (body, code) in [
        ("甲[^1]。\n\n[^1]: 乙\n\n[^1]: 丙", "markup-unsupported"),
        ("甲[^1]。\n\n[^1]: 乙\n| 丁 | 戊 |\n\n[^1]: 丙", "markup-unsupported"),
        ("[网页](https://example.cn \"题注\")", "markup-unsupported"),
        ("甲[^2]。\n\n[^1]: 乙", "footnote-unused"),
        ("[^ 1]: 内容", "footnote-undefined"),
    ] {
        let (_, findings) = read(body);
        assert!(findings.iter().any(|finding| finding.code.as_str() == code), "{body}: {}", told(&findings));
    }
}

#[test]
fn the_number_of_an_item_is_printed_as_it_was_typed() {
    assert_eq!(read("01. 甲\n02. 乙").0, "01.甲02.乙");
    assert_eq!(read("9) 甲\n10) 乙").0, "9)甲10)乙");
}

/// Pieces of a body. Each hanzi is another one, so that what is lost or out of order is seen.
fn bodies() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => Just("字字字".to_owned()),
        2 => Just("字字。".to_owned()),
        3 => Just("\n".to_owned()),
        3 => Just("\n\n".to_owned()),
        1 => Just("  ".to_owned()),
        1 => prop_oneof![Just("[字]: 字"), Just("[字字"), Just("]"), Just("]: 字"), Just("("), Just(")"), Just("[字](字 \"字\")")].prop_map(str::to_owned),
        1 => prop_oneof![Just("[^1]"), Just("\n\n[^1]: 字字\n\n"), Just("[^2]"), Just("\n\n[^2]: 字\n"), Just("[^字]: 字")].prop_map(str::to_owned),
        1 => prop_oneof![Just("- 字"), Just("1. 字"), Just("\n- 字\n  - 字"), Just("\n01) 字\n")].prop_map(str::to_owned),
        1 => prop_oneof![Just("\n\n| 字 | 字 |\n|---|---|\n| 字 | 字 |\n"), Just("|| 字 |"), Just("\n| 字 | 字 |"), Just("|字|字|字|")].prop_map(str::to_owned),
        1 => prop_oneof![Just("**"), Just("*"), Just("_"), Just("\n## 字\n"), Just("\n### 字 #\n"), Just("\\"), Just("`"), Just("> ")].prop_map(str::to_owned),
        1 => prop_oneof![Just("&lt;"), Just("&#x5b57;"), Just("<字>"), Just("<!-- 字 -->"), Just("<https://example.cn/字>"), Just("![字](字.jpg)"), Just("!")].prop_map(str::to_owned),
        1 => prop_oneof![Just("\u{3000}\u{3000}"), Just("\u{200b}"), Just("\t"), Just("---"), Just(":"), Just("："), Just("字⏎".trim_end_matches('⏎'))].prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..40).prop_map(|pieces| {
        let mut next = 0x4e00;
        let fresh = |c: char| match c {
            '字' => {
                next += 1;
                char::from_u32(next).unwrap_or(c)
            }
            _ => c,
        };
        pieces.concat().chars().map(fresh).collect()
    })
}

proptest! {
    #![proptest_config(runs(1500))]

    /// Each hanzi is read, or there is an error that keeps the issue from being printed, or a warning names the footnote.
    #[test]
    fn every_word_of_a_body_is_read_or_named(body in bodies()) {
        let (words, findings) = read(&body);
        let is_named = |finding: &Diagnostic| finding.is_error() || finding.code.as_str() == "footnote-unused";
        if !findings.iter().any(is_named) {
            prop_assert_eq!(lost(&body, &words), "", "{}\n→ {}", body, words);
        }
        // The account has to see what this test sees, and nothing else.
        prop_assert!(findings.iter().all(|finding| finding.code.as_str() != "text-lost"), "{body}\n{}", told(&findings));
    }
}

proptest! {
    #![proptest_config(runs(40))]

    /// The same on the pages, with what was typed in the other fields, in the order in which it was typed.
    #[test]
    fn every_word_of_a_body_is_on_the_pages(body in bodies()) {
        let typed = serde_json::to_string(&body).unwrap();
        let (_folder, project, job) = folder(&issue(&format!("title: 標題\nbody: {typed}")));
        let (typeset, findings) = typeset_in_test(&project, &job);
        let named = findings.iter().any(|finding| finding.code.as_str() == "footnote-unused");
        if let Some(typeset) = typeset.filter(|_| !named) {
            let pages = jianbao::typeset::inspect::page_items(&typeset.pages);
            let printed: String = text_runs(&pages).into_iter().map(|run| run.text).collect();
            prop_assert_eq!(lost(&body, &printed), "", "{}\n→ {}", body, printed);
            prop_assert!(findings.iter().all(|finding| finding.code.as_str() != "text-not-printed"), "{}", told(&findings));
            if !body.contains("[^") {
                let order: Vec<_> = body.chars().filter(|c| matches!(c, '一'..='鿿')).collect();
                let own: Vec<_> = printed.chars().filter(|c| order.contains(c) && *c < '乷').collect();
                let expected: Vec<_> = order.into_iter().filter(|c| *c < '乷').collect();
                prop_assert!(is_within(&expected, &own), "{body}\n→ {printed}");
            }
        }
    }
}

/// Returns whether some characters stand within others in the same order.
fn is_within(expected: &[char], printed: &[char]) -> bool {
    let mut printed = printed.iter();
    expected.iter().all(|c| printed.any(|other| other == c))
}

#[test]
fn brief_prints_the_name_of_the_section() {
    let text = issue("title: 标题\nbody: 正文。").replace("number: 1\n", "number: 1\nlayout: brief\n");
    let (_folder, project, job) = folder(&text);
    let (typeset, findings) = typeset_in_test(&project, &job);
    assert!(findings.is_empty(), "{}", told(&findings));
    let pages = jianbao::typeset::inspect::page_items(&typeset.unwrap().pages);
    assert!(text_runs(&pages).iter().any(|run| run.text.contains("交流")));
}

#[test]
fn a_unit_without_a_total_is_named() {
    let article = "title: 标题\ntable: {columns: [地区, 个数], rows: [[南京, 7]], unit: 个}";
    let (_folder, project, job) = folder(&issue(article));
    let (_, findings) = typeset_in_test(&project, &job);
    assert_eq!(findings[0].code.as_str(), "unit-alone", "{}", told(&findings));
}
