//! Finds half-width marks in Chinese text, which a Western keyboard types, and doubled marks (GB/T 15834-2011).

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Locator;

/// The most findings in one part of a text.
const MAX_FINDINGS: usize = 20;

/// Reports half-width marks beside a hanzi, straight quotes around hanzi, and doubled marks. `range` is the part of the value that is
/// checked, in bytes.
pub fn check(text: &Locator, range: Range<usize>, findings: &mut Vec<Diagnostic>) {
    let words = text.text().get(range.clone()).unwrap_or_default();
    findings.extend(slips(words).take(MAX_FINDINGS).map(|(code, at, mark)| {
        let at = range.start + at;
        let range = at..at + mark.len_utf8();
        Diagnostic::new(code).with("mark", mark.to_string()).at(text.locate(range))
    }));
}

/// Returns the wrong marks in words: the code, the byte and the mark.
fn slips(words: &str) -> impl Iterator<Item = (Code, usize, char)> {
    let before = std::iter::once(None).chain(words.chars().map(Some));
    let after = words.chars().skip(1).map(Some).chain([None]);
    words.char_indices().zip(before.zip(after)).filter_map(|((at, mark), (before, after))| {
        let [left, right] = [before, after].map(|c| c.is_some_and(is_hanzi));
        // Of several marks in a row the first one is reported.
        let follows_mark = before.is_some_and(|c| "，。、；：".contains(c));
        let ends = left && after.is_none_or(|c| is_hanzi(c) || c.is_whitespace());
        match mark {
            ',' | ';' | '?' | '!' | ':' if ends => Some((Code::PunctuationHalfWidth, at, mark)),
            '(' if left || right => Some((Code::PunctuationHalfWidth, at, mark)),
            ')' if left => Some((Code::PunctuationHalfWidth, at, mark)),
            '"' if left || right => Some((Code::QuotesStraight, at, mark)),
            '，' | '。' | '、' | '；' | '：' if after.is_some_and(|c| "，。、；：".contains(c)) && !follows_mark => {
                Some((Code::PunctuationDouble, at, mark))
            }
            _ => None,
        }
    })
}

/// Returns whether a character is a hanzi.
fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
