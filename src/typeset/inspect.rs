//! What the laid-out pages say: what must not be printed is found here, on the pages themselves.

mod rule;
mod mark;
mod position;
mod walk;

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use crate::asset::face::Faces;
use crate::diagnostic::{Code, Diagnostic};
use crate::typeset::document::Document;

pub use self::mark::{Fields, Mark};
pub use self::position::{FieldPosition, FieldPositions, PlacedChar, field_positions};
pub use self::walk::{
    Area, Event, Geometry, PageItem, PageItems, field_starts, first_placeholder_page, page_items, walk,
};

/// Under this resolution a picture looks coarse in print.
pub const RESOLUTION: f64 = 300.0;
/// Under this one it looks broken, and is refused unless the issue allows it.
pub const LEAST_RESOLUTION: f64 = 150.0;

/// Examines the pages: characters without a face, ink outside the type area, cells that run over, coarse
/// pictures.
pub fn inspect(document: &Document, pages: &PagedDocument) -> Vec<Diagnostic> {
    let mut rules = rule::Rules::new(document, Geometry::of(pages));
    walk::walk(pages, &mut |event| rules.see(event));
    rules.finish()
}

/// How many characters each face sets, by family and weight.
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

fn missing(character: char) -> Diagnostic {
    Diagnostic::new(Code::MissingGlyph)
        .with("character", character.to_string())
        .with("point", format!("U+{:04X}", u32::from(character)))
}
