//! Checks the table of an article and the tables in its text: their size, their rows and their sums.

use super::distribution::check_quotes;
use super::limit::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, too_much};
use super::total::{self, Grid, GridCell, TypedTotal};
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Locator;
use crate::issue::markdown::{self, Block, BlockKind, plain, stray_stars};
use crate::issue::{Cell, Table};

/// Checks a table of the article whose title stands at `article`. If the table was typed and not counted, its totals have
/// to be the sums of what they add.
pub fn check(table: &Table, article: &Place, typed: bool, findings: &mut Vec<Diagnostic>) {
    if table.columns.is_empty() || table.rows.is_empty() {
        findings.push(Diagnostic::new(Code::TableEmpty).at(article.clone()));
        return;
    }
    if table.columns.len() > MAX_COLUMNS {
        findings.push(too_much("thing-columns", MAX_COLUMNS, &table.columns[MAX_COLUMNS].place));
    }
    if table.rows.len() > MAX_ROWS {
        findings.push(too_much("thing-rows", MAX_ROWS, article));
    }
    let cells = table.rows.iter().flatten().map(|cell| &cell.text);
    for text in table.columns.iter().chain(cells).filter(|text| text.chars().count() > MAX_CELL_CHARS) {
        findings.push(too_much("thing-cell", MAX_CELL_CHARS, &text.place));
    }
    let cells = table.rows.iter().flatten().map(|cell| &cell.text);
    for text in table.columns.iter().chain(cells).filter(|text| stray_stars(text)) {
        findings.push(Diagnostic::new(Code::MarkupStars).at(text.place.clone()));
    }
    for text in table.rows.iter().flatten().map(|cell| &cell.text) {
        check_quotes(text, findings);
    }
    for row in &table.rows {
        check_commas(row, table.columns.len(), findings);
        let wide = row.iter().fold(0, |sum: usize, cell| sum.saturating_add(cell.columns()));
        if wide > table.columns.len()
            && let Some(last) = row.last()
        {
            let finding = Diagnostic::new(Code::RowTooLong).with("cells", wide).with("columns", table.columns.len());
            findings.push(finding.at(last.text.place.clone()));
        }
    }
    if typed {
        check_sums(table, findings);
    }
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
fn check_sums(table: &Table, findings: &mut Vec<Diagnostic>) {
    let cell = |cell: &Cell| GridCell { text: cell.text.value.clone(), span: cell.columns() };
    let grid = Grid {
        head: table.columns.iter().map(|head| head.value.clone()).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        place: &|row, index| table.rows[row][index].text.place.clone(),
    };
    let unit = table.unit.as_ref().map_or("", |unit| unit.as_str());
    let total = table.total.as_ref().map(|total| TypedTotal { total, unit });
    total::check(&grid, total.as_ref(), findings);
}

/// Checks the rows and columns of totals of the tables in a body.
pub fn check_body(body: &Locator, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    for block in blocks {
        let BlockKind::Grid { columns, rows } = &block.kind else { continue };
        let cell = |cell: &markdown::GridCell| GridCell { text: plain(&cell.inlines), span: 1 };
        let grid = Grid {
            head: columns.iter().map(|head| plain(&head.inlines)).collect(),
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
            place: &|row, index| body.locate(rows[row][index].range.clone()),
        };
        total::check(&grid, None, findings);
    }
}
