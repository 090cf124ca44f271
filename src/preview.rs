//! An issue as a browser shows it: each page as a picture, and every word on it with the line that it was typed on.

mod word;

use typst::utils::hash128;
use typst_svg::SvgOptions;

pub use self::word::{Spot, Word};
use crate::document::Document;
use crate::issue::Pictures;
use crate::proof::Proof;

/// A page to be shown.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The page as SVG, glyphs as outlines.
    pub svg: String,
    /// A hash of the SVG, by which a browser knows a page that it has.
    pub hash: String,
    /// Width and height in points.
    pub size: (f64, f64),
    /// The words on it, in reading order.
    pub words: Vec<Word>,
}

/// The pages of an issue.
pub fn leaves(proof: &Proof) -> Vec<Leaf> {
    let words = word::words(&proof.document, &proof.pages);
    let pages = proof.pages.pages().iter().zip(words);
    let leaf = |(page, words): (&typst_layout::Page, Vec<Word>)| {
        let size = page.frame.size();
        let svg = in_print(&proof.document, typst_svg::svg(page, &SvgOptions::default()));
        Leaf { hash: format!("{:032x}", hash128(&svg)), svg, size: (size.x.to_pt(), size.y.to_pt()), words }
    };
    pages.map(leaf).collect()
}

/// Pictures that are printed in black alone are shown so.
fn in_print(document: &Document, svg: String) -> String {
    let is_grey = document.profile.is_for_plates() && document.plates.pictures != Pictures::Process;
    if is_grey { svg.replace("<image ", "<image filter=\"grayscale(1)\" ") } else { svg }
}
