//! What stands on the pages of a PDF, in mm from the upper left corner of each page after cutting: glyphs, bars, pictures.
//!
//! It follows the operators as a viewer does, and knows nothing of what a page should look like.

mod bar;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::font::{Glyph as Drawn, OutlineGlyph};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape};

use self::bar::{bars_in, parts};
use crate::pdf::preflight::File;
use crate::pdf::preflight::watch::{Step, Watch};

/// The most glyphs of a page, and the most bars.
const MAX_MARKS: usize = 100_000;
/// The most characters that a glyph stands for.
const MAX_GLYPH_CHARS: usize = 8;
/// The length of a point in mm.
pub const MM_PER_PT: f64 = 25.4 / 72.0;
/// The thickness in mm up to which an area counts as a bar.
const BAR_MM: f64 = 2.5;
/// The length in mm from which an area counts as a bar.
const BAR_LENGTH_MM: f64 = 3.0;
/// The units of an em in glyphs' outlines.
const EM_UNITS: f64 = 1000.0;

/// A page.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The width after cutting, in mm.
    pub width: f64,
    /// The height after cutting, in mm.
    pub height: f64,
    /// The glyphs with ink, in the order in which they are painted.
    pub glyphs: Vec<Glyph>,
    /// Thin areas and straight lines: rules.
    pub bars: Vec<Bar>,
    /// The boxes of pictures, in mm.
    pub pictures: Vec<Rect>,
    /// From mm of the page to the units of its contents.
    pub to_contents: Affine,
    /// Whether all of it was read.
    pub whole: bool,
}

/// A glyph on a page.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// The characters that it stands for: one as a rule, two for a long dash, none if the file doesn't say.
    pub text: String,
    /// The left end of its advance, in mm.
    pub left: f64,
    /// The right end of its advance, in mm.
    pub right: f64,
    /// The baseline, in mm from the top.
    pub baseline: f64,
    /// The size in points.
    pub size: f64,
    /// The box of its ink in mm; `None` if its outline isn't known.
    pub ink: Option<Rect>,
    /// The index of its face in [`Sheets::faces`].
    pub face: usize,
    /// Whether it is red.
    pub red: bool,
    /// Whether its outline is thickened.
    pub bold: bool,
}

/// A rule: a thin area or a straight line, upright or level.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    /// Its box in mm, with its thickness.
    pub bounds: Rect,
    /// Whether it is red.
    pub red: bool,
}

impl Bar {
    /// Returns the thickness in mm.
    pub fn thickness(&self) -> f64 {
        self.bounds.width().min(self.bounds.height())
    }

    /// Returns whether it is level.
    pub fn is_level(&self) -> bool {
        self.bounds.width() >= self.bounds.height()
    }
}

/// The pages of a file.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    /// The pages.
    pub pages: Vec<Sheet>,
    /// The names of the faces, without the tag of a subset.
    pub faces: Vec<String>,
}

/// Reads all pages of a file. What watches over it hears of each page, and may refuse it.
///
/// Returns `None` if the bytes can't be interpreted.
pub fn read_sheets(bytes: &[u8], file: &File, watch: &dyn Watch) -> Option<Sheets> {
    let work = || {
        let pdf = Pdf::new(bytes.to_vec()).ok()?;
        let cache = InterpreterCache::new();
        let mut sheets = Sheets::default();
        let mut outlines = HashMap::new();
        for (index, page) in pdf.pages().iter().enumerate() {
            if !watch.begin(Step::Page(index + 1)) {
                sheets.pages.push(Sheet::default());
                continue;
            }
            let start = page.initial_transform(true).to_kurbo();
            let (width, height) = page.render_dimensions();
            let crop = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let dict = file.pages.get(index).and_then(|id| file.page(*id));
            let unit = dict.map_or(1.0, |dict| file.unit(dict));
            let boxed = dict.and_then(|dict| file.page_box(dict, "TrimBox"));
            let trim = boxed.map_or(crop, |trim| start.transform_rect_bbox(trim.scale_from_origin(1.0 / unit)));
            let to_mm = Affine::scale(unit * MM_PER_PT) * Affine::translate(-trim.origin().to_vec2());
            let size = trim.size() * unit * MM_PER_PT;
            let sheet = Sheet {
                width: size.width,
                height: size.height,
                whole: true,
                to_contents: (to_mm * start).inverse(),
                ..Sheet::default()
            };
            let mut reader = Reader {
                sheet,
                to_mm,
                faces: &mut sheets.faces,
                outlines: &mut outlines,
                clips: vec![trim.union(crop)],
                turned: 0,
            };
            let mut context = Context::new(start, crop, &cache, page.xref(), InterpreterSettings::default());
            interpret_page(page, &mut context, &mut reader);
            // A page that is turned as a whole (GB/T 9704-2012 8) has rules and pictures of its own direction.
            if reader.turned > reader.sheet.glyphs.len() {
                (reader.sheet.bars, reader.sheet.pictures) = (Vec::new(), Vec::new());
            }
            sheets.pages.push(reader.sheet);
        }
        Some(sheets)
    };
    // The file may come from an unknown source.
    catch_unwind(AssertUnwindSafe(work)).ok()?
}

/// Takes down what is painted on a page.
struct Reader<'s> {
    /// The page.
    sheet: Sheet,
    /// From points of the interpreter to mm of the page.
    to_mm: Affine,
    /// The names of all faces.
    faces: &'s mut Vec<String>,
    /// The boxes of outlines, by the keys of their glyphs. Units are those of the outlines.
    outlines: &'s mut HashMap<u128, Option<Rect>>,
    /// What the clips let through, the innermost last.
    clips: Vec<Rect>,
    /// The number of glyphs that are turned by 90°. They stand on no line of the page.
    turned: usize,
}

impl Reader<'_> {
    /// Returns the box of a glyph's outline.
    fn outline(&mut self, glyph: &OutlineGlyph) -> Option<Rect> {
        *self.outlines.entry(glyph.identifier().cache_key()).or_insert_with(|| {
            let outline = glyph.outline();
            (!outline.elements().is_empty()).then(|| outline.bounding_box())
        })
    }

    /// Returns whether a box in mm is on the page after cutting. What stands around it are marks for the press.
    fn is_on_page(&self, bounds: Rect) -> bool {
        let Sheet { width, height, .. } = self.sheet;
        bounds.x1 >= 0.0 && bounds.y1 >= 0.0 && bounds.x0 <= width && bounds.y0 <= height
    }

    /// Returns the index of a face's name.
    fn face(&mut self, glyph: &OutlineGlyph) -> usize {
        let name = glyph.font_data().and_then(|data| data.postscript_name).unwrap_or_default();
        let name = match name.split_once('+') {
            Some((tag, name)) if tag.len() == 6 => name.to_owned(),
            // What the interpreter says of a name that isn't in UTF-8.
            _ if name.starts_with('{') => String::new(),
            _ => name,
        };
        let known = self.faces.iter().position(|face| *face == name);
        known.unwrap_or_else(|| {
            self.faces.push(name);
            self.faces.len() - 1
        })
    }

    /// Notes a bar whose box is in points of the interpreter.
    fn add_bar(&mut self, bounds: Rect, red: bool) {
        let clip = self.clips.last().copied().unwrap_or(bounds);
        let seen =
            Rect::new(bounds.x0.max(clip.x0), bounds.y0.max(clip.y0), bounds.x1.min(clip.x1), bounds.y1.min(clip.y1));
        if seen.x0 > seen.x1 || seen.y0 > seen.y1 {
            return;
        }
        let bounds = self.to_mm.transform_rect_bbox(seen);
        let (thin, long) = (bounds.width().min(bounds.height()), bounds.width().max(bounds.height()));
        if self.is_on_page(bounds) && thin <= BAR_MM && long >= BAR_LENGTH_MM && self.sheet.bars.len() < MAX_MARKS {
            self.sheet.bars.push(Bar { bounds, red });
        }
    }
}

/// Returns whether a paint is red, as far as it is a plain colour; `None` if it leaves no ink.
fn redness(paint: &Paint) -> Option<bool> {
    let Paint::Color(colour) = paint else { return Some(false) };
    let [red, green, blue, alpha] = colour.to_rgba().to_rgba8().map(f64::from);
    let is_white = red > 250.0 && green > 250.0 && blue > 250.0;
    (!is_white && alpha > 0.0).then_some(red > 100.0 && red > 1.4 * green && red > 1.4 * blue)
}

impl Glyph {
    /// Returns the first character that it stands for; `None` if the file doesn't say.
    pub fn character(&self) -> Option<char> {
        self.text.chars().next()
    }
}

impl<'a> Device<'a> for Reader<'_> {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, draw_mode: &PathDrawMode) {
        let Some(red) = redness(paint) else { return };
        let drawn = transform * path.clone();
        match draw_mode {
            PathDrawMode::Fill(_) => {
                for bar in parts(&drawn).iter().flat_map(bars_in) {
                    self.add_bar(bar, red);
                }
            }
            PathDrawMode::Stroke(stroke) => {
                let half = f64::from(stroke.line_width) * transform.determinant().abs().sqrt() / 2.0;
                for segment in drawn.segments().take(MAX_MARKS) {
                    let PathSeg::Line(line) = segment else { continue };
                    let bounds = Rect::from_points(line.p0, line.p1);
                    // A line is as thick as its width across, and ends where it is drawn to.
                    let bounds = if bounds.width() >= bounds.height() {
                        bounds.inflate(0.0, half)
                    } else {
                        bounds.inflate(half, 0.0)
                    };
                    self.add_bar(bounds, red);
                }
            }
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        let own = clip_path.path.control_box();
        let clip = self.clips.last().map_or(own, |clip| clip.intersect(own));
        self.clips.push(clip);
    }

    fn pop_clip_path(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &GlyphDrawMode,
    ) {
        let Some(red) = redness(paint) else { return };
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text.chars().take(MAX_GLYPH_CHARS).collect(),
            None => String::new(),
        };
        let is_blank = !text.is_empty() && text.chars().all(|c| c.is_whitespace() || c.is_control());
        if is_blank || matches!(draw_mode, GlyphDrawMode::Invisible) {
            return;
        }
        let to_page = transform * glyph_transform;
        let origin = to_page * Point::ORIGIN;
        if !self.clips.last().is_none_or(|clip| clip.inflate(2.0, 2.0).contains(origin)) {
            return;
        }
        if self.sheet.glyphs.len() >= MAX_MARKS {
            self.sheet.whole = false;
            return;
        }
        let em = self.to_mm * to_page;
        let [a, b, c, d, ..] = em.as_coeffs();
        if b.abs() > a.abs() {
            self.turned += 1;
            return;
        }
        let at = em * Point::ORIGIN;
        let (size, along) = (c.hypot(d) * EM_UNITS / MM_PER_PT, a.hypot(b));
        // Text whose outline is thickened is painted twice, once as a line.
        if let (GlyphDrawMode::Stroke(_), Some(last)) = (draw_mode, self.sheet.glyphs.last_mut())
            && (last.left - at.x).abs() < 1e-3
            && (last.baseline - at.y).abs() < 1e-3
        {
            last.bold = true;
            return;
        }
        let (ink, advance, face) = match glyph {
            Drawn::Outline(outline) => {
                let ink = self.outline(outline).map(|bounds| em.transform_rect_bbox(bounds));
                let advance = outline.advance_width().map_or(EM_UNITS, f64::from);
                (ink, advance, self.face(outline))
            }
            Drawn::Type3(_) => (None, EM_UNITS, usize::MAX),
        };
        let right = at.x + advance * along;
        if !self.is_on_page(Rect::new(at.x, at.y, right, at.y)) {
            return;
        }
        self.sheet.glyphs.push(Glyph { text, left: at.x, right, baseline: at.y, size, ink, face, red, bold: false });
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        // A picture's unit is a pixel.
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let bounds = (self.to_mm * transform).transform_rect_bbox(pixels);
        if self.sheet.pictures.len() < MAX_MARKS && self.is_on_page(bounds) {
            self.sheet.pictures.push(bounds);
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
