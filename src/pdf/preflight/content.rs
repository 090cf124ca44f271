//! A walk over the operators of a page: what is painted, in which colours.
//!
//! It follows what the plates depend on: the graphics state, text without the outlines of its glyphs, paths, pictures, forms
//! and patterns. Each element goes onto the canvas, which knows what lies below.

pub mod annotation;
mod colour;
mod layer;
mod object;
mod path;
mod text;

use std::collections::HashMap;
use std::rc::Rc;

use kurbo::{Affine, Rect};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object, ObjectId};

use super::element::{Canvas, note};
use super::file::{File, as_dict, as_name};
use super::glyph::Glyphs;
use super::layer::Layers;
use super::operator::operations;
use super::outline::Path;
use super::paint::PageInk;
use super::state::{State, has_transfer, is_transparent, scale};

/// How deep forms may stand in one another.
const MAX_DEPTH: usize = 64;
/// The most operators of a file. Those of a form count each time that it is drawn.
const MAX_OPERATORS: usize = 4_000_000;
/// The length in points of the finest dash with its gap. A finer one takes too long to draw.
const FINEST_DASH_PT: f64 = 0.01;
/// The most saved states at a time.
const MAX_STATES: usize = 10_000;

/// Walks over the pages of a file until there are too many operators.
pub struct Walker<'f> {
    /// The file whose pages are walked.
    file: &'f File,
    /// The number of operators that may still come.
    budget: usize,
    /// The layers of the file. What belongs to a hidden one isn't painted.
    layers: &'f Layers,
    /// The glyphs of the fonts that were met.
    glyphs: HashMap<ObjectId, Rc<Glyphs>>,
}

/// The page that is painted on.
struct PaintTarget<'c> {
    /// The record of what the page paints.
    paint: &'c mut PageInk,
    /// The trim in points. Ink beyond it is cut off.
    trim: Rect,
    /// How many forms deep the walk is.
    depth: usize,
    /// The page as it is painted. There is none in the cell of a pattern or in a drawn glyph, whose place isn't followed.
    canvas: Option<Canvas>,
    /// The kinds of ink that were painted where there is no canvas.
    cell_inks: u8,
    /// The fonts whose glyphs are being walked.
    open_fonts: Vec<ObjectId>,
}

/// How far ink goes beyond the trim where the file says nothing else, in points: 3 mm.
const BLEED_PT: f64 = 3.0 * 72.0 / 25.4;
/// The least margin of the BleedBox in points that says how much bleed the file was made with: 2 mm.
const LEAST_BLEED_PT: f64 = 2.0 * 72.0 / 25.4;

impl<'f> Walker<'f> {
    /// Begins the walk over a file.
    pub fn new(file: &'f File, layers: &'f Layers) -> Self {
        Self { file, budget: MAX_OPERATORS, layers, glyphs: HashMap::new() }
    }

    /// Returns what a page paints; `trim` in points.
    pub fn walk_page(&mut self, id: ObjectId, trim: Rect) -> PageInk {
        let mut paint = PageInk::default();
        let Some(page) = self.file.page(id) else { return paint };
        paint.whole = true;
        let resources = self.file.inherited(page, "Resources").and_then(as_dict);
        if let Some(group) = self.file.dict(page, "Group") {
            paint.transparency |= self.file.name(group, "S") == Some("Transparency");
            paint.note_blend_space(self.file, group, false);
            paint.archival.enter_group(self.file, group, resources);
        }
        let clip = self.file.page_box(page, "MediaBox");
        let state = State { matrix: Affine::scale(self.file.unit(page)), clip, ..State::default() };
        let canvas = Some(Canvas::new(trim, self.needed_bleed(page, trim)));
        let mut target =
            PaintTarget { paint: &mut paint, trim, depth: 0, canvas, cell_inks: 0, open_fonts: Vec::new() };
        match self.file.page_content(page) {
            Some(content) => {
                self.walk_content(&content, resources, state, &mut target);
                self.walk_annotations(page, &mut target);
            }
            None => target.paint.whole = false,
        }
        if let Some(canvas) = target.canvas.take() {
            let (traits, is_whole) = canvas.finish();
            traits.into_iter().for_each(|(kind, value)| note(&mut paint.traits, kind, value));
            paint.whole &= is_whole;
        }
        paint
    }

    /// Returns how far ink has to go beyond each edge of the trim, in points: left, bottom, right, top.
    ///
    /// That is as far as the BleedBox goes. One that goes hardly any further than the trim was never set.
    fn needed_bleed(&self, page: &Dictionary, trim: Rect) -> [f64; 4] {
        let Some(bleed) = self.file.page_box(page, "BleedBox") else { return [BLEED_PT; 4] };
        let margins = [trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1];
        margins.map(|margin| if margin >= LEAST_BLEED_PT { margin.min(BLEED_PT) } else { BLEED_PT })
    }

    /// Begins the walk over one content stream.
    fn begin_stream(&mut self, resources: Option<&'f Dictionary>, state: State) -> StreamWalk<'_, 'f> {
        let (saved, path, cuts, marks) = (Vec::new(), Path::default(), false, Vec::new());
        StreamWalk { walker: self, resources, state, saved, path, cuts, marks }
    }

    /// Walks over one content stream, which begins in a graphics state.
    fn walk_content(
        &mut self,
        content: &[u8],
        resources: Option<&'f Dictionary>,
        state: State,
        target: &mut PaintTarget,
    ) {
        let mut run = self.begin_stream(resources, state);
        let mut see = |operation: Operation| {
            run.walker.budget = run.walker.budget.saturating_sub(1);
            run.follow(&operation, target);
            run.walker.budget > 0
        };
        if !operations(content, &mut see) {
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
    /// Whether the path cuts off what is painted after it.
    cuts: bool,
    /// The marked contents that are open, each with whether it belongs to a hidden layer.
    marks: Vec<bool>,
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
            "d" => self.check_dash(operands.first(), target),
            "ri" => target.paint.archival.note_rendering_intent(operands.first()),
            "gs" => self.set_graphics_state(operands.first(), target),
            "BT" | "Tm" | "Td" | "TD" | "T*" | "TL" | "Tc" | "Tw" | "Tz" | "Ts" | "Tr" | "Tf" => {
                self.set_text_state(operation, target);
            }
            "m" | "l" | "c" | "v" | "y" | "re" | "h" => self.extend_path(&operation.operator, operands),
            "W" | "W*" => self.cuts = true,
            "n" => self.end_path(),
            "BDC" => {
                self.note_language(operands.last(), target);
                self.mark_content(operation);
            }
            "BMC" | "EMC" => self.mark_content(operation),
            "Tj" | "TJ" | "'" | "\"" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "Do" | "BI" | "sh" => {
                self.paint(operation, target);
            }
            _ => self.set_colour(operation, target),
        }
    }

    /// Follows an operator that paints. What belongs to a hidden layer isn't painted.
    fn paint(&mut self, operation: &Operation, target: &mut PaintTarget) {
        let operands = &operation.operands;
        if self.is_hidden() {
            self.end_path();
            return;
        }
        match operation.operator.as_str() {
            "Tj" | "TJ" | "'" | "\"" => self.paint_text(operation, target),
            "Do" => self.paint_object(operands.first(), target),
            "sh" => self.paint_shading(operands.first(), target),
            "BI" => match operands.first() {
                Some(Object::Stream(image)) => self.paint_picture(image, target),
                _ => target.paint.whole = false,
            },
            operator => self.paint_path(operator, target),
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

    /// Notes that marked contents name their language, by their properties or by a resource that holds them.
    fn note_language(&mut self, properties: Option<&Object>, target: &mut PaintTarget) {
        let file = self.walker.file;
        let named = |name| self.resources.and_then(|resources| file.dict(file.dict(resources, "Properties")?, name));
        let properties = match properties {
            Some(Object::Dictionary(properties)) => Some(properties),
            properties => properties.and_then(as_name).and_then(named),
        };
        target.paint.archival.language |= properties.is_some_and(|properties| properties.has(b"Lang"));
    }

    /// Gives a page up whose lines are dashed so finely that nobody can draw them.
    fn check_dash(&mut self, dash: Option<&Object>, target: &mut PaintTarget) {
        let lengths = dash.and_then(|dash| dash.as_array().ok()).into_iter().flatten();
        let period: f64 =
            lengths.filter_map(|length| length.as_float().ok()).map(|length| f64::from(length).abs()).sum();
        let period = period * scale(&self.state.matrix);
        target.paint.whole &= period == 0.0 || period >= FINEST_DASH_PT;
    }

    /// Sets the parameters of a graphics state resource (PDF 2.0 8.4.5).
    fn set_graphics_state(&mut self, name: Option<&Object>, target: &mut PaintTarget) {
        let file = self.walker.file;
        if let Some(dict) = self.find_resource("ExtGState", name.and_then(as_name), target).and_then(as_dict) {
            self.state.change(file, dict);
            target.paint.transparency |= is_transparent(file, dict);
            target.paint.transfer |= has_transfer(file, dict);
            if let Some(mask) = file.dict(dict, "SMask")
                && let Some(group) = file.dict(mask, "G").and_then(|form| file.dict(form, "Group"))
            {
                target.paint.note_blend_space(file, group, file.name(mask, "S") == Some("Luminosity"));
            }
            target.paint.archival.note_state(file, dict);
        }
    }
}
