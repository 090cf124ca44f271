//! Reads CSV (RFC 4180), parted by commas, or by tabs or semicolons where the first line has no comma.

use encoding_rs::GB18030;

use super::{Unreadable, Words, cell_name};

/// Reads the cells of a file in UTF-8 or GB18030.
pub fn read(bytes: &[u8]) -> Result<Words, Unreadable> {
    let text = decode(bytes)?;
    let mut reader = Reader { words: Words::default(), row: 0, column: 0, field: String::new() };
    let comma = separator(&text);
    let mut characters = text.chars().peekable();
    let mut quoted: Option<(usize, usize)> = None;
    while let Some(c) = characters.next() {
        match (c, quoted) {
            ('"', Some(_)) if characters.peek() == Some(&'"') => {
                characters.next();
                reader.field.push('"');
            }
            ('"', Some(_)) => quoted = None,
            (c, Some(_)) => reader.field.push(c),
            ('"', None) if reader.field.trim().is_empty() => {
                reader.field.clear();
                quoted = Some((reader.row, reader.column));
            }
            ('\n', None) => reader.end_row()?,
            (c, None) if c == comma => reader.end_field()?,
            (c, None) => reader.field.push(c),
        }
    }
    if let Some((row, column)) = quoted {
        return Err(Unreadable::BecauseOf("sheet-quote", cell_name(row, column)));
    }
    reader.end_row()?;
    Ok(reader.words)
}

/// The state of reading.
struct Reader {
    words: Words,
    row: usize,
    column: usize,
    field: String,
}

impl Reader {
    /// Ends a cell.
    fn end_field(&mut self) -> Result<(), Unreadable> {
        let field = std::mem::take(&mut self.field);
        self.words.put(self.row, self.column, field.trim().to_owned())?;
        self.column += 1;
        Ok(())
    }

    /// Ends a cell and its row.
    fn end_row(&mut self) -> Result<(), Unreadable> {
        self.end_field()?;
        (self.row, self.column) = (self.row + 1, 0);
        Ok(())
    }
}

/// Decodes a file, with one kind of line end.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Unreadable::Because("sheet-utf16"));
    }
    if bytes.contains(&0) {
        return Err(Unreadable::Because("sheet-kind"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or(Unreadable::Because("sheet-encoding"))?,
    };
    if text.trim().is_empty() {
        return Err(Unreadable::Because("sheet-empty"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Returns what parts the cells: a comma, or the tab or semicolon that the first line has in the place of commas.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.contains(',') { ',' } else { ['\t', ';'].into_iter().find(|sign| first.contains(*sign)).unwrap_or(',') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_line_ends_and_separators_are_read() {
        for (text, rows) in [
            ("a,b\r\n\"c,\"\"d\",e\r\n", [["a", "b"], ["c,\"d", "e"]]),
            ("\u{feff}a\tb\nc\td", [["a", "b"], ["c", "d"]]),
            ("a; b\nc ;d\n", [["a", "b"], ["c", "d"]]),
            ("a,\"b\"\n\"c\nd\",e", [["a", "b"], ["c\nd", "e"]]),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap().rows, rows, "{text}");
        }
        let (bytes, ..) = GB18030.encode("地区,数\n龑,7");
        assert_eq!(read(&bytes).unwrap().rows[1], ["龑", "7"]);
    }

    #[test]
    fn what_can_not_be_read_is_named() {
        assert_eq!(read(b"a,b\nc,\"d").unwrap_err(), Unreadable::BecauseOf("sheet-quote", "B2".to_owned()));
        assert_eq!(read(b"a,\xff\xffb").unwrap_err(), Unreadable::Because("sheet-encoding"));
        assert_eq!(read(b" \n").unwrap_err(), Unreadable::Because("sheet-empty"));
        assert_eq!(read(b"\xff\xfea\0").unwrap_err(), Unreadable::Because("sheet-utf16"));
        assert_eq!(read(b"a\0").unwrap_err(), Unreadable::Because("sheet-kind"));
    }
}
