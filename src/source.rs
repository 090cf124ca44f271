//! Files as they were typed: their text, and places in it.
//!
//! This module reads and never interprets: it knows nothing of YAML or of bulletins.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};

/// The largest YAML file that is read, in bytes. A bulletin of ten pages has some 20 kB.
pub const MAX_BYTES: u64 = 1 << 20;

/// One text file: its path as the user knows it, and its text without a byte-order mark and
/// with LF line ends, so that lines and columns are those that an editor shows.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The path as it is shown to the user.
    pub path: PathBuf,
    /// The text; empty where the file couldn't be read.
    pub text: String,
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
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        Arc::new(Self { path: path.into(), text })
    }

    /// Reads a UTF-8 text file of at most [`MAX_BYTES`].
    ///
    /// # Errors
    /// The file is missing, unreadable, a folder, too large, empty, binary, or in another encoding.
    pub fn read(path: &Path) -> Result<Arc<Self>, Diagnostic> {
        let bytes = read_limited(path, MAX_BYTES)?;
        let failed = |code| Err(Diagnostic::new(code).at(Place::file(path)));
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return failed(Code::FileEmpty);
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) if text.contains('\0') => failed(Code::FileBinary),
            Ok(text) => Ok(Self::new(path, text)),
            Err(_) if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) => failed(Code::FileUtf16),
            Err(_) if bytes.contains(&0) => failed(Code::FileBinary),
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
                Err(Diagnostic::new(Code::FileEncoding).with("line", line).at(Place::file(path)))
            }
        }
    }

    /// The whole of this source as a place.
    pub fn whole(self: &Arc<Self>) -> Place {
        Place { source: self.clone(), range: 0..self.text.len() }
    }

    /// Line and column of a byte, counted from 1, columns in characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(byte)];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (1 + before.matches('\n').count(), 1 + before[start..].chars().count())
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
        Self { source: Arc::new(Source { path: path.to_owned(), text: String::new() }), range: 0..0 }
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

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// The file is missing, not a regular file, unreadable or larger.
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let failed = |code, reason: String| Diagnostic::new(code).with("reason", reason).at(Place::file(path));
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => failed(Code::FileMissing, String::new()),
        _ => failed(Code::FileUnreadable, error.to_string()),
    };
    let kind = std::fs::metadata(path).map_err(unreadable)?;
    if !kind.is_file() {
        return Err(failed(Code::FileNotRegular, String::new()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::new(Code::FileTooLarge).with("limit", limit >> 10).at(Place::file(path)));
    }
    Ok(bytes)
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
