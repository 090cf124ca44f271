//! Finds words of an issue that its layout doesn't print.
//!
//! A layout gets all words as data. One that leaves some out would lose them silently.

use std::collections::{BTreeMap, HashMap};

use typst::text::TextItem;

use crate::diagnostic::{Code, Diagnostic};
use crate::typeset::document::{Anchor, Document, LayoutData};
use crate::typeset::field::{Field, FormalLine};

/// The most findings of a document. A layout that prints nothing is told by a few.
const MAX_FINDINGS: usize = 10;
/// The most characters of the words that a finding names.
const MAX_NAMED_CHARS: usize = 20;

/// The words that stand on the pages.
#[derive(Default)]
pub struct PrintedWords {
    /// The words of each field that the layout marks.
    fields: BTreeMap<Field, String>,
    /// All words in reading order.
    all: String,
}

impl PrintedWords {
    /// Takes down a run of text, and the field that it belongs to.
    pub fn see(&mut self, field: Option<&Field>, item: &TextItem) {
        let words = || item.text.chars().filter(|c| is_printed(*c));
        self.all.extend(words());
        if let Some(field) = field {
            if !self.fields.contains_key(field) {
                self.fields.insert(field.clone(), String::new());
            }
            self.fields.entry(field.clone()).or_default().extend(words());
        }
    }

    /// Returns a finding for each field whose words aren't on the pages.
    pub fn missing(&self, document: &Document) -> Vec<Diagnostic> {
        if !matches!(document.data, LayoutData::Issue(_)) {
            return Vec::new();
        }
        let fields = document.anchors.iter().filter(|(field, anchor)| must_be_printed(field, anchor));
        fields.filter_map(|(field, anchor)| self.missing_of(field, anchor)).take(MAX_FINDINGS).collect()
    }

    /// Returns the finding if the words of a field aren't on the pages.
    fn missing_of(&self, field: &Field, anchor: &Anchor) -> Option<Diagnostic> {
        let words: String = anchor.reading().text().chars().filter(|c| is_printed(*c)).collect();
        let is_whole = match self.fields.get(field) {
            Some(printed) => holds(printed, &words),
            // A layout may print a field without a mark.
            None => self.all.contains(&words),
        };
        let named = || words.chars().take(MAX_NAMED_CHARS).collect::<String>();
        (!is_whole).then(|| Diagnostic::new(Code::TextNotPrinted).with("words", named()).at(anchor.place()))
    }
}

/// Returns whether a layout has to print a field as it was typed. Numbers and dates are written in another form, and
/// whether there are contents, a masthead and an imprint is for the layout.
fn must_be_printed(field: &Field, anchor: &Anchor) -> bool {
    match field {
        Field::Contents { article, .. } => article.is_none(),
        Field::ArticleTitle(_)
        | Field::TableCell(..)
        | Field::TablePart(..)
        | Field::PrintedBy
        | Field::Staff { .. } => true,
        Field::Formal { line, .. } => *line != FormalLine::SignedDate,
        // A picture is read with its width, which isn't printed.
        Field::Block { .. } => anchor.picture.is_none(),
        _ => false,
    }
}

/// Returns whether printed words hold every character of the typed ones. A page may part them or set a note between them.
fn holds(printed: &str, words: &str) -> bool {
    if printed.contains(words) {
        return true;
    }
    let mut counts: HashMap<char, usize> = HashMap::new();
    printed.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    words.chars().all(|c| counts.get_mut(&c).filter(|count| **count > 0).map(|count| *count -= 1).is_some())
}

/// Returns whether a character leaves ink. Those that show nothing are taken off on the way to the page.
fn is_printed(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_parted_but_not_lost() {
        assert!(holds("1.甲乙丙", "甲乙") && holds("甲1乙", "甲乙"));
        assert!(!holds("甲乙", "甲甲") && !holds("", "甲"));
    }
}
