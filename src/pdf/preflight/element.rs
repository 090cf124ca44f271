//! Elements: what a page paints, one after another, each examined against what lies below and kept until the page is whole.
//!
//! An element that is covered, clipped away or off the page breaks no rule (GWG 2022 D0003, D0030, D0031).

mod ink;

use std::collections::BTreeMap;

use kurbo::{BezPath, Rect, Shape as _};

use self::ink::RICH_BLACK;
pub use self::ink::{Ink, Model};
use super::ground::{BLACK, Cover, EVERY, Ground, Shape};

/// The most elements of a page that are kept until it is whole.
const MAX_KEPT: usize = 200_000;
/// The size in points from which no rule looks at text by its size.
const LARGE_TEXT_PT: f64 = 24.0;
/// The thickness in points from which no rule looks at lines.
const THICK_LINE_PT: f64 = 2.0;

/// What an element was found to be. Each has a value, of which a page keeps the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// White text that overprints what is below, by its size in points.
    WhiteTextOverprints,
    /// A white area or line that overprints what is below.
    WhitePathOverprints,
    /// Black text that knocks out other inks, by its size in points.
    BlackTextKnocksOut,
    /// A black line that knocks out other inks, by its thickness in points.
    BlackLineKnocksOut,
    /// Text in DeviceGray on other inks, by its size in points.
    GrayText,
    /// A line in DeviceGray on other inks, by its thickness in points.
    GrayLine,
    /// Something in DeviceGray that overprints other inks.
    GrayOverprints,
    /// An ink besides black that overprints what is below.
    InkOverprints,
    /// White text on ink, by its size in points.
    WhiteText,
    /// A white line on ink, by its thickness in points.
    WhiteLine,
    /// Large text that is nearly black and has other inks besides, by the sum of its process inks.
    RichBlackText,
    /// Black text of several inks, by its size in points.
    BlackText,
    /// A black area or large black letters of several inks.
    RichBlack,
    /// Other text of several inks, by its size in points.
    TextInks,
    /// A line of several inks, by its thickness in points.
    LineInks,
    /// A line of one ink, by its thickness in points.
    Line,
    /// Ink that reaches the edge of the trim and ends there, by how far it goes beyond, in points.
    NoBleed,
    /// Text inside the trim, by its distance from the edge in points.
    TextAtEdge,
}

impl Trait {
    /// Returns the worse one of two values.
    pub fn worse(self, a: f64, b: f64) -> f64 {
        if self == Self::RichBlackText { a.max(b) } else { a.min(b) }
    }
}

/// The worst value of each trait on a page.
pub type Traits = BTreeMap<Trait, f64>;

/// What kind of element is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Text of a size in points. White strokes around it don't count as small white text.
    Text {
        /// The size.
        size_pt: f64,
        /// Whether its lines are meant, not its areas.
        strokes: bool,
    },
    /// An area that looks like a line, or a line, of a thickness in points.
    Line(f64),
    /// Any other area.
    Area,
    /// A picture or a gradient.
    Picture,
}

/// The page as it is painted.
#[derive(Debug)]
pub struct Canvas {
    /// What lies where.
    ground: Ground,
    /// The trim in points.
    trim: Rect,
    /// How far ink has to go beyond each edge of the trim that it reaches, in points: left, bottom, right, top.
    bleed: [f64; 4],
    /// How many elements are kept.
    kept: u32,
    /// The traits of the elements that are kept, each with the number of its element.
    found: Vec<(u32, Trait, f64)>,
    /// The traits of elements that are seen whatever comes later.
    certain: Traits,
}

impl Canvas {
    /// Makes an empty page with a trim and a bleed, in points.
    pub fn new(trim: Rect, bleed: [f64; 4]) -> Self {
        let (found, certain) = (Vec::new(), Traits::new());
        Self { ground: Ground::new(trim), trim, bleed, kept: 0, found, certain }
    }

    /// Returns the cells of an area; `outline` and `clip` in points.
    pub fn area(&mut self, outline: &BezPath, nonzero: bool, clip: Option<Rect>) -> Shape {
        self.ground.shape(outline, nonzero, clip)
    }

    /// Returns the cells of a line of a thickness in points. `stroke` makes its outline.
    pub fn line(
        &mut self,
        outline: &BezPath,
        thickness: f64,
        stroke: impl FnOnce() -> BezPath,
        clip: Option<Rect>,
    ) -> Shape {
        if thickness > self.ground.cell_pt() {
            self.ground.shape(&stroke(), true, clip)
        } else {
            self.ground.thin_shape(outline, clip)
        }
    }

    /// Paints an element whose cells are known; `bounds` is its box in points, as far as it isn't clipped away.
    pub fn paint(&mut self, kind: Kind, ink: &Ink, shape: &Shape, bounds: Rect) {
        if shape.is_empty() {
            return;
        }
        let below = self.ground.inks_below(shape);
        let mut traits = Vec::new();
        traits.extend(overlap_traits(kind, ink, below));
        traits.extend(own_traits(kind, ink));
        traits.extend(self.edge_traits(kind, ink, bounds));
        let mut element = 0;
        if !traits.is_empty() && (self.kept as usize) < MAX_KEPT && self.ground.has_room(shape) {
            self.kept += 1;
            element = self.kept;
            self.found.extend(traits.iter().map(|(kind, value)| (element, *kind, *value)));
        } else {
            traits.into_iter().for_each(|(kind, value)| note(&mut self.certain, kind, value));
        }
        // Glyphs cover only a part of their boxes.
        let keeps = if matches!(kind, Kind::Text { .. }) { EVERY } else { ink.keeps() };
        self.ground.paint(shape, Cover { inks: ink.kinds, keeps, element });
    }

    /// Returns the traits that depend on the edges of the page.
    fn edge_traits(&self, kind: Kind, ink: &Ink, bounds: Rect) -> Option<(Trait, f64)> {
        if ink.kinds == 0 {
            return None;
        }
        let (trim, seen) = (self.trim, bounds.intersect(self.trim));
        if seen.width() < 0.0 || seen.height() < 0.0 {
            return None;
        }
        if matches!(kind, Kind::Text { .. }) {
            let gaps = [bounds.x0 - trim.x0, bounds.y0 - trim.y0, trim.x1 - bounds.x1, trim.y1 - bounds.y1];
            return gaps.into_iter().reduce(f64::min).map(|gap| (Trait::TextAtEdge, gap));
        }
        let inner = trim.inset(-EDGE_PT);
        let is_inside = bounds.x0 < inner.x1 && bounds.x1 > inner.x0 && bounds.y0 < inner.y1 && bounds.y1 > inner.y0;
        let beyond = [trim.x0 - bounds.x0, trim.y0 - bounds.y0, bounds.x1 - trim.x1, bounds.y1 - trim.y1];
        let short = beyond
            .into_iter()
            .zip(self.bleed)
            .filter(|(beyond, needed)| is_inside && *beyond > -EDGE_PT && *beyond < needed - EDGE_PT);
        short.map(|(beyond, _)| (Trait::NoBleed, beyond)).reduce(|a, b| if a.1 < b.1 { a } else { b })
    }

    /// Returns the worst value of each trait among the elements that are seen, and whether all could be followed.
    pub fn finish(self) -> (Traits, bool) {
        let tops = self.ground.tops(self.kept as usize);
        let mut traits = self.certain;
        for (element, kind, value) in self.found {
            if tops[element as usize] {
                note(&mut traits, kind, value);
            }
        }
        (traits, !self.ground.is_exhausted())
    }
}

/// How near to an edge in points something reaches it, because numbers in a PDF are rounded.
const EDGE_PT: f64 = 0.3;

/// Notes a value, if it is worse than the one that is known.
pub fn note(traits: &mut Traits, kind: Trait, value: f64) {
    traits.entry(kind).and_modify(|known| *known = kind.worse(*known, value)).or_insert(value);
}

/// Returns the traits that an element has on the ink below it.
fn overlap_traits(kind: Kind, ink: &Ink, below: u8) -> Vec<(Trait, f64)> {
    let mut traits = Vec::new();
    // Black on black or on bare paper needs no register.
    let others = below & !BLACK != 0;
    if ink.is_white() && below != 0 && !ink.is_transparent {
        match kind {
            Kind::Text { size_pt, strokes } => {
                traits.extend(ink.overprints.then_some((Trait::WhiteTextOverprints, size_pt)));
                traits.extend((!strokes && size_pt < LARGE_TEXT_PT).then_some((Trait::WhiteText, size_pt)));
            }
            Kind::Line(_) | Kind::Area | Kind::Picture => {
                traits.extend(ink.overprints.then_some((Trait::WhitePathOverprints, 0.0)));
            }
        }
        if let Kind::Line(thickness) = kind
            && thickness < THICK_LINE_PT
        {
            traits.push((Trait::WhiteLine, thickness));
        }
    }
    if below != 0 && ink.overprints && ink.shares.iter().any(|share| share.ink != "Black") {
        traits.push((Trait::InkOverprints, 0.0));
    }
    if others && kind != Kind::Picture {
        let in_register = ink.is_black() && ink.model != Model::Gray && ink.knocks_out();
        match kind {
            Kind::Text { size_pt, .. } if size_pt < LARGE_TEXT_PT => {
                traits.extend(in_register.then_some((Trait::BlackTextKnocksOut, size_pt)));
                traits.extend(ink.is_gray().then_some((Trait::GrayText, size_pt)));
            }
            Kind::Line(thickness) if thickness < THICK_LINE_PT => {
                traits.extend(in_register.then_some((Trait::BlackLineKnocksOut, thickness)));
                traits.extend(ink.is_gray().then_some((Trait::GrayLine, thickness)));
            }
            _ => {}
        }
        traits.extend((ink.is_gray() && ink.overprints).then_some((Trait::GrayOverprints, 0.0)));
    }
    traits
}

/// Returns the traits that an element has whatever lies below it.
pub fn own_traits(kind: Kind, ink: &Ink) -> Vec<(Trait, f64)> {
    let mut traits = Vec::new();
    match kind {
        _ if ink.shares.is_empty() || kind == Kind::Picture => {}
        Kind::Text { size_pt, .. } if ink.is_rich_black() => {
            if size_pt < LARGE_TEXT_PT {
                traits.push((Trait::BlackText, size_pt));
            } else {
                traits.push((Trait::RichBlack, 0.0));
                let is_black = ink.share_of("Black") >= RICH_BLACK;
                traits.extend(is_black.then(|| (Trait::RichBlackText, ink.process_sum())));
            }
        }
        Kind::Text { size_pt, .. } => {
            traits.extend((ink.shares.len() > 1 && size_pt < LARGE_TEXT_PT).then_some((Trait::TextInks, size_pt)));
        }
        Kind::Line(_) | Kind::Area | Kind::Picture => {
            traits.extend(ink.is_rich_black().then_some((Trait::RichBlack, 0.0)));
            if let Kind::Line(thickness) = kind
                && thickness < THICK_LINE_PT
            {
                traits.push((if ink.shares.len() > 1 { Trait::LineInks } else { Trait::Line }, thickness));
            }
        }
    }
    traits
}

/// Returns a box as an outline.
pub fn outline_of(bounds: Rect) -> BezPath {
    bounds.to_path(0.1)
}
