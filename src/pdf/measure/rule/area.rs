//! Paper, type area and grid (GB/T 9704-2012 3.2, 5.1, 5.2).

use kurbo::Rect;

use super::Found;
use crate::pdf::measure::line::{Line, is_hanzi};
use crate::pdf::measure::part::{Parts, spot};
use crate::pdf::measure::row::{Asked, Head, Row, Spot, Unit};
use crate::pdf::measure::sheet::{MM_PER_PT, Sheets};

/// The width and height of the paper in mm (5.1).
const PAPER_MM: [f64; 2] = [210.0, 297.0];
/// The width and height of the type area in mm (5.2.1).
pub const AREA_MM: [f64; 2] = [156.0, 225.0];
/// The upper and the inner margin in mm (5.2.1).
pub const MARGINS_MM: [f64; 2] = [37.0, 28.0];
/// The characters of a line, and the lines of a page (5.2.3).
const GRID: [f64; 2] = [28.0, 22.0];
/// The line pitch in mm: 22 lines fill the type area (3.2, 5.2.3).
pub const PITCH_MM: f64 = 10.449;
/// The share of the type area's height from which a page is filled.
const FULL: f64 = 0.9;
/// How far a baseline may be off the grid, in mm.
const GRID_TOLERANCE_MM: f64 = 0.1;
/// How far ink may reach beyond the type area, in mm. Letters hang 0.1 em below the em box of hanzi.
const OUTSIDE_MM: f64 = 0.6;

/// The grid that the lines of text stand on.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// The distance of lines in mm.
    pub pitch: f64,
    /// A baseline on the grid, in mm from the top.
    pub baseline: f64,
}

impl Grid {
    /// Finds the grid of the text; `None` if there are too few lines.
    pub fn find(parts: &Parts) -> Option<Self> {
        let size = parts.size_mm();
        let mut steps = Vec::new();
        for (a, b) in parts.body.iter().zip(parts.body.iter().skip(1)) {
            let step = b.baseline - a.baseline;
            if a.page == b.page && (1.1 * size..2.4 * size).contains(&step) {
                steps.push(step);
            }
        }
        steps.sort_by(f64::total_cmp);
        let pitch = *steps.get(steps.len() / 2)?;
        // The grid is the one that most lines stand on.
        let on = |baseline: f64| {
            parts.body.iter().filter(move |line| off(line.baseline, baseline, pitch).abs() < GRID_TOLERANCE_MM)
        };
        let baseline = parts.body.iter().take(200).max_by_key(|line| on(line.baseline).count())?.baseline;
        Some(Self { pitch, baseline })
    }

    /// Returns how far a baseline is off the grid, in mm.
    pub fn off(&self, baseline: f64) -> f64 {
        off(baseline, self.baseline, self.pitch)
    }
}

/// Returns how far a baseline is off a grid, in mm.
fn off(baseline: f64, on: f64, pitch: f64) -> f64 {
    let lines = (baseline - on) / pitch;
    (lines - lines.round()) * pitch
}

/// Returns the rows.
pub fn rows(found: &Found) -> Vec<Row> {
    let mut rows = paper(&found.sheets);
    rows.extend(margins(found));
    rows.extend(grid(found));
    rows.push(outside(found));
    rows
}

/// Returns the rows on the paper.
fn paper(sheets: &Sheets) -> Vec<Row> {
    let pages = || sheets.pages.iter().enumerate().filter(|(_, sheet)| sheet.width > 0.0);
    let whole =
        |page: usize| Spot { page, bounds: Rect::new(0.0, 0.0, sheets.pages[page].width, sheets.pages[page].height) };
    let widths = pages().map(|(page, sheet)| (sheet.width, whole(page)));
    let heights = pages().map(|(page, sheet)| (sheet.height, whole(page)));
    let asked = PAPER_MM.map(|mm| Asked::About(mm, 0.5));
    vec![
        Row::numbers(Head("paper-width", "GB/T 9704-2012 5.1", Unit::Mm), asked[0], widths),
        Row::numbers(Head("paper-height", "GB/T 9704-2012 5.1", Unit::Mm), asked[1], heights),
    ]
}

/// Returns what stands on each page besides the page number: its upper and lower edge in mm, with the elements there.
fn extents(found: &Found) -> Vec<(Spot, Spot)> {
    let parts = &found.parts;
    let imprint = parts.imprint.iter().flat_map(|imprint| &imprint.lines);
    let masthead = &parts.masthead;
    let head = masthead.title.iter().chain(&masthead.notice).chain(&masthead.number).chain(&masthead.issuer);
    let text = parts.titles.iter().chain(&parts.body).chain(&parts.cells).chain(&parts.notes).chain(&parts.captions);
    let listed = parts.sections.iter().chain(&parts.entries).chain(&masthead.date);
    let lines: Vec<Spot> = text.chain(listed).chain(head).chain(imprint).map(spot).collect();
    let mut extents = Vec::new();
    for (page, sheet) in found.sheets.pages.iter().enumerate() {
        let foot = parts.numbers.get(page).and_then(Option::as_ref).map_or(sheet.height, Line::top);
        let others = sheet.bars.iter().map(|bar| bar.bounds).chain(sheet.pictures.iter().copied());
        let others = others.filter(|bounds| bounds.y0 < foot).map(|bounds| Spot { page, bounds });
        let own: Vec<Spot> = lines.iter().copied().filter(|spot| spot.page == page).chain(others).collect();
        let top = own.iter().min_by(|a, b| a.bounds.y0.total_cmp(&b.bounds.y0));
        let bottom = own.iter().max_by(|a, b| a.bounds.y1.total_cmp(&b.bounds.y1));
        extents.extend(top.copied().zip(bottom.copied()));
    }
    extents
}

/// Returns the rows on the margins and the type area.
fn margins(found: &Found) -> Vec<Row> {
    let clause = "GB/T 9704-2012 5.2.1";
    let extents = extents(found);
    // A page that begins with text has the margin that is meant; one that begins with a title or a table may have more or less.
    let is_text = |spot: &Spot| {
        let mut lines = found.parts.body.iter().chain(&found.parts.masthead.notice);
        lines.any(|line| line.page == spot.page && line.bounds() == spot.bounds)
    };
    // Where the masthead's title stands is measured by itself.
    let is_title =
        |spot: &Spot| found.parts.masthead.title.iter().any(|line| spot.page == 0 && line.bounds() == spot.bounds);
    let tops = || extents.iter().map(|(top, _)| *top).filter(|top| !is_title(top));
    let highest = |a: &Spot, b: &Spot| a.bounds.y0.total_cmp(&b.bounds.y0);
    let top = tops().filter(is_text).min_by(highest).or(tops().min_by(highest));
    let bottom = extents.iter().map(|(_, bottom)| *bottom).max_by(|a, b| a.bounds.y1.total_cmp(&b.bounds.y1));
    // Only a full page shows how high the type area is.
    let is_full = |(height, _): &(f64, Spot)| *height > FULL * AREA_MM[1];
    let height = top.zip(bottom).map(|(top, bottom)| (bottom.bounds.y1 - top.bounds.y0, bottom)).filter(is_full);
    let mut inner = Vec::new();
    let mut widths = Vec::new();
    for (page, sheet) in found.sheets.pages.iter().enumerate().take(2) {
        let Some(edges) = found.parts.edges_of(page) else { continue };
        let bounds = Rect::new(edges.left, MARGINS_MM[0], edges.right, MARGINS_MM[0] + AREA_MM[1]);
        let margin = if page % 2 == 0 { edges.left } else { sheet.width - edges.right };
        inner.push((margin, Spot { page, bounds }));
        widths.push((edges.right - edges.left, Spot { page, bounds }));
    }
    let [top_margin, inner_margin] = MARGINS_MM.map(|mm| Asked::About(mm, 1.0));
    let [width, full_height] = AREA_MM.map(|mm| Asked::About(mm, 1.0));
    vec![
        Row::numbers(Head("top-margin", clause, Unit::Mm), top_margin, top.map(|top| (top.bounds.y0, top))),
        Row::numbers(Head("inner-margin", clause, Unit::Mm), inner_margin, inner),
        Row::numbers(Head("type-width", clause, Unit::Mm), width, widths),
        Row::numbers(Head("type-height", clause, Unit::Mm), full_height, height),
    ]
}

/// Returns the advance in mm that most hanzi of the text have from one to the next.
fn advance(parts: &Parts) -> Option<(f64, Spot)> {
    let mut steps = Vec::new();
    for line in parts.body.iter().take(2000) {
        for (a, b) in line.glyphs.iter().zip(line.glyphs.iter().skip(1)) {
            if a.character().is_some_and(is_hanzi) && b.character().is_some_and(is_hanzi) {
                steps.push((b.left - a.left, spot(line)));
            }
        }
    }
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    steps.get(steps.len() / 2).copied()
}

/// Returns the rows on the grid.
fn grid(found: &Found) -> Vec<Row> {
    let clause = "GB/T 9704-2012 5.2.3";
    let parts = &found.parts;
    let characters = advance(parts).and_then(|(step, spot)| {
        let edges = parts.edges_of(spot.page)?;
        Some((((edges.right - edges.left) / step + 0.1).floor(), spot))
    });
    let first = parts.body.first().map(spot);
    let grid = found.grid.zip(first);
    let size = parts.size_mm();
    let lines = grid.map(|(grid, spot)| (((AREA_MM[1] - size) / grid.pitch + 1.1).floor(), spot));
    let off =
        found.grid.iter().flat_map(|grid| parts.body.iter().map(|line| (grid.off(line.baseline).abs(), spot(line))));
    let about = |value: f64| Asked::About(value, 0.0);
    vec![
        Row::numbers(Head("characters", clause, Unit::Count), about(GRID[0]), characters),
        Row::numbers(Head("lines", clause, Unit::Count), about(GRID[1]), lines),
        Row::numbers(
            Head("line-pitch", "GB/T 9704-2012 3.2", Unit::Mm),
            Asked::About(PITCH_MM, 0.05),
            grid.map(|(grid, spot)| (grid.pitch, spot)),
        ),
        Row::numbers(Head("baselines", clause, Unit::Mm), Asked::Most(GRID_TOLERANCE_MM), off),
    ]
}

/// Returns the row on ink beside the type area as it was measured. What stands above and below is told by its height.
fn outside(found: &Found) -> Row {
    let parts = &found.parts;
    let mut beyond = Vec::new();
    for (page, sheet) in found.sheets.pages.iter().enumerate() {
        let Some(edges) = parts.edges_of(page) else { continue };
        let foot = parts.numbers.get(page).and_then(Option::as_ref).map_or(f64::MAX, Line::top);
        let glyphs = sheet.glyphs.iter().filter(|glyph| glyph.baseline < foot).map(|glyph| {
            let size = glyph.size * MM_PER_PT;
            let em = Rect::new(glyph.left, glyph.baseline - 0.88 * size, glyph.right, glyph.baseline + 0.12 * size);
            glyph.ink.unwrap_or(em)
        });
        let others = sheet.bars.iter().map(|bar| bar.bounds).chain(sheet.pictures.iter().copied());
        for bounds in glyphs.chain(others.filter(|bounds| bounds.y0 < foot)) {
            let excess = (edges.left - bounds.x0).max(bounds.x1 - edges.right);
            beyond.push((excess.max(0.0), Spot { page, bounds }));
        }
    }
    Row::numbers(Head("outside", "GB/T 9704-2012 5.2.1", Unit::Mm), Asked::Most(OUTSIDE_MM), beyond)
}
