//! Where footnotes and their marks stand: each note belongs on the page of its mark.
//!
//! A layout says where a mark stands by `metadata((mark: …))` behind it. A layout that doesn't isn't examined.

use std::collections::BTreeMap;

use typst::layout::Abs;
use typst_layout::PagedDocument;

use super::mark::{Fields, Mark};
use super::walk::{Event, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::typeset::document::Document;
use crate::typeset::field::Field;

/// Where the mark of a footnote stands, and where the note begins.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedNote {
    /// The footnote.
    pub field: Field,
    /// The page of its mark, from 0.
    pub mark_page: usize,
    /// The baseline of its mark.
    pub mark_baseline: Abs,
    /// The page on which the note begins, from 0; `None` if it isn't drawn.
    pub note_page: Option<usize>,
}

impl PlacedNote {
    /// Returns whether the note begins on another page than its mark's.
    pub fn is_apart(&self) -> bool {
        self.note_page.is_some_and(|page| page != self.mark_page)
    }
}

/// Returns all footnotes with a mark, in the order of their marks. A mark in a head that is drawn again counts once.
pub fn placed_notes(pages: &PagedDocument) -> Vec<PlacedNote> {
    let mut marks: Vec<PlacedNote> = Vec::new();
    let mut note_pages: BTreeMap<Field, usize> = BTreeMap::new();
    let mut fields = Fields::default();
    let (mut page, mut baseline) = (0, Abs::zero());
    walk(pages, &mut |event| match event {
        Event::Page { number, .. } => page = number,
        Event::Mark(Mark::Note(field)) => {
            if !marks.iter().any(|known| known.field == field) {
                marks.push(PlacedNote { field, mark_page: page, mark_baseline: baseline, note_page: None });
            }
        }
        Event::Mark(mark) => fields.follow(mark),
        Event::Text { at, .. } => {
            baseline = at.y;
            if let Some(note @ Field::Block { footnote: Some(_), .. }) = fields.innermost()
                && !note_pages.contains_key(note)
            {
                note_pages.insert(note.clone(), page);
            }
        }
        Event::Turn { .. } | Event::Shape { .. } | Event::Image { .. } => {}
    });
    for note in &mut marks {
        note.note_page = note_pages.get(&note.field).copied();
    }
    marks
}

/// Returns a finding for each note that begins on another page than its mark's.
pub fn check_notes(document: &Document, pages: &PagedDocument) -> Vec<Diagnostic> {
    let apart = placed_notes(pages).into_iter().filter(PlacedNote::is_apart);
    let finding = |note: PlacedNote| {
        let finding = Diagnostic::new(Code::FootnoteApart)
            .with("page", note.mark_page + 1)
            .with("note-page", note.note_page.unwrap_or_default() + 1);
        match document.anchors.get(&note.field) {
            Some(anchor) => finding.at(anchor.place()),
            None => finding,
        }
    };
    apart.map(finding).collect()
}
