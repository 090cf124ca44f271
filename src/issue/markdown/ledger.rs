//! The account of a body's characters: each is a word that was read, or a sign of Markdown.
//!
//! What a reader of Markdown drops is dropped silently. So every character that was typed has to be found among those
//! that were read. It doesn't know what Markdown means, so that a mistake in reading can't be made here again.

use std::collections::HashMap;
use std::ops::Range;

use super::INVISIBLE;

/// The characters that were read.
#[derive(Debug, Default)]
pub struct Ledger {
    /// How often each character was read.
    counts: HashMap<char, usize>,
}

impl Ledger {
    /// Enters words that were read: printed, or taken for a target, a width or a marker.
    pub fn enter(&mut self, words: &str) {
        for c in words.chars().filter(|c| is_word(*c)) {
            *self.counts.entry(c).or_default() += 1;
        }
    }

    /// Returns the first part of a body that was typed and not read, in bytes.
    pub fn missing(mut self, body: &str) -> Option<Range<usize>> {
        let typed: Vec<_> = typed(body).collect();
        // The last of several equal characters is missing if all were read but one. That is near enough for a place.
        let mut missing = typed.iter().filter(|(_, c)| match self.counts.get_mut(c) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        let (start, first) = *missing.next()?;
        let mut end = start + first.len_utf8();
        for (at, c) in missing.take_while(|(at, _)| *at < start + 60) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    }
}

/// Returns whether a character is neither blank nor a sign of Markdown, which are never printed as such.
fn is_word(c: char) -> bool {
    let is_sign = matches!(
        c,
        '*' | '_'
            | '#'
            | '|'
            | '-'
            | '+'
            | ':'
            | '`'
            | '['
            | ']'
            | '('
            | ')'
            | '!'
            | '<'
            | '>'
            | '"'
            | '\''
            | '\\'
            | '^'
    );
    !c.is_whitespace() && !INVISIBLE.contains(&c) && !is_sign
}

/// Returns the words of a body, character by character, each with its byte. The names of footnotes and the names of
/// characters (`&lt;`) are no words.
fn typed(body: &str) -> impl Iterator<Item = (usize, char)> {
    let mut names = names(body).into_iter().peekable();
    body.char_indices().filter(move |(at, c)| {
        while names.next_if(|name| name.end <= *at).is_some() {}
        is_word(*c) && !names.peek().is_some_and(|name| name.contains(at))
    })
}

/// Returns the names of footnotes and of characters.
fn names(body: &str) -> Vec<Range<usize>> {
    /// The longest name of a character in bytes.
    const LONGEST_NAME: usize = 33;
    let mut names = Vec::new();
    for (at, sign) in body.match_indices(['&', '[']) {
        let rest = &body[at + 1..];
        let length = match sign {
            "&" => rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '#')
                .filter(|end| (1..=LONGEST_NAME).contains(end) && rest[*end..].starts_with(';')),
            _ => rest
                .find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'))
                .filter(|end| rest.starts_with('^') && rest[*end..].starts_with(']')),
        };
        if let Some(length) = length {
            names.push(at..at + length + 2);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing<'b>(body: &'b str, read: &[&str]) -> Option<&'b str> {
        let mut ledger = Ledger::default();
        read.iter().for_each(|words| ledger.enter(words));
        ledger.missing(body).map(|range| &body[range])
    }

    #[test]
    fn words_that_were_not_read_are_missing() {
        assert_eq!(missing("**甲。**乙[^1]\n\n[^1]: 丙&lt;", &["甲。", "乙", "丙"]), None);
        assert_eq!(missing("| 甲 | 乙 |\n|---|---|\n|| 丙 | 丁 |", &["甲", "乙", "丙"]), Some("丁"));
        assert_eq!(missing("甲\n[注]: 数据来源", &["甲"]), Some("注]: 数据来源"));
    }
}
