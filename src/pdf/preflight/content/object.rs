//! Forms, patterns, gradients and pictures.

use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Object, Stream};

use super::path::overlap;
use super::{MAX_DEPTH, PaintTarget, StreamWalk};
use crate::pdf::preflight::element::{Ink, Kind, outline_of};
use crate::pdf::preflight::file::{MAX_CONTENT_BYTES, as_dict, as_name};
use crate::pdf::preflight::paint::Picture;
use crate::pdf::preflight::space::{CieSpace, Space};
use crate::pdf::preflight::state::{Colour, State};

/// How far in points a picture may end within the trim and still cover it.
const COVER_PT: f64 = 1.0;
/// How many bytes of a form cost as much time as an operator, because they are inflated.
const BYTES_PER_OPERATOR: usize = 64;

/// The largest area of a picture in square points, beyond the page, too. It is that of a thousand pages.
const MAX_PICTURE_PT2: f64 = 5e8;

impl<'f> StreamWalk<'_, 'f> {
    /// Paints an external object (PDF 2.0 8.8): a picture or a form.
    pub(super) fn paint_object(&mut self, name: Option<&Object>, target: &mut PaintTarget) {
        let file = self.walker.file;
        let object = self.find_resource("XObject", name.and_then(as_name), target);
        let Some(stream) = object.and_then(|object| object.as_stream().ok()) else { return };
        if self.hides_object(&stream.dict) {
            return;
        }
        match file.name(&stream.dict, "Subtype") {
            Some("Image") => self.paint_picture(stream, target),
            Some("Form") => {
                let state = self.state.clone();
                self.walk_form(stream, state, target);
            }
            _ => {}
        }
    }

    /// Walks the contents of a form, a pattern's cell or a Type 3 glyph.
    pub(super) fn walk_form(&mut self, stream: &'f Stream, mut state: State, target: &mut PaintTarget) {
        let file = self.walker.file;
        if target.depth >= MAX_DEPTH {
            target.paint.whole = false;
            return;
        }
        if let Some(matrix) = file.numbers(&stream.dict, "Matrix").and_then(|numbers| numbers.try_into().ok()) {
            state.matrix *= Affine::new(matrix);
        }
        if let Some(bounds) = file.get(&stream.dict, "BBox").and_then(|bounds| file.rectangle(bounds)) {
            let bounds = state.matrix.transform_rect_bbox(bounds);
            state.clip = Some(state.clip.map_or(bounds, |clip| overlap(clip, bounds).unwrap_or(Rect::ZERO)));
        }
        let group = file.dict(&stream.dict, "Group");
        if let Some(group) = group {
            target.paint.transparency |= file.name(group, "S") == Some("Transparency");
            target.paint.note_blend_space(file, group, false);
        }
        let Some(content) = file.content(stream, MAX_CONTENT_BYTES) else {
            target.paint.whole = false;
            return;
        };
        let resources = file.dict(&stream.dict, "Resources").or(self.resources);
        self.walker.budget = self.walker.budget.saturating_sub(content.len() / BYTES_PER_OPERATOR);
        let blend = group.map(|group| target.paint.archival.enter_group(file, group, resources));
        target.depth += 1;
        self.walker.walk_content(&content, resources, state, target);
        target.depth -= 1;
        if let Some(before) = blend {
            target.paint.archival.leave_group(before);
        }
    }

    /// Walks a pattern, and returns the kinds of ink that it paints. Its cell is painted in `base` if it has no colours of
    /// its own. A gradient counts as everything that its space can print.
    pub(super) fn paint_pattern(&mut self, name: &str, base: Option<Colour>, target: &mut PaintTarget) -> u8 {
        match self.find_resource("Pattern", Some(name), target) {
            Some(Object::Stream(stream)) => {
                let mut state = State::default();
                if let Some(colour) = base {
                    (state.fill, state.stroke) = (colour.clone(), colour);
                }
                self.walk_elsewhere(stream, state, target)
            }
            Some(Object::Dictionary(dict)) => {
                let shading = self.walker.file.dict(dict, "Shading");
                shading.map_or(0, |shading| self.note_gradient(shading, target).kinds)
            }
            _ => 0,
        }
    }

    /// Walks contents that are painted somewhere on the page. Where isn't followed. Returns the kinds of ink that they
    /// paint.
    pub(super) fn walk_elsewhere(&mut self, stream: &'f Stream, mut state: State, target: &mut PaintTarget) -> u8 {
        state.clip = None;
        let everywhere = Rect::new(f64::MIN, f64::MIN, f64::MAX, f64::MAX);
        let trim = std::mem::replace(&mut target.trim, everywhere);
        let (canvas, before) = (target.canvas.take(), std::mem::take(&mut target.cell_inks));
        self.walk_form(stream, state, target);
        (target.trim, target.canvas) = (trim, canvas);
        let inks = std::mem::replace(&mut target.cell_inks, before);
        target.cell_inks |= inks;
        inks
    }

    /// Paints a shading resource over what isn't clipped away (PDF 2.0 8.7.4.2).
    pub(super) fn paint_shading(&mut self, name: Option<&Object>, target: &mut PaintTarget) {
        if let Some(shading) = self.find_resource("Shading", name.and_then(as_name), target).and_then(as_dict) {
            let ink = self.note_gradient(shading, target);
            let clip = self.state.clip;
            let bounds = clip.unwrap_or(target.trim);
            target.paint_element(Kind::Picture, &ink, bounds, |canvas| canvas.area(&outline_of(bounds), true, clip));
        }
    }

    /// Notes every plate that a gradient's space can print on, and returns their ink. The gradient itself isn't followed.
    fn note_gradient(&mut self, shading: &Dictionary, target: &mut PaintTarget) -> Ink {
        let file = self.walker.file;
        let space = file.get(shading, "ColorSpace").and_then(|space| Space::read(file, space, self.resources));
        target.paint.note_every_plate(space.as_ref());
        target.paint.inked = true;
        space.map_or(Ink::pattern(0), |space| Ink::every(&space, &self.state))
    }

    /// Notes a picture, or an inline one whose keys may be short (PDF 2.0 table 91).
    pub(super) fn paint_picture(&mut self, stream: &Stream, target: &mut PaintTarget) {
        let file = self.walker.file;
        let dict = &stream.dict;
        let either = |long, short| file.get(dict, long).or_else(|| file.get(dict, short));
        let count = |long, short| either(long, short).and_then(|o| o.as_i64().ok()).unwrap_or(0).max(0);
        target.paint.transparency |= file.get(dict, "SMask").is_some();
        target.paint.archival.note_picture(file, dict);
        // A picture fills the unit square (PDF 2.0 8.9.4).
        let outline = self.state.matrix * outline_of(Rect::new(0.0, 0.0, 1.0, 1.0));
        target.paint.whole &= outline.control_box().area() <= MAX_PICTURE_PT2;
        let Some(bounds) = self.seen(outline.control_box()) else { return };
        let clip = self.state.clip;
        let is_mask = either("ImageMask", "IM").is_some_and(|mask| mask.as_bool().unwrap_or(false));
        let space = if is_mask {
            let ink = self.note_ink(false, target);
            // A mask covers only a part of its square.
            let ink = Ink { is_transparent: true, ..ink };
            target.paint_element(Kind::Area, &ink, bounds, |canvas| canvas.area(&outline, true, clip));
            "mask".to_owned()
        } else {
            let space = match either("ColorSpace", "CS") {
                Some(space) => Space::read(file, space, self.resources),
                None => Some(Space::CieBased(CieSpace::Jpeg2000)),
            };
            target.paint.note_every_plate(space.as_ref());
            target.paint.inked |= target.is_in_trim(bounds);
            if let Some(space) = &space {
                let ink = Ink::every(space, &self.state);
                let is_transparent = ink.is_transparent || ["SMask", "Mask"].iter().any(|key| dict.has(key.as_bytes()));
                let ink = Ink { is_transparent, ..ink };
                target.paint_element(Kind::Picture, &ink, bounds, |canvas| canvas.area(&outline, true, clip));
            }
            space.as_ref().map_or_else(String::new, describe)
        };
        let (width_px, height_px) = (count("Width", "W"), count("Height", "H"));
        let bilevel = is_mask || count("BitsPerComponent", "BPC") == 1;
        let dpi = self.resolution(width_px, height_px);
        let covers_page = !is_mask && target.trim.inset(-COVER_PT).intersect(bounds) == target.trim.inset(-COVER_PT);
        target.paint.note_picture(Picture { covers_page, width_px, height_px, dpi, space, bilevel });
    }

    /// Returns the resolution of a picture in pixels to the inch, the lower one of both directions.
    fn resolution(&self, width_px: i64, height_px: i64) -> f64 {
        let [a, b, c, d, ..] = self.state.matrix.as_coeffs();
        let inches = (a.hypot(b) / 72.0, c.hypot(d) / 72.0);
        (width_px as f64 / inches.0).min(height_px as f64 / inches.1)
    }
}

/// Returns what a picture's space is called in reports: its inks, or the name in PDF.
fn describe(space: &Space) -> String {
    if let Space::Separation(inks, _) = space {
        return inks.join(", ");
    }
    let mut name = String::new();
    space.families(&mut |family| name = family.to_owned());
    name
}
