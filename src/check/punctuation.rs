//! Marks that a Western keyboard leaves in Chinese text (GB/T 15834-2011).

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Text;

/// Half-width marks beside a hanzi, and straight quotes around hanzi. `words` is a stretch of the value.
pub fn check(text: &Text, words: &str, findings: &mut Vec<Diagnostic>) {
    let base = words.as_ptr() as usize - text.value.as_ptr() as usize;
    let mut report = |code, at: usize, mark: char| {
        let range: Range<usize> = base + at..base + at + mark.len_utf8();
        findings.push(Diagnostic::new(code).with("mark", mark.to_string()).at(text.locate(range)));
    };
    let mut before = None;
    let mut marks = words.char_indices().peekable();
    while let Some((at, mark)) = marks.next() {
        let after = marks.peek().map(|(_, c)| *c);
        let beside_hanzi = before.is_some_and(is_hanzi) && after.is_none_or(|c| is_hanzi(c) || c.is_whitespace());
        match mark {
            ',' | ';' | '?' | '!' | ':' if beside_hanzi => report(Code::PunctuationHalfWidth, at, mark),
            '"' if before.is_some_and(is_hanzi) || after.is_some_and(is_hanzi) => {
                report(Code::QuotesStraight, at, mark)
            }
            _ => {}
        }
        before = Some(mark);
    }
}

fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
