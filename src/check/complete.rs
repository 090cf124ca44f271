//! Completes the tables of an issue: rows that stand in files beside it, and totals that the program adds.

mod added;

use std::path::PathBuf;

use typst::foundations::Bytes;

use crate::asset::picture::is_absolute;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::file::read_limited;
use crate::input::worksheet::{MAX_BYTES, Merged, Worksheet, WorksheetCell, read_worksheet};
use crate::input::yaml::{Located, Text};
use crate::issue::{Cell, Issue, Positive, Table, repair_cell};
use crate::project::IssueDirs;

/// The most rows of a head that is read from a file.
const MAX_HEAD_ROWS: usize = 5;

/// Completes all tables. Returns the files that were read for them, by their paths with all links followed.
pub fn complete_tables(issue: &mut Issue, dirs: IssueDirs, findings: &mut Vec<Diagnostic>) -> Vec<(PathBuf, Bytes)> {
    let mut files = Vec::new();
    for table in issue.tables_mut() {
        complete(table, dirs, &mut files, findings);
    }
    files
}

/// Completes one table.
pub fn complete(table: &mut Table, dirs: IssueDirs, files: &mut Vec<(PathBuf, Bytes)>, findings: &mut Vec<Diagnostic>) {
    if let Some(file) = table.file.clone() {
        match read_rows(table, &file, dirs) {
            Ok((path, bytes, sheet)) => {
                files.push((path, bytes));
                take_rows(table, sheet, findings);
            }
            Err(finding) => findings.push(finding),
        }
    } else if let Some(sheet) = &table.sheet {
        let finding = Diagnostic::new(Code::MissingKey).with_key("file");
        findings.push(finding.at(sheet.place.clone()));
    }
    added::add_totals(table, findings);
}

/// Reads the file of a table, which lies within the project.
fn read_rows(table: &Table, file: &Text, dirs: IssueDirs) -> Result<(PathBuf, Bytes, Worksheet), Diagnostic> {
    let failed = |reason: Arg| {
        Diagnostic::new(Code::TableFile).with("path", file.trim()).with("reason", reason).at(file.place.clone())
    };
    if let Some(first) = table.rows.iter().flatten().next() {
        return Err(Diagnostic::new(Code::TableFileAndRows).at(first.text.place.clone()));
    }
    if is_absolute(file.trim()) {
        return Err(failed(Arg::Message("sheet-absolute")));
    }
    let path = dirs.folder.join(file.trim().replace('\\', "/"));
    let real = path.canonicalize().map_err(|_| failed(Arg::Message("sheet-missing")))?;
    if !dirs.root.canonicalize().is_ok_and(|root| real.starts_with(root)) {
        return Err(failed(Arg::Message("sheet-outside")));
    }
    let bytes = read_limited(&real, MAX_BYTES).map_err(|finding| match finding.code {
        Code::FileTooLarge => failed(Arg::Message("sheet-bytes")),
        _ => failed(Arg::Message("sheet-locked")),
    })?;
    let sheet = read_worksheet(&path, &bytes, table.sheet.as_ref().map(|sheet| sheet.as_str()));
    let sheet = sheet.map_err(|reason| failed(reason.into()))?;
    Ok((real, Bytes::new(bytes), sheet))
}

/// Gives a table the rows of a sheet. Without a head of its own it takes that of the sheet: the first row, and those that
/// the merged cells of the first row reach into.
fn take_rows(table: &mut Table, sheet: Worksheet, findings: &mut Vec<Diagnostic>) {
    let Worksheet { rows, merged } = sheet;
    let first = rows.iter().position(|row| !is_empty(row)).unwrap_or(0);
    let width = rows.iter().map(|row| row.iter().rposition(is_filled).map_or(0, |last| last + 1)).max().unwrap_or(0);
    let last = rows.iter().rposition(|row| !is_empty(row)).map_or(first, |last| last + 1);
    let of_first = merged.iter().filter(|merged| merged.row == first && merged.rows > 1);
    let head_rows = of_first.map(|merged| merged.rows).max().unwrap_or(1).min(MAX_HEAD_ROWS);
    let mut cells = Vec::new();
    for (row, typed) in rows.into_iter().enumerate().take(last).skip(first) {
        let mut own = Vec::new();
        let (mut column, mut typed) = (0, typed.into_iter());
        while column < width {
            let cell = typed.next();
            let span = merged.iter().find(|merged| covers(merged, row, column));
            match (cell, span) {
                // What stands below a merged cell isn't shown.
                (_, Some(merged)) if (merged.row, merged.column) != (row, column) => {}
                (Some(cell), span) => own.push(take_cell(cell, span, width, last, findings)),
                // A row ends with its last cell.
                (None, _) => {}
            }
            column += 1;
        }
        while own.last().is_some_and(|cell: &Cell| cell.text.is_empty() && cell.rows.is_none() && cell.span.is_none()) {
            own.pop();
        }
        cells.push(own);
    }
    if table.columns.is_empty() && table.head.is_empty() {
        let body = cells.split_off(head_rows.min(cells.len()));
        table.head = std::mem::replace(&mut cells, body);
        fill_head(&mut table.head, width);
    }
    table.rows = cells;
}

/// Makes a cell of one of a sheet.
fn take_cell(
    cell: WorksheetCell,
    span: Option<&Merged>,
    width: usize,
    height: usize,
    findings: &mut Vec<Diagnostic>,
) -> Cell {
    let mut text = Text { value: cell.text, place: cell.place };
    findings.extend(repair_cell(&mut text));
    let count = |number: usize| {
        let number = u32::try_from(number).ok().filter(|number| *number > 1).and_then(std::num::NonZeroU32::new);
        number.map(|value| -> Positive { Located { value, place: text.place.clone() } })
    };
    let rows = span.and_then(|merged| count(merged.rows.min(height - merged.row)));
    let span = span.and_then(|merged| count(merged.columns.min(width.saturating_sub(merged.column))));
    Cell { rows, span, text }
}

/// Adds empty cells to the rows of a head that end before the last column.
fn fill_head(head: &mut [Vec<Cell>], width: usize) {
    let spans = super::table::spans(head);
    let arranged = crate::issue::arrange(&spans, width, true);
    for (row, _, misfit) in arranged.misfits {
        let last = head[..=row].iter().rev().find_map(|row| row.last()).map(|cell| cell.text.place.clone());
        if let (crate::issue::Misfit::Gap { count }, Some(place)) = (misfit, last) {
            let empty = || Cell { text: Text { value: String::new(), place: place.clone() }, rows: None, span: None };
            head[row].extend(std::iter::repeat_with(empty).take(count));
        }
    }
}

/// Returns whether a merged cell covers a cell.
fn covers(merged: &Merged, row: usize, column: usize) -> bool {
    (merged.row..merged.row + merged.rows).contains(&row)
        && (merged.column..merged.column + merged.columns).contains(&column)
}

/// Returns whether a cell has words.
fn is_filled(cell: &WorksheetCell) -> bool {
    !cell.text.trim().is_empty()
}

/// Returns whether a row has no words.
fn is_empty(row: &[WorksheetCell]) -> bool {
    !row.iter().any(is_filled)
}
