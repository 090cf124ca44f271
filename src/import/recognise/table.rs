//! Tables: heads of several rows, merged cells, and what only lays out text.
//!
//! A table of the format has one row of heads, and cells over columns alone.

use super::figures::is_figure;
use crate::import::article::{Grid, GridCell};
use crate::import::draft::{At, Cell, Paragraph, Row, Table};
use crate::import::report::{Remark, Report};
use crate::issue::markdown::is_wide;

/// Returns whether a table only lays out text: one of one column, or text without figures and rules.
pub fn is_layout(table: &Table) -> bool {
    let columns = table.rows.iter().map(Row::columns).max().unwrap_or(0);
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let has_figures = cells().any(|cell| is_figure(&cell.text()));
    let is_text = cells().any(|cell| cell.text().contains('。') || cell.text().chars().count() > 30);
    columns <= 1 || table.rows.len() <= 1 || !has_figures && !table.has_rules && is_text
}

/// Returns the words of a table's first row if one cell of it spans the table, and the table below it.
pub fn caption(table: &Table) -> (Option<Paragraph>, Table) {
    let columns = table.rows.iter().map(Row::columns).max().unwrap_or(0);
    match table.rows.first() {
        Some(Row { cells, .. })
            if cells.len() == 1 && columns > 1 && cells[0].span == columns && table.rows.len() > 2 =>
        {
            let mut all = cells[0].paragraphs.clone();
            let mut paragraph = if all.is_empty() { Paragraph::default() } else { all.remove(0) };
            all.into_iter().flat_map(|other| other.runs).for_each(|run| paragraph.push(run));
            (Some(paragraph), Table { rows: table.rows[1..].to_vec(), ..table.clone() })
        }
        _ => (None, table.clone()),
    }
}

/// Returns whether a cell below the heads spans columns.
pub fn has_spans(table: &Table) -> bool {
    let heads = head_rows(table);
    let own = table.rows[heads..].iter().flat_map(|row| &row.cells).any(|cell| cell.span > 1);
    own || !table.has_spans && table.rows[heads..].iter().any(|row| guessed_span(table, row).is_some())
}

/// Returns how many rows are heads: those that are marked, or the first and those that its downward merges reach.
fn head_rows(table: &Table) -> usize {
    let marked = table.rows.iter().take_while(|row| row.is_head).count();
    let reached = table.rows.first().map_or(0, |row| row.cells.iter().map(|cell| cell.rows).max().unwrap_or(1));
    let heads = if marked > 0 { marked } else { reached };
    if heads >= table.rows.len() { 1.min(table.rows.len()) } else { heads }
}

/// Makes a table of the format. `keeps_spans` says whether cells may span columns.
pub fn grid(table: &Table, keeps_spans: bool, report: &mut Report) -> Grid {
    let heads = head_rows(table);
    let width = table.rows.iter().map(Row::columns).max().unwrap_or(0);
    let columns = (0..width).map(|column| head(table, heads, column, report)).collect();
    if heads > 1 {
        report.add(Remark::GuessHead, "", table.at.clone(), "");
    }
    let mut rows = Vec::new();
    for row in &table.rows[heads..] {
        let mut cells = Vec::new();
        for cell in &row.cells {
            if cell.rows > 1 {
                report.add(Remark::GuessRows, "", at(cell, table), &cell.text());
            }
            let text = if cell.continues { String::new() } else { cell_text(cell, report) };
            cells.push(GridCell { text, span: cell.span });
        }
        if !table.has_spans
            && let Some(from) = guessed_span(table, row)
        {
            let span = width - from;
            report.add(Remark::GuessSpan, "", at(&row.cells[from], table), &cells[from].text);
            cells.truncate(from + 1);
            cells[from].span = span;
        }
        if !keeps_spans {
            cells = undo_spans(cells, table, report);
        }
        while cells.last().is_some_and(|cell| cell.text.is_empty() && cell.span == 1) {
            cells.pop();
        }
        rows.push(cells);
    }
    rows.retain(|row: &Vec<GridCell>| !row.is_empty());
    Grid { columns, rows, unit: None, total: None }
}

/// Returns the head of a column: the words of all rows of heads, each once.
fn head(table: &Table, heads: usize, column: usize, report: &mut Report) -> String {
    let mut parts: Vec<String> = Vec::new();
    for row in &table.rows[..heads] {
        let mut start = 0;
        for cell in &row.cells {
            let covers = (start..start + cell.span).contains(&column);
            // The words are remarked on once, at the first column of the cell.
            if covers && !cell.continues {
                let mut ignored = Report::default();
                let text = cell_text(cell, if start == column { report } else { &mut ignored });
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            start += cell.span;
        }
    }
    parts.join("：")
}

/// Returns the first cell of a row that spans the rest: words in a column of figures with nothing to their right.
fn guessed_span(table: &Table, row: &Row) -> Option<usize> {
    let width = table.rows.iter().map(Row::columns).max().unwrap_or(0);
    let from = row.cells.iter().rposition(|cell| !cell.text().trim().is_empty())?;
    let text = row.cells[from].text();
    let is_words = text.chars().any(is_wide) && !is_figure(&text) && text.chars().any(char::is_numeric);
    let others = table.rows.iter().skip(1).filter_map(|other| other.cells.get(from)).map(Cell::text);
    let (figures, words) = others.filter(|text| !text.trim().is_empty()).fold((0, 0), |(figures, words), text| {
        if is_figure(&text) { (figures + 1, words) } else { (figures, words + 1) }
    });
    (from > 0 && from + 1 < width && is_words && figures > words).then_some(from)
}

/// Gives each column that a cell spans a cell of its own.
fn undo_spans(cells: Vec<GridCell>, table: &Table, report: &mut Report) -> Vec<GridCell> {
    let mut apart = Vec::new();
    for cell in cells {
        let span = cell.span;
        if span > 1 {
            report.add(Remark::GuessSpan, "", table.at.clone(), &cell.text);
        }
        apart.push(GridCell { span: 1, ..cell });
        apart.extend((1..span).map(|_| GridCell { text: String::new(), span: 1 }));
    }
    apart
}

/// Returns where a cell stands.
fn at(cell: &Cell, table: &Table) -> At {
    cell.paragraphs.first().map_or_else(|| table.at.clone(), |paragraph| paragraph.at.clone())
}

/// Returns the words of a cell in one line. A few hanzi set apart by blanks close up.
fn cell_text(cell: &Cell, report: &mut Report) -> String {
    let text = cell
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.text().replace(['\t'], " ").replace('\n', ""))
        .collect::<Vec<_>>();
    let text = text.iter().map(|text| text.trim()).collect::<String>();
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let count = packed.chars().count();
    let is_hanzi = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let is_spaced = packed.len() < text.len()
        && (2..=4).contains(&count)
        && packed.chars().all(is_hanzi)
        && text.split_whitespace().all(|part| part.chars().count() == 1);
    if is_spaced {
        let at = cell.paragraphs.first().map(|paragraph| paragraph.at.clone()).unwrap_or_default();
        report.add(Remark::ChangedSpaced, "", at, &packed);
        return packed;
    }
    text
}
