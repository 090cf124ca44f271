//! The inspection of laid-out pages: what must not be printed is found on the pages themselves.
//!
//! It takes pages and gives findings and positions. It knows nothing of PDF.

mod footnote;
mod ink;
mod mark;
mod walk;
mod type_area;
mod outline;
mod position;
mod page_item;
mod printed;
mod shape;
mod stretch;
mod rule;

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use crate::asset::face::Faces;
use crate::diagnostic::{Code, Diagnostic};
use crate::typeset::document::Document;

pub use self::footnote::{PlacedNote, placed_notes};
pub use self::ink::printed_inks;
pub use self::mark::{Fields, Mark, metadata};
pub use self::outline::outline_all;
pub use self::page_item::{PageItem, PageItems, page_items};
pub use self::position::{
    FieldPosition, FieldPositions, FieldStart, PlacedChar, field_positions, field_starts, first_placeholder_page,
};
pub use self::stretch::{MOST_STRETCH_EM, stretch_em};
pub use self::type_area::{Area, Geometry};
pub use self::walk::{Event, walk};

/// Examines the pages for characters without a face or without a shape, words that aren't printed, ink outside the type
/// area, loose lines, cells that run over, coarse pictures, and notes on another page than their marks.
pub fn inspect(document: &Document, faces: &Faces, pages: &PagedDocument) -> Vec<Diagnostic> {
    let mut rules = rule::Rules::new(document, faces, Geometry::of(pages));
    walk::walk(pages, &mut |event| rules.see(event));
    let mut findings = rules.finish();
    findings.extend(footnote::check_notes(document, pages));
    findings
}

/// Counts the characters that each face sets, by the index of the face.
pub fn characters_by_face(faces: &Faces, pages: &PagedDocument) -> BTreeMap<usize, usize> {
    let mut count = BTreeMap::new();
    walk::walk(pages, &mut |event| {
        if let Event::Text { item, .. } = event
            && let Some(face) = faces.face_of(item.font.font())
            && let Some(index) = faces.faces().iter().position(|known| std::ptr::eq(known, face))
        {
            let characters = item.text.chars().filter(|c| !c.is_whitespace()).count();
            *count.entry(index).or_default() += characters;
        }
    });
    count
}

/// Returns the finding that no face has a character.
fn missing_glyph(character: char) -> Diagnostic {
    Diagnostic::new(Code::MissingGlyph)
        .with("character", character.to_string())
        .with("point", format!("U+{:04X}", u32::from(character)))
}
