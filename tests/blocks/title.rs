//! Subtitles and the contents.

use super::{L, MM, PARAGRAPH, S, TOP, left, lines};
use crate::support::{issue, near, pages_of, rules, runs};

/// A subtitle is in 三号楷体, and its lines begin under one another behind the dash, on left and right pages.
#[test]
fn a_subtitle_is_in_kai_under_its_title() {
    for (lead, page) in [(1, 2), (10, 3)] {
        let text = format!("{PARAGRAPH}\n\n          ").repeat(lead);
        let title = "深化新时代文明实践建设\n    ——沙州镇打造志愿服务品牌的做法\n    兼谈长效机制的建立";
        let pages = pages_of(&issue(&format!(
            "title: 前文\nbody: |\n  {}",
            text.trim_end().replace("\n          ", "\n  ")
        )).replace(
            "      - title: 前文",
            &format!("      - title: 前文\n        body: {}\n      - title: |\n          {}\n        body: {PARAGRAPH}\n      - title: 后文", PARAGRAPH.repeat(lead), title.replace("\n    ", "\n          ")),
        ));
        let runs = runs(&pages);
        let own: Vec<_> = runs.iter().filter(|run| run.field == "articles.1.title").collect();
        assert_eq!(own[0].page, page, "{own:?}");
        let lines = lines(&runs, "articles.1.title");
        assert_eq!(lines.len(), 3, "{lines:?}");
        let sub: Vec<_> = own.iter().filter(|run| near(run.size, S * MM, 0.01)).collect();
        assert!(sub.iter().all(|run| run.family.contains("Kai") || run.text.contains('—')), "{sub:?}");
        assert!(near(lines[2].baseline - lines[1].baseline, L, 0.01), "{lines:?}");
        assert!(lines[1].words.starts_with("——") && near(lines[2].left - lines[1].left, 2.0 * S, 0.05), "{lines:?}");
        let centre = (lines[1].left + lines[1].right - left(page)) / 2.0;
        assert!(near(centre, 78.0, 0.1), "{centre}");
        let line = (lines[1].baseline - TOP - 0.88 * S) / L;
        assert!(near(line, line.round(), 0.001), "{line} {lines:?} {own:?}");
    }
}

/// In the contents a title with a subtitle is one entry.
#[test]
fn a_subtitle_belongs_to_the_entry_of_its_title() {
    let pages = pages_of(&issue("title: |\n  主标题\n  ——副标题\nbody: 正文。"));
    let words: String =
        runs(&pages).iter().filter(|run| run.field == "contents.0.0").map(|run| run.text.clone()).collect();
    assert_eq!(words, "主标题——副标题");
}

/// No entry's line ends within a word, and the leaders end under one another in dots that print shows.
#[test]
fn entries_of_the_contents_break_between_words() {
    let title = "苏州市依托大数据平台推动新时代文明实践中心建设与运行机制创新问题清单";
    let text = issue(&format!("title: {title}\nbody: 正文。\n"))
        .replace("sections:", "contents: {page-numbers: true}\nsections:");
    let pages = pages_of(&text);
    let runs = runs(&pages);
    let lines = lines(&runs, "contents.0.0");
    assert!(lines.len() >= 2, "{lines:?}");
    assert!(!lines[0].words.ends_with("建"), "{lines:?}");
    let words = jianbao::typeset::title::words(title, &[]);
    let mut ends = words.iter().scan(0, |at, word| {
        *at += word.chars().count();
        Some(*at)
    });
    let first = lines[0].words.chars().count();
    assert!(ends.any(|end| end == first), "{lines:?} {words:?}");
    let leader = rules(&pages).into_iter().find(|(page, r)| *page == 1 && near(r[2], r[3], 0.01) && r[2] > 105.0);
    assert!(leader.is_some_and(|(_, r)| near(r[1], 28.0 + 156.0 - 1.5 * S, 0.05)), "{leader:?}");
}
