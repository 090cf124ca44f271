//! Reads sheets (表格文件) as rows of texts with the names of their cells: CSV in UTF-8 and GB18030, and `.xlsx`.
//!
//! Files are hostile until they are read: all is bounded. What the cells mean is for others.

mod csv;
mod number;
mod workbook;

use std::path::Path;
use std::sync::Arc;

pub use crate::diagnostic::cell_name;
use crate::diagnostic::{Arg, Place, Source};

/// The largest file of a sheet that is read, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;
/// The most columns of a sheet.
pub const MAX_COLUMNS: usize = 200;
/// The most rows of a sheet.
pub const MAX_ROWS: usize = 5_000;
/// The most bytes that a workbook may have when it is unpacked, and a sheet's words together.
const MAX_UNPACKED_BYTES: u64 = 64 << 20;

/// A sheet.
#[derive(Debug, Clone)]
pub struct Worksheet {
    /// The rows from the first one, each up to its last cell with words. Rows without words at the end are left out.
    pub rows: Vec<Vec<WorksheetCell>>,
    /// The cells that were merged from several.
    pub merged: Vec<Merged>,
}

/// A cell of a sheet.
#[derive(Debug, Clone)]
pub struct WorksheetCell {
    /// Its words as a table program shows them.
    pub text: String,
    /// Its place, which knows the cell's name.
    pub place: Place,
}

/// A cell that was merged from several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// The rows that it spans.
    pub rows: usize,
    /// The columns that it spans.
    pub columns: usize,
}

/// Why a sheet can't be read, as a fact for a message. Those that name a cell or sheets have them as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// The words of the catalogue with this key.
    Because(&'static str),
    /// The words of the catalogue with this key, and further words in brackets.
    BecauseOf(&'static str, String),
}

impl From<Unreadable> for Arg {
    fn from(reason: Unreadable) -> Self {
        match reason {
            Unreadable::Because(key) => Self::Message(key),
            Unreadable::BecauseOf(key, words) => Self::Detail(key, words),
        }
    }
}

/// The words of a sheet while it is read, and the cells that were merged.
#[derive(Debug, Default)]
struct Words {
    /// The rows.
    rows: Vec<Vec<String>>,
    /// The cells that were merged from several.
    merged: Vec<Merged>,
    /// The bytes of all words.
    bytes: u64,
}

impl Words {
    /// Puts words into a cell.
    ///
    /// # Errors
    /// The cell lies beyond the bounds, or all words together are too long.
    fn put(&mut self, row: usize, column: usize, words: String) -> Result<(), Unreadable> {
        if words.is_empty() {
            return Ok(());
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(Unreadable::BecauseOf("sheet-large", cell_name(row, column)));
        }
        self.bytes += words.len() as u64;
        if self.bytes > MAX_UNPACKED_BYTES {
            return Err(Unreadable::Because("sheet-unpacked"));
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize_with(column + 1, String::new);
        }
        cells[column] = words;
        Ok(())
    }
}

/// Reads a sheet from the bytes of a file. `sheet` names one of several.
///
/// # Errors
/// The file is none that is read, is damaged or too large, or it isn't clear which sheet is meant.
pub fn read_worksheet(path: &Path, bytes: &[u8], sheet: Option<&str>) -> Result<Worksheet, Unreadable> {
    /// What files of Word and Excel before 2007 begin with, and files with a password.
    const OLD_OFFICE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
    let words = if bytes.starts_with(b"PK") {
        workbook::read(bytes, sheet)?
    } else if bytes.starts_with(OLD_OFFICE) {
        return Err(Unreadable::Because("sheet-old"));
    } else if sheet.is_some() {
        return Err(Unreadable::Because("sheet-of-csv"));
    } else {
        csv::read(bytes)?
    };
    Ok(located(path, words))
}

/// Gives each cell its place. The source has a line for each row, and a tab between its cells.
fn located(path: &Path, words: Words) -> Worksheet {
    let shown = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let lines: Vec<String> =
        words.rows.iter().map(|row| row.iter().map(|text| shown(text)).collect::<Vec<_>>().join("\t")).collect();
    let source = Source::of_sheet(path, &lines.join("\n"));
    let mut at = 0;
    let mut rows = Vec::with_capacity(words.rows.len());
    for row in words.rows {
        let mut cells = Vec::with_capacity(row.len());
        for text in row {
            let length = shown(&text).len();
            cells.push(WorksheetCell { text, place: Place { source: Arc::clone(&source), range: at..at + length } });
            at += length + 1;
        }
        // A row without cells is an empty line.
        at += usize::from(cells.is_empty());
        rows.push(cells);
    }
    Worksheet { rows, merged: words.merged }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_names() {
        let sheet = read_worksheet(Path::new("a.csv"), "地区,数\n\n南京,\"7\n人\"\n".as_bytes(), None).unwrap();
        let cell = &sheet.rows[2][1];
        assert_eq!((cell.text.as_str(), cell.place.text()), ("7\n人", "7 人"));
        assert_eq!(cell.place.cell().as_deref(), Some("B3"));
        assert_eq!(sheet.rows[0][0].place.cell().as_deref(), Some("A1"));
        assert_eq!([cell_name(0, 25), cell_name(6, 26), cell_name(6, 701)], ["Z1", "AA7", "ZZ7"]);
    }

    #[test]
    fn bounds_hold() {
        let wide = vec!["1"; MAX_COLUMNS + 1].join(",");
        let reason = read_worksheet(Path::new("a.csv"), wide.as_bytes(), None).unwrap_err();
        assert_eq!(reason, Unreadable::BecauseOf("sheet-large", "GS1".to_owned()));
        let long = "1\n".repeat(MAX_ROWS + 1);
        assert!(read_worksheet(Path::new("a.csv"), long.as_bytes(), None).is_err());
        // Empty cells and rows behind the last words count for nothing.
        let empty = format!("1{}\n{}", ",".repeat(100_000), "\n".repeat(100_000));
        assert_eq!(read_worksheet(Path::new("a.csv"), empty.as_bytes(), None).unwrap().rows.len(), 1);
        assert!(read_worksheet(Path::new("a.xls"), &[0xd0, 0xcf, 0x11, 0xe0, 0], None).is_err());
        assert!(read_worksheet(Path::new("a.xlsx"), b"PK\x03\x04nothing", None).is_err());
    }
}
