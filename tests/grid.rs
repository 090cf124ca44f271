//! Measured on the pages: the grid, and the places of everything that stands on it (GB/T 9704-2012).

use jianbao::typeset::inspect::PageItems;

use crate::support::{Run, issue, near, pages_of, root, rules, runs, sample, typeset_in_test};

const TOP: f64 = 37.0;
const BOTTOM: f64 = 262.0;
const S: f64 = 156.0 / 28.0;
const L: f64 = (225.0 - S) / 21.0;
const BASELINE: f64 = 0.88 * S;
const MM: f64 = 72.0 / 25.4;

fn left(page: usize) -> f64 {
    if page % 2 == 1 { 28.0 } else { 26.0 }
}

fn pages_of_sample(name: &str) -> Vec<PageItems> {
    let (project, job) = sample(name);
    let (proof, findings) = typeset_in_test(&project, &job);
    assert!(findings.is_empty(), "{findings:#?}");
    jianbao::typeset::inspect::page_items(&proof.unwrap().pages)
}

/// Runs of articles, contents and the editor's note that stand on the grid; raised footnote marks don't.
fn on_grid(run: &Run) -> bool {
    let body = ["articles.", "note", "contents.", "notice"].iter().any(|part| run.field.starts_with(part));
    body && run.size > 13.0
}

/// The line of a run, from 0: the em boxes of line 0 begin at the type area's top, those of line 21 end at its bottom.
fn line_of(run: &Run) -> f64 {
    (run.baseline - TOP - BASELINE) / L
}

/// Whether a run belongs to a title that begins its page.
fn begins_page(run: &Run, runs: &[Run]) -> bool {
    let first = runs.iter().find(|other| other.page == run.page && other.field != "page-number").unwrap();
    run.field.ends_with(".title") && run.field == first.field
}

#[test]
fn every_baseline_of_the_samples_is_on_the_grid() {
    for name in ["2022/33.yaml", "2022/34.yaml", "2022/35.yaml", "2022/36.yaml"] {
        let pages = pages_of_sample(name);
        let runs = runs(&pages);
        assert!(runs.iter().filter(|run| on_grid(run)).count() > 20);
        for run in runs.iter().filter(|run| on_grid(run)) {
            // A table has half a line of air above it. A cell of one line beside cells of two stands in the middle of its row.
            let step = if run.field.contains("table.") { 0.5 } else { 1.0 };
            // A title that begins a page stands with its em box within the type area.
            let drop = if begins_page(run, &runs) { 0.88 * (run.size / MM - S) } else { 0.0 };
            let line = (line_of(run) - drop / L) / step;
            let off = (line - line.round()) * step * L;
            assert!(off.abs() < 0.01, "{name}: {off} mm off: {run:?}");
            assert!((0.0..22.0).contains(&line_of(run).round()), "{name}: {run:?}");
        }
    }
}

#[test]
fn a_page_holds_28_characters_by_22_lines() {
    let pages = pages_of(&issue(&format!("title: 标题\nbody: {}", "国".repeat(28 * 22 * 3))));
    for (page, count) in [(3, 22), (4, 22)] {
        let lines: Vec<_> = runs(&pages).into_iter().filter(|run| run.page == page && on_grid(run)).collect();
        assert_eq!(lines.len(), count);
        for (index, line) in lines.iter().enumerate() {
            assert_eq!(line.glyphs, 28, "{line:?}");
            assert!(near(line_of(line), index as f64, 0.001), "{line:?}");
            assert!(near(line.left, left(page), 0.01) && near(line.right, left(page) + 156.0, 0.01), "{line:?}");
        }
        // The em boxes of the first line begin where the type area begins, those of the last line end where it ends.
        let (first, last) = (&lines[0], &lines[count - 1]);
        assert!(near(first.baseline - 0.88 * S, TOP, 0.01), "{first:?}");
        assert!(near(last.baseline + 0.12 * S, BOTTOM, 0.01), "{last:?}");
    }
}

#[test]
fn the_masthead_is_where_the_measures_say() {
    for name in ["2022/35.yaml", "2022/36.yaml"] {
        let pages = pages_of_sample(name);
        let runs = runs(&pages);
        let of = |field: &str| {
            let of: Vec<_> = runs.iter().filter(|run| run.field == field && run.page == 1).collect();
            (of[0].clone(), of[of.len() - 1].clone())
        };
        let em_bottom = |run: &Run| run.baseline + 0.12 * run.size / MM;
        let em_top = |run: &Run| run.baseline - 0.88 * run.size / MM;

        let (title, title_end) = of("title");
        assert_eq!(title.size.round(), 44.0);
        assert!(near(em_top(&title), TOP + 20.0, 0.1), "{title:?}");
        assert!(near(title.left, 28.0, 0.1) && near(title_end.right, 184.0, 0.1), "{title:?}");

        let (notice, _) = of("notice");
        assert!(near(notice.left, 28.0, 0.1) && near(line_of(&notice), 0.0, 0.001), "{notice:?}");

        let rule = TOP + 6.0 * L;
        let (issuer, _) = of("issuer");
        assert!(near(issuer.left, 28.0 + S, 0.1) && near(em_bottom(&issuer), rule - 5.0, 0.1), "{issuer:?}");
        let (date, date_end) = of("date");
        assert!(near(date_end.right, 184.0 - S, 0.1) && near(date.baseline, issuer.baseline, 0.001), "{date_end:?}");
        let (number, number_end) = of("number");
        assert!(near((number.left + number_end.right) / 2.0, 106.0, 0.1), "{number:?}");
        assert!(near(number.baseline, issuer.baseline - L, 0.01), "{number:?}");

        let bar = crate::support::rules(&pages)[0];
        assert_eq!(bar.0, 1);
        for (edge, wanted) in bar.1.iter().zip([28.0, 184.0, rule - 1.0, rule]) {
            assert!(near(*edge, wanted, 0.1), "{bar:?}");
        }
    }
}

#[test]
fn a_long_masthead_shrinks_and_a_short_one_stops_growing() {
    for (title, size) in [("简报", 22.0 * MM), ("某某省某某市某某县精神文明建设工作简报", 156.0 * MM / 19.0)]
    {
        let pages = pages_of(&issue("title: 标题\nbody: 正文。").replace("某省精神文明建设简报", title));
        let run = runs(&pages).into_iter().find(|run| run.field == "title").unwrap();
        assert!(near(run.size, size, 0.1), "{run:?}");
    }
}

#[test]
fn page_numbers_stand_outside_below_the_type_area() {
    for name in ["2022/33.yaml", "2022/36.yaml"] {
        let pages = pages_of_sample(name);
        let runs = runs(&pages);
        for page in 1..=pages.len() {
            let parts: Vec<_> = runs.iter().filter(|run| run.page == page && run.field == "page-number").collect();
            let words: String = parts.iter().map(|run| run.text.trim()).collect();
            assert_eq!(words, format!("—{page}—"));
            let dash = parts[0].ink.unwrap();
            assert!(near(dash[2], BOTTOM + 7.0, 0.1), "{dash:?}");
            let one = 14.0 / MM;
            if page % 2 == 1 {
                assert!(near(parts[parts.len() - 1].right, left(page) + 156.0 - one, 0.1), "{parts:?}");
            } else {
                assert!(near(parts[0].left, left(page) + one, 0.1), "{parts:?}");
            }
        }
    }
}

#[test]
fn the_imprint_ends_the_last_page() {
    for name in ["2022/33.yaml", "2022/34.yaml", "2022/35.yaml", "2022/36.yaml"] {
        let pages = pages_of_sample(name);
        let runs = runs(&pages);
        let imprint: Vec<_> = runs
            .iter()
            .filter(|run| run.field.starts_with("imprint") || ["serial", "copies"].contains(&run.field.as_str()))
            .collect();
        assert!(imprint.iter().all(|run| run.page == pages.len()), "{name}");
        let serial: Vec<_> = imprint.iter().filter(|run| ["serial", "copies"].contains(&run.field.as_str())).collect();
        let size = serial[0].size / MM;
        assert!(near(serial[0].baseline + 0.12 * size, BOTTOM, 0.1), "{name}: {serial:?}");
        let right = left(pages.len()) + 156.0 - size;
        assert!(near(serial[serial.len() - 1].right, right, 0.1), "{name}: {serial:?}");
        let first = imprint[0];
        assert!(near(first.left, left(pages.len()) + size, 0.1), "{name}: {first:?}");
        // The second receiver stands under the first, after 报：
        let second = imprint.iter().find(|run| run.text.starts_with("省文明委主任")).unwrap();
        assert!(near(second.left, left(pages.len()) + 3.0 * size, 0.1), "{name}: {second:?}");
        assert!(near(second.baseline - first.baseline, 20.0 / MM, 0.01), "{name}");
        // Never alone, and never over something else.
        let body: Vec<_> = runs.iter().filter(|run| run.page == pages.len() && on_grid(run)).collect();
        let lines: std::collections::BTreeSet<_> = body.iter().map(|run| line_of(run).round() as i64).collect();
        assert!(lines.len() >= 2, "{name}: the imprint stands alone");
        let rule = rules(&pages).into_iter().filter(|(page, _)| *page == pages.len()).map(|(_, r)| r[2]);
        let top = rule.filter(|top| *top > first.baseline - 8.0 && *top < first.baseline).fold(f64::MAX, f64::min);
        let lowest = body.iter().map(|run| run.baseline + 0.12 * run.size / MM).fold(0.0, f64::max);
        assert!(lowest <= top, "{name}: {lowest} {top}");
    }
}

/// The imprint needs room, whatever the length of the text before it.
#[test]
fn the_imprint_brings_text_along_to_its_page_at_every_length_of_text() {
    for lines in 10..24 {
        let text = issue(&format!("title: 标题\nbody: {}", "国".repeat(28 * lines - 4)));
        let pages = pages_of(&text);
        let runs = runs(&pages);
        let last: std::collections::BTreeSet<_> = runs
            .iter()
            .filter(|run| run.page == pages.len() && on_grid(run))
            .map(|run| line_of(run).round() as i64)
            .collect();
        assert!(last.len() >= 2, "{lines}: {last:?}");
        assert!(
            runs.iter()
                .filter(|run| ["serial", "copies"].contains(&run.field.as_str()))
                .all(|run| run.page == pages.len()),
            "{lines}"
        );
        let lowest = runs
            .iter()
            .filter(|run| on_grid(run) && run.page == pages.len())
            .map(|run| run.baseline)
            .fold(0.0, f64::max);
        let imprint =
            runs.iter().filter(|run| run.field.starts_with("imprint")).map(|run| run.baseline).fold(f64::MAX, f64::min);
        assert!(lowest + 3.0 < imprint, "{lines}: {lowest} {imprint}");
    }
}

/// A single last line takes the one before it over; a table that fills the page gives its last rows.
#[test]
fn the_imprint_is_never_alone() {
    for rows in 13..22 {
        let table: String = (0..rows).map(|row| format!("\n    - [第{row}行, 1]")).collect();
        let pages = pages_of(&issue(&format!("title: 标题\ntable:\n  columns: [甲, 乙]\n  rows:{table}")));
        let last =
            runs(&pages).into_iter().filter(|run| run.page == pages.len() && run.field.contains("table.")).count();
        assert!(last >= 4, "{rows} rows: {last} cells beside the imprint");
        // The first page of the table has rows, not its head alone.
        let first = runs(&pages).into_iter().find(|run| run.field.starts_with("articles.0.title")).unwrap().page;
        let with_title =
            runs(&pages).into_iter().filter(|run| run.page == first && run.field.contains("table.")).count();
        assert!(with_title >= 4, "{rows} rows: {with_title} cells under the title");
    }
    for lines in 10..20 {
        let body = format!("{}\n\n短。", "国".repeat(28 * lines - 4));
        let pages = pages_of(&issue(&format!("title: 标题\nbody: |\n  {}", body.replace("\n\n", "\n\n  "))));
        let last: std::collections::BTreeSet<_> = runs(&pages)
            .iter()
            .filter(|run| run.page == pages.len() && on_grid(run))
            .map(|run| line_of(run).round() as i64)
            .collect();
        assert!(last.len() >= 2, "{lines}: {last:?}");
    }
}

#[test]
fn footnotes_stand_above_the_imprint_on_the_last_page() {
    let pages = pages_of(&issue(
        "title: 标题\nbody: |\n  正文[^1]甲乙丙。\n\n  再一段[^2]。\n\n  [^1]: 第一条注文。\n  [^2]: 第二条注文。",
    ));
    let runs = runs(&pages);
    let notes: Vec<_> = runs.iter().filter(|run| run.field.contains("note-")).collect();
    assert!(notes.len() >= 2);
    let imprint =
        runs.iter().filter(|run| run.field.starts_with("imprint")).map(|run| run.baseline).fold(f64::MAX, f64::min);
    for note in &notes {
        assert!(note.baseline + 3.0 < imprint && note.page == 2, "{note:?}");
    }
    let rule = rules(&pages).into_iter().find(|(page, r)| *page == 2 && near(r[1] - r[0], 50.0, 0.1)).unwrap();
    assert!(rule.1[2] < notes[0].baseline - 5.0, "{rule:?} {notes:?}");
}

/// Notes that spill over to the last page stand above the imprint there, none over another.
#[test]
fn many_footnotes_never_meet_one_another_or_the_imprint() {
    for (marks, lines) in [(10, 15), (12, 15), (12, 6), (40, 1)] {
        let marked: String = (1..=marks).map(|n| format!("甲[^{n}]乙丙")).collect();
        let notes: String = (1..=marks).map(|n| format!("\n\n  [^{n}]: 第{n}条注文，{}。", "注".repeat(40))).collect();
        let lead = "\n\n  一行短文。".repeat(lines);
        let pages = pages_of(&issue(&format!(
            "title: 标题\nbody: |\n  开头。{lead}\n\n  {marked}。\n\n  {}{notes}",
            "国".repeat(150)
        )));
        let mut taken = std::collections::BTreeMap::new();
        for run in runs(&pages).into_iter().filter(|run| run.size > 13.0 && run.field != "page-number") {
            let words = (run.field.clone(), run.text.clone());
            let line = (run.page, (run.baseline * 4.0).round() as i64);
            let others: &mut Vec<(f64, f64, (String, String))> = taken.entry(line).or_default();
            for (left, right, other) in others.iter() {
                assert!(run.left > right - 0.1 || run.right < left + 0.1, "{marks}/{lines}: {words:?} over {other:?}");
            }
            others.push((run.left, run.right, words));
        }
        let last: Vec<_> = runs(&pages).into_iter().filter(|run| run.page == pages.len()).collect();
        let lowest = last.iter().filter(|run| run.field.contains("note-")).map(|run| run.baseline).fold(0.0, f64::max);
        let imprint =
            last.iter().filter(|run| run.field.starts_with("imprint")).map(|run| run.baseline).fold(f64::MAX, f64::min);
        assert!(lowest + 3.0 < imprint, "{marks}/{lines}: {lowest} {imprint}");
    }
}

/// A title that begins a page keeps its em box within the type area; the text below it keeps to the grid.
#[test]
fn a_title_at_the_top_of_a_page_stands_within_the_type_area() {
    let title = "全市各地深入开展志愿服务活动汇聚城市，各县各区广泛组织文明实践";
    let pages = pages_of(&issue(&format!("title: {title}\nbody: 国字。")));
    let runs = runs(&pages);
    let title: Vec<_> = runs.iter().filter(|run| run.field == "articles.0.title").collect();
    assert!(title.len() == 2 && title[0].page == 2, "{title:?}");
    assert!(near(title[0].baseline - 0.88 * title[0].size / MM, TOP, 0.01), "{title:?}");
    assert!(near(title[1].baseline - title[0].baseline, L, 0.01), "{title:?}");
    let text = runs.iter().find(|run| run.field == "articles.0.0").unwrap();
    assert!(near(line_of(text), 3.0, 0.001), "{text:?}");
}

/// The rules of a table stay within the type area on each page, and half a line of air is above and below it.
#[test]
fn a_table_over_several_pages_stays_within_the_type_area() {
    let rows: String = (0..70).map(|row| format!("\n    - [第{row}行, {row}]")).collect();
    let pages = pages_of(&issue(&format!("title: 标题\ntable:\n  columns: [甲, 乙]\n  rows:{rows}")));
    for page in 3..=4 {
        let edges: Vec<_> = rules(&pages).into_iter().filter(|(at, _)| *at == page).map(|(_, rule)| rule).collect();
        let top = edges.iter().map(|rule| rule[2]).fold(f64::MAX, f64::min);
        let bottom = edges.iter().map(|rule| rule[3]).fold(0.0, f64::max);
        assert!(near(top, TOP - (L - S) / 2.0 + L / 2.0, 0.2), "{top}");
        assert!(bottom <= BOTTOM && bottom > BOTTOM - L, "{bottom}");
    }
}

/// A picture that begins a page, or ends it, stays within the type area.
#[test]
fn a_picture_at_either_end_of_a_page_stays_within_the_type_area() {
    for lines in 0..24 {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("issues")).unwrap();
        let picture = root().join("issues/2022/pictures/33-实践广场.jpg");
        std::fs::copy(picture, folder.path().join("issues/p.jpg")).unwrap();
        let lead = "一行短文。\n\n  ".repeat(lines);
        let text = issue(&format!("title: 标题\nbody: |\n  {lead}![](p.jpg)\n\n  后文。"));
        std::fs::write(folder.path().join("issues/1.yaml"), text).unwrap();
        let project = jianbao::project::Project::at(folder.path());
        let job = project.jobs(&[], None).unwrap().remove(0);
        let (typeset, findings) = typeset_in_test(&project, &job);
        assert!(typeset.is_some(), "{lines}: {findings:#?}");
    }
}

/// Letters that hang below the line, and marks that are raised above it, may stand in the first and in the last line.
#[test]
fn letters_and_marks_stand_in_the_first_and_the_last_line() {
    let letters = pages_of(&issue(&format!("title: 标题\nbody: |\n  {}", "一行(gjpqy)短文。\n\n  ".repeat(60))));
    let lines: Vec<_> = runs(&letters).iter().filter(|run| run.page == 3 && on_grid(run)).map(line_of).collect();
    assert!(lines.iter().any(|line| near(*line, 0.0, 0.01)) && lines.iter().any(|line| near(*line, 21.0, 0.01)));
    let mut places = Vec::new();
    for lead in 17..22 {
        let (lead, after) = ("一行短文。\n\n  ".repeat(lead), "\n\n  后文。".repeat(4));
        let text = issue(&format!("title: 标题\nbody: |\n  {lead}短文[^1]。{after}\n\n  [^1]: 注。"));
        let mark = runs(&pages_of(&text)).into_iter().find(|run| run.size < 13.0).unwrap();
        places.push((mark.page, line_of(&mark).floor() as i64));
    }
    assert!(places.contains(&(3, -1)), "{places:?}");
}

/// Hanzi whose outlines have control points far outside their ink, at the top of a page.
#[test]
fn a_title_of_a_full_line_is_within_the_type_area() {
    for end in ["爱", "心", "态", "思"] {
        pages_of(&issue(&format!("title: 全市各地深入开展志愿服务活动汇聚城市{end}\nbody: 正文。")));
    }
}

/// A title stays with the table that its text begins with.
#[test]
fn a_title_is_not_parted_from_a_table_in_the_text() {
    for rows in 16..22 {
        let table = "\n  | 1 | 2 |".repeat(rows);
        let pages = pages_of(&issue(&format!("title: 标题\nbody: |\n  | 甲 | 乙 |\n  |---|---|{table}\n\n  后文。")));
        let runs = runs(&pages);
        let title = runs.iter().find(|run| run.field == "articles.0.title").unwrap().page;
        let cells = runs.iter().filter(|run| run.page == title && run.field.contains("columns")).count();
        assert!(cells >= 2, "{rows}: the title stands alone");
    }
}

/// 禁则: which marks never begin or end a line (GB/T 15834-2011, clreq), and pairs that are never parted.
#[test]
fn no_line_begins_or_ends_with_the_wrong_mark() {
    let text = "他说：“工作·生活～学习，（一）要抓实；《条例》明确——必须坚持……不动摇！”【注】甲、乙、丙？";
    let shift = ["", "一", "一二", "一二三", "一二三四"];
    let body: String = shift.iter().map(|lead| format!("\n\n  {lead}{}", text.repeat(6))).collect();
    let pages = pages_of(&issue(&format!("title: 标题\nbody: |\n{body}")));
    let runs = runs(&pages);
    let mut lines: std::collections::BTreeMap<(usize, i64), String> = std::collections::BTreeMap::new();
    for run in runs.iter().filter(|run| run.field.starts_with("articles.0.") && run.field != "articles.0.title") {
        lines.entry((run.page, line_of(run).round() as i64)).or_default().push_str(&run.text);
    }
    assert!(lines.len() > 30);
    let lines: Vec<_> = lines.values().map(|line| line.trim().to_owned()).collect();
    for line in &lines {
        assert!(
            !line.starts_with(['，', '。', '、', '；', '：', '？', '！', '）', '》', '】', '”', '’', '…', '·', '～']),
            "{line}"
        );
        assert!(!line.ends_with(['（', '《', '【', '“', '‘']), "{line}");
        assert_eq!(line.matches('—').count() % 2, 0, "{line}");
        assert_eq!(line.matches('…').count() % 2, 0, "{line}");
    }
    assert!(!lines.concat().contains('\u{2060}'), "what keeps marks in place must not be copied out");
}
