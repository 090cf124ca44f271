//! The type area (版心), as the layout says it and as a page has it.

use typst::foundations::{Dict, Value};
use typst::layout::{Abs, Frame, FrameItem, Size};
use typst_layout::PagedDocument;

use super::mark::metadata;

/// The margins around the type area. The inner and the outer margin change sides from page to page.
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
    /// The left edge.
    pub left: Abs,
    /// The right edge.
    pub right: Abs,
    /// The upper edge.
    pub top: Abs,
    /// The lower edge.
    pub bottom: Abs,
}

impl Area {
    /// Returns the type area in the coordinates of the page as it is turned upright, or back in those of the page. `size` is
    /// the page's.
    pub fn turned(self, size: Size, upright: bool) -> Self {
        let Self { left, right, top, bottom } = self;
        if upright {
            Self { left: size.y - bottom, right: size.y - top, top: left, bottom: right }
        } else {
            Self { left: top, right: bottom, top: size.y - right, bottom: size.y - left }
        }
    }
}

impl Geometry {
    /// Finds the margins in the layout's mark `type-area`. Returns `None` if the layout hasn't set it.
    pub fn of(pages: &PagedDocument) -> Option<Self> {
        pages.pages().iter().find_map(|page| find(&page.frame))
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

    /// Returns the type area of a page, counted from 0. The first page has the spine on its left.
    pub fn area(&self, page: usize, size: Size) -> Area {
        let (left, right) =
            if page.is_multiple_of(2) { (self.inside, self.outside) } else { (self.outside, self.inside) };
        Area { left, right: size.x - right, top: self.top, bottom: size.y - self.bottom }
    }
}

fn find(frame: &Frame) -> Option<Geometry> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => find(&group.frame),
        FrameItem::Tag(tag) => match metadata(tag)?.get("type-area") {
            Ok(Value::Dict(margins)) => Geometry::read(margins),
            _ => None,
        },
        _ => None,
    })
}
