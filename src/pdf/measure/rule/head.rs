//! The masthead (GB/T 9704-2012 7.2, and the practice of bulletins).

use kurbo::Rect;

use super::Found;
use crate::pdf::measure::face::FaceKind;
use crate::pdf::measure::line::Line;
use crate::pdf::measure::part::{Edges, Masthead, spot};
use crate::pdf::measure::row::{Asked, Head, Measured, Row, Spot, Unit};
use crate::pdf::measure::sheet::{Bar, MM_PER_PT};

/// The greatest height of the title's characters in mm (7.2.4).
const TITLE_HEIGHT_MM: f64 = 22.0;
/// From the type area's top to the title, and to the end of a title that is so large that it stands higher, in mm.
const TITLE_PLACE_MM: [f64; 2] = [20.0, 38.0];
/// The lines from the type area's top to the lower edge of the red rule.
pub const RULE_LINES: f64 = 6.0;
/// The thickness of the red rule in mm.
const RULE_THICKNESS_MM: f64 = 1.0;
/// The distance from issuer and date to the red rule in mm (7.2.7).
const ABOVE_RULE_MM: f64 = 4.0;
/// How far what is measured on the masthead may be off, in mm.
const TOLERANCE_MM: f64 = 0.5;

/// Returns the rows.
pub fn rows(found: &Found) -> Vec<Row> {
    let masthead = &found.parts.masthead;
    let edges = found.parts.edges_of(0);
    let mut rows = title(found, masthead, edges);
    rows.extend(rule(found, masthead.rule, edges));
    rows.extend(lines(found, masthead, edges));
    rows
}

/// Returns a row of a measure of a line.
fn line_row(name: &'static str, clause: &'static str, asked: f64, tolerance: f64, found: Option<(f64, Spot)>) -> Row {
    Row::numbers(Head(name, clause, Unit::Mm), Asked::About(asked, tolerance), found)
}

/// Returns how far the title stands below the type area's top, in mm, for a size in mm.
fn title_distance(size: f64) -> f64 {
    TITLE_PLACE_MM[0].min(TITLE_PLACE_MM[1] - size)
}

/// Returns the size of the title in mm.
fn title_size(masthead: &Masthead) -> f64 {
    masthead.title.iter().map(|line| line.size * MM_PER_PT).fold(0.0, f64::max)
}

/// Returns where the type area begins by the title, in mm.
pub fn title_place(masthead: &Masthead) -> Option<f64> {
    let top = masthead.title.iter().map(Line::top).reduce(f64::min)?;
    Some(top - title_distance(title_size(masthead)))
}

/// Returns the rows on the title.
fn title(found: &Found, masthead: &Masthead, edges: Option<Edges>) -> Vec<Row> {
    let lines = &masthead.title;
    let first = lines.first();
    let bounds = lines.iter().map(Line::bounds).reduce(|a, b| a.union(b));
    let whole = bounds.map(|bounds| Spot { page: 0, bounds });
    let size = title_size(masthead);
    let asked_top = found.top() + title_distance(size);
    // A short name of the greatest size is spaced and needn't fill the width.
    let is_largest = size > TITLE_HEIGHT_MM - 0.2;
    let widths = edges.zip(whole).map(|(edges, spot)| {
        let width = edges.right - edges.left;
        (if is_largest { width } else { spot.bounds.width() }, spot)
    });
    let asked_width = edges.map_or(156.0, |edges| edges.right - edges.left);
    let centre =
        edges.zip(whole).map(|(edges, spot)| (spot.bounds.center().x - (edges.left + edges.right) / 2.0, spot));
    let red = lines.iter().map(|line| (line.glyphs.iter().all(|glyph| glyph.red), colour(line), spot(line)));
    vec![
        Row::faces("masthead-face", "GB/T 9704-2012 7.2.4", FaceKind::Xiaobiaosong, found.faces(first)),
        Row::numbers(
            Head("masthead-height", "GB/T 9704-2012 7.2.4", Unit::Mm),
            Asked::Most(TITLE_HEIGHT_MM + 0.05),
            whole.map(|spot| (size, spot)),
        ),
        line_row("masthead-top", "", asked_top, TOLERANCE_MM, whole.map(|spot| (spot.bounds.y0, spot))),
        line_row("masthead-width", "", asked_width, 1.0, widths),
        line_row("masthead-centre", "GB/T 9704-2012 7.2.4", 0.0, TOLERANCE_MM, centre),
        Row::words(Head("masthead-ink", "GB/T 9704-2012 6.1", Unit::Count), "red", red),
    ]
}

/// Returns the colour of a line in words.
fn colour(line: &Line) -> Measured {
    Measured::Words(if line.is_red() { "red" } else { "black" })
}

/// Returns the rows on the red rule.
fn rule(found: &Found, rule: Option<Bar>, edges: Option<Edges>) -> Vec<Row> {
    let at = rule.map(|rule| Spot { page: 0, bounds: rule.bounds });
    let place = found.top() + RULE_LINES * found.pitch();
    let red =
        rule.zip(at).map(|(rule, spot)| (rule.red, Measured::Words(if rule.red { "red" } else { "black" }), spot));
    let of = |value: fn(Rect) -> f64| at.map(|spot| (value(spot.bounds), spot));
    let width = edges.map_or(156.0, |edges| edges.right - edges.left);
    let left = edges.zip(at).map(|(edges, spot)| (spot.bounds.x0 - edges.left, spot));
    vec![
        line_row("rule-place", "", place, TOLERANCE_MM, of(|bounds| bounds.y1)),
        line_row("rule-thickness", "", RULE_THICKNESS_MM, 0.1, of(|bounds| bounds.height())),
        line_row("rule-width", "GB/T 9704-2012 7.2.7", width, TOLERANCE_MM, of(|bounds| bounds.width())),
        line_row("rule-left", "GB/T 9704-2012 7.2.7", 0.0, TOLERANCE_MM, left),
        Row::words(Head("rule-ink", "GB/T 9704-2012 7.2.7", Unit::Count), "red", red),
    ]
}

/// Returns the rows on the lines around the title.
fn lines(found: &Found, masthead: &Masthead, edges: Option<Edges>) -> Vec<Row> {
    let (size, parts) = (found.parts.size_mm(), &found.parts);
    let above = |line: Option<&Line>, rule: Option<Bar>| {
        line.zip(rule).map(|(line, rule)| (rule.bounds.y0 - line.bottom(), spot(line)))
    };
    let Masthead { notice, number, issuer, date, rule, .. } = masthead;
    let at = |line: &Option<Line>, value: &dyn Fn(&Line, Edges) -> f64| {
        line.as_ref().zip(edges).map(|(line, edges)| (value(line, edges), spot(line)))
    };
    let left = at(issuer, &|line, edges| (line.left() - edges.left) / size);
    let right = at(date, &|line, edges| (edges.right - line.right()) / size);
    let centre = at(number, &|line, edges| line.off_middle((edges.left + edges.right) / 2.0));
    let distance =
        number.as_ref().zip(issuer.as_ref()).map(|(number, issuer)| (issuer.baseline - number.baseline, spot(number)));
    let first = notice.first();
    let notice_left = first.zip(edges).map(|(line, edges)| (line.left() - edges.left, spot(line)));
    let notice_top = first.map(|line| (line.top(), spot(line)));
    let characters = |name, found| Row::numbers(Head(name, "", Unit::Characters), Asked::About(1.0, 0.1), found);
    // A long issuer is set smaller, and keeps its distance all the same.
    let issuer_line = issuer.as_ref().filter(|line| line.size > parts.size * 0.6);
    let small = [number, issuer, date].into_iter().flatten();
    vec![
        line_row("issuer-above-rule", "GB/T 9704-2012 7.2.7", ABOVE_RULE_MM, TOLERANCE_MM, above(issuer_line, *rule)),
        line_row("date-above-rule", "GB/T 9704-2012 7.2.7", ABOVE_RULE_MM, TOLERANCE_MM, above(date.as_ref(), *rule)),
        characters("issuer-left", left),
        characters("date-right", right),
        line_row("number-centre", "GB/T 9704-2012 7.2.5", 0.0, TOLERANCE_MM, centre),
        line_row("number-above-issuer", "", found.pitch(), TOLERANCE_MM, distance),
        Row::faces("head-face", "GB/T 9704-2012 7.2.5", FaceKind::Fang, found.faces(small)),
        line_row("notice-left", "", 0.0, TOLERANCE_MM, notice_left),
        line_row("notice-top", "", found.top(), TOLERANCE_MM, notice_top),
        Row::faces("notice-face", "GB/T 9704-2012 7.2.2", FaceKind::Hei, found.faces(first)),
    ]
}
