//! The rules that laid-out pages have to keep.

use std::collections::{BTreeMap, HashSet};

use typst::layout::{Abs, Point, Rect, Size};
use typst::text::TextItem;
use typst::visualize::Image;

use super::mark::Fields;
use super::missing_glyph;
use super::outline::Outlines;
use super::printed::PrintedWords;
use super::shape::GlyphShapes;
use super::stretch::{MOST_STRETCH_EM, may_be_loose, stretch_em};
use super::type_area::{Area, Geometry};
use super::walk::Event;
use crate::asset::face::Faces;
use crate::asset::picture::PRINT_DPI;
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Profile;
use crate::typeset::document::Document;
use crate::typeset::field::Field;

/// How far ink may leave its room without being seen in print, in mm. 朱雀 draws a 《 at the start of a line 0.06 mm
/// wider than the half em that it has there.
const TOLERANCE_MM: f64 = 0.1;

/// How far a character may rise above or fall below its em box, in em. Faces differ by this much in where they draw the
/// em box around the baseline (0.88 to 0.85 em above it).
const OVERSHOOT_EM: f64 = 0.05;

/// How far a letter may hang below the em box of its line, in em. The type area is that of hanzi: g, j, p, q, y and
/// brackets of Latin reach 0.22 em below the baseline, and the em box 0.12 em.
const DESCENT_EM: f64 = 0.12;

/// How far a rule may reach over an edge of the type area, in points. A rule is drawn centred on the edge that it marks,
/// and is at most 0.35 mm thick.
const RULE_HALF_PT: f64 = 0.5;

/// The most cells of a table that are told one by one that they run over.
const MOST_CELLS_TOLD: usize = 2;

/// The share of its normal size below which a line of the masthead looks wrong.
const LEAST_SIZE: f64 = 0.8;

/// How far rounding may change a size, in points.
const SIZE_TOLERANCE_PT: f64 = 0.01;

/// The resolution in dpi below which a picture looks broken. It is refused unless the issue allows it.
const LEAST_DPI: f64 = 150.0;

/// The examination of one document's pages.
pub struct Rules<'d> {
    document: &'d Document,
    geometry: Option<Geometry>,
    /// The page that is being walked, from 0.
    page: usize,
    /// Its width and height.
    size: Size,
    /// Its type area; the whole page if the layout doesn't say one.
    area: Option<Area>,
    fields: Fields,
    outlines: Outlines,
    shapes: GlyphShapes<'d>,
    printed: PrintedWords,
    /// The page and the baseline of the last loose line.
    loose_line: Option<(usize, Abs)>,
    findings: Vec<Diagnostic>,
    reported: HashSet<(Code, Option<Field>, String)>,
    /// The ink of each field with a width, on each page.
    extents: BTreeMap<(Field, usize), Extent>,
}

/// The ink of a field across all of its lines on a page.
struct Extent {
    left: Abs,
    right: Abs,
    /// The width that the field must not exceed.
    width: Abs,
}

impl<'d> Rules<'d> {
    /// Begins the examination.
    pub fn new(document: &'d Document, faces: &'d Faces, geometry: Option<Geometry>) -> Self {
        Self {
            document,
            geometry,
            page: 0,
            size: Size::zero(),
            area: None,
            fields: Fields::default(),
            outlines: Outlines::default(),
            shapes: GlyphShapes::new(faces),
            printed: PrintedWords::default(),
            loose_line: None,
            findings: Vec::new(),
            reported: HashSet::new(),
            extents: BTreeMap::new(),
        }
    }

    /// Examines what the walk meets.
    pub fn see(&mut self, event: Event) {
        match event {
            Event::Page { number, size } => self.turn_page(number, size),
            Event::Turn { turned } => self.area = self.area.map(|area| area.turned(self.size, turned)),
            Event::Mark(mark) => self.fields.follow(mark),
            Event::Text { at, item } => self.text(at, item),
            Event::Shape { bounds } => {
                let half = Point::splat(Abs::pt(RULE_HALF_PT));
                let centre = (bounds.min + bounds.max) / 2.0;
                self.keep_inside(Rect::new((bounds.min + half).min(centre), (bounds.max - half).max(centre)));
            }
            Event::Image { at, size, image } => self.image(at, size, image),
        }
    }

    /// Returns all findings. Whether a cell runs over is known only after all of its lines.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let mut tables: BTreeMap<Field, Vec<(Field, usize, Abs)>> = BTreeMap::new();
        for ((field, page), Extent { left, right, width }) in std::mem::take(&mut self.extents) {
            let excess = right - left - width;
            if excess > Abs::mm(TOLERANCE_MM) {
                let table = field.table_head().unwrap_or_else(|| field.clone());
                tables.entry(table).or_default().push((field, page, excess));
            }
        }
        for (table, cells) in tables {
            self.report_cells(&table, cells);
        }
        self.findings.extend(self.printed.missing(self.document));
        self.findings
    }

    /// Reports the cells of a table that run over. Many have one cause, and get one finding.
    fn report_cells(&mut self, table: &Field, cells: Vec<(Field, usize, Abs)>) {
        let millimetres = |length: Abs| format!("{:.1}", length.to_mm());
        if cells.len() > MOST_CELLS_TOLD {
            let is_head = |field: &&Field| field.table_head().as_ref() == Some(table) && field.is_in_head();
            let columns = self.document.anchors.keys().filter(is_head).count();
            self.page = cells.iter().map(|(_, page, _)| *page).min().unwrap_or_default();
            let most = cells.iter().map(|(_, _, excess)| *excess).fold(Abs::zero(), Abs::max);
            let finding = Diagnostic::new(Code::TableTooWide).with("columns", columns).with("cells", cells.len());
            return self.report(finding.with("excess", millimetres(most)), Some(table), "");
        }
        for (field, page, excess) in cells {
            self.page = page;
            let finding = Diagnostic::new(Code::CellOverfull).with("excess", millimetres(excess));
            self.report(finding, Some(&field), "");
        }
    }

    fn turn_page(&mut self, page: usize, size: Size) {
        (self.page, self.size) = (page, size);
        self.area = match &self.geometry {
            Some(geometry) => Some(geometry.area(page, size)),
            None => Some(Area { left: Abs::zero(), right: size.x, top: Abs::zero(), bottom: size.y }),
        };
    }

    /// Reports a finding once for a field and its words.
    fn report(&mut self, finding: Diagnostic, field: Option<&Field>, words: &str) {
        if !self.reported.insert((finding.code, field.cloned(), words.to_owned())) {
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
        self.printed.see(field.as_ref(), item);
        for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
            for character in item.text.get(glyph.range()).unwrap_or_default().chars() {
                self.report(missing_glyph(character), field.as_ref(), &character.to_string());
            }
        }
        self.check_size(item);
        self.check_stretch(at, item);
        if let Some((character, finding)) = self.shapes.missing(item) {
            self.report(finding, field.as_ref(), &character.to_string());
        }
        let width = self.fields.width();
        if width.is_none() && !self.is_outside(reach(at, item)) {
            return;
        }
        let boxes: Vec<_> = self.outlines.ink(at, item).collect();
        if let (Some(width), Some(field)) = (width, field) {
            self.extend(field, width, &boxes);
            // Words that are too wide for their cell are told as such.
            let (left, right) =
                boxes.iter().fold((at.x, at.x), |(left, right), ink| (left.min(ink.min.x), right.max(ink.max.x)));
            if right - left > width + Abs::mm(TOLERANCE_MM) {
                return;
            }
        }
        let shrunk = boxes.into_iter().map(|ink| shrink(ink, item.size));
        if let Some(outside) = shrunk.into_iter().find(|ink| self.is_outside(*ink)) {
            self.report_outside(outside, item.text.trim());
        }
    }

    /// Reports words that had to be set much smaller than they should be.
    fn check_size(&mut self, item: &TextItem) {
        let Some((field, normal)) = self.fields.size() else { return };
        if item.size < normal * LEAST_SIZE - Abs::pt(SIZE_TOLERANCE_PT) {
            let field = field.clone();
            let [size, normal] = [item.size, normal].map(|size| format!("{:.1}", size.to_pt()));
            let finding = Diagnostic::new(Code::TextShrunk).with("size", size).with("normal", normal);
            self.report(finding, Some(&field), "");
        }
    }

    /// Reports a line that is drawn apart too far, once.
    fn check_stretch(&mut self, at: Point, item: &TextItem) {
        let stretch = if may_be_loose(item) { stretch_em(item) } else { 0.0 };
        if stretch > MOST_STRETCH_EM && self.loose_line != Some((self.page, at.y)) {
            self.loose_line = Some((self.page, at.y));
            let finding = Diagnostic::new(Code::LineLoose).with("stretch", format!("{stretch:.2}"));
            let field = self.fields.innermost().cloned();
            self.report(finding, field.as_ref(), item.text.trim());
        }
    }

    /// Takes down the ink of a field whose width is limited.
    fn extend(&mut self, field: Field, width: Abs, boxes: &[Rect]) {
        let Some(first) = boxes.first() else { return };
        let fresh = Extent { left: first.min.x, right: first.max.x, width };
        let extent = self.extents.entry((field, self.page)).or_insert(fresh);
        for ink in boxes {
            extent.left.set_min(ink.min.x);
            extent.right.set_max(ink.max.x);
        }
    }

    /// Whether a box leaves the type area. The page number stands below it on purpose.
    fn is_outside(&self, rect: Rect) -> bool {
        let tolerance = Abs::mm(TOLERANCE_MM);
        self.fields.innermost() != Some(&Field::PageNumber)
            && self.area.is_some_and(|area| {
                rect.min.x < area.left - tolerance
                    || rect.max.x > area.right + tolerance
                    || rect.min.y < area.top - tolerance
                    || rect.max.y > area.bottom + tolerance
            })
    }

    fn keep_inside(&mut self, rect: Rect) {
        if self.is_outside(rect) {
            self.report_outside(rect, "");
        }
    }

    fn report_outside(&mut self, rect: Rect, words: &str) {
        let Some(area) = self.area else { return };
        let excess = [area.left - rect.min.x, rect.max.x - area.right, area.top - rect.min.y, rect.max.y - area.bottom];
        let excess = excess.into_iter().fold(Abs::zero(), Abs::max).to_mm();
        let finding = Diagnostic::new(Code::InkOutside).with("excess", format!("{excess:.1}"));
        let field = self.fields.innermost().cloned();
        self.report(finding, field.as_ref(), words);
    }

    fn image(&mut self, at: Point, size: Size, image: &Image) {
        self.keep_inside(Rect::new(at, at + size.to_point()));
        let resolution = (image.width() / size.x.to_inches()).min(image.height() / size.y.to_inches());
        // A screen shows a hundred dots to the inch, so that coarse pictures don't matter there.
        if resolution >= PRINT_DPI - 0.5 || self.document.profile == Profile::Screen {
            return;
        }
        let for_plates = self.document.profile.is_for_plates();
        let is_refused = resolution < LEAST_DPI - 0.5 && for_plates && !self.document.print_setup.coarse_pictures;
        let code = if is_refused { Code::PictureCoarse } else { Code::PictureResolution };
        let finding = Diagnostic::new(code)
            .with("resolution", resolution.round() as usize)
            .with("width", size.x.to_mm().round() as usize)
            .with("fitting", (size.x.to_mm() * resolution / PRINT_DPI).floor().max(10.0) as usize)
            .with("pixels", (size.x.to_inches() * PRINT_DPI).ceil() as usize);
        let field = self.fields.innermost().cloned();
        self.report(finding, field.as_ref(), "");
    }
}

/// Takes off a box what a character of a size may rise above its em box and fall below it.
fn shrink(rect: Rect, size: Abs) -> Rect {
    let (above, below) = (size * OVERSHOOT_EM, size * DESCENT_EM);
    Rect::new(Point::new(rect.min.x, rect.min.y + above), Point::new(rect.max.x, rect.max.y - below))
}

/// Returns a box that surely holds a run's ink, from the natural advances of its glyphs.
///
/// Nearly all runs lie within the type area by this measure, and the outlines of their glyphs needn't be read.
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
