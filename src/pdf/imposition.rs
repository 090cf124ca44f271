//! Puts pages on sheets (印张): each by itself with marks around it, or several on a sheet to be folded.
//!
//! The pages stay as they were laid out. The layout `sheet` draws what stands around them.

pub mod leaf;

use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, Point, Sides};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

use self::leaf::{Leaf, draw_fill, rectangle};
use crate::diagnostic::Findings;
use crate::project::PAGES_PER_SHEET;
use crate::typeset::compile::{compile, strip};
use crate::typeset::document::{Document, Side, sheets};
use crate::typeset::inspect::printed_inks;
use crate::typeset::world::Engine;

/// How pages are imposed (拼版): two on each side of a sheet that is folded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// For saddle stitch (骑马订). The folded sheets lie inside one another.
    Booklet,
    /// The folded sheets lie on top of one another.
    TwoUp,
}

impl Imposition {
    /// Returns the name of the sheets in file names.
    pub fn name(&self) -> String {
        format!("{}{}", self.arrangement.name(), if self.marks { "" } else { "-bare" })
    }
}

impl Arrangement {
    /// All arrangements.
    pub const ALL: &'static [Self] = &[Self::Booklet, Self::TwoUp];

    /// Returns the name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Booklet => "booklet",
            Self::TwoUp => "two-up",
        }
    }
}

/// How sheets are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imposition {
    /// Which page goes where.
    pub arrangement: Arrangement,
    /// The creep (爬移) in mm: how far each sheet of a booklet pushes out the sheet inside it. It is the paper's thickness.
    pub creep: f64,
    /// Whether crop, fold and registration marks stand around the sheet.
    pub marks: bool,
}

/// Returns the sides of all sheets, front and back in turn. Each has its left and its right page, from 1. A number beyond
/// the count of pages is a blank page.
pub fn sheet_sides(arrangement: Arrangement, pages: usize) -> Vec<[usize; 2]> {
    let sheets = pages.div_ceil(PAGES_PER_SHEET);
    let all = sheets * PAGES_PER_SHEET;
    let sheet = |sheet: usize| match arrangement {
        Arrangement::Booklet => {
            let (outer, inner) = (all - 2 * sheet, 2 * sheet + 1);
            [[outer, inner], [inner + 1, outer - 1]]
        }
        Arrangement::TwoUp => {
            let first = PAGES_PER_SHEET * sheet;
            [[first + 4, first + 1], [first + 2, first + 3]]
        }
    };
    (0..sheets).flat_map(sheet).collect()
}

/// Puts crop and registration marks, slug line and colour bar around each page.
///
/// # Errors
/// The marks can't be drawn.
pub fn add_marks(engine: &Engine, document: &Document, pages: &PagedDocument) -> Result<PagedDocument, Findings> {
    let own = pages.pages();
    let side = |(index, page): (usize, &Page)| (page.frame.size(), Side::Page(index + 1));
    let inks = printed_inks(pages, document.print_setup.pictures);
    let around = compile(engine, &sheets(document, inks, own.iter().enumerate().map(side)))?.value;
    let mut own = own.to_vec();
    let bleed = Abs::mm(document.print_setup.bleed);
    for (page, marks) in own.iter_mut().zip(around.pages()) {
        // The marks stand on white paper, so that nothing of the page reaches beyond its bleed.
        let mut drawn = std::mem::take(&mut page.frame);
        draw_fill(&mut drawn, page, bleed);
        drawn.clip(rectangle(-bleed, -bleed, drawn.width() + bleed, drawn.height() + bleed));
        (page.frame, page.fill) = (drawn, Smart::Auto);
        page.frame.push_frame(Point::zero(), marks.frame.clone());
        page.bleed = marks.bleed;
    }
    Ok(PagedDocument::new(own.into(), pages.info().clone()))
}

/// Puts pages on sheets to be folded. They lose tags and links, which have no meaning in another order.
///
/// All pages have to be of one size, whichever that is. A page that lies on its side is turned, so that its head is on the
/// left (GB/T 9704-2012 8).
///
/// # Errors
/// The pages have different sizes, or the marks can't be drawn.
pub fn impose(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    imposition: Imposition,
) -> Result<PagedDocument, Findings> {
    let own = pages.pages();
    let Some(first) = own.first() else { return Ok(pages.clone()) };
    let leaf = Leaf::of(own)?;
    let sides = sheet_sides(imposition.arrangement, own.len());
    let around = if imposition.marks { draw_marks(engine, document, leaf, pages, &sides)? } else { Vec::new() };
    let sheet = |(index, pair): (usize, &[usize; 2])| {
        // The outer sheets push the inner ones out, so that the pages of these have to stand nearer to the fold.
        let creep = match imposition.arrangement {
            Arrangement::Booklet => Abs::mm(imposition.creep) * (index / 2) as f64,
            Arrangement::TwoUp => Abs::zero(),
        };
        // A sheet without marks is cut where the pages end.
        let bleed = if imposition.marks { Abs::mm(document.print_setup.bleed) } else { Abs::zero() };
        let mut frame = place_pair(own, *pair, leaf, creep, bleed);
        let marks = around.get(index);
        if let Some(marks) = marks {
            frame.push_frame(Point::zero(), without_tags(&marks.frame));
        }
        let bleed = marks.map_or(Sides::splat(bleed), |marks| marks.bleed);
        Page { frame, bleed, fill: Smart::Auto, numbering: None, ..first.clone() }
    };
    let sheets: Vec<_> = sides.iter().enumerate().map(sheet).collect();
    Ok(PagedDocument::new(sheets.into(), pages.info().clone()))
}

/// Draws the marks around both sides of all sheets of some pages. A number beyond their count is a blank page.
fn draw_marks(
    engine: &Engine,
    document: &Document,
    leaf: Leaf,
    pages: &PagedDocument,
    sides: &[[usize; 2]],
) -> Result<Vec<Page>, Findings> {
    let count = pages.pages().len();
    let side = |(index, pair): (usize, &[usize; 2])| {
        let pages = pair.map(|number| (number <= count).then_some(number));
        (leaf.sheet(), Side::Pair { sheet: index / 2 + 1, is_back: index % 2 == 1, pages })
    };
    let inks = printed_inks(pages, document.print_setup.pictures);
    let drawn = compile(engine, &sheets(document, inks, sides.iter().enumerate().map(side)))?.value;
    Ok(drawn.pages().to_vec())
}

/// Places the left and the right page on one side of a sheet, each cut off where it would reach onto the other one.
///
/// `creep` is how far both stand nearer to the fold, and `bleed` how far they reach beyond the sheet's edges.
fn place_pair(own: &[Page], pair: [usize; 2], leaf: Leaf, creep: Abs, bleed: Abs) -> Frame {
    let mut frame = Frame::hard(leaf.sheet());
    let half = leaf.size.x - creep;
    let halves = [(creep, [-bleed, half]), (half, [creep, leaf.size.x + bleed])];
    for (number, (x, [left, right])) in pair.iter().zip(halves) {
        let Some(page) = own.get(number - 1) else { continue };
        frame.push_frame(Point::with_x(x), leaf.place(page, [left, right], bleed));
    }
    frame
}

/// Returns some of the pages, by their index from 0, without tags and links.
pub fn select_pages(pages: &PagedDocument, wanted: impl Fn(usize) -> bool) -> PagedDocument {
    let chosen = pages.pages().iter().enumerate().filter(|(index, _)| wanted(*index));
    let chosen: Vec<_> = chosen.map(|(_, page)| Page { frame: without_tags(&page.frame), ..page.clone() }).collect();
    PagedDocument::new(chosen.into(), pages.info().clone())
}

/// Returns a frame without tags and links.
pub fn without_tags(frame: &Frame) -> Frame {
    let mut frame = frame.clone();
    strip(&mut frame, |item| matches!(item, FrameItem::Tag(_) | FrameItem::Link(..)));
    frame
}
