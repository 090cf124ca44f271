//! A character of a text on its way to the engine, and what holds between it and the next one.

use super::class::{Class, class_of};

/// What holds between a character and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// The engine's own rules, which are those of Unicode (UAX #14).
    Free,
    /// A line may break there, which the engine wouldn't do.
    Open,
    /// From a figure to a figure, and a code with its number. It is the first to be given up where there is no room.
    Range,
    /// A figure with its unit, or the last two characters of a text. It is given up next.
    Whole,
    /// The first one doesn't end a line.
    NotLast,
    /// The second one doesn't begin a line.
    NotFirst,
    /// They stay together, whatever room there is.
    Fixed,
}

/// A character of a text with its place, its class, and what holds between it and the next one.
#[derive(Debug, Clone)]
pub struct Item {
    /// The character. A note's mark is U+FFFC.
    pub c: char,
    /// The part that it belongs to, by its index from 0.
    pub part: usize,
    /// Its class among its neighbours.
    pub class: Class,
    /// What holds between it and the next one.
    pub link: Link,
}

impl Item {
    /// Makes the item of a character.
    pub fn new(c: char, part: usize) -> Self {
        Self { c, part, class: class_of(c), link: Link::Free }
    }

    /// Makes the item of a note's mark.
    pub fn note(part: usize) -> Self {
        Self { c: '\u{fffc}', part, class: Class::Note, link: Link::Free }
    }

    /// Returns whether it is a narrow character of a word or figure.
    pub fn is_narrow(&self) -> bool {
        matches!(self.class, Class::Latin | Class::Digit)
    }
}
