//! A walk over laid-out pages: what stands on them, in reading order, with the marks of the layout.

use typst::layout::{Frame, FrameItem, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry as Shape, Image};
use typst_layout::PagedDocument;

use super::mark::Mark;

/// What the walk meets. Points are in the page's coordinates.
pub enum Event<'p> {
    /// A new page.
    Page {
        /// Its number, from 0.
        number: usize,
        /// Its width and height.
        size: Size,
    },
    /// A field begins or ends.
    Mark(Mark),
    /// A run of text.
    Text {
        /// The start of the baseline.
        at: Point,
        /// The run.
        item: &'p TextItem,
    },
    /// A shape.
    Shape {
        /// The box of its outline without the stroke.
        bounds: Rect,
    },
    /// A picture.
    Image {
        /// Its upper left corner.
        at: Point,
        /// Its width and height.
        size: Size,
        /// The picture.
        image: &'p Image,
    },
}

/// Walks all pages in reading order.
pub fn walk<'p>(pages: &'p PagedDocument, see: &mut dyn FnMut(Event<'p>)) {
    for (number, page) in pages.pages().iter().enumerate() {
        see(Event::Page { number, size: page.frame.size() });
        walk_frame(&page.frame, Transform::identity(), see);
    }
}

fn walk_frame<'p>(frame: &'p Frame, transform: Transform, see: &mut dyn FnMut(Event<'p>)) {
    for (position, item) in frame.items() {
        let at = position.transform(transform);
        match item {
            FrameItem::Group(group) => {
                let moved = transform.pre_concat(Transform::translate(position.x, position.y));
                walk_frame(&group.frame, moved.pre_concat(group.transform), see);
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
            let bounds = curve.bbox(None);
            (bounds.min, bounds.max)
        }
    };
    Rect::new(at + a.min(b), at + a.max(b))
}
