//! A walk over laid-out pages: what stands on them, in reading order, with the marks of the layout.

use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry as Shape, Image};
use typst_layout::PagedDocument;

use super::mark::Mark;

/// What the walk meets. Points are in the page's coordinates. What is turned by 90° is met as a reader sees it who turns the
/// page: its points are in the coordinates of the turned page.
pub enum Event<'p> {
    /// A new page.
    Page {
        /// Its number, from 0.
        number: usize,
        /// Its width and height.
        size: Size,
    },
    /// What follows is turned so that its top is at the page's left edge, or is upright again.
    Turn {
        /// Whether it is turned.
        turned: bool,
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
        let size = page.frame.size();
        see(Event::Page { number, size });
        Walk { height: size.y, see }.frame(&page.frame, Transform::identity());
    }
}

/// Returns a point of a page in the coordinates of the page as it is turned upright, or one of those in the coordinates of
/// the page. `height` is the page's, `turned` says that the point is to be turned.
pub fn turned_upright(point: Point, height: Abs, turned: bool) -> Point {
    if turned { Point::new(height - point.y, point.x) } else { point }
}

/// The walk over one page.
struct Walk<'w, 'p> {
    /// The page's height.
    height: Abs,
    /// Gets what the walk meets.
    see: &'w mut dyn FnMut(Event<'p>),
}

impl<'p> Walk<'_, 'p> {
    /// Walks over a frame.
    fn frame(&mut self, frame: &'p Frame, transform: Transform) {
        let turned = is_turned(transform);
        for (position, item) in frame.items() {
            let at = turned_upright(position.transform(transform), self.height, turned);
            match item {
                FrameItem::Group(group) => {
                    let moved = transform.pre_concat(Transform::translate(position.x, position.y));
                    let inner = moved.pre_concat(group.transform);
                    let turns = is_turned(inner) != turned;
                    if turns {
                        (self.see)(Event::Turn { turned: !turned });
                    }
                    self.frame(&group.frame, inner);
                    if turns {
                        (self.see)(Event::Turn { turned });
                    }
                }
                FrameItem::Text(item) => (self.see)(Event::Text { at, item }),
                FrameItem::Shape(shape, _) => (self.see)(Event::Shape { bounds: bounds(&shape.geometry, at) }),
                FrameItem::Image(image, size, _) => (self.see)(Event::Image { at, size: *size, image }),
                FrameItem::Tag(tag) => {
                    if let Some(mark) = Mark::read(tag) {
                        (self.see)(Event::Mark(mark));
                    }
                }
                FrameItem::Link(..) => {}
            }
        }
    }
}

/// Returns whether a transformation turns by a quarter so that lines run upwards.
fn is_turned(transform: Transform) -> bool {
    transform.ky.get() < -0.5 && transform.sx.get().abs() < 0.5
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
