//! The text of a draft as it is compared: characters with their looks, paragraph by paragraph, and the bookmarks by which
//! paragraphs are known.

use crate::export::{BOOKMARK_PREFIX, NOTE};
use crate::import::draft::{At, Draft, Paragraph, Piece, Run};

/// Stands for the end of a paragraph between two others.
pub const MARK: char = '\u{2029}';

/// A character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Character {
    /// The character; [`NOTE`] for a footnote.
    pub c: char,
    /// How it looks.
    pub look: Look,
    /// The index of the note, if it is one.
    pub note: Option<usize>,
    /// Behind the end of a paragraph: what the next one is.
    pub next: Option<Kind>,
}

/// How a character looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it is bold.
    pub strong: bool,
    /// Whether it is emphasised.
    pub emphasis: bool,
}

/// What a paragraph of running text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph.
    Plain,
    /// A heading of a level.
    Heading(u8),
    /// An item of a list, with its depth. It has a number, or else a bullet.
    Item(usize, bool),
}

/// A paragraph of a draft.
#[derive(Debug, Clone)]
pub struct Found {
    /// The bookmarks of exported paragraphs that begin in it.
    pub bookmarks: Vec<String>,
    /// Its characters.
    pub characters: Vec<Character>,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub at: At,
}

impl Character {
    /// Makes a character.
    pub fn new(c: char, look: Look) -> Self {
        Self { c, look, note: None, next: None }
    }

    /// Makes the end of a paragraph, behind which another one stands.
    pub fn mark(next: Kind) -> Self {
        Self { next: Some(next), ..Self::new(MARK, Look::default()) }
    }

    /// Returns what two characters are compared by. All blanks are one, and so are all line breaks.
    pub fn key(c: char) -> char {
        match c {
            '\n' | '\u{2028}' | '\u{b}' => '\n',
            c if c.is_whitespace() && c != '\u{3000}' && c != MARK => ' ',
            c => c,
        }
    }
}

/// Returns the paragraphs of a draft, those in cells among them. Empty ones that nobody knows are left out.
pub fn paragraphs(draft: &Draft) -> Vec<Found> {
    let mut all = Vec::new();
    for piece in &draft.pieces {
        match piece {
            Piece::Paragraph(paragraph) => all.push(found(paragraph)),
            Piece::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                all.extend(cells.flat_map(|cell| &cell.paragraphs).map(found));
            }
            Piece::Picture(_) => {}
        }
    }
    all.retain(|paragraph| !paragraph.bookmarks.is_empty() || !paragraph.characters.is_empty());
    all
}

fn found(paragraph: &Paragraph) -> Found {
    let own = paragraph.bookmarks.iter().filter(|name| name.starts_with(BOOKMARK_PREFIX));
    let label = paragraph.label.as_deref().map(str::trim);
    let kind = match (paragraph.heading, paragraph.bullet, label) {
        (Some(level), ..) if !paragraph.is_title => Kind::Heading(level.clamp(1, 2)),
        (_, Some(level), _) => Kind::Item(level, false),
        (.., Some(_)) => Kind::Item(0, true),
        _ => Kind::Plain,
    };
    Found { bookmarks: own.cloned().collect(), characters: characters(&paragraph.runs), kind, at: paragraph.at.clone() }
}

/// Returns the characters of runs, without blanks at both ends.
pub fn characters(runs: &[Run]) -> Vec<Character> {
    let mut all = Vec::new();
    for run in runs {
        let look = Look { strong: run.bold, emphasis: run.emphasis };
        match run.note {
            Some(note) => all.push(Character { note: Some(note), ..Character::new(NOTE, Look::default()) }),
            None => all.extend(run.text.chars().map(|c| Character::new(c, look))),
        }
    }
    let is_blank = |one: &Character| one.c.is_whitespace();
    let end = all.iter().rposition(|one| !is_blank(one)).map_or(0, |last| last + 1);
    all.truncate(end);
    let start = all.iter().position(|one| !is_blank(one)).unwrap_or(all.len());
    all.drain(..start);
    all
}
