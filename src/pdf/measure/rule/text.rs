//! Titles, text, headings, contents, tables, notes and captions (GB/T 9704-2012 5.2.2, 7.3).

use super::Found;
use crate::pdf::measure::face::FaceKind;
use crate::pdf::measure::line::{Line, is_hanzi};
use crate::pdf::measure::part::{Parts, spot};
use crate::pdf::measure::row::{Asked, Head, Row, Spot, Unit};
use crate::pdf::measure::sheet::Bar;

/// The sizes in points: 三号 for text (5.2.2), 二号 for titles (7.3.1), 四号 for notes and captions.
const SIZES_PT: [f64; 3] = [15.8, 22.0, 14.0];
/// How far a size may be off, in points.
const SIZE_TOLERANCE_PT: f64 = 0.3;
/// The thickness of a table's outer and inner rules in mm.
const RULES_MM: [f64; 2] = [0.35, 0.25];
/// How far a rule's thickness may be off, in mm.
const RULE_TOLERANCE_MM: f64 = 0.06;
/// How far a title may be off the middle, in mm.
const CENTRE_MM: f64 = 0.5;

/// Returns the rows.
pub fn rows(found: &Found) -> Vec<Row> {
    let parts = &found.parts;
    let [text, title, small] = SIZES_PT;
    let mut rows = vec![
        size("text-size", "GB/T 9704-2012 5.2.2", text, parts.body.first().map(|line| (parts.size, spot(line)))),
        Row::faces("text-face", "GB/T 9704-2012 5.2.2", FaceKind::Fang, found.face(&plain(parts))),
        indent(parts),
        size("title-size", "GB/T 9704-2012 7.3.1", title, sizes(&parts.titles)),
        Row::faces("title-face", "GB/T 9704-2012 7.3.1", FaceKind::Xiaobiaosong, found.faces(&parts.titles)),
        centre(parts),
        Row::faces("first-heading-face", "GB/T 9704-2012 7.3.3", FaceKind::Hei, found.faces(&parts.first_headings)),
        Row::faces("second-heading-face", "GB/T 9704-2012 7.3.3", FaceKind::Kai, found.faces(&parts.second_headings)),
        Row::faces("section-face", "", FaceKind::Hei, found.faces(&parts.sections)),
        Row::faces("entry-face", "", FaceKind::Kai, found.face(&parts.entries)),
        size("note-size", "", small, sizes(&parts.notes)),
        size("caption-size", "", small, sizes(&parts.captions)),
        Row::faces("caption-face", "", FaceKind::Kai, found.face(&parts.captions)),
    ];
    rows.extend(tables(found));
    rows
}

/// Returns the lines of text without headings. Their face is that of most of the text.
fn plain(parts: &Parts) -> Vec<Line> {
    let headings = || parts.first_headings.iter().chain(&parts.second_headings);
    let is_heading = |line: &Line| headings().any(|other| other.page == line.page && other.baseline == line.baseline);
    parts.body.iter().filter(|line| !is_heading(line)).cloned().collect()
}

/// Returns a row on a size.
fn size(name: &'static str, clause: &'static str, asked: f64, found: impl IntoIterator<Item = (f64, Spot)>) -> Row {
    Row::numbers(Head(name, clause, Unit::Pt), Asked::About(asked, SIZE_TOLERANCE_PT), found)
}

/// Returns the sizes of lines.
fn sizes(lines: &[Line]) -> impl Iterator<Item = (f64, Spot)> + '_ {
    lines.iter().map(|line| (line.size, spot(line)))
}

/// Returns the row on the indent of paragraphs, which is the place where most lines begin that begin farther in. A
/// bracket at the start of a paragraph may stand closer.
fn indent(parts: &Parts) -> Row {
    let mut found: Vec<(f64, Spot)> = Vec::new();
    for line in &parts.body {
        let Some(edges) = parts.edges_of(line.page) else { continue };
        let begin = (line.left() - edges.left) / parts.size_mm();
        let goes_on = edges.right - line.right() < 0.6 * parts.size_mm();
        if (0.5..3.6).contains(&begin) && goes_on && line.first().is_some_and(is_hanzi) {
            found.push((begin, spot(line)));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let most = found.chunk_by(|a, b| b.0 - a.0 < 0.05).max_by_key(|run| run.len());
    let most = most.map(|run| run[run.len() / 2]);
    Row::numbers(Head("indent", "GB/T 9704-2012 7.3.3", Unit::Characters), Asked::About(2.0, 0.05), most)
}

/// Returns the row on the middle of titles.
fn centre(parts: &Parts) -> Row {
    let off = |line: &Line| {
        let edges = parts.edges_of(line.page)?;
        Some((line.off_middle((edges.left + edges.right) / 2.0), spot(line)))
    };
    let found = parts.titles.iter().filter_map(off);
    Row::numbers(Head("title-centre", "GB/T 9704-2012 7.3.1", Unit::Mm), Asked::About(0.0, CENTRE_MM), found)
}

/// Returns the rows on tables: their rules, and the face of the first row.
fn tables(found: &Found) -> Vec<Row> {
    let (mut outer, mut inner, mut heads) = (Vec::new(), Vec::new(), Vec::new());
    for (page, sheet) in found.sheets.pages.iter().enumerate() {
        let walls: Vec<&Bar> = sheet.bars.iter().filter(|bar| !bar.is_level()).take(5000).collect();
        let cells = || found.parts.cells.iter().filter(|line| line.page == page);
        // The edges of the table are the outermost upright rules beside cells.
        let beside = |wall: &&&Bar| cells().any(|cell| wall.bounds.y0 < cell.baseline && wall.bounds.y1 > cell.top());
        let own: Vec<&&Bar> = walls.iter().filter(|wall| beside(wall)).collect();
        let middle = |bar: &Bar| bar.bounds.center().x;
        let left = own.iter().map(|bar| middle(bar)).reduce(f64::min);
        let right = own.iter().map(|bar| middle(bar)).reduce(f64::max);
        for wall in own {
            let is_outer = [left, right].into_iter().flatten().any(|edge| (middle(wall) - edge).abs() < 0.5);
            let list = if is_outer { &mut outer } else { &mut inner };
            list.push((wall.thickness(), Spot { page, bounds: wall.bounds }));
        }
        let first = cells().map(|line| line.baseline).reduce(f64::min);
        heads.extend(cells().filter(|line| first.is_some_and(|first| line.baseline - first < 1.0)));
    }
    let row =
        |name, asked, found| Row::numbers(Head(name, "", Unit::Mm), Asked::About(asked, RULE_TOLERANCE_MM), found);
    vec![
        row("table-outer-rule", RULES_MM[0], outer),
        row("table-inner-rule", RULES_MM[1], inner),
        Row::faces("table-head-face", "", FaceKind::Hei, found.faces(heads)),
    ]
}
