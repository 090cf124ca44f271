//! A walk over the operators of a page: what is painted, in which colours.
//!
//! It follows only what the plates depend on: the graphics state, text without its glyphs, shapes by their boxes, pictures,
//! forms and patterns. It rasterises nothing.

mod colour;
mod object;
mod text;

use kurbo::{Affine, Point, Rect, Size};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object, ObjectId};

use super::file::{File, as_dict, as_name};
use super::operator::operations;
use super::paint::{PageInk, Path};
use super::space::{ALL, InkShare};
use super::state::{State, has_transfer, is_transparent, scale};

/// How deep forms may stand in one another.
const MAX_DEPTH: usize = 16;
/// The most operators of a file. Those of a form count each time that it is drawn.
const MAX_OPERATORS: usize = 4_000_000;
/// The most saved states at a time.
const MAX_STATES: usize = 10_000;

/// Walks over the pages of a file until there are too many operators.
pub struct Walker<'f> {
    /// The file whose pages are walked.
    file: &'f File,
    /// The number of operators that may still come.
    budget: usize,
}

/// The page that is painted on.
struct PaintTarget<'c> {
    /// The record of what the page paints.
    paint: &'c mut PageInk,
    /// The trim in points. Ink beyond it is cut off.
    trim: Rect,
    /// How many forms deep the walk is.
    depth: usize,
}

impl<'f> Walker<'f> {
    /// Begins the walk over a file.
    pub fn new(file: &'f File) -> Self {
        Self { file, budget: MAX_OPERATORS }
    }

    /// Returns what a page paints; `trim` in points.
    pub fn walk_page(&mut self, id: ObjectId, trim: Rect) -> PageInk {
        let mut paint = PageInk::default();
        let Some(page) = self.file.page(id) else { return paint };
        paint.whole = true;
        let resources = self.file.inherited(page, "Resources").and_then(as_dict);
        if let Some(group) = self.file.dict(page, "Group") {
            paint.transparency |= self.file.name(group, "S") == Some("Transparency");
        }
        let state = State { matrix: Affine::scale(self.file.unit(page)), ..State::default() };
        match self.file.page_content(page) {
            Some(content) => {
                let mut target = PaintTarget { paint: &mut paint, trim, depth: 0 };
                self.walk_content(&content, resources, state, &mut target);
            }
            None => paint.whole = false,
        }
        paint
    }

    /// Walks over one content stream, which begins in a graphics state.
    fn walk_content(
        &mut self,
        content: &[u8],
        resources: Option<&'f Dictionary>,
        state: State,
        target: &mut PaintTarget,
    ) {
        let mut run = StreamWalk { walker: self, resources, state, saved: Vec::new(), path: Path::default() };
        let mut see = |operation: Operation| {
            run.walker.budget = run.walker.budget.saturating_sub(1);
            run.follow(&operation, target);
            run.walker.budget > 0
        };
        if !operations(content, false, &mut see) {
            target.paint.whole = false;
        }
    }
}

/// The walk over one content stream.
struct StreamWalk<'w, 'f> {
    /// The walk over the whole file.
    walker: &'w mut Walker<'f>,
    /// The resources that the stream's names lead to (PDF 2.0 7.8.3).
    resources: Option<&'f Dictionary>,
    /// The graphics state in force.
    state: State,
    /// The graphics states that `q` saved, the last one on top.
    saved: Vec<State>,
    /// The path under construction.
    path: Path,
}

/// The numbers of an operation. What is no number counts as 0.
fn numbers<const N: usize>(operands: &[Object]) -> [f64; N] {
    std::array::from_fn(|index| operands.get(index).and_then(|o| o.as_float().ok()).map_or(0.0, f64::from))
}

impl<'f> StreamWalk<'_, 'f> {
    /// Follows one operator. An operator that sets no state and paints nothing is passed over.
    fn follow(&mut self, operation: &Operation, target: &mut PaintTarget) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            "q" => target.paint.whole = false,
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.matrix *= Affine::new(numbers(operands)),
            "w" => [self.state.line_width] = numbers(operands),
            "gs" => self.set_graphics_state(operands.first(), target),
            "BT" | "Tm" | "Td" | "TD" | "Tr" | "Tf" => self.set_text_state(operation, target),
            "Tj" | "TJ" | "'" | "\"" => self.paint_text(target),
            "m" | "l" | "c" | "v" | "y" | "re" => self.extend_path(&operation.operator, operands),
            "f" | "F" | "f*" => self.paint_path(true, false, target),
            "S" | "s" => self.paint_path(false, true, target),
            "B" | "B*" | "b" | "b*" => self.paint_path(true, true, target),
            "n" => self.path = Path::default(),
            "Do" => self.paint_object(operands.first(), target),
            "BI" => match operands.first() {
                Some(Object::Stream(image)) => self.paint_picture(image, target),
                _ => target.paint.whole = false,
            },
            "sh" => self.paint_shading(operands.first(), target),
            _ => self.set_colour(operation, target),
        }
    }

    /// Adds what an operator draws to the path (PDF 2.0 8.5.2).
    fn extend_path(&mut self, operator: &str, operands: &[Object]) {
        let matrix = self.state.matrix;
        let [a, b, c, d, e, f] = numbers(operands);
        match operator {
            "m" | "l" => self.path.add_segment(&matrix, [Point::new(a, b)]),
            "v" | "y" => self.path.add_segment(&matrix, [Point::new(a, b), Point::new(c, d)]),
            "c" => self.path.add_segment(&matrix, [Point::new(a, b), Point::new(c, d), Point::new(e, f)]),
            _ => self.path.add_rectangle(&matrix, Point::new(a, b), Size::new(c, d)),
        }
    }

    /// Returns a resource of a kind by its name, and notes if it isn't there.
    fn find_resource(&self, kind: &str, name: Option<&str>, target: &mut PaintTarget) -> Option<&'f Object> {
        let file = self.walker.file;
        let found = self.resources.and_then(|resources| file.get(file.dict(resources, kind)?, name?));
        if found.is_none() {
            target.paint.missing = Some(format!("{kind} /{}", name.unwrap_or_default()));
        }
        found
    }

    /// Sets the parameters of a graphics state resource (PDF 2.0 8.4.5).
    fn set_graphics_state(&mut self, name: Option<&Object>, target: &mut PaintTarget) {
        let file = self.walker.file;
        if let Some(dict) = self.find_resource("ExtGState", name.and_then(as_name), target).and_then(as_dict) {
            self.state.change(file, dict);
            target.paint.transparency |= is_transparent(file, dict);
            target.paint.transfer |= has_transfer(file, dict);
        }
    }

    /// Paints the path (PDF 2.0 8.5.3), and begins another.
    fn paint_path(&mut self, fills: bool, strokes: bool, target: &mut PaintTarget) {
        let path = std::mem::take(&mut self.path);
        let bounds = path.bounds.unwrap_or_default();
        let factor = scale(&self.state.matrix);
        if fills {
            let shares = self.note_ink(false, target);
            target.note_in_trim(&shares, bounds);
            if target.is_in_trim(bounds) {
                target.paint.note_shape(&shares, path.thickness().map(|thickness| thickness * factor));
            }
        }
        if strokes {
            let shares = self.note_ink(true, target);
            target.note_in_trim(&shares, bounds);
            // What is cut off may be of several inks, as the marks around the page are.
            if target.is_in_trim(bounds) {
                target.paint.note_shape(&shares, Some(self.state.line_width * factor));
            }
        }
    }
}

impl PaintTarget<'_> {
    /// Whether a box in points touches the trim.
    fn is_in_trim(&self, bounds: Rect) -> bool {
        let trim = self.trim;
        bounds.x0 <= trim.x1 && bounds.x1 >= trim.x0 && bounds.y0 <= trim.y1 && bounds.y1 >= trim.y0
    }

    /// Notes inks within the trim.
    fn note_in_trim(&mut self, shares: &[InkShare], bounds: Rect) {
        let is_inside = self.is_in_trim(bounds);
        self.paint.inked |= is_inside && !shares.is_empty();
        let is_on_all = shares.iter().any(|share| share.ink == ALL);
        self.paint.registration |= is_inside && is_on_all;
        self.paint.marks_on_all |= !is_inside && is_on_all;
    }
}
