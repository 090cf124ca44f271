//! Page numbers and the imprint (GB/T 9704-2012 7.4, 7.5).

use kurbo::Rect;

use super::Found;
use super::area::AREA_MM;
use crate::pdf::measure::face::FaceKind;
use crate::pdf::measure::line::Line;
use crate::pdf::measure::part::{Imprint, is_dash, spot};
use crate::pdf::measure::row::{Asked, Head, Measured, Row, Spot, Unit};
use crate::pdf::measure::sheet::MM_PER_PT;

/// The size of page number and imprint in points: 四号 (7.4.2, 7.5).
const SIZE_PT: f64 = 14.0;
/// How far a size may be off, in points.
const SIZE_TOLERANCE_PT: f64 = 0.3;
/// From the type area to the upper edge of the dashes beside the page number, in mm (7.5).
pub const BELOW_MM: f64 = 7.0;
/// The thickness of the imprint's first and last rule, and of those between, in mm (7.4.1).
const RULES_MM: [f64; 2] = [0.35, 0.25];
/// How far a rule's thickness may be off, in mm.
const RULE_TOLERANCE_MM: f64 = 0.04;
/// The distance of the imprint's lines in points.
const PITCH_PT: f64 = 20.0;
/// How far places may be off, in mm.
const TOLERANCE_MM: f64 = 0.5;

/// Returns the rows.
pub fn rows(found: &Found) -> Vec<Row> {
    let mut rows = numbers(found);
    rows.extend(imprint(found));
    rows
}

/// Returns the upper edge in mm of the dashes beside a page number.
pub fn number_top(line: &Line) -> Option<f64> {
    let dash = line.glyphs.iter().find(|glyph| glyph.character().is_some_and(is_dash))?;
    Some(dash.ink?.y0)
}

/// Returns the lowest element of the imprint.
pub fn imprint_end(imprint: &Imprint) -> Option<Spot> {
    let rules = imprint.rules.iter().map(|rule| Spot { page: imprint.page, bounds: rule.bounds });
    rules.chain(imprint.lines.iter().map(spot)).max_by(|a, b| a.bounds.y1.total_cmp(&b.bounds.y1))
}

/// Returns the rows on page numbers.
fn numbers(found: &Found) -> Vec<Row> {
    let clause = "GB/T 9704-2012 7.5";
    let parts = &found.parts;
    let lines = || parts.numbers.iter().flatten();
    let bottom = found.top() + AREA_MM[1];
    let below = lines().filter_map(|line| Some((number_top(line)? - bottom, spot(line))));
    let side = |line: &Line| {
        let edges = parts.edges_of(line.page)?;
        let odd = line.page.is_multiple_of(2);
        let inside = if odd { edges.right - line.right() } else { line.left() - edges.left };
        // A character is one of the size that is asked.
        Some((inside / (SIZE_PT * MM_PER_PT), spot(line)))
    };
    let has_dashes = |line: &Line| {
        let both = [line.first(), line.last()].into_iter().all(|end| end.is_some_and(is_dash));
        (both, Measured::Text(line.text()), spot(line))
    };
    let figures = |line: &Line| line.text().chars().filter(char::is_ascii_digit).collect::<String>();
    let counts = lines().map(|line| {
        let own = figures(line);
        (own.parse() == Ok(line.page + 1), Measured::Text(own), spot(line))
    });
    let digits: Vec<_> = lines()
        .filter_map(|line| {
            let glyph = line.glyphs.iter().find(|glyph| glyph.character().is_some_and(|c| c.is_ascii_digit()))?;
            Some((found.sheets.faces.get(glyph.face)?.clone(), spot(line)))
        })
        .collect();
    let face = digits.into_iter().map(|(face, spot)| {
        let face = if FaceKind::of(&face) == Some(FaceKind::Xiaobiaosong) { "NotoSerif".to_owned() } else { face };
        (face, spot)
    });
    vec![
        Row::numbers(
            Head("number-size", clause, Unit::Pt),
            Asked::About(SIZE_PT, SIZE_TOLERANCE_PT),
            lines().map(|line| (line.size, spot(line))),
        ),
        Row::numbers(Head("number-below", clause, Unit::Mm), Asked::About(BELOW_MM, TOLERANCE_MM), below),
        Row::numbers(Head("number-side", clause, Unit::Characters), Asked::About(1.0, 0.15), lines().filter_map(side)),
        Row::words(Head("number-dashes", clause, Unit::Count), "dashes", lines().map(has_dashes)),
        Row::words(Head("number-count", clause, Unit::Count), "count", counts),
        Row::faces("number-face", clause, FaceKind::Song, face.collect()),
    ]
}

/// Returns the rows on the imprint.
fn imprint(found: &Found) -> Vec<Row> {
    let none = Imprint::default();
    let imprint = found.parts.imprint.as_ref().unwrap_or(&none);
    let mut rows = imprint_rules(found, imprint);
    rows.extend(imprint_lines(found, imprint));
    rows
}

/// Returns the rows on the rules of the imprint, and on where it ends.
fn imprint_rules(found: &Found, imprint: &Imprint) -> Vec<Row> {
    let Imprint { page, rules, .. } = imprint;
    let at = |bounds: Rect| Spot { page: *page, bounds };
    let last = rules.len().saturating_sub(1);
    let thickness = |outer: bool| {
        let own = rules.iter().enumerate().filter(move |(index, _)| (*index == 0 || *index == last) == outer);
        own.map(|(_, rule)| (rule.thickness(), at(rule.bounds)))
    };
    let width = found.parts.edges_of(*page).map_or(AREA_MM[0], |edges| edges.right - edges.left);
    let widths = rules.iter().map(|rule| (rule.bounds.width(), at(rule.bounds)));
    let end = imprint_end(imprint).map(|spot| (spot.bounds.y1, spot));
    let head = |name| Head(name, "GB/T 9704-2012 7.4.1", Unit::Mm);
    let thick = |mm| Asked::About(mm, RULE_TOLERANCE_MM);
    let bottom = found.top() + AREA_MM[1];
    vec![
        Row::numbers(head("imprint-outer-rule"), thick(RULES_MM[0]), thickness(true)),
        Row::numbers(head("imprint-inner-rule"), thick(RULES_MM[1]), thickness(false)),
        Row::numbers(head("imprint-width"), Asked::About(width, TOLERANCE_MM), widths),
        Row::numbers(head("imprint-end"), Asked::About(bottom, TOLERANCE_MM), end),
    ]
}

/// Returns the rows on the lines of the imprint.
fn imprint_lines(found: &Found, Imprint { page, rules, lines }: &Imprint) -> Vec<Row> {
    let clause = "GB/T 9704-2012 7.4.2";
    // What stands below the last rule ends at the right.
    let bottom = rules.last().map_or(f64::MAX, |rule| rule.bounds.y0);
    let entries: Vec<&Line> = lines.iter().filter(|line| line.baseline < bottom).collect();
    let first = entries.iter().min_by(|a, b| a.left().total_cmp(&b.left()));
    let indent = found.parts.edges_of(*page).zip(first).map(|(edges, line)| {
        // A character is one of the size that is asked.
        ((line.left() - edges.left) / (SIZE_PT * MM_PER_PT), spot(line))
    });
    let steps = entries.windows(2).filter_map(|pair| {
        let step = (pair[1].baseline - pair[0].baseline) / MM_PER_PT;
        (step > 1.0).then(|| (step, spot(pair[1])))
    });
    vec![
        Row::numbers(
            Head("imprint-size", clause, Unit::Pt),
            Asked::About(SIZE_PT, SIZE_TOLERANCE_PT),
            lines.iter().map(|line| (line.size, spot(line))),
        ),
        Row::faces("imprint-face", clause, FaceKind::Fang, found.face(lines)),
        Row::numbers(Head("imprint-indent", clause, Unit::Characters), Asked::About(1.0, 0.1), indent),
        Row::numbers(Head("imprint-pitch", "", Unit::Pt), Asked::About(PITCH_PT, 0.5), steps),
    ]
}
