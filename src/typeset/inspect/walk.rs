//! A walk over laid-out pages, with the fields that the layout has marked.

use std::collections::HashSet;

use kurbo::{BezPath, Shape as _};
use typst::foundations::{Dict, Value};
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry as Shape, Image};
use typst_layout::PagedDocument;

use super::mark::{Fields, Mark, metadata};
use crate::typeset::field::Field;

/// The margins of the type area, inner and outer changing sides from page to page.
#[derive(Debug, Clone, Copy)]
pub struct Geometry {
    inside: Abs,
    outside: Abs,
    top: Abs,
    bottom: Abs,
}

/// The type area of one page, in the page's coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: Abs,
    /// Right edge.
    pub right: Abs,
    /// Upper edge.
    pub top: Abs,
    /// Lower edge.
    pub bottom: Abs,
}

/// What the walk meets.
pub enum Event<'p> {
    /// A new page, from 0.
    Page { number: usize, size: Size },
    /// A field begins or ends.
    Mark(Mark),
    /// A run of text whose baseline starts at a point.
    Text { at: Point, item: &'p TextItem },
    /// A shape, by the box of its outline without the stroke.
    Shape { bounds: Rect },
    /// A picture.
    Image { at: Point, size: Size, image: &'p Image },
}

/// Walks all pages in reading order.
pub fn walk<'p>(pages: &'p PagedDocument, see: &mut dyn FnMut(Event<'p>)) {
    for (number, page) in pages.pages().iter().enumerate() {
        see(Event::Page { number, size: page.frame.size() });
        frame(&page.frame, Transform::identity(), see);
    }
}

fn frame<'p>(within: &'p Frame, transform: Transform, see: &mut dyn FnMut(Event<'p>)) {
    for (position, item) in within.items() {
        let at = position.transform(transform);
        match item {
            FrameItem::Group(group) => {
                let moved = transform.pre_concat(Transform::translate(position.x, position.y));
                frame(&group.frame, moved.pre_concat(group.transform), see);
            }
            FrameItem::Text(item) => see(Event::Text { at, item }),
            FrameItem::Shape(shape, _) => see(Event::Shape { bounds: bounds(&shape.geometry, at) }),
            FrameItem::Image(image, size, _) => see(Event::Image { at, size: *size, image }),
            FrameItem::Tag(tag) => {
                if let Some(mark) = Mark::read(tag) {
                    see(Event::Mark(mark));
                }
            }
            FrameItem::Link(..) => {}
        }
    }
}

fn bounds(shape: &Shape, at: Point) -> Rect {
    let (a, b) = match shape {
        Shape::Line(to) => (Point::zero(), *to),
        Shape::Rect(size) => (Point::zero(), size.to_point()),
        Shape::Curve(curve) => {
            let bbox = curve.bbox(None);
            (bbox.min, bbox.max)
        }
    };
    Rect::new(at + a.min(b), at + a.max(b))
}

impl Geometry {
    /// The type area that the layout has told; nothing if it hasn't.
    pub fn of(pages: &PagedDocument) -> Option<Self> {
        let mut found = None;
        for page in pages.pages() {
            tags(&page.frame, &mut |dict| {
                if let Ok(Value::Dict(area)) = dict.get("type-area") {
                    found = found.or_else(|| Self::read(area));
                }
            });
            if found.is_some() {
                break;
            }
        }
        found
    }

    fn read(dict: &Dict) -> Option<Self> {
        let length = |key| match dict.get(key) {
            Ok(Value::Length(length)) => Some(length.abs),
            _ => None,
        };
        Some(Self {
            inside: length("inside")?,
            outside: length("outside")?,
            top: length("top")?,
            bottom: length("bottom")?,
        })
    }

    /// The type area of a page, counted from 0: the first binds left.
    pub fn area(&self, page: usize, size: Size) -> Area {
        let (left, right) =
            if page.is_multiple_of(2) { (self.inside, self.outside) } else { (self.outside, self.inside) };
        Area { left, right: size.x - right, top: self.top, bottom: size.y - self.bottom }
    }
}

fn tags(within: &Frame, see: &mut dyn FnMut(&Dict)) {
    for (_, item) in within.items() {
        match item {
            FrameItem::Group(group) => tags(&group.frame, see),
            FrameItem::Tag(tag) => metadata(tag).into_iter().for_each(&mut *see),
            _ => {}
        }
    }
}

/// A glyph's outline; its box is that of the curves, where a font's own tables and readers often give that of the
/// control points, which may lie far outside.
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

/// The boxes of a run's ink, glyph by glyph, empty ones left out.
pub fn ink(at: Point, item: &TextItem) -> impl Iterator<Item = Rect> + '_ {
    let mut cursor = at;
    item.glyphs.iter().filter_map(move |glyph| {
        let start = cursor + Point::new(glyph.x_offset.at(item.size), -glyph.y_offset.at(item.size));
        cursor.x += glyph.x_advance.at(item.size);
        let mut outline = Outline(BezPath::new());
        item.font.ttf().outline_glyph(ttf_parser::GlyphId(glyph.id), &mut outline)?;
        let bbox = outline.0.bounding_box();
        let em = |units: f64| item.font.to_em(units).at(item.size);
        let min = start + Point::new(em(bbox.x0), -em(bbox.y1));
        let max = start + Point::new(em(bbox.x1), -em(bbox.y0));
        Some(Rect::new(min, max))
    })
}

/// Where each field first begins, in the order of the pages: its name, its page from 0, and the upper edge of its first
/// line, or of the page where it has no words.
pub fn field_starts(pages: &PagedDocument) -> Vec<(Field, usize, Abs)> {
    let mut starts: Vec<(Field, usize, Abs)> = Vec::new();
    let mut known = HashSet::new();
    let (mut page, mut fresh) = (0, false);
    walk(pages, &mut |event| match event {
        Event::Page { number, .. } => page = number,
        Event::Mark(Mark::Begin { field, .. }) => {
            fresh = known.insert(field.clone());
            if fresh {
                starts.push((field, page, Abs::zero()));
            }
        }
        Event::Text { at, item } => {
            if let (true, Some(start)) = (std::mem::take(&mut fresh), starts.last_mut()) {
                (start.1, start.2) = (page, (at.y - item.size).max(Abs::zero()));
            }
        }
        Event::Mark(Mark::End(_)) => fresh = false,
        _ => {}
    });
    starts
}

/// The first page, from 0, that a layout has marked as one on which others are put.
pub fn first_placeholder_page(pages: &PagedDocument) -> usize {
    field_starts(pages).iter().find(|start| start.0 == Field::Placeholder).map_or(0, |(_, page, _)| *page)
}

/// What stands on a page, for people and tests to read.
#[derive(Debug, Clone, PartialEq)]
pub struct PageItems {
    /// Width and height.
    pub size: Size,
    /// The type area, if the layout tells it.
    pub area: Option<Area>,
    /// Runs of text, rules and pictures in reading order.
    pub items: Vec<PageItem>,
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageItem {
    /// A run of text.
    Text {
        /// The words.
        text: String,
        /// Start of the baseline.
        at: Point,
        /// Where the advance of the last glyph ends.
        end: Abs,
        /// The family of the face.
        family: String,
        /// The size.
        size: Abs,
        /// Whether the outline is thickened.
        bold: bool,
        /// The glyphs.
        glyphs: usize,
        /// The box of the ink.
        ink: Option<Rect>,
        /// The field it belongs to, as the layout marks it.
        field: Option<Field>,
    },
    /// A rule or another shape.
    Shape(Rect),
    /// A picture.
    Picture(Rect),
}

/// The facts of every page.
pub fn page_items(pages: &PagedDocument) -> Vec<PageItems> {
    let geometry = Geometry::of(pages);
    let mut all: Vec<PageItems> = Vec::new();
    let mut fields = Fields::default();
    walk(pages, &mut |event| {
        let fact = match event {
            Event::Page { number, size } => {
                let area = geometry.map(|geometry| geometry.area(number, size));
                all.push(PageItems { size, area, items: Vec::new() });
                return;
            }
            Event::Mark(mark) => return fields.follow(mark),
            Event::Text { at, item } => text_item(at, item, fields.innermost()),
            Event::Shape { bounds } => PageItem::Shape(bounds),
            Event::Image { at, size, .. } => PageItem::Picture(Rect::new(at, at + size.to_point())),
        };
        if let Some(page) = all.last_mut() {
            page.items.push(fact);
        }
    });
    all
}

fn text_item(at: Point, item: &TextItem, field: Option<&Field>) -> PageItem {
    let boxes = ink(at, item);
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
