//! The draft: what every reader makes of a file, and what every later step works on.
//!
//! It holds words, their looks and their places. It knows nothing of files, and nothing of what a bulletin is.

use std::fmt;

/// A draft as it was read. Changes and losses have been decided.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The pieces of the text in order.
    pub pieces: Vec<Piece>,
    /// The notes in the order of their references, each referred to by its index.
    pub notes: Vec<Note>,
    /// The comments in the order of their places.
    pub comments: Vec<Comment>,
    /// The lines of the first page's head.
    pub heads: Vec<Paragraph>,
    /// Whether it has looks, so that a bold or large line says something. Plain text has none.
    pub has_looks: bool,
}

/// A piece of a draft.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A paragraph, which may be empty.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The runs. Neighbours differ in look.
    pub runs: Vec<Run>,
    /// The automatic number or bullet as text, with the blank behind it if there is one. The runs begin without it.
    pub label: Option<String>,
    /// The level of a bullet, from 0. Other paragraphs have none.
    pub bullet: Option<usize>,
    /// Whether its style is that of a title.
    pub is_title: bool,
    /// The level of a heading by style or outline, from 1.
    pub heading: Option<u8>,
    /// Whether it is centred, or set to the right.
    pub align: Align,
    /// The largest size of its characters in pt.
    pub size: Option<f32>,
    /// Whether the first line is indented, by its format or by blanks.
    pub is_indented: bool,
    /// Whether a page ends directly before it.
    pub begins_page: bool,
    /// Whether it is printed in red.
    pub is_red: bool,
    /// The words in another colour than black, stretch by stretch.
    pub coloured: Vec<String>,
    /// Whether its words are those of a drawn title (WordArt).
    pub is_word_art: bool,
    /// The names of the bookmarks that begin in it.
    pub bookmarks: Vec<String>,
    /// Where it stands.
    pub at: At,
}

/// How a paragraph is aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left, or justified.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// The face of a run, as far as it means something in a bulletin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// 黑体.
    Hei,
    /// 楷体.
    Kai,
    /// 小标宋.
    XiaoBiaoSong,
    /// Any other.
    #[default]
    Other,
}

/// Words of one look. A line break is `\n`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are emphasised (楷体, or slanted in Markdown).
    pub emphasis: bool,
    /// Their face.
    pub face: Face,
    /// The index of a note that stands here. Then there are no words.
    pub note: Option<usize>,
}

/// A note.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// Its words, with all paragraphs joined.
    pub runs: Vec<Run>,
    /// The number of paragraphs that were joined.
    pub paragraphs: usize,
    /// Whether it stood at the end of the text.
    pub is_end_note: bool,
}

/// A table. Each row has its cells from the left.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether rules are drawn around cells.
    pub has_rules: bool,
    /// Whether the draft says itself which cells span columns. Text and scans can't say it.
    pub has_spans: bool,
    /// Where it stands.
    pub at: At,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The cells from the left.
    pub cells: Vec<Cell>,
    /// Whether it is marked as a head.
    pub is_head: bool,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its paragraphs without the empty ones.
    pub paragraphs: Vec<Paragraph>,
    /// How many columns it spans.
    pub span: usize,
    /// Whether it continues the cell above.
    pub continues: bool,
    /// How many rows it covers, itself among them.
    pub rows: usize,
}

impl Default for Cell {
    fn default() -> Self {
        Self { paragraphs: Vec::new(), span: 1, continues: false, rows: 1 }
    }
}

/// A picture.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    /// Its bytes, or nothing where it is named only.
    pub bytes: Vec<u8>,
    /// Its kind, as the end of a file name.
    pub extension: &'static str,
    /// The path under which it is named in Markdown, which is kept.
    pub path: Option<String>,
    /// Its printed width in mm.
    pub width: Option<u32>,
    /// What it shows, in words.
    pub description: String,
    /// Whether it stood amid words.
    pub is_amid: bool,
    /// Where it stands.
    pub at: At,
}

/// A comment (批注).
#[derive(Debug, Clone, Default)]
pub struct Comment {
    /// Who wrote it.
    pub by: String,
    /// The day, such as `2026-01-05`.
    pub date: String,
    /// Its words.
    pub text: String,
    /// The words that it is on.
    pub on: String,
    /// Whether it is on a stretch of words. Otherwise it stands at a place, and `on` are the words before.
    pub is_stretch: bool,
    /// Whether it is resolved.
    pub is_resolved: bool,
    /// The answers to it.
    pub answers: Vec<Comment>,
    /// The paragraph that it begins in.
    pub at: At,
}

/// A place in a draft. Numbers count from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    /// The draft as a whole.
    #[default]
    Whole,
    /// A paragraph as Word counts them, without those in cells, boxes and notes.
    Paragraph(usize),
    /// A cell of a table. Row and cell are 0 for the whole table or row.
    Cell {
        /// The table.
        table: usize,
        /// The row.
        row: usize,
        /// The cell.
        cell: usize,
    },
    /// A note.
    Note(usize),
    /// A text box.
    TextBox(usize),
    /// The head of a page.
    Header,
    /// The foot of a page.
    Footer,
    /// A cell of a sheet, such as `Sheet1!C7`.
    SheetCell(String),
    /// A line and column of a text.
    Line(usize, usize),
}

/// Prints the place in short: `p12`, `t2 r3 c1`, `n3`, `b1`.
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Paragraph(n) => write!(f, "p{n}"),
            Self::Cell { table, row: 0, .. } => write!(f, "t{table}"),
            Self::Cell { table, row, cell: 0 } => write!(f, "t{table} r{row}"),
            Self::Cell { table, row, cell } => write!(f, "t{table} r{row} c{cell}"),
            Self::Note(n) => write!(f, "n{n}"),
            Self::TextBox(n) => write!(f, "b{n}"),
            Self::Header => f.write_str("header"),
            Self::Footer => f.write_str("footer"),
            Self::SheetCell(name) => f.write_str(name),
            Self::Line(line, column) => write!(f, "{line}:{column}"),
        }
    }
}

impl Run {
    /// Makes a run of plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns whether another run looks the same.
    pub fn looks_like(&self, other: &Self) -> bool {
        let look = |run: &Self| (run.bold, run.emphasis, run.face);
        self.note.is_none() && other.note.is_none() && look(self) == look(other)
    }
}

impl Paragraph {
    /// Returns its words with the label before them.
    pub fn text(&self) -> String {
        let label = self.label.iter().map(String::as_str);
        label.chain(self.runs.iter().map(|run| run.text.as_str())).collect()
    }

    /// Returns whether it has neither words nor notes.
    pub fn is_empty(&self) -> bool {
        self.label.is_none() && self.runs.iter().all(|run| run.note.is_none() && run.text.trim().is_empty())
    }

    /// Adds a run, which is joined with the last one if they look the same.
    pub fn push(&mut self, run: Run) {
        push_run(&mut self.runs, run);
    }
}

/// Adds a run to others, joined with the last one if they look the same.
pub fn push_run(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.looks_like(&run) => last.text.push_str(&run.text),
        _ if run.text.is_empty() && run.note.is_none() => {}
        _ => runs.push(run),
    }
}

impl Cell {
    /// Returns its words with all paragraphs joined.
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(Paragraph::text).collect()
    }
}

impl Row {
    /// Returns how many columns its cells take.
    pub fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.span).sum()
    }
}

/// Returns the characters of a text that count as words: all but blanks and what shows nothing.
pub fn counted(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && !crate::issue::markdown::INVISIBLE.contains(c) && !c.is_control())
}
