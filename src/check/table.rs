//! Checks the table of an article and the tables in its text: their size, their rows and their sums.

use super::distribution::check_quotes;
use super::limit::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, too_much};
use super::total::{self, ColumnLabel, Grid, GridCell, TypedTotal};
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::{Locator, Text};
use crate::issue::markdown::{self, Block, BlockKind, plain, stray_stars};
use crate::issue::{Arrangement, Cell, Misfit, PlacedCell, Spans, Table, arrange};

/// Checks a table of the article whose title stands at `article`. If the table was typed and not counted, its totals have
/// to be the sums of what they add.
pub fn check(table: &Table, article: &Place, typed: bool, findings: &mut Vec<Diagnostic>) {
    let (head, columns) = (table.head_rows(), table.column_count());
    if columns == 0 || table.rows.is_empty() {
        let is_told = |file: &Text| findings.iter().any(|finding| finding.place.as_ref() == Some(&file.place));
        if !table.file.as_ref().is_some_and(is_told) {
            findings.push(Diagnostic::new(Code::TableEmpty).at(article.clone()));
        }
        return;
    }
    if let (Some(first), [_, ..]) = (table.head.iter().flatten().next(), table.columns.as_slice()) {
        findings.push(Diagnostic::new(Code::HeadTwice).at(first.text.place.clone()));
    }
    check_size(table, columns, article, findings);
    check_texts(table, findings);
    for row in &table.rows {
        check_commas(row, columns, findings);
    }
    if columns > MAX_COLUMNS || table.rows.len() > MAX_ROWS {
        return;
    }
    let head_arrangement = arrange(&spans(&head), columns, true);
    let arrangement = arrange(&spans(&table.rows), columns, false);
    report_misfits(&head, &head_arrangement, columns, findings);
    report_misfits(&table.rows, &arrangement, columns, findings);
    if let Some(align) = &table.align
        && align.len() != columns
    {
        let place = align.last().map_or(article, |last| &last.place);
        let finding = Diagnostic::new(Code::AlignCount).with("count", align.len()).with("columns", columns);
        findings.push(finding.at(place.clone()));
    }
    if typed {
        check_sums(table, column_labels(&head, &head_arrangement, columns), &arrangement, findings);
    }
}

/// Limits rows, columns and the words of cells.
fn check_size(table: &Table, columns: usize, article: &Place, findings: &mut Vec<Diagnostic>) {
    if columns > MAX_COLUMNS {
        let head = table.columns.iter().chain(table.head.iter().flatten().map(|cell| &cell.text));
        let place = head.clone().nth(MAX_COLUMNS).or_else(|| head.clone().last()).map_or(article, |text| &text.place);
        findings.push(too_much("thing-columns", MAX_COLUMNS, place));
    }
    if table.rows.len().max(table.head.len()) > MAX_ROWS {
        findings.push(too_much("thing-rows", MAX_ROWS, article));
    }
    for text in texts(table).filter(|text| text.chars().count() > MAX_CELL_CHARS) {
        findings.push(too_much("thing-cell", MAX_CELL_CHARS, &text.place));
    }
}

/// Checks the words of a table.
fn check_texts(table: &Table, findings: &mut Vec<Diagnostic>) {
    for text in texts(table).filter(|text| stray_stars(text)) {
        findings.push(Diagnostic::new(Code::MarkupStars).at(text.place.clone()));
    }
    for text in table.rows.iter().flatten().map(|cell| &cell.text) {
        check_quotes(text, findings);
    }
    let around = [("caption", &table.caption), ("unit-line", &table.unit_line)];
    let around = around.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    for (key, text) in around.chain(table.notes.iter().map(|text| ("notes", text))) {
        super::text::check(key, text, findings);
        super::placeholder::check(text, findings);
    }
}

/// Returns the words of a table's head, of its cells, and of what stands around it.
fn texts(table: &Table) -> impl Iterator<Item = &Text> {
    let cells = table.head.iter().chain(&table.rows).flatten().map(|cell| &cell.text);
    table.columns.iter().chain(cells).chain(&table.caption).chain(&table.unit_line).chain(&table.notes)
}

/// Returns how many rows and columns the cells span.
pub(super) fn spans(rows: &[Vec<Cell>]) -> Vec<Vec<Spans>> {
    rows.iter().map(|row| row.iter().map(Cell::spans).collect()).collect()
}

/// Reports cells that don't fit in, and rows of a head with gaps.
fn report_misfits(rows: &[Vec<Cell>], arrangement: &Arrangement, columns: usize, findings: &mut Vec<Diagnostic>) {
    for (row, index, misfit) in &arrangement.misfits {
        let finding = match misfit {
            Misfit::TooWide { wide } => Diagnostic::new(Code::RowTooLong).with("cells", *wide).with("columns", columns),
            Misfit::TooDeep { rows, left } => {
                Diagnostic::new(Code::CellTooDeep).with("rows", *rows).with("left", *left)
            }
            Misfit::Overlap => Diagnostic::new(Code::CellsOverlap),
            Misfit::Gap { count } => {
                Diagnostic::new(Code::HeadGap).with("row", row + 1).with("count", *count).with("columns", columns)
            }
        };
        // A row without a cell has no place of its own.
        let before = rows[..=*row].iter().rev().find_map(|row| row.last());
        if let Some(cell) = rows[*row].get(*index).or(before) {
            findings.push(finding.at(cell.text.place.clone()));
        }
    }
}

/// Returns the words that name each column: those of the heads above it, from the top.
pub(super) fn column_labels(head: &[Vec<Cell>], arrangement: &Arrangement, columns: usize) -> Vec<ColumnLabel> {
    let mut labels = vec![ColumnLabel::default(); columns];
    for (row, cells) in arrangement.rows.iter().enumerate() {
        for cell in cells {
            let words = head[row][cell.index].text.as_str();
            let covered = labels.iter_mut().skip(cell.column).take(cell.columns);
            covered.for_each(|label| label.push(words));
        }
    }
    labels
}

/// Reports a row in which full-width commas part the cells: `[沙州镇，12，5]`.
fn check_commas(row: &[Cell], columns: usize, findings: &mut Vec<Diagnostic>) {
    let parts = row.iter().map(|cell| cell.text.split('，').count()).sum::<usize>();
    if let [first, ..] = row
        && row.len() < columns
        && parts == columns
    {
        findings.push(Diagnostic::new(Code::RowComma).with("cells", row.len()).at(first.text.place.clone()));
    }
}

/// Checks the total of a table, and its rows and columns of totals.
fn check_sums(table: &Table, head: Vec<ColumnLabel>, arrangement: &Arrangement, findings: &mut Vec<Diagnostic>) {
    let grid = Grid {
        head,
        rows: grid_rows(table, arrangement),
        place: &|row, index| table.rows[row][index].text.place.clone(),
    };
    let unit = table.unit.as_ref().map_or("", |unit| unit.as_str());
    let total = table.printed_total();
    let total = total.as_ref().map(|total| TypedTotal { total, unit });
    total::check(&grid, total.as_ref(), findings);
}

/// Returns the cells of a table in their places, as far as sums go.
pub(super) fn grid_rows(table: &Table, arrangement: &Arrangement) -> Vec<Vec<GridCell>> {
    let cell = |row: &Vec<Cell>, cell: &PlacedCell| GridCell {
        text: row[cell.index].text.value.clone(),
        column: cell.column,
        span: cell.columns,
        rows: cell.rows,
        index: cell.index,
    };
    let rows = table.rows.iter().zip(&arrangement.rows);
    rows.map(|(row, placed)| placed.iter().map(|placed| cell(row, placed)).collect()).collect()
}

/// Checks the rows and columns of totals of the tables in a body.
pub fn check_body(body: &Locator, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    for block in blocks {
        let BlockKind::Grid { columns, rows, .. } = &block.kind else { continue };
        let cell = |(index, cell): (usize, &markdown::GridCell)| GridCell {
            text: plain(&cell.inlines),
            column: index,
            span: 1,
            rows: 1,
            index,
        };
        let grid = Grid {
            head: columns.iter().map(|head| ColumnLabel::of(&plain(&head.inlines))).collect(),
            rows: rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect(),
            place: &|row, index| body.locate(rows[row][index].range.clone()),
        };
        total::check(&grid, None, findings);
    }
}
