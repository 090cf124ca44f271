//! The ink of glyphs, measured from their outlines.

use std::collections::HashMap;

use kurbo::{BezPath, Rect as Box, Shape as _};
use typst::layout::{Point, Rect};
use typst::text::TextItem;
use typst::utils::hash128;

use crate::asset::face::Faces;

/// The boxes of the outlines that have been measured, by the hash of the face and the glyph. Units are those of the
/// face's em. A glyph without an outline has none.
#[derive(Default)]
pub struct Outlines(HashMap<(u128, u16), Option<Box>>);

impl Outlines {
    /// Returns the boxes of a run's ink, glyph by glyph. Glyphs without ink are left out. `at` is the start of the
    /// baseline.
    pub fn ink<'r>(&'r mut self, at: Point, item: &'r TextItem) -> impl Iterator<Item = Rect> + 'r {
        let face = hash128(&item.font);
        let mut cursor = at;
        item.glyphs.iter().filter_map(move |glyph| {
            let start = cursor + Point::new(glyph.x_offset.at(item.size), -glyph.y_offset.at(item.size));
            cursor.x += glyph.x_advance.at(item.size);
            let bounds = (*self.0.entry((face, glyph.id)).or_insert_with(|| measure(item, glyph.id)))?;
            let em = |units: f64| item.font.to_em(units).at(item.size);
            let min = start + Point::new(em(bounds.x0), -em(bounds.y1));
            let max = start + Point::new(em(bounds.x1), -em(bounds.y0));
            Some(Rect::new(min, max))
        })
    }
}

/// Draws the outline of every glyph of the faces from outside, which takes as long as the faces want it to.
pub fn outline_all(faces: &Faces) {
    for font in faces.own() {
        let Ok(face) = ttf_parser::Face::parse(font.data(), font.index()) else { continue };
        for glyph in 0..face.number_of_glyphs() {
            face.outline_glyph(ttf_parser::GlyphId(glyph), &mut Outline(BezPath::new()));
        }
    }
}

fn measure(item: &TextItem, glyph: u16) -> Option<Box> {
    let mut outline = Outline(BezPath::new());
    item.font.ttf().outline_glyph(ttf_parser::GlyphId(glyph), &mut outline)?;
    Some(outline.0.bounding_box())
}

/// A glyph's outline as a path.
///
/// The path's box is that of the curves. A font's own tables often give the box of the control points, which may lie
/// far outside.
struct Outline(BezPath);

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(x1), f64::from(y1)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let point = |x, y| (f64::from(x), f64::from(y));
        self.0.curve_to(point(x1, y1), point(x2, y2), point(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
