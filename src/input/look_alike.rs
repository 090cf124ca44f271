//! Characters that only look right: radicals, codes of private use, marks that were not composed. Each has a right one.
//!
//! It knows single characters and their marks. Which texts are looked at is for `issue`.

mod table;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most marks of a character that are composed (UAX #15, stream-safe text format). A pile of them is an error elsewhere.
const MOST_MARKS: usize = 30;

/// The right character of each character of the tables.
static RIGHT: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pairs = |table: &'static str| table.chars().step_by(2).zip(table.chars().skip(1).step_by(2));
    pairs(table::RADICALS).chain(pairs(table::PRIVATE_USE)).collect()
});

/// A mark of the wrong kind, and the mark that it may stand for. Where it does is for `issue`.
pub const MARKS: &[(char, char)] = &[
    ('•', '·'),
    ('∙', '·'),
    ('⋅', '·'),
    ('・', '·'),
    ('･', '·'),
    ('‧', '·'),
    ('~', '～'),
    ('∼', '～'),
    ('〜', '～'),
    ('－', '—'),
    ('–', '—'),
    ('―', '—'),
    ('─', '—'),
    ('-', '—'),
    ('－', '-'),
    ('–', '-'),
    ('○', '〇'),
    ('◯', '〇'),
    ('O', '〇'),
    ('Ｏ', '〇'),
    ('0', '〇'),
    ('０', '〇'),
];

/// Returns the parts of a text that have a right form, in bytes, each with that form.
pub fn look_alikes(text: &str) -> Vec<(Range<usize>, String)> {
    let may = |c: char| matches!(c, '\u{300}'..) && !matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}');
    if !text.contains(may) || is_nfc(text) && !text.contains(|c| RIGHT.contains_key(&c)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if let Some(right) = RIGHT.get(&c) {
            found.push((start..start + c.len_utf8(), right.to_string()));
            continue;
        }
        let (mut end, mut marks) = (start + c.len_utf8(), 0);
        while let Some((_, mark)) = chars.next_if(|(_, mark)| canonical_combining_class(*mark) != 0) {
            end += mark.len_utf8();
            marks += 1;
        }
        if marks > MOST_MARKS {
            continue;
        }
        let composed: String = text[start..end].nfc().collect();
        if composed != text[start..end] {
            found.push((start..end, composed));
        }
    }
    found
}

/// Returns whether a character that was typed may have become another one.
pub fn may_stand_for(typed: char, set: char) -> bool {
    typed == set
        || RIGHT.get(&typed) == Some(&set)
        || MARKS.contains(&(typed, set))
        || !set.is_ascii() && {
            let first = |c: char| {
                let mut first = None;
                decompose_canonical(c, |part| first = first.or(Some(part)));
                first
            };
            first(set) == first(typed)
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_pairs() {
        for (table, count) in [(table::RADICALS, 328), (table::PRIVATE_USE, 92)] {
            let typed: Vec<char> = table.chars().step_by(2).collect();
            assert!(typed.is_sorted() && typed.len() == count && table.chars().count() == 2 * count);
        }
    }

    #[test]
    fn radicals_private_codes_and_loose_marks_have_a_right_form() {
        let right = |text: &str| look_alikes(text).into_iter().map(|(_, right)| right).collect::<Vec<_>>();
        assert_eq!(right("⽅案⻓\u{e863}"), ["方", "长", "䶮"]);
        assert_eq!(right("ni\u{30c} hǎo \u{f9dc}"), ["ǐ", "隆"]);
        assert_eq!(look_alikes("甲⽅")[0].0, 3..6);
        assert_eq!(right("方案　ǐ，（１）①"), Vec::<String>::new());
        assert!(may_stand_for('i', 'ǐ') && may_stand_for('⽅', '方') && !may_stand_for('甲', '乙'));
    }
}
