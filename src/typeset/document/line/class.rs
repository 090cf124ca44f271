//! The table of characters: which of them may begin or end a line, and which belong to figures.
//!
//! It knows single characters. What two neighbours do with one another is for `link`.
//! Sources: GB/T 15834-2011 5.1 (where marks stand), clreq 6.1.1 (line start and line end), 6.1.2 (what isn't parted).

use crate::issue::markdown::is_wide;

/// What a character is to the rules of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A hanzi, or another character as wide as one.
    Hanzi,
    /// A letter of a Latin word, or another narrow character.
    Latin,
    /// A figure, 0 to 9.
    Digit,
    /// A figure or letter as wide as a hanzi: １, Ａ.
    WideLatin,
    /// A bracket or quote that opens. It doesn't end a line.
    Opening,
    /// A bracket or quote that closes. It doesn't begin a line.
    Closing,
    /// A point or comma. It doesn't begin a line.
    Stop,
    /// A dash of two characters (破折号), each of them. It isn't parted.
    Dash,
    /// Dots (省略号), each of them. They aren't parted and don't begin a line.
    Ellipsis,
    /// A connecting mark (连接号). It doesn't begin a line.
    Connector,
    /// A mark within a name (间隔号). It doesn't begin a line.
    Middle,
    /// A mark between choices (分隔号). It neither begins nor ends a line.
    Solidus,
    /// A sign before a figure: ￥, №.
    Prefix,
    /// A sign behind a figure: %, ℃.
    Postfix,
    /// A blank.
    Blank,
    /// The mark of a footnote.
    Note,
}

/// The characters of each class. Letters, figures and blanks are known by their kind.
const TABLE: &[(Class, &str)] = &[
    (Class::Opening, "（〔【《〈「『“‘［｛〖([{"),
    (Class::Closing, "）〕】》〉」』”’］｝〗)]}"),
    (Class::Stop, "，。、；：？！．,.;:?!"),
    (Class::Dash, "—⸺"),
    (Class::Ellipsis, "…⋯"),
    (Class::Connector, "－–-~～〜"),
    (Class::Middle, "·•・‧"),
    (Class::Solidus, "／/"),
    (Class::Prefix, "￥¥$＄€£№#＃±＋+−"),
    (Class::Postfix, "%％‰℃℉°′″"),
];

/// Returns the class of a character that stands alone. What a dash or ’ is depends on its neighbours.
pub fn class_of(c: char) -> Class {
    // Nearly all characters are these, and the table has none of them.
    match c {
        '\u{3400}'..='\u{9fff}' => return Class::Hanzi,
        '0'..='9' => return Class::Digit,
        'a'..='z' | 'A'..='Z' => return Class::Latin,
        _ => {}
    }
    if let Some((class, _)) = TABLE.iter().find(|(_, characters)| characters.contains(c)) {
        return *class;
    }
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::WideLatin,
        c if c.is_whitespace() => Class::Blank,
        c if is_wide(c) => Class::Hanzi,
        // Signs such as ○ and ① are as wide as hanzi. Arrows and shapes are set in a face of hanzi.
        '\u{2160}'..='\u{217f}' | '\u{2190}'..='\u{2bff}' => Class::Hanzi,
        _ => Class::Latin,
    }
}

/// Returns whether a mark is as wide as a hanzi.
pub fn is_full_mark(c: char) -> bool {
    let is_mark = !matches!(
        class_of(c),
        Class::Hanzi | Class::Latin | Class::Digit | Class::WideLatin | Class::Prefix | Class::Postfix | Class::Blank
    );
    is_mark && is_wide(c)
}

/// Returns whether a mark's ink stands in the left half of its width, so that the engine may halve it from the right.
pub fn is_blank_behind(c: char) -> bool {
    matches!(class_of(c), Class::Closing | Class::Stop) && is_wide(c)
}

/// Returns whether a mark's ink stands in the right half of its width, so that the engine may halve it from the left.
pub fn is_blank_before(c: char) -> bool {
    class_of(c) == Class::Opening && is_wide(c)
}

/// Returns whether a mark is a quote that Latin text uses, too.
pub fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// Returns whether a letter is as wide as a hanzi.
pub fn is_full_letter(c: char) -> bool {
    matches!(class_of(c), Class::Hanzi | Class::WideLatin)
}

/// Returns the width of a character in em, as wide as it may become.
pub fn width_em(c: char) -> f64 {
    match class_of(c) {
        Class::Note | Class::Hanzi | Class::WideLatin => 1.0,
        _ if is_wide(c) || matches!(c, '℃' | '‰' | '№' | '℉') => 1.0,
        _ => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_has_one_class() {
        for (class, characters) in TABLE {
            for c in characters.chars() {
                let classes = TABLE.iter().filter(|(_, others)| others.contains(c)).count();
                assert_eq!((class_of(c), classes), (*class, 1), "{c}");
            }
        }
        assert_eq!(class_of('〇'), Class::Hanzi);
        assert_eq!(class_of('\u{3000}'), Class::Blank);
    }
}
