//! What differs between two texts, in whole words as Chinese has them, and how that is shown.

use std::collections::HashMap;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use serde_json::{Value, json};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::issue::markdown::{is_heading, is_sign, is_whole, stands_alone};

/// A stretch of words that two states have in common or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the old one.
    Removed(String),
    /// Only in the new one.
    Added(String),
}

impl Piece {
    /// With names for signs.
    pub fn named(&self, names: &Names) -> Self {
        match self {
            Self::Same(text) => Self::Same(among_words(text, names, false)),
            Self::Removed(text) => Self::Removed(by_itself(text, names)),
            Self::Added(text) => Self::Added(by_itself(text, names)),
        }
    }

    /// As programs and layouts read it.
    pub fn json(&self) -> Value {
        match self {
            Self::Same(text) => json!({ "same": text }),
            Self::Removed(text) => json!({ "removed": text }),
            Self::Added(text) => json!({ "added": text }),
        }
    }
}

/// How the signs of [`crate::issue::markdown::SIGNS`] are called in the user's language.
pub type Names = HashMap<char, String>;

/// Signs of styles among words go without saying; a note or a picture is seen, and a heading that is new or gone.
fn among_words(text: &str, names: &Names, is_changed: bool) -> String {
    let word = |c: char| match names.get(&c) {
        Some(name) if stands_alone(c) || is_changed && is_heading(c) => name.clone(),
        _ if is_sign(c) => String::new(),
        _ => c.to_string(),
    };
    text.chars().map(word).collect()
}

/// Where nothing but a style was changed, or one begins among changed words and ends elsewhere, that has to be said.
fn by_itself(text: &str, names: &Names) -> String {
    if is_whole(text) && !text.chars().all(is_sign) {
        return among_words(text, names, true);
    }
    text.chars().map(|c| names.get(&c).cloned().unwrap_or_else(|| c.to_string())).collect()
}

/// What differs between two texts.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let [a, b] = [divided(old), divided(new)];
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (before, after) = (a[op.old_range()].concat(), b[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => push(&mut pieces, Piece::Same(after)),
            _ => replaced(&before, &after).into_iter().for_each(|piece| push(&mut pieces, piece)),
        }
    }
    pieces
}

/// Words for others. Where one of the two only goes on from the other, nothing is replaced: 市 and 市委、市政府; but a
/// figure is always told whole.
fn replaced(before: &str, after: &str) -> [Piece; 2] {
    let is_figure = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%');
    let is_cut = |left: &str, right: &str| left.ends_with(is_figure) && right.starts_with(is_figure);
    let is_longer = after.len() > before.len();
    let (long, short) = if is_longer { (after, before) } else { (before, after) };
    let more = |text: &str| if is_longer { Piece::Added(text.to_owned()) } else { Piece::Removed(text.to_owned()) };
    let same = || Piece::Same(short.to_owned());
    match (long.strip_prefix(short), long.strip_suffix(short)) {
        _ if short.is_empty() => [more(long), same()],
        (Some(rest), _) if !is_cut(short, rest) => [same(), more(rest)],
        (_, Some(rest)) if !is_cut(rest, short) => [more(rest), same()],
        _ => [Piece::Removed(before.to_owned()), Piece::Added(after.to_owned())],
    }
}

fn divided<'t>(text: &'t str) -> Vec<&'t str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    // Signs are words of their own, which the segmenter doesn't know.
    let parts = text.split_inclusive(is_sign).flat_map(|part| {
        let (words, sign) = part.split_at(part.trim_end_matches(is_sign).len());
        [words, sign]
    });
    let words = |part: &'t str| {
        let ends: Vec<_> = segmenter.segment_str(part).collect();
        ends.windows(2).map(|pair| &part[pair[0]..pair[1]]).collect::<Vec<_>>()
    };
    parts.flat_map(words).collect()
}

/// Adds a piece, to the last one where that is of the same kind.
pub fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), &piece) {
        (_, Piece::Same(text) | Piece::Removed(text) | Piece::Added(text)) if text.is_empty() => {}
        (Some(Piece::Same(last)), Piece::Same(text))
        | (Some(Piece::Removed(last)), Piece::Removed(text))
        | (Some(Piece::Added(last)), Piece::Added(text)) => last.push_str(text),
        _ => pieces.push(piece),
    }
}

/// A text with the middle left out where it is longer than the characters wanted of its start and of its end.
pub fn shortened(text: &str, start: usize, end: usize) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= start + end + 1 {
        return text.to_owned();
    }
    let (start, end): (String, String) = (all[..start].iter().collect(), all[all.len() - end..].iter().collect());
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_differ() {
        let same = |text: &str| Piece::Same(text.to_owned());
        let removed = |text: &str| Piece::Removed(text.to_owned());
        let added = |text: &str| Piece::Added(text.to_owned());
        assert_eq!(words("苏州市开展活动", "常州市开展活动"), [removed("苏州"), added("常州"), same("市开展活动")]);
        assert_eq!(words("共 93 篇", "共 95 篇"), [same("共 "), removed("93"), added("95"), same(" 篇")]);
        assert_eq!(words("依托平台", "依靠平台"), [removed("依托"), added("依靠"), same("平台")]);
        assert_eq!(words("苏州市把", "苏州市委、市政府把"), [same("苏州市"), added("委、市政府"), same("把")]);
        assert_eq!(words("苏州市委、市政府把", "苏州市把"), [same("苏州市"), removed("委、市政府"), same("把")]);
        assert_eq!(words("7", "71"), [removed("7"), added("71")]);
        assert_eq!(words("第 7.5 名", "第 7 名"), [same("第 "), removed("7.5"), added("7"), same(" 名")]);
        assert_eq!(words("好", "好"), [same("好")]);
        assert_eq!(words("", "新"), [added("新")]);
    }
}
