//! White at the ends of pages: how full each page is, and the pictures that leave one mostly white.

use typst::layout::{Abs, Size};
use typst_layout::PagedDocument;

use crate::diagnostic::{Code, Diagnostic};
use crate::typeset::document::data::{Block, PictureData};
use crate::typeset::document::{Document, LayoutData};
use crate::typeset::field::Field;
use crate::typeset::inspect::{Event, Fields, Geometry, walk};

/// The share of a page that may stay white.
const MOST_WHITE: f64 = 1.0 / 3.0;
/// What a picture needs besides its height, in mm: the white around it, the rest of a line, and a caption of a line.
const AROUND_MM: f64 = 18.0;
/// The least width in mm that is proposed for a picture.
const LEAST_WIDTH_MM: f64 = 30.0;

/// What stands on a page, as far as white above a table goes.
#[derive(Debug, Default)]
pub struct PageFill {
    /// The lowest baseline of the text, without notes and imprint.
    lowest: Option<Abs>,
    /// The fields with words, in order.
    pub fields: Vec<Field>,
    /// The highest baseline of a note.
    notes: Option<Abs>,
    /// The height of the type area.
    height: Abs,
    /// Its lower edge.
    bottom: Abs,
    /// The field and the size of the picture that it begins with, if it begins with one.
    first_picture: Option<(Field, Size)>,
}

impl PageFill {
    /// Returns how much of the page is white below its text, if it is more than a third.
    pub fn white(&self) -> Option<Abs> {
        let white = self.notes.unwrap_or(self.bottom).min(self.bottom) - self.lowest?;
        (white > self.height * MOST_WHITE).then_some(white)
    }
}

/// Returns what stands on each page.
pub fn page_fills(pages: &PagedDocument, geometry: Geometry) -> Vec<PageFill> {
    let mut fills: Vec<PageFill> = Vec::new();
    let mut fields = Fields::default();
    walk(pages, &mut |event| match event {
        Event::Page { number, size } => {
            let area = geometry.area(number, size);
            fills.push(PageFill { height: area.bottom - area.top, bottom: area.bottom, ..PageFill::default() });
        }
        Event::Mark(mark) => fields.follow(mark),
        Event::Text { at, .. } => {
            let (Some(fill), Some(field)) = (fills.last_mut(), fields.innermost()) else { return };
            match field {
                Field::Block { footnote: Some(_), .. } => {
                    fill.notes = Some(fill.notes.map_or(at.y, |notes| notes.min(at.y)));
                }
                Field::Block { .. }
                | Field::TableCell(..)
                | Field::TablePart(..)
                | Field::ArticleTitle(_)
                | Field::ArticleTotal(_)
                | Field::Credit(_)
                | Field::Formal { .. }
                | Field::Attachment(_) => {
                    fill.lowest = Some(fill.lowest.map_or(at.y, |lowest| lowest.max(at.y)));
                    if fill.fields.last() != Some(field) {
                        fill.fields.push(field.clone());
                    }
                }
                _ => {}
            }
        }
        Event::Image { at, size, .. } => {
            if let Some(fill) = fills.last_mut() {
                if fill.lowest.is_none() {
                    fill.first_picture = fields.innermost().map(|field| (field.clone(), size));
                }
                fill.lowest = Some(fill.lowest.map_or(at.y + size.y, |lowest| lowest.max(at.y + size.y)));
            }
        }
        Event::Turn { .. } | Event::Shape { .. } => {}
    });
    fills
}

/// Returns a finding for each picture that went to the next page and left the one before mostly white, with the width at
/// which it would have stayed.
pub fn pictures_leaving_white(document: &Document, pages: &PagedDocument) -> Vec<Diagnostic> {
    let (LayoutData::Issue(issue), Some(geometry)) = (&document.data, Geometry::of(pages)) else { return Vec::new() };
    let blocks = || issue.note.iter().chain(issue.articles.iter().flat_map(|article| &article.blocks));
    let stands_alone = |field: &Field| {
        blocks().any(|block| matches!(block, Block::Picture(PictureData { at, row: None, .. }) if at == field))
    };
    let fills = page_fills(pages, geometry);
    let pairs = fills.iter().zip(fills.iter().skip(1)).enumerate();
    let finding = |(page, (before, after)): (usize, (&PageFill, &PageFill))| {
        let (white, (field, size)) = (before.white()?, after.first_picture.as_ref()?);
        let width = (size.x.to_mm() * (white.to_mm() - AROUND_MM) / size.y.to_mm()).floor();
        if !stands_alone(field) || width < LEAST_WIDTH_MM || width >= size.x.to_mm() {
            return None;
        }
        let finding = Diagnostic::new(Code::PictureWhite).with("page", page + 1).with("width", width as usize);
        Some(finding.at(document.anchors.get(field)?.place()))
    };
    pairs.filter_map(finding).collect()
}
