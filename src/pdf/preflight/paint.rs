//! The record of what a page paints: plates, colours, text, rules, pictures, fonts.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{Affine, Point, Rect, Size};
use lopdf::{Dictionary, ObjectId};

use super::space::{ALL, InkShare, PROCESS, Space};

/// The most pictures of a page that are listed.
const MAX_PICTURES: usize = 10_000;
/// The size in points under which text in several inks shows where the plates don't meet.
pub const SMALL_TEXT_PT: f64 = 24.0;
/// The thickness in points under which rules break up on the plate.
pub const THIN_RULE_PT: f64 = 0.25;
/// How much a rule may be thinner than [`THIN_RULE_PT`], in points, because numbers in a PDF are rounded.
const ROUNDING_PT: f64 = 0.005;

/// A picture as a page prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The width in pixels.
    pub width_px: i64,
    /// The height in pixels.
    pub height_px: i64,
    /// The resolution at which it is printed, in pixels to the inch; the lower one of both directions.
    pub dpi: f64,
    /// Its colour space.
    pub space: String,
    /// Whether it has one bit for each pixel.
    pub bilevel: bool,
}

/// An ink that is printed over what is below (叠印).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overprint {
    /// An ink by its name.
    Ink(String),
    /// White, which vanishes when it overprints.
    White,
}

/// What a page paints.
#[derive(Debug, Clone, Default)]
pub struct PageInk {
    /// The plates with ink.
    pub plates: BTreeSet<String>,
    /// The colour spaces that paint, by their names in PDF.
    pub families: BTreeSet<&'static str>,
    /// The size of the smallest text in points, by the plates that print it.
    pub text: BTreeMap<Vec<String>, f64>,
    /// The size in points of the smallest black text under [`SMALL_TEXT_PT`] that several inks print.
    pub black_text_pt: Option<f64>,
    /// Whether several inks print other black.
    pub rich_black: bool,
    /// The inks that are printed over what is below.
    pub overprint: BTreeSet<Overprint>,
    /// Whether something is transparent.
    pub transparency: bool,
    /// The thickness in points of the thinnest rule under [`THIN_RULE_PT`].
    pub thin_rule_pt: Option<f64>,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// The fonts that set text.
    pub fonts: BTreeSet<ObjectId>,
    /// The fonts that are no objects of their own.
    pub loose_fonts: Vec<Dictionary>,
    /// Whether a graphics state changes the ink on the way to the plate.
    pub transfer: bool,
    /// Whether there is ink within the trim.
    pub inked: bool,
    /// Whether the colorant of registration marks prints within the trim.
    pub registration: bool,
    /// Whether that colorant prints outside of the trim.
    pub marks_on_all: bool,
    /// The name of a resource that the page uses and that isn't there.
    pub missing: Option<String>,
    /// Whether all of the page could be examined.
    pub whole: bool,
}

impl PageInk {
    /// Returns the PDF name of a space whose colours the RIP converts to inks in its own way.
    pub fn converted_space(&self) -> Option<&'static str> {
        self.families.iter().find(|family| !matches!(**family, "DeviceGray" | "DeviceCMYK")).copied()
    }

    /// Notes a space in which something is painted.
    pub fn note_space(&mut self, space: &Space) {
        space.families(&mut |name| {
            self.families.insert(name);
        });
    }

    /// Notes that all plates of a space may print. A space that can't be read leaves the page unexamined.
    pub fn note_every_plate(&mut self, space: Option<&Space>) {
        match space {
            Some(space) => {
                self.note_space(space);
                self.note_plates(space.plates());
            }
            None => self.whole = false,
        }
    }

    /// Notes inks, and whether they are printed over what is below.
    pub fn note_inks(&mut self, shares: &[InkShare], overprints: bool) {
        let inks = shares.iter().map(|share| share.ink.clone());
        if overprints {
            let white = shares.is_empty().then_some(Overprint::White);
            self.overprint.extend(inks.clone().map(Overprint::Ink).chain(white));
        }
        self.note_plates(inks);
    }

    /// Notes the plates of inks. The colorant of registration marks prints on the four process plates, too, which every
    /// RIP has.
    fn note_plates(&mut self, inks: impl IntoIterator<Item = String>) {
        for ink in inks {
            match ink.as_str() {
                ALL => self.plates.extend(PROCESS.map(str::to_owned)),
                _ => self.plates.extend([ink]),
            }
        }
    }

    /// Notes text of a size in points.
    pub fn note_text(&mut self, shares: &[InkShare], size: f64) {
        if shares.is_empty() {
            return;
        }
        if size < SMALL_TEXT_PT && is_rich_black(shares) {
            self.black_text_pt = Some(self.black_text_pt.unwrap_or(size).min(size));
        } else {
            self.rich_black |= is_rich_black(shares);
        }
        let plates = shares.iter().map(|share| share.ink.clone()).collect();
        let smallest = self.text.entry(plates).or_insert(size);
        *smallest = smallest.min(size);
    }

    /// Notes an area, or a rule of a thickness in points.
    pub fn note_shape(&mut self, shares: &[InkShare], thickness: Option<f64>) {
        if shares.is_empty() {
            return;
        }
        self.rich_black |= is_rich_black(shares);
        if let Some(thickness) = thickness.filter(|thickness| *thickness < THIN_RULE_PT - ROUNDING_PT) {
            self.thin_rule_pt = Some(self.thin_rule_pt.unwrap_or(THIN_RULE_PT).min(thickness));
        }
    }

    /// Notes a picture, up to the most that are listed.
    pub fn note_picture(&mut self, picture: Picture) {
        if self.pictures.len() < MAX_PICTURES {
            self.pictures.push(picture);
        }
    }
}

/// A path under construction, by its box. A page's curves are boxed by their control points.
#[derive(Default)]
pub struct Path {
    /// The box in points.
    pub bounds: Option<Rect>,
    /// Width and height, if the path is a single rectangle; in units of the contents.
    rectangle: Option<Size>,
    /// The number of segments and rectangles.
    parts: usize,
}

impl Path {
    /// Adds a segment by its points, in units of the contents.
    pub fn add_segment(&mut self, matrix: &Affine, points: impl IntoIterator<Item = Point>) {
        self.rectangle = None;
        self.parts += 1;
        points.into_iter().for_each(|point| self.add(matrix, point));
    }

    /// Adds a rectangle by a corner and its size, in units of the contents.
    pub fn add_rectangle(&mut self, matrix: &Affine, corner: Point, size: Size) {
        self.rectangle = Some(Size::new(size.width.abs(), size.height.abs()));
        self.parts += 1;
        self.add(matrix, corner);
        self.add(matrix, corner + size.to_vec2());
    }

    /// Returns the lesser side of a path that is a single rectangle, in units of the contents.
    pub fn thickness(&self) -> Option<f64> {
        self.rectangle.filter(|_| self.parts == 1).map(Size::min_side)
    }

    /// Extends the box by a point, in units of the contents.
    fn add(&mut self, matrix: &Affine, point: Point) {
        let point = *matrix * point;
        let bounds = self.bounds.unwrap_or(Rect::from_points(point, point));
        self.bounds = Some(bounds.union_pt(point));
    }
}

/// Whether a colour is black of several inks: K nearly full with something else, or C, M and Y all nearly full.
fn is_rich_black(shares: &[InkShare]) -> bool {
    let of = |name: &str| shares.iter().find(|share| share.ink == name).map_or(0.0, |share| share.share);
    let colours = [of("Cyan"), of("Magenta"), of("Yellow")];
    let black = of("Black");
    (black > 0.85 && colours.iter().any(|share| *share > 0.02)) || colours.iter().all(|share| *share > 0.85)
}
