//! Text files as they were typed, and places in them.
//!
//! It knows lines and columns. It doesn't read files.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text file. Its text has no byte-order mark and only LF line ends, so that lines and columns are those that an editor
/// shows.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it is shown to the user.
    pub path: PathBuf,
    /// The text. It is empty if the file couldn't be read.
    pub text: String,
    /// The bytes at which the lines start.
    lines: Vec<usize>,
    /// Whether it is a sheet of a table program: a line is a row, and a tab parts its cells.
    is_sheet: bool,
}

/// Hashes the path alone, since a text is long and two texts of one path are rare.
impl std::hash::Hash for Source {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.path.hash(state);
    }
}

/// A part of a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes of [`Source::text`].
    pub range: Range<usize>,
}

/// A change of a text file: what is written in the place of some bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The bytes of [`Source::text`], in the file of the finding's place.
    pub range: Range<usize>,
    /// What is written there.
    pub text: String,
}

impl Source {
    /// Makes a source from text in memory.
    pub fn new(path: impl Into<PathBuf>, text: &str) -> Arc<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Arc::new(Self { path: path.into(), text, lines, is_sheet: false })
    }

    /// Makes a source of a sheet: a line for each row, and a tab between its cells.
    pub fn of_sheet(path: impl Into<PathBuf>, text: &str) -> Arc<Self> {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Arc::new(Self { path: path.into(), text: text.to_owned(), lines, is_sheet: true })
    }

    /// Returns the whole source as a place.
    pub fn whole(self: &Arc<Self>) -> Place {
        Place { source: self.clone(), range: 0..self.text.len() }
    }

    /// Returns the line of a byte and its column in characters, both counted from 1.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        (line, 1 + self.text[self.lines[line - 1]..byte].chars().count())
    }

    /// Returns the byte at a line and a column in characters, both counted from 1.
    pub fn byte_of_line_column(&self, line: usize, column: usize) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = self.text[start..].lines().next().unwrap_or_default();
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }
}

impl Place {
    /// Makes a place that names a file and no position.
    pub fn file(path: &Path) -> Self {
        Self { source: Source::new(path, ""), range: 0..0 }
    }

    /// Returns the line and column of the start; in a sheet the row and column of the cell. A place that names only a file
    /// has none.
    pub fn position(&self) -> Option<(usize, usize)> {
        let in_sheet = || self.cell_position().map(|(row, column)| (row + 1, column + 1));
        let in_text = || self.source.line_column(self.range.start);
        (!self.source.text.is_empty()).then(|| in_sheet().unwrap_or_else(in_text))
    }

    /// Returns the name of the cell in a sheet, such as C7; `None` in another file.
    pub fn cell(&self) -> Option<String> {
        self.cell_position().map(|(row, column)| cell_name(row, column))
    }

    /// Returns the row and column of the cell in a sheet, both from 0.
    fn cell_position(&self) -> Option<(usize, usize)> {
        if !self.source.is_sheet {
            return None;
        }
        let byte = self.source.text.floor_char_boundary(self.range.start);
        let row = self.source.lines.partition_point(|start| *start <= byte) - 1;
        Some((row, self.source.text[self.source.lines[row]..byte].matches('\t').count()))
    }

    /// Returns the text as it was typed.
    pub fn text(&self) -> &str {
        self.source.text.get(self.range.clone()).unwrap_or_default()
    }
}

/// Returns the name of a cell, such as C7, from its row and column, both from 0.
pub fn cell_name(row: usize, column: usize) -> String {
    const LETTERS: usize = 26;
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % LETTERS) as u8));
        rest = (rest - 1) / LETTERS;
    }
    format!("{}{}", letters.into_iter().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_byte_order_mark_leave_positions_alone() {
        let source = Source::new("a.yaml", "\u{feff}甲: 1\r\n乙: 2\r丙: 3");
        assert_eq!(source.text, "甲: 1\n乙: 2\n丙: 3");
        let at = source.text.find('丙').unwrap();
        assert_eq!(source.line_column(at), (3, 1));
        assert_eq!(source.byte_of_line_column(3, 1), at);
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.yaml", "标题: 好");
        assert_eq!(source.line_column(source.text.find('好').unwrap()), (1, 5));
    }
}
