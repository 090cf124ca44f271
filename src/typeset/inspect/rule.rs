//! The rules that pages have to keep.

use std::collections::{BTreeMap, HashSet};

use typst::layout::{Abs, Point, Rect, Size};
use typst::text::TextItem;
use typst::visualize::Image;

use super::mark::Fields;
use super::walk::{Area, Event, Geometry, ink};
use super::{LEAST_RESOLUTION, RESOLUTION, missing};
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Profile;
use crate::typeset::document::Document;
use crate::typeset::field::Field;

/// What can't be seen in print, in mm. 朱雀 draws 《 0.06 mm wider than the half em that is left of it at a line's start.
const TOLERANCE: f64 = 0.1;

/// What a character may rise above or fall below its em box, as a share of it: faces differ by this much in where
/// they draw the em box around the baseline (0.88 to 0.85 em above it).
const OVERSHOOT: f64 = 0.05;

/// Rules are drawn around the edge that they mark, and end beyond it by half their thickness: 0.35 mm at most, in
/// points.
const RULE_HALF: f64 = 0.5;

pub struct Rules<'d> {
    document: &'d Document,
    geometry: Option<Geometry>,
    page: usize,
    area: Option<Area>,
    fields: Fields,
    findings: Vec<Diagnostic>,
    reported: HashSet<(Code, Option<Field>, String)>,
    /// Left and right edge of the ink of each field with a width, on each page.
    extents: BTreeMap<(Field, usize), (Abs, Abs, Abs)>,
}

impl<'d> Rules<'d> {
    pub fn new(document: &'d Document, geometry: Option<Geometry>) -> Self {
        Self {
            document,
            geometry,
            page: 0,
            area: None,
            fields: Fields::default(),
            findings: Vec::new(),
            reported: HashSet::new(),
            extents: BTreeMap::new(),
        }
    }

    pub fn see(&mut self, event: Event) {
        match event {
            Event::Page { number, size } => self.turn(number, size),
            Event::Mark(mark) => self.fields.follow(mark),
            Event::Text { at, item } => self.text(at, item),
            Event::Shape { bounds } => {
                let half = Point::splat(Abs::pt(RULE_HALF));
                let centre = (bounds.min + bounds.max) / 2.0;
                self.within(Rect::new((bounds.min + half).min(centre), (bounds.max - half).max(centre)), "");
            }
            Event::Image { at, size, image } => self.image(at, size, image),
        }
    }

    /// All findings; cells that ran over are known only when all of their lines are.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for ((field, page), (left, right, width)) in std::mem::take(&mut self.extents) {
            self.page = page;
            if right - left > width + Abs::mm(TOLERANCE) {
                let excess = (right - left - width).to_mm();
                let finding = Diagnostic::new(Code::CellOverfull).with("excess", format!("{excess:.1}"));
                self.report(finding, Some(&field), "");
            }
        }
        self.findings
    }

    fn turn(&mut self, page: usize, size: Size) {
        self.page = page;
        self.area = match &self.geometry {
            Some(geometry) => Some(geometry.area(page, size)),
            None => Some(Area { left: Abs::zero(), right: size.x, top: Abs::zero(), bottom: size.y }),
        };
    }

    /// Each finding once for a field and its words.
    fn report(&mut self, finding: Diagnostic, field: Option<&Field>, words: &str) {
        let key = (finding.code, field.cloned(), words.to_owned());
        if !self.reported.insert(key) {
            return;
        }
        let finding = finding.with("page", self.page + 1);
        self.findings.push(match field.and_then(|field| self.document.anchors.get(field)) {
            Some(anchor) if words.is_empty() => finding.at(anchor.place()),
            Some(anchor) => finding.at(anchor.find(words)),
            None => finding,
        });
    }

    fn text(&mut self, at: Point, item: &TextItem) {
        let field = self.fields.innermost().cloned();
        for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
            for character in item.text.get(glyph.range()).unwrap_or_default().chars() {
                self.report(missing(character), field.as_ref(), &character.to_string());
            }
        }
        let width = self.fields.width();
        if width.is_none() && !self.is_outside(reach(at, item)) {
            return;
        }
        for rect in ink(at, item) {
            if let (Some(width), Some(field)) = (width, &field) {
                let extent = (field.clone(), self.page);
                let entry = self.extents.entry(extent).or_insert((rect.min.x, rect.max.x, width));
                entry.0.set_min(rect.min.x);
                entry.1.set_max(rect.max.x);
            }
            let shrunk = overshoot(rect, item.size * OVERSHOOT);
            if self.is_outside(shrunk) {
                self.outside(shrunk, item.text.trim());
                break;
            }
        }
    }

    /// Whether a box leaves the type area. The page number stands below it on purpose.
    fn is_outside(&self, rect: Rect) -> bool {
        let tolerance = Abs::mm(TOLERANCE);
        self.fields.innermost() != Some(&Field::PageNumber)
            && self.area.is_some_and(|area| {
                rect.min.x < area.left - tolerance
                    || rect.max.x > area.right + tolerance
                    || rect.min.y < area.top - tolerance
                    || rect.max.y > area.bottom + tolerance
            })
    }

    fn within(&mut self, rect: Rect, words: &str) {
        if self.is_outside(rect) {
            self.outside(rect, words);
        }
    }

    fn outside(&mut self, rect: Rect, words: &str) {
        let Some(area) = self.area else { return };
        let excess = [area.left - rect.min.x, rect.max.x - area.right, area.top - rect.min.y, rect.max.y - area.bottom];
        let excess = excess.into_iter().fold(Abs::zero(), Abs::max).to_mm();
        let finding = Diagnostic::new(Code::InkOutside).with("excess", format!("{excess:.1}"));
        let field = self.fields.innermost().cloned();
        self.report(finding, field.as_ref(), words);
    }

    fn image(&mut self, at: Point, size: Size, image: &Image) {
        self.within(Rect::new(at, at + size.to_point()), "");
        let resolution = (image.width() / size.x.to_inches()).min(image.height() / size.y.to_inches());
        // A screen shows a hundred dots to the inch.
        if resolution < RESOLUTION - 0.5 && self.document.profile != Profile::Screen {
            let for_plates = self.document.profile.is_for_plates();
            let refused =
                resolution < LEAST_RESOLUTION - 0.5 && for_plates && !self.document.print_setup.coarse_pictures;
            let code = if refused { Code::PictureCoarse } else { Code::PictureResolution };
            let finding = Diagnostic::new(code)
                .with("resolution", resolution.round() as usize)
                .with("width", size.x.to_mm().round() as usize)
                .with("fitting", (size.x.to_mm() * resolution / RESOLUTION).floor().max(10.0) as usize)
                .with("pixels", (size.x.to_inches() * RESOLUTION).ceil() as usize);
            let field = self.fields.innermost().cloned();
            self.report(finding, field.as_ref(), "");
        }
    }
}

/// A box less what it may stand over vertically.
fn overshoot(rect: Rect, by: Abs) -> Rect {
    Rect::new(Point::new(rect.min.x, rect.min.y + by), Point::new(rect.max.x, rect.max.y - by))
}

/// A box around what a run prints, from the natural advances of its glyphs, squeezed or not: nearly all runs are
/// within the type area by this measure, and the outlines of their glyphs needn't be read.
fn reach(at: Point, item: &TextItem) -> Rect {
    let (mut left, mut right, mut cursor) = (at.x, at.x, at.x);
    for glyph in &item.glyphs {
        let start = cursor + glyph.x_offset.at(item.size);
        let natural = item.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
        left.set_min(start);
        right.set_max(start + natural.at(item.size));
        cursor += glyph.x_advance.at(item.size);
    }
    Rect::new(Point::new(left, at.y - item.size), Point::new(right, at.y + item.size * 0.3))
}
