//! What is compared: the paragraphs, titles and other fields of laid-out pages, and the rows of their tables.

use std::collections::{HashMap, HashSet};

use typst::utils::hash128;
use typst_layout::PagedDocument;

use crate::diagnostic::Place;
use crate::issue::markdown::{Reading, Token};
use crate::typeset::document::{Anchor, Document};
use crate::typeset::field::Field;
use crate::typeset::inspect::{FieldStart, PageItem, PlacedChar, field_positions, field_starts, page_items};

/// How many characters of the layout's own may stand between two that were typed, such as the figure of a note.
const MAX_SKIPPED_CHARS: usize = 8;

/// A paragraph, a title or any other field, or a row of a table.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The page on which it begins, from 1.
    pub page: usize,
    /// The page of each printed character, from 1. It is empty for a row, which is never split.
    pub pages: Vec<usize>,
    /// Its fields, one for each cell. It is empty for a sentence of a PDF.
    pub fields: Vec<Field>,
    /// Where it was typed, or `None` for a sentence of a PDF.
    pub place: Option<Place>,
    /// The text as a reader sees it, of each cell.
    pub cells: Vec<Reading>,
    /// The hash of its picture's file.
    pub picture: Option<u128>,
    /// The first field as it was typed.
    pub typed: String,
    /// Whether it stands in the contents, which repeat the titles.
    pub repeats: bool,
}

impl Passage {
    /// Returns its words in one run, without signs.
    pub fn words(&self) -> String {
        self.cells.iter().map(Reading::text).collect::<Vec<_>>().join(" ")
    }

    /// Returns the page of a character, counted as in `pages`.
    pub fn page_of(&self, character: usize) -> usize {
        self.pages.get(character).or(self.pages.last()).copied().unwrap_or(self.page)
    }

    /// Returns whether it is a footnote.
    pub fn is_note(&self) -> bool {
        self.fields.first().is_some_and(|field| field.footnote_owner().is_some())
    }
}

/// Returns the number of printed characters, without blanks and signs.
pub fn count_printed(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.is_printed()).count()
}

/// Returns the passages of laid-out pages, in their order.
pub fn passages(document: &Document, pages: &PagedDocument) -> Vec<Passage> {
    let tables: HashSet<Field> = document.anchors.keys().filter_map(Field::table).collect();
    let (printed, positions) = (printed_words(pages), field_positions(pages));
    let mut passages: Vec<Passage> = Vec::new();
    let mut row = None;
    for FieldStart { field, page, .. } in field_starts(pages) {
        // A table is its rows.
        let Some(anchor) = document.anchors.get(&field).filter(|_| !tables.contains(&field)) else { continue };
        let own_row = field.row();
        let reading = printed.get(&field).map_or_else(|| anchor.reading(), |words| words.as_str().into());
        match passages.last_mut() {
            Some(passage) if own_row.is_some() && row == own_row => {
                passage.cells.push(reading);
                passage.fields.push(field);
            }
            _ => {
                let position = positions.get(&field).and_then(|times| times.first()).filter(|_| own_row.is_none());
                passages.push(Passage {
                    page: page + 1,
                    pages: position.map_or(Vec::new(), |position| pages_of(&reading, &position.characters)),
                    repeats: field.repeats_a_title(),
                    fields: vec![field],
                    place: Some(anchor.place()),
                    cells: vec![reading],
                    picture: picture_hash(document, anchor),
                    typed: anchor.words().to_owned(),
                });
            }
        }
        row = own_row;
    }
    move_notes_to_owners(passages)
}

/// Returns the page of each character. The layout may print more than was typed, such as the figure of a note, and
/// other blanks.
fn pages_of(reading: &[Token], printed: &[PlacedChar]) -> Vec<usize> {
    let mut next = 0;
    let page = |token: &Token| {
        let is_it = |placed: &PlacedChar| Token::Char(placed.character) == *token;
        let skipped = printed[next..].iter().take(MAX_SKIPPED_CHARS).position(is_it);
        let placed = printed.get(next + skipped.unwrap_or(0)).or(printed.last())?;
        next += skipped.map_or(0, |skipped| skipped + 1);
        Some(placed.page + 1)
    };
    reading.iter().filter(|token| token.is_printed()).map_while(page).collect()
}

/// Puts footnotes behind what they belong to, wherever they stand on the page.
fn move_notes_to_owners(passages: Vec<Passage>) -> Vec<Passage> {
    let (notes, mut passages): (Vec<_>, Vec<_>) = passages.into_iter().partition(Passage::is_note);
    for note in notes.into_iter().rev() {
        let owner = note.fields[0].footnote_owner();
        let is_owner = |passage: &Passage| passage.fields.iter().any(|field| Some(field) == owner.as_ref());
        let index = passages.iter().position(is_owner);
        passages.insert(index.map_or(passages.len(), |index| index + 1), note);
    }
    passages
}

/// Returns the hash of the picture's file, which tells it from another.
fn picture_hash(document: &Document, anchor: &Anchor) -> Option<u128> {
    let bytes = document.pictures.get(anchor.picture.as_ref()?)?;
    Some(hash128(bytes.as_slice()))
}

/// Returns the printed words of fields that the layout prints with words of its own: numbers, the date, copies, the sum
/// of a table with its unit.
fn printed_words(pages: &PagedDocument) -> HashMap<Field, String> {
    let mut printed: HashMap<Field, String> = HashMap::new();
    for item in page_items(pages).into_iter().flat_map(|page| page.items) {
        if let PageItem::Text { text, field: Some(field), .. } = item
            && field.is_printed_with_words()
        {
            let words = text.trim_matches(['（', '　', '）']);
            printed.entry(field).or_default().push_str(words);
        }
    }
    printed
}
