//! What is being read: a paragraph, and the comments whose words are open.
//!
//! It holds values for the reader.

use super::Node;
use crate::import::draft::{At, Paragraph, Piece};
use crate::import::report::Remark;

/// A paragraph that is being read.
#[derive(Default)]
pub struct Building<'d> {
    /// What was read of it.
    pub paragraph: Paragraph,
    /// Where it stands. Outside of paragraphs there is none.
    pub at: Option<At>,
    /// Its number in the order of reading.
    pub serial: usize,
    /// Its styles, nearest first.
    pub styles: Vec<Node<'d>>,
    /// All words that were met in it, also those that a change removes.
    pub words: String,
    /// The changes in it: the index of each event, the character at which it begins, and its length.
    pub offsets: Vec<(usize, usize, usize)>,
    /// Whether it has words that no change concerns.
    pub has_unchanged: bool,
    /// What stands before it: boxes at its beginning.
    pub before: Vec<Piece>,
    /// What stands behind it: boxes and pictures.
    pub after: Vec<Piece>,
    /// What the last words were remarked for.
    pub last_remark: Option<(Remark, &'static str)>,
    /// Whether a page ends in it, behind its words.
    pub ends_page: bool,
}

/// A comment whose words are being read.
#[derive(Debug, Clone, Default)]
pub struct OpenComment {
    /// The words that it is on so far.
    pub on: String,
    /// Where it begins.
    pub at: At,
    /// Whether it is on a stretch.
    pub is_stretch: bool,
}
