//! The record of what a page paints: plates, colours, text, rules, pictures, fonts.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, ObjectId};

use super::archival::Archival;
use super::element::Traits;
use super::file::{File, as_name};
use super::space::{ALL, InkShare, Space};

/// The most pictures of a page that are listed.
const MAX_PICTURES: usize = 10_000;
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
    /// Whether it covers the trim.
    pub covers_page: bool,
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
    /// Those of the spaces that the RIP converts to inks.
    pub converted: BTreeSet<&'static str>,
    /// What its elements were found to be, with the worst value of each.
    pub traits: Traits,
    /// The inks that are printed over what is below.
    pub overprint: BTreeSet<Overprint>,
    /// Whether something is transparent.
    pub transparency: bool,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// The fonts that set text.
    pub fonts: BTreeSet<ObjectId>,
    /// The fonts that are no objects of their own.
    pub loose_fonts: Vec<Dictionary>,
    /// Whether a graphics state changes the ink on the way to the plate.
    pub transfer: bool,
    /// The number of elements that aren't clipped away.
    pub elements: usize,
    /// Whether there is ink within the trim.
    pub inked: bool,
    /// Whether the colorant of registration marks prints within the trim.
    pub registration: bool,
    /// Whether that colorant prints outside of the trim.
    pub marks_on_all: bool,
    /// The name of a font that was asked for a glyph that it hasn't got.
    pub missing_glyph: Option<String>,
    /// The colour space of a transparency group that isn't DeviceCMYK, by its name.
    pub blend_space: Option<String>,
    /// The name of a resource that the page uses and that isn't there.
    pub missing: Option<String>,
    /// Whether the colorant of registration marks paints anywhere.
    pub every_plate: bool,
    /// What PDF/A alone asks about.
    pub archival: Archival,
    /// Whether all of the page could be examined.
    pub whole: bool,
    /// Whether the page was left out, because it takes more time or memory than it may.
    pub refused: bool,
}

impl PageInk {
    /// Returns the PDF name of a space whose colours the RIP converts to inks in its own way.
    pub fn converted_space(&self) -> Option<&'static str> {
        self.converted.iter().next().copied()
    }

    /// Notes a space in which something is painted.
    pub fn note_space(&mut self, space: &Space) {
        space.families(&mut |name| {
            self.families.insert(name);
            self.archival.note_family(name);
        });
        space.conversions(&mut |name| {
            self.converted.insert(name);
        });
    }

    /// Notes the space in which a transparency group blends, unless it is DeviceCMYK. A mask by luminosity may be grey, too.
    pub fn note_blend_space(&mut self, file: &File, group: &Dictionary, is_luminosity: bool) {
        let Some(space) = file.get(group, "CS") else { return };
        let name = as_name(space).or_else(|| as_name(file.follow(space.as_array().ok()?.first()?)));
        let name = name.unwrap_or_default();
        if name != "DeviceCMYK" && !(is_luminosity && name == "DeviceGray") {
            self.blend_space.get_or_insert_with(|| name.to_owned());
        }
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
        self.note_plates(inks.clone());
        if overprints {
            let white = shares.is_empty().then_some(Overprint::White);
            self.overprint.extend(inks.map(Overprint::Ink).chain(white));
        }
    }

    /// Notes plates that print.
    fn note_plates(&mut self, inks: impl IntoIterator<Item = String>) {
        for ink in inks {
            if ink == ALL {
                self.every_plate = true;
            } else {
                self.plates.insert(ink);
            }
        }
    }

    /// Notes text of a size in points.
    pub fn note_text(&mut self, shares: &[InkShare], size: f64) {
        if !shares.is_empty() {
            let plates = shares.iter().map(|share| share.ink.clone()).collect();
            let smallest = self.text.entry(plates).or_insert(size);
            *smallest = smallest.min(size);
        }
    }

    /// Notes a picture, up to the most that are listed.
    pub fn note_picture(&mut self, picture: Picture) {
        if self.pictures.len() < MAX_PICTURES {
            self.pictures.push(picture);
        }
    }
}
