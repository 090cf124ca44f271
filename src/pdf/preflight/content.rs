//! A walk over the operators of a page: what is painted, in which colours.
//!
//! Only what the plates depend on is followed: the graphics state, text as such, shapes by their boxes, pictures,
//! forms and patterns. Nothing is rasterised.

use lopdf::content::Operation;
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::file::{File, MAX_CONTENT, as_dict, as_name};
use super::operator::operations;
use super::paint::{PageInk, Path, Picture};
use super::space::{ALL, Space};
use super::state::{Colour, State, has_transfer, is_transparent, scale, times};

/// How deep forms may stand in one another.
const MAX_DEPTH: usize = 16;
/// The most operators of a file, forms counted each time they are drawn.
const MAX_OPERATORS: usize = 4_000_000;
/// The most saved states at a time.
const MAX_STATES: usize = 10_000;
/// Walks over pages, as long as there are not too many operators.
pub struct Walker<'f> {
    file: &'f File,
    budget: usize,
}

/// What is drawn at the moment, and where it goes.
struct PaintTarget<'c> {
    paint: &'c mut PageInk,
    trim: [f32; 4],
    depth: usize,
}

impl<'f> Walker<'f> {
    pub fn new(file: &'f File) -> Self {
        Self { file, budget: MAX_OPERATORS }
    }

    /// What a page paints; `trim` in points.
    pub fn page(&mut self, id: ObjectId, trim: [f32; 4]) -> PageInk {
        let mut paint = PageInk::default();
        let Some(page) = self.file.page(id) else { return paint };
        paint.whole = true;
        let resources = self.file.inherited(page, "Resources").and_then(as_dict);
        if let Some(group) = self.file.dict(page, "Group") {
            paint.transparency |= self.file.name(group, "S") == Some("Transparency");
        }
        let unit = self.file.unit(page);
        let state = State { matrix: [unit, 0.0, 0.0, unit, 0.0, 0.0], ..State::default() };
        match self.file.page_content(page) {
            Some(content) => {
                let mut canvas = PaintTarget { paint: &mut paint, trim, depth: 0 };
                self.content(&content, resources, state, &mut canvas);
            }
            None => paint.whole = false,
        }
        paint
    }

    fn content(&mut self, content: &[u8], resources: Option<&'f Dictionary>, state: State, canvas: &mut PaintTarget) {
        let mut run = Run { walker: self, resources, state, saved: Vec::new(), path: Path::default() };
        let mut see = |operation: Operation| {
            run.walker.budget = run.walker.budget.saturating_sub(1);
            run.operation(&operation, canvas);
            run.walker.budget > 0
        };
        if !operations(content, false, &mut see) {
            canvas.paint.whole = false;
        }
    }
}

/// One content stream on its way.
struct Run<'w, 'f> {
    walker: &'w mut Walker<'f>,
    resources: Option<&'f Dictionary>,
    state: State,
    saved: Vec<State>,
    path: Path,
}

impl<'f> Run<'_, 'f> {
    fn operation(&mut self, operation: &Operation, canvas: &mut PaintTarget) {
        let operands = &operation.operands;
        let number = |index: usize| operands.get(index).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            "q" => canvas.paint.whole = false,
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.matrix = times(&std::array::from_fn(number), &self.state.matrix),
            "w" => self.state.width = number(0),
            "gs" => self.graphics_state(operands.first(), canvas),
            "BT" => self.state.text_matrix = State::default().text_matrix,
            "Tm" => self.state.text_matrix = std::array::from_fn(number),
            "Td" | "TD" => {
                let moved = [1.0, 0.0, 0.0, 1.0, number(0), number(1)];
                self.state.text_matrix = times(&moved, &self.state.text_matrix);
            }
            "Tr" => self.state.text_mode = number(0) as i32,
            "Tf" => {
                self.state.size = number(1);
                let name = operands.first().and_then(as_name);
                let fonts = self.resources.and_then(|resources| self.walker.file.dict(resources, "Font"));
                self.resource("Font", name, canvas);
                self.state.font = fonts.zip(name).and_then(|(fonts, name)| fonts.get(name.as_bytes()).ok()).cloned();
            }
            "Tj" | "TJ" | "'" | "\"" => self.text(canvas),
            "m" | "l" => self.path.add(&self.state.matrix, number(0), number(1)),
            "c" => (0..3).for_each(|i| self.path.add(&self.state.matrix, number(2 * i), number(2 * i + 1))),
            "v" | "y" => (0..2).for_each(|i| self.path.add(&self.state.matrix, number(2 * i), number(2 * i + 1))),
            "re" => {
                self.path.rectangle = Some((number(2).abs(), number(3).abs()));
                self.path.parts += 1;
                self.path.add(&self.state.matrix, number(0), number(1));
                self.path.add(&self.state.matrix, number(0) + number(2), number(1) + number(3));
            }
            "f" | "F" | "f*" => self.shape(true, false, canvas),
            "S" | "s" => self.shape(false, true, canvas),
            "B" | "B*" | "b" | "b*" => self.shape(true, true, canvas),
            "n" => self.path = Path::default(),
            "Do" => self.object(operands.first(), canvas),
            "BI" => match operands.first() {
                Some(Object::Stream(image)) => self.picture(image, canvas),
                _ => canvas.paint.whole = false,
            },
            "sh" => self.shading(operands.first(), canvas),
            _ => self.colour(operation, canvas),
        }
        if matches!(operation.operator.as_str(), "m" | "l" | "c" | "v" | "y") {
            self.path.rectangle = None;
            self.path.parts += 1;
        }
    }

    /// The operators that set colours.
    fn colour(&mut self, operation: &Operation, canvas: &mut PaintTarget) {
        let operator = operation.operator.as_str();
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|o| o.as_float().ok()).collect();
        let first = operation.operands.first();
        let stroke = operator.starts_with(|c: char| c.is_ascii_uppercase());
        let set = match operator {
            "g" | "G" => Some(Colour::new(self.device("DeviceGray"), numbers)),
            "rg" | "RG" => Some(Colour::new(self.device("DeviceRGB"), numbers)),
            "k" | "K" => Some(Colour::new(self.device("DeviceCMYK"), numbers)),
            "cs" | "CS" => {
                let space = first.and_then(|name| Space::read(self.walker.file, name, self.resources));
                canvas.paint.whole &= space.is_some();
                space.map(|space| {
                    let initial = space.initial();
                    Colour::new(space, initial)
                })
            }
            "sc" | "SC" | "scn" | "SCN" => {
                let before = if stroke { &self.state.stroke } else { &self.state.fill };
                let pattern = operation.operands.last().and_then(as_name).map(str::to_owned);
                Some(Colour { space: before.space.clone(), parts: numbers, pattern })
            }
            _ => None,
        };
        match set {
            Some(colour) if stroke => self.state.stroke = colour,
            Some(colour) => self.state.fill = colour,
            None => {}
        }
    }

    fn device(&self, name: &str) -> Space {
        Space::read(self.walker.file, &Object::Name(name.into()), self.resources).unwrap_or(Space::Gray)
    }

    /// A resource of a kind by its name; that it isn't there is noted.
    fn resource(&self, kind: &str, name: Option<&str>, canvas: &mut PaintTarget) -> Option<&'f Object> {
        let file = self.walker.file;
        let found = self.resources.and_then(|resources| file.get(file.dict(resources, kind)?, name?));
        if found.is_none() {
            canvas.paint.missing = Some(format!("{kind} /{}", name.unwrap_or_default()));
        }
        found
    }

    fn graphics_state(&mut self, name: Option<&Object>, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        if let Some(dict) = self.resource("ExtGState", name.and_then(as_name), canvas).and_then(as_dict) {
            self.state.change(file, dict);
            canvas.paint.transparency |= is_transparent(file, dict);
            canvas.paint.transfer |= has_transfer(file, dict);
        }
    }

    /// Notes what a colour prints, and gives its plates.
    fn ink(&mut self, stroke: bool, canvas: &mut PaintTarget) -> Vec<(String, f32)> {
        let colour = if stroke { &self.state.stroke } else { &self.state.fill };
        let overprints = if stroke { self.state.overprint_stroke } else { self.state.overprint_fill };
        canvas.paint.space(&colour.space);
        match (&*colour.space, &colour.pattern) {
            (Space::Pattern(base), Some(pattern)) => {
                let base = base.as_ref().map(|base| Colour::new((**base).clone(), colour.parts.clone()));
                self.pattern(&pattern.clone(), base, canvas);
                Vec::new()
            }
            _ => {
                let shares = colour.space.shares(&colour.parts);
                canvas.paint.inks(&shares, overprints);
                shares
            }
        }
    }

    fn text(&mut self, canvas: &mut PaintTarget) {
        // 3 and 7 print nothing (PDF 2.0 table 104), as the words that lie under a scan.
        let (fills, strokes) = match self.state.text_mode {
            0 | 4 => (true, false),
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            _ => return,
        };
        self.font(canvas);
        let whole = times(&self.state.text_matrix, &self.state.matrix);
        let size = (self.state.size * scale(&whole)).abs();
        for (stroke, paints) in [(false, fills), (true, strokes)] {
            if paints {
                let shares = self.ink(stroke, canvas);
                self.inked(&shares, [whole[4], whole[5], whole[4], whole[5]], canvas);
                canvas.paint.text(&shares, size);
            }
        }
    }

    /// Notes the font. The glyphs of a Type 3 font are drawn by contents of their own.
    fn font(&mut self, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        let is_new = match &self.state.font {
            Some(Object::Reference(id)) => canvas.paint.fonts.insert(*id),
            Some(Object::Dictionary(font)) if !canvas.paint.loose_fonts.contains(font) => {
                canvas.paint.loose_fonts.push(font.clone());
                false
            }
            _ => false,
        };
        let Some(Object::Reference(id)) = self.state.font else { return };
        let Some(font) =
            file.document.get_dictionary(id).ok().filter(|font| is_new && file.name(font, "Subtype") == Some("Type3"))
        else {
            return;
        };
        let own = file.dict(font, "Resources");
        for (_, glyph) in file.dict(font, "CharProcs").into_iter().flat_map(|glyphs| glyphs.iter()) {
            if let Ok(glyph) = file.follow(glyph).as_stream() {
                let resources = self.resources;
                self.resources = own.or(resources);
                self.form(glyph, self.state.clone(), canvas);
                self.resources = resources;
            }
        }
    }

    fn shape(&mut self, fills: bool, strokes: bool, canvas: &mut PaintTarget) {
        let path = std::mem::take(&mut self.path);
        let bounds = path.bounds.unwrap_or_default();
        let factor = scale(&self.state.matrix);
        for (stroke, paints) in [(false, fills), (true, strokes)] {
            if !paints {
                continue;
            }
            let shares = self.ink(stroke, canvas);
            self.inked(&shares, bounds, canvas);
            let thickness = match (stroke, path.rectangle) {
                (true, _) => Some(self.state.width * factor),
                (false, Some((width, height))) if path.parts == 1 => Some(width.min(height) * factor),
                _ => None,
            };
            canvas.paint.shape(&shares, thickness);
        }
    }

    /// Notes whether ink is within the trim.
    fn inked(&self, shares: &[(String, f32)], bounds: [f32; 4], canvas: &mut PaintTarget) {
        let [left, bottom, right, top] = canvas.trim;
        let outside = bounds[0] > right || bounds[2] < left || bounds[1] > top || bounds[3] < bottom;
        canvas.paint.inked |= !outside && !shares.is_empty();
        canvas.paint.registration |= !outside && shares.iter().any(|(name, _)| name == ALL);
    }

    fn object(&mut self, name: Option<&Object>, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        let object = self.resource("XObject", name.and_then(as_name), canvas);
        let Some(stream) = object.and_then(|object| object.as_stream().ok()) else { return };
        match file.name(&stream.dict, "Subtype") {
            Some("Image") => self.picture(stream, canvas),
            Some("Form") => {
                let state = self.state.clone();
                self.form(stream, state, canvas);
            }
            _ => {}
        }
    }

    fn form(&mut self, stream: &'f Stream, mut state: State, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        if canvas.depth >= MAX_DEPTH {
            canvas.paint.whole = false;
            return;
        }
        if let Some(matrix) = file.numbers(&stream.dict, "Matrix").and_then(|numbers| numbers.try_into().ok()) {
            state.matrix = times(&matrix, &state.matrix);
        }
        if let Some(group) = file.dict(&stream.dict, "Group") {
            canvas.paint.transparency |= file.name(group, "S") == Some("Transparency");
        }
        let Some(content) = file.content(stream, MAX_CONTENT) else {
            canvas.paint.whole = false;
            return;
        };
        let resources = file.dict(&stream.dict, "Resources").or(self.resources);
        // Inflating takes time, too.
        self.walker.budget = self.walker.budget.saturating_sub(content.len() / 64);
        canvas.depth += 1;
        self.walker.content(&content, resources, state, canvas);
        canvas.depth -= 1;
    }

    /// A pattern: its cell is drawn as a form, in `base` if it has no colours of its own; of a gradient, all that its
    /// space can print counts.
    fn pattern(&mut self, name: &str, base: Option<Colour>, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        match self.resource("Pattern", Some(name), canvas) {
            Some(Object::Stream(stream)) => {
                let mut state = State::default();
                if let Some(colour) = base {
                    (state.fill, state.stroke) = (colour.clone(), colour);
                }
                // The cell is painted somewhere on the page: where isn't followed.
                let trim = std::mem::replace(&mut canvas.trim, [f32::MIN, f32::MIN, f32::MAX, f32::MAX]);
                self.form(stream, state, canvas);
                canvas.trim = trim;
            }
            Some(Object::Dictionary(dict)) => {
                if let Some(shading) = file.dict(dict, "Shading") {
                    self.gradient(shading, canvas);
                }
            }
            _ => {}
        }
    }

    fn shading(&mut self, name: Option<&Object>, canvas: &mut PaintTarget) {
        if let Some(shading) = self.resource("Shading", name.and_then(as_name), canvas).and_then(as_dict) {
            self.gradient(shading, canvas);
        }
    }

    fn gradient(&mut self, shading: &Dictionary, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        let space = file.get(shading, "ColorSpace").and_then(|space| Space::read(file, space, self.resources));
        canvas.paint.every_plate(space.as_ref());
        canvas.paint.inked = true;
    }

    fn picture(&mut self, stream: &Stream, canvas: &mut PaintTarget) {
        let file = self.walker.file;
        let dict = &stream.dict;
        let either = |long, short| file.get(dict, long).or_else(|| file.get(dict, short));
        let count = |long, short| either(long, short).and_then(|o| o.as_i64().ok()).unwrap_or(0).max(0);
        let pixels = (count("Width", "W"), count("Height", "H"));
        let [a, b, c, d, e, f] = self.state.matrix;
        let is_mask = either("ImageMask", "IM").is_some_and(|mask| mask.as_bool().unwrap_or(false));
        canvas.paint.transparency |= file.get(dict, "SMask").is_some();
        let corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)];
        let bounds = corners.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |box_, (x, y)| {
            [box_[0].min(*x), box_[1].min(*y), box_[2].max(*x), box_[3].max(*y)]
        });
        let space = if is_mask {
            let shares = self.ink(false, canvas);
            self.inked(&shares, bounds, canvas);
            "mask".to_owned()
        } else {
            // JPEG 2000 may bring its space along, which isn't looked for.
            let space = match either("ColorSpace", "CS") {
                Some(space) => Space::read(file, space, self.resources),
                None => Some(Space::Measured("JPEG 2000", 3)),
            };
            let mut name = String::new();
            if let Some(space) = &space {
                space.families(&mut |family| name = family.to_owned());
                if let Space::Inks(inks, _) = space {
                    name = inks.join(", ");
                }
            }
            canvas.paint.every_plate(space.as_ref());
            self.inked(&[("picture".to_owned(), 1.0)], bounds, canvas);
            name
        };
        let inches = (a.hypot(b) / 72.0, c.hypot(d) / 72.0);
        let dpi = (pixels.0 as f32 / inches.0).min(pixels.1 as f32 / inches.1);
        let bilevel = is_mask || count("BitsPerComponent", "BPC") == 1;
        canvas.paint.picture(Picture { pixels, dpi, space, bilevel });
    }
}
