//! Reads a sheet of an `.xlsx` workbook, cell by cell. The library's own range is never asked for, since two cells that
//! are far apart make it claim all memory.

use std::io::{Cursor, Read, copy, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::number::shown;
use super::{MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, Merged, Unreadable, Words};

/// The most parts of a workbook, and the most cells that were merged.
const MAX_PARTS: usize = 10_000;

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads a sheet. A panic of the library counts as a damaged file.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Words, Unreadable> {
    limit_unpacked(bytes)?;
    catch_unwind(AssertUnwindSafe(|| read_workbook(bytes, sheet))).unwrap_or(Err(Unreadable::Because("sheet-damaged")))
}

/// Unpacks all parts once without keeping them, so that a small file can't become a large one. What a part says about its
/// own size isn't believed.
fn limit_unpacked(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = |_| Unreadable::Because("sheet-damaged");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(Unreadable::Because("sheet-unpacked"));
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Unreadable::Because("sheet-kind"));
    }
    let mut left = MAX_UNPACKED_BYTES;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(damaged)?;
        let length = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Unreadable::Because("sheet-damaged"))?;
        left = left.checked_sub(length).ok_or(Unreadable::Because("sheet-unpacked"))?;
    }
    Ok(())
}

/// Makes the reason of an error of the library.
fn damaged(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Because("sheet-old"),
        _ => Unreadable::Because("sheet-damaged"),
    }
}

fn read_workbook(bytes: &[u8], sheet: Option<&str>) -> Result<Words, Unreadable> {
    let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let name = sheet_name(&mut workbook, sheet)?;
    let mut words = Words::default();
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
    let formats: Vec<Option<String>> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|format| format.format_code.clone()))
        .collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| damaged(&error))? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value(), formats.get(style).and_then(Option::as_deref));
        words.put(row as usize, column as usize, text)?;
    }
    drop(reader);
    for merged in workbook.merge_cells_by_sheet_name(&name).map_err(|error| damaged(&error))?.iter().take(MAX_PARTS) {
        let [row, column, last_row, last_column] =
            [merged.start.0, merged.start.1, merged.end.0, merged.end.1].map(|number| number as usize);
        if row < MAX_ROWS && column < MAX_COLUMNS && last_row >= row && last_column >= column {
            let (rows, columns) = (last_row.min(MAX_ROWS) - row + 1, last_column.min(MAX_COLUMNS) - column + 1);
            words.merged.push(Merged { row, column, rows, columns });
        }
    }
    Ok(words)
}

/// Returns the name of the sheet that is meant: the one that is named, or the only one with words.
fn sheet_name(workbook: &mut Workbook, asked: Option<&str>) -> Result<String, Unreadable> {
    let visible = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let all: Vec<String> = workbook.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    if let Some(asked) = asked {
        let found = all.iter().find(|name| name.trim() == asked.trim()).cloned();
        return found.ok_or_else(|| Unreadable::BecauseOf("sheet-unknown", all.join("、")));
    }
    let mut filled = Vec::new();
    for name in all {
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
        let has_words = loop {
            match reader.next_cell().map_err(|error| damaged(&error))? {
                Some(cell) if text(cell.get_value(), None).is_empty() => {}
                found => break found.is_some(),
            }
        };
        drop(reader);
        filled.extend(has_words.then_some(name));
    }
    match filled.as_slice() {
        [] => Err(Unreadable::Because("sheet-empty")),
        [only] => Ok(only.clone()),
        several => Err(Unreadable::BecauseOf("sheet-several", several.join("、"))),
    }
}

/// Returns the words of a cell as a table program shows them.
fn text(value: &DataRef, format: Option<&str>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown(*number, format),
        DataRef::String(text) => text.trim().replace("\r\n", "\n"),
        DataRef::SharedString(text) => text.trim().replace("\r\n", "\n"),
        DataRef::Bool(value) => value.to_string().to_uppercase(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Returns a day as 2022-12-28, with the time behind it if it has one.
fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    let time = format!("{hour}:{minute:02}");
    match (date.is_duration() || date.as_f64() < 1.0, hour, minute) {
        (true, ..) => time,
        (false, 0, 0) => format!("{year}-{month:02}-{day:02}"),
        _ => format!("{year}-{month:02}-{day:02} {time}"),
    }
}
