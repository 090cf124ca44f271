//! A piece of a title, which stays on one line: a word, a short quoted phrase, a figure with its unit, a name of a place.
//!
//! It doesn't know how a title is cut into pieces.

/// What a piece does in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A noun, a name, a term.
    Noun,
    /// A word that is a noun as often as a verb, such as 管理.
    VerbalNoun,
    /// A word that is a verb more often than a noun, such as 取得. None is left once verbs are decided.
    WeakVerb,
    /// A word that is a verb as often as a noun, such as 宣传. None is left once verbs are decided.
    Mixed,
    /// A verb.
    Verb,
    /// An adverb.
    Adverb,
    /// A word before the noun that it describes.
    Attribute,
    /// An adjective. None is left once verbs are decided.
    Adjective,
    /// A phrase that is a noun or says what something does. None is left once verbs are decided.
    Idiom,
    /// A preposition, such as 以.
    Preposition,
    /// A conjunction, such as 和.
    Conjunction,
    /// A particle, such as 的.
    Particle,
    /// A figure with its unit.
    Figure,
    /// A phrase in quotation marks or brackets.
    Quote,
    /// A mark, or several.
    Mark,
    /// Anything else.
    Other,
}

/// A part of a title that stays on one line.
#[derive(Debug, Clone)]
pub struct Piece<'t> {
    /// Its text.
    pub text: &'t str,
    /// What it does.
    pub kind: Kind,
    /// What it does by the dictionary and by our lists, whatever stands around it.
    pub given: Kind,
    /// How sure it is that a clause begins with it: what the parse costs more in which none does. It is -`NEVER` at the start
    /// of a title, and behind marks.
    pub margin: f64,
    /// Whether it ends a name and hardly ever begins one.
    pub ends_name: bool,
    /// Whether it begins a phrase of its own, as 全省 and 2022年 do.
    pub starts_phrase: bool,
    /// How many hanzi it has.
    pub hanzi: usize,
    /// How wide it is in em.
    pub width: f64,
}

/// Returns whether a character is a hanzi.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns how many hanzi a text has.
pub fn hanzi_in(text: &str) -> usize {
    text.chars().filter(|c| is_hanzi(*c)).count()
}

/// Returns whether a character is as wide as a hanzi.
fn is_full_width(c: char) -> bool {
    c > '\u{2e80}' || "“”‘’—…·".contains(c)
}

/// Returns how wide a text is in em, where figures and Latin letters are as wide as they usually are.
pub fn width(text: &str) -> f64 {
    text.chars().map(|c| if is_full_width(c) { 1.0 } else { 0.5 }).sum()
}

/// Returns the greatest width in em that a text may have: with wide Latin letters, and spaces around them.
pub fn most_width(text: &str) -> f64 {
    let mut width = 0.0;
    let mut before = None;
    for c in text.chars() {
        let is_full = is_full_width(c);
        width += match c {
            _ if is_full => 1.0,
            '0'..='9' | ' ' | '.' | '-' => 0.5,
            'a'..='z' => 0.6,
            _ => 1.0,
        };
        width += if before.is_some_and(|before| before != is_full) { 0.25 } else { 0.0 };
        before = Some(is_full);
    }
    width
}
