//! Footnotes: on the page of their mark, at 20 pt, whole or going on on the next page, numbered in reading order.

use std::collections::BTreeMap;

use jianbao::diagnostic::Code;
use jianbao::project::{Job, Project};
use jianbao::typeset::document::LayoutData;
use jianbao::typeset::document::data::Block;
use jianbao::typeset::inspect::placed_notes;
use jianbao::typeset::pipeline::TypesetIssue;

use super::{BOTTOM, MM, PARAGRAPH, S, article, body_runs, line_of, lines};
use crate::support::{Run, folder, issue, near, pages_of, rules, runs, told, typeset_in_test};

const PITCH: f64 = 20.0 / MM;
const SMALL: f64 = 14.0 / MM;

/// The issue of a body, laid out; and the findings that a note is apart from its mark.
fn laid_out(body: &str) -> (TypesetIssue, Vec<Code>) {
    let (_folder, project, job): (_, Project, Job) = folder(&issue(&article(body)));
    let (typeset, findings) = typeset_in_test(&project, &job);
    let codes = findings.iter().map(|finding| finding.code).filter(|code| *code == Code::FootnoteApart).collect();
    (typeset.unwrap_or_else(|| panic!("{}", told(&findings))), codes)
}

/// Notes of one length each.
fn notes(count: usize, words: &str) -> String {
    (1..=count).map(|number| format!("\n\n[^{number}]: 第{number}条注文，{words}。")).collect()
}

/// The numbers of the notes in the order in which they stand, and of the marks.
fn numbers(runs: &[Run]) -> (Vec<String>, Vec<String>) {
    let is_number = |run: &&Run| run.text.starts_with('[') && run.text.ends_with(']');
    let note = |run: &&Run| near(run.size, 14.0, 0.01);
    let numbers = |wanted: bool| {
        runs.iter().filter(is_number).filter(|run| note(run) == wanted).map(|run| run.text.clone()).collect()
    };
    (numbers(true), numbers(false))
}

/// Lines at 20 pt; the rule nearer to the notes than to the text; the last line ends where those of the text do.
#[test]
fn notes_stand_at_twenty_points_under_a_rule() {
    for (lead, page) in [(1, 2), (8, 3)] {
        let body = format!(
            "{}文[^1]字[^2]。\n\n{}{}",
            format!("{PARAGRAPH}\n\n").repeat(lead),
            format!("{PARAGRAPH}\n\n").repeat(14),
            notes(2, &"注文".repeat(24))
        );
        let pages = pages_of(&issue(&article(&body)));
        let runs = runs(&pages);
        let own: Vec<_> = runs.iter().filter(|run| run.field.contains("note-") && run.page == page).collect();
        let baselines: Vec<f64> = lines(&runs, &own[0].field).iter().map(|line| line.baseline).collect();
        assert!(baselines.len() == 2 && near(baselines[1] - baselines[0], PITCH, 0.01), "{baselines:?}");
        let last = own.iter().map(|run| run.baseline).fold(0.0, f64::max);
        assert!(near(last + 0.12 * SMALL, BOTTOM, 0.02), "{last}");
        let rule = rules(&pages).into_iter().find(|(at, r)| *at == page && near(r[1] - r[0], 50.0, 0.1)).unwrap().1;
        let text =
            runs.iter().filter(|run| run.page == page && run.field.starts_with("articles.0.") && run.size > 15.0);
        let text_end = text.map(|run| run.baseline + 0.12 * S).fold(0.0, f64::max);
        let (above, below) = (rule[2] - text_end, baselines[0] - 0.88 * SMALL - rule[2]);
        assert!(above >= 6.0 && below > 1.5 && below < 2.5, "{above} {below}");
    }
}

/// Several marks in one line at every place of a page: no note stands on another page than its mark.
#[test]
fn marks_in_one_line_have_their_notes_on_its_page() {
    for lead in 0..22 {
        let body = format!(
            "{}甲[^1]乙[^2]丙[^3]丁，这一句里有三条脚注。\n\n{PARAGRAPH}\n\n{PARAGRAPH}{}",
            "一行短文。\n\n".repeat(lead),
            notes(3, &"说明文字".repeat(14))
        );
        let (typeset, codes) = laid_out(&body);
        let placed = placed_notes(&typeset.pages);
        assert!(placed.len() == 3 && placed.iter().all(|note| !note.is_apart()), "{lead}: {placed:?}");
        assert_eq!(codes, [], "{lead}");
        let wanted: Vec<_> = (1..=3).map(|number| format!("[{number}]")).collect();
        assert_eq!(
            numbers(&runs(&jianbao::typeset::inspect::page_items(&typeset.pages))),
            (wanted.clone(), wanted),
            "{lead}"
        );
    }
}

/// A paragraph whose lines are kept together doesn't leave its note behind.
#[test]
fn a_mark_within_a_paragraph_has_its_note_on_its_page() {
    for (lead, length) in (0..22).flat_map(|lead| [3, 60].map(|length| (lead, length))) {
        let body = format!(
            "{}今年以来，全市各级文明实践所站围绕群众需求组织志愿队伍走进社区村庄学校企业开展宣讲、帮扶、环保[^1]、助老等活动，\
             阵地布局更加合理，服务清单更加细致。\n\n{PARAGRAPH}{}",
            "一行短文。\n\n".repeat(lead),
            notes(1, &"说明文字".repeat(length))
        );
        let (typeset, codes) = laid_out(&body);
        let placed = placed_notes(&typeset.pages);
        assert!(!placed[0].is_apart(), "{lead} {length}: {placed:?}");
        assert_eq!(codes, [], "{lead} {length}");
    }
}

/// The rule sees what the hints mend: without them notes are apart.
#[test]
fn notes_are_apart_without_the_hints() {
    let body = |lead: usize| {
        format!(
            "{}甲[^1]乙[^2]丙[^3]丁，这一句里有三条脚注。\n\n{PARAGRAPH}{}",
            "一行短文。\n\n".repeat(lead),
            notes(3, &"说明文字".repeat(14))
        )
    };
    let is_apart_without_hints = |lead: usize| {
        let (mut typeset, _) = laid_out(&body(lead));
        let LayoutData::Issue(data) = &mut typeset.document.data else { panic!() };
        let Block::Text(paragraph) = &mut data.articles[0].blocks[lead] else { panic!() };
        paragraph.lone_lines = false;
        for run in &mut paragraph.runs {
            if let jianbao::typeset::document::data::Run::Footnote(note) = run {
                note.joined.clear();
                note.mark_only = false;
            }
        }
        let pages = jianbao::typeset::compile::compile(crate::support::engine(), &typeset.document).unwrap().value;
        placed_notes(&pages).iter().any(jianbao::typeset::inspect::PlacedNote::is_apart)
    };
    assert!((0..22).any(is_apart_without_hints));
}

/// A note longer than a page goes on on the next, above the imprint there. All of its words are printed, none over another.
#[test]
fn a_note_longer_than_a_page_goes_on() {
    let sentence =
        "本注说明统计口径，凡在平台登记并完成一次以上服务的，均计入当月人次，跨月服务按结束日期计入，取消的项目不计。";
    for lead in [0, 3, 5, 6, 7] {
        let body = format!(
            "{}组织志愿队伍走进社区村庄学校企业开展宣讲帮扶环保助老等活动阵地布局更加合理服务清[^1]单更加细致群众评价稳步提高\
             工作台账按月更新问题线索及时转办件件有人跟进。\n\n{PARAGRAPH}\n\n[^1]: {}",
            format!("{PARAGRAPH}\n\n").repeat(lead),
            sentence.repeat(25)
        );
        let (typeset, codes) = laid_out(&body);
        assert_eq!(codes, [], "{lead}");
        let placed = placed_notes(&typeset.pages);
        assert!(placed.len() == 1 && !placed[0].is_apart(), "{lead}: {placed:?}");
        let pages = jianbao::typeset::inspect::page_items(&typeset.pages);
        let runs = runs(&pages);
        let note: Vec<_> = runs.iter().filter(|run| run.field.contains("note-")).collect();
        let words: String = note.iter().map(|run| run.text.as_str()).collect();
        assert!(words.contains(&sentence.repeat(25)), "{lead}: {words}");
        let on: std::collections::BTreeSet<_> = note.iter().map(|run| run.page).collect();
        assert!(on.len() >= 2, "{lead}: {on:?}");
        for page in on {
            let rule = rules(&pages).into_iter().filter(|(at, r)| *at == page && near(r[1] - r[0], 50.0, 0.1)).count();
            // A page of notes alone needs no rule.
            let has_text =
                runs.iter().any(|run| run.page == page && run.field.starts_with("articles.0.") && run.size > 15.0);
            assert_eq!(rule, usize::from(has_text), "{lead}: the rule on page {page}");
            let lines: BTreeMap<i64, usize> =
                note.iter().filter(|run| run.page == page).fold(BTreeMap::new(), |mut lines, run| {
                    *lines.entry((run.baseline * 10.0).round() as i64).or_default() += run.text.chars().count();
                    lines
                });
            let baselines: Vec<_> = lines.keys().copied().collect();
            for pair in baselines.windows(2) {
                assert!(near((pair[1] - pair[0]) as f64 / 10.0, PITCH, 0.2), "{lead}, page {page}: {baselines:?}");
            }
            let lowest = baselines.last().map_or(0.0, |baseline| *baseline as f64 / 10.0);
            let imprint = runs.iter().filter(|run| run.page == page && run.field.starts_with("imprint"));
            let limit = imprint.map(|run| run.baseline - SMALL).fold(BOTTOM, f64::min);
            assert!(lowest + 0.12 * SMALL <= limit + 0.05, "{lead}, page {page}: {lowest} {limit}");
        }
    }
}

/// A note in the head of a table that goes on is one note, and a row's note stands on the row's page.
#[test]
fn a_note_in_a_head_counts_once() {
    for first in 28..40 {
        let rows: String = (1..=60)
            .map(|row| {
                if row == first {
                    format!("| 第{row}村[^2] | {row} |\n")
                } else {
                    format!("| 第{row}村 | {row} |\n")
                }
            })
            .collect();
        let body = format!(
            "先看总表。\n\n| 村名 | 人次[^1] |\n|---|---|\n{rows}\n表后说明[^3]。\n\n[^1]: 按登记数。\n\n[^2]: 六月新设。\n\n[^3]: 截至六月。"
        );
        let (typeset, codes) = laid_out(&body);
        assert_eq!(codes, [], "{first}");
        let placed = placed_notes(&typeset.pages);
        assert!(placed.len() == 3 && placed.iter().all(|note| !note.is_apart()), "{first}: {placed:?}");
        let (notes, marks) = numbers(&runs(&jianbao::typeset::inspect::page_items(&typeset.pages)));
        assert_eq!(notes, ["[1]", "[2]", "[3]"], "{first}");
        assert!(marks.iter().filter(|mark| *mark == "[1]").count() >= 3, "{first}: {marks:?}");
        assert!(marks.iter().filter(|mark| *mark == "[2]").count() == 1, "{first}: {marks:?}");
    }
}

/// The notes of a table that stays whole stand on its page.
#[test]
fn the_notes_of_a_whole_table_stand_on_its_page() {
    for lead in 5..20 {
        let table = "| 村名 | 人次 |\n|---|---|\n| 甲[^1] | 1 |\n| 乙[^2] | 2 |\n| 丙[^3] | 3 |\n";
        let body = format!("{}{table}\n{PARAGRAPH}{}", "一行短文。\n\n".repeat(lead), notes(3, &"说明文字".repeat(12)));
        let (typeset, codes) = laid_out(&body);
        assert_eq!(codes, [], "{lead}");
        assert!(placed_notes(&typeset.pages).iter().all(|note| !note.is_apart()), "{lead}");
    }
}

/// The text stands on the grid above notes and below a table.
#[test]
fn text_keeps_to_the_grid_above_notes() {
    let body = format!("文[^1]。\n\n{}{}", format!("{PARAGRAPH}\n\n").repeat(12), notes(1, "注"));
    for run in body_runs(&body).iter().filter(|run| run.field.starts_with("articles.0.") && run.size > 15.0) {
        let line = line_of(run);
        assert!(run.field.ends_with(".title") || near(line, line.round(), 0.001), "{run:?}");
    }
}
