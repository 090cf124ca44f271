//! What stands on each page, as plain values that people and tests can read.

use typst::layout::{Abs, Point, Rect, Size};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::mark::Fields;
use super::outline::Outlines;
use super::type_area::{Area, Geometry};
use super::walk::{Event, walk};
use crate::typeset::field::Field;

/// One page and what stands on it.
#[derive(Debug, Clone, PartialEq)]
pub struct PageItems {
    /// Its width and height.
    pub size: Size,
    /// Its type area, if the layout says it.
    pub area: Option<Area>,
    /// Runs of text, rules and pictures in reading order.
    pub items: Vec<PageItem>,
}

/// One thing on a page. On a page that is turned by 90° it stands as a reader sees it who turns the page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageItem {
    /// A run of text.
    Text {
        /// The words.
        text: String,
        /// The start of the baseline.
        at: Point,
        /// Where the advance of the last glyph ends.
        end: Abs,
        /// The family of the face.
        family: String,
        /// The size.
        size: Abs,
        /// Whether the outline is thickened.
        bold: bool,
        /// The number of glyphs.
        glyphs: usize,
        /// The box of the ink.
        ink: Option<Rect>,
        /// The field that it belongs to, as the layout marks it.
        field: Option<Field>,
    },
    /// A rule or another shape.
    Shape(Rect),
    /// A picture.
    Picture(Rect),
}

/// Returns what stands on every page.
pub fn page_items(pages: &PagedDocument) -> Vec<PageItems> {
    let geometry = Geometry::of(pages);
    let mut all: Vec<PageItems> = Vec::new();
    let mut fields = Fields::default();
    let mut outlines = Outlines::default();
    walk(pages, &mut |event| {
        let item = match event {
            Event::Page { number, size } => {
                let area = geometry.map(|geometry| geometry.area(number, size));
                all.push(PageItems { size, area, items: Vec::new() });
                return;
            }
            Event::Mark(mark) => return fields.follow(mark),
            Event::Turn { .. } => return,
            Event::Text { at, item } => text_item(at, item, fields.innermost(), &mut outlines),
            Event::Shape { bounds } => PageItem::Shape(bounds),
            Event::Image { at, size, .. } => PageItem::Picture(Rect::new(at, at + size.to_point())),
        };
        if let Some(page) = all.last_mut() {
            page.items.push(item);
        }
    });
    all
}

fn text_item(at: Point, item: &TextItem, field: Option<&Field>, outlines: &mut Outlines) -> PageItem {
    let boxes = outlines.ink(at, item);
    PageItem::Text {
        text: item.text.to_string(),
        at,
        end: at.x + item.width(),
        family: item.font.font().info().family.clone(),
        size: item.size,
        bold: item.stroke.is_some(),
        glyphs: item.glyphs.len(),
        ink: boxes.reduce(|a, b| Rect::new(a.min.min(b.min), a.max.max(b.max))),
        field: field.cloned(),
    }
}
