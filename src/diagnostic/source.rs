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
        Arc::new(Self { path: path.into(), text, lines })
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

    /// Returns the line and column of the start. A place that names only a file has none.
    pub fn position(&self) -> Option<(usize, usize)> {
        (!self.source.text.is_empty()).then(|| self.source.line_column(self.range.start))
    }

    /// Returns the text as it was typed.
    pub fn text(&self) -> &str {
        self.source.text.get(self.range.clone()).unwrap_or_default()
    }
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
