//! A manuscript: an issue as a sequence of paragraphs, tables and pictures, each with the fields that its words are.
//!
//! It has words and their roles. What they look like is for `word` and `markdown`.

use std::path::PathBuf;

use typst::foundations::Bytes;

use crate::issue::Date;
use crate::typeset::field::Field;

/// An issue as a sequence of parts.
#[derive(Debug, Clone)]
pub struct Manuscript {
    /// The name of the issue, such as 某省工作简报 第36期.
    pub name: String,
    /// The office that issues it.
    pub issuer: String,
    /// The date of the issue.
    pub date: Date,
    /// The red of the masthead on a screen, as R, G and B.
    pub red: [u8; 3],
    /// The parts in order.
    pub parts: Vec<Part>,
    /// The number of pages in print.
    pub pages: usize,
}

/// A part of a manuscript.
#[derive(Debug, Clone)]
pub enum Part {
    /// A paragraph.
    Line(Line),
    /// A table.
    Table(Table),
    /// A picture. Its caption is the paragraph behind it.
    Picture(Picture),
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub style: Style,
    /// Its words, field by field.
    pub segments: Vec<Segment>,
    /// Where it stands in print.
    pub placement: Placement,
}

/// Where a part stands in print.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Placement {
    /// How many pages begin before it: 1 if it is the first of its page, more if blank pages stand before it.
    pub page_breaks: usize,
    /// The white above it, in lines of the grid.
    pub lines_before: f64,
    /// The page that it begins on, from 1, if it is known.
    pub page: Option<usize>,
    /// The size of its characters in pt, if the words don't have that of their style.
    pub size_pt: Option<f64>,
    /// By how much its characters stand closer in Word, in twentieths of a point.
    pub closer_by: u32,
}

/// What a paragraph is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// The notice above the masthead (标识).
    Notice,
    /// The name of the bulletin (报头).
    Masthead,
    /// The number (期号).
    Number,
    /// Issuer and date.
    Issuer,
    /// A section's name in the contents (栏目).
    Section,
    /// An article's title in the contents.
    Entry,
    /// The editor's note (编者按).
    Note,
    /// The title of an article (标题).
    Title,
    /// A line that begins at the left edge, such as 主送机关.
    Flush,
    /// A line at the right, such as 署名.
    Right,
    /// The sum under a table's title.
    Total,
    /// A paragraph (正文).
    Body,
    /// A heading: 1 for 一、 and 2 for （一）.
    Heading(u8),
    /// An item of a list.
    Item(Item),
    /// The caption of a picture (图注).
    Caption,
    /// A cell in the head of a table.
    HeadCell,
    /// Any other cell.
    Cell,
    /// A footnote (脚注).
    Footnote,
    /// A line of the distribution list in the imprint (版记).
    Imprint,
    /// Serial number and copies in the imprint.
    Serial,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The list, counted through the issue from 0.
    pub list: usize,
    /// How many lists lie around its own.
    pub depth: usize,
    /// The marker as it is printed. It is empty for a further paragraph of an item.
    pub marker: String,
    /// Where the words begin, in characters from the type area's edge.
    pub words_at: usize,
    /// The width of the column of the markers, in characters.
    pub column: usize,
}

/// The words of one field, or words of the program.
#[derive(Debug, Clone)]
pub struct Segment {
    /// The field. The program's own words have none.
    pub field: Option<Field>,
    /// The parts of its words.
    pub pieces: Vec<Piece>,
}

/// A part of the words of a field.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Words of one style.
    Words {
        /// The words.
        text: String,
        /// Whether they are bold: a lead-in.
        strong: bool,
        /// Whether they are emphasised, which is set in 楷体.
        emphasis: bool,
    },
    /// A line break. One that wasn't typed comes from the lines of the print.
    Break {
        /// Whether it was typed.
        is_typed: bool,
    },
    /// A tabulator, which sets words apart in their line.
    Tab,
    /// The page of an article, counted from 0, and the page's number.
    Page {
        /// The article.
        article: usize,
        /// The number of its page in print.
        number: usize,
    },
    /// A footnote.
    Footnote(Box<Segment>),
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The rows of the head, then the others.
    pub rows: Vec<Row>,
    /// How many of the rows are its head.
    pub heads: usize,
    /// The widths of its columns, as shares of the type area.
    pub widths: Vec<f64>,
    /// Where it stands in print.
    pub placement: Placement,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its cells from the left.
    pub cells: Vec<Cell>,
    /// How many lines of the grid it is high.
    pub lines: usize,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its paragraph.
    pub line: Line,
    /// How many columns it spans.
    pub span: usize,
    /// How many rows it spans.
    pub down: usize,
    /// Whether it is covered by the cell above. Then it has no words.
    pub continues: bool,
    /// Whether its words are in the middle. Otherwise they begin at the left.
    pub is_centred: bool,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The field.
    pub field: Field,
    /// The bytes of its file.
    pub bytes: Bytes,
    /// The usual extension of its format, without a dot.
    pub extension: &'static str,
    /// The path that was typed.
    pub path: String,
    /// The width in mm that was typed.
    pub asked_mm: Option<u32>,
    /// Its caption as plain words.
    pub words: String,
    /// Its printed width and height in pt.
    pub size_pt: (f64, f64),
    /// Where it stands in print.
    pub placement: Placement,
    /// The file of its issue.
    pub issue: PathBuf,
}

impl Piece {
    /// Makes plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Words { text: text.into(), strong: false, emphasis: false }
    }
}

impl Segment {
    /// Makes the words of a field.
    pub fn of(field: Field, text: impl Into<String>) -> Self {
        Self { field: Some(field), pieces: vec![Piece::plain(text)] }
    }

    /// Makes words of the program.
    pub fn fixed(text: impl Into<String>) -> Self {
        Self { field: None, pieces: vec![Piece::plain(text)] }
    }

    /// Returns its words as they are compared: a line feed for a break that was typed, [`SOFT_BREAK`] for another one,
    /// [`NOTE`] for a footnote.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words { text: words, .. } => text.push_str(words),
                Piece::Break { is_typed: true } => text.push('\n'),
                Piece::Break { is_typed: false } => text.push(SOFT_BREAK),
                Piece::Tab => text.push('\t'),
                Piece::Page { number, .. } => text.push_str(&number.to_string()),
                Piece::Footnote(_) => text.push(NOTE),
            }
        }
        text
    }

    /// Returns its footnotes.
    pub fn footnotes(&self) -> impl Iterator<Item = &Segment> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Footnote(note) => Some(&**note),
            _ => None,
        })
    }
}

/// Stands for a line break of the print that wasn't typed.
pub const SOFT_BREAK: char = '\u{2028}';
/// Stands for a footnote.
pub const NOTE: char = '\u{fffc}';

impl Line {
    /// Makes a paragraph whose place isn't known yet.
    pub fn new(style: Style, segments: Vec<Segment>) -> Self {
        Self { style, segments, placement: Placement::default() }
    }

    /// Returns the first field whose words it holds.
    pub fn field(&self) -> Option<&Field> {
        self.segments.iter().find_map(|segment| segment.field.as_ref())
    }
}

impl Part {
    /// Returns its paragraphs in order: itself, or those of its cells.
    pub fn lines(&self) -> Vec<&Line> {
        match self {
            Self::Line(line) => vec![line],
            Self::Table(table) => table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.line)).collect(),
            Self::Picture(_) => Vec::new(),
        }
    }
}
