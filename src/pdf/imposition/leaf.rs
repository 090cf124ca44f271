//! The leaves of what is folded or bound: their size, and the pages on them.

use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Curve, Geometry};
use typst_layout::Page;

use super::without_tags;
use crate::diagnostic::{Code, Diagnostic};

/// The difference of length in points from which two pages have different sizes.
const SIZE_PT: f64 = 0.5;

/// A leaf. Each of its sides holds a page.
#[derive(Debug, Clone, Copy)]
pub struct Leaf {
    /// The width and height within the trim.
    pub size: Size,
}

impl Leaf {
    /// Returns the leaf that fits the pages: the size that most of them have.
    ///
    /// # Errors
    /// A page has another size, even if it is turned.
    pub fn of(pages: &[Page]) -> Result<Self, Diagnostic> {
        let count = |leaf: &Self| pages.iter().filter(|page| leaf.is_size_of(page)).count();
        let mut leaf = Self { size: pages.first().map_or(Size::zero(), |page| page.frame.size()) };
        for other in pages.iter().map(|page| Self { size: page.frame.size() }) {
            if !leaf.has_size(other.size) && count(&other) > count(&leaf) {
                leaf = other;
            }
        }
        leaf.check(pages)?;
        Ok(leaf)
    }

    /// Checks that pages fit the leaf, upright or turned by a quarter.
    ///
    /// # Errors
    /// A page has another size. The first one is named.
    pub fn check(self, pages: &[Page]) -> Result<(), Diagnostic> {
        match pages.iter().position(|page| !self.is_size_of(page) && !self.is_size_turned_of(page)) {
            Some(index) => Err(self.refuse(index + 1, pages[index].frame.size())),
            None => Ok(()),
        }
    }

    /// Returns the size of a sheet of two leaves side by side.
    pub fn sheet(self) -> Size {
        Size::new(2.0 * self.size.x, self.size.y)
    }

    /// Turns what a page draws if the page lies on its side, so that its head is on the left of the leaf.
    ///
    /// The head is at the fold on an odd page, and at the outer edge on an even page (GB/T 9704-2012 8).
    pub fn turn(self, drawn: &mut Frame) {
        if self.has_size(drawn.size()) {
            return;
        }
        let (zero, one) = (Ratio::zero(), Ratio::one());
        drawn.transform(Transform { sx: zero, ky: -one, kx: one, sy: zero, tx: Abs::zero(), ty: drawn.width() });
        drawn.set_size(self.size);
    }

    /// Returns what a page draws on the leaf, cut off at `left` and `right` and `bleed` beyond the leaf's other edges.
    pub fn place(self, page: &Page, [left, right]: [Abs; 2], bleed: Abs) -> Frame {
        let mut drawn = without_tags(&page.frame);
        draw_fill(&mut drawn, page, bleed);
        self.turn(&mut drawn);
        drawn.clip(rectangle(left, -bleed, right, self.size.y + bleed));
        drawn
    }

    /// Whether a page has the size of the leaf.
    fn is_size_of(self, page: &Page) -> bool {
        self.has_size(page.frame.size())
    }

    /// Whether a page has the size of the leaf when it is turned by a quarter.
    fn is_size_turned_of(self, page: &Page) -> bool {
        let size = page.frame.size();
        self.has_size(Size::new(size.y, size.x))
    }

    /// Whether the leaf has a size.
    fn has_size(self, size: Size) -> bool {
        let differs = |a: Abs, b: Abs| (a - b).to_pt().abs() > SIZE_PT;
        !differs(self.size.x, size.x) && !differs(self.size.y, size.y)
    }

    /// Returns the finding that a page, from 1, has a size that doesn't fit.
    fn refuse(self, page: usize, size: Size) -> Diagnostic {
        Diagnostic::new(Code::PageSize).with("page", page).with("size", in_mm(size)).with("leaf", in_mm(self.size))
    }
}

/// Draws the fill of a page behind what stands on it. The fill reaches `bleed` beyond the trim.
pub fn draw_fill(drawn: &mut Frame, page: &Page, bleed: Abs) {
    if let Some(fill) = page.fill_or_transparent() {
        let area = Geometry::Rect(drawn.size() + Size::splat(2.0 * bleed)).filled(fill);
        drawn.prepend(Point::splat(-bleed), FrameItem::Shape(area, Span::detached()));
    }
}

/// Writes a size in mm, such as `210 × 297`.
fn in_mm(size: Size) -> String {
    let mm = |length: Abs| (length.to_mm() * 10.0).round() / 10.0;
    format!("{} × {}", mm(size.x), mm(size.y))
}

/// Returns a rectangle as a path.
pub fn rectangle(left: Abs, top: Abs, right: Abs, bottom: Abs) -> Curve {
    let mut curve = Curve::new();
    curve.move_(Point::new(left, top));
    curve.line(Point::new(right, top));
    curve.line(Point::new(right, bottom));
    curve.line(Point::new(left, bottom));
    curve.close();
    curve
}
