//! The inks that laid-out pages print. It knows nothing of PDF.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst::visualize::{
    Color, FixedStroke, Image, ImageKind, Paint, ProcessColor, ProcessColorSpace, SpotColorantName,
};
use typst_layout::PagedDocument;

use crate::asset::ink::PROCESS;
use crate::issue::Pictures;

/// The least share of an ink that counts, 0 to 1. It is half a step of the 8 bits that a colour is written with.
const LEAST_SHARE: f32 = 0.5 / 255.0;
/// The index of black among the process inks.
const BLACK: usize = 3;
/// The colorant of registration marks, which stands for all inks of the job (PDF 2.0 8.6.6.4).
const ALL: &str = "All";
/// The colorant that prints nothing (PDF 2.0 8.6.6.4).
const NONE: &str = "None";

/// Returns the names of the inks that pages for plates print, process inks first. Pages without ink count as black.
///
/// `pictures` says in which inks pictures are printed. The colorant All is no ink of its own.
pub fn printed_inks(pages: &PagedDocument, pictures: Pictures) -> Vec<String> {
    let mut inks = Inks { pictures, process: [false; 4], spots: BTreeSet::new() };
    for page in pages.pages() {
        page.fill_or_transparent().iter().for_each(|fill| inks.add_paint(fill));
        inks.add_frame(&page.frame);
    }
    let process = PROCESS.iter().zip(inks.process).filter(|(_, prints)| *prints).map(|(name, _)| (*name).to_owned());
    let names: Vec<_> = process.chain(inks.spots).collect();
    if names.is_empty() { vec![PROCESS[BLACK].to_owned()] } else { names }
}

/// The inks that were met.
struct Inks {
    /// In which inks pictures are printed.
    pictures: Pictures,
    /// Whether C, M, Y and K are printed.
    process: [bool; 4],
    /// The names of the spot colours.
    spots: BTreeSet<String>,
}

impl Inks {
    /// Adds the inks of everything in a frame.
    fn add_frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.add_frame(&group.frame),
                FrameItem::Text(text) => {
                    self.add_paint(&text.fill);
                    self.add_stroke(text.stroke.as_ref());
                }
                FrameItem::Shape(shape, _) => {
                    shape.fill.iter().for_each(|fill| self.add_paint(fill));
                    self.add_stroke(shape.stroke.as_ref());
                }
                FrameItem::Image(image, ..) => self.add_picture(image),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    /// Adds the inks of a line.
    fn add_stroke(&mut self, stroke: Option<&FixedStroke>) {
        if let Some(stroke) = stroke {
            self.add_paint(&stroke.paint);
        }
    }

    /// Adds the inks of a colour, of the colours of a gradient, or of a tile.
    fn add_paint(&mut self, paint: &Paint) {
        match paint {
            Paint::Solid(colour) => self.add_colour(colour),
            Paint::Gradient(gradient) => gradient.stops_ref().iter().for_each(|(colour, _)| self.add_colour(colour)),
            Paint::Tiling(tiling) => self.add_frame(tiling.frame()),
        }
    }

    /// Adds the inks of a colour. Grey is printed with black alone.
    fn add_colour(&mut self, colour: &Color) {
        match colour {
            Color::Spot(spot) => {
                if let Some(SpotColorantName::Custom(name)) = &spot.colorant.name
                    && spot.tint.get() > 0.0
                {
                    self.add_named(name);
                }
            }
            Color::Process(ProcessColor::Cmyk(cmyk)) => self.add_shares([cmyk.c, cmyk.m, cmyk.y, cmyk.k]),
            Color::Process(light) => {
                let [r, g, b, alpha] = light.to_space(ProcessColorSpace::Srgb).to_vec4();
                let dark = |light: f32| (1.0 - light) * alpha;
                let is_grey = (r - g).abs().max((g - b).abs()) < LEAST_SHARE;
                self.add_shares(if is_grey { [0.0, 0.0, 0.0, dark(g)] } else { [dark(r), dark(g), dark(b), 0.0] });
            }
        }
    }

    /// Adds an ink by its name in PDF.
    fn add_named(&mut self, name: &str) {
        match PROCESS.iter().position(|ink| *ink == name) {
            Some(index) => self.process[index] = true,
            None if name == ALL || name == NONE => {}
            None => {
                self.spots.insert(name.to_owned());
            }
        }
    }

    /// Adds the process inks whose shares count.
    fn add_shares(&mut self, shares: [f32; 4]) {
        for (prints, share) in self.process.iter_mut().zip(shares) {
            *prints |= share > LEAST_SHARE;
        }
    }

    /// Adds the inks of a picture: black, or all process inks if it keeps its colours.
    fn add_picture(&mut self, image: &Image) {
        let is_grey = matches!(image.kind(), ImageKind::Raster(picture) if !picture.dynamic().color().has_color());
        if is_grey || self.pictures == Pictures::Black {
            self.process[BLACK] = true;
        } else {
            self.process = [true; 4];
        }
    }
}
