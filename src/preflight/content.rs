//! A walk over the operators of a page: what is painted, in which colours.
//!
//! Only what the plates depend on is followed: the graphics state, text as such, shapes by their boxes, pictures,
//! forms and patterns. Nothing is rasterised.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::file::{File, MAX_CONTENT, as_dict, as_name};
use super::space::{ALL, Space};
use super::state::{Colour, Matrix, State, scale, times};

/// How deep forms may stand in one another.
const MAX_DEPTH: usize = 16;
/// The most operators of a file, forms counted each time they are drawn.
const MAX_OPERATORS: usize = 10_000_000;
/// The most saved states at a time.
const MAX_STATES: usize = 10_000;
/// The most pictures that are told one by one.
const MAX_PICTURES: usize = 10_000;
/// Text under this size in several inks shows it where the plates don't meet, in points.
pub const SMALL_TEXT: f32 = 24.0;
/// Rules thinner than this break up on the plate, in points.
pub const THIN: f32 = 0.25;

/// A picture as a page prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Width and height in pixels.
    pub pixels: (i64, i64),
    /// At the size at which it is printed; the lower of both directions.
    pub dpi: f32,
    /// Its colour space.
    pub space: String,
    /// Whether each pixel is ink or none.
    pub bilevel: bool,
}

/// What a page paints.
#[derive(Debug, Clone, Default)]
pub struct Paint {
    /// Plates with ink.
    pub plates: BTreeSet<String>,
    /// Colour spaces that paint, by their names in PDF.
    pub families: BTreeSet<&'static str>,
    /// Text by the plates that print it, with the size of the smallest in points.
    pub text: BTreeMap<Vec<String>, f32>,
    /// Black text under [`SMALL_TEXT`] that several inks print: the size of the smallest.
    pub black_text: Option<f32>,
    /// Other black that several inks print: the most ink, 4 for four full inks.
    pub rich_black: Option<f32>,
    /// Inks that are printed over what is below.
    pub overprint: BTreeSet<String>,
    /// Something transparent.
    pub transparency: bool,
    /// The thinnest rule under [`THIN`], in points.
    pub thin: Option<f32>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// Fonts that set text.
    pub fonts: BTreeSet<ObjectId>,
    /// Fonts that are no objects of their own.
    pub loose_fonts: Vec<Dictionary>,
    /// A graphics state changes the ink on the way to the plate.
    pub transfer: bool,
    /// Whether there is ink within the trim.
    pub inked: bool,
    /// Whether all of it could be examined.
    pub whole: bool,
}

/// Walks over pages, as long as there are not too many operators.
pub struct Walker<'f> {
    file: &'f File,
    budget: usize,
}

/// What is drawn at the moment, and where it goes.
struct Canvas<'c> {
    paint: &'c mut Paint,
    trim: [f32; 4],
    depth: usize,
}

impl<'f> Walker<'f> {
    pub fn new(file: &'f File) -> Self {
        Self { file, budget: MAX_OPERATORS }
    }

    /// What a page paints; `trim` in points.
    pub fn page(&mut self, id: ObjectId, trim: [f32; 4]) -> Paint {
        let mut paint = Paint { whole: true, ..Paint::default() };
        let Some(page) = self.file.page(id) else { return paint };
        let resources = self.file.inherited(page, "Resources").and_then(as_dict);
        if let Some(group) = self.file.dict(page, "Group") {
            paint.transparency |= self.file.name(group, "S") == Some("Transparency");
        }
        match self.file.page_content(id) {
            Some(content) => {
                let mut canvas = Canvas { paint: &mut paint, trim, depth: 0 };
                self.content(&content, resources, State::default(), &mut canvas);
            }
            None => paint.whole = false,
        }
        paint
    }

    fn content(&mut self, content: &[u8], resources: Option<&'f Dictionary>, state: State, canvas: &mut Canvas) {
        let Ok(content) = Content::decode(content) else {
            canvas.paint.whole = false;
            return;
        };
        let mut run = Run { walker: self, resources, state, saved: Vec::new(), path: Path::default() };
        for operation in &content.operations {
            if run.walker.budget == 0 {
                canvas.paint.whole = false;
                return;
            }
            run.walker.budget -= 1;
            run.operation(operation, canvas);
        }
    }
}

/// A path under construction: its box, and whether it is a single rectangle.
#[derive(Default)]
struct Path {
    bounds: Option<[f32; 4]>,
    rectangle: Option<(f32, f32)>,
    parts: usize,
}

impl Path {
    fn add(&mut self, matrix: &Matrix, x: f32, y: f32) {
        let [a, b, c, d, e, f] = *matrix;
        let (x, y) = (a * x + c * y + e, b * x + d * y + f);
        let bounds = self.bounds.get_or_insert([x, y, x, y]);
        *bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
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
    fn operation(&mut self, operation: &Operation, canvas: &mut Canvas) {
        let operands = &operation.operands;
        let number = |index: usize| operands.get(index).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
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
                self.state.font = operands.first().and_then(as_name).map(str::to_owned);
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
            "BI" => {
                if let Some(Object::Stream(image)) = operands.first() {
                    self.picture(image, canvas);
                }
            }
            "sh" => self.shading(operands.first(), canvas),
            _ => self.colour(operation, canvas),
        }
        if matches!(operation.operator.as_str(), "m" | "l" | "c" | "v" | "y") {
            self.path.rectangle = None;
            self.path.parts += 1;
        }
    }

    /// The operators that set colours.
    fn colour(&mut self, operation: &Operation, canvas: &mut Canvas) {
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
                space.map(|space| Colour::new(space.clone(), space.initial()))
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

    fn graphics_state(&mut self, name: Option<&Object>, canvas: &mut Canvas) {
        let file = self.walker.file;
        let states = self.resources.and_then(|resources| file.dict(resources, "ExtGState"));
        let Some(dict) = states.zip(name.and_then(as_name)).and_then(|(states, name)| file.dict(states, name)) else {
            return;
        };
        let state = &mut self.state;
        let flag = |key| file.get(dict, key).and_then(|object| object.as_bool().ok());
        let number = |key| file.get(dict, key).and_then(|object| object.as_float().ok());
        state.overprint_stroke = flag("OP").unwrap_or(state.overprint_stroke);
        // Without a word of its own, filling does as stroking does (PDF 2.0 table 57).
        state.overprint_fill = flag("op").or(flag("OP")).unwrap_or(state.overprint_fill);
        state.width = number("LW").unwrap_or(state.width);
        let is_default = |object: &Object| as_name(object).is_some_and(|name| name == "Default" || name == "Identity");
        let changes = |key| file.get(dict, key).is_some_and(|object| !is_default(object));
        canvas.paint.transfer |= changes("TR2") || (changes("TR") && file.get(dict, "TR2").is_none()) || changes("HTP");
        let opaque = |key| number(key).is_none_or(|alpha| alpha >= 1.0);
        let blends = match file.get(dict, "BM") {
            Some(Object::Array(modes)) => modes.first().and_then(as_name),
            Some(mode) => as_name(mode),
            None => None,
        };
        let masked = file.get(dict, "SMask").is_some_and(|mask| as_name(mask) != Some("None"));
        let blended = blends.is_some_and(|mode| mode != "Normal" && mode != "Compatible");
        canvas.paint.transparency |= !opaque("CA") || !opaque("ca") || blended || masked;
        if let Some(font) = file.get(dict, "Font").and_then(|font| font.as_array().ok()) {
            state.size = font.get(1).and_then(|size| size.as_float().ok()).unwrap_or(state.size);
        }
    }

    /// Notes what a colour prints, and gives its plates.
    fn ink(&mut self, stroke: bool, canvas: &mut Canvas) -> Vec<(String, f32)> {
        let colour = if stroke { &self.state.stroke } else { &self.state.fill };
        let overprints = if stroke { self.state.overprint_stroke } else { self.state.overprint_fill };
        colour.space.families(&mut |name| {
            canvas.paint.families.insert(name);
        });
        let shares = match (&colour.space, &colour.pattern) {
            (Space::Pattern(base), Some(pattern)) => {
                let base = base.as_ref().map(|base| Colour::new((**base).clone(), colour.parts.clone()));
                self.pattern(&pattern.clone(), base, canvas);
                Vec::new()
            }
            _ => colour.space.shares(&colour.parts),
        };
        let names = shares.iter().map(|(name, _)| name.clone());
        if overprints {
            // White that overprints vanishes, which is told as an ink that overprints.
            let white = shares.is_empty().then(|| "white".to_owned());
            canvas.paint.overprint.extend(names.clone().chain(white));
        }
        canvas.paint.plates.extend(names.filter(|name| name != ALL));
        shares
    }

    fn text(&mut self, canvas: &mut Canvas) {
        let file = self.walker.file;
        let fonts = self.resources.and_then(|resources| file.dict(resources, "Font"));
        if let (Some(fonts), Some(name)) = (fonts, &self.state.font) {
            match fonts.get(name.as_bytes()) {
                Ok(Object::Reference(id)) => {
                    canvas.paint.fonts.insert(*id);
                }
                Ok(Object::Dictionary(font)) if !canvas.paint.loose_fonts.contains(font) => {
                    canvas.paint.loose_fonts.push(font.clone());
                }
                _ => {}
            }
        }
        let whole = times(&self.state.text_matrix, &self.state.matrix);
        let size = (self.state.size * scale(&whole)).abs();
        // 3 and 7 print nothing (PDF 2.0 table 104).
        let (fills, strokes) = match self.state.text_mode {
            0 | 4 => (true, false),
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            _ => (false, false),
        };
        for stroke in [false, true] {
            if if stroke { strokes } else { fills } {
                let shares = self.ink(stroke, canvas);
                self.inked(&shares, [whole[4], whole[5], whole[4], whole[5]], canvas);
                let plates: Vec<_> = shares.iter().map(|(name, _)| name.clone()).collect();
                if plates.is_empty() {
                    continue;
                }
                if size < SMALL_TEXT && is_rich_black(&shares) {
                    let smallest = canvas.paint.black_text.get_or_insert(size);
                    *smallest = smallest.min(size);
                } else {
                    rich_black(&shares, canvas);
                }
                let smallest = canvas.paint.text.entry(plates).or_insert(size);
                *smallest = smallest.min(size);
            }
        }
    }

    fn shape(&mut self, fills: bool, strokes: bool, canvas: &mut Canvas) {
        let path = std::mem::take(&mut self.path);
        let bounds = path.bounds.unwrap_or_default();
        let factor = scale(&self.state.matrix);
        for (stroke, paints) in [(false, fills), (true, strokes)] {
            if !paints {
                continue;
            }
            let shares = self.ink(stroke, canvas);
            self.inked(&shares, bounds, canvas);
            if shares.is_empty() {
                continue;
            }
            rich_black(&shares, canvas);
            let thickness = match (stroke, path.rectangle) {
                (true, _) => Some(self.state.width * factor),
                (false, Some((width, height))) if path.parts == 1 => Some(width.min(height) * factor),
                _ => None,
            };
            if let Some(thickness) = thickness.filter(|thickness| *thickness < THIN - 0.005) {
                canvas.paint.thin = Some(canvas.paint.thin.unwrap_or(THIN).min(thickness));
            }
        }
    }

    /// Notes whether ink is within the trim.
    fn inked(&self, shares: &[(String, f32)], bounds: [f32; 4], canvas: &mut Canvas) {
        let [left, bottom, right, top] = canvas.trim;
        let outside = bounds[0] > right || bounds[2] < left || bounds[1] > top || bounds[3] < bottom;
        canvas.paint.inked |= !outside && !shares.is_empty();
    }

    fn object(&mut self, name: Option<&Object>, canvas: &mut Canvas) {
        let file = self.walker.file;
        let objects = self.resources.and_then(|resources| file.dict(resources, "XObject"));
        let object = objects.zip(name.and_then(as_name)).and_then(|(objects, name)| file.get(objects, name));
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

    fn form(&mut self, stream: &'f Stream, mut state: State, canvas: &mut Canvas) {
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
        let Some(content) = file.content(stream).filter(|content| content.len() <= MAX_CONTENT) else {
            canvas.paint.whole = false;
            return;
        };
        let resources = file.dict(&stream.dict, "Resources").or(self.resources);
        canvas.depth += 1;
        self.walker.content(&content, resources, state, canvas);
        canvas.depth -= 1;
    }

    /// A pattern: its cell is drawn as a form, in `base` if it has no colours of its own; of a gradient, all that its
    /// space can print counts.
    fn pattern(&mut self, name: &str, base: Option<Colour>, canvas: &mut Canvas) {
        let file = self.walker.file;
        let patterns = self.resources.and_then(|resources| file.dict(resources, "Pattern"));
        match patterns.and_then(|patterns| file.get(patterns, name)) {
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

    fn shading(&mut self, name: Option<&Object>, canvas: &mut Canvas) {
        let file = self.walker.file;
        let shadings = self.resources.and_then(|resources| file.dict(resources, "Shading"));
        let found = shadings.zip(name.and_then(as_name)).and_then(|(shadings, name)| file.dict(shadings, name));
        if let Some(shading) = found {
            self.gradient(shading, canvas);
        }
    }

    fn gradient(&mut self, shading: &Dictionary, canvas: &mut Canvas) {
        let file = self.walker.file;
        let space = file.get(shading, "ColorSpace").and_then(|space| Space::read(file, space, self.resources));
        self.every_plate(space, canvas);
        canvas.paint.inked = true;
    }

    fn every_plate(&mut self, space: Option<Space>, canvas: &mut Canvas) {
        let Some(space) = space else {
            canvas.paint.whole = false;
            return;
        };
        space.families(&mut |name| {
            canvas.paint.families.insert(name);
        });
        canvas.paint.plates.extend(space.plates().into_iter().filter(|name| name != ALL));
    }

    fn picture(&mut self, stream: &Stream, canvas: &mut Canvas) {
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
            // JPEG 2000 may bring its space along.
            let space = either("ColorSpace", "CS").and_then(|space| Space::read(file, space, self.resources));
            let mut name = String::new();
            if let Some(space) = &space {
                space.families(&mut |family| name = family.to_owned());
                if let Space::Inks(inks, _) = space {
                    name = inks.join(", ");
                }
            }
            self.every_plate(space, canvas);
            self.inked(&[("picture".to_owned(), 1.0)], bounds, canvas);
            name
        };
        let inches = (a.hypot(b) / 72.0, c.hypot(d) / 72.0);
        let dpi = (pixels.0 as f32 / inches.0).min(pixels.1 as f32 / inches.1);
        if canvas.paint.pictures.len() < MAX_PICTURES {
            let bilevel = is_mask || count("BitsPerComponent", "BPC") == 1;
            canvas.paint.pictures.push(Picture { pixels, dpi, space, bilevel });
        }
    }
}

fn rich_black(shares: &[(String, f32)], canvas: &mut Canvas) {
    if is_rich_black(shares) {
        let total = shares.iter().map(|(_, share)| share).sum();
        canvas.paint.rich_black = Some(canvas.paint.rich_black.unwrap_or(0.0).max(total));
    }
}

/// Black of several inks: K nearly full and something else besides, or three colours that make black.
fn is_rich_black(shares: &[(String, f32)]) -> bool {
    let of = |name: &str| shares.iter().find(|(ink, _)| ink == name).map_or(0.0, |(_, share)| *share);
    let colours = [of("Cyan"), of("Magenta"), of("Yellow")];
    let black = of("Black");
    (black > 0.85 && colours.iter().any(|share| *share > 0.02)) || colours.iter().all(|share| *share > 0.85)
}
