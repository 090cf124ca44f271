//! Checks the table of an article: its size, its rows and its total.

use super::limit::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, too_much};
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Table;
use crate::issue::markdown::stray_stars;

/// Checks a table of the article whose title stands at `article`. If the table was typed and not counted, its total has
/// to be the sum of its rows.
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
    for row in &table.rows {
        let wide = row.iter().fold(0, |sum: usize, cell| sum.saturating_add(cell.columns()));
        if wide > table.columns.len()
            && let Some(last) = row.last()
        {
            let finding = Diagnostic::new(Code::RowTooLong).with("cells", wide).with("columns", table.columns.len());
            findings.push(finding.at(last.text.place.clone()));
        }
    }
    if let Some(total) = &table.total
        && typed
        && total.value != table.sum()
    {
        let finding = Diagnostic::new(Code::TotalMismatch).with("total", total.value).with("sum", table.sum());
        findings.push(finding.at(total.place.clone()));
    }
}
