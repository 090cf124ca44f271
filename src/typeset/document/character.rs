//! Finds characters that the engine must not get: those that turn text round unseen, and piles of marks on one character.
//!
//! It looks at all words of a document, whichever key they come from. Bodies may hold such characters as `&#x202e;`, and
//! YAML as `"\u202e"`, so that the file itself doesn't show them.

use icu_segmenter::GraphemeClusterSegmenter;

use super::{Anchor, Document};
use crate::diagnostic::{Arg, Code, Diagnostic};

/// The most characters that may be one for the reader, a letter with its marks. Unicode allows 30 marks in a row
/// (UAX #15, stream-safe text format). The engine's time and memory grow with their square.
const MAX_CLUSTER_CHARS: usize = 31;

/// The most findings of a document.
const MAX_FINDINGS: usize = 100;

/// Returns the findings about characters that the engine must not get.
pub fn check_characters(document: &Document) -> Vec<Diagnostic> {
    // All words of the document stand in its data, those of no field, too.
    let data = String::from_utf8(document.json()).unwrap_or_default();
    let Some((_, first)) = unsuitable(&data).into_iter().next() else { return Vec::new() };
    let found: Vec<_> = document.anchors.values().flat_map(of_anchor).take(MAX_FINDINGS).collect();
    if found.is_empty() { vec![first] } else { found }
}

/// Returns the findings about the words of a field.
fn of_anchor(anchor: &Anchor) -> Vec<Diagnostic> {
    let typed = unsuitable(anchor.words());
    if !typed.is_empty() {
        return typed.into_iter().map(|(at, finding)| finding.at(anchor.place_of(at))).collect();
    }
    let read = unsuitable(&anchor.reading().text());
    read.into_iter().map(|(_, finding)| finding.at(anchor.place())).collect()
}

/// Returns the unsuitable characters of a text, each with its byte and its finding.
fn unsuitable(text: &str) -> Vec<(usize, Diagnostic)> {
    let bidi = text.char_indices().filter(|(_, c)| turns_text(*c)).map(|(at, c)| (at, bidi_control(c)));
    let mut found: Vec<_> = bidi.take(MAX_FINDINGS).collect();
    let mut start = 0;
    for end in GraphemeClusterSegmenter::new().segment_str(text) {
        if text[start..end].chars().nth(MAX_CLUSTER_CHARS).is_some() && found.len() < MAX_FINDINGS {
            found.push((start, pile()));
        }
        start = end;
    }
    found
}

/// Returns whether a character changes the order in which others are set (Unicode's property `Bidi_Control`).
fn turns_text(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the finding about a character that changes the order of others.
fn bidi_control(c: char) -> Diagnostic {
    Diagnostic::new(Code::BidiControl).with("point", format!("U+{:04X}", u32::from(c)))
}

/// Returns the finding about too many marks on one character.
fn pile() -> Diagnostic {
    Diagnostic::new(Code::TooMuch).with("thing", Arg::Message("thing-marks")).with("limit", MAX_CLUSTER_CHARS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_characters_and_piles_of_marks_are_unsuitable() {
        let codes =
            |text: &str| unsuitable(text).into_iter().map(|(at, finding)| (at, finding.code)).collect::<Vec<_>>();
        assert_eq!(codes("张\u{202e}三四\u{202c}五"), [(3, Code::BidiControl), (12, Code::BidiControl)]);
        assert_eq!(codes(&format!("甲a{}", "\u{301}".repeat(31))), [(3, Code::TooMuch)]);
        assert_eq!(codes(&format!("甲a{}👨‍👩‍👧‍👦", "\u{301}".repeat(30))), []);
    }
}
