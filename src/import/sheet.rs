//! Tables of spreadsheets: workbooks (XLSX), and values between commas or tabs.
//!
//! Values are those that the sheet shows. It knows nothing of what a table means.

mod format;
mod workbook;

use self::workbook::{SheetCell, Workbook};
use super::Options;
use super::draft::{Align, At, Cell, Draft, Paragraph, Piece, Row, Run, Table};
use super::fault::too_large;
use super::package::Package;
use super::reading::Reading;
use super::report::{Failure, Remark, Report};
use crate::diagnostic::Diagnostic;

/// The most columns of a table.
pub const MAX_COLUMNS: usize = 200;
/// The most rows of a table.
pub const MAX_ROWS: usize = 5000;

/// The most cells of a table, empty ones too.
const MAX_CELLS: usize = 200_000;

/// Reads the sheet of a workbook that has something in it, or the one that was named.
///
/// # Errors
/// The workbook is damaged or too large, or several sheets have something.
pub fn read(package: &mut Package, main: &str, options: &Options) -> Result<Reading, Failure> {
    let mut report = Report::default();
    let book = Workbook::open(package, main)?;
    let shown: Vec<&(String, String, bool)> = book.sheets.iter().filter(|(_, _, is_hidden)| !is_hidden).collect();
    let named =
        options.sheet.as_ref().map(|name| book.sheets.iter().filter(|(own, ..)| own == name).collect::<Vec<_>>());
    let mut filled = Vec::new();
    for (name, part, _) in named.clone().filter(|named| !named.is_empty()).unwrap_or(shown) {
        let mut own = Report::default();
        let sheet = book.sheet(package, name, part, &mut own)?;
        if !sheet.cells.is_empty() {
            filled.push((name.clone(), sheet, own));
        }
    }
    let is_unknown = named.is_some_and(|named| named.is_empty());
    if filled.len() > 1 || is_unknown {
        let names: Vec<String> = filled.iter().map(|(name, ..)| name.clone()).collect();
        report.add(Remark::SheetUndecided, &names.join("、"), At::Whole, "");
        return Ok(Reading { draft: Draft::default(), report });
    }
    let Some((name, sheet, own)) = filled.into_iter().next() else {
        return Ok(Reading { draft: Draft::default(), report });
    };
    report.append(own);
    let table = table(&name, &sheet.cells, &sheet.merges)?;
    let pieces = pieces(table, &mut report);
    Ok(Reading { draft: Draft { pieces, has_looks: true, ..Draft::default() }, report })
}

/// Makes a table of cells, from the first row and column that have something to the last.
fn table(name: &str, cells: &[SheetCell], merges: &[[usize; 4]]) -> Result<Table, Diagnostic> {
    let bound = |value: fn(&SheetCell) -> usize| (cells.iter().map(value).min(), cells.iter().map(value).max());
    let ((Some(top), Some(bottom)), (Some(left), Some(right))) = (bound(|cell| cell.row), bound(|cell| cell.column))
    else {
        return Ok(Table::default());
    };
    let spread = merges.iter();
    let right = spread.clone().map(|merge| merge[3]).max().unwrap_or(0).max(right);
    let bottom = spread.map(|merge| merge[2]).max().unwrap_or(0).max(bottom);
    let [height, width] = [bottom - top + 1, right - left + 1];
    if height > MAX_ROWS || width > MAX_COLUMNS || height * width > MAX_CELLS {
        return Err(too_large(name));
    }
    let mut table = Table { has_rules: true, has_spans: true, at: At::SheetCell(name.to_owned()), ..Table::default() };
    let mut cells = cells.iter().peekable();
    for row in top..=bottom {
        let mut own = Row::default();
        let mut values: Vec<&SheetCell> = Vec::new();
        while cells.peek().is_some_and(|cell| cell.row == row) {
            values.extend(cells.next());
        }
        let merges: Vec<_> = merges.iter().filter(|merge| (merge[0]..=merge[2]).contains(&row)).collect();
        let mut column = left;
        while column <= right {
            let merge = merges.iter().find(|merge| (merge[1]..=merge[3]).contains(&column));
            let span = merge.map_or(1, |merge| merge[3].min(right) - column + 1);
            let value = values.iter().find(|cell| cell.column == column);
            let paragraphs = value.map(|cell| Paragraph {
                runs: vec![Run::plain(cell.text.clone())],
                align: if cell.is_centred { Align::Centre } else { Align::Left },
                at: At::SheetCell(format!("{name}!{}{}", workbook::letters(column), row)),
                ..Paragraph::default()
            });
            let (continues, rows) = merge.map_or((false, 1), |merge| (merge[0] < row, merge[2] - merge[0] + 1));
            own.cells.push(Cell {
                paragraphs: paragraphs.into_iter().collect(),
                span,
                continues,
                rows: if continues { 1 } else { rows },
            });
            column += span;
        }
        table.rows.push(own);
    }
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.text().trim().is_empty() || cell.continues));
    Ok(table)
}

/// Takes the title above a table out of it, and a line in brackets below that.
fn pieces(mut table: Table, report: &mut Report) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while table.rows.len() > 2 {
        let width = table.rows.iter().map(Row::columns).max().unwrap_or(0);
        let filled = table.rows[0].cells.iter().filter(|cell| !cell.text().trim().is_empty()).count();
        let first = &table.rows[0].cells[0];
        let text = first.text();
        let is_bracketed = text.trim().starts_with(['（', '(']);
        let spans = first.span == width && width > 1;
        if filled != 1 || text.trim().is_empty() || !(spans || is_bracketed || pieces.is_empty() && width > 1) {
            break;
        }
        let mut own = first.paragraphs[0].clone();
        if pieces.is_empty() && !is_bracketed {
            own.is_title = true;
            own.align = Align::Centre;
            report.add(Remark::GuessTitle, "sheet", own.at.clone(), text.trim());
        }
        pieces.push(Piece::Paragraph(own));
        table.rows.remove(0);
    }
    pieces.push(Piece::Table(table));
    pieces
}

/// Reads values between commas, semicolons or tabs.
///
/// # Errors
/// `import-too-large`.
pub fn csv(text: &str) -> Result<Draft, Diagnostic> {
    let delimiter = delimiter(text);
    let mut reader = ::csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut table = Table { has_rules: true, at: At::Line(1, 1), ..Table::default() };
    for record in reader.records() {
        let Ok(record) = record else { continue };
        if record.len() > MAX_COLUMNS || table.rows.len() >= MAX_ROWS {
            return Err(too_large(""));
        }
        let line = record.position().map_or(0, ::csv::Position::line);
        let line = usize::try_from(line).unwrap_or(0);
        let cell = |(column, text): (usize, &str)| {
            let own = Paragraph {
                runs: vec![Run::plain(text.trim())],
                at: At::Line(line, column + 1),
                ..Paragraph::default()
            };
            Cell { paragraphs: Some(own).filter(|own| !own.is_empty()).into_iter().collect(), ..Cell::default() }
        };
        table.rows.push(Row { cells: record.iter().enumerate().map(cell).collect(), is_head: false });
    }
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.paragraphs.is_empty()));
    let pieces = pieces(table, &mut Report::default());
    Ok(Draft { pieces, ..Draft::default() })
}

/// Returns the delimiter: the one that gives the first five records the same number of cells, and the most.
fn delimiter(text: &str) -> u8 {
    let counts = |delimiter: u8| {
        let mut reader = ::csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let counts: Vec<usize> = reader.records().take(5).flatten().map(|record| record.len()).collect();
        let is_same = counts.windows(2).all(|pair| pair[0] == pair[1]);
        (is_same && counts.first().is_some_and(|count| *count > 1), counts.first().copied().unwrap_or(0))
    };
    let best = [b',', b'\t', b';'].into_iter().max_by_key(|delimiter| (counts(*delimiter), *delimiter == b','));
    best.unwrap_or(b',')
}

/// Returns whether a text from the clipboard is a table: all its lines have tabs.
pub fn is_tabbed(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.contains('\t'))
}
