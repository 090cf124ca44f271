//! Texts as they were typed, and places in them.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One text file: its path as the user knows it, and its text without a byte-order mark and
/// with LF line ends, so that lines and columns are those that an editor shows.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it is shown to the user.
    pub path: PathBuf,
    /// The text; empty where the file couldn't be read.
    pub text: String,
    /// The bytes at which its lines start.
    lines: Vec<usize>,
}

/// Two texts of one path are seldom met, and a text is long.
impl std::hash::Hash for Source {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.path.hash(state);
    }
}

/// A stretch of a source, in bytes of [`Source::text`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes from, to.
    pub range: Range<usize>,
}

impl Source {
    /// A source from text that is already in memory.
    pub fn new(path: impl Into<PathBuf>, text: &str) -> Arc<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Arc::new(Self { path: path.into(), text, lines })
    }

    /// The whole of this source as a place.
    pub fn whole(self: &Arc<Self>) -> Place {
        Place { source: self.clone(), range: 0..self.text.len() }
    }

    /// Line and column of a byte, counted from 1, columns in characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        (line, 1 + self.text[self.lines[line - 1]..byte].chars().count())
    }

    /// The byte at which a character position (not byte) of the whole text stands.
    pub fn byte_of_line_column(&self, line: usize, column: usize) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = self.text[start..].lines().next().unwrap_or_default();
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }
}

impl Place {
    /// A place that names a file and no position in it.
    pub fn file(path: &Path) -> Self {
        Self { source: Source::new(path, ""), range: 0..0 }
    }

    /// Line and column of the start, or nothing where only a file is named.
    pub fn position(&self) -> Option<(usize, usize)> {
        (!self.source.text.is_empty()).then(|| self.source.line_column(self.range.start))
    }

    /// The text as it was typed.
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
