//! The ground (衬底): which kinds of ink lie where on a page, and which element lies on top.
//!
//! It is a grid of cells over the trim. The walk paints each element onto it in order and asks what lies below. It knows
//! nothing of PDF.

use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};

/// Cyan, magenta or yellow ink.
pub const COLOUR: u8 = 1;
/// Black ink.
pub const BLACK: u8 = 2;
/// Any other ink.
pub const SPOT: u8 = 4;
/// Every ink.
pub const EVERY: u8 = COLOUR | BLACK | SPOT;

/// The most cells of a ground.
const MAX_CELLS: f64 = 2_000_000.0;
/// The least side of a cell, in points.
const LEAST_CELL_PT: f64 = 0.5;
/// The most cells that elements of a page may cross. It takes some seconds.
const MAX_CROSSED: usize = 400_000_000;
/// The length in cells from which an outline counts as its box, because it would take too many straight lines.
const VAST_CELLS: f64 = 1e5;
/// How far a straight line may leave a curve, in cells.
const FLATNESS: f64 = 0.25;

/// The cells of one element: runs in rows.
#[derive(Debug, Default)]
pub struct Shape {
    /// The runs, each as its row, its first cell and the cell behind its last.
    runs: Vec<(usize, usize, usize)>,
}

impl Shape {
    /// Whether it has no cell on the ground.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

/// How an element changes the ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// The kinds of ink that it prints.
    pub inks: u8,
    /// The kinds of ink below that it leaves.
    pub keeps: u8,
    /// The number of the element, from 1; 0 if nobody asks for it later.
    pub element: u32,
}

/// The ground of a page.
#[derive(Debug)]
pub struct Ground {
    /// The corner of the first cell, in points.
    corner: Point,
    /// The side of a cell, in points.
    cell: f64,
    /// The number of cells in a row.
    columns: usize,
    /// The number of rows.
    rows: usize,
    /// The kinds of ink in each cell.
    inks: Vec<u8>,
    /// The element on top in each cell, 0 if there is none that counts.
    top: Vec<u32>,
    /// The number of cells that may still be crossed.
    budget: usize,
}

impl Ground {
    /// Makes a ground without ink, over an area in points.
    pub fn new(area: Rect) -> Self {
        let usable = area.is_finite() && area.width() > 0.0 && area.height() > 0.0;
        let area = if usable && area.area() < 1e12 { area } else { Rect::ZERO };
        let cell = LEAST_CELL_PT.max((area.area() / MAX_CELLS).sqrt());
        let count = |length: f64| ((length / cell).ceil().max(0.0) as usize).min(MAX_CELLS as usize);
        let (columns, rows) = (count(area.width()), count(area.height()));
        let cells = columns.saturating_mul(rows).min(2 * MAX_CELLS as usize);
        let rows = cells.checked_div(columns).unwrap_or(0);
        let cells = columns * rows;
        let (inks, top) = (vec![0; cells], vec![0; cells]);
        Self { corner: area.origin(), cell, columns, rows, inks, top, budget: MAX_CROSSED }
    }

    /// Whether the elements were too many to follow all.
    pub fn is_exhausted(&self) -> bool {
        self.budget == 0
    }

    /// Returns the cells of an outline in points, as far as they lie within a box in points. An outline that is too thin
    /// to hold the middle of a cell has the cells along its lines.
    pub fn shape(&mut self, outline: &BezPath, nonzero: bool, clip: Option<Rect>) -> Shape {
        let to_cells = Affine::scale(1.0 / self.cell) * Affine::translate(-self.corner.to_vec2());
        let whole = Rect::new(0.0, 0.0, self.columns as f64, self.rows as f64);
        let bounds = clip.map_or(whole, |clip| to_cells.transform_rect_bbox(clip).intersect(whole));
        let box_of_outline = (to_cells * outline).bounding_box();
        if !box_of_outline.is_finite() || bounds.width() <= 0.0 || bounds.height() <= 0.0 {
            return Shape::default();
        }
        let reach = box_of_outline.intersect(bounds.inflate(1.0, 1.0));
        if reach.width() < 0.0 || reach.height() < 0.0 {
            return Shape::default();
        }
        let is_vast = box_of_outline.width().max(box_of_outline.height()) > VAST_CELLS;
        let lines = if is_vast { flatten(&reach.to_path(FLATNESS)) } else { flatten(&(to_cells * outline)) };
        let filled = self.fill(&lines, nonzero, bounds);
        if filled.is_empty() { self.trace(&lines, bounds) } else { filled }
    }

    /// Returns the cells along the lines of an outline in points, as far as they lie within a box in points.
    pub fn thin_shape(&mut self, outline: &BezPath, clip: Option<Rect>) -> Shape {
        let to_cells = Affine::scale(1.0 / self.cell) * Affine::translate(-self.corner.to_vec2());
        let whole = Rect::new(0.0, 0.0, self.columns as f64, self.rows as f64);
        let bounds = clip.map_or(whole, |clip| to_cells.transform_rect_bbox(clip).intersect(whole));
        let outline = to_cells * outline;
        let reach = outline.bounding_box();
        if !reach.is_finite() || reach.width().max(reach.height()) > VAST_CELLS {
            return Shape::default();
        }
        self.trace(&segments(&outline), bounds)
    }

    /// Returns the side of a cell, in points.
    pub fn cell_pt(&self) -> f64 {
        self.cell
    }

    /// Returns the cells whose middles lie inside lines.
    fn fill(&mut self, lines: &[[Point; 2]], nonzero: bool, bounds: Rect) -> Shape {
        let (first, last) = (bounds.y0.round().max(0.0), bounds.y1.round().min(self.rows as f64));
        // Each as its row, its place in the row and whether the line goes up or down there.
        let mut crossings: Vec<(usize, f64, i32)> = Vec::new();
        for [from, to] in lines {
            let (low, high, turn) = if from.y <= to.y { (from, to, 1) } else { (to, from, -1) };
            let start = (low.y - 0.5).ceil().max(first);
            let end = (high.y - 0.5).ceil().min(last);
            if start >= end {
                continue;
            }
            let slope = (high.x - low.x) / (high.y - low.y);
            let rows = start as usize..end as usize;
            if !self.spend(rows.len()) {
                return Shape::default();
            }
            crossings.extend(rows.map(|row| (row, low.x + (row as f64 + 0.5 - low.y) * slope, turn)));
        }
        crossings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut shape = Shape::default();
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].2;
            let is_inside = if nonzero { winding != 0 } else { winding % 2 != 0 };
            if pair[0].0 != pair[1].0 {
                winding = 0;
            } else if is_inside {
                self.add_run(&mut shape, pair[0].0, pair[0].1, pair[1].1, bounds);
            }
        }
        shape
    }

    /// Adds the cells of a row whose middles lie between two places.
    fn add_run(&mut self, shape: &mut Shape, row: usize, left: f64, right: f64, bounds: Rect) {
        let start = (left.max(bounds.x0) - 0.5).ceil().max(0.0) as usize;
        let end = ((right.min(bounds.x1) - 0.5).ceil().max(0.0) as usize).min(self.columns);
        if start < end && self.spend(end - start) {
            shape.runs.push((row, start, end));
        }
    }

    /// Returns the cells along lines.
    fn trace(&mut self, lines: &[[Point; 2]], bounds: Rect) -> Shape {
        let mut shape = Shape::default();
        for [from, to] in lines {
            let steps = (*to - *from).hypot().min((self.columns + self.rows) as f64).ceil().max(1.0) as usize;
            if !self.spend(steps) {
                break;
            }
            for step in 0..=steps {
                let at = from.lerp(*to, step as f64 / steps as f64);
                let (column, row) = (at.x.floor(), at.y.floor());
                let inside = column >= 0.0 && row >= 0.0 && column < self.columns as f64 && row < self.rows as f64;
                if inside && bounds.inflate(1.0, 1.0).contains(at) {
                    shape.runs.push((row as usize, column as usize, column as usize + 1));
                }
            }
        }
        shape
    }

    /// Takes cells from the budget. Returns whether there were enough.
    fn spend(&mut self, cells: usize) -> bool {
        self.budget = self.budget.saturating_sub(cells);
        self.budget > 0
    }

    /// Returns the kinds of ink that lie in any cell of a shape.
    pub fn inks_below(&self, shape: &Shape) -> u8 {
        let mut inks = 0;
        for (row, start, end) in &shape.runs {
            let cells = &self.inks[row * self.columns + start..row * self.columns + end];
            inks |= cells.iter().fold(0, |all, cell| all | cell);
            if inks == EVERY {
                break;
            }
        }
        inks
    }

    /// Paints a shape. What it keeps below stays, what it doesn't keep is gone with the element that was on top.
    pub fn paint(&mut self, shape: &Shape, cover: Cover) {
        for (row, start, end) in &shape.runs {
            for at in row * self.columns + start..row * self.columns + end {
                self.inks[at] = (self.inks[at] & cover.keeps) | cover.inks;
                if cover.keeps == 0 || self.top[at] == 0 {
                    self.top[at] = cover.element;
                }
            }
        }
    }

    /// Returns which elements are on top in some cell, by their numbers from 1 to `count`.
    pub fn tops(&self, count: usize) -> Vec<bool> {
        let mut seen = vec![false; count + 1];
        for top in &self.top {
            if let Some(seen) = seen.get_mut(*top as usize) {
                *seen = true;
            }
        }
        seen
    }

    /// Whether an element with a shape could be on top anywhere: whether a cell of it isn't taken by one that counts.
    pub fn has_room(&self, shape: &Shape) -> bool {
        shape
            .runs
            .iter()
            .any(|(row, start, end)| self.top[row * self.columns + start..row * self.columns + end].contains(&0))
    }
}

/// Returns the straight lines of an outline, without those that would close it.
fn segments(outline: &BezPath) -> Vec<[Point; 2]> {
    let mut lines = Vec::new();
    let (mut first, mut at) = (Point::ZERO, Point::ZERO);
    kurbo::flatten(outline, FLATNESS, |element| match element {
        PathEl::MoveTo(point) => (first, at) = (point, point),
        PathEl::LineTo(point) => {
            lines.push([at, point]);
            at = point;
        }
        _ => {
            lines.push([at, first]);
            at = first;
        }
    });
    lines
}

/// Returns the straight lines of an outline. Its parts are closed.
fn flatten(outline: &BezPath) -> Vec<[Point; 2]> {
    let mut lines = Vec::new();
    let (mut first, mut at) = (Point::ZERO, Point::ZERO);
    kurbo::flatten(outline, FLATNESS, |element| match element {
        PathEl::MoveTo(point) => {
            lines.push([at, first]);
            (first, at) = (point, point);
        }
        PathEl::LineTo(point) => {
            lines.push([at, point]);
            at = point;
        }
        _ => {
            lines.push([at, first]);
            at = first;
        }
    });
    lines.push([at, first]);
    lines.retain(|[from, to]| from.is_finite() && to.is_finite() && from != to);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> BezPath {
        Rect::new(x, y, x + side, y + side).to_path(0.1)
    }

    #[test]
    fn an_area_is_below_what_lies_on_it_and_nowhere_else() {
        let mut ground = Ground::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        let red = ground.shape(&square(10.0, 10.0, 30.0), true, None);
        ground.paint(&red, Cover { inks: SPOT, keeps: 0, element: 1 });
        let on = ground.shape(&square(20.0, 20.0, 5.0), true, None);
        let beside = ground.shape(&square(41.0, 20.0, 5.0), true, None);
        assert_eq!((ground.inks_below(&on), ground.inks_below(&beside)), (SPOT, 0));
    }

    #[test]
    fn a_frame_is_not_below_what_stands_inside_it() {
        let mut ground = Ground::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        let mut frame = square(10.0, 10.0, 80.0);
        frame.extend(square(12.0, 12.0, 76.0));
        let frame = ground.shape(&frame, false, None);
        ground.paint(&frame, Cover { inks: SPOT, keeps: 0, element: 1 });
        let inside = ground.shape(&square(40.0, 40.0, 9.0), true, None);
        assert_eq!(ground.inks_below(&inside), 0);
    }

    #[test]
    fn an_element_is_seen_until_all_of_it_is_covered() {
        let mut ground = Ground::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        let text = ground.shape(&square(20.0, 20.0, 5.0), true, None);
        ground.paint(&text, Cover { inks: BLACK, keeps: EVERY, element: 1 });
        assert!(ground.tops(1)[1]);
        let half = ground.shape(&square(22.0, 10.0, 30.0), true, None);
        ground.paint(&half, Cover { inks: 0, keeps: 0, element: 0 });
        assert!(ground.tops(1)[1]);
        let all = ground.shape(&square(10.0, 10.0, 30.0), true, None);
        ground.paint(&all, Cover { inks: 0, keeps: 0, element: 0 });
        assert!(!ground.tops(1)[1] && ground.inks_below(&text) == 0);
    }

    #[test]
    fn a_line_thinner_than_a_cell_is_still_there() {
        let mut ground = Ground::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        let line = ground.shape(&Rect::new(5.0, 50.0, 95.0, 50.02).to_path(0.1), true, None);
        ground.paint(&line, Cover { inks: SPOT, keeps: 0, element: 1 });
        let across = ground.shape(&square(40.0, 40.0, 20.0), true, None);
        assert_eq!(ground.inks_below(&across), SPOT);
    }

    #[test]
    fn an_area_that_is_no_page_has_no_cells() {
        for area in [Rect::ZERO, Rect::new(0.0, 0.0, f64::MAX, f64::MAX), Rect::new(0.0, 0.0, 1e6, 0.001)] {
            let mut ground = Ground::new(area);
            let shape = ground.shape(&square(0.0, 0.0, 30.0), true, None);
            ground.paint(&shape, Cover { inks: SPOT, keeps: 0, element: 1 });
        }
    }
}
