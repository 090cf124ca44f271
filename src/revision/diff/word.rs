//! What differs between two texts, in whole words as Chinese has them, and how that is shown.

use std::collections::HashMap;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use serde_json::{Value, json};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::issue::markdown::{Reading, Sign, Token, is_balanced};

/// A stretch of text that two states have in common or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<T> {
    /// Text in both states.
    Same(T),
    /// Text in the old state alone.
    Removed(T),
    /// Text in the new state alone.
    Added(T),
}

/// The names of signs in the user's language.
pub type Names = HashMap<Sign, String>;

impl Piece<Reading> {
    /// Returns the text that is shown, with names for signs.
    pub fn named(&self, names: &Names) -> Piece<String> {
        match self {
            Self::Same(text) => Piece::Same(name_apart_signs(text, names, false)),
            Self::Removed(text) => Piece::Removed(name_changed_signs(text, names)),
            Self::Added(text) => Piece::Added(name_changed_signs(text, names)),
        }
    }

    /// Returns the text without signs.
    pub fn text(&self) -> String {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text.text(),
        }
    }
}

impl Piece<String> {
    /// Returns the piece as programs read it.
    pub fn json(&self) -> Value {
        match self {
            Self::Same(text) => json!({ "same": text }),
            Self::Removed(text) => json!({ "removed": text }),
            Self::Added(text) => json!({ "added": text }),
        }
    }
}

/// Returns text with the names of notes and pictures, and of headings if the text was changed. Styles go unmentioned.
fn name_apart_signs(tokens: &[Token], names: &Names, is_changed: bool) -> String {
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::Char(character) => shown.push(*character),
            Token::Sign(sign) if sign.stands_alone() || is_changed && sign.is_of_paragraph() => {
                shown.extend(names.get(sign).map(String::as_str));
            }
            Token::Sign(_) => {}
        }
    }
    shown
}

/// Returns changed text with the names of signs. Styles are named where only the style was changed, or where a style
/// crosses the edge of the change.
fn name_changed_signs(tokens: &[Token], names: &Names) -> String {
    if is_balanced(tokens) && !tokens.iter().all(|token| token.is_sign()) {
        return name_apart_signs(tokens, names, true);
    }
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::Char(character) => shown.push(*character),
            Token::Sign(sign) => shown.extend(names.get(sign).map(String::as_str)),
        }
    }
    shown
}

/// Returns what differs between two texts, in whole words.
pub fn diff_words(old: &[Token], new: &[Token]) -> Vec<Piece<Reading>> {
    let [a, b] = [segment(old), segment(new)];
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (before, after) = (a[op.old_range()].concat(), b[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => push_piece(&mut pieces, Piece::Same(after.as_slice().into())),
            _ => split_replacement(&before, &after).into_iter().for_each(|piece| push_piece(&mut pieces, piece)),
        }
    }
    pieces
}

/// Splits a replacement into what both share and what changed.
///
/// Where one of the two only continues the other, what they share is no change: 市 and 市委、市政府. A figure is never
/// cut, so that 71 in place of 7 is a change of both.
fn split_replacement(before: &[Token], after: &[Token]) -> [Piece<Reading>; 2] {
    let is_figure = |token: Option<&Token>| matches!(token, Some(Token::Char(c)) if c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%'));
    let is_cut = |left: &[Token], right: &[Token]| is_figure(left.last()) && is_figure(right.first());
    let is_longer = after.len() > before.len();
    let (long, short) = if is_longer { (after, before) } else { (before, after) };
    let more = |tokens: &[Token]| if is_longer { Piece::Added(tokens.into()) } else { Piece::Removed(tokens.into()) };
    let same = || Piece::Same(short.into());
    match (long.strip_prefix(short), long.strip_suffix(short)) {
        _ if short.is_empty() => [more(long), same()],
        (Some(rest), _) if !is_cut(short, rest) => [same(), more(rest)],
        (_, Some(rest)) if !is_cut(rest, short) => [more(rest), same()],
        _ => [Piece::Removed(before.into()), Piece::Added(after.into())],
    }
}

/// Divides text into words. A sign is a word of its own.
fn segment(tokens: &[Token]) -> Vec<&[Token]> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut words = Vec::new();
    for run in tokens.chunk_by(|a, b| !a.is_sign() && !b.is_sign()) {
        let text = Reading::from(run).text();
        let ends: Vec<_> = segmenter.segment_str(&text).collect();
        let mut rest = run;
        for pair in ends.windows(2) {
            let (word, after) = rest.split_at(text[pair[0]..pair[1]].chars().count());
            words.push(word);
            rest = after;
        }
        // Only a run of a sign has no characters.
        words.extend((!rest.is_empty()).then_some(rest));
    }
    words
}

/// Adds a piece, to the last one if that is of the same kind.
pub fn push_piece(pieces: &mut Vec<Piece<Reading>>, piece: Piece<Reading>) {
    match (pieces.last_mut(), &piece) {
        (_, Piece::Same(text) | Piece::Removed(text) | Piece::Added(text)) if text.is_empty() => {}
        (Some(Piece::Same(last)), Piece::Same(text))
        | (Some(Piece::Removed(last)), Piece::Removed(text))
        | (Some(Piece::Added(last)), Piece::Added(text)) => last.append(text),
        _ => pieces.push(piece),
    }
}

/// Returns a text without its middle if it is longer than the numbers of characters wanted of its start and its end.
pub fn shorten(tokens: &[Token], start: usize, end: usize) -> Reading {
    if tokens.len() <= start + end + 1 {
        return tokens.into();
    }
    let mut short = Reading::from(&tokens[..start]);
    short.push_text("…");
    short.append(&tokens[tokens.len() - end..]);
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::markdown::Style;

    fn diff(old: &str, new: &str) -> Vec<Piece<Reading>> {
        diff_words(&Reading::from(old), &Reading::from(new))
    }

    #[test]
    fn whole_words_differ() {
        let same = |text: &str| Piece::Same(text.into());
        let removed = |text: &str| Piece::Removed(text.into());
        let added = |text: &str| Piece::Added(text.into());
        assert_eq!(diff("苏州市开展活动", "常州市开展活动"), [removed("苏州"), added("常州"), same("市开展活动")]);
        assert_eq!(diff("共 93 篇", "共 95 篇"), [same("共 "), removed("93"), added("95"), same(" 篇")]);
        assert_eq!(diff("依托平台", "依靠平台"), [removed("依托"), added("依靠"), same("平台")]);
        assert_eq!(diff("苏州市把", "苏州市委、市政府把"), [same("苏州市"), added("委、市政府"), same("把")]);
        assert_eq!(diff("苏州市委、市政府把", "苏州市把"), [same("苏州市"), removed("委、市政府"), same("把")]);
        assert_eq!(diff("7", "71"), [removed("7"), added("71")]);
        assert_eq!(diff("第 7.5 名", "第 7 名"), [same("第 "), removed("7.5"), added("7"), same(" 名")]);
        assert_eq!(diff("好", "好"), [same("好")]);
        assert_eq!(diff("", "新"), [added("新")]);
    }

    #[test]
    fn a_sign_is_a_word_of_its_own() {
        let bold = |text: &str| {
            let mut reading = Reading::default();
            reading.push_sign(Sign::Begin(Style::Bold));
            reading.push_text(text);
            reading.push_sign(Sign::End(Style::Bold));
            reading
        };
        let names = Names::from([
            (Sign::Begin(Style::Bold), "[bold]".to_owned()),
            (Sign::End(Style::Bold), "[bold ends]".to_owned()),
        ]);
        let named = |old: &[Token], new: &[Token]| {
            diff_words(old, new).iter().map(|piece| piece.named(&names)).collect::<Vec<_>>()
        };
        let same = |text: &str| Piece::Same(text.to_owned());
        let added = |text: &str| Piece::Added(text.to_owned());
        assert_eq!(named(&Reading::from("学习"), &bold("学习")), [added("[bold]"), same("学习"), added("[bold ends]")]);
        assert_eq!(named(&bold("学习"), &bold("学习好")), [same("学习"), added("好"), same("")]);
    }
}
