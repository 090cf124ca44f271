//! The heads of tables in parts that lines may end behind, so that a head breaks where the sense allows.
//!
//! It knows text alone. How many lines a head takes is for the layout.

use super::data::Run;

/// The characters that a name and its bracket may end in, as in 县（市、区）. They name a kind of place.
const PLACES: &str = "省市州盟县区旗乡镇街道村社场";

/// Returns the parts of a head's words. Its words have to be of one style, and only footnotes may follow them.
pub(super) fn head_parts(runs: &[Run]) -> Vec<String> {
    match runs {
        [Run::Text(words), notes @ ..] if !words.strong && !words.emphasis => {
            let has_notes_alone = notes.iter().all(|run| matches!(run, Run::Footnote(_)));
            if has_notes_alone { parts(&words.text) } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// Divides words. A bracket stays whole, and a line may end before it; the bracket of 县（市、区） stays with its name.
fn parts(words: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let length = bracket(rest).unwrap_or_else(|| word(rest));
        let (part, behind) = rest.split_at(length);
        rest = behind;
        let before = parts.last().and_then(|last| last.chars().next_back());
        let is_bound = before.is_some_and(|before| is_place_with_bracket(before, part)) || !may_begin(first);
        match parts.last_mut() {
            Some(last) if is_bound => last.push_str(part),
            _ => parts.push(part.to_owned()),
        }
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

/// Returns the length in bytes of the word that a text begins with: a Latin word or a figure, or one character.
fn word(text: &str) -> usize {
    let latin = text.bytes().take_while(|byte| byte.is_ascii_graphic()).count();
    if latin > 0 { latin } else { text.chars().next().map_or(0, char::len_utf8) }
}

/// Whether a bracket belongs to the name before it, as in 县（市、区）.
fn is_place_with_bracket(before: char, part: &str) -> bool {
    part.starts_with('（') && PLACES.contains(before) && part.contains(|c: char| PLACES.contains(c))
}

/// Whether a line may begin with a character.
fn may_begin(c: char) -> bool {
    !matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '》' | '”' | '’' | '·' | '～' | '％' | '%' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stay_whole() {
        let divided = |words: &str| parts(words).join("|");
        assert_eq!(divided("时长（小时）"), "时|长|（小时）");
        assert_eq!(divided("所辖县（市、区）篇数"), "所|辖|县（市、区）|篇|数");
        assert_eq!(divided("GDP（亿元）"), "GDP|（亿元）");
        assert_eq!(divided("市、县"), "市、|县");
        assert_eq!(divided("比（未完"), "比|（|未|完");
    }
}
