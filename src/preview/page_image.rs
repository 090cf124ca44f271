//! The pages of an issue as a browser shows them: pictures, and every word with the line that it was typed on.

use typst::utils::hash128;
use typst::visualize::{Cmyk, ProcessColor};
use typst_svg::SvgOptions;

use super::ink::red_in_css;
pub use super::word::{SourcePosition, Word};
use crate::issue::Pictures;
use crate::typeset::document::Document;
use crate::typeset::pipeline::TypesetIssue;

/// A page to be shown.
#[derive(Debug, Clone)]
pub struct PageImage {
    /// The page as SVG, glyphs as outlines.
    pub svg: String,
    /// A hash of the SVG, by which a browser knows a page that it has.
    pub hash: String,
    /// Width and height in points.
    pub size: (f64, f64),
    /// The words on it, in reading order.
    pub words: Vec<Word>,
}

/// Makes the pictures of an issue's pages.
pub fn page_images(typeset: &TypesetIssue) -> Vec<PageImage> {
    let words = super::word::find_words(&typeset.document, &typeset.pages);
    let pages = typeset.pages.pages().iter().zip(words);
    let page_image = |(page, words): (&typst_layout::Page, Vec<Word>)| {
        let size = page.frame.size();
        let svg = preview_print(&typeset.document, typst_svg::svg(page, &SvgOptions::default()));
        PageImage { hash: format!("{:032x}", hash128(&svg)), svg, size: (size.x.to_pt(), size.y.to_pt()), words }
    };
    pages.map(page_image).collect()
}

/// Shows pictures in grey if they are printed in black alone, and a red that is mixed of process inks as it looks on paper.
fn preview_print(document: &Document, svg: String) -> String {
    let is_grey = document.profile.is_for_plates() && document.print_setup.pictures != Pictures::Process;
    let svg = if is_grey { svg.replace("<image ", "<image filter=\"grayscale(1)\" ") } else { svg };
    match document.data.base().inks.red.cmyk {
        // The engine shows such a red by a profile of its own.
        Some(shares) => {
            let [c, m, y, k] = shares.map(|share| (share / 100.0) as f32);
            svg.replace(ProcessColor::Cmyk(Cmyk { c, m, y, k }).to_hex().as_str(), &red_in_css(document))
        }
        None => svg,
    }
}
