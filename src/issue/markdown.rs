//! What the Markdown of a body means: blocks of inline runs, each knowing where it was typed.
//!
//! Text comes pasted from Word, so it is cleaned first (`clean`); then read by a CommonMark parser whose
//! emphasis closes after Chinese punctuation (`read`). What a bulletin has no use for is an error with its
//! place, never printed as it stands.

mod clean;
mod read;
mod inline;
mod reading;

use std::ops::Range;

pub use self::inline::stray_stars;
pub use self::read::read;
pub use self::reading::{Reading, SIGNS, Sign, Style, Token, is_balanced, reading};

/// The widths that a picture may be given, in mm. The greatest is the width of the type area (GB/T 9704-2012 5.2.1), which
/// the layouts' `measures.typ` has too.
pub(crate) const PICTURE_WIDTHS_MM: std::ops::RangeInclusive<u32> = 10..=156;

/// A block and the bytes of the body's value that it was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of the value.
    pub range: Range<usize>,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph (自然段).
    Paragraph(Vec<Inline>),
    /// A heading within an article: level 1 (一、) or 2 （一）.
    Heading {
        /// 1 or 2.
        level: u8,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// An item of a list.
    Item {
        /// 0 for the outermost list.
        depth: usize,
        /// `1.` or `•`; empty for a further paragraph of the same item.
        marker: String,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A picture in a paragraph of its own.
    Picture {
        /// The file as named, relative to the issue.
        path: String,
        /// Its caption (图注), which is also what is read aloud in its place.
        caption: Vec<Inline>,
        /// The printed width in mm, where one was given (`"120mm"`).
        width: Option<u32>,
    },
    /// A table in the text.
    Grid {
        /// The head, one per column.
        columns: Vec<GridCell>,
        /// Rows of as many cells.
        rows: Vec<Vec<GridCell>>,
    },
}

/// A cell of a table in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Its words.
    pub inlines: Vec<Inline>,
    /// Bytes of the value.
    pub range: Range<usize>,
}

/// A run of text, or what stands between runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words in one style.
    Text {
        /// The words.
        text: String,
        /// Bold: a lead-in (段首句), or a stress.
        strong: bool,
        /// Emphasis, set in 楷体.
        emphasis: bool,
    },
    /// A line break that was asked for (a backslash at the line's end).
    Break,
    /// A footnote.
    Footnote {
        /// Its words.
        inlines: Vec<Inline>,
        /// Bytes of the value, of the note itself.
        range: Range<usize>,
    },
}

/// The words of inline runs, without their styles and notes.
pub fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.as_str(),
            Inline::Break | Inline::Footnote { .. } => "",
        })
        .collect()
}

/// Whether a character is set on the em square of Chinese text: hanzi, kana, full-width marks, and the
/// quotes and dashes that take the face of the Chinese text around them.
pub fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
