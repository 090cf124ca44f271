//! Where the parts of a manuscript stand in print: their pages, the white above them, and the lines of titles.
//!
//! It takes the positions of fields on laid-out pages. How Word makes the same pages is for `word`.

use std::collections::HashSet;

use typst::layout::Abs;

use super::book::{Line, Manuscript, Part, Piece, Placement, Segment, Style, Table};
use super::condense::closer_by;
use crate::typeset::field::Field;
use crate::typeset::inspect::{FieldPosition, FieldPositions};

/// The width of the type area in mm (GB/T 9704-2012 5.2.1).
pub const TYPE_WIDTH_MM: f64 = 156.0;
/// The height of the type area in mm (GB/T 9704-2012 5.2.1).
pub const TYPE_HEIGHT_MM: f64 = 225.0;
/// The white above the type area in mm: 天头 (GB/T 9704-2012 5.2.1).
pub const TOP_MM: f64 = 37.0;
/// The white at the spine in mm: 订口 (GB/T 9704-2012 5.2.1).
pub const INNER_MM: f64 = 28.0;
/// The white at the outer edge of A4 in mm.
pub const OUTER_MM: f64 = 210.0 - TYPE_WIDTH_MM - INNER_MM;
/// The characters of a line (GB/T 9704-2012 5.2.3).
pub const CHARACTERS: f64 = 28.0;
/// The lines of a page (GB/T 9704-2012 5.2.3).
pub const LINES: f64 = 22.0;
/// Points in a millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;
/// The size of a character in pt, a hair under 三号.
pub const CHARACTER_PT: f64 = TYPE_WIDTH_MM / CHARACTERS * PT_PER_MM;
/// The distance of lines in pt.
pub const PITCH_PT: f64 = (TYPE_HEIGHT_MM * PT_PER_MM - CHARACTER_PT) / (LINES - 1.0);
/// The distance of lines of small text in pt.
pub const SMALL_PITCH_PT: f64 = 20.0;
/// The upper edge of the first line from the paper's edge, in pt.
pub const GRID_TOP_PT: f64 = TOP_MM * PT_PER_MM - (PITCH_PT - CHARACTER_PT) / 2.0;
/// How far the em box reaches above the baseline, in em.
const ASCENT_EM: f64 = 0.88;
/// The lines that the masthead takes.
const MASTHEAD_LINES: f64 = 6.0;

/// Fills in where the parts stand. Parts that the layout doesn't print, such as contents, go.
pub fn place(manuscript: &mut Manuscript, positions: &FieldPositions, pages: usize) {
    manuscript.pages = pages;
    let is_printed = |part: &Part| match part {
        Part::Line(Line { style: Style::Section | Style::Entry, segments, .. }) => segments
            .iter()
            .filter_map(|segment| segment.field.as_ref())
            .any(|field| first_words(positions, field).is_some()),
        _ => true,
    };
    manuscript.parts.retain(is_printed);
    let mut end = End { page: 0, line: MASTHEAD_LINES };
    for part in &mut manuscript.parts {
        match part {
            Part::Line(line) => place_line(line, positions, &mut end),
            Part::Table(table) => place_table(table, positions, &mut end),
            Part::Picture(picture) => {
                let places = positions.get(&picture.field).into_iter().flatten();
                let Some((page, bounds)) = places.filter_map(|position| position.picture).next() else { continue };
                let size = bounds.size();
                picture.size_pt = (size.x.to_pt(), size.y.to_pt());
                picture.placement = end.follow(page, to_lines(bounds.min.y), page, to_lines(bounds.max.y));
            }
        }
    }
    number_entries(manuscript, positions);
}

/// Where the part before ends.
struct End {
    /// Its page, from 0.
    page: usize,
    /// Its lower edge, in lines from the first line's upper edge.
    line: f64,
}

impl End {
    /// Returns the placement of a part that begins and ends at these pages and lines, and remembers its end.
    fn follow(&mut self, page: usize, top: f64, last: usize, bottom: f64) -> Placement {
        let page_breaks = page.saturating_sub(self.page);
        let above = if page_breaks > 0 { top } else { top - self.line };
        (self.page, self.line) = (last.max(self.page), bottom);
        Placement { page_breaks, lines_before: above.max(0.0), page: Some(page + 1), ..Placement::default() }
    }
}

/// Returns where the words of a field stand for the first time.
fn first_words<'p>(positions: &'p FieldPositions, field: &Field) -> Option<&'p FieldPosition> {
    positions.get(field)?.iter().find(|position| !position.characters.is_empty())
}

/// Returns a height on the page in lines from the first line's upper edge.
fn to_lines(y: Abs) -> f64 {
    (y.to_pt() - GRID_TOP_PT) / PITCH_PT
}

/// Returns a baseline as the number of its line, from 0. It is a whole number for text on the grid.
fn line_of(baseline: Abs) -> f64 {
    (baseline.to_pt() - TOP_MM * PT_PER_MM - ASCENT_EM * CHARACTER_PT) / PITCH_PT
}

fn place_line(line: &mut Line, positions: &FieldPositions, end: &mut End) {
    let fields = line.segments.iter().filter_map(|segment| segment.field.as_ref());
    let found: Vec<_> = fields.filter_map(|field| first_words(positions, field)).collect();
    let characters = || found.iter().flat_map(|position| &position.characters);
    let (Some(start), Some(last)) = (characters().next(), characters().next_back()) else { return };
    match line.style {
        Style::Notice | Style::Number | Style::Issuer => {}
        Style::Masthead => line.placement.size_pt = Some(start.size.to_pt()),
        Style::Imprint | Style::Serial | Style::Caption => {
            // The white above small letters in their line.
            let above = (SMALL_PITCH_PT - start.size.to_pt()) / 2.0 + ASCENT_EM * start.size.to_pt();
            let top = to_lines(start.baseline) - above / PITCH_PT;
            let bottom = to_lines(last.baseline) + (SMALL_PITCH_PT - above) / PITCH_PT;
            line.placement = end.follow(start.page, top, last.page, bottom);
        }
        _ => {
            let (top, bottom) = (line_of(start.baseline).round(), line_of(last.baseline).round() + 1.0);
            line.placement = end.follow(start.page, top, last.page, bottom);
            let lines: HashSet<_> =
                characters().map(|placed| (placed.page, line_of(placed.baseline).round() as i64)).collect();
            let (indent, room) = match &line.style {
                Style::Body | Style::Note | Style::Heading(_) => (2.0, CHARACTERS),
                Style::Item(item) => (0.0, CHARACTERS - item.words_at as f64),
                _ => (0.0, 0.0),
            };
            let text: String = line.segments.iter().map(Segment::text).collect();
            if room > 0.0 {
                line.placement.closer_by = closer_by(&text, lines.len(), indent, room);
            }
        }
    }
    if line.style == Style::Title
        && let (Some(position), [segment]) = (found.first(), line.segments.as_mut_slice())
    {
        break_title(segment, position);
    }
}

/// Breaks the lines of a title where those of the print end.
fn break_title(segment: &mut Segment, position: &FieldPosition) {
    let mut count = 0;
    let ends: HashSet<usize> = position
        .lines()
        .map(|line| {
            count += line.len();
            count
        })
        .collect();
    let mut at = 0;
    let mut pieces = Vec::new();
    for piece in std::mem::take(&mut segment.pieces) {
        let Piece::Words { text, .. } = &piece else {
            pieces.push(piece);
            continue;
        };
        let mut rest = String::new();
        for c in text.chars() {
            if !rest.is_empty() && ends.contains(&at) && !c.is_whitespace() {
                pieces.extend([Piece::plain(std::mem::take(&mut rest)), Piece::Break { is_typed: false }]);
            }
            rest.push(c);
            at += usize::from(!c.is_whitespace());
        }
        pieces.push(Piece::plain(rest));
    }
    segment.pieces = pieces;
}

fn place_table(table: &mut Table, positions: &FieldPositions, end: &mut End) {
    let mut bounds = Vec::new();
    for row in &mut table.rows {
        let fields = row.cells.iter().filter_map(|cell| Some((cell.line.field()?.clone(), cell)));
        let found: Vec<_> = fields.filter_map(|(field, _)| first_words(positions, &field)).collect();
        let Some(tallest) = found.iter().max_by_key(|position| position.lines().count()) else { continue };
        let (Some(start), Some(last)) = (tallest.characters.first(), tallest.characters.last()) else { continue };
        row.lines = tallest.lines().count().max(1);
        let middle = f64::midpoint(line_of(start.baseline), line_of(last.baseline)) + 0.5;
        let half = row.lines as f64 / 2.0;
        bounds.push((start.page, middle - half, middle + half));
        for cell in &mut row.cells {
            let position = cell.line.field().and_then(|field| first_words(positions, field));
            cell.line.placement.size_pt = Some(start.size.to_pt());
            let is_head = cell.line.style == Style::HeadCell;
            cell.is_centred = is_head || position.is_none_or(|position| position.lines().count() == 1);
        }
    }
    if let (Some(top), Some(bottom)) = (bounds.first(), bounds.last()) {
        table.placement = end.follow(top.0, top.1, bottom.0, bottom.2);
        set_widths(table, positions);
    }
}

/// Sets the widths of columns by the middles of their heads, which are centred.
fn set_widths(table: &mut Table, positions: &FieldPositions) {
    let Some(head) = table.rows.first() else { return };
    let mut left = None;
    let mut widths = Vec::new();
    for cell in &head.cells {
        let Some(position) = cell.line.field().and_then(|field| first_words(positions, field)) else { return };
        let page = position.characters[0].page;
        let edge = if page.is_multiple_of(2) { INNER_MM } else { OUTER_MM } * PT_PER_MM;
        let from = left.unwrap_or(edge);
        let middles: Vec<f64> = position
            .lines()
            .map(|line| f64::midpoint(line[0].left.to_pt(), line[line.len() - 1].right.to_pt()))
            .collect();
        let middle = middles.iter().sum::<f64>() / middles.len() as f64;
        widths.push(2.0 * (middle - from));
        left = Some(from + 2.0 * (middle - from));
    }
    let whole: f64 = widths.iter().sum();
    let is_plausible = widths.iter().all(|width| *width > whole / 100.0);
    if is_plausible && (whole - TYPE_WIDTH_MM * PT_PER_MM).abs() < CHARACTER_PT && widths.len() == table.widths.len() {
        table.widths = widths.iter().map(|width| width / whole).collect();
    }
}

/// Fills in the page numbers of the contents.
fn number_entries(manuscript: &mut Manuscript, positions: &FieldPositions) {
    let lines =
        manuscript.parts.iter_mut().filter_map(|part| if let Part::Line(line) = part { Some(line) } else { None });
    for piece in lines.flat_map(|line| &mut line.segments).flat_map(|segment| &mut segment.pieces) {
        if let Piece::Page { article, number } = piece {
            let title = first_words(positions, &Field::ArticleTitle(*article));
            *number = title.and_then(|title| title.characters.first()).map_or(0, |start| start.page + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_that_of_the_layout() {
        assert!((PITCH_PT - 29.62).abs() < 0.005 && (CHARACTER_PT - 15.79).abs() < 0.005, "{PITCH_PT} {CHARACTER_PT}");
        assert!((PITCH_PT / PT_PER_MM - 10.449).abs() < 0.001);
    }
}
