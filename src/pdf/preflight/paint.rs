//! What a page paints, as it is found out.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, ObjectId};

use super::space::{ALL, Space};
use super::state::Matrix;

/// The most pictures that are told one by one.
const MAX_PICTURES: usize = 10_000;
/// Text under this size in several inks shows it where the plates don't meet, in points.
pub const SMALL_TEXT: f32 = 24.0;
/// Rules thinner than this break up on the plate, in points.
pub const THIN: f32 = 0.25;

/// What white is called among inks.
pub const WHITE: &str = "white";

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
pub struct PageInk {
    /// Plates with ink.
    pub plates: BTreeSet<String>,
    /// Colour spaces that paint, by their names in PDF.
    pub families: BTreeSet<&'static str>,
    /// Text by the plates that print it, with the size of the smallest in points.
    pub text: BTreeMap<Vec<String>, f32>,
    /// Black text under [`SMALL_TEXT`] that several inks print: the size of the smallest.
    pub black_text: Option<f32>,
    /// Other black that several inks print.
    pub rich_black: bool,
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
    /// The colorant of registration marks within the trim.
    pub registration: bool,
    /// The name of something that the page wants and that isn't there.
    pub missing: Option<String>,
    /// Whether all of it could be examined.
    pub whole: bool,
}

impl PageInk {
    /// A space whose colours the plant brings to ink as it likes, by its name in PDF.
    pub fn measured(&self) -> Option<&'static str> {
        self.families.iter().find(|family| !matches!(**family, "DeviceGray" | "DeviceCMYK")).copied()
    }

    /// Notes a space in which something is painted.
    pub fn space(&mut self, space: &Space) {
        space.families(&mut |name| {
            self.families.insert(name);
        });
    }

    /// Notes that all plates of a space may print; nothing if the space can't be read.
    pub fn every_plate(&mut self, space: Option<&Space>) {
        match space {
            Some(space) => {
                self.space(space);
                self.plates.extend(space.plates().into_iter().filter(|name| name != ALL));
            }
            None => self.whole = false,
        }
    }

    /// Notes inks, and whether they are printed over what is below. White that overprints vanishes, which is told as an
    /// ink that overprints.
    pub fn inks(&mut self, shares: &[(String, f32)], overprints: bool) {
        let names = shares.iter().map(|(name, _)| name.clone());
        if overprints {
            let white = shares.is_empty().then(|| WHITE.to_owned());
            self.overprint.extend(names.clone().chain(white));
        }
        self.plates.extend(names.filter(|name| name != ALL));
    }

    /// Notes text of a size in points.
    pub fn text(&mut self, shares: &[(String, f32)], size: f32) {
        if shares.is_empty() {
            return;
        }
        if size < SMALL_TEXT && is_rich_black(shares) {
            self.black_text = Some(self.black_text.unwrap_or(size).min(size));
        } else {
            self.rich_black |= is_rich_black(shares);
        }
        let plates = shares.iter().map(|(name, _)| name.clone()).collect();
        let smallest = self.text.entry(plates).or_insert(size);
        *smallest = smallest.min(size);
    }

    /// Notes an area, or a rule of a thickness in points.
    pub fn shape(&mut self, shares: &[(String, f32)], thickness: Option<f32>) {
        if shares.is_empty() {
            return;
        }
        self.rich_black |= is_rich_black(shares);
        if let Some(thickness) = thickness.filter(|thickness| *thickness < THIN - 0.005) {
            self.thin = Some(self.thin.unwrap_or(THIN).min(thickness));
        }
    }

    /// Notes a picture; after a great many they aren't told one by one.
    pub fn picture(&mut self, picture: Picture) {
        if self.pictures.len() < MAX_PICTURES {
            self.pictures.push(picture);
        }
    }
}

/// A path under construction: its box, and whether it is a single rectangle.
#[derive(Default)]
pub struct Path {
    pub bounds: Option<[f32; 4]>,
    pub rectangle: Option<(f32, f32)>,
    pub parts: usize,
}

impl Path {
    pub fn add(&mut self, matrix: &Matrix, x: f32, y: f32) {
        let [a, b, c, d, e, f] = *matrix;
        let (x, y) = (a * x + c * y + e, b * x + d * y + f);
        let bounds = self.bounds.get_or_insert([x, y, x, y]);
        *bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
    }
}

/// Black of several inks: K nearly full and something else besides, or three colours that make black.
fn is_rich_black(shares: &[(String, f32)]) -> bool {
    let of = |name: &str| shares.iter().find(|(ink, _)| ink == name).map_or(0.0, |(_, share)| *share);
    let colours = [of("Cyan"), of("Magenta"), of("Yellow")];
    let black = of("Black");
    (black > 0.85 && colours.iter().any(|share| *share > 0.02)) || colours.iter().all(|share| *share > 0.85)
}
