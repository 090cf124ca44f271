//! Finds marks of the wrong kind whose right kind is certain from what stands beside them (GB/T 15834-2011: 4.13 连接号, 4.14
//! 间隔号, 4.10 破折号; GB/T 15835-2011 5.2.1: 〇).
//!
//! It looks at characters. Whether marks that are right stand in the right place is for `check`.

use std::ops::Range;

/// The numerals that 〇 stands among.
const NUMERALS: &str = "一二三四五六七八九";
/// What is typed in place of 〇.
const ZEROS: &str = "○◯OＯ0０";
/// What is typed in place of a dash.
const DASHES: &str = "－–―─";
/// What is typed in place of a middle dot.
const DOTS: &str = "•∙⋅・･‧";
/// What is typed in place of ～.
const WAVES: &str = "~∼〜";

/// A character with its byte.
type At = (usize, char);

/// Returns the marks of the wrong kind, in bytes, each with the right one.
pub fn wrong_marks(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let is_suspect = |c: char| [ZEROS, DASHES, DOTS, WAVES].iter().any(|set| set.contains(c)) || c == '-';
    if !text.contains(is_suspect) {
        return Vec::new();
    }
    let chars: Vec<At> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let (start, c) = chars[index];
        let length = chars[index..].iter().take_while(|(_, other)| *other == c).count();
        let end = start + length * c.len_utf8();
        let before = index.checked_sub(1).map(|before| chars[before].1);
        let after = chars.get(index + length).map(|(_, after)| *after);
        let right = match (length, before, after) {
            (_, Some('\\'), _) => None,
            (1, Some(before), Some(after)) if DOTS.contains(c) => (is_hanzi(before) && is_hanzi(after)).then_some("·"),
            (1, Some(before), Some(after)) if WAVES.contains(c) => {
                (is_measured(before) && (is_measured(after) || after == '（')).then_some("～")
            }
            (1, Some(before), Some(after)) if DASHES.contains(c) => dash(&chars, index, before, after),
            (2, Some(before), Some(after)) if DASHES.contains(c) || c == '-' => {
                (is_hanzi(before) && (is_hanzi(after) || "“《".contains(after))).then_some("——")
            }
            _ => None,
        };
        found.extend(right.map(|right| (start..end, right)));
        index += length;
    }
    found.extend(zeros(&chars));
    found
}

/// Returns the mark that is meant by a short dash, if that is certain: a dash between places, months and years, a hyphen
/// in a telephone number.
fn dash(chars: &[At], index: usize, before: char, after: char) -> Option<&'static str> {
    if is_hanzi(before) && (is_hanzi(after) || "年月日时".contains(before) && after.is_ascii_digit()) {
        return Some("—");
    }
    let digits = |chars: &mut dyn Iterator<Item = &At>| -> String {
        chars.map(|(_, c)| *c).take_while(char::is_ascii_digit).collect()
    };
    let left: String = digits(&mut chars[..index].iter().rev()).chars().rev().collect();
    let right = digits(&mut chars[index + 1..].iter());
    let is_year = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if left.starts_with('0') && (3..=4).contains(&left.len()) && (7..=8).contains(&right.len()) {
        return Some("-");
    }
    (!left.is_empty() && is_year(&right)).then_some("—")
}

/// Returns the circles, letters and digits that stand for 〇 among numerals, as in 二○二二.
fn zeros(chars: &[At]) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let is_part = |c: char| NUMERALS.contains(c) || ZEROS.contains(c) || c == '〇';
    let mut start = 0;
    while start < chars.len() {
        let length = chars[start..].iter().take_while(|(_, c)| is_part(*c)).count();
        let run = &chars[start..start + length];
        let next = chars.get(start + length).map(|(_, c)| *c);
        if let [(_, first), .., (_, last)] = run
            && NUMERALS.contains(*first)
        {
            let is_closed = NUMERALS.contains(*last) || matches!(next, Some('年' | '号'));
            let is_zero = |c: char| ZEROS.contains(c) && (is_closed || matches!(c, '○' | '◯'));
            found.extend(run.iter().filter(|(_, c)| is_zero(*c)).map(|(at, c)| (*at..at + c.len_utf8(), "〇")));
        }
        start += length.max(1);
    }
    found
}

/// Returns whether a range may begin or end with a character: a figure, its sign, or a hanzi.
fn is_measured(c: char) -> bool {
    is_hanzi(c) || c.is_ascii_digit() || matches!(c, '０'..='９' | '%' | '％' | '℃' | '°' | '）' | '＋' | '－')
}

/// Returns whether a character is a hanzi.
fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        let mut marks = wrong_marks(text);
        marks.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        marks.into_iter().fold(text.to_owned(), |mut set, (range, right)| {
            set.replace_range(range, right);
            set
        })
    }

    #[test]
    fn marks_of_the_wrong_kind_are_set_right() {
        for (typed, right) in [
            ("阿卜杜•买买提", "阿卜杜·买买提"),
            ("马克・吐温", "马克·吐温"),
            ("3~5人，20%~30%，周一~周五", "3～5人，20%～30%，周一～周五"),
            ("北京－上海，1月－3月", "北京—上海，1月—3月"),
            ("2021－2025年，GB/T 9704－2012", "2021—2025年，GB/T 9704—2012"),
            ("025－83210000", "025-83210000"),
            ("实践所――群众的家，实践站--居民的家", "实践所——群众的家，实践站——居民的家"),
            ("二○二二年，二〇○八年，一九九0年，二OO八", "二〇二二年，二〇〇八年，一九九〇年，二〇〇八"),
        ] {
            assert_eq!(set(typed), right, "{typed}");
        }
    }

    #[test]
    fn marks_that_may_be_meant_stay() {
        for text in [
            "• 东片区",
            "你好~",
            "~3",
            "a~b",
            "北京—上海",
            "一○",
            "某○○",
            "10086",
            "3－5",
            "吐鲁番-哈密",
            "--",
            "第一0",
            "---",
            "3\\~5",
            "─────",
        ] {
            let right = if text == "一○" { "一〇" } else { text };
            assert_eq!(set(text), right, "{text}");
        }
    }
}
