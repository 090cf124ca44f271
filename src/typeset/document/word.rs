//! Words that lines keep whole: those of the heads of tables, and of the contents.
//!
//! It knows text alone. How many lines a text takes is for the layout.

use super::line::sign::{JOINER, is_sign};
use super::line::{Setting, prepare};
use crate::issue::markdown::Inline;
use crate::typeset::title;

/// The characters that a name and its bracket may end in, as in 县（市、区）. They name a kind of place.
const PLACES: &str = "省市州盟县区旗乡镇街道村社场";

/// The most characters of a word that stays whole in the contents. A longer one might not fit into a line.
const MOST_JOINED: usize = 12;

/// Returns the parts of a head's words, prepared for the engine. The words have to be of one style, and only footnotes
/// may follow them; else there are no parts.
pub(super) fn head_parts(inlines: &[Inline]) -> Vec<String> {
    match inlines {
        [Inline::Text { text, strong: false, emphasis: false }, notes @ ..]
            if notes.iter().all(|inline| matches!(inline, Inline::Footnote { .. })) =>
        {
            parts_of_words(text)
        }
        _ => Vec::new(),
    }
}

/// Returns the parts of words, prepared for the engine.
pub(super) fn parts_of_words(words: &str) -> Vec<String> {
    parts(words).iter().map(|part| prepare(part, Setting::ONE_LINE)).collect()
}

/// Puts word joiners into prepared text, so that no line ends within a word.
pub(super) fn join_words(prepared: &str) -> String {
    let plain: String = prepared.chars().filter(|c| !is_sign(*c)).collect();
    let mut ends = title::words(&plain, &[]).into_iter().flat_map(|word| match word.chars().count() {
        // Characters that the dictionary doesn't know may come as one word.
        length if length > MOST_JOINED => vec![1; length],
        length => vec![length],
    });
    let mut left_in_word = ends.next().unwrap_or(0);
    let mut joined = String::with_capacity(prepared.len() * 2);
    let mut characters = prepared.chars().peekable();
    while let Some(c) = characters.next() {
        joined.push(c);
        if is_sign(c) {
            continue;
        }
        left_in_word = left_in_word.saturating_sub(1);
        if left_in_word == 0 {
            left_in_word = ends.next().unwrap_or(0);
        } else if characters.peek().is_some_and(|next| !is_sign(*next)) {
            joined.push(JOINER);
        }
    }
    joined
}

/// Divides words. A bracket stays whole, and a line may end before it; the bracket of 县（市、区） stays with its name.
fn parts(words: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let opening = rest.find(['（', '(', '〔', '［', '[']).unwrap_or(rest.len());
        let (before, behind) = rest.split_at(opening);
        for word in title::words(before, &[]) {
            // One character belongs to the word before it, as 长 to 时长.
            match parts.last_mut() {
                Some(last) if word.chars().count() == 1 => last.push_str(word),
                _ => parts.push(word.to_owned()),
            }
        }
        let length = bracket(behind).unwrap_or(behind.len());
        let (part, behind) = behind.split_at(length);
        let ends_in = parts.last().and_then(|last| last.chars().next_back());
        match parts.last_mut() {
            Some(last) if ends_in.is_some_and(|end| is_place_with_bracket(end, part)) => last.push_str(part),
            _ if !part.is_empty() => parts.push(part.to_owned()),
            _ => {}
        }
        rest = behind;
    }
    parts
}

/// Returns the length in bytes of the bracket that a text begins with.
fn bracket(text: &str) -> Option<usize> {
    let close = match text.chars().next()? {
        '（' => '）',
        '(' => ')',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        _ => return None,
    };
    text.find(close).map(|at| at + close.len_utf8())
}

/// Whether a bracket belongs to the name before it, as in 县（市、区）.
fn is_place_with_bracket(before: char, part: &str) -> bool {
    part.starts_with('（') && PLACES.contains(before) && part.contains(|c: char| PLACES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_words_stay_whole() {
        let divided = |words: &str| parts(words).join("|");
        assert_eq!(divided("周开放时长（小时）"), "周|开放|时长|（小时）");
        assert_eq!(divided("所辖县（市、区）用稿篇数"), "所辖县（市、区）|用稿|篇数");
        assert_eq!(divided("GDP（亿元）"), "GDP|（亿元）");
        assert_eq!(divided("经费（万元）"), "经费|（万元）");
        assert_eq!(divided("比（未完"), "比|（未完");
        assert_eq!(divided(""), "");
    }

    #[test]
    fn words_of_the_contents_are_joined() {
        let joined = join_words("建设与运行").replace(JOINER, "+");
        assert!(!join_words(&"㑇㑊".repeat(20)).contains(JOINER));
        assert_eq!(joined, "建+设与运+行");
    }
}
