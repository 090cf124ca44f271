//! The Markdown of a body, read into blocks of words. Each block knows where it was typed.
//!
//! Text is often pasted from Word, so it is cleaned first (`clean`). Then a CommonMark parser reads it whose emphasis
//! closes after Chinese punctuation (`read`). Markdown that a bulletin doesn't use is an error and is never printed as
//! it stands. How blocks look on the page is for the layouts.

mod bracket;
mod clean;
mod grid;
mod ledger;
mod reader;
mod inline;
mod look;
mod paragraph;
mod path;
mod picture;
mod quote;
mod read;
mod reading;
mod row;
mod sign;
mod wrap;

use std::ops::Range;

pub use self::clean::begins_block;
pub use self::inline::stray_stars;
pub use self::paragraph::paragraphs;
pub use self::read::read;
pub use self::reading::{Reading, SIGNS, Sign, Style, Token, is_balanced, item_reading, reading};
use super::Align;

/// What ends a line. Word's line breaks are vertical tabs.
const LINE_ENDS: [char; 3] = ['\n', '\u{b}', '\u{2028}'];

/// The widths that a picture may be given, in mm. The greatest is the width of the type area (GB/T 9704-2012 5.2.1), which
/// the layouts' `measures.typ` has too.
pub(crate) const PICTURE_WIDTHS_MM: std::ops::RangeInclusive<u32> = 10..=156;

/// The characters that are dropped, since they show nothing: zero-width space, byte-order mark, soft hyphen, word joiner.
pub(crate) const INVISIBLE: [char; 4] = ['\u{200b}', '\u{feff}', '\u{ad}', '\u{2060}'];

/// A block of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its kind, with its words.
    pub kind: BlockKind,
    /// Where it was typed, in bytes of the body's value.
    pub range: Range<usize>,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph (自然段).
    Paragraph(Vec<Inline>),
    /// A paragraph of a quotation (引用), such as a leader's remark (批示).
    Quote(Vec<Inline>),
    /// A rule between items (分隔线).
    Rule,
    /// A heading within an article: level 1 (一、) or 2 （一）.
    Heading {
        /// 1 or 2.
        level: u8,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// An item of a list.
    Item {
        /// The number of lists around its own list.
        depth: usize,
        /// The marker, such as `1.` or `•`. It is empty for a further paragraph of the same item.
        marker: String,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A picture in a paragraph of its own.
    Picture {
        /// The path of its file as it was typed, which counts from the folder.
        path: String,
        /// Its caption (图注), which screen readers read aloud, too.
        caption: Vec<Inline>,
        /// The printed width in mm, if one was typed (`"120mm"`).
        width: Option<u32>,
        /// What stands beside it.
        beside: Beside,
    },
    /// A table in the text.
    Grid {
        /// The head, one cell a column.
        columns: Vec<GridCell>,
        /// The rows, each with as many cells as the head.
        rows: Vec<Vec<GridCell>>,
        /// How each column is aligned, where the line below the head says it (`---:`).
        align: Vec<Option<Align>>,
    },
}

impl BlockKind {
    /// Returns its words: those of all cells of a table, and the caption of a picture.
    pub fn inlines(&self) -> impl Iterator<Item = &Inline> {
        let (own, cells): (&[Inline], Vec<&GridCell>) = match self {
            Self::Paragraph(inlines)
            | Self::Quote(inlines)
            | Self::Heading { inlines, .. }
            | Self::Item { inlines, .. } => (inlines, Vec::new()),
            Self::Rule => (&[], Vec::new()),
            Self::Picture { caption, .. } => (caption, Vec::new()),
            Self::Grid { columns, rows, .. } => (&[], columns.iter().chain(rows.iter().flatten()).collect()),
        };
        own.iter().chain(cells.into_iter().flat_map(|cell| &cell.inlines))
    }
}

/// What stands beside a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// The other pictures of the same paragraph. The paragraphs with several pictures are counted from 0.
    Pictures(usize),
    /// The text after it; the picture stands at the left.
    TextAtRight,
    /// The text after it; the picture stands at the right.
    TextAtLeft,
}

/// A cell of a table in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Its words.
    pub inlines: Vec<Inline>,
    /// Where it was typed, in bytes of the body's value.
    pub range: Range<usize>,
}

/// A run of text, a line break or a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words in one style.
    Text {
        /// The words.
        text: String,
        /// Whether it is bold: a lead-in (段首句) or a stressed word.
        strong: bool,
        /// Whether it is emphasised, which is set in 楷体.
        emphasis: bool,
    },
    /// A line break that was typed as a backslash at the line's end.
    Break,
    /// A footnote.
    Footnote {
        /// Its words.
        inlines: Vec<Inline>,
        /// Where the note itself was typed, in bytes of the body's value.
        range: Range<usize>,
    },
}

/// Returns the words of runs without their styles and footnotes.
pub fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.as_str(),
            Inline::Break | Inline::Footnote { .. } => "",
        })
        .collect()
}

/// Returns whether a character is one em wide in Chinese text: hanzi, kana, full-width marks, and the quotes and dashes
/// that are set in the face of the Chinese text around them.
pub fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
