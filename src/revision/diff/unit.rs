//! What is compared: the paragraphs, titles and other fields of laid-out pages, and the rows of their tables.

use std::collections::{HashMap, HashSet};

use typst::utils::hash128;
use typst_layout::PagedDocument;

use crate::diagnostic::Place;
use crate::issue::markdown::is_sign;
use crate::typeset::document::{Anchor, Document};
use crate::typeset::field::Field;
use crate::typeset::inspect::{PageItem, PlacedChar, field_positions, field_starts, page_items};

/// A paragraph, a title, any field; or a row of a table.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The page on which it begins, from 1.
    pub page: usize,
    /// The page of each character, blanks and signs left out; nothing of a row, which is never split.
    pub pages: Vec<usize>,
    /// The names of its fields, one for each cell; none in a PDF.
    pub fields: Vec<Field>,
    /// Where it was typed; nothing in a PDF.
    pub place: Option<Place>,
    /// The words as they are read; of a row, those of each cell.
    pub cells: Vec<String>,
    /// What tells its picture from another.
    pub picture: Option<u128>,
    /// The words of the first field as they were typed.
    pub typed: String,
    /// Whether it stands in the contents, which repeat the titles.
    pub repeats: bool,
}

impl Passage {
    /// Its words in one run, without signs.
    pub fn words(&self) -> String {
        self.cells.join(" ").replace(is_sign, "")
    }

    /// The page of a character, counted as in `pages`.
    pub fn page_of(&self, character: usize) -> usize {
        self.pages.get(character).or(self.pages.last()).copied().unwrap_or(self.page)
    }

    /// Whether it is a footnote.
    pub fn is_note(&self) -> bool {
        self.fields.first().is_some_and(|field| field.footnote_owner().is_some())
    }
}

/// How many characters there are, blanks and signs left out.
pub fn count(words: &str) -> usize {
    words.chars().filter(|c| is_seen(*c)).count()
}

/// Whether it counts as a character of a unit.
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !is_sign(c)
}

/// The units of laid-out pages, in their order.
pub fn passages(document: &Document, pages: &PagedDocument) -> Vec<Passage> {
    let tables: HashSet<Field> = document.anchors.keys().filter_map(Field::table).collect();
    let (printed, stands) = (printed(pages), field_positions(pages));
    let mut passages: Vec<Passage> = Vec::new();
    let mut row = None;
    for (at, page, _) in field_starts(pages) {
        // A table is its rows.
        let Some(anchor) = document.anchors.get(&at).filter(|_| !tables.contains(&at)) else { continue };
        let own_row = at.row();
        let words = printed.get(&at).cloned().unwrap_or_else(|| anchor.reading());
        match passages.last_mut() {
            Some(unit) if own_row.is_some() && row == own_row => {
                unit.cells.push(words);
                unit.fields.push(at);
            }
            _ => {
                let stand = stands.get(&at).and_then(|stands| stands.first()).filter(|_| own_row.is_none());
                passages.push(Passage {
                    page: page + 1,
                    pages: stand.map_or(Vec::new(), |stand| spread(&words, &stand.signs)),
                    repeats: at.repeats_a_title(),
                    fields: vec![at],
                    place: Some(anchor.place()),
                    cells: vec![words],
                    picture: picture(document, anchor),
                    typed: anchor.words().to_owned(),
                });
            }
        }
        row = own_row;
    }
    with_notes(passages)
}

/// The page of each character of words that are printed so. The layout may print more than was typed, such as the
/// figure of a note, and other blanks.
fn spread(words: &str, printed: &[PlacedChar]) -> Vec<usize> {
    /// No more than that stands between two characters of what was typed.
    const MOST: usize = 8;
    let mut at = 0;
    let seen = words.chars().filter(|c| is_seen(*c));
    let page = |c: char| {
        let found = printed[at..].iter().take(MOST).position(|sign| sign.character == c);
        let sign = printed.get(at + found.unwrap_or(0)).or(printed.last())?;
        at += found.map_or(0, |found| found + 1);
        Some(sign.page + 1)
    };
    seen.map_while(page).collect()
}

/// Footnotes behind what they belong to, wherever the page has its foot.
fn with_notes(passages: Vec<Passage>) -> Vec<Passage> {
    let (notes, mut passages): (Vec<_>, Vec<_>) = passages.into_iter().partition(Passage::is_note);
    for note in notes.into_iter().rev() {
        let owner = note.fields[0].footnote_owner();
        let index = passages.iter().position(|unit| unit.fields.iter().any(|field| Some(field) == owner.as_ref()));
        passages.insert(index.map_or(passages.len(), |index| index + 1), note);
    }
    passages
}

/// What tells a picture from another: the hash of its file.
fn picture(document: &Document, anchor: &Anchor) -> Option<u128> {
    let bytes = document.pictures.get(anchor.picture.as_ref()?)?;
    Some(hash128(bytes.as_slice()))
}

/// The words of fields that the layout says more of than what was typed: numbers, the date, copies, the sum of a table
/// with its unit.
fn printed(pages: &PagedDocument) -> HashMap<Field, String> {
    let mut printed: HashMap<Field, String> = HashMap::new();
    for fact in page_items(pages).into_iter().flat_map(|page| page.items) {
        if let PageItem::Text { text, field: Some(field), .. } = fact
            && field.is_printed_with_words()
        {
            let words = text.trim_matches(['（', '　', '）']);
            printed.entry(field).or_default().push_str(words);
        }
    }
    printed
}
